//! What a transaction may take after failures and commits, step by step.

use super::*;
use crate::domain::topic::Source;

const fn lane(partition: i32) -> LaneId {
    LaneId {
        source: Source::PostLookups,
        partition,
    }
}

/// A lane's part: `records` from `from` on.
fn part(partition: i32, from: i64, records: u64) -> Part {
    let records_i64 = i64::try_from(records).unwrap();
    Part {
        lane: lane(partition),
        records,
        latest: Position::start_of(from + records_i64 - 1),
        reach: Position::start_of(from + records_i64),
    }
}

/// Whose turn comes after those before: `None` for all together, otherwise partition and bound.
fn turns(bisection: &mut Bisection, count: usize) -> Vec<Option<(i32, u64)>> {
    let turn = |_| {
        bisection.next_turn();
        match bisection.share() {
            Share::Together => None,
            Share::Alone { lane, records } => Some((lane.partition, records)),
        }
    };
    (0..count).map(turn).collect()
}

#[test]
fn the_first_failure_changes_nothing_and_a_commit_clears_it() {
    let mut bisection = Bisection::default();
    assert_eq!(bisection.failed(&[part(0, 0, 100), part(1, 0, 50)]), None);
    assert!(!bisection.is_splitting());
    assert_eq!(turns(&mut bisection, 2), [None, None]);
    bisection.committed(lane(0), Position::start_of(100), 100);
    assert_eq!(bisection.failed(&[part(0, 100, 10), part(2, 0, 5)]), None);
    assert!(!bisection.is_splitting(), "the first of its own again");
}

#[test]
fn the_second_splits_by_lane_and_the_innocent_go_free_with_one_commit() {
    let mut bisection = Bisection::default();
    let parts = [part(0, 0, 100), part(1, 0, 50)];
    bisection.failed(&parts);
    assert_eq!(bisection.failed(&parts), None);
    assert_eq!(
        turns(&mut bisection, 4),
        [
            Some((0, u64::MAX)),
            Some((1, u64::MAX)),
            None,
            Some((0, u64::MAX))
        ]
    );
    assert!(bisection.admits(lane(0)) && !bisection.admits(lane(1)) && !bisection.admits(lane(2)));
    bisection.next_turn();
    bisection.next_turn();
    assert!(
        bisection.admits(lane(2)) && !bisection.admits(lane(1)),
        "the others"
    );
    bisection.committed(lane(1), Position::start_of(50), 50);
    assert!(bisection.admits(lane(1)));
    assert_eq!(turns(&mut bisection, 2), [Some((0, u64::MAX)), None]);
}

#[test]
fn a_lane_alone_is_halved_until_one_record_is_left_and_that_one_is_given_up() {
    let mut bisection = Bisection::default();
    // Record 21 of 40 is the one.
    let (mut next, mut guilty, mut bound) = (0, None, 40);
    let mut failures = 0;
    while guilty.is_none() {
        let records = bound.min(u64::try_from(40 - next).unwrap());
        let end = next + i64::try_from(records).unwrap();
        if next <= 21 && 21 < end {
            guilty = bisection.failed(&[part(0, next, records)]);
            failures += 1;
        } else {
            bisection.committed(lane(0), Position::start_of(end), records);
            next = end;
        }
        bisection.next_turn();
        if bisection.share() == Share::Together {
            bisection.next_turn();
        }
        if let Share::Alone { records, .. } = bisection.share() {
            bound = records;
        }
    }
    assert_eq!(guilty, Some(part(0, 21, 1)));
    assert_eq!(failures, 8, "40 twice, 20, 10, 5, 2, 1 twice");
}

#[test]
fn the_bound_stays_until_the_place_is_committed_then_doubles_and_goes() {
    let mut bisection = Bisection::default();
    for records in [64, 64, 32, 16] {
        bisection.failed(&[part(0, 0, records)]);
    }
    let bound = |bisection: &mut Bisection| turns(bisection, 2).into_iter().flatten().next();
    assert_eq!(bound(&mut bisection), Some((0, 8)));
    let table = [
        (8, 8, Some(8)),
        (16, 8, Some(16)),
        (32, 16, Some(32)),
        (60, 28, None),
    ];
    for (next, records, left) in table {
        bisection.committed(lane(0), Position::start_of(next), records);
        assert_eq!(bound(&mut bisection), left.map(|bound| (0, bound)), "at {next}");
    }
    assert!(!bisection.is_splitting());
}

#[test]
fn a_lane_past_its_failure_with_nothing_to_take_is_trusted_again() {
    let mut bisection = Bisection::default();
    for records in [4, 4, 2] {
        bisection.failed(&[part(0, 0, records)]);
    }
    bisection.next_turn();
    bisection.nothing_to_take();
    assert!(bisection.is_splitting(), "its failure is still to come");
    bisection.committed(lane(0), Position::start_of(1), 1);
    bisection.committed(lane(0), Position::start_of(2), 1);
    bisection.next_turn();
    bisection.nothing_to_take();
    assert!(!bisection.is_splitting());
}

#[test]
fn a_record_must_fail_alone_twice_in_a_row() {
    let mut bisection = Bisection::default();
    let one = [part(0, 7, 1)];
    assert_eq!(bisection.failed(&one), None);
    assert_eq!(bisection.failed(&one), Some(one[0]));
    // As a dead letter it is tried as often.
    assert_eq!(bisection.failed(&one), None);
    assert_eq!(bisection.failed(&one), Some(one[0]));
    bisection.forget(lane(0));
    assert_eq!(bisection.failed(&[part(0, 7, 1), part(1, 7, 1)]), None);
    assert_eq!(
        bisection.failed(&[part(0, 7, 1), part(1, 7, 1)]),
        None,
        "not alone"
    );
    assert_eq!(bisection.failed(&one), None);
    assert_eq!(bisection.failed(&one), Some(one[0]));
}
