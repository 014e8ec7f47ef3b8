//! Reads a topic from its beginning, outside of any group: what a subscriber would see.

use std::collections::BTreeMap;
use std::time::Duration;

use rdkafka::ClientContext;
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::KafkaError;
use rdkafka::message::{BorrowedMessage, Headers, Message};
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};

use super::cluster::{Cluster, ClusterError};
use super::unpack::Framed;
use crate::domain::topic::Topic;
use crate::runtime::ports::Headers as _;
use crate::wire::bundle::{self, Bundled};
use crate::wire::headers::ORIGIN;

/// Which records are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// Those of committed transactions.
    ReadCommitted,
    /// All of them.
    ReadUncommitted,
}

impl Isolation {
    const fn name(self) -> &'static str {
        match self {
            Self::ReadCommitted => "read_committed",
            Self::ReadUncommitted => "read_uncommitted",
        }
    }
}

/// A record as it lies on its partition.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Its partition.
    pub partition: i32,
    /// The offset of its message.
    pub offset: i64,
    /// Its number in a message that is a bundle; `None` where the message is the record.
    pub index: Option<u32>,
    /// Its timestamp, in milliseconds since 1970; -1 without one.
    pub timestamp: i64,
    /// Its key.
    pub key: Option<&'a [u8]>,
    /// Its value.
    pub value: Option<&'a [u8]>,
    carrier: Carrier<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Carrier<'a> {
    Message(&'a BorrowedMessage<'a>),
    Bundle(&'a Bundled<'a>),
}

/// Name and value of a header.
pub type Header = (String, Option<Vec<u8>>);

impl Seen<'_> {
    /// Its headers, in order; of a bundled record those that a message of its own would have.
    #[must_use]
    pub fn headers(&self) -> Vec<Header> {
        let mut all = Vec::new();
        match self.carrier {
            Carrier::Message(message) => {
                let headers = message.headers().into_iter().flat_map(|headers| headers.iter());
                all.extend(headers.map(|h| (h.key.to_owned(), h.value.map(<[u8]>::to_vec))));
            }
            Carrier::Bundle(bundled) => {
                let origin = ORIGIN;
                Framed { bundled, origin }
                    .each(&mut |name, value| all.push((name.to_owned(), Some(value.to_vec()))));
            }
        }
        all
    }
}

/// Shows the records of a message; bytes that should be a bundle and are not are shown as they are.
fn show(message: &BorrowedMessage<'_>, bundled: bool, take: &mut dyn FnMut(&Seen<'_>)) {
    let whole = Seen {
        partition: message.partition(),
        offset: message.offset(),
        index: None,
        timestamp: message.timestamp().to_millis().unwrap_or(-1),
        key: message.key(),
        value: message.payload(),
        carrier: Carrier::Message(message),
    };
    let records = bundled.then(|| bundle::open(message.payload().unwrap_or_default()));
    let Some(Ok(records)) = records else {
        return take(&whole);
    };
    for (index, record) in (0..).zip(&records) {
        take(&Seen {
            index: Some(index),
            timestamp: record.moment.0,
            key: Some(&record.key),
            value: record.value,
            carrier: Carrier::Bundle(record),
            ..whole
        });
    }
}

/// Whether this is the full name of the topic of this name, in whatever generation.
fn is_named(full: &str, name: &str) -> bool {
    full.rsplit_once(name).is_some_and(|(_, rest)| {
        let generation = rest.strip_prefix(".g").map(str::parse::<u32>);
        rest.is_empty() || matches!(generation, Some(Ok(_)))
    })
}

/// Says nothing of the ends of partitions, which are no errors; the others come back from each call.
struct Silent;

impl ClientContext for Silent {
    fn error(&self, error: KafkaError, reason: &str) {
        if !matches!(
            error,
            KafkaError::Global(rdkafka::error::RDKafkaErrorCode::PartitionEOF)
        ) {
            tracing::warn!(%error, reason, "the client reports trouble");
        }
    }
}

impl ConsumerContext for Silent {}

/// Reads one topic.
pub struct Capture {
    consumer: BaseConsumer<Silent>,
    cluster: Cluster,
    /// Partitions not read to their end, and that end.
    ends: BTreeMap<i32, i64>,
    topic: String,
    bundled: bool,
}

/// How long one answer of the broker may take.
const PATIENCE: Duration = Duration::from_secs(10);

impl Capture {
    /// Starts at the beginning of each of the topic's partitions.
    ///
    /// # Errors
    /// The client does not take its configuration, or the broker does not answer.
    pub fn start(
        cluster: Cluster,
        topic: &str,
        partitions: i32,
        isolation: Isolation,
    ) -> Result<Self, ClusterError> {
        let consumer: BaseConsumer<Silent> = cluster
            .config()
            // The client wants a name; no group is ever joined and no offset committed.
            .set("group.id", "outcry-capture")
            .set("enable.auto.commit", "false")
            .set("enable.partition.eof", "true")
            .set("isolation.level", isolation.name())
            .set("queued.max.messages.kbytes", "16384")
            .create_with_context(Silent)
            .map_err(|error| cluster.refusal(&error))?;
        let mut ends = BTreeMap::new();
        let mut list = TopicPartitionList::new();
        for partition in 0..partitions {
            // Asked under the isolation of the reader: the end of what it may see.
            let (low, high) = consumer
                .fetch_watermarks(topic, partition, PATIENCE)
                .map_err(|error| cluster.refused(&error))?;
            if low < high {
                ends.insert(partition, high);
            }
            list.add_partition_offset(topic, partition, Offset::Beginning)
                .map_err(|error| cluster.refused(&error))?;
        }
        consumer.assign(&list).map_err(|error| cluster.refused(&error))?;
        Ok(Self {
            consumer,
            cluster,
            ends,
            topic: topic.to_owned(),
            bundled: Topic::hops().any(|hop| is_named(topic, &hop.name())),
        })
    }

    /// Whether everything that was there at the start has been read.
    #[must_use]
    pub fn at_end(&self) -> bool {
        self.ends.is_empty()
    }

    /// Waits up to `wait` for a record and hands it to `take`.
    ///
    /// # Errors
    /// The broker answered with an error.
    pub fn next(&mut self, wait: Duration, mut take: impl FnMut(&Seen<'_>)) -> Result<(), ClusterError> {
        let done = match self.consumer.poll(wait) {
            None => return self.pass_markers(),
            Some(Err(KafkaError::PartitionEOF(partition))) => Some(partition),
            Some(Err(error)) => return Err(self.cluster.refused(&error)),
            Some(Ok(message)) => {
                let (partition, offset) = (message.partition(), message.offset());
                show(&message, self.bundled, &mut take);
                self.ends
                    .get(&partition)
                    .is_some_and(|end| offset + 1 >= *end)
                    .then_some(partition)
            }
        };
        if let Some(partition) = done {
            self.ends.remove(&partition);
        }
        Ok(())
    }

    /// Control markers and aborted records at the end are never handed out: the position passes them.
    fn pass_markers(&mut self) -> Result<(), ClusterError> {
        let position = self
            .consumer
            .position()
            .map_err(|error| self.cluster.refused(&error))?;
        let topic = self.topic.clone();
        self.ends.retain(|partition, end| {
            let found = position.find_partition(&topic, *partition);
            !found.is_some_and(|at| matches!(at.offset(), Offset::Offset(at) if at >= *end))
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_between_stages_is_known_in_every_generation() {
        let hop = Topic::Scored.name();
        for full in ["outcry.scored.v1", "a.outcry.scored.v1", "a.outcry.scored.v1.g2"] {
            assert!(is_named(full, &hop), "{full}");
        }
        for full in ["outcry.scored.v1.old", "outcry.scored.v1.g", "outcry.events.v1"] {
            assert!(!is_named(full, &hop), "{full}");
        }
    }
}
