//! What the time of an input is, case by case.

use super::*;
use crate::domain::network::Network;

const WALL: Time = Time(1_000_000);

fn lane(stage: StageName, partition: i32) -> StageLane {
    let source = stage.sources(&[Network::X])[0];
    (stage, LaneId { source, partition })
}

/// Next (-1: none), time (-1: none), end.
fn at(next: i64, time: i64, end: i64) -> LaneStanding {
    LaneStanding {
        next: (next >= 0).then_some(Position::start_of(next)),
        time: (time >= 0).then_some(Time(time)),
        begin: 0,
        end,
    }
}

fn time_of(lanes: &[(StageLane, LaneStanding)], at_end: AtEnd, stage: StageName) -> Option<Option<i64>> {
    let lanes = lanes.iter().copied().collect();
    let found = times(&lanes, &BTreeSet::new(), WALL, at_end);
    found.get(&stage).map(|input| input.time.map(|time| time.0))
}

/// What the lanes are like, where they stand, the end of input, whose input is asked about, and its time.
type Case<'a> = (
    &'a str,
    &'a [(StageLane, LaneStanding)],
    AtEnd,
    StageName,
    Option<Option<i64>>,
);

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn the_time_of_an_input_is_the_least_of_what_writes_into_it() {
    use StageName::{Assess, Cases, Intake, Resolve};
    let busy = (lane(Intake, 0), at(5, 500, 9));
    let done = (lane(Intake, 1), at(9, 700, 9));
    let untouched = (lane(Intake, 2), at(-1, -1, 0));
    let unread = (lane(Intake, 3), at(-1, -1, 4));
    let emptied = (
        lane(Intake, 4),
        LaneStanding {
            begin: 4,
            ..at(-1, -1, 4)
        },
    );
    let resolve = (lane(Resolve, 0), at(3, 300, 3));
    let resolve_new = (lane(Resolve, 1), at(-1, -1, 0));
    let resolve_first = (lane(Resolve, 1), at(-1, -1, 1));
    let assess = (lane(Assess, 0), at(3, 200, 8));
    // It came out of a repartition: its rows are older than its partition.
    let assess_moved = (lane(Assess, 1), at(0, 150, 0));
    let table: [Case<'_>; 14] = [
        ("nothing there", &[], AtEnd::Wall, Resolve, None),
        (
            "a lane that has stood somewhere holds, though its partition never held a record",
            &[busy, assess, assess_moved],
            AtEnd::Wall,
            Cases,
            Some(Some(150)),
        ),
        (
            "a lane with records stands at its progress",
            &[busy],
            AtEnd::Wall,
            Resolve,
            Some(Some(500)),
        ),
        (
            "at its end, live: wall minus five seconds",
            &[done],
            AtEnd::Wall,
            Resolve,
            Some(Some(995_000)),
        ),
        (
            "at its end, historical: its progress",
            &[done],
            AtEnd::Hold,
            Resolve,
            Some(Some(700)),
        ),
        (
            "the least of them",
            &[busy, done],
            AtEnd::Hold,
            Resolve,
            Some(Some(500)),
        ),
        (
            "a partition without records holds nobody",
            &[done, untouched],
            AtEnd::Hold,
            Resolve,
            Some(Some(700)),
        ),
        (
            "only such partitions: nothing is said",
            &[untouched],
            AtEnd::Wall,
            Resolve,
            None,
        ),
        (
            "a lane that settled nothing holds",
            &[done, unread],
            AtEnd::Hold,
            Resolve,
            Some(None),
        ),
        (
            "all records expired unread: wall",
            &[emptied],
            AtEnd::Wall,
            Resolve,
            Some(Some(995_000)),
        ),
        (
            "resolve holds assess, read to the end or not",
            &[done, resolve],
            AtEnd::Wall,
            Assess,
            Some(Some(300)),
        ),
        (
            "an unused resolve holds nobody",
            &[done, resolve_new],
            AtEnd::Hold,
            Assess,
            Some(Some(700)),
        ),
        (
            "its first record makes it hold",
            &[done, resolve_first],
            AtEnd::Hold,
            Assess,
            Some(None),
        ),
        (
            "resolve does not write to cases",
            &[done, resolve, assess],
            AtEnd::Hold,
            Cases,
            Some(Some(200)),
        ),
    ];
    for (what, lanes, at_end, stage, expected) in table {
        assert_eq!(time_of(lanes, at_end, stage), expected, "{what}");
    }
}

#[test]
fn the_holder_is_named_and_a_lane_left_out_holds_nobody() {
    let slow = lane(StageName::Intake, 0);
    let fast = lane(StageName::Intake, 1);
    let lanes = BTreeMap::from([(slow, at(5, 500, 9)), (fast, at(5, 900, 9))]);
    let with = |left_out: &BTreeSet<StageLane>| {
        let found = times(&lanes, left_out, WALL, AtEnd::Hold);
        found[&StageName::Resolve]
    };
    let held = with(&BTreeSet::new());
    assert_eq!((held.time, held.held_by), (Some(Time(500)), Some(slow)));
    let held = with(&BTreeSet::from([slow]));
    assert_eq!((held.time, held.held_by), (Some(Time(900)), Some(fast)));
}

#[test]
fn a_stuck_lane_is_left_out_and_let_in_when_it_moves() {
    let stuck = lane(StageName::Intake, 0);
    let idle = lane(StageName::Intake, 1);
    let second = Duration::from_secs;
    let mut patience = Patience::new(second(120));
    let mut look = |stuck_next: i64, now: u64| {
        let lanes = BTreeMap::from([(stuck, at(stuck_next, 1, 9)), (idle, at(9, 1, 9))]);
        let changes = patience.look(&lanes, second(now));
        (changes, patience.left_out().contains(&stuck))
    };
    assert_eq!(look(5, 0), (vec![], false));
    assert_eq!(look(5, 119), (vec![], false));
    assert_eq!(look(5, 120), (vec![Change::LeftOut(stuck)], true));
    assert_eq!(look(5, 300), (vec![], true), "said once");
    assert_eq!(look(6, 301), (vec![Change::LetIn(stuck)], false));
    assert_eq!(look(6, 420), (vec![], false), "its patience starts anew");
    assert_eq!(look(6, 421), (vec![Change::LeftOut(stuck)], true));
    assert_eq!(look(9, 422), (vec![Change::LetIn(stuck)], false));
}
