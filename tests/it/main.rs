//! Tests that need no broker.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests: what is not as expected ends them"
)]

mod acting;
mod budgets;
mod calendars;
mod commands;
mod direct_threads;
mod erasure;
mod erasure_samples;
mod evolution;
mod feed_samples;
mod golden_records;
mod headers;
mod item_samples;
mod laws;
mod layers;
mod licences;
mod lookup_samples;
mod masking;
mod metrics;
mod order;
mod probes;
mod ratings;
mod registry;
mod registry_at_start;
mod routing;
mod samples;
mod schema_files;
mod schemas;
mod scorer;
mod scores;
mod scoring;
mod settings;
mod sources;
mod tenant_models;
mod thread;
mod tree;
mod view_samples;
mod views;
mod wire_laws;
