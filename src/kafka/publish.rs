//! Writes recorded records to topics: idempotent, all delivered before it ends.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rdkafka::ClientContext;
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::message::DeliveryResult;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer, ProducerContext};

use super::cluster::{Cluster, ClusterError};

/// A record to be written.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// Full name of the topic.
    pub topic: &'a str,
    /// Its partition; by its key if `None`.
    pub partition: Option<i32>,
    /// Its key.
    pub key: Option<&'a [u8]>,
    /// Its value; `None` for a tombstone.
    pub value: Option<&'a [u8]>,
    /// Its timestamp, in milliseconds since 1970.
    pub timestamp: i64,
}

/// What became of the records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Acknowledged by all replicas in sync.
    pub delivered: u64,
    /// Not acknowledged.
    pub failed: u64,
    /// The first failure.
    pub first_failure: Option<String>,
}

#[derive(Default)]
struct Counts(Mutex<Delivered>);

impl ClientContext for Counts {}

impl ProducerContext for Counts {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, (): ()) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match result {
            Ok(_) => counts.delivered += 1,
            Err((error, _)) => {
                counts.failed += 1;
                counts.first_failure.get_or_insert_with(|| error.to_string());
            }
        }
    }
}

/// Writes records.
pub struct Publisher {
    producer: BaseProducer<Counts>,
    cluster: Cluster,
}

impl Publisher {
    /// A publisher to this cluster.
    ///
    /// # Errors
    /// The client does not take its configuration.
    pub fn new(cluster: Cluster) -> Result<Self, ClusterError> {
        let producer = cluster
            .config()
            .set("enable.idempotence", "true")
            .set("acks", "all")
            // Java clients place keys the same way.
            .set("partitioner", "murmur2_random")
            .set("compression.type", "lz4")
            .set("linger.ms", "5")
            .set("queue.buffering.max.messages", "100000")
            .create_with_context(Counts::default())
            .map_err(|error| cluster.refusal(&error))?;
        Ok(Self { producer, cluster })
    }

    /// Hands a record to the client; waits while its queue is full.
    ///
    /// # Errors
    /// The client refuses the record, as when it is too large or its topic is not there.
    pub fn send(&self, letter: Letter<'_>) -> Result<(), ClusterError> {
        let mut record: BaseRecord<'_, [u8], [u8]> = BaseRecord::to(letter.topic).timestamp(letter.timestamp);
        if let Some(partition) = letter.partition {
            record = record.partition(partition);
        }
        if let Some(key) = letter.key {
            record = record.key(key);
        }
        if let Some(value) = letter.value {
            record = record.payload(value);
        }
        loop {
            match self.producer.send(record) {
                Ok(()) => return Ok(()),
                Err((KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull), back)) => {
                    record = back;
                    self.producer.poll(Duration::from_millis(20));
                }
                Err((error, _)) => return Err(self.cluster.refused(&error)),
            }
        }
    }

    /// Serves delivery reports for this long.
    pub fn serve(&self, wait: Duration) {
        self.producer.poll(wait);
    }

    /// Records that are not settled yet.
    #[must_use]
    pub fn in_flight(&self) -> i32 {
        self.producer.in_flight_count()
    }

    /// Waits until every record is delivered or given up, and says what became of them.
    #[must_use]
    pub fn finish(self, patience: Duration) -> Delivered {
        #[expect(
            clippy::disallowed_methods,
            reason = "waiting for deliveries is told by the clock"
        )]
        let now = Instant::now;
        let start = now();
        while self.producer.in_flight_count() > 0 && now().duration_since(start) < patience {
            self.producer.poll(Duration::from_millis(50));
        }
        let lost = u64::try_from(self.producer.in_flight_count()).unwrap_or(0);
        let mut counts = self
            .producer
            .context()
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if lost > 0 {
            counts.failed += lost;
            counts
                .first_failure
                .get_or_insert_with(|| format!("no answer within {} s", patience.as_secs()));
        }
        counts
    }
}
