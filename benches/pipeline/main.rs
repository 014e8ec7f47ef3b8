//! The whole pipeline on a real broker: throughput, cost, latency, restore, memory. Not a test: it measures,
//! prints a table, and leaves judging to the reader.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement ends where something is not as expected"
)]
#![allow(unreachable_pub, dead_code, reason = "shares the support of the tests")]

#[path = "../../tests/support/mod.rs"]
mod support;

mod figures;
mod fresh;
mod latency;
mod options;
mod throughput;
mod watch;

use support::broker::{Broker, BrokerConfig};
use support::recorded;

fn main() {
    let options = match options::read(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => return,
        Err(problem) => {
            eprintln!("{problem}");
            std::process::exit(64);
        }
    };
    let day = match recorded::day() {
        Ok(file) => recorded::records(&file),
        Err(why) => {
            eprintln!("SKIPPED: bench: {why}");
            std::process::exit(66);
        }
    };
    let config = BrokerConfig {
        full_speed: true,
        ..BrokerConfig::default()
    };
    let broker = match Broker::start(&config) {
        Ok(broker) => broker,
        Err(why) => {
            eprintln!("SKIPPED: bench: {why}");
            std::process::exit(69);
        }
    };
    let mut table = figures::Table::default();
    for run in 1..=options.warm + options.runs {
        let figures = throughput::measure(&broker, &day, &options, run);
        let counted = run > options.warm;
        let name = if counted { "run" } else { "run to warm the broker" };
        eprintln!("{name} {run}: {figures:?}");
        if counted {
            table.throughput.push(figures);
        }
    }
    if options.seconds > 0 {
        table.latency = Some(latency::measure(&broker, &day, &options));
    }
    println!("{}", table.markdown(&options));
}
