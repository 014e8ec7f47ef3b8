//! Tests that need no broker.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails says where"
)]

mod headers;
mod history;
mod registry;
mod samples;
mod schema_files;
mod schemas;
mod wire_laws;
