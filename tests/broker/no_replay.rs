//! What cannot be settled for what it holds is found, buried with its reason, and holds nobody else up.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::support::broker;
use crate::support::client::{Isolation, Stored};
use crate::support::dice::Dice;
use crate::support::judge;
use crate::support::leash::Leash;
use crate::support::outcome::Outcome;
use crate::support::post::{self, Post};
use crate::support::world::{PATIENCE, Plan, World, said, stop};

const COMPLAINT: &str = "my parcel is lost and nobody answers me, this is terrible service";
const NEEDLE: &str = "needle in a haystack";

/// Complaints of so many people; in the middle of them one of `person_8999` with these words.
fn haystack(people: u64, words: &str) -> Vec<Stored> {
    let complaint = |n: u64| {
        Post::new(
            n,
            &(8000 + n).to_string(),
            COMPLAINT,
            i64::try_from(n).expect("small"),
        )
    };
    let mut records: Vec<Stored> = (1..=people).map(|n| complaint(n).record()).collect();
    let one = Post::new(999, "8999", &format!("{COMPLAINT}: {words}"), 500).record();
    records.insert(records.len() / 2, one);
    records
}

/// Everybody has an item but the one whose record is the only dead letter, refused for this reason by `intake`.
fn all_pass_but_one(world: &World, people: u64, reason: &'static str) {
    let verdict = judge::exact(world);
    assert_eq!(
        (
            verdict.dead_letters,
            verdict.fates.get(&("intake", "rejected", reason))
        ),
        (1, Some(&1)),
        "{:?}",
        verdict.fates
    );
    let outcome = Outcome::read(&world.client, &world.prefix);
    for n in 1..=people {
        assert!(
            outcome.has_item(&format!("person_{}", 8000 + n)),
            "person {n} has no item"
        );
    }
    assert!(!outcome.has_item("person_8999"));
    let letters = world
        .client
        .topic(&world.topic("dlq.social.raw.x.v1"), Isolation::Committed);
    let letter = letters.iter().flatten().next().expect("a dead letter");
    let told = letter.header("dlq-reason").expect("a reason in words");
    assert!(!told.is_empty());
}

fn one_fails(name: &str, mishap: &str, people: u64, reason: &'static str) {
    one_fails_of(name, Plan::default(), mishap, people, reason);
}

fn one_fails_of(name: &str, plan: Plan, mishap: &str, people: u64, reason: &'static str) {
    let Some(broker) = broker::shared(name) else {
        return;
    };
    let plan = plan.env("OUTCRY_FAIL_RECORD", &format!("{mishap}:{NEEDLE}"));
    let world = World::new(broker, name, &plan);
    world.feed(&haystack(people, NEEDLE));
    world.run_dry();
    all_pass_but_one(&world, people, reason);
}

#[test]
fn a_record_whose_step_panics_is_buried_and_its_neighbours_pass() {
    one_fails("step-panics", "panic", 40, "panic");
}

#[test]
fn a_record_whose_output_the_client_refuses_is_buried_and_its_neighbours_pass() {
    one_fails("client-refuses", "swell", 40, "unwritable");
}

#[test]
fn a_record_whose_step_takes_too_long_is_buried_and_its_neighbours_pass() {
    // The group takes the lane away while the step goes on: with such a step a member is taken for dead after 7 s. Few
    // records, for each try of the slow one takes 17 s.
    let plan = Plan::default().partitions(1).client("session.timeout.ms", "6000");
    one_fails_of("step-slow", plan, "slow", 2, "too_slow");
}

/// Words that do not compress.
fn noise(bytes: usize) -> String {
    let mut dice = Dice::new(5);
    let letter = |n: u64| char::from(b'a' + u8::try_from(n).expect("small"));
    let mut text = String::new();
    while text.len() < bytes {
        text.extend((0..7).map(|_| letter(dice.below(26))));
        text.push(' ');
    }
    text
}

/// A topic that takes no more than this. What is not named falls back to the broker's own.
fn narrow(world: &World, topic: &str, bytes: &str) {
    let appended = ("message.timestamp.type", "LogAppendTime");
    world
        .client
        .configure(&world.topic(topic), &[("max.message.bytes", bytes), appended]);
}

/// A worker under whose feet topics become narrow: at its start it would have refused them.
fn surprised(world: &World, topics: &[&str]) -> Leash {
    let worker = world.worker("0").start();
    let began = Instant::now();
    while !worker.said().contains("lane runs") {
        assert!(began.elapsed() < PATIENCE, "no lane runs:\n{}", worker.said());
        std::thread::sleep(Duration::from_millis(100));
    }
    for topic in topics {
        narrow(world, topic, "9000");
    }
    worker
}

#[test]
fn a_record_whose_output_the_broker_refuses_is_buried_and_its_neighbours_pass() {
    let Some(broker) = broker::shared("broker-refuses") else {
        return;
    };
    let world = World::new(broker, "broker-refuses", &Plan::default());
    let mut worker = surprised(&world, &["outcry.events.v1"]);
    world.feed(&haystack(40, &noise(12_000)));
    let began = Instant::now();
    while world.left() > 0 {
        assert!(began.elapsed() < PATIENCE, "records are left:\n{}", worker.said());
        std::thread::sleep(Duration::from_millis(500));
    }
    stop(&mut worker);
    all_pass_but_one(&world, 40, "unwritable");
}

/// What a service says when it is asked over HTTP.
fn ask(address: &str, path: &str) -> String {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(address).expect("a service");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// `lanes` and the log tell of the stopped lane, the log once.
fn told_once(world: &World, worker: &Leash) {
    let lanes = said(&world.command("lanes", &[]));
    for part in [
        "stopped: intake social.raw.x.v1-0, unwritable",
        "since",
        "at 10",
        "start again",
    ] {
        assert!(lanes.contains(part), "`{part}` is missing:\n{lanes}");
    }
    let text = worker.said();
    assert_eq!(text.matches("lane stopped").count(), 1, "{text}");
}

#[test]
fn a_record_that_can_neither_be_settled_nor_buried_stops_its_lane_aloud_until_it_is_mended() {
    let Some(broker) = broker::shared("lane-stops") else {
        return;
    };
    let listen = TcpListener::bind("127.0.0.1:0")
        .and_then(|socket| socket.local_addr())
        .expect("an address")
        .to_string();
    let plan = Plan::default().set(&format!("http.listen={listen}"));
    let world = World::new(broker, "lane-stops", &plan);
    let mut worker = surprised(&world, &["outcry.events.v1", "dlq.social.raw.x.v1"]);
    let mut records = haystack(40, &noise(12_000));
    for (n, record) in records.iter_mut().enumerate() {
        // The one in the middle is on partition 0, and half of the others.
        record.partition = i32::from(n % 2 == 1);
    }
    world.feed(&records);
    let began = Instant::now();
    while !worker.said().contains("lane stopped") {
        assert!(began.elapsed() < PATIENCE, "no lane stops:\n{}", worker.said());
        std::thread::sleep(Duration::from_millis(200));
    }
    let handles = |world: &World| Outcome::read(&world.client, &world.prefix);
    // The last of partition 1.
    while !handles(&world).has_item("person_8039") {
        assert!(
            began.elapsed() < PATIENCE,
            "the others stand, too:\n{}",
            worker.said()
        );
        std::thread::sleep(Duration::from_millis(500));
    }
    let ready = ask(&listen, "/ready");
    assert!(
        ready.starts_with("HTTP/1.1 200") && ready.contains("unwritable"),
        "{ready}"
    );
    let metrics = ask(&listen, "/metrics");
    assert!(
        metrics.contains(r#"outcry_lanes{stage="intake",standing="stopped"} 1"#),
        "{metrics}"
    );
    told_once(&world, &worker);
    stop(&mut worker);
    for topic in ["outcry.events.v1", "dlq.social.raw.x.v1"] {
        narrow(&world, topic, "1048588");
    }
    world.run_dry();
    let verdict = judge::exact(&world);
    assert_eq!(verdict.dead_letters, 0, "{:?}", verdict.fates);
    assert!(handles(&world).has_item("person_8999"));
}

#[test]
fn dead_letters_of_the_largest_records_fit_and_hold_nobody_up() {
    let Some(broker) = broker::shared("largest") else {
        return;
    };
    let world = World::new(broker, "largest", &Plan::default().partitions(1));
    world.client.configure(
        &world.topic("social.raw.x.v1"),
        &[("max.message.bytes", "2100000")],
    );
    let broken = |key: usize, value: usize, headers: usize| Stored {
        key: Some(vec![b'k'; key]),
        value: Some(vec![b'x'; value]),
        headers: (0..headers)
            .map(|n| (format!("header-{n}"), vec![b'h'; 2_000]))
            .collect(),
        ..post::raw("k", post::NOON, &serde_json::json!(null))
    };
    world.feed(&[
        broken(3, 1_000_000, 0),
        broken(3, 895_873, 0),
        broken(500_000, 500_000, 0),
        broken(500_000, 900_000, 300),
        broken(3, 10, 500),
        broken(3, 2_000_000, 0),
        Post::new(2, "8002", "my bag is lost, awful, where is it?", 2).record(),
    ]);
    world.run_dry();
    // The oracle compares what is kept with the record, byte by byte.
    let verdict = judge::exact(&world);
    assert_eq!(verdict.dead_letters, 6, "{:?}", verdict.fates);
    assert!(Outcome::read(&world.client, &world.prefix).has_item("person_8002"));
    let letters = world
        .client
        .partition(&world.topic("dlq.social.raw.x.v1"), 0, Isolation::Committed);
    let hashed = letters
        .iter()
        .filter(|letter| letter.header("dlq-sha256").is_some());
    assert_eq!(hashed.count(), 3, "the second has just the size that fits");
}

#[test]
fn keyed_topics_with_other_partitions_than_the_settings_say_are_refused() {
    let Some(broker) = broker::shared("partitions") else {
        return;
    };
    let world = World::new(broker, "partitions", &Plan::default());
    let mut worker = world.worker("0").set("topics.partitions=4").until_idle().start();
    let code = worker.wait(PATIENCE);
    let text = worker.said();
    assert_eq!(code, 78, "{text}");
    for topic in [
        "outcry.events.v1",
        "outcry.post-lookups.v1",
        "outcry.cases-changelog.v1",
    ] {
        assert!(text.contains(&world.topic(topic)), "{topic} is not named: {text}");
    }
    assert!(text.contains("topics.partitions"), "it says what to do: {text}");
}
