//! From the scheduled moment of sending to the work item that a reader of committed records sees.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rdkafka::consumer::Consumer;
use rdkafka::message::Message;
use rdkafka::{Offset, TopicPartitionList};

use outcry::domain::item::{ItemChange, WorkItem};

use crate::fresh;
use crate::options::Options;
use crate::support::broker::Broker;
use crate::support::client::{Client, Isolation, Stored};
use crate::support::world::{Plan, World};

/// Seconds left out at the beginning.
const WARM_UP: i64 = 10;
/// Records leave in parcels of this length: half of it is part of every latency.
const PARCEL_MS: i64 = 10;

/// Latencies in milliseconds, sorted.
#[derive(Debug, Default)]
pub struct Latency {
    /// One a work item version that a post caused, from the moment the post was to be sent.
    pub posts: Vec<i64>,
    /// One a version that says how far a conversation has spread. It is told with a tick, whose timestamp is the time
    /// of its lane, which every lane before it had passed: no moment of sending.
    pub risks: Vec<i64>,
}

/// The latency that this share (of a thousand) of sorted ones does not exceed.
pub fn at(sorted: &[i64], thousandth: usize) -> i64 {
    let at = (sorted.len() * thousandth / 1000).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or(-1)
}

/// A version of a work item that a reader of committed records saw.
struct Version {
    change: ItemChange,
    sent: i64,
    seen: i64,
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
    let of = |caused: fn(ItemChange) -> bool| {
        let settled = seen.iter().filter(|version| version.sent >= settled);
        let mut sorted: Vec<i64> = settled
            .filter(|version| caused(version.change))
            .map(|version| version.seen - version.sent)
            .collect();
        sorted.sort_unstable();
        sorted
    };
    Latency {
        posts: of(|change| !matches!(change, ItemChange::Clock | ItemChange::Spread)),
        risks: of(|change| change == ItemChange::Spread),
    }
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

/// Reads until asked to end.
fn read(client: &Client, topic: &str, partitions: i32, ended: &AtomicBool) -> Vec<Version> {
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
        let item: Result<WorkItem, _> = wire.decode(message.payload().unwrap_or_default());
        seen.extend(item.ok().map(|item| Version {
            change: item.change,
            sent,
            seen: at,
        }));
    }
    seen
}
