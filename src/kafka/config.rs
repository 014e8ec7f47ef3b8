//! What the Kafka side needs to know, and the client keys that settings may not touch.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::domain::network::Network;
pub use crate::runtime::breaker::RejectLimit;
pub use crate::runtime::cadence::Cadence;
pub use crate::runtime::clock::AtEnd;

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
