//! A subscriber that reads along while the service is being killed: it must never see an output twice, nor
//! one that is not there in the end.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use outcry::domain::position::Position;
use rdkafka::consumer::Consumer;
use rdkafka::{Offset, TopicPartitionList};

use super::bundled::unpacked;
use super::client::{Client, Isolation, Stored};
use super::origin::Origin;
use super::world::PATIENCE;

/// What it saw: topic, partition and position of each origin, and what it saw twice.
#[derive(Debug, Default)]
pub struct Seen {
    /// By origin.
    pub places: BTreeMap<Origin, (String, i32, Position)>,
    /// Origins seen again.
    pub twice: Vec<Origin>,
}

/// The subscriber.
#[derive(Debug)]
pub struct Watcher {
    ended: Arc<AtomicBool>,
    thread: JoinHandle<Seen>,
}

impl Watcher {
    /// Starts to read these topics from the beginning, as a reader of committed records.
    pub fn start(client: &Client, topics: &[String]) -> Self {
        let all = listed(client, topics);
        let reader = client.reader(Isolation::Committed);
        let mut from = TopicPartitionList::new();
        for topic in topics {
            for partition in 0..all[topic] {
                from.add_partition_offset(topic, partition, Offset::Beginning)
                    .expect("offset");
            }
        }
        reader.assign(&from).expect("assign");
        let ended = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&ended);
        let thread = std::thread::spawn(move || {
            let mut seen = Seen::default();
            // Once asked to end it still reads until nothing comes any more.
            loop {
                match reader.poll(Duration::from_secs(2)) {
                    Some(Ok(message)) => seen.note(&message),
                    // Ends of partitions and passing troubles of the connection.
                    Some(Err(_)) => {}
                    None if asked.load(Ordering::Relaxed) => return seen,
                    None => {}
                }
            }
        });
        Self { ended, thread }
    }

    /// Ends when nothing comes any more, and tells.
    pub fn end(self) -> Seen {
        self.ended.store(true, Ordering::Relaxed);
        self.thread.join().expect("the watcher did not panic")
    }
}

/// Partitions by topic, once all of these are listed: a broker under load tells of new ones late.
fn listed(client: &Client, topics: &[String]) -> BTreeMap<String, i32> {
    let began = Instant::now();
    loop {
        let all = client.topics();
        if topics.iter().all(|topic| all.contains_key(topic)) {
            return all;
        }
        assert!(began.elapsed() < PATIENCE, "not all of {topics:?} are there");
        std::thread::sleep(Duration::from_millis(100));
    }
}

impl Seen {
    fn note<M: rdkafka::message::Message>(&mut self, message: &M) {
        for record in unpacked(message.topic(), Stored::of(message)) {
            self.note_record(message.topic(), &record);
        }
    }

    fn note_record(&mut self, topic: &str, record: &Stored) {
        let place = (topic.to_string(), record.partition, record.position());
        let Some(origin) = Origin::of(record) else {
            return;
        };
        // A repeated tick is harmless: time only moves forward.
        if origin.stage == "clock" {
            return;
        }
        if self.places.get(&origin).is_some_and(|before| *before != place) {
            self.twice.push(origin.clone());
        }
        self.places.insert(origin, place);
    }
}
