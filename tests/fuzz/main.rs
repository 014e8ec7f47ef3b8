//! Any bytes through every adapter, and what reading costs on the heap. A process of its own: its allocator
//! counts, thread by thread.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests: what is not as expected ends them; they run for as long as they are told to"
)]
#![allow(
    unreachable_pub,
    dead_code,
    reason = "the support is shared by several binaries"
)]

mod allocations;
mod campaign;
mod corpus;
#[path = "../support/dice.rs"]
mod dice;
#[path = "../support/fixture.rs"]
mod fixture;
mod invented;
mod mutation;
mod properties;
mod repeats;
mod scores;
