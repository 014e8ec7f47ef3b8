//! Every row filled to the brim stays below what any topic takes.

use super::super::conversation::{Adoption, Conversation};
use super::super::correspondents::{CORRESPONDENTS, Correspondent};
use super::super::rows::{Amendment, HOMES, Held, Known, Numbered, Orphan, REVISIONS, Repeat, Sharer};
use super::super::waiting::HELD_ROWS;
use super::run::Run;
use super::*;
use crate::domain::bounds::LEAST_MESSAGE_BYTES;
use crate::domain::erasure::{Purged, Subject};
use crate::domain::ids::{AuthorKey, ErasureId, OrphanKey, SharerKey, digest};
use crate::domain::partition::Home;
use crate::domain::presence::Presence;
use crate::domain::score::{Level, Risk};
use crate::scoring::spread::Spread;
use crate::sources::EVENT_BYTES;
use crate::stages::erasure::TOLD_POSTS;
use crate::stages::erasure::unfinished::{Part, Unfinished};
use crate::state::StateTable;
use crate::state::packed::{CHUNK_BYTES, Packed, PackedRow};
use crate::state::route::Routed;
use crate::state::row::{Row, RowKey};

fn bytes<R: Row>(row: &R) -> usize {
    let mut bytes = Vec::new();
    row.encode(&mut bytes);
    bytes.len()
}

const LATE: Time = Time(i64::MAX);

fn full_conversation() -> Conversation {
    let mut spread = Spread::default();
    for n in 0..5_000_i64 {
        for _ in 0..3 {
            spread.add(Time(n * 900_000), Some(i64::MAX));
        }
    }
    Conversation {
        tenant: "t".repeat(1_000),
        spread,
        fresh: true,
        replies: i64::MAX,
        joiners: i64::MAX,
        peer_answers: i64::MAX,
        defenders: i64::MAX,
        latest_at: LATE,
        version: i64::MAX,
        changed_since: Some(LATE),
        told: Risk {
            score: 1.0,
            level: Level::Critical,
            shares: i64::MAX,
            audience: i64::MAX,
            fresh: true,
        },
        told_at: LATE,
        owed: true,
        orphans: i64::MAX,
        adopted: i64::MAX,
        correspondents: vec![
            Correspondent {
                at: LATE,
                author: AuthorKey::from_bytes([1; 16]),
                handle: Some(i64::MAX),
            };
            CORRESPONDENTS
        ],
        adoption: Some(Adoption {
            at: LATE,
            notice: vec![1; 4_096],
        }),
        until: LATE,
    }
}

#[test]
fn rows_filled_to_the_brim_are_small() {
    let conversation = bytes(&full_conversation());
    assert!(conversation < 10_000, "{conversation}");
    let mut amendment = Amendment {
        presence: Presence {
            removed_at: Some(LATE),
            restored_at: Some(LATE),
        },
        until: LATE,
        homes: (0..10).map(|n| Home::of(&[n])).collect(),
        ..Amendment::untold()
    };
    amendment.lies(Home::of(b"another"));
    assert_eq!(amendment.homes.len(), HOMES);
    let forgotten: u64 = (0..1_000).map(|n| amendment.heard_of(i32::MAX - n)).sum();
    assert_eq!((amendment.revisions.len(), forgotten), (REVISIONS, 900));
    assert!(bytes(&amendment) < 1_000);
    let held = Held {
        awaits: key("a"),
        event: vec![1; EVENT_BYTES],
        until: LATE,
        late: true,
        home: Home::of(b""),
    };
    assert!(bytes(&held) < EVENT_BYTES + 100 && bytes(&held) < LEAST_MESSAGE_BYTES);
    let repeat = Repeat {
        first: sharer(),
        standing: i64::MAX,
        until: LATE,
    };
    assert!(bytes(&repeat) < 100);
}

#[test]
fn an_unfinished_erasure_holds_so_many_posts() {
    let telling = ErasureId::derive("a", &[0; 16]);
    let unfinished = Unfinished::<PostKey> {
        telling: Erasure {
            telling,
            erasure: telling,
            request_id: "r".repeat(64),
            subject: Subject::Author,
            requested_at: LATE,
            author: Some(AuthorKey::from_bytes([1; 16])),
            posts: vec![key("a"); TOLD_POSTS],
        },
        at: LATE,
        part: Part::Waiting,
        posts: vec![key("a"); 3 * TOLD_POSTS],
        more: true,
        after: Some(key("a")),
        tellings: u32::MAX,
        purged: Purged {
            rows: i64::MAX,
            renamed: i64::MAX,
            cascades: i64::MAX,
            items: i64::MAX,
            alerts: i64::MAX,
        },
    };
    let bytes = bytes(&unfinished);
    assert!((30_000..CHUNK_BYTES / 2).contains(&bytes), "{bytes}");
    let mut told = Vec::new();
    Wire::locked().encode(&unfinished.telling, &mut told).unwrap();
    assert!(told.len() < 10_000, "a telling: {}", told.len());
}

fn sharer() -> Sharer {
    Sharer {
        at: LATE,
        followers: Some(i64::MAX),
    }
}

/// Fills chunks with rows of greatest size and gives the largest.
fn largest_chunk<K: RowKey, R: PackedRow + Routed<K>>(row: R) -> usize {
    let mut table: Packed<K, R> = Packed::new(b'x');
    for n in 0_u64..6_000 {
        table.insert(7, K::of(digest(&[&n.to_be_bytes()])), row);
    }
    let mut sizes = Vec::new();
    table.changes(1, &mut |_, value| sizes.push(value.map_or(0, <[u8]>::len)));
    table.merge(1);
    assert_eq!(table.rows(), 6_000);
    sizes.into_iter().max().unwrap()
}

#[test]
fn chunks_of_the_largest_rows_are_filled_to_the_brim_and_no_further() {
    let known = Known {
        conversation: ConversationKey::of_root(key("a")),
        kind: Kind::Message,
        direction: Direction::Outbound,
        author: Some(AuthorKey::from_bytes([1; 16])),
        followers: Some(i64::MAX),
        revision: i32::MAX,
        hint: Role::Bystander,
        at: LATE,
        stale: true,
    };
    let filled = CHUNK_BYTES - 200..=CHUNK_BYTES;
    assert!(filled.contains(&largest_chunk::<PostKey, _>(known)));
    assert!(filled.contains(&largest_chunk::<SharerKey, _>(sharer())));
    assert!(filled.contains(&largest_chunk::<OrphanKey, _>(Orphan { post: key("a") })));
    assert!(filled.contains(&largest_chunk::<PostKey, _>(Numbered {
        number: i64::MAX,
        home: Home::of(b"")
    })));
}

#[test]
fn a_post_that_is_edited_without_end_keeps_its_newest_revisions() {
    let mut run = Run::new(stage());
    for n in 0..400 {
        run.event(&SocialEvent {
            action: if n == 0 { Action::Create } else { Action::Edit },
            revision: n,
            ..event("a", "a", "anna", 1 + i64::from(n), "my bag is gone")
        });
    }
    run.finish(100);
    assert_eq!(run.of::<ScoredEvent>().len(), 400, "each was told");
    assert!(run.largest[&'a'] < 400, "{:?}", run.largest);
    assert_eq!(run.state.evicted(), 399 - REVISIONS as u64);
    for (revision, told) in [(399, false), (350, false), (100, false), (400, true)] {
        let before = run.of::<ScoredEvent>().len();
        run.event(&SocialEvent {
            action: Action::Edit,
            revision,
            ..event("a", "a", "anna", 500, "my bag is gone")
        });
        run.finish(1);
        assert_eq!(
            run.of::<ScoredEvent>().len() > before,
            told,
            "revision {revision}"
        );
    }
}

#[test]
fn a_lane_lets_so_many_posts_wait_and_places_the_others_at_once() {
    let most = stage().params.most_waiting;
    let mut run = Run::new(stage());
    for n in 0..most + 20 {
        run.event(&event(&format!("r{n}"), "a", &format!("u{n}"), 5, "same here"));
    }
    run.finish(50);
    assert_eq!(run.state.held.rows(), most);
    assert_eq!(run.of::<ScoredEvent>().len(), 20);
    run.event(&event("a", "a", "anna", 1, "my bag is gone"));
    run.tick(9);
    run.finish(50);
    let cascade = run.cascade("a");
    let all = i64::try_from(most).unwrap() + 20;
    assert_eq!(
        (cascade.replies, cascade.joiners, run.state.held.rows()),
        (all, all, 0)
    );
    const { assert!(HELD_ROWS > 10_000) };
}

#[test]
fn a_lane_keeps_so_many_rows_of_each_table_and_counts_what_it_drops() {
    let mut small = stage();
    small.params.most_posts = 50;
    let mut run = Run::new(small);
    for n in 0..300 {
        let id = format!("s{n}");
        run.event(&share(&id, &format!("a{n}"), "x", 1 + n));
        run.event(&gone(&id, &format!("a{n}"), 2 + n));
    }
    run.tick(400);
    run.tick(500);
    run.finish(64);
    assert!(run.state.conversations.rows() <= 50 && run.state.amendments.rows() <= 50);
    assert!(run.state.repeats.rows() <= 50);
    assert!(run.state.evicted() >= 3 * 250, "{}", run.state.evicted());
    let forgotten = run
        .written
        .iter()
        .filter(|(topic, kind, ..)| (*topic, *kind) == (Topic::Cascades, None));
    assert_eq!(forgotten.count(), 250, "their cascades are taken back");
}
