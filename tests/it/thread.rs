//! A thread of a network whose replies name only what they answer: in whatever order it arrives, one tree.

use std::collections::{BTreeMap, BTreeSet};

use outcry::app::recording::Recorded;
use outcry::app::world::{Stored, World};
use outcry::domain::event::SocialEvent;
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network;
use outcry::domain::stage::StageName;
use outcry::domain::time::{Span, Time};
use outcry::domain::topic::Topic;
use outcry::wire::Wire;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::order::{Dice, known, world};

const EVENTS: usize = 50;
const REPLIES: usize = 29;
const NEWS: usize = 16;
const START: Time = Time(1_772_452_800_000);

const WORDS: [&str; 5] = [
    "my parcel is lost and nobody answers, this is terrible",
    "same here, still waiting for my refund",
    "have you tried to restart it? that helped me",
    "nice weather today",
    "my kettle caught fire, this is dangerous",
];

/// A post and what it answers, itself if nothing.
#[derive(Debug, Clone)]
struct Post {
    number: usize,
    parent: usize,
    author: usize,
    words: &'static str,
}

/// One delivery, at its minute.
#[derive(Debug, Clone)]
struct Event {
    post: Post,
    verb: &'static str,
    minute: i64,
}

impl Post {
    fn id(number: usize) -> String {
        format!("300_7{number:03}")
    }

    fn key(number: usize) -> PostKey {
        PostKey::derive("demo", Network::Facebook, &Self::id(number))
    }
}

impl Event {
    fn payload(&self) -> Value {
        let Post {
            number,
            parent,
            author,
            words,
        } = &self.post;
        let at = START.0 / 1000 + self.minute * 60;
        let edited = if self.verb == "edited" { ", still" } else { "" };
        let mut value = json!({
            "item": "comment", "verb": self.verb, "from": {"id": format!("41{author}"), "name": "A person"},
            "message": format!("{words}{edited}"),
        });
        if self.verb != "remove" {
            value["created_time"] = json!(START.0 / 1000);
        }
        if number == parent {
            value["item"] = json!("status");
            value["post_id"] = json!(Post::id(*number));
        } else {
            value["comment_id"] = json!(Post::id(*number));
            value["parent_id"] = json!(Post::id(*parent));
        }
        let changes = json!([{"field": "feed", "value": value}]);
        json!({"object": "page", "entry": [{"id": "300", "time": at, "changes": changes}]})
    }

    fn stored(&self) -> Stored {
        Stored {
            key: Post::id(self.post.number).into_bytes(),
            value: Some(self.payload().to_string().into_bytes()),
            record_type: None,
            ingested_at: START.plus(Span::minutes(self.minute)),
            cause: None,
        }
    }
}

fn thread() -> impl Strategy<Value = Vec<Event>> {
    let words = 0..WORDS.len();
    let replies = prop::collection::vec((any::<Index>(), 0..8usize, words.clone()), REPLIES);
    let verb = prop_oneof![
        3 => Just("hide"),
        3 => Just("unhide"),
        2 => Just("remove"),
        1 => Just("edited"),
    ];
    let news = prop::collection::vec((any::<Index>(), verb), NEWS);
    let again = prop::collection::vec(any::<Index>(), EVENTS - 1 - REPLIES - NEWS);
    (words, replies, news, again).prop_map(|(words, replies, news, again)| {
        let mut posts = vec![Post {
            number: 0,
            parent: 0,
            author: 0,
            words: WORDS[words],
        }];
        for (parent, author, words) in replies {
            posts.push(Post {
                number: posts.len(),
                parent: parent.index(posts.len()),
                author,
                words: WORDS[words],
            });
        }
        let written = posts.iter().map(|post| (post.clone(), "add"));
        let told = news
            .iter()
            .map(|(post, verb)| (posts[post.index(posts.len())].clone(), *verb));
        let mut events: Vec<Event> = written
            .chain(told)
            .zip(1..)
            .map(|((post, verb), minute)| Event { post, verb, minute })
            .collect();
        // The network delivers some of it a second time.
        for index in again {
            events.push(events[index.index(events.len())].clone());
        }
        events
    })
}

/// Delivers the events in this order over some partitions, and lets the lanes move in random bursts. Time passes
/// when all has arrived.
fn run(events: &[Event], partitions: i32, seed: u64) -> World {
    let mut world = world(Network::Facebook, partitions);
    let mut dice = Dice(seed);
    let raw = Topic::Raw(Network::Facebook);
    for event in events {
        let partition = i32::try_from(dice.below(usize::try_from(partitions).unwrap())).unwrap();
        world.append(raw, partition, event.stored());
    }
    let lanes: Vec<_> = StageName::ALL
        .iter()
        .flat_map(|stage| world.lanes(*stage).into_iter().map(move |lane| (*stage, lane)))
        .collect();
    for _ in 0..100 {
        let (stage, lane) = lanes[dice.below(lanes.len())];
        for _ in 0..dice.below(20) {
            world.turn(stage, lane);
        }
    }
    for lane in world.lanes(StageName::Intake) {
        while world.turn(StageName::Intake, lane) {}
    }
    world.settle();
    for partition in 0..partitions {
        let end = Recorded::until(Network::Facebook, START.plus(Span::hours(3)));
        let mark = Stored {
            key: Vec::new(),
            value: end.value,
            record_type: None,
            ingested_at: end.timestamp,
            cause: None,
        };
        world.append(raw, partition, mark);
    }
    for _ in 0..8 {
        for lane in world.lanes(StageName::Intake) {
            while world.turn(StageName::Intake, lane) {}
        }
        world.settle();
        world.clock().unwrap();
    }
    world.settle();
    assert!(world.refusals().is_empty(), "{:?}", world.refusals());
    world
}

/// The conversations that each post was placed in.
fn tree(world: &World) -> BTreeMap<PostKey, BTreeSet<ConversationKey>> {
    let mut tree: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for stored in world.topic(Topic::SocialEvents) {
        let Some(value) = stored.value.as_ref().filter(|_| stored.record_type.is_some()) else {
            continue;
        };
        if let Ok(event) = Wire::locked().decode::<SocialEvent>(value) {
            tree.entry(event.post_key).or_default().insert(event.conversation);
        }
    }
    tree
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn permuting_any_50_event_thread_gives_the_same_final_tree_and_an_orphan_joins_when_its_parent_comes(
        (events, shuffled) in thread().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        partitions in 1..4i32,
        seed in 1..u64::MAX,
    ) {
        prop_assert_eq!(events.len(), EVENTS);
        let first = run(&events, 1, 1);
        let root = BTreeSet::from([ConversationKey::of_root(Post::key(0))]);
        let whole: BTreeMap<_, _> = (0..=REPLIES).map(|n| (Post::key(n), root.clone())).collect();
        prop_assert_eq!(&tree(&first), &whole);
        let other = run(&shuffled, partitions, seed);
        prop_assert_eq!(&tree(&other), &whole);
        prop_assert_eq!(known(&other).without_peaks(), known(&first).without_peaks());
    }
}
