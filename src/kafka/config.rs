//! What the Kafka side needs to know, and the client keys that settings may not touch.

use std::collections::BTreeMap;
use std::time::Duration;

use rdkafka::ClientConfig;
use rdkafka::error::KafkaError;

use super::client_error::without_values;
use crate::domain::network::Network;
use crate::domain::stage::StageName;
use crate::domain::views::Views;
pub use crate::runtime::breaker::RejectLimit;
pub use crate::runtime::cadence::Cadence;
pub use crate::runtime::clock::AtEnd;
pub use crate::wire::sealed::RawBytes;

/// Client keys that carry correctness: they are set in this folder and nowhere else.
pub const HELD_KEYS: [&str; 27] = [
    "acks",
    "allow.auto.create.topics",
    "auto.commit.interval.ms",
    "auto.offset.reset",
    "bootstrap.servers",
    "check.crcs",
    "client.id",
    "delivery.report.only.error",
    "enable.auto.commit",
    "enable.auto.offset.store",
    "enable.gapless.guarantee",
    "enable.idempotence",
    "enable.partition.eof",
    "group.id",
    "group.instance.id",
    "group.protocol",
    "isolation.level",
    "max.in.flight",
    "max.in.flight.requests.per.connection",
    "message.max.bytes",
    "metadata.broker.list",
    "partition.assignment.strategy",
    "partitioner",
    "request.required.acks",
    "statistics.interval.ms",
    "transaction.timeout.ms",
    "transactional.id",
];

/// Everything the Kafka side needs to know. Holds secrets in `client`: no `Debug`.
#[derive(Clone)]
pub struct KafkaConfig {
    /// Name of the deployment: groups are `<prefix><app>.<stage>`, transactional ids `<prefix><app>.<stage>.<slot>`.
    pub app: String,
    /// Put before every topic's name; may be empty.
    pub prefix: String,
    /// `host:port`, comma-separated.
    pub bootstrap: String,
    /// Further client keys, such as `security.protocol`; those in `HELD_KEYS` are refused.
    pub client: BTreeMap<String, String>,
    /// Name of this process, stable across restarts and unique within the deployment: part of the slot.
    pub instance: String,
    /// Shards a stage, at least 1.
    pub shards: usize,
    /// Networks read by `intake`.
    pub networks: Vec<Network>,
    /// Views that are published.
    pub views: Views,
    /// Partitions of every keyed topic, at least 1: what every process takes for granted.
    pub partitions: i32,
    /// Generation of the lanes, from 1: part of the names of keyed topics.
    pub generation: u32,
    /// Where time stands at the end of the input.
    pub at_end: AtEnd,
    /// When to commit.
    pub cadence: Cadence,
    /// When to stop a partition.
    pub reject_limit: RejectLimit,
    /// Largest key and value written, in bytes; a larger output refuses the record that made it. Must leave room
    /// for headers below what the topics take.
    pub max_message_bytes: usize,
    /// How long a lane that has records to read may stand still before time no longer waits for it.
    pub lane_patience: Duration,
    /// What becomes of the bytes of refused records.
    pub dead_letters: RawBytes,
    /// Whether a process that ends in order leaves its groups, so that others take its partitions at once. Otherwise it is
    /// expected back until its session is over.
    pub leave_on_end: bool,
    /// How long `Service::start` waits for the broker.
    pub start_timeout: Duration,
}

impl KafkaConfig {
    /// A configuration with the defaults, for this broker.
    #[must_use]
    pub fn new(app: &str, bootstrap: &str) -> Self {
        Self {
            app: app.into(),
            prefix: String::new(),
            bootstrap: bootstrap.into(),
            client: BTreeMap::new(),
            instance: "0".into(),
            shards: 1,
            networks: vec![Network::X, Network::Bluesky],
            views: Views::default(),
            partitions: 8,
            generation: 1,
            at_end: AtEnd::Wall,
            cadence: Cadence::default(),
            reject_limit: RejectLimit::default(),
            max_message_bytes: 900_000,
            lane_patience: Duration::from_secs(120),
            dead_letters: RawBytes::Keep,
            leave_on_end: true,
            start_timeout: Duration::from_secs(60),
        }
    }

    /// Everything that is wrong with it; empty if nothing is.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (key, value) in &self.client {
            if HELD_KEYS.contains(&key.as_str()) {
                found.push(format!(
                    "client key `{key}` (set to `{value}`) carries correctness and cannot be set; remove it"
                ));
            }
        }
        for (name, value) in [
            ("app", &self.app),
            ("instance", &self.instance),
            ("topics.prefix", &self.prefix),
        ] {
            let fits = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_' || c == '-';
            if value.is_empty() && name != "topics.prefix" || !value.chars().all(fits) {
                found.push(format!(
                    "`{name}` is `{value}`; it becomes part of group and transactional ids: use letters, digits, `.`, \
                     `_` and `-`"
                ));
            }
        }
        if self.bootstrap.trim().is_empty() {
            found.push("no bootstrap servers; give `host:port`, comma-separated".into());
        }
        if self.shards == 0 {
            found.push("0 shards a stage; give at least 1".into());
        }
        found
    }

    /// A name of this deployment alone, for a group, a client or a transaction.
    fn own(&self, name: &str) -> String {
        format!("{}{}.{name}", self.prefix, self.app)
    }

    /// The consumer group of a stage.
    #[must_use]
    pub fn group(&self, stage: StageName) -> String {
        self.own(stage.name())
    }

    /// The consumer group of the clock.
    #[must_use]
    pub fn clock_group(&self) -> String {
        self.own("clock")
    }

    /// The name of this process within the clock's group.
    #[must_use]
    pub(super) fn clock_member(&self) -> String {
        format!("{}.{}", self.clock_group(), self.instance)
    }

    /// The name of a client that belongs to no stage.
    #[must_use]
    pub(super) fn client_id(&self, role: &str) -> String {
        self.own(role)
    }

    /// The slot of a shard, stable across restarts: its transactional id and its name within the group.
    #[must_use]
    pub fn slot(&self, stage: StageName, shard: usize) -> String {
        format!("{}.{}-{shard}", self.group(stage), self.instance)
    }

    /// What the client says of this configuration, without the values in it.
    pub(super) fn refusal(&self, error: &KafkaError) -> String {
        let values = self.client.values().map(String::as_str);
        let said = without_values(&error.to_string(), values);
        format!("the kafka client does not take its configuration: {said}; check kafka.client")
    }

    /// What every client has in common: `defaults`, then what settings say, then what they may not say. `client.id`
    /// is `id`.
    pub(super) fn client(&self, id: &str, defaults: &[(&str, &str)]) -> ClientConfig {
        let mut config = ClientConfig::new();
        config
            .set("socket.nagle.disable", "true")
            // A partition count that grows must be noticed soon.
            .set("topic.metadata.refresh.interval.ms", "10000")
            .set("reconnect.backoff.max.ms", "2000");
        for (key, value) in defaults {
            config.set(*key, *value);
        }
        for (key, value) in &self.client {
            config.set(key, value);
        }
        config
            .set("bootstrap.servers", &self.bootstrap)
            .set("client.id", id)
            .set("statistics.interval.ms", "0");
        config
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_carry_correctness_are_refused_by_name_and_all_at_once() {
        let mut config = KafkaConfig::new("care", "broker:9092");
        assert_eq!(config.problems(), Vec::<String>::new());
        config
            .client
            .insert("isolation.level".into(), "read_uncommitted".into());
        config.client.insert("security.protocol".into(), "SSL".into());
        config.instance = "a b".into();
        config.shards = 0;
        let problems = config.problems();
        assert_eq!(problems.len(), 3, "{problems:?}");
        for (problem, part) in problems.iter().zip(["isolation.level", "instance", "shards"]) {
            assert!(problem.contains(part), "{problem}");
        }
    }

    #[test]
    fn slots_are_stable_and_differ_by_stage_shard_and_process() {
        let mut config = KafkaConfig::new("care", "broker:9092");
        assert_eq!(config.slot(StageName::Assess, 1), "care.assess.0-1");
        config.instance = "pod-3".into();
        assert_eq!(config.slot(StageName::Assess, 1), "care.assess.pod-3-1");
        assert_eq!(config.group(StageName::Assess), "care.assess");
        config.prefix = "staging.".into();
        assert_eq!(config.slot(StageName::Assess, 1), "staging.care.assess.pod-3-1");
        assert_eq!(config.group(StageName::Assess), "staging.care.assess");
        assert_eq!(config.clock_group(), "staging.care.clock");
    }
}
