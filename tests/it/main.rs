//! Tests that need no broker.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: what is not as expected ends them"
)]

mod budgets;
mod headers;
mod history;
mod laws;
mod layers;
mod licences;
mod order;
mod registry;
mod routing;
mod samples;
mod schema_files;
mod schemas;
mod sources;
mod tree;
