//! A reader and writer of the tests' own: what the service claims is checked by somebody else.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use outcry::domain::position::Position;
use rdkafka::admin::{
    AdminClient, AdminOptions, AlterConfig, NewPartitions, NewTopic, ResourceSpecifier, TopicReplication,
};
use rdkafka::client::{ClientContext, DefaultClientContext};
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::KafkaError;
use rdkafka::message::{Header, Headers, Message, OwnedHeaders};
use rdkafka::producer::{BaseProducer, BaseRecord, DeliveryResult, Producer, ProducerContext};
use rdkafka::{ClientConfig, Offset, TopicPartitionList};

use super::bundled::{packed, unpacked};

const LIMIT: Duration = Duration::from_secs(60);
const SILENCE: Duration = Duration::from_secs(2);

/// A record as it stands in a partition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    /// Its partition.
    pub partition: i32,
    /// Its offset.
    pub offset: i64,
    /// Its number in its message.
    pub index: u32,
    /// How many records are lost with it, where it is a bundle that cannot be read; 0 otherwise.
    pub damaged: u32,
    /// Its timestamp, ms.
    pub timestamp: i64,
    /// Its key.
    pub key: Option<Vec<u8>>,
    /// Its value.
    pub value: Option<Vec<u8>>,
    /// Its headers in order.
    pub headers: Vec<(String, Vec<u8>)>,
}

impl Stored {
    /// Its place in its partition.
    pub const fn position(&self) -> Position {
        Position {
            offset: self.offset,
            index: self.index,
        }
    }

    /// The first header of this name, as text.
    pub fn header(&self, name: &str) -> Option<String> {
        let (_, value) = self.headers.iter().find(|(found, _)| found == name)?;
        Some(String::from_utf8_lossy(value).into_owned())
    }

    /// The record of a message.
    pub fn of<M: Message>(message: &M) -> Self {
        let headers = message.headers().into_iter().flat_map(|headers| {
            headers
                .iter()
                .map(|h| (h.key.to_string(), h.value.unwrap_or_default().to_vec()))
        });
        Self {
            partition: message.partition(),
            offset: message.offset(),
            index: 0,
            damaged: 0,
            timestamp: message.timestamp().to_millis().unwrap_or(-1),
            key: message.key().map(<[u8]>::to_vec),
            value: message.payload().map(<[u8]>::to_vec),
            headers: headers.collect(),
        }
    }
}

/// What a reader takes for there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// Records of committed transactions.
    Committed,
    /// All records.
    Uncommitted,
}

/// A client of one broker.
#[derive(Clone)]
pub struct Client {
    bootstrap: String,
    // Connections cost more than questions: those who only ask are kept.
    asks: Arc<[BaseConsumer; 2]>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Client({})", self.bootstrap)
    }
}

impl Client {
    /// A client of the broker at this address.
    pub fn new(bootstrap: &str) -> Self {
        let asks =
            [Isolation::Committed, Isolation::Uncommitted].map(|isolation| reader(bootstrap, isolation));
        Self {
            bootstrap: bootstrap.into(),
            asks: Arc::new(asks),
        }
    }

    fn config(&self) -> ClientConfig {
        config(&self.bootstrap)
    }

    /// A consumer that belongs to no group and commits nothing.
    pub fn reader(&self, isolation: Isolation) -> BaseConsumer {
        reader(&self.bootstrap, isolation)
    }

    fn ask(&self, isolation: Isolation) -> &BaseConsumer {
        &self.asks[usize::from(isolation == Isolation::Uncommitted)]
    }

    fn admin(&self) -> AdminClient<DefaultClientContext> {
        self.config().create().expect("admin client")
    }

    /// Creates topics; one that is there stays as it is.
    pub fn create(&self, topics: &[&str], partitions: i32, config: &[(&str, &str)]) {
        let wanted = topics.iter().map(|name| {
            let fresh = NewTopic::new(name, partitions, TopicReplication::Fixed(1));
            config
                .iter()
                .fold(fresh, |topic, (key, value)| topic.set(key, value))
        });
        let wanted: Vec<NewTopic<'_>> = wanted.collect();
        let admin = self.admin();
        block_on(admin.create_topics(&wanted, &AdminOptions::new().operation_timeout(Some(LIMIT))))
            .expect("create topics");
    }

    /// Sets what a topic is configured with, in place of all that was set before.
    pub fn configure(&self, topic: &str, config: &[(&str, &str)]) {
        let fresh = AlterConfig::new(ResourceSpecifier::Topic(topic));
        let wanted = config
            .iter()
            .fold(fresh, |topic, (key, value)| topic.set(key, value));
        let done = block_on(self.admin().alter_configs([&wanted], &AdminOptions::new())).expect("configure");
        for topic in done {
            topic.expect("the configuration is taken");
        }
    }

    /// Adds partitions to a topic.
    pub fn grow(&self, topic: &str, partitions: usize) {
        let admin = self.admin();
        let wanted = [NewPartitions::new(topic, partitions)];
        block_on(admin.create_partitions(&wanted, &AdminOptions::new())).expect("create partitions");
    }

    /// Deletes a topic.
    pub fn delete(&self, topic: &str) {
        let admin = self.admin();
        let done = block_on(admin.delete_topics(&[topic], &AdminOptions::new())).expect("delete topics");
        assert!(done.iter().all(Result::is_ok), "{done:?}");
    }

    /// How many members a group has.
    pub fn members(&self, group: &str) -> usize {
        let told = self
            .ask(Isolation::Uncommitted)
            .fetch_group_list(Some(group), Duration::from_secs(30))
            .expect("groups");
        told.groups().iter().map(|group| group.members().len()).sum()
    }

    /// Deletes the records of a partition before an offset, as retention does.
    pub fn delete_before(&self, topic: &str, partition: i32, offset: i64) {
        let admin = self.admin();
        let mut wanted = TopicPartitionList::new();
        wanted
            .add_partition_offset(topic, partition, Offset::Offset(offset))
            .expect("offset");
        let began = Instant::now();
        loop {
            let done = block_on(admin.delete_records(&wanted, &AdminOptions::new())).expect("delete records");
            let failed: Vec<_> = done
                .elements()
                .iter()
                .filter_map(|element| element.error().err())
                .collect();
            if failed.is_empty() {
                return;
            }
            // A policy that has just been changed is not everywhere at once.
            assert!(began.elapsed() < Duration::from_secs(60), "{topic}: {failed:?}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Topics by name with their partition counts.
    pub fn topics(&self) -> BTreeMap<String, i32> {
        let metadata = self
            .ask(Isolation::Uncommitted)
            .fetch_metadata(None, LIMIT)
            .expect("metadata");
        let found = metadata.topics().iter();
        found
            .map(|topic| (topic.name().to_string(), topic.partitions().len() as i32))
            .collect()
    }

    /// First offset and end of a partition, as a reader of this isolation sees them.
    pub fn ends(&self, topic: &str, partition: i32, isolation: Isolation) -> (i64, i64) {
        self.ask(isolation)
            .fetch_watermarks(topic, partition, LIMIT)
            .expect("watermarks")
    }

    /// Waits until no transaction is open in a partition, and gives its end. Markers are written behind the
    /// answer to a commit, so both ends meet a little later.
    ///
    /// # Panics
    /// A transaction is still open after `limit`.
    pub fn closed(&self, topic: &str, partition: i32, limit: Duration) -> i64 {
        let begin = Instant::now();
        loop {
            let stable = self.ends(topic, partition, Isolation::Committed).1;
            let high = self.ends(topic, partition, Isolation::Uncommitted).1;
            if stable == high {
                return high;
            }
            let late = begin.elapsed() > limit;
            assert!(
                !late,
                "{topic}/{partition}: a transaction is open: stable to {stable}, high {high}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A handle that asks for what a group has committed and never joins it.
    pub fn auditor(&self, group: &str) -> BaseConsumer {
        self.config().set("group.id", group).create().expect("consumer")
    }

    /// Offset and metadata that a group has committed for a partition.
    pub fn committed(&self, group: &str, topic: &str, partition: i32) -> Option<(i64, String)> {
        let member = self.auditor(group);
        let mut asked = TopicPartitionList::new();
        asked.add_partition(topic, partition);
        let found = committed(&member, &asked);
        let found = found.elements().into_iter().next()?;
        if let Offset::Offset(offset) = found.offset() {
            Some((offset, found.metadata().to_string()))
        } else {
            None
        }
    }

    /// The committed offsets of a group over all partitions of a topic, summed.
    pub fn committed_sum(&self, group: &str, topic: &str) -> i64 {
        let member = self.auditor(group);
        let partitions = member.fetch_metadata(Some(topic), LIMIT).expect("metadata");
        let mut asked = TopicPartitionList::new();
        for partition in partitions
            .topics()
            .iter()
            .flat_map(rdkafka::metadata::MetadataTopic::partitions)
        {
            asked.add_partition(topic, partition.id());
        }
        let found = committed(&member, &asked);
        found
            .elements()
            .iter()
            .filter_map(|element| element.offset().to_raw())
            .filter(|offset| *offset > 0)
            .sum()
    }

    /// Every record of a partition up to where a reader of this isolation sees its end now.
    pub fn partition(&self, topic: &str, partition: i32, isolation: Isolation) -> Vec<Stored> {
        let mut found = self.read(&[(topic.to_string(), partition)], isolation);
        found.pop_first().map(|(_, records)| records).unwrap_or_default()
    }

    /// Every record of a topic, by partition.
    pub fn topic(&self, topic: &str, isolation: Isolation) -> Vec<Vec<Stored>> {
        let partitions = self.topics().get(topic).copied().unwrap_or_default();
        let all: Vec<_> = (0..partitions)
            .map(|partition| (topic.to_string(), partition))
            .collect();
        self.read(&all, isolation).into_values().collect()
    }

    /// How many committed records other than ticks stand at or after an offset.
    pub fn since(&self, topic: &str, partition: i32, offset: i64) -> usize {
        let records = self.partition(topic, partition, Isolation::Committed);
        let tick = |r: &Stored| {
            r.header("outcry-origin")
                .is_some_and(|origin| origin.starts_with("clock/"))
        };
        records
            .iter()
            .filter(|record| record.offset >= offset && !tick(record))
            .count()
    }

    /// Every record of these partitions up to where a reader of this isolation sees their ends now.
    pub fn read(&self, of: &[(String, i32)], isolation: Isolation) -> BTreeMap<(String, i32), Vec<Stored>> {
        let mut found: BTreeMap<_, Vec<Stored>> =
            of.iter().map(|place| (place.clone(), Vec::new())).collect();
        let mut open: BTreeMap<(String, i32), i64> = BTreeMap::new();
        for place in of {
            let (begin, end) = self.ends(&place.0, place.1, isolation);
            if begin < end {
                open.insert(place.clone(), end);
            }
        }
        if open.is_empty() {
            return found;
        }
        let reader = self.reader(isolation);
        let mut from = TopicPartitionList::new();
        for (topic, partition) in open.keys() {
            from.add_partition_offset(topic, *partition, Offset::Beginning)
                .expect("offset");
        }
        reader.assign(&from).expect("assign");
        let mut heard = Instant::now();
        let mut next: BTreeMap<(String, i32), i64> = BTreeMap::new();
        while !open.is_empty() {
            match reader.poll(Duration::from_millis(100)) {
                Some(Ok(message)) => {
                    let place = (message.topic().to_string(), message.partition());
                    next.insert(place.clone(), message.offset() + 1);
                    let records = unpacked(message.topic(), Stored::of(&message));
                    found.entry(place).or_default().extend(records);
                    heard = Instant::now();
                    continue;
                }
                Some(Err(KafkaError::PartitionEOF(_))) | None => {}
                Some(Err(error)) => panic!("{of:?}: {error}"),
            }
            let positions = reader.position().expect("positions");
            open.retain(|(topic, partition), end| {
                let at = positions
                    .find_partition(topic, *partition)
                    .and_then(|found| found.offset().to_raw());
                let delivered = next.get(&(topic.clone(), *partition)).copied().unwrap_or(0);
                // One control marker may stand at the end. A longer gap may be aborted records, or a position
                // that runs ahead of what was handed over: then only silence ends the reading.
                let whole = delivered + 1 >= *end || heard.elapsed() > SILENCE;
                !(whole && at.is_some_and(|at| at >= *end))
            });
            assert!(heard.elapsed() < LIMIT * 2, "no end in sight of {open:?}");
        }
        found
    }

    /// Writes records, each to its partition (-1: by key) and with its timestamp, and waits for all of them.
    pub fn write(&self, topic: &str, records: &[Stored]) {
        let sender = self.sender();
        for record in records {
            sender.send(topic, record);
        }
        sender.finish();
    }

    /// Writes these records to an internal topic, each in a bundle of its own.
    pub fn write_bundles(&self, topic: &str, records: &[Stored]) {
        let bundles: Vec<Stored> = records
            .iter()
            .map(|record| packed(std::slice::from_ref(record)))
            .collect();
        self.write(topic, &bundles);
    }

    /// A producer that is no transaction's.
    pub fn sender(&self) -> Sender {
        let producer = self
            .config()
            .set("enable.idempotence", "true")
            .set("partitioner", "murmur2_random")
            .set("linger.ms", "5")
            .set("message.max.bytes", "20000000")
            .create_with_context(Deliveries::default())
            .expect("producer");
        Sender(producer)
    }
}

/// Counts what did not arrive: a record lost on the way in would look like one that nobody sent.
#[derive(Debug, Default)]
pub struct Deliveries(AtomicUsize);

impl ClientContext for Deliveries {}

impl ProducerContext for Deliveries {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, (): ()) {
        if result.is_err() {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// A producer.
pub struct Sender(BaseProducer<Deliveries>);

impl Sender {
    /// Hands a record over.
    pub fn send(&self, topic: &str, record: &Stored) {
        let mut headers = OwnedHeaders::new();
        for (key, value) in &record.headers {
            headers = headers.insert(Header {
                key,
                value: Some(value),
            });
        }
        let mut wanted = BaseRecord::<[u8], [u8]>::to(topic)
            .timestamp(record.timestamp)
            .headers(headers);
        wanted.partition = (record.partition >= 0).then_some(record.partition);
        wanted.key = record.key.as_deref();
        wanted.payload = record.value.as_deref();
        while let Err((error, back)) = self.0.send(wanted) {
            let full = error.rdkafka_error_code() == Some(rdkafka::types::RDKafkaErrorCode::QueueFull);
            assert!(full, "{topic}: {error}");
            self.0.poll(Duration::from_millis(20));
            wanted = back;
        }
        self.0.poll(Duration::ZERO);
    }

    /// Waits until every record is there.
    pub fn finish(&self) {
        self.0.flush(LIMIT * 2).expect("every record is delivered");
        let lost = self.0.context().0.load(Ordering::Relaxed);
        assert_eq!(lost, 0, "records that did not arrive");
    }
}

fn config(bootstrap: &str) -> ClientConfig {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", bootstrap)
        .set("reconnect.backoff.max.ms", "200")
        .set("fetch.wait.max.ms", "50");
    config
}

fn reader(bootstrap: &str, isolation: Isolation) -> BaseConsumer {
    let level = match isolation {
        Isolation::Committed => "read_committed",
        Isolation::Uncommitted => "read_uncommitted",
    };
    config(bootstrap)
        .set("group.id", "tests-that-never-commit")
        .set("enable.auto.commit", "false")
        .set("enable.partition.eof", "true")
        .set("auto.offset.reset", "earliest")
        .set("isolation.level", level)
        .create()
        .expect("consumer")
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("runtime")
        .block_on(future)
}

/// What a group has committed. A coordinator that has just come back may not know yet that it is one.
fn committed<C: ConsumerContext>(member: &BaseConsumer<C>, asked: &TopicPartitionList) -> TopicPartitionList {
    let began = Instant::now();
    loop {
        match member.committed_offsets(asked.clone(), LIMIT) {
            Ok(found) => return found,
            Err(error) => assert!(began.elapsed() < LIMIT, "committed offsets: {error}"),
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}
