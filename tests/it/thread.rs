//! A thread of a network whose replies name only what they answer: in whatever order it arrives, one tree.

pub(crate) mod delivery;

use std::collections::{BTreeMap, BTreeSet};

use outcry::app::recording::Recorded;
use outcry::app::world::{Stored, World};
use outcry::domain::event::SocialEvent;
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network;
use outcry::domain::stage::StageName;
use outcry::domain::time::Span;
use outcry::domain::topic::Topic;
use outcry::wire::Wire;
use proptest::prelude::*;

use super::order::{Dice, known, world};
use delivery::{EVENTS, Event, Post, REPLIES, START, thread};

fn run(events: &[Event], partitions: i32, seed: u64) -> World {
    run_in(world(Network::Facebook, partitions), events, partitions, seed)
}

/// Delivers the events in this order over some partitions, and lets the lanes move in random bursts. Time passes
/// when all has arrived.
pub(crate) fn run_in(mut world: World, events: &[Event], partitions: i32, seed: u64) -> World {
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
    for stored in world.topic(Topic::Events) {
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
