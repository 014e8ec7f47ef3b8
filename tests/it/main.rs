//! Tests that need no broker.

mod laws;
mod samples;
mod schemas;
