//! Tests that need no broker.

mod order;
mod samples;
mod schemas;
