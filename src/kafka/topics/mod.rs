//! The topics of a deployment: as they should be, compared with the broker's, made and removed.

mod findings;
mod make;

use std::collections::BTreeMap;

pub use findings::{Difference, Finding, compare, hindrances, lines};
pub use make::{create, remove};

use super::config::KafkaConfig;
use super::handles;
use super::names::Names;
use crate::domain::topic::Topic;

/// Seven days: topics that may hold text, and dead letters.
const WEEK_MS: &str = "604800000";
/// A day: compaction forgets within it, and a lane that restores reads deletions for as long.
const DAY_MS: &str = "86400000";
/// Eight days: a subscriber that was away for a week still reads what is gone.
const AWAY_MS: &str = "691200000";
/// What a broker takes unless its settings say otherwise.
const BROKER_BYTES: usize = 1_048_588;

/// How topics are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Partitions of the keyed topics: inputs and changelogs of the stages that keep rows by key.
    pub partitions: i32,
    /// Partitions of every other topic but the clock's: those that others write or read, and the changelog of `intake`,
    /// which follows the feeds.
    pub public_partitions: i32,
    /// Copies of each partition.
    pub replication: i32,
}

/// A topic as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicSpec {
    /// Which.
    pub topic: Topic,
    /// Its name, prefix included.
    pub name: String,
    /// Its partitions, when it is made.
    pub partitions: i32,
    /// Its settings, by name.
    pub config: BTreeMap<&'static str, String>,
    /// The largest message it must take; `None` where others write.
    pub message_bytes: Option<usize>,
}

/// The settings of a topic.
fn config(topic: Topic, message_bytes: Option<usize>) -> BTreeMap<&'static str, String> {
    let entries: &[(&'static str, &str)] = if topic.is_compacted() {
        let readable = if topic.is_internal() { DAY_MS } else { AWAY_MS };
        &[
            ("cleanup.policy", "compact"),
            ("max.compaction.lag.ms", DAY_MS),
            ("delete.retention.ms", readable),
            ("segment.ms", "21600000"),
            ("segment.bytes", "67108864"),
        ]
    } else {
        // A broker deletes whole segments: one that is never rolled would keep its first record for ever.
        &[
            ("cleanup.policy", "delete"),
            ("retention.ms", WEEK_MS),
            ("segment.ms", "21600000"),
        ]
    };
    // The moments of records lie inside their bundles: by the broker's clock no backlog is deleted before it is read.
    let hop: &[(&'static str, &str)] = match topic.is_hop() {
        true => &[("message.timestamp.type", "LogAppendTime")],
        false => &[],
    };
    let all = entries.iter().chain(hop);
    let mut all: BTreeMap<_, _> = all.map(|(key, value)| (*key, (*value).to_owned())).collect();
    if let Some(bytes) = message_bytes.filter(|bytes| *bytes > BROKER_BYTES) {
        all.insert("max.message.bytes", bytes.to_string());
    }
    all
}

/// Every topic of the deployment as it should be.
#[must_use]
pub fn wanted(kafka: &KafkaConfig, shape: Shape) -> Vec<TopicSpec> {
    let names = Names::of(kafka);
    let partitions = |topic: Topic| {
        if topic == Topic::Clock {
            1
        } else if topic.is_keyed() {
            shape.partitions
        } else {
            shape.public_partitions
        }
    };
    let spec = |topic: Topic| {
        let message_bytes = topic.is_written().then(|| handles::message_bytes(kafka));
        TopicSpec {
            topic,
            name: names.full(topic).into_owned(),
            partitions: partitions(topic),
            config: config(topic, message_bytes),
            message_bytes,
        }
    };
    Topic::all(&kafka.networks, kafka.views)
        .into_iter()
        .map(spec)
        .collect()
}
