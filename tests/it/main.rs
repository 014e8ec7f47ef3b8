//! Tests that need no broker.

mod headers;
mod history;
mod registry;
mod samples;
mod schema_files;
mod schemas;
