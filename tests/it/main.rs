//! Tests that need no broker.

mod samples;
mod schemas;
