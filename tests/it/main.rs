//! Tests that need no broker.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests: what is not as expected ends them"
)]

mod budgets;
mod layers;
mod licences;
mod routing;
mod samples;
mod schemas;
mod tree;
