mod bounds;
mod erasure;

use super::*;
use crate::domain::erasure::{Erasure, ErasureAnswer};
use crate::domain::event::{Direction, Kind, RawRef, Visibility};
use crate::domain::ids::{ConversationKey, EventId, PayloadHash};
use crate::domain::network::Network;
use crate::domain::record::Place;
use crate::domain::surface::Surface;
use crate::domain::thread::Thread;
use crate::domain::topic::Source;
use crate::state::LaneState;
use crate::wire::Contract;

fn key(id: &str) -> PostKey {
    PostKey::derive("t", Network::X, id)
}

fn delete(id: &str) -> SocialEvent {
    SocialEvent {
        event_id: EventId::derive(key(id), "delete", 0),
        tenant: "t".into(),
        network: Network::X,
        action: Action::Delete,
        kind: Kind::Unknown,
        native_id: id.into(),
        post_key: key(id),
        revision: 0,
        conversation: ConversationKey::of_root(key(id)),
        parent: None,
        quoted: None,
        shared: None,
        embedded: None,
        direction: Direction::Unknown,
        visibility: Visibility::Unknown,
        author: None,
        text: None,
        counts: None,
        occurred_at: None,
        observed_at: None,
        ingested_at: Time(5_000),
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

fn question(event: &SocialEvent, hops: i32) -> LookupQuestion {
    let mut framed = Vec::new();
    Wire::locked().encode(event, &mut framed).unwrap();
    LookupQuestion {
        named: event.post_key,
        hops,
        event: framed,
    }
}

fn row(named: &str, post: &str, root: &str) -> LookupRow {
    LookupRow {
        named: key(named),
        post_key: key(post),
        conversation: ConversationKey::of_root(key(root)),
        author: None,
    }
}

struct Lane {
    stage: Resolve,
    state: ResolveState,
    offset: i64,
    sent: Vec<SocialEvent>,
    answers: Vec<ErasureAnswer>,
    tellings: Vec<Erasure>,
    ticks: Vec<Tick>,
}

impl Lane {
    fn new() -> Self {
        let params = ResolveParams {
            retention: Span::hours(24),
            most_rows: 1000,
            most_waiting: 2,
            erasure: ErasureParams::default(),
        };
        Self {
            stage: Resolve::new(Wire::locked(), params),
            state: ResolveState::default(),
            offset: 0,
            sent: Vec::new(),
            answers: Vec::new(),
            tellings: Vec::new(),
            ticks: Vec::new(),
        }
    }

    fn take<T: Contract>(&mut self, value: &T, at: Time) -> Fate {
        let wire = Wire::locked();
        let mut bytes = Vec::new();
        wire.encode(value, &mut bytes).unwrap();
        let place = Place {
            source: Source::PostLookups,
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
        self.state.merge(u64::try_from(self.offset).unwrap());
        for output in out.outputs() {
            let value = out.value(output).unwrap();
            match output.record_type {
                Some(RecordType::SocialEvent) => self.sent.push(wire.decode(value).unwrap()),
                Some(RecordType::ErasureAnswer) => self.answers.push(wire.decode(value).unwrap()),
                Some(RecordType::Tick) => self.ticks.push(wire.decode(value).unwrap()),
                Some(RecordType::Erasure) => self.tellings.push(wire.decode(value).unwrap()),
                _ => {}
            }
        }
        fate
    }

    fn tick(&mut self, at: i64) -> Fate {
        self.take(&Tick { time: Time(at) }, Time(at))
    }
}

#[test]
fn a_delete_finds_the_conversation_of_its_post() {
    let mut lane = Lane::new();
    assert_eq!(lane.take(&row("b", "b", "a"), Time(1_000)), Fate::Absorbed);
    assert_eq!(
        lane.take(&question(&delete("b"), 0), Time(5_000)),
        Fate::Emitted(1)
    );
    assert_eq!(lane.sent[0].conversation, ConversationKey::of_root(key("a")));
    assert_eq!(lane.sent[0].hops, 1);
}

#[test]
fn a_delete_by_the_id_of_an_edit_means_the_post() {
    let mut lane = Lane::new();
    let _ = lane.take(&row("a2", "a1", "a1"), Time(1_000));
    let _ = lane.take(&question(&delete("a2"), 0), Time(5_000));
    assert_eq!(lane.sent[0].post_key, key("a1"));
}

#[test]
fn a_delete_that_comes_first_waits_for_the_row() {
    let mut lane = Lane::new();
    assert_eq!(lane.take(&question(&delete("b"), 0), Time(5_000)), Fate::Absorbed);
    assert_eq!(
        lane.take(&question(&delete("b"), 0), Time(5_000)),
        Fate::Duplicate
    );
    assert_eq!(lane.take(&row("b", "b", "a"), Time(1_000)), Fate::Emitted(1));
    assert_eq!(lane.sent[0].conversation, ConversationKey::of_root(key("a")));
}

#[test]
fn a_delete_that_finds_nothing_goes_to_its_own_id_once_and_again_when_the_row_comes_late() {
    let mut lane = Lane::new();
    let _ = lane.take(&question(&delete("b"), 0), Time(5_000));
    assert_eq!(lane.tick(4_999), Fate::Tick(0));
    assert_eq!(lane.tick(5_000), Fate::Tick(1));
    assert_eq!(lane.sent[0].conversation, ConversationKey::of_root(key("b")));
    assert_eq!(lane.tick(6_000), Fate::Tick(0));
    assert_eq!(lane.take(&row("b", "b", "a"), Time(7_000)), Fate::Emitted(1));
    assert_eq!(lane.sent[1].conversation, ConversationKey::of_root(key("a")));
}

#[test]
fn a_restore_that_finds_nothing_is_kept_as_a_delete_is() {
    for action in [Action::Restore, Action::Hide, Action::Unhide] {
        let mut lane = Lane::new();
        let toggled = SocialEvent {
            action,
            ..delete("b2")
        };
        let _ = lane.take(&question(&toggled, 0), Time(5_000));
        assert_eq!(lane.tick(5_000), Fate::Tick(1));
        assert_eq!(lane.sent[0].conversation, ConversationKey::of_root(key("b2")));
        assert_eq!(lane.take(&row("b2", "b", "a"), Time(7_000)), Fate::Emitted(1));
        assert_eq!(
            (lane.sent[1].conversation, lane.sent[1].post_key),
            (ConversationKey::of_root(key("a")), key("b"))
        );
    }
}

#[test]
fn waiting_is_bounded_and_so_are_hops() {
    let mut lane = Lane::new();
    for n in 0..3 {
        let mut event = delete("b");
        event.raw_ref.offset = n;
        let _ = lane.take(&question(&event, 0), Time(5_000));
    }
    assert_eq!(lane.sent.len(), 1, "the third does not wait");
    let fate = lane.take(&question(&delete("c"), MOST_HOPS), Time(5_000));
    assert_eq!(fate.refused().map(|r| r.reason), Some(RejectReason::TooManyHops));
}

#[test]
fn rows_are_forgotten_by_whole_hours() {
    let mut lane = Lane::new();
    let hour = 3_600_000;
    let _ = lane.take(&row("b", "b", "a"), Time(hour));
    let _ = lane.tick(24 * hour);
    assert_eq!(lane.state.rows(), 1);
    let _ = lane.tick(27 * hour);
    assert_eq!(lane.state.rows(), 0);
}
