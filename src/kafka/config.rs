//! What the Kafka side needs to know, and the client keys that settings may not touch.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::network::Network;

/// What an `intake` lane with nothing left to read stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AtEnd {
    /// Wall clock minus five seconds: live feeds.
    Wall,
    /// Its own progress: historical data.
    Hold,
}

/// When a transaction is committed while its input does not run dry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence {
    /// Since its first record.
    pub age: Duration,
    /// Input records.
    pub records: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Between the end of a commit and the next, when the input is drained.
    pub gap: Duration,
}

impl Default for Cadence {
    fn default() -> Self {
        Self {
            age: Duration::from_millis(100),
            records: 5_000,
            bytes: 4_000_000,
            gap: Duration::from_millis(20),
        }
    }
}

/// When a partition is stopped because too many of its records are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RejectLimit {
    /// Share of refused records, in percent, above which the partition stops; 100 never stops it.
    pub percent: u8,
    /// Records to see before the share is judged.
    pub at_least: u32,
}

impl Default for RejectLimit {
    fn default() -> Self {
        Self {
            percent: 50,
            at_least: 200,
        }
    }
}

/// Everything the Kafka side needs to know. Holds secrets in `client`: no `Debug`.
#[derive(Clone)]
pub struct KafkaConfig {
    /// Name of the deployment: groups are `<app>.<stage>`, transactional ids `<app>.<stage>.<slot>`.
    pub app: String,
    /// Put before every topic's name; may be empty.
    pub prefix: String,
    /// `host:port`, comma-separated.
    pub bootstrap: String,
    /// Further client keys, such as `security.protocol`; those that carry correctness are refused.
    pub client: BTreeMap<String, String>,
    /// Name of this process, stable across restarts and unique within the deployment: part of the slot.
    pub instance: String,
    /// Shards a stage, at least 1.
    pub shards: usize,
    /// Networks read by `intake`.
    pub networks: Vec<Network>,
    /// Where time stands at the end of the input.
    pub at_end: AtEnd,
    /// When to commit.
    pub cadence: Cadence,
    /// When to stop a partition.
    pub reject_limit: RejectLimit,
    /// Largest key and value written, in bytes; a larger output refuses the record that made it.
    pub max_message_bytes: usize,
    /// How long `Service::start` waits for the broker.
    pub start_timeout: Duration,
}
