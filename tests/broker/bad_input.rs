//! Records that nobody can read become dead letters with their reason, and lose nothing beside them.

use serde_json::json;

use outcry::domain::topic::Topic;
use outcry::wire::Wire;

use crate::support::broker;
use crate::support::client::{Isolation, Stored};
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::post::{self, Post};
use crate::support::world::{Plan, World};

fn bytes(value: &[u8]) -> Stored {
    Stored {
        value: Some(value.to_vec()),
        ..post::raw("k", post::NOON, &json!(null))
    }
}

#[test]
fn poison_becomes_dead_letters_and_its_neighbours_pass() {
    let Some(broker) = broker::shared("poison") else {
        return;
    };
    let world = World::new(broker, "poison", &Plan::default().partitions(1));
    let deep = "[".repeat(200_000);
    world.feed(&[
        bytes(b"\xff\xfe\x00\x80"),
        Post::new(1, "8001", "my parcel is lost, terrible service, where is it?", 1).record(),
        bytes(b"{\"data\": {\"id\": \"1"),
        bytes(deep.as_bytes()),
        post::raw("k", post::NOON, &json!({"a": {"shape": ["nobody", "knows"]}})),
        Stored {
            value: None,
            ..bytes(b"")
        },
        Post::new(2, "8002", "my bag is lost, awful, where is it?", 2).record(),
    ]);
    world.run_dry();
    let verdict = judge::exact(&world);
    assert!(verdict.dead_letters >= 4, "{:?}", verdict.fates);
    let outcome = Outcome::read(&world.client, &world.prefix);
    assert!(outcome.has_item("person_8001") && outcome.has_item("person_8002"));
    let letters = world
        .client
        .partition(&world.topic("dlq.social.raw.x.v1"), 0, Isolation::Committed);
    assert_eq!(letters.len(), verdict.dead_letters);
    let told = |letter: &Stored| {
        letter
            .header("dlq-reason")
            .is_some_and(|reason| !reason.is_empty())
    };
    assert!(letters.iter().all(told), "each says in words what was wrong");
}

#[test]
fn an_oversize_payload_becomes_a_dead_letter() {
    let Some(broker) = broker::shared("oversize") else {
        return;
    };
    let plan = Plan::default().partitions(1).set("limits.payload_bytes=65536");
    let world = World::new(broker, "oversize", &plan);
    let long = "much too long ".repeat(10_000);
    world.feed(&[
        Post::new(1, "8001", &long, 1).record(),
        Post::new(2, "8002", "my bag is lost, awful, where is it?", 2).record(),
    ]);
    world.run_dry();
    let verdict = judge::exact(&world);
    assert_eq!(
        verdict.fates.get(&("intake", "rejected", "oversize")),
        Some(&1),
        "{:?}",
        verdict.fates
    );
    assert!(Outcome::read(&world.client, &world.prefix).has_item("person_8002"));
}

#[test]
fn bytes_under_another_schema_id_become_dead_letters_of_their_stage() {
    let Some(broker) = broker::shared("schema-id") else {
        return;
    };
    let world = World::new(broker, "schema-id", &Plan::default().partitions(1));
    let mut unknown = vec![0];
    unknown.extend_from_slice(&0x0BAD_0BADu32.to_be_bytes());
    unknown.extend_from_slice(b"whatever");
    let mut misplaced = Vec::new();
    let tick = outcry::domain::tick::Tick {
        time: outcry::domain::time::Time(post::NOON),
    };
    Wire::locked().encode(&tick, &mut misplaced).expect("a tick");
    let cut = misplaced[..5].to_vec();
    for topic in [Topic::Events, Topic::Scored, Topic::PostLookups] {
        let records = [bytes(&unknown), bytes(&cut), bytes(b"\x01no magic")];
        world.client.write_bundles(&world.topic(&topic.name()), &records);
    }
    world
        .client
        .write(&world.topic(&Topic::Feedback.name()), &[bytes(&misplaced)]);
    world.feed(&[Post::new(2, "8002", "my bag is lost, awful, where is it?", 2).record()]);
    world.run_dry();
    let verdict = judge::exact(&world);
    assert_eq!(verdict.dead_letters, 10, "{:?}", verdict.fates);
    for stage in ["resolve", "assess", "cases"] {
        assert_eq!(
            verdict.fates.get(&(stage, "rejected", "unknown_schema")),
            Some(&1),
            "{:?}",
            verdict.fates
        );
    }
    assert!(Outcome::read(&world.client, &world.prefix).has_item("person_8002"));
}
