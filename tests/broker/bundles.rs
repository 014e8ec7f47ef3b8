//! Bundles that are not as they should be: one that is damaged, one with a bad record in its middle, one of a later build.

use std::time::{Duration, Instant};

use outcry::domain::tick::Tick;
use outcry::domain::time::Time;
use outcry::domain::topic::Topic;
use outcry::wire::Wire;
use outcry::wire::bundle::VERSION;

use crate::support::broker;
use crate::support::bundled::packed;
use crate::support::client::{Isolation, Stored};
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::post::{self, Post};
use crate::support::world::{PATIENCE, Plan, World, stop};

fn record(value: &[u8]) -> Stored {
    Stored {
        partition: 0,
        timestamp: post::NOON,
        value: Some(value.to_vec()),
        ..Stored::default()
    }
}

fn tick(seconds: i64) -> Stored {
    let mut bytes = Vec::new();
    let time = Time(post::NOON + seconds * 1_000);
    Wire::locked().encode(&Tick { time }, &mut bytes).expect("a tick");
    record(&bytes)
}

fn complaint() -> Stored {
    Post::new(2, "8002", "my bag is lost, awful, where is it?", 2).record()
}

#[test]
fn of_a_damaged_bundle_every_record_has_a_fate_and_one_dead_letter_holds_them() {
    let Some(broker) = broker::shared("damaged") else {
        return;
    };
    let world = World::new(broker, "damaged", &Plan::default().partitions(1));
    let mut damaged = packed(&[tick(1), tick(2), tick(3)]);
    if let Some(frame) = &mut damaged.value {
        frame.truncate(frame.len() - 1);
    }
    world.client.write(
        &world.topic(&Topic::Events.name()),
        &[damaged, packed(&[tick(4)])],
    );
    world.feed(&[complaint()]);
    world.run_dry();
    let verdict = judge::exact(&world);
    assert_eq!(verdict.dead_letters, 1);
    assert_eq!(
        verdict.fates.get(&("assess", "rejected", "undecodable")),
        Some(&3),
        "{:?}",
        verdict.fates
    );
    assert!(Outcome::read(&world.client, &world.prefix).has_item("person_8002"));
}

#[test]
fn a_bad_record_in_the_middle_of_a_bundle_is_refused_alone() {
    let Some(broker) = broker::shared("middle") else {
        return;
    };
    let world = World::new(broker, "middle", &Plan::default().partitions(1));
    let bundle = packed(&[tick(1), record(b"\x07 no magic"), tick(2)]);
    for topic in Topic::hops() {
        world
            .client
            .write(&world.topic(&topic.name()), std::slice::from_ref(&bundle));
    }
    world.feed(&[complaint()]);
    world.run_dry();
    let verdict = judge::exact(&world);
    assert_eq!(verdict.dead_letters, 3, "{:?}", verdict.fates);
    for topic in Topic::hops() {
        let letters = world.topic(&format!("dlq.{}", topic.name()));
        let letters = world.client.partition(&letters, 0, Isolation::Committed);
        let places: Vec<_> = letters
            .iter()
            .map(|letter| letter.header("dlq-source-index"))
            .collect();
        assert_eq!(places, [Some("1".to_owned())], "{topic:?}");
        assert_eq!(letters[0].value.as_deref(), Some(&b"\x07 no magic"[..]));
    }
    assert!(Outcome::read(&world.client, &world.prefix).has_item("person_8002"));
}

#[test]
fn a_bundle_of_a_later_build_stops_its_lane_aloud_and_no_other() {
    let Some(broker) = broker::shared("later-build") else {
        return;
    };
    let world = World::new(broker, "later-build", &Plan::default().partitions(2));
    let mut later = packed(&[tick(1)]);
    if let Some(version) = later.value.as_mut().and_then(|frame| frame.first_mut()) {
        *version = VERSION + 1;
    }
    let topic = world.topic(&Topic::Events.name());
    world.client.write(&topic, &[later]);
    let mut worker = world.worker("0").start();
    let began = Instant::now();
    // Root posts of many conversations: some lie in the other lane.
    let posts: Vec<Stored> = (0..12)
        .map(|n| {
            Post::new(
                100 + n,
                &format!("9{n:03}"),
                "my bag is lost, awful, where is it?",
                2,
            )
            .record()
        })
        .collect();
    world.feed(&posts);
    while Outcome::read(&world.client, &world.prefix)
        .latest()
        .next()
        .is_none()
    {
        assert!(began.elapsed() < PATIENCE, "no item; it said:\n{}", worker.said());
        std::thread::sleep(Duration::from_millis(200));
    }
    let said = worker.said();
    stop(&mut worker);
    let words = format!("the bundle at offset 0 is of version {}", VERSION + 1);
    assert_eq!(said.matches(&words).count(), 1, "said once:\n{said}");
    let group = world.group("assess");
    assert_eq!(
        world
            .client
            .committed(&group, &topic, 0)
            .map(|(offset, _)| offset),
        None,
        "the lane stands before it"
    );
    assert!(world.client.committed(&group, &topic, 1).is_some());
}
