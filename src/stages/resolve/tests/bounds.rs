//! Many questions at once, an author with many posts, and rows filled to the brim.

use super::super::rows::{Pending, Placed};
use super::*;
use crate::domain::bounds::{LEAST_MESSAGE_BYTES, STEP_ROWS};
use crate::domain::erasure::{Purged, Subject};
use crate::domain::ids::{AuthorKey, ErasureId};
use crate::sources::EVENT_BYTES;
use crate::state::StateTable;
use crate::state::packed::{CHUNK_BYTES, Packed};
use crate::state::row::Row;

const ANNA: AuthorKey = AuthorKey::from_bytes([9; 16]);

/// Reads what the lane has written into its own input, until it writes nothing more; says how often it went on.
fn go_on(lane: &mut Lane) -> usize {
    let mut steps = 0;
    while let Some(tick) = lane.ticks.pop() {
        assert!(lane.ticks.is_empty(), "a step writes one at most");
        let _ = lane.take(&tick, tick.time);
        steps += 1;
    }
    steps
}

#[test]
fn five_thousand_questions_due_at_one_tick_are_answered_in_steps() {
    let mut lane = Lane::new();
    for n in 0..5_000 {
        let mut event = delete(&format!("p{n}"));
        event.action = Action::Create;
        event.ingested_at = Time(1_000 + n);
        assert_eq!(lane.take(&question(&event, 0), event.ingested_at), Fate::Absorbed);
    }
    assert_eq!(
        lane.tick(10_000),
        Fate::Tick(u32::try_from(2 * STEP_ROWS).unwrap() + 1)
    );
    assert_eq!(
        lane.state.time(),
        Time(2_999),
        "time stands before the first that is left"
    );
    assert_eq!((go_on(&mut lane), lane.state.time()), (2, Time(10_000)));
    assert_eq!((lane.sent.len(), lane.state.rows()), (5_000, 0));
    let order: Vec<Time> = lane.sent.iter().map(|event| event.ingested_at).collect();
    assert!(order.is_sorted(), "the oldest first");
}

#[test]
fn every_question_has_a_row_of_its_own_and_waits_no_longer_than_its_own_moment() {
    let mut lane = Lane::new();
    for (n, at) in [(0, 9_000), (1, 5_000)] {
        let mut event = delete("b");
        event.raw_ref.offset = n;
        let _ = lane.take(&question(&event, 0), Time(at));
    }
    assert_eq!(lane.state.pending.count(), 2);
    assert_eq!(
        (lane.tick(5_000), lane.tick(9_000)),
        (Fate::Tick(1), Fate::Tick(1))
    );
}

fn forgets(step_rows: usize, posts: usize) -> (Lane, Purged) {
    let mut lane = Lane::new();
    lane.stage.step_rows = step_rows;
    lane.stage.params.most_rows = 100_000;
    for n in 0..posts {
        let own = LookupRow {
            author: Some(ANNA),
            ..row(&format!("a{n}"), &format!("a{n}"), &format!("a{n}"))
        };
        let _ = lane.take(&own, Time(1_000));
        if n % 5 == 0 {
            let _ = lane.take(
                &row(&format!("b{n}"), &format!("b{n}"), &format!("a{n}")),
                Time(2_000),
            );
            let _ = lane.take(&question(&delete(&format!("q{n}")), 0), Time(3_000));
        }
    }
    let telling = ErasureId::derive("one", &[0; 16]);
    let erasure = Erasure {
        telling,
        erasure: telling,
        request_id: "one".into(),
        subject: Subject::Author,
        requested_at: Time(4_000),
        author: Some(ANNA),
        posts: Vec::new(),
    };
    let _ = lane.take(&erasure, Time(4_000));
    let early = lane.answers.len();
    let steps = go_on(&mut lane);
    assert_eq!(early == 0, steps > 0, "the answer comes at the end");
    assert_eq!(lane.answers.len(), 1);
    let purged = lane.answers[0].purged;
    (lane, purged)
}

#[test]
fn an_author_with_ten_thousand_posts_is_forgotten_piece_by_piece() {
    let (lane, purged) = forgets(STEP_ROWS, 10_000);
    assert_eq!((purged.rows, purged.renamed), (10_000, 2_000));
    let told: Vec<&Erasure> = lane.tellings.iter().collect();
    assert!(told.iter().all(|told| told.posts.len() <= 500));
    let posts: std::collections::BTreeSet<PostKey> = told.iter().flat_map(|t| t.posts.clone()).collect();
    assert_eq!(posts.len(), 10_000);
    assert!(told.len() >= 3 * 20, "each reaches three stages: {}", told.len());
    assert_eq!(lane.answers[0].awaited, i64::try_from(told.len()).unwrap());
}

#[test]
fn steps_of_any_size_forget_the_same() {
    let (few, some) = (forgets(7, 60), forgets(STEP_ROWS, 60));
    assert_eq!(few.1, some.1);
    assert_eq!(few.0.state.rows.rows(), some.0.state.rows.rows());
    assert_eq!(few.0.state.pending.rows(), some.0.state.pending.rows());
}

#[test]
fn rows_filled_to_the_brim_are_small() {
    let pending = Pending {
        named: key("a"),
        event: vec![1; EVENT_BYTES],
        look_at: Time(i64::MAX),
        sent: true,
    };
    let mut bytes = Vec::new();
    pending.encode(&mut bytes);
    assert!(bytes.len() > EVENT_BYTES && bytes.len() < EVENT_BYTES + 100);
    let asked = LookupQuestion {
        named: key("a"),
        hops: i32::MAX,
        event: vec![1; EVENT_BYTES],
    };
    let mut bytes = Vec::new();
    Wire::locked().encode(&asked, &mut bytes).unwrap();
    assert!(bytes.len() < EVENT_BYTES + 200 && bytes.len() < LEAST_MESSAGE_BYTES);
    let placed = Placed {
        post_key: key("a"),
        conversation: ConversationKey::of_root(key("a")),
        author: Some(i64::MIN),
    };
    let mut table: Packed<PostKey, Placed> = Packed::new(b'r');
    for n in 0..50_000 {
        table.insert(7, key(&n.to_string()), placed);
    }
    let mut sizes = Vec::new();
    table.changes(1, &mut |_, value| sizes.push(value.map_or(0, <[u8]>::len)));
    assert!(sizes.iter().all(|size| *size <= CHUNK_BYTES));
    assert!(
        sizes.iter().any(|size| *size > CHUNK_BYTES - 200),
        "filled to the brim"
    );
}
