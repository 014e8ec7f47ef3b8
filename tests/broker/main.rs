//! Everything that needs a real Apache Kafka. Each test says aloud when it could not run.
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

mod bad_input;
mod broker_faults;
mod bundles;
mod door;
mod erasure;
mod flows;
mod flows_of_accounts;
mod flows_of_agents;
mod flows_of_others;
mod flows_of_posts;
mod harness;
mod kills;
mod lanes;
mod masking;
mod no_replay;
mod outages;
mod real_day;
mod repartition;
mod start;
mod takeover;
mod zombies;
