//! The walk on a real broker: known personal values go in, and stand on no other topic, in no header, and in
//! no log line.

use std::collections::BTreeSet;

use outcry::domain::erasure::ErasureRequest;
use outcry::domain::feedback::{FeedbackAction, WorkItemFeedback};
use outcry::domain::ids::ItemId;
use outcry::domain::network::Network;
use outcry::domain::time::Time;
use outcry::domain::topic::{Source, Topic};
use outcry::domain::views::Views;
use outcry::wire::Wire;
use serde_json::json;

use crate::support::broker;
use crate::support::canaries::{NOON, Raw, chapters, leaks};
use crate::support::client::{Isolation, Stored};
use crate::support::desk;
use crate::support::outcome::Outcome;
use crate::support::post;
use crate::support::world::{Plan, World, said};

const KEY: &str = "5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f";

fn record(raw: Raw) -> Stored {
    Stored {
        value: Some(raw.value),
        headers: vec![("sender".into(), b"canary.bird@example.org".to_vec())],
        ..post::raw("canary.bird@example.org", raw.at, &json!(null))
    }
}

fn note(item: ItemId) -> Stored {
    let said = WorkItemFeedback {
        agent: None,
        note: Some("she writes as canary.bird@example.org now".into()),
        ..desk::word(&item.to_string(), FeedbackAction::Note, Time(NOON + 91_000_000))
    };
    let mut value = Vec::new();
    Wire::locked()
        .encode(&said, &mut value)
        .expect("feedback is encoded");
    Stored {
        value: Some(value),
        ..post::raw(&item.to_string(), NOON + 91_000_000, &json!(null))
    }
}

fn erasure() -> Stored {
    let request = ErasureRequest {
        request_id: "2026-000017".into(),
        network: Some("x".into()),
        account: Some("canary.bird@example.org".into()),
        author_key: None,
        post: None,
        post_key: None,
    };
    let mut value = Vec::new();
    Wire::locked()
        .encode(&request, &mut value)
        .expect("a request is encoded");
    Stored {
        value: Some(value),
        ..post::raw("2026-000017", NOON + 92_000_000, &json!(null))
    }
}

fn bytes(stored: &Stored) -> Vec<u8> {
    let mut all = [
        stored.key.clone().unwrap_or_default(),
        stored.value.clone().unwrap_or_default(),
    ]
    .join(&b'\n');
    for (name, value) in &stored.headers {
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(value);
    }
    all
}

fn played(name: &str, plan: &Plan) -> Option<World> {
    let broker = broker::shared(name)?;
    let world = World::new(
        broker,
        name,
        &plan
            .clone()
            .partitions(1)
            .set("limits.reject_percent=100")
            .set("publish.social_events=true")
            .set("publish.scored_events=true"),
    );
    for chapter in chapters() {
        world.feed(&chapter.into_iter().map(record).collect::<Vec<_>>());
        world.run_dry();
    }
    Some(world)
}

/// No record but those of the inputs holds a value, and every topic was looked at.
fn walk_topics(world: &World) {
    let inputs = [Topic::Raw(Network::X), Topic::Feedback, Topic::ErasureRequests]
        .map(|topic| world.topic(&topic.name()));
    let mut walked = BTreeSet::new();
    for topic in world
        .client
        .topics()
        .keys()
        .filter(|topic| topic.starts_with(&world.prefix))
    {
        for stored in world.client.topic(topic, Isolation::Uncommitted).iter().flatten() {
            let leaked = leaks(&bytes(stored));
            assert!(
                leaked.is_empty() || inputs.contains(topic),
                "{topic} at {}: {leaked:?}",
                stored.offset
            );
            walked.insert(topic.clone());
        }
    }
    let unwalked = Source::FIXED
        .map(Topic::DeadLetters)
        .into_iter()
        .chain([Topic::Clock]);
    let silent: BTreeSet<String> = unwalked.map(|topic| world.topic(&topic.name())).collect();
    for topic in Topic::all(&[Network::X], Views::ALL)
        .iter()
        .map(|topic| world.topic(&topic.name()))
    {
        assert!(
            walked.contains(&topic) || silent.contains(&topic),
            "{topic} holds nothing that could leak"
        );
    }
}

/// Nothing that a worker said, and no settings, hold a value.
fn walk_logs(world: &World) {
    let mut said = 0;
    for entry in std::fs::read_dir(world.dir()).expect("the directory") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read(&path).unwrap_or_default();
        said += text.len();
        let leaked = leaks(&text);
        assert!(leaked.is_empty(), "{}: {leaked:?}", path.display());
    }
    assert!(said > 0, "no worker said anything");
}

#[test]
fn masking_lets_no_value_onto_any_topic_or_into_any_log_line() {
    let plan = Plan::default()
        .set("dead_letters.raw=encrypt")
        .set("dead_letters.key={env: OUTCRY_DEAD_LETTER_KEY}")
        .env("OUTCRY_DEAD_LETTER_KEY", KEY);
    let Some(world) = played("masking", &plan) else {
        return;
    };
    let item = Outcome::read(&world.client, &world.prefix)
        .item_of("person_8001")
        .item_id;
    world
        .client
        .write(&world.topic(&Topic::Feedback.name()), &[note(item)]);
    world.run_dry();
    world
        .client
        .write(&world.topic(&Topic::ErasureRequests.name()), &[erasure()]);
    world.run_dry();

    walk_topics(&world);
    walk_logs(&world);
    let letters = world.topic(&Topic::DeadLetters(Source::Raw(Network::X)).name());
    let opened = world.command("capture", &["--topic", &letters, "--until-end", "--headers"]);
    let text = String::from_utf8_lossy(&opened.stdout);
    assert!(
        text.contains("canary.bird@example.org"),
        "the key opens what was encrypted: {}",
        said(&opened)
    );
    assert!(text.contains("aes-256-gcm-siv"), "{text}");
}

#[test]
fn masking_can_drop_the_bytes_of_dead_letters() {
    let Some(world) = played("masking-drop", &Plan::default().set("dead_letters.raw=drop")) else {
        return;
    };
    let topic = world.topic(&Topic::DeadLetters(Source::Raw(Network::X)).name());
    let letters = world.client.partition(&topic, 0, Isolation::Committed);
    assert_eq!(letters.len(), 7, "one for each record that cannot be read");
    for letter in letters {
        assert_eq!((&letter.key, &letter.value), (&None, &None));
        assert_eq!(letter.header("dlq-raw").as_deref(), Some("dropped"));
        assert!(leaks(&bytes(&letter)).is_empty());
    }
}
