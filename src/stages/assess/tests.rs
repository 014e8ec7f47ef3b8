mod asked;
mod bounds;
mod erasure;
mod presence;
mod run;
mod sharers;
mod shown;
mod steps;
mod threads;
mod untold;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::domain::cascade::Cascade;
use crate::domain::erasure::{Erasure, ErasureAnswer};
use crate::domain::event::{
    Author, Direction, LanguageOrigin, PostRef, RawRef, Text, TextFormat, Visibility,
};
use crate::domain::ids::{AuthorHasher, CustomerKey, EventId, PayloadHash, PostKey};
use crate::domain::network::Network;
use crate::domain::notice::Reassigned;
use crate::domain::record::Place;
use crate::domain::score::Cue;
use crate::domain::scored::{Role, ScoredEvent};
use crate::domain::surface::Surface;
use crate::domain::thread::Thread;
use crate::domain::topic::{Source, Topic};
use crate::scoring::Asked;
use crate::state::LaneState;

/// Reads its cues from the text itself: `same`, `help`, `defend`.
struct ByName;

impl Scorer for ByName {
    fn score(&self, asked: &Asked<'_>) -> Scores {
        let cues = [
            ("same", Cue::SameHere),
            ("help", Cue::OffersHelp),
            ("defend", Cue::Defends),
        ];
        let found = cues
            .iter()
            .filter(|(word, _)| asked.text.contains(word))
            .map(|(_, cue)| *cue);
        Scores {
            cues: found.collect(),
            ..unscored()
        }
    }
}

fn stage() -> Assess {
    let params = AssessParams {
        spread: SpreadParams::default(),
        lateness: Span::minutes(10),
        retention: Span::hours(96),
        most_posts: 10_000,
        most_waiting: 100,
        own: BTreeMap::new(),
        erasure: ErasureParams::default(),
    };
    Assess::new(Wire::locked(), Arc::new(ByName), params)
}

fn key(id: &str) -> PostKey {
    PostKey::derive("t", Network::X, id)
}

fn customer(author: &str) -> CustomerKey {
    CustomerKey::of_author(AuthorHasher::new(b"s").key(Network::X, author))
}

/// A post by `author` at `at` seconds in the conversation of `root`; the brand is called `brand`.
fn words(plain: &str) -> Text {
    Text {
        plain: plain.into(),
        language: None,
        spans: Vec::new(),
        truncated: false,
        language_origin: LanguageOrigin::Unknown,
        format: TextFormat::Plain,
        original: None,
        trimmed_chars: 0,
    }
}

#[expect(clippy::too_many_lines, reason = "a line a field")]
fn event(id: &str, root: &str, author: &str, at: i64, text: &str) -> SocialEvent {
    let time = Time(at * 1000);
    let kind = if id == root { Kind::Post } else { Kind::Reply };
    SocialEvent {
        event_id: EventId::derive(key(id), "create", 0),
        tenant: "t".into(),
        network: Network::X,
        action: Action::Create,
        kind,
        native_id: id.into(),
        post_key: key(id),
        revision: 0,
        conversation: ConversationKey::of_root(key(root)),
        parent: (id != root).then(|| PostRef {
            native_id: root.into(),
            post_key: key(root),
        }),
        quoted: None,
        shared: None,
        embedded: None,
        direction: if author == "brand" {
            Direction::Outbound
        } else {
            Direction::Inbound
        },
        visibility: Visibility::Public,
        author: Some(Author {
            key: AuthorHasher::new(b"s").key(Network::X, author),
            handle: Some(author.into()),
            followers: Some(10),
            verified: None,
            joined_at: None,
            bot: None,
        }),
        text: Some(words(text)),
        counts: None,
        occurred_at: Some(time),
        observed_at: None,
        ingested_at: time,
        backfill: false,
        stale: false,
        clamped: false,
        hops: 0,
        raw_ref: RawRef {
            topic: "raw".into(),
            partition: 0,
            offset: 0,
            sha256: PayloadHash::from_bytes([0; 16]),
        },
        adapter: 1,
        part: None,
        surface: Surface::PublicPost,
        own_account: None,
        url: None,
        thread: Thread::default(),
        reply: None,
        ratings: Vec::new(),
        media: Vec::new(),
        place: None,
        needs_enrichment: false,
        extras: Vec::new(),
    }
}

fn gone(id: &str, root: &str, at: i64) -> SocialEvent {
    toggled(Action::Delete, id, root, at)
}

/// News of a post by id alone.
fn toggled(action: Action, id: &str, root: &str, at: i64) -> SocialEvent {
    SocialEvent {
        action,
        kind: Kind::Unknown,
        author: None,
        text: None,
        parent: None,
        ..event(id, root, "nobody", at, "")
    }
}

fn share(id: &str, root: &str, author: &str, at: i64) -> SocialEvent {
    SocialEvent {
        kind: Kind::Share,
        parent: None,
        ..event(id, root, author, at, "")
    }
}

struct Lane {
    stage: Assess,
    state: AssessState,
    offset: i64,
    told: Vec<ScoredEvent>,
    moved: Vec<Reassigned>,
    cascades: BTreeMap<ConversationKey, Cascade>,
    forgotten: Vec<Vec<u8>>,
    answers: Vec<ErasureAnswer>,
    tellings: Vec<Erasure>,
    log: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl Lane {
    fn new() -> Self {
        Self {
            stage: stage(),
            state: AssessState::default(),
            offset: 0,
            told: Vec::new(),
            moved: Vec::new(),
            cascades: BTreeMap::new(),
            forgotten: Vec::new(),
            answers: Vec::new(),
            tellings: Vec::new(),
            log: BTreeMap::new(),
        }
    }

    fn take<T: crate::wire::Contract>(&mut self, value: &T, at: Time) -> Fate {
        let wire = Wire::locked();
        let mut bytes = Vec::new();
        wire.encode(value, &mut bytes).unwrap();
        let place = Place {
            source: Source::Events,
            partition: 0,
            offset: self.offset,
            index: 0,
        };
        self.offset += 1;
        let record = Record {
            place,
            ingested_at: at,
            headers: &[],
            key: b"",
            value: Some(&bytes),
        };
        let mut out = Outbox::default();
        let fate = self.stage.step(&mut self.state, &record, &mut out);
        let number = u64::try_from(self.offset).unwrap();
        let log = &mut self.log;
        self.state.changes(number, &mut |key, value| {
            match value {
                Some(value) => log.insert(key.to_vec(), value.to_vec()),
                None => log.remove(key),
            };
        });
        self.state.merge(number);
        for output in out.outputs() {
            let Some(value) = out.value(output) else {
                self.forgotten.push(out.key(output).to_vec());
                continue;
            };
            match (output.topic, output.record_type) {
                (Topic::Cascades, _) => {
                    let cascade: Cascade = wire.decode(value).unwrap();
                    self.cascades.insert(cascade.conversation, cascade);
                }
                (_, Some(RecordType::ScoredEvent)) => self.told.push(wire.decode(value).unwrap()),
                (_, Some(RecordType::ErasureAnswer)) => self.answers.push(wire.decode(value).unwrap()),
                (_, Some(RecordType::Erasure)) => self.tellings.push(wire.decode(value).unwrap()),
                (_, Some(RecordType::Reassigned)) => self.moved.push(wire.decode(value).unwrap()),
                _ => {}
            }
        }
        fate
    }

    fn event(&mut self, event: &SocialEvent) -> Fate {
        self.take(event, event.ingested_at)
    }

    fn tick(&mut self, at: i64) -> Fate {
        self.take(
            &Tick {
                time: Time(at * 1000),
            },
            Time(at * 1000),
        )
    }

    /// Shares, replies, joiners, answers and defenders of each conversation.
    fn counts(&self) -> Vec<[i64; 5]> {
        let counts = |c: &Cascade| [c.risk.shares, c.replies, c.joiners, c.peer_answers, c.defenders];
        self.cascades.values().map(counts).collect()
    }

    /// What each customer knows in the end: part, and whether the post is gone.
    fn known(&self) -> BTreeSet<(CustomerKey, PostKey, Role, bool)> {
        let mut last = BTreeMap::new();
        for told in &self.told {
            last.insert((told.customer, told.post_key, told.role), told.presence.is_gone());
        }
        last.into_iter()
            .map(|((customer, post, role), gone)| (customer, post, role, gone))
            .collect()
    }
}

#[test]
fn a_root_is_told_to_its_author_with_its_words() {
    let mut lane = Lane::new();
    assert_eq!(
        lane.event(&event("a", "a", "anna", 1, "my bag is gone")),
        Fate::Emitted(1)
    );
    let told = &lane.told[0];
    assert_eq!((told.customer, told.role), (customer("anna"), Role::Owner));
    assert!(told.event.is_some());
    assert_eq!(
        lane.event(&event("a", "a", "anna", 1, "my bag is gone")),
        Fate::Duplicate
    );
}

#[test]
fn a_joiner_is_told_to_both_and_his_words_only_to_himself() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    assert_eq!(
        lane.event(&event("c", "a", "carl", 2, "same here")),
        Fate::Emitted(2)
    );
    let to_owner = lane.told.iter().find(|t| t.role == Role::Joiner).unwrap();
    assert_eq!(
        (to_owner.customer, to_owner.event.is_some()),
        (customer("anna"), false)
    );
    let to_self = lane.told.iter().find(|t| t.customer == customer("carl")).unwrap();
    assert_eq!((to_self.role, to_self.event.is_some()), (Role::Owner, true));
}

#[test]
fn a_reply_waits_for_its_root_until_the_tick_of_its_own_moment() {
    let mut lane = Lane::new();
    assert_eq!(
        lane.event(&event("b", "a", "bert", 2, "this may help")),
        Fate::Absorbed
    );
    assert_eq!(lane.tick(1), Fate::Tick(0));
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    let parts: Vec<_> = lane.told.iter().map(|t| (t.customer, t.role)).collect();
    assert_eq!(
        parts,
        [(customer("anna"), Role::Owner), (customer("anna"), Role::Helper)]
    );
}

#[test]
fn an_orphan_owns_its_case_until_the_root_comes() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("b", "a", "bert", 2, "this may help"));
    assert_eq!(lane.tick(3), Fate::Tick(2), "the scored event and the cascade");
    assert_eq!(lane.told[0].customer, customer("bert"));
    let _ = lane.event(&event("a", "a", "anna", 4, "my bag is gone"));
    let moved: Vec<_> = lane
        .moved
        .iter()
        .map(|m| (m.customer, m.from, m.to, m.keeps_own))
        .collect();
    let (anna, bert) = (customer("anna"), customer("bert"));
    assert_eq!(moved, [(bert, bert, anna, false), (anna, bert, anna, false)]);
    assert!(
        lane.told
            .iter()
            .any(|t| t.customer == anna && t.role == Role::Helper)
    );
}

#[test]
fn an_answer_goes_to_whom_it_answers_and_as_context_to_the_owner() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    let _ = lane.event(&event("c", "a", "carl", 2, "same here"));
    let mut answer = event("r", "a", "brand", 3, "we look into it");
    answer.parent = Some(PostRef {
        native_id: "c".into(),
        post_key: key("c"),
    });
    let _ = lane.event(&answer);
    let answers: Vec<_> = lane
        .told
        .iter()
        .filter(|t| t.role == Role::Agent)
        .map(|t| (t.customer, t.answers))
        .collect();
    assert_eq!(
        answers,
        [(customer("carl"), Some(key("c"))), (customer("anna"), None)]
    );
}

#[test]
fn under_the_brands_own_post_each_commenter_owns_a_case() {
    let mut lane = Lane::new();
    assert_eq!(
        lane.event(&event("n", "n", "brand", 1, "news")),
        Fate::Ignored(Ignored::Own)
    );
    let _ = lane.event(&event("c", "n", "carl", 2, "same here"));
    assert_eq!(lane.told.len(), 1);
    assert_eq!(
        (lane.told[0].customer, lane.told[0].role),
        (customer("carl"), Role::Owner)
    );
}

#[test]
fn a_delete_before_its_post_leaves_no_words() {
    let mut lane = Lane::new();
    assert_eq!(lane.event(&gone("a", "a", 2)), Fate::Absorbed);
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    assert!(lane.told[0].presence.is_gone() && lane.told[0].event.is_none());
}

#[test]
fn shares_are_counted_and_taken_back() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    assert_eq!(lane.event(&share("s1", "a", "x", 2)), Fate::Absorbed);
    assert_eq!(lane.event(&share("s2", "a", "y", 3)), Fate::Absorbed);
    assert_eq!(lane.event(&share("s2", "a", "y", 3)), Fate::Duplicate);
    let _ = lane.event(&gone("s1", "a", 4));
    let _ = lane.tick(5);
    assert_eq!(lane.cascades[&ConversationKey::of_root(key("a"))].risk.shares, 1);
}

/// A thread in which everything happens: owner, joiner, helper, defender, shares, an edit; posts that go, come
/// back, and go again.
fn thread() -> Vec<SocialEvent> {
    let mut edit = event("a", "a", "anna", 9, "my bag is gone, edited");
    edit.action = Action::Edit;
    edit.revision = 1;
    vec![
        event("a", "a", "anna", 1, "my bag is gone"),
        event("b", "a", "bert", 2, "this may help"),
        event("c", "a", "carl", 3, "same here"),
        event("d", "a", "dora", 4, "i defend them"),
        event("e", "a", "emil", 5, "lovely weather"),
        share("s1", "a", "x", 5),
        share("s2", "a", "y", 6),
        gone("s1", "a", 7),
        event("f", "a", "anna", 7, "still nothing"),
        event("r", "a", "brand", 8, "we look into it"),
        edit,
        gone("c", "a", 10),
        gone("e", "a", 11),
        share("s2", "a", "y", 6),
        toggled(Action::Hide, "b", "a", 12),
        toggled(Action::Unhide, "b", "a", 13),
        toggled(Action::Hide, "d", "a", 14),
        toggled(Action::Unhide, "d", "a", 15),
        toggled(Action::Hide, "d", "a", 16),
        toggled(Action::Restore, "c", "a", 17),
        toggled(Action::Hide, "s2", "a", 18),
        toggled(Action::Unhide, "s2", "a", 19),
        toggled(Action::Hide, "a", "a", 20),
        toggled(Action::Unhide, "a", "a", 21),
        toggled(Action::Hide, "b", "a", 12),
    ]
}

proptest! {
    /// Whatever the order of arrival, by the tick that covers a thread everybody knows the same.
    #[test]
    fn order_of_arrival_leaves_no_trace(order in Just(thread()).prop_shuffle()) {
        let mut sorted = Lane::new();
        for event in thread() {
            let _ = sorted.event(&event);
        }
        let _ = sorted.tick(200);
        let mut shuffled = Lane::new();
        for event in &order {
            let _ = shuffled.event(event);
        }
        let _ = shuffled.tick(200);
        prop_assert_eq!(sorted.known(), shuffled.known());
        prop_assert_eq!(sorted.counts(), shuffled.counts());
    }

    /// The changelog, folded, gives the state that wrote it.
    #[test]
    fn a_restored_lane_goes_on_like_the_old_one(cut in 0..25usize) {
        let mut lane = Lane::new();
        let mut restored = AssessState::default();
        let wire = Wire::locked();
        let (mut direct, mut resumed) = (Vec::new(), Vec::new());
        for (n, event) in thread().iter().enumerate() {
            let mut bytes = Vec::new();
            wire.encode(event, &mut bytes).unwrap();
            let place = Place { source: Source::Events, partition: 0, offset: i64::try_from(n).unwrap(), index: 0 };
            let record = Record { place, ingested_at: event.ingested_at, headers: &[], key: b"", value: Some(&bytes) };
            let mut out = Outbox::default();
            let _ = lane.stage.step(&mut lane.state, &record, &mut out);
            direct.extend(out.outputs().iter().map(|o| out.value(o).map(<[u8]>::to_vec)));
            if n < cut {
                let mut changes: Vec<(Vec<u8>, Option<Vec<u8>>)> = Vec::new();
                let number = u64::try_from(n).unwrap() + 1;
                lane.state.changes(number, &mut |k, v| changes.push((k.to_vec(), v.map(<[u8]>::to_vec))));
                for (key, value) in changes {
                    restored.apply(&key, value.as_deref()).unwrap();
                }
                restored.restore_time(lane.state.time());
                resumed.clone_from(&direct);
            } else {
                let mut out = Outbox::default();
                let _ = lane.stage.step(&mut restored, &record, &mut out);
                resumed.extend(out.outputs().iter().map(|o| out.value(o).map(<[u8]>::to_vec)));
            }
            lane.state.merge(u64::try_from(n).unwrap() + 1);
        }
        prop_assert_eq!(direct, resumed);
    }
}
