//! Makes the client handles, with the keys that carry correctness.

use std::sync::Arc;

use rdkafka::config::FromClientConfigAndContext;
use rdkafka::consumer::BaseConsumer;
use rdkafka::error::KafkaResult;
use rdkafka::producer::BaseProducer;

use super::config::KafkaConfig;
use super::context::{Deliveries, Membership, Quiet, Voice};
use crate::domain::stage::StageName;
use crate::runtime::mishap;
use crate::runtime::witness::Witness;

/// Longest a transaction may be open, by the broker's judgement.
pub(super) const TRANSACTION_TIMEOUT_MS: u32 = 15_000;

/// Bounds the memory a consumer may hold, whatever the number of partitions.
const BOUNDED: [(&str, &str); 9] = [
    ("queued.min.messages", "20000"),
    ("queued.max.messages.kbytes", "16384"),
    ("fetch.message.max.bytes", "1048576"),
    ("fetch.max.bytes", "8388608"),
    ("receive.message.max.bytes", "16777216"),
    ("fetch.queue.backoff.ms", "5"),
    ("fetch.wait.max.ms", "100"),
    ("fetch.error.backoff.ms", "100"),
    ("session.timeout.ms", "15000"),
];

/// Bounds the memory a transactional producer may hold; batches as large as a commit allows.
const WRITING: [(&str, &str); 4] = [
    ("linger.ms", "2"),
    ("compression.type", "lz4"),
    ("queue.buffering.max.messages", "100000"),
    ("queue.buffering.max.kbytes", "32768"),
];

/// A member of a stage's group.
pub(super) fn member(
    config: &KafkaConfig,
    stage: StageName,
    shard: usize,
    witness: &Arc<dyn Witness>,
) -> KafkaResult<BaseConsumer<Membership>> {
    let slot = config.slot(stage, shard);
    let mut client = config.client(&slot, &BOUNDED);
    client
        .set("group.id", config.group(stage))
        .set("group.instance.id", &slot)
        .set("group.protocol", "classic")
        .set("partition.assignment.strategy", "cooperative-sticky")
        .set("isolation.level", "read_committed")
        .set("enable.auto.commit", "false")
        .set("enable.auto.offset.store", "false")
        .set("enable.partition.eof", "false")
        .set("max.poll.interval.ms", mishap::busy())
        // Every lane is given its start; a partition whose offset is gone must stop, never jump.
        .set("auto.offset.reset", "error");
    BaseConsumer::from_config_and_context(&client, Membership::new(Voice::new(slot, Arc::clone(witness))))
}

/// The largest message that the service writes, headers included.
pub(super) const fn message_bytes(config: &KafkaConfig) -> usize {
    config.max_message_bytes + 65_536
}

/// The transactional producer of a shard.
pub(super) fn producer(
    config: &KafkaConfig,
    slot: &str,
    witness: &Arc<dyn Witness>,
) -> KafkaResult<BaseProducer<Deliveries>> {
    let mut client = config.client(slot, &WRITING);
    client
        .set("transactional.id", slot)
        // Only failures are told one by one; that nothing is in flight says the rest.
        .set("delivery.report.only.error", "true")
        .set("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS.to_string())
        .set("enable.idempotence", "true")
        .set("acks", "all")
        // The same partition as Java clients choose.
        .set("partitioner", "murmur2_random")
        .set("message.max.bytes", message_bytes(config).to_string());
    BaseProducer::from_config_and_context(&client, Deliveries::new(Voice::new(slot, Arc::clone(witness))))
}

/// A producer of its own right, for ticks.
pub(super) fn plain_producer(
    config: &KafkaConfig,
    id: &str,
    witness: &Arc<dyn Witness>,
) -> KafkaResult<BaseProducer<Deliveries>> {
    let mut client = config.client(id, &[]);
    client
        .set("enable.idempotence", "true")
        .set("acks", "all")
        .set("partitioner", "murmur2_random")
        .set("linger.ms", "2")
        .set("delivery.timeout.ms", "10000");
    BaseProducer::from_config_and_context(&client, Deliveries::new(Voice::new(id, Arc::clone(witness))))
}

/// A reader of the changelog: never joins the group it names.
pub(super) fn reader(
    config: &KafkaConfig,
    stage: StageName,
    witness: &Arc<dyn Witness>,
) -> KafkaResult<BaseConsumer<Quiet>> {
    let id = format!("{}.restore", config.group(stage));
    let mut client = config.client(&id, &BOUNDED);
    client
        .set("group.id", config.group(stage))
        // Only at the end of a changelog is there nothing to fetch, and a lane waits for the broker to say so.
        .set("fetch.wait.max.ms", "10")
        .set("isolation.level", "read_committed")
        .set("enable.auto.commit", "false")
        .set("enable.auto.offset.store", "false")
        .set("enable.partition.eof", "true")
        .set("auto.offset.reset", "error");
    BaseConsumer::from_config_and_context(&client, Quiet::new(Voice::new(id, Arc::clone(witness))))
}

/// A handle that sees what is not committed yet: watermarks and metadata.
pub(super) fn survey(
    config: &KafkaConfig,
    id: &str,
    witness: &Arc<dyn Witness>,
) -> KafkaResult<BaseConsumer<Quiet>> {
    let mut client = config.client(id, &[]);
    client.set("isolation.level", "read_uncommitted");
    BaseConsumer::from_config_and_context(&client, Quiet::new(Voice::new(id, Arc::clone(witness))))
}

/// Which committed offsets of a group are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Offsets {
    /// Those that no open transaction is about to change: waited for, all or none.
    Stable,
    /// Those that are committed now. A transaction that hangs holds up nobody who only looks.
    Present,
}

/// A handle that asks for the committed offsets of a group and never joins it.
pub(super) fn auditor(
    config: &KafkaConfig,
    group: &str,
    offsets: Offsets,
    witness: &Arc<dyn Witness>,
) -> KafkaResult<BaseConsumer<Quiet>> {
    let id = format!("{group}.audit");
    let mut client = config.client(&id, &[]);
    let isolation = match offsets {
        Offsets::Stable => "read_committed",
        Offsets::Present => "read_uncommitted",
    };
    client
        .set("group.id", group)
        .set("isolation.level", isolation)
        .set("enable.auto.commit", "false");
    BaseConsumer::from_config_and_context(&client, Quiet::new(Voice::new(id, Arc::clone(witness))))
}

/// A member of the clock's group.
pub(super) fn clock_member(
    config: &KafkaConfig,
    witness: &Arc<dyn Witness>,
) -> KafkaResult<BaseConsumer<Quiet>> {
    let id = config.clock_member();
    let mut client = config.client(&id, &[("session.timeout.ms", "10000")]);
    client
        .set("group.id", config.clock_group())
        // Known by name: after a crash it has the clock again at once.
        .set("group.instance.id", &id)
        // Who has the clock keeps it when others come and go: its patience with each lane is not lost.
        .set("partition.assignment.strategy", "cooperative-sticky")
        .set("enable.auto.commit", "false")
        .set("auto.offset.reset", "latest");
    BaseConsumer::from_config_and_context(&client, Quiet::new(Voice::new(id, Arc::clone(witness))))
}
