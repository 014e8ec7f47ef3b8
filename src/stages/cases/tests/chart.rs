//! The contact centre's word: the state chart, measures, affinity.

use super::*;
use crate::domain::alert::AlertAction;
use crate::domain::fate::{Ignored, RejectReason};
use crate::domain::item::Status;
use crate::domain::measure::MeasureKind;
use FeedbackKind::{Answer, Claim, Close, Release};

/// An item of ana's that stands here.
fn standing(status: Status) -> Desk {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let words: &[FeedbackKind] = match status {
        Status::Unknown | Status::Open | Status::Retracted => &[],
        Status::Claimed => &[Claim],
        Status::Answered => &[Answer],
        Status::Closed => &[Close],
        Status::Expired => unreachable!("it is in no row"),
    };
    for kind in words {
        let _ = desk.say(&word(item_id("ana", 1), *kind, 10));
    }
    if status == Status::Retracted {
        let _ = desk.post(&complaint("ana", "p1", 0).deleted(10));
    }
    assert_eq!(desk.item("ana").status, status);
    desk
}

#[test]
fn the_chart_holds() {
    let illegal = None;
    let table = [
        (Status::Open, Claim, Some(Status::Claimed)),
        (Status::Open, Release, Some(Status::Open)),
        (Status::Open, Answer, Some(Status::Answered)),
        (Status::Open, Close, Some(Status::Closed)),
        (Status::Claimed, Claim, Some(Status::Claimed)),
        (Status::Claimed, Release, Some(Status::Open)),
        (Status::Claimed, Answer, Some(Status::Answered)),
        (Status::Claimed, Close, Some(Status::Closed)),
        (Status::Answered, Claim, Some(Status::Answered)),
        (Status::Answered, Release, Some(Status::Answered)),
        (Status::Answered, Answer, Some(Status::Answered)),
        (Status::Answered, Close, Some(Status::Closed)),
        (Status::Closed, Claim, illegal),
        (Status::Closed, Release, illegal),
        (Status::Closed, Answer, illegal),
        (Status::Closed, Close, Some(Status::Closed)),
        (Status::Retracted, Claim, illegal),
        (Status::Retracted, Release, Some(Status::Retracted)),
        (Status::Retracted, Answer, illegal),
        (Status::Retracted, Close, Some(Status::Retracted)),
    ];
    for (from, kind, to) in table {
        let mut desk = standing(from);
        let fate = desk.say(&word(item_id("ana", 1), kind, 20));
        let refused = fate.refused().map(|r| r.reason);
        assert_eq!(
            refused,
            to.is_none().then_some(RejectReason::IllegalTransition),
            "{kind:?} of {from:?}"
        );
        assert_eq!(
            desk.item("ana").status,
            to.unwrap_or(from),
            "{kind:?} of {from:?}"
        );
    }
}

#[test]
fn claims_and_closing_are_measured_once() {
    let mut desk = standing(Status::Open);
    let id = item_id("ana", 1);
    let _ = desk.say(&word(id, Claim, 5));
    assert_eq!(desk.item("ana").agent.as_deref(), Some("agent-7"));
    assert_eq!(desk.say(&word(id, Claim, 5)), Fate::Duplicate);
    let _ = desk.say(&word(id, Release, 6));
    assert_eq!(desk.item("ana").agent, None);
    let _ = desk.say(&word(id, Claim, 7));
    let _ = desk.say(&word(id, Close, 9));
    assert_eq!(desk.say(&word(id, Close, 9)), Fate::Ignored(Ignored::NothingToDo));
    let kinds: Vec<(MeasureKind, i64)> = desk.measures().iter().map(|m| (m.kind, m.value_ms.0)).collect();
    assert_eq!(
        kinds,
        [(MeasureKind::Claimed, 298_000), (MeasureKind::Closed, 538_000)]
    );
}

#[test]
fn a_word_on_a_case_that_is_not_there_does_nothing() {
    let mut desk = standing(Status::Open);
    for id in [item_id("ana", 2), item_id("ben", 1)] {
        assert_eq!(desk.say(&word(id, Claim, 5)), Fate::Ignored(Ignored::NothingToDo));
    }
}

#[test]
fn after_closing_the_next_post_opens_another_case_for_the_agent_who_knows_the_customer() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0).says(Cue::Safety, -0.9));
    let _ = desk.say(&word(item_id("ana", 1), Close, 10));
    assert_eq!(desk.alerts().last().unwrap().action, AlertAction::Resolve);
    let _ = desk.post(&complaint("ana", "p2", 20));
    let last = desk.last();
    assert_eq!(last[&item_id("ana", 1)].status, Status::Closed);
    let second = last[&item_id("ana", 2)];
    assert_eq!(
        (second.status, second.preferred_agent.as_deref()),
        (Status::Open, Some("agent-7"))
    );
}

#[test]
fn a_post_that_nobody_saw_when_closing_opens_another_case() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.post(&complaint("ana", "p2", 20));
    let _ = desk.say(&word(item_id("ana", 1), Close, 10));
    let last = desk.last();
    assert_eq!(last[&item_id("ana", 1)].posts.len(), 1);
    assert_eq!(last[&item_id("ana", 2)].posts[0].post_key, post_key("p2"));
}

#[test]
fn the_preferred_agent_is_forgotten_after_ninety_days() {
    let mut desk = standing(Status::Closed);
    let day = 24 * 60;
    let _ = desk.tick(minute(100 * day));
    let _ = desk.post(&complaint("ana", "p2", 100 * day));
    let last = desk.last();
    assert_eq!(last[&item_id("ana", 2)].preferred_agent, None);
}
