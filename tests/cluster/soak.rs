//! An ordinary day: minutes of a steady feed, and whatever grows is seen in one table.

use std::fmt::Write;
use std::time::{Duration, Instant};

use crate::feed::Feed;
use crate::orders::{judged, number, result, step};
use crate::support::broker::{self, BrokerConfig};
use crate::support::judge;
use crate::support::world::{PATIENCE, Plan, World, stop};
use crate::support::{process, scrape};

const NAME: &str = "soak";
const RATE: u64 = 500;
const EVERY: Duration = Duration::from_secs(10);
/// Threads and descriptors come and go with connections; a leak grows beyond this within minutes.
const SLACK: u64 = 8;

/// What is seen every ten seconds.
#[derive(Debug, Clone, Copy, Default)]
struct Sample {
    second: u64,
    lag: f64,
    committed: f64,
    aborted: f64,
    rows: f64,
    series: usize,
    resident: u64,
    threads: u64,
    descriptors: u64,
}

#[test]
fn a_steady_feed_lets_nothing_grow_but_state() {
    let Some(broker) = broker::own(NAME, &BrokerConfig::default()) else {
        return;
    };
    let minutes = number("OUTCRY_CLUSTER_MINUTES", 10);
    let world = World::new(&broker, NAME, &Plan::default().partitions(4));
    let address = scrape::free_address();
    let mut worker = world.worker("0").set(&format!("http.listen={address}")).start();
    let feed = Feed::start(&world, 71, RATE);
    let (began, mut samples) = (Instant::now(), Vec::new());
    while began.elapsed() < Duration::from_secs(60 * minutes) {
        std::thread::sleep(EVERY);
        assert!(worker.ended().is_none(), "it ended:\n{}", worker.said());
        samples.push(sample(&address, worker.pid(), began.elapsed()));
    }
    let fed = feed.end();
    let caught_up = Instant::now();
    while world.left() > 0 {
        assert!(
            caught_up.elapsed() < PATIENCE,
            "it does not catch up:\n{}",
            worker.said()
        );
        std::thread::sleep(Duration::from_millis(500));
    }
    let caught_up = caught_up.elapsed();
    stop(&mut worker);
    world.run_dry();
    let verdict = judge::verdict(&world);
    step(NAME, table(&samples));
    let most = samples.iter().map(|sample| sample.lag as u64).max().unwrap_or(0);
    let last = *samples.last().expect("samples");
    result(
        NAME,
        format!(
            "{minutes} min at {RATE} records a second, {fed} raw records; lag at most {most}, 0 after {caught_up:.1?}; {} \
             aborts; {} MB, {} threads, {} descriptors, {} series in the end; {}",
            last.aborted,
            last.resident >> 20,
            last.threads,
            last.descriptors,
            last.series,
            judged(&verdict),
        ),
    );
    steady(&samples);
    judge::found_exact(&world, verdict);
}

fn sample(address: &str, pid: i32, since: Duration) -> Sample {
    let (_, text) = scrape::get(address, "/metrics").expect("/metrics answers");
    let used = process::used(pid);
    let transactions = |labels| scrape::sum_in(&text, "outcry_transactions_total", labels);
    Sample {
        second: since.as_secs(),
        lag: scrape::sum_in(&text, "outcry_lag_records", ""),
        committed: transactions("result=\"committed\""),
        aborted: transactions("result=\"aborted\""),
        rows: scrape::sum_in(&text, "outcry_state_rows", ""),
        series: text.lines().filter(|line| line.starts_with("outcry_")).count(),
        resident: used.resident,
        threads: used.threads,
        descriptors: used.descriptors,
    }
}

fn table(samples: &[Sample]) -> String {
    let mut table = String::from("\n|  s | lag | aborts | rows | MB | threads | descriptors | series |\n");
    table.push_str("|---|---|---|---|---|---|---|---|\n");
    for s in samples {
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            s.second,
            s.lag,
            s.aborted,
            s.rows,
            s.resident >> 20,
            s.threads,
            s.descriptors,
            s.series
        );
    }
    table
}

/// Nothing was aborted, and neither lag nor threads nor descriptors grow.
fn steady(samples: &[Sample]) {
    let third = samples.len() / 3;
    assert!(
        third > 0,
        "{} samples are too few: give it a minute",
        samples.len()
    );
    let most = |of: &[Sample], what: fn(&Sample) -> u64| of.iter().map(what).max().unwrap_or(0);
    // The first third warms up: connections are made, lanes restored.
    let (early, late) = (&samples[..third], &samples[samples.len() - third..]);
    let lag = |sample: &Sample| sample.lag as u64;
    let (before, after) = (most(early, lag), most(late, lag));
    assert!(
        after < 2 * before + 10 * RATE,
        "lag grows: {before}, then {after}"
    );
    let (before, after) = (most(early, |s| s.threads), most(late, |s| s.threads));
    assert!(after <= before + SLACK, "threads grow: {before}, then {after}");
    let (before, after) = (most(early, |s| s.descriptors), most(late, |s| s.descriptors));
    assert!(
        after <= before + SLACK,
        "descriptors grow: {before}, then {after}"
    );
    let last = samples.last().expect("samples");
    assert!(last.committed > 0.0, "no transaction is told of");
    assert!(last.aborted == 0.0, "{} aborts", last.aborted);
}
