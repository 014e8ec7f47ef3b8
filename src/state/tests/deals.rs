//! Rows that are dealt out to other lanes: each is where the key of its news leads, and none is lost, doubled or changed.

use proptest::prelude::*;

use super::*;
use crate::domain::erasure::Erasure;
use crate::domain::partition::partition_of;
use crate::state::route::{Deal, Stuck};

type Lanes = Vec<Each>;
/// What lanes hold, however their chunks are cut.
type Content = Vec<(i32, Vec<u8>, Vec<u8>)>;

fn count(lanes: i32) -> usize {
    usize::try_from(lanes).unwrap()
}

fn lane_of(key: &PostKey, lanes: i32) -> usize {
    count(partition_of(&key.hex(), lanes))
}

fn deal(partition: usize, before: i32, after: i32) -> Deal {
    Deal {
        partition: i32::try_from(partition).unwrap(),
        before,
        after,
    }
}

fn filled(rows: &[(u16, i64)], blocked: &[(u8, i64)], lanes: i32) -> Lanes {
    let mut all: Lanes = (0..lanes).map(|_| Each::default()).collect();
    for (n, hour) in rows {
        let key = PostKey::derive("t", crate::domain::network::Network::X, &n.to_string());
        let lane = &mut all[lane_of(&key, lanes)];
        lane.table.put(key, Nothing);
        lane.packed
            .insert(*hour, key, Mark(u8::try_from(n % 200).unwrap()));
    }
    for (n, hour) in blocked {
        for (number, lane) in (0..).zip(&mut all) {
            // Each lane has heard of it at a time of its own.
            let at = Time(hour * 3_600_000 + number);
            lane.blocked.block_posts(&[PostKey::from_bytes([*n; 16])], at);
        }
    }
    all.iter_mut().for_each(|lane| lane.merge(1));
    all
}

fn content(lanes: &Lanes) -> Content {
    let all = i32::try_from(lanes.len()).unwrap();
    let mut found = Vec::new();
    for (partition, lane) in lanes.iter().enumerate() {
        let dealt = lane.deal(deal(partition, all, all), &mut |to, key, value| {
            let own = count(to) == partition || key[0] == b'x';
            assert!(own, "each is where the key of its news leads");
            found.push((to, key.to_vec(), value.to_vec()));
        });
        assert_eq!(dealt, Ok(()));
    }
    found.sort();
    found.dedup();
    found
}

fn moved(lanes: &Lanes, after: i32) -> (Lanes, u64) {
    let before = i32::try_from(lanes.len()).unwrap();
    let (mut all, mut joined): (Lanes, u64) = ((0..after).map(|_| Each::default()).collect(), 0);
    for (partition, lane) in lanes.iter().enumerate() {
        let dealt = lane.deal(deal(partition, before, after), &mut |to, key, value| {
            joined += all[count(to)].gather(key, value).unwrap();
        });
        assert_eq!(dealt, Ok(()));
    }
    // What a lane is written as is what it reads back as.
    let restored = all.iter_mut().map(|lane| {
        let mut restored = Each::default();
        lane.changes(1, &mut |key, value| restored.apply(key, value).unwrap());
        restored
    });
    (restored.collect(), joined)
}

proptest! {
    #[test]
    fn rows_that_go_to_other_lanes_and_come_back_are_the_same(
        rows in prop::collection::vec((0u16..400, 0i64..4), 0..120),
        blocked in prop::collection::vec((0u8..9, 0i64..4), 0..6),
        before in 1i32..9,
        after in 1i32..33,
    ) {
        let lanes = filled(&rows, &blocked, before);
        let (there, joined) = moved(&lanes, after);
        prop_assert_eq!(joined, 0);
        let keys = |lanes: &Lanes| -> usize { lanes.iter().map(|lane| lane.table.rows()).sum() };
        prop_assert_eq!(keys(&there), keys(&lanes));
        prop_assert_eq!(content(&there).iter().filter(|(_, key, _)| key[0] != b'x').count() > 0, !rows.is_empty());
        for lane in &there {
            for (n, _) in &blocked {
                prop_assert!(lane.blocked.post(&PostKey::from_bytes([*n; 16])), "in every lane");
            }
        }
        let (back, joined) = moved(&there, before);
        prop_assert_eq!(joined, 0);
        let own = |content: Content| -> Content {
            content.into_iter().filter(|(_, key, _)| key[0] != b'x').collect()
        };
        prop_assert_eq!(own(content(&back)), own(content(&lanes)));
        // What all lanes keep, all keep as long as the one that kept it longest.
        let again = moved(&back, before).0;
        prop_assert_eq!(content(&again), content(&back));
    }
}

#[test]
fn rows_of_another_number_of_lanes_are_not_dealt() {
    let lanes = filled(&[(1, 0), (2, 0), (3, 0), (4, 0)], &[], 1);
    let found = lanes[0].deal(deal(3, 64, 8), &mut |_, _, _| {}).unwrap_err();
    assert!(
        matches!(
            found[0],
            Stuck::Astray {
                table: 't',
                rows: 1..
            }
        ),
        "{found:?}"
    );
    assert_eq!(found.len(), 2, "every table says it");
}

#[test]
fn an_erased_row_stays_blocked_as_long_as_in_the_lane_that_blocks_it_longest() {
    let erasure = Erasure::of_late(PostKey::from_bytes([1; 16]), Time(0));
    let mut lanes: Lanes = (0..2).map(|_| Each::default()).collect();
    for (lane, hours) in lanes.iter_mut().zip([1, 5]) {
        lane.blocked.add(&erasure, Time(hours * 3_600_000));
        lane.merge(1);
    }
    let mut lane = moved(&lanes, 1).0.remove(0);
    lane.blocked.expire(Time(5 * 3_600_000), Default::default(), 100);
    assert!(lane.blocked.post(&PostKey::from_bytes([1; 16])));
    assert!(!lane.blocked.add(&erasure, Time(9)), "it was heard");
}
