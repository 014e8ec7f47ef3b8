//! The walk: a story full of known personal values goes through all stages, and none of them stands in any
//! record of any topic but the raw ones, nor in the reason of any refusal.

use std::collections::{BTreeMap, BTreeSet};

use outcry::app::topology;
use outcry::app::world::{Stored, World};
use outcry::domain::erasure::ErasureRequest;
use outcry::domain::feedback::{FeedbackAction, WorkItemFeedback};
use outcry::domain::item::WorkItem;
use outcry::domain::network::Network;
use outcry::domain::stage::StageName;
use outcry::domain::time::Time;
use outcry::domain::topic::{RecordType, Source, Topic};
use outcry::domain::views::Views;
use outcry::settings::{Given, load};
use outcry::wire::Wire;

use crate::scorer::scorer;

#[path = "../support/canaries.rs"]
#[expect(unreachable_pub, reason = "the support is shared by several binaries")]
mod canaries;
#[path = "../support/desk.rs"]
#[expect(unreachable_pub, reason = "the support is shared by several binaries")]
pub(crate) mod desk;

use canaries::{BRAND, CANARIES, NOON, chapters, leaks};

/// Topics that the world in memory leaves empty, each with the reason. The walk on a broker reads them too.
const EMPTY: [(Topic, &str); 8] = [
    (
        Topic::Clock,
        "it has a record of its owner only, and no stage writes it",
    ),
    (
        Topic::Changelog(StageName::Intake),
        "the world in memory keeps state as it is",
    ),
    (
        Topic::Changelog(StageName::Resolve),
        "the world in memory keeps state as it is",
    ),
    (
        Topic::Changelog(StageName::Assess),
        "the world in memory keeps state as it is",
    ),
    (
        Topic::Changelog(StageName::Cases),
        "the world in memory keeps state as it is",
    ),
    (
        Topic::DeadLetters(Source::Events),
        "nothing strange is written to it",
    ),
    (
        Topic::DeadLetters(Source::PostLookups),
        "nothing strange is written to it",
    ),
    (
        Topic::DeadLetters(Source::Scored),
        "nothing strange is written to it",
    ),
];

fn world(keep: &str, views: Views) -> World {
    let given = Given {
        env: BTreeMap::from([(
            "OUTCRY_AUTHOR_SECRET".to_owned(),
            "an invented secret of the walk".to_owned(),
        )]),
        sets: vec![
            format!(
                "tenants=[{{name: main, author_secret: {{env: OUTCRY_AUTHOR_SECRET}}, own_accounts: {{x: [\"{BRAND}\"]}}}}]"
            ),
            "sources=[{network: x, tenant: main}]".into(),
            format!("masking.keep={keep}"),
            format!("publish.social_events={}", views.social_events),
            format!("publish.scored_events={}", views.scored_events),
        ],
        secrets_needed: true,
        ..Given::default()
    };
    let settings = load(&given).unwrap().settings;
    let rules = topology::rules(&settings).unwrap();
    topology::world(&settings, &Wire::locked(), &rules, &scorer(), 2)
}

fn append(world: &mut World, topic: Topic, at: i64, key: &[u8], value: Vec<u8>) {
    let stored = Stored {
        key: key.to_vec(),
        value: Some(value),
        record_type: None,
        ingested_at: Time(at),
        cause: None,
    };
    world.append(topic, 0, stored);
}

fn pass(world: &mut World) {
    for lane in world.lanes(StageName::Intake) {
        while world.turn(StageName::Intake, lane) {}
    }
    for _ in 0..4 {
        world.clock().unwrap();
        world.settle();
    }
}

/// The whole story, with an agent's word about the first item and a word that nobody can read.
pub(crate) fn played(keep: &str, views: Views) -> World {
    let mut world = world(keep, views);
    for chapter in chapters() {
        for raw in chapter {
            append(&mut world, Topic::Raw(Network::X), raw.at, b"", raw.value);
        }
        pass(&mut world);
    }
    let item = world
        .topic(Topic::WorkItems)
        .find_map(|stored| stored.value.clone())
        .expect("an item");
    let item: WorkItem = Wire::locked().decode(&item).unwrap();
    let said = WorkItemFeedback {
        agent: None,
        note: Some("she writes as canary.bird@example.org now".into()),
        ..desk::word(
            &item.item_id.to_string(),
            FeedbackAction::Note,
            Time(NOON + 91_000_000),
        )
    };
    let mut value = Vec::new();
    Wire::locked().encode(&said, &mut value).unwrap();
    let id = item.item_id.to_string();
    let at = value
        .windows(id.len())
        .position(|part| part == id.as_bytes())
        .unwrap();
    let mut strange = value.clone();
    strange[at..at + 23].copy_from_slice(b"canary.bird@example.org");
    for value in [value, strange, b"canary.bird@example.org".to_vec()] {
        append(
            &mut world,
            Topic::Feedback,
            NOON + 91_000_000,
            id.as_bytes(),
            value,
        );
    }
    pass(&mut world);
    erased(&mut world);
    world
}

/// A request to forget an account of that name, and one whose own id is such a value.
fn erased(world: &mut World) {
    let request = ErasureRequest {
        request_id: "2026-000017".into(),
        network: Some("x".into()),
        account: Some("canary.bird@example.org".into()),
        author_key: None,
        post: None,
        post_key: None,
    };
    let strange = ErasureRequest {
        request_id: "canary.bird@example.org".into(),
        ..request.clone()
    };
    for request in [request, strange] {
        let mut value = Vec::new();
        Wire::locked().encode(&request, &mut value).unwrap();
        let stored = Stored {
            key: Vec::new(),
            value: Some(value),
            record_type: Some(RecordType::ErasureRequest),
            ingested_at: Time(NOON + 92_000_000),
            cause: None,
        };
        world.append(Topic::ErasureRequests, 0, stored);
    }
    pass(world);
}

/// Raw bytes: as they came, and in dead letters unless the settings say otherwise.
fn is_raw(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::Raw(_)
            | Topic::Feedback
            | Topic::ErasureRequests
            | Topic::DeadLetters(Source::Raw(_) | Source::Feedback | Source::ErasureRequests)
    )
}

/// Each kind of record in which values stand, and which.
fn found(world: &World) -> BTreeMap<(Topic, Option<RecordType>), BTreeSet<&'static str>> {
    let mut found: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for topic in world.topics().filter(|topic| !is_raw(*topic)) {
        for stored in world.topic(topic) {
            let bytes = [stored.key.as_slice(), stored.value.as_deref().unwrap_or_default()].concat();
            let leaked = leaks(&bytes);
            if !leaked.is_empty() {
                found
                    .entry((topic, stored.record_type))
                    .or_default()
                    .extend(leaked);
            }
        }
    }
    found
}

#[test]
fn no_value_leaves_the_process() {
    let world = played("[]", Views::ALL);
    assert_eq!(found(&world), BTreeMap::new());
    let told: Vec<String> = world
        .refusals()
        .iter()
        .map(|(_, reject)| reject.to_string())
        .collect();
    assert!(told.len() > 6, "{told:?}");
    let leaked: Vec<&String> = told
        .iter()
        .filter(|told| !leaks(told.as_bytes()).is_empty())
        .collect();
    assert!(leaked.is_empty(), "{leaked:?}");
}

#[test]
fn the_story_makes_every_type_of_record_and_fills_every_topic() {
    let world = played("[]", Views::ALL);
    let made: BTreeSet<RecordType> = world
        .topics()
        .flat_map(|topic| {
            world
                .topic(topic)
                .filter_map(|stored| stored.record_type)
                .collect::<Vec<_>>()
        })
        .collect();
    let missing: Vec<&str> = RecordType::ALL
        .iter()
        .filter(|kind| !made.contains(kind))
        .map(|kind| kind.name())
        .collect();
    assert!(missing.is_empty(), "the walk never sees: {missing:?}");
    let filled: BTreeSet<Topic> = world.topics().collect();
    let empty: BTreeSet<Topic> = Topic::all(&[Network::X], Views::ALL)
        .into_iter()
        .filter(|topic| !filled.contains(topic))
        .collect();
    assert_eq!(empty, EMPTY.iter().map(|(topic, _)| *topic).collect());
}

#[test]
fn without_masking_the_walk_finds_every_value() {
    let world = played(
        "[email, phone, card, iban, ip, code, address, secret]",
        Views::ALL,
    );
    let found = found(&world);
    let values: BTreeSet<&str> = found.values().flatten().copied().collect();
    // Handles that no reply needs are dropped whatever is kept.
    let all: BTreeSet<&str> = CANARIES
        .iter()
        .map(|(what, _)| *what)
        .filter(|what| *what != "handle")
        .collect();
    assert_eq!(values, all, "{found:?}");
    let kinds: BTreeSet<&str> = found
        .keys()
        .filter_map(|(_, kind)| Some((*kind)?.name()))
        .collect();
    for kind in [
        "SocialEvent",
        "ScoredEvent",
        "PublishedEvent",
        "LookupQuestion",
        "WorkItemFeedback",
        "WorkItem",
    ] {
        assert!(
            kinds.contains(kind),
            "{kind} holds nothing that could leak: {kinds:?}"
        );
    }
}
