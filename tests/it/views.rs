//! The views: switching them on or off, also in the middle of a deployment's life, changes no other record; and what
//! they show is what the stages tell each other.

use std::collections::{BTreeMap, BTreeSet};

use outcry::app::world::{Stored, World};
use outcry::domain::erasure::ErasureReceipt;
use outcry::domain::event::SocialEvent;
use outcry::domain::fate::Fate;
use outcry::domain::network::Network;
use outcry::domain::outbox::{FIRST_VIEW, Outbox};
use outcry::domain::published::PublishedEvent;
use outcry::domain::record::Record;
use outcry::domain::scored::ScoredEvent;
use outcry::domain::scored_post::ScoredPost;
use outcry::domain::stage::StageName;
use outcry::domain::topic::{RecordType, Topic};
use outcry::domain::views::Views;
use outcry::kafka::config::KafkaConfig;
use outcry::kafka::topics::{Shape, wanted};
use outcry::stages::Stage;
use outcry::wire::{Contract, Wire, WireError};
use proptest::prelude::*;

use super::masking::played;
use super::order::{Stages, stages};
use super::samples::{self, framed};
use super::thread::delivery::{Event, thread};
use super::thread::run_in;
use super::view_samples;

/// Records after which the switch may be thrown.
const SPELL: usize = 7;

/// A stage that is stopped now and then and started again with its view on or off. It has no state of its own: that is
/// the lanes'.
struct Switched<S> {
    off: S,
    on: S,
    /// On or off, spell after spell, over and over.
    spells: Vec<bool>,
    taken: usize,
}

impl<S: Stage> Stage for Switched<S> {
    type State = S::State;

    fn name(&self) -> StageName {
        self.off.name()
    }

    fn ready(&self, record: &Record<'_>) -> Result<(), WireError> {
        self.off.ready(record)
    }

    fn step(&mut self, state: &mut S::State, record: &Record<'_>, out: &mut Outbox) -> Fate {
        let publishes = self.spells[self.taken / SPELL % self.spells.len()];
        self.taken += 1;
        let stage = if publishes { &mut self.on } else { &mut self.off };
        stage.step(state, record, out)
    }
}

fn switching(partitions: i32, spells: &[bool]) -> World {
    let (off, on) = (
        stages(Network::Facebook, partitions),
        stages(Network::Facebook, partitions),
    );
    fn switched<S>(off: S, on: S, spells: &[bool]) -> Switched<S> {
        Switched {
            off,
            on,
            spells: spells.to_vec(),
            taken: 0,
        }
    }
    let Stages {
        intake,
        resolve,
        assess,
        cases,
    } = off;
    World::new(Wire::locked(), partitions, &[Network::Facebook])
        .with(switched(intake, on.intake.publishing(true), spells))
        .with(switched(resolve, on.resolve.publishing(true), spells))
        .with(switched(assess, on.assess.publishing(true), spells))
        .with(cases)
}

/// Records by topic and partition.
type Partitions = BTreeMap<(Topic, i32), Vec<Stored>>;

/// Every record of every topic but the views, partition by partition.
fn others(world: &World, partitions: i32) -> Partitions {
    let topics = world.topics().filter(|topic| !topic.is_view());
    topics
        .flat_map(|topic| (0..partitions).map(move |partition| (topic, partition)))
        .map(|place| (place, world.partition(place.0, place.1).to_vec()))
        .collect()
}

fn shown(world: &World) -> Vec<Stored> {
    let views = Views::ALL.published();
    views.flat_map(|view| world.topic(view).cloned()).collect()
}

fn all<T: Contract>(world: &World, topic: Topic) -> Vec<T> {
    let of_type = world
        .topic(topic)
        .filter(|stored| stored.record_type == Some(T::TYPE));
    let values = of_type.filter_map(|stored| stored.value.as_deref());
    values
        .map(|value| Wire::locked().decode(value).unwrap())
        .collect()
}

/// No two records have the same origin, and those of the views are numbered in their own range, without a gap.
fn origins_are_unique(world: &World) {
    let mut seen = BTreeSet::new();
    let mut last = BTreeMap::new();
    for topic in world.topics() {
        for (place, number) in world.topic(topic).filter_map(|stored| stored.cause) {
            assert!(seen.insert((place, number)), "{place:?}/{number} stands twice");
            assert_eq!(number >= FIRST_VIEW, topic.is_view(), "{}", topic.name());
            if topic.is_view() {
                let newest = last.entry(place).or_insert((number, 0));
                *newest = (newest.0.max(number), newest.1 + 1);
            }
        }
    }
    for (place, (newest, count)) in last {
        assert_eq!(newest, FIRST_VIEW + count - 1, "{place:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn views_on_off_and_switched_in_mid_life_change_no_other_record(
        events in thread().prop_shuffle(),
        partitions in 1..4i32,
        seed in 1..u64::MAX,
        spells in prop::collection::vec(any::<bool>(), 2..9),
    ) {
        let run = |spells: &[bool], events: &[Event]| {
            let world = run_in(switching(partitions, spells), events, partitions, seed);
            origins_are_unique(&world);
            world
        };
        let (off, on, switched) = (run(&[false], &events), run(&[true], &events), run(&spells, &events));
        for world in [&on, &switched] {
            prop_assert_eq!(others(world, partitions), others(&off, partitions));
            prop_assert_eq!(world.fates(), off.fates());
        }
        prop_assert_eq!(shown(&off), Vec::new());
        let whole = shown(&on);
        prop_assert!(whole.len() >= events.len(), "two views of nearly every post");
        let part = shown(&switched);
        prop_assert!(part.iter().all(|stored| whole.contains(stored)), "the same records, as far as it was on");
    }
}

/// Without what a receipt says of topics: it names the views that exist.
fn but_for_receipts(world: &World) -> (Partitions, Vec<ErasureReceipt>) {
    let mut others = others(world, 2);
    others.retain(|(topic, _), _| *topic != Topic::ErasureReceipts);
    let receipts = all::<ErasureReceipt>(world, Topic::ErasureReceipts).into_iter();
    let bare = receipts.map(|receipt| ErasureReceipt {
        topics: Vec::new(),
        ..receipt
    });
    (others, bare.collect())
}

#[test]
fn the_story_of_another_network_agrees_with_either_view_and_receipts_name_what_exists() {
    let off = played("[]", Views::default());
    let expected = but_for_receipts(&off);
    assert!(!expected.1.is_empty(), "the story has a request");
    let only_social = Views {
        social_events: true,
        ..Views::default()
    };
    let only_scored = Views {
        scored_events: true,
        ..Views::default()
    };
    for views in [Views::default(), only_social, only_scored, Views::ALL] {
        let world = played("[]", views);
        origins_are_unique(&world);
        assert_eq!(but_for_receipts(&world), expected);
        assert_eq!(world.fates(), off.fates());
        for view in Views::ALL.published() {
            assert_eq!(world.topic(view).next().is_some(), views.make(view));
            for receipt in all::<ErasureReceipt>(&world, Topic::ErasureReceipts) {
                let named = receipt.topics.iter().any(|gone| gone.topic == view.name());
                assert_eq!(named, views.make(view), "{}", view.name());
            }
        }
    }
}

#[test]
fn each_event_is_shown_once_a_place_in_its_conversation_and_amplified_quotes_are_not() {
    let world = played("[]", Views::ALL);
    let events = all::<SocialEvent>(&world, Topic::Events);
    let amplified = events.iter().filter(|event| event.is_amplified()).count();
    assert!(amplified > 0, "the story has a quote of a stranger's post");
    let told = events.iter().filter(|event| !event.is_amplified());
    let mut told: Vec<PublishedEvent> = told.map(PublishedEvent::of).collect();
    let mut shown = all::<PublishedEvent>(&world, Topic::PublishedEvents);
    let order = |event: &PublishedEvent| (event.event_id, event.conversation_key);
    told.sort_by_key(order);
    shown.sort_by_key(order);
    assert_eq!(shown, told);
}

#[test]
fn whoever_is_told_of_a_post_it_is_shown_once_with_the_same_scores() {
    let world = played("[]", Views::ALL);
    let mut shown = BTreeMap::new();
    for post in all::<ScoredPost>(&world, Topic::ScoredPosts) {
        if post.scored {
            let place = (post.post_key, post.revision);
            assert!(shown.insert(place, post).is_none(), "{place:?} is shown twice");
        }
    }
    let told = all::<ScoredEvent>(&world, Topic::Scored);
    let told: Vec<_> = told.iter().filter(|told| told.scores.model != "none").collect();
    assert!(told.len() > 5, "{}", told.len());
    for told in told {
        let post = &shown[&(told.post_key, told.revision)];
        assert_eq!(
            (post.event_id, post.sentiment),
            (told.event_id, told.scores.sentiment)
        );
        assert_eq!(post.model.as_ref(), Some(&told.scores.model));
    }
}

/// Most ids of a published event.
const IDS: usize = 4;

#[test]
fn a_view_is_no_larger_than_the_event_it_shows() {
    for event in [
        samples::social_event_full(),
        samples::social_event_bare(),
        samples::social_event_typical(),
    ] {
        let (view, event) = (framed(&PublishedEvent::of(&event)).len(), framed(&event).len());
        // Each of its ids is 32 digits in place of sixteen bytes.
        assert!(view <= event + 16 * IDS, "{view} bytes of {event}");
    }
    for scored in view_samples::scored() {
        assert!(framed(&scored).len() < 1_000, "it holds no words");
    }
}

#[test]
fn only_views_that_are_published_are_wanted_on_the_broker() {
    let shape = Shape {
        public_partitions: 8,
        partitions: 8,
        replication: 1,
    };
    let mut config = KafkaConfig::new("care", "broker:9092");
    let views = |config: &KafkaConfig| -> Vec<String> {
        let specs = wanted(config, shape).into_iter();
        let views = specs.filter(|spec| spec.topic.is_view());
        views.map(|spec| spec.name).collect()
    };
    assert_eq!(views(&config), Vec::<String>::new());
    config.views = Views::ALL;
    assert_eq!(views(&config), ["care.social-events.v1", "care.scored-events.v1"]);
    for record in [RecordType::PublishedEvent, RecordType::ScoredPost] {
        assert!(record.topics().all(Topic::is_view) && record.is_contract());
    }
}
