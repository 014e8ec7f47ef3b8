//! Everything that needs a real Apache Kafka. Each test says aloud when it could not run.
#![allow(
    unreachable_pub,
    dead_code,
    reason = "the support is shared by several binaries"
)]
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
#![expect(clippy::disallowed_methods, reason = "tests wait, and give up in the end")]

#[path = "../support/mod.rs"]
mod support;

mod harness;
