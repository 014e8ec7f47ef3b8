//! Clocks: each promise is kept, missed or paused by itself, by the hours of its calendar.

use std::collections::BTreeMap as Map;

use super::*;
use crate::domain::calendar::{Calendar, Calendars, DayHours, Opening, Weekly, Zone};
use crate::domain::clock::{ClockKind, ItemClock};
use ClockKind::{FirstResponse, NextResponse, Resolution};
use FeedbackAction::{Answer, Claim, Reopen, Resolve, Wait};

const RULES: &str = "\
version: 1
queues: [front, crisis]
routes:
  - id: danger
    when: { cues: { has: safety } }
    send: { queue: crisis, first_response: 15m, next_response: 30m, resolution: 4h, priority: 900 }
otherwise:
  send: { queue: front, first_response: 1h, next_response: 2h, resolution: 8h, priority: 100 }
";

fn desk() -> Desk {
    with(RULES, Calendars::default())
}

fn with(rules: &str, calendars: Calendars) -> Desk {
    let rules = RuleSet::compile_with("clocks.yaml", rules, &calendars).unwrap();
    let params = CaseParams {
        calendars,
        ..CaseParams::default()
    };
    let mut desk = Desk::new();
    desk.stage = Cases::new(Wire::locked(), Arc::new(rules), params);
    desk
}

fn of(desk: &Desk, kind: ClockKind) -> Option<ItemClock> {
    let item = desk.item("ana");
    item.clocks.iter().find(|clock| clock.clock == kind).cloned()
}

fn stands(desk: &Desk, kind: ClockKind) -> Option<(ClockState, i64)> {
    let clock = of(desk, kind)?;
    let from = NOON.plus(Span::seconds(2));
    Some((
        clock.state,
        clock.due_at.map_or(-1, |due| due.since(from).0 / 60_000),
    ))
}

#[test]
fn what_the_customer_writes_after_an_answer_starts_a_clock_of_its_own() {
    let mut desk = desk();
    let _ = desk.post(&complaint("ana", "p1", 0));
    assert_eq!(stands(&desk, FirstResponse), Some((ClockState::Running, 60)));
    assert_eq!(stands(&desk, NextResponse), None);
    let _ = desk.post(&answer("ana", "a1", "p1", 10));
    assert_eq!(stands(&desk, FirstResponse), Some((ClockState::Met, 60)));
    let _ = desk.post(&complaint("ana", "p2", 30));
    let _ = desk.post(&complaint("ana", "p3", 40));
    assert_eq!(stands(&desk, NextResponse), Some((ClockState::Running, 30 + 120)));
    let _ = desk.tick(minute(30 + 91));
    assert_eq!(stands(&desk, NextResponse), Some((ClockState::AtRisk, 150)));
    let _ = desk.tick(minute(30 + 121));
    assert_eq!(stands(&desk, NextResponse), Some((ClockState::Breached, 150)));
    let _ = desk.post(&answer("ana", "a2", "p3", 160));
    assert_eq!(stands(&desk, NextResponse), Some((ClockState::Missed, 150)));
    let _ = desk.post(&complaint("ana", "p4", 200));
    assert_eq!(
        stands(&desk, NextResponse),
        Some((ClockState::Running, 320)),
        "a run of its own"
    );
    let _ = desk.say(&word(item_id("ana", 1), Answer, 210));
    assert_eq!(stands(&desk, NextResponse), Some((ClockState::Met, 320)));
    assert_eq!(
        stands(&desk, FirstResponse),
        Some((ClockState::Met, 60)),
        "and the first stays as it was"
    );
}

#[test]
fn waiting_for_the_customer_moves_what_is_due_and_a_resolved_item_does_not_run() {
    let mut desk = desk();
    let id = item_id("ana", 1);
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.say(&word(id, Claim, 1));
    let _ = desk.say(&word(id, Answer, 2));
    let at = |n: i64| minute(n).plus(Span::seconds(2));
    let wait = WorkItemFeedback {
        done_at: at(60),
        ..word(id, Wait, 60)
    };
    let _ = desk.say(&wait);
    assert_eq!(stands(&desk, Resolution), Some((ClockState::Paused, -1)));
    assert_eq!(of(&desk, Resolution).unwrap().paused_at, Some(at(60)));
    let before = desk.items().len();
    let _ = desk.tick(minute(2_000));
    assert_eq!(
        desk.items().len(),
        before,
        "nothing is at risk while it is paused"
    );
    let _ = desk.post(&complaint("ana", "p2", 2_060));
    assert_eq!(
        stands(&desk, Resolution),
        Some((ClockState::Running, 480 + 2_000))
    );
    let resolve = WorkItemFeedback {
        done_at: at(2_100),
        ..word(id, Resolve, 2_100)
    };
    let _ = desk.say(&resolve);
    assert_eq!(stands(&desk, Resolution), Some((ClockState::Met, 2_480)));
    let reopen = WorkItemFeedback {
        done_at: at(2_200),
        ..word(id, Reopen, 2_200)
    };
    let _ = desk.say(&reopen);
    assert_eq!(stands(&desk, Resolution), Some((ClockState::Running, 2_580)));
}

#[test]
fn a_promise_only_shrinks_whatever_comes_first() {
    let calm = complaint("ana", "p1", 0);
    let danger = complaint("ana", "p2", 1).says(Cue::Safety, -0.9);
    let mut found = Vec::new();
    for posts in [[calm.clone(), danger.clone()], [danger.clone(), calm.clone()]] {
        let mut desk = desk();
        for post in &posts {
            let _ = desk.post(post);
        }
        // The dangerous words go: what was promised for them stays.
        let _ = desk.post(&danger.clone().deleted(5));
        assert_eq!(desk.item("ana").queue, "front");
        let due = of(&desk, FirstResponse).unwrap();
        found.push((due.due_at, due.promised_ms, due.rule, stands(&desk, Resolution)));
    }
    assert_eq!(found[0], found[1]);
    assert_eq!((found[0].1, found[0].2.as_str()), (Span::minutes(15), "danger"));
}

#[test]
fn a_calendar_counts_its_hours_alone() {
    let noon_to_one = |_| DayHours::new(vec![Opening::parse("12:00-13:00").unwrap()]).unwrap();
    let weekly = Weekly::new(
        Zone::named("UTC").unwrap(),
        std::array::from_fn(noon_to_one),
        Map::new(),
    );
    let named = Map::from([("noon".to_owned(), Calendar::Weekly(Arc::new(weekly.unwrap())))]);
    let rules = RULES.replace("queue: front,", "queue: front, calendar: noon,");
    let mut desk = with(&rules, Calendars::new(named));
    let _ = desk.post(&complaint("ana", "p1", 0));
    let clock = of(&desk, Resolution).unwrap();
    assert_eq!(clock.calendar.as_deref(), Some("noon"));
    // Eight hours at an hour a day.
    let day = 24 * 60 * 60_000;
    let due = clock.due_at.unwrap();
    assert!((7 * day..9 * day).contains(&due.since(NOON).0), "{due:?}");
    assert_eq!(
        due.0.rem_euclid(day),
        13 * 3_600_000,
        "as the eighth hour closes: {due:?}"
    );
}

#[test]
fn each_clock_is_at_risk_once_and_breached_once_however_ticks_fall() {
    for ticks in [vec![3_000], (0..300).map(|n| n * 10).collect::<Vec<i64>>()] {
        let mut desk = desk();
        let _ = desk.post(&complaint("ana", "p1", 0));
        for at in ticks {
            let _ = desk.tick(minute(at));
        }
        let told: Vec<Vec<(ClockKind, ClockState)>> = desk
            .items()
            .iter()
            .map(|item| item.clocks.iter().map(|c| (c.clock, c.state)).collect())
            .collect();
        let both = |first, whole| vec![(FirstResponse, first), (Resolution, whole)];
        let wanted = [
            both(ClockState::Running, ClockState::Running),
            both(ClockState::AtRisk, ClockState::Running),
            both(ClockState::Breached, ClockState::Running),
            both(ClockState::Breached, ClockState::AtRisk),
            both(ClockState::Breached, ClockState::Breached),
        ];
        assert_eq!(told, wanted);
    }
}
