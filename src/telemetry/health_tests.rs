//! Life and readiness after what was heard.

use super::*;
use crate::domain::topic::Source;
use crate::runtime::witness::Lag;

const LANE: LaneId = LaneId {
    source: Source::Events,
    partition: 3,
};
const STAGE: StageName = StageName::Assess;

fn running<'a>() -> Happening<'a> {
    Happening::Running {
        stage: STAGE,
        lane: LANE,
        next: Position::start_of(0),
        records: 0,
        rows: 0,
        took: Duration::ZERO,
    }
}

fn lag<'a>(records: i64) -> Happening<'a> {
    Happening::Lag {
        stage: STAGE,
        lane: LANE,
        lag: Lag {
            records,
            behind: None,
        },
        next: Position::start_of(0),
    }
}

#[test]
fn a_lane_that_reads_nothing_of_what_there_is_ends_life() {
    let (health, start) = (Health::default(), now());
    let at = |s| start + Duration::from_secs(s);
    health.heard_at(&running(), start);
    for s in (0..1000).step_by(10) {
        health.heard_at(&lag(0), at(s));
    }
    assert!(health.live_at(at(1000)).is_well(), "an idle lane is well");
    for s in (1000..1200).step_by(10) {
        health.heard_at(&lag(5), at(s));
    }
    let verdict = health.live_at(at(1200));
    assert!(!verdict.is_well());
    assert!(verdict.reasons[0].contains("outcry.events.v1-3"), "{verdict:?}");
}

#[test]
fn a_silent_lane_ends_life_and_a_restoring_one_is_not_ready() {
    let (health, start) = (Health::default(), now());
    health.heard_at(&running(), start);
    health.started();
    assert!(health.ready().is_well());
    assert!(!health.live_at(start + Duration::from_secs(61)).is_well());
    let restoring = Happening::Restoring {
        stage: STAGE,
        lane: LANE,
        records: 1,
        position: 1,
        target: 5,
        waits: None,
    };
    health.heard_at(&restoring, start);
    assert!(!health.ready().is_well());
    health.heard_at(
        &Happening::Released {
            stage: STAGE,
            lane: LANE,
        },
        start,
    );
    assert!(health.ready().is_well());
    health.draining();
    assert!(!health.ready().is_well());
}

fn stopped<'a>(partition: i32) -> Happening<'a> {
    Happening::Stopped {
        stage: STAGE,
        lane: LaneId { partition, ..LANE },
        reason: StopReason::Unwritable,
        next: Some(Position::start_of(7)),
        detail: "mend it",
    }
}

#[test]
fn a_stopped_lane_is_told_and_holds_nothing_up_unless_nothing_else_runs() {
    let health = Health::default();
    health.started();
    health.heard(&running());
    health.heard(&stopped(4));
    let verdict = health.ready();
    assert_eq!(verdict.status, Status::Ok);
    assert!(
        verdict.reasons[0].contains("v1-4") && verdict.reasons[0].contains("unwritable: mend it"),
        "{verdict:?}"
    );
    health.heard(&stopped(3));
    assert_eq!(health.ready().status, Status::NothingRuns);
    assert!(health.live().is_well(), "a restart mends nothing");
    let stops: Vec<_> = health.stopped().iter().map(|stop| stop.lane.partition).collect();
    assert_eq!(stops, [3, 4]);
    health.heard(&running());
    assert_eq!(health.ready().status, Status::Ok);
    assert_eq!(health.stopped().len(), 1);
}

#[test]
fn who_waits_is_not_ready_and_is_not_restarted() {
    let (health, start) = (Health::default(), now());
    let at = |s| start + Duration::from_secs(s);
    health.started();
    health.heard_at(&running(), start);
    health.heard_at(&lag(5), start);
    for s in (0..600).step_by(5) {
        let waits = Happening::Waits {
            stage: STAGE,
            shard: 0,
            detail: "no broker",
            tries: 2,
        };
        health.heard_at(&waits, at(s));
    }
    assert!(health.live_at(at(600)).is_well());
    let verdict = health.ready_at(at(600));
    assert_eq!(verdict.status, Status::Waiting);
    assert!(verdict.reasons[0].contains("no broker"), "{verdict:?}");
    let resumed = Happening::Resumed {
        stage: STAGE,
        shard: 0,
        tries: 2,
    };
    health.heard_at(&resumed, at(601));
    assert_eq!(health.ready_at(at(601)).status, Status::TimeStands);
    health.heard_at(&Happening::TimeKept, at(601));
    assert_eq!(health.ready_at(at(601)).status, Status::Ok);
}

#[test]
fn nobody_who_keeps_the_time_is_not_ready_and_no_reason_to_restart() {
    let (health, start) = (Health::default(), now());
    let later = |seconds| start + Duration::from_secs(seconds);
    health.started();
    health.heard_at(&running(), later(100));
    health.heard_at(&Happening::TimeKept, later(60));
    assert_eq!(health.ready_at(later(104)).status, Status::Ok);
    let trouble = Happening::Trouble {
        client: "clock",
        detail: "time cannot be told now: no rights",
    };
    health.heard_at(&trouble, later(104));
    let verdict = health.ready_at(later(106));
    assert_eq!(verdict.status, Status::TimeStands);
    for part in ["46 s", "no rights"] {
        assert!(verdict.reasons[0].contains(part), "{verdict:?}");
    }
    assert!(health.live_at(later(106)).is_well());
    health.heard_at(&Happening::TimeKept, later(107));
    assert_eq!(health.ready_at(later(108)).status, Status::Ok);
}

#[test]
fn a_lane_that_restores_and_waits_says_on_what() {
    let (health, start) = (Health::default(), now());
    health.started();
    let restoring = Happening::Restoring {
        stage: STAGE,
        lane: LANE,
        records: 1,
        position: 1,
        target: 5,
        waits: Some(("it waits for a transaction", Duration::from_secs(1))),
    };
    health.heard_at(&restoring, start);
    let verdict = health.ready_at(start);
    assert_eq!(verdict.status, Status::Starting);
    assert!(
        verdict.reasons[0].contains("waits for a transaction"),
        "{verdict:?}"
    );
    health.heard_at(&running(), start);
    assert!(health.ready_at(start).is_well());
}
