//! A million records that nobody can read: the partitions stop and say so; where they are told never to stop, each
//! record is one dead letter, and memory stays small.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rdkafka::consumer::Consumer;
use rdkafka::message::Message;
use rdkafka::{Offset, TopicPartitionList};

use crate::orders::{number, result, step};
use crate::support::broker::{self, Broker, BrokerConfig};
use crate::support::client::{Isolation, Stored};
use crate::support::leash::Leash;
use crate::support::post;
use crate::support::world::{PATIENCE, Plan, World, stop};
use crate::support::{process, scrape};

const NAME: &str = "garbage";
const PARTITIONS: i32 = 4;
/// What a lane of records without any state may hold at most, with queues and client, on a loaded machine.
const MOST_MEMORY: u64 = 400 << 20;

fn world(broker: &Broker, name: &str, records: usize) -> World {
    let world = World::new(broker, name, &Plan::default().partitions(PARTITIONS));
    let sender = world.client.sender();
    let topic = world.topic("social.raw.x.v1");
    for number in 0..records {
        let record = Stored {
            partition: number as i32 % PARTITIONS,
            timestamp: post::NOON,
            value: Some(b"x".to_vec()),
            ..Stored::default()
        };
        sender.send(&topic, &record);
    }
    sender.finish();
    world
}

/// A worker, its address, and the settings it has beside the world's.
fn worker(world: &World, set: &str) -> (Leash, String) {
    let address = scrape::free_address();
    let listen = format!("http.listen={address}");
    (world.worker("0").set(set).set(&listen).start(), address)
}

/// Waits until something is so, as long as the worker lives.
fn until(what: &str, limit: Duration, worker: &mut Leash, so: impl Fn() -> bool) -> Duration {
    let began = Instant::now();
    while !so() {
        assert!(worker.ended().is_none(), "it ended:\n{}", worker.said());
        let said = worker.said();
        let end = said.len().saturating_sub(4_000);
        assert!(
            began.elapsed() < limit,
            "never so: {what}; it said:\n{}",
            said.get(end..).unwrap_or_default()
        );
        std::thread::sleep(Duration::from_millis(500));
    }
    began.elapsed()
}

#[test]
fn partitions_of_garbage_stop_and_say_so() {
    let Some(broker) = broker::own(NAME, &BrokerConfig::default()) else {
        return;
    };
    let records = number("OUTCRY_CLUSTER_GARBAGE", 1_000_000) as usize;
    let world = world(&broker, "garbage-stops", records);
    let (mut worker, address) = worker(&world, "limits.reject_percent=50");
    let stopped = || {
        let metrics = scrape::get(&address, "/metrics").unwrap_or_default().1;
        let labels = "standing=\"stopped\"";
        let lanes: f64 = scrape::sum_in(&metrics, "outcry_lanes", labels);
        lanes as i32 == PARTITIONS
    };
    let took = until("all lanes are stopped", PATIENCE, &mut worker, stopped);
    // Whoever restarts it for this would only have more records refused.
    let mut live = BTreeSet::new();
    for _ in 0..15 {
        live.insert(scrape::get(&address, "/live").map(|(status, _)| status));
        std::thread::sleep(Duration::from_secs(2));
    }
    let (ready, words) = scrape::get(&address, "/ready").expect("it answers");
    let letters = letters(&world).len();
    result(
        NAME,
        format!(
            "{records} records: {PARTITIONS} lanes stopped after {took:.0?} and {letters} dead letters; /ready {ready}, /live \
             {live:?}"
        ),
    );
    stop(&mut worker);
    assert!(words.contains("is stopped"), "{words}");
    assert_eq!(live, BTreeSet::from([Some(200)]), "/live");
    assert!((200..10_000).contains(&letters), "{letters} dead letters");
}

#[test]
fn garbage_that_never_stops_a_partition_becomes_dead_letters_in_little_memory() {
    let Some(broker) = broker::own(NAME, &BrokerConfig::default()) else {
        return;
    };
    let records = number("OUTCRY_CLUSTER_GARBAGE", 1_000_000) as usize;
    let world = world(&broker, "garbage-buried", records);
    let (mut worker, address) = worker(&world, "limits.reject_percent=100");
    let refused = || {
        let count = scrape::sum(&address, "outcry_dead_letters_total");
        step(NAME, format!("{count} dead letters"));
        std::thread::sleep(Duration::from_secs(5));
        count as usize >= records
    };
    let took = until(
        "every record is a dead letter",
        PATIENCE * 5,
        &mut worker,
        refused,
    );
    let used = process::used(worker.pid());
    stop(&mut worker);
    let letters = letters(&world);
    let highest = used.highest >> 20;
    result(
        NAME,
        format!(
            "{records} records never stopped: {} dead letters after {took:.0?}, {highest} MB at the highest",
            letters.len()
        ),
    );
    assert_eq!(letters.len(), records, "dead letters of different records");
    assert!(used.highest < MOST_MEMORY, "{highest} MB");
}

/// Partition and offset of the records that committed dead letters are of.
///
/// # Panics
/// A record has two.
fn letters(world: &World) -> BTreeSet<(String, String)> {
    let topic = world.topic("dlq.social.raw.x.v1");
    let reader = world.client.reader(Isolation::Committed);
    let (mut from, mut left) = (TopicPartitionList::new(), BTreeSet::new());
    for partition in 0..world.client.topics()[&topic] {
        from.add_partition_offset(&topic, partition, Offset::Beginning)
            .expect("offset");
        left.insert(partition);
    }
    reader.assign(&from).expect("assign");
    let (mut found, mut heard) = (BTreeSet::new(), Instant::now());
    while !left.is_empty() {
        match reader.poll(Duration::from_millis(500)) {
            Some(Ok(message)) => {
                let letter = Stored::of(&message);
                let named = |part| letter.header(part).expect("a dead letter names its source");
                let source = (named("dlq-source-partition"), named("dlq-source-offset"));
                let at = (message.partition(), message.offset());
                assert!(
                    found.insert(source),
                    "{at:?} is a second dead letter of its record"
                );
                heard = Instant::now();
            }
            Some(Err(rdkafka::error::KafkaError::PartitionEOF(partition))) => {
                left.remove(&partition);
            }
            Some(Err(error)) => panic!("{topic}: {error}"),
            None => assert!(heard.elapsed() < PATIENCE, "no end of {topic} in {left:?}"),
        }
    }
    found
}
