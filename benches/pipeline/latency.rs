//! From the scheduled moment of sending to the work item that a reader of committed records sees.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rdkafka::consumer::Consumer;
use rdkafka::message::Message;
use rdkafka::{Offset, TopicPartitionList};

use crate::fresh;
use crate::options::Options;
use crate::support::broker::Broker;
use crate::support::client::{Client, Isolation, Stored};
use crate::support::world::{Plan, World};

/// Seconds left out at the beginning.
const WARM_UP: i64 = 10;
/// Records leave in parcels of this length.
const PARCEL_MS: i64 = 20;

/// Latencies in milliseconds, sorted.
#[derive(Debug, Default)]
pub struct Latency {
    /// One a work item version that a post caused.
    pub sorted: Vec<i64>,
}

impl Latency {
    /// The latency that this share (of a thousand) does not exceed.
    pub fn at(&self, thousandth: usize) -> i64 {
        let at = (self.sorted.len() * thousandth / 1000).min(self.sorted.len().saturating_sub(1));
        self.sorted.get(at).copied().unwrap_or(-1)
    }
}

fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// Measures.
pub fn measure(broker: &Broker, day: &[Stored], options: &Options) -> Latency {
    let plan = Plan::default()
        .partitions(options.partitions)
        .set("time.at_end=wall");
    let world = World::new(broker, "bench-latency", &plan);
    let worker = world.worker("bench").start();
    std::thread::sleep(Duration::from_secs(8));
    let ended = Arc::new(AtomicBool::new(false));
    let (client, topic) = (world.client.clone(), world.topic("care.work-items.v1"));
    let (partitions, asked) = (options.partitions, Arc::clone(&ended));
    let reader = std::thread::spawn(move || read(&client, &topic, partitions, &asked));
    let begin = send(&world, day, options);
    std::thread::sleep(Duration::from_secs(5));
    ended.store(true, Ordering::Relaxed);
    let seen = reader.join().expect("the reader did not panic");
    drop(worker);
    let settled = begin + WARM_UP * 1000;
    let mut sorted: Vec<i64> = seen
        .into_iter()
        .filter(|(sent, _)| *sent >= settled)
        .map(|(sent, at)| at - sent)
        .collect();
    sorted.sort_unstable();
    Latency { sorted }
}

/// Sends by schedule; a record's timestamp is its scheduled moment, however late it leaves.
fn send(world: &World, day: &[Stored], options: &Options) -> i64 {
    let sender = world.client.sender();
    let topic = world.topic("social.raw.x.v1");
    let total = (options.rate * options.seconds) as usize + options.rate as usize * WARM_UP as usize;
    let mut records = (0..).flat_map(|round| day.iter().map(move |record| fresh::again(record, round)));
    let begin = now();
    for number in 0..total {
        let due = begin + number as i64 * 1000 / i64::from(options.rate);
        if due > now() {
            std::thread::sleep(Duration::from_millis(
                u64::try_from(due - now() + PARCEL_MS).unwrap_or(0),
            ));
        }
        let record = records.next().expect("endless");
        sender.send(
            &topic,
            &Stored {
                timestamp: due,
                ..record
            },
        );
    }
    sender.finish();
    begin
}

/// Reads until asked to end: timestamp of each work item, and when it was seen. Versions that time alone made
/// carry the timestamp of their tick and are left out.
fn read(client: &Client, topic: &str, partitions: i32, ended: &AtomicBool) -> Vec<(i64, i64)> {
    let reader = client.reader(Isolation::Committed);
    let mut from = TopicPartitionList::new();
    for partition in 0..partitions {
        from.add_partition_offset(topic, partition, Offset::Beginning)
            .expect("offset");
    }
    reader.assign(&from).expect("assign");
    let wire = outcry::wire::Wire::locked();
    let mut seen = Vec::new();
    while !ended.load(Ordering::Relaxed) {
        let Some(Ok(message)) = reader.poll(Duration::from_millis(100)) else {
            continue;
        };
        let at = now();
        let Some(sent) = message.timestamp().to_millis() else {
            continue;
        };
        let item: Result<outcry::domain::item::WorkItem, _> =
            wire.decode(message.payload().unwrap_or_default());
        if item.is_ok_and(|item| item.cause != outcry::domain::item::Cause::ServiceLevel) {
            seen.push((sent, at));
        }
    }
    seen
}
