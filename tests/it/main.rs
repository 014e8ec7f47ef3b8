//! Tests of the library's parts together.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may fail by panicking, and says aloud what it skips"
)]

mod routing;
mod scoring;
