//! What a deployment meets on a real cluster, in minutes instead of seconds: brokers that die, rights that are
//! missing, disks that are full. `scripts/cluster` runs it, one section after the other.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests: what is not as expected ends them; they wait, and give up in the end"
)]
#![allow(
    unreachable_pub,
    dead_code,
    reason = "the support is shared by several binaries"
)]

#[path = "../support/mod.rs"]
mod support;

mod brokers;
mod disk;
mod feed;
mod garbage;
mod hanging;
mod keeper;
mod nodes;
mod orders;
mod restarts;
mod security;
mod soak;
