//! A backlog through all stages, changelogs and all; then a restart, which restores every lane.

use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use crate::figures::Run;
use crate::fresh;
use crate::options::Options;
use crate::support::broker::Broker;
use crate::support::client::Stored;
use crate::support::process::{self, Used};
use crate::support::scrape;
use crate::support::world::{Plan, World};
use crate::watch::Watch;

const LOOK: Duration = Duration::from_millis(200);
const PATIENCE: Duration = Duration::from_secs(1800);

/// Measures one run.
pub fn measure(broker: &Broker, day: &[Stored], options: &Options, number: usize) -> Run {
    let world = World::new(
        broker,
        &format!("bench-{number}"),
        &Plan::default()
            .partitions(options.partitions)
            .set("topics.retention=forever"),
    );
    let rounds = options.records.div_ceil(day.len());
    for round in 0..rounds {
        let records: Vec<Stored> = day.iter().map(|record| fresh::again(record, round)).collect();
        world.feed(&records);
    }
    let records = rounds * day.len();
    let address = scrape::free_address();
    let mut worker = world
        .worker("bench")
        .set(&format!("http.listen={address}"))
        .start();
    let broker_pid = broker.pid().unwrap_or(0);
    let watch = Watch::of(&world, options.partitions);
    let began = wait(|| watch.has_begun().then(Instant::now));
    let before = [process::used(worker.pid()), process::used(broker_pid)];
    let ended = wait(|| watch.is_drained().then(Instant::now));
    let after = [process::used(worker.pid()), process::used(broker_pid)];
    let produced = scrape::sum(&address, "outcry_produced_messages_total");
    let rows = scrape::sum(&address, "outcry_state_rows");
    worker.signal(Signal::SIGTERM);
    worker.wait(Duration::from_secs(60));
    let seconds = ended.duration_since(began).as_secs_f64();
    let cpu = |at: usize| (after[at].cpu - before[at].cpu) / records as f64 * 1e6;
    let (restored, restore_seconds, empty) = restore(&world);
    Run {
        records,
        seconds,
        produced,
        service_cpu: cpu(0),
        broker_cpu: cpu(1),
        memory: after[0],
        rows,
        restored,
        restore_seconds,
        memory_restored: empty,
    }
}

/// Restarts the worker and waits until every lane runs: changelog records read, seconds, memory.
fn restore(world: &World) -> (f64, f64, Used) {
    let address = scrape::free_address();
    let mut worker = world
        .worker("bench")
        .set(&format!("http.listen={address}"))
        .set("log.format=json")
        .start();
    let lanes = 4;
    wait(|| {
        let said = worker.said();
        let stages = ["resolve", "assess", "cases", "intake"];
        let all = stages
            .iter()
            .all(|stage| lane_lines(&said).any(|line| line["stage"] == *stage));
        (all && lane_lines(&said).count() >= lanes).then_some(())
    });
    std::thread::sleep(Duration::from_secs(3));
    let said = worker.said();
    let number = |line: &serde_json::Value, name: &str| line[name].as_f64().unwrap_or(0.0);
    let records = lane_lines(&said).map(|line| number(&line, "records")).sum();
    // Lanes of a shard restore one after another, shards side by side: the slowest shard counts.
    let of = |stage: &str| -> f64 {
        lane_lines(&said)
            .filter(|l| l["stage"] == stage)
            .map(|l| number(&l, "took_ms"))
            .fold(0.0, f64::max)
    };
    let seconds = ["resolve", "assess", "cases"]
        .map(of)
        .into_iter()
        .fold(0.0, f64::max)
        / 1000.0;
    let used = process::used(worker.pid());
    worker.signal(Signal::SIGTERM);
    worker.wait(Duration::from_secs(60));
    (records, seconds, used)
}

/// The log lines that say a lane runs, flattened.
fn lane_lines(said: &str) -> impl Iterator<Item = serde_json::Value> {
    said.lines().filter_map(|line| {
        let mut line: serde_json::Value = serde_json::from_str(line).ok()?;
        let fields = if line["fields"].is_object() {
            line["fields"].take()
        } else {
            line
        };
        (fields["message"] == "lane runs").then_some(fields)
    })
}

fn wait<T>(look: impl Fn() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "nothing happens");
        std::thread::sleep(LOOK);
    }
}
