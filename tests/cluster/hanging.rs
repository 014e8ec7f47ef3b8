//! Transactions that nobody ends: a coordinator that lost its last words does not know them any more, and whoever reads
//! committed records waits before them for ever. `kafka-transactions.sh abort` is what an operator has for them.

use std::time::Duration;

use crate::support::broker::Broker;
use crate::support::client::{Client, Isolation};
use crate::support::world::World;

/// Longer than the service leaves a transaction open, and the broker one that was left.
const OVER: Duration = Duration::from_secs(30);

/// A partition whose last stable offset stays below its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hanging {
    topic: String,
    partition: i32,
    /// Where the transaction begins.
    start: i64,
}

/// Partitions whose last stable offset stands still below the end for longer than any transaction may.
pub(crate) fn find(world: &World) -> Vec<Hanging> {
    let before = open(world);
    std::thread::sleep(OVER);
    let after = open(world);
    before.into_iter().filter(|found| after.contains(found)).collect()
}

fn open(world: &World) -> Vec<Hanging> {
    let topics = world.client.topics().into_iter();
    let ours = topics.filter(|(topic, _)| topic.starts_with(&world.prefix));
    let partitions =
        ours.flat_map(|(topic, count)| (0..count).map(move |partition| (topic.clone(), partition)));
    partitions
        .filter_map(|(topic, partition)| at(&world.client, topic, partition))
        .collect()
}

fn at(client: &Client, topic: String, partition: i32) -> Option<Hanging> {
    let start = client.ends(&topic, partition, Isolation::Committed).1;
    let end = client.ends(&topic, partition, Isolation::Uncommitted).1;
    (start < end).then_some(Hanging {
        topic,
        partition,
        start,
    })
}

/// Aborts them as an operator does.
///
/// # Panics
/// The tool fails.
pub(crate) fn abort(broker: &Broker, hanging: &[Hanging]) {
    for found in hanging {
        let mut tool = broker.tool("org.apache.kafka.tools.TransactionsCommand");
        tool.args(["--bootstrap-server", broker.bootstrap(), "abort"])
            .args(["--topic", &found.topic])
            .args(["--partition", &found.partition.to_string()])
            .args(["--start-offset", &found.start.to_string()]);
        let done = tool.output().expect("java starts");
        let said =
            String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{found:?} cannot be aborted: {said}");
    }
}
