//! Workers are killed at random instants and at named points; nothing is lost, nothing doubled.

use crate::support::broker;
use crate::support::campaign::{self, Orders, POINTS, Report};
use crate::support::skip;
use crate::support::world::{Plan, World};

/// A number from the environment, for longer campaigns than the suite's.
fn number(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok().filter(|value| !value.is_empty());
    given.map_or(otherwise, |value| {
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name}={value} is not a number"))
    })
}

#[test]
fn killed_workers_lose_nothing_and_double_nothing() {
    let Some(broker) = broker::shared("kills") else {
        return;
    };
    if !cfg!(feature = "fail-points") {
        skip::aloud(
            "kills",
            "built without the feature fail-points; run ./scripts/test",
        );
        return;
    }
    let kills = usize::try_from(number("OUTCRY_CHAOS_KILLS", 40)).expect("a number of kills");
    let orders = Orders {
        kills,
        seed: number("OUTCRY_CHAOS_SEED", 20_261_122),
        workers: 2,
    };
    let plan = Plan::default()
        .partitions(3)
        .client("session.timeout.ms", "6000")
        .client("heartbeat.interval.ms", "1000");
    let world = World::new(broker, "kills", &plan);
    let report = campaign::wage(&world, &orders);
    let verdict = &report.verdict;
    let done: usize = report.kills.values().sum();
    let line = told(&report, orders.seed);
    // Past the capture of the test harness: this line is the result of a long campaign.
    let _ = std::io::Write::write_all(&mut std::io::stderr().lock(), line.as_bytes());
    let first: Vec<&String> = verdict.faults.iter().take(20).collect();
    assert!(
        first.is_empty(),
        "seed {}: {} faults: {first:#?}",
        orders.seed,
        verdict.faults.len()
    );
    assert_eq!(done, orders.kills);
    let refused = verdict.dead_letters;
    assert!(
        refused > 0 && report.watched > 100,
        "the feed was too thin: {refused} dead letters"
    );
    if kills >= 40 {
        assert!(
            report.inside >= 10,
            "{} kills inside an open transaction by construction",
            report.inside
        );
        let missing: Vec<_> = POINTS
            .iter()
            .filter(|(point, _)| !report.kills.contains_key(*point))
            .collect();
        assert!(missing.is_empty(), "points never reached: {missing:?}");
    }
}

/// The campaign in one line.
fn told(report: &Report, seed: u64) -> String {
    let verdict = &report.verdict;
    let kills: usize = report.kills.values().sum();
    let mut recoveries = report.recoveries.clone();
    recoveries.sort();
    let middle = recoveries.get(recoveries.len() / 2);
    format!(
        "\nCAMPAIGN: {kills} kills {:?}, {} inside an open transaction, seed {seed}; {} raw records, {} records and \
         {} outputs compared, {} transactions, {} seen by a subscriber; committed again after {middle:.1?} \
         (median), {:.1?} (slowest); {} faults\n",
        report.kills,
        report.inside,
        report.fed,
        verdict.records,
        verdict.outputs,
        verdict.transactions,
        report.watched,
        recoveries.last(),
        verdict.faults.len(),
    )
}
