//! What time does: only ticks are time, and each moment fires once.

use super::*;
use crate::domain::alert::AlertAction;

fn levels(desk: &Desk) -> Vec<Option<ClockState>> {
    let by_time = desk.items().into_iter().filter(|i| i.change == ItemChange::Clock);
    by_time.map(clock).collect()
}

#[test]
fn at_risk_and_breached_fire_once_each_however_ticks_fall() {
    let (risky, due) = (
        minute(45).plus(Span::seconds(2)),
        minute(60).plus(Span::seconds(2)),
    );
    let before = |t: Time| t.minus(Span(1));
    for ticks in [
        vec![before(risky), risky, risky, before(due), due, minute(500)],
        vec![minute(900), minute(2)],
    ] {
        let mut desk = Desk::new();
        let _ = desk.post(&complaint("ana", "p1", 0));
        for tick in ticks {
            let _ = desk.tick(tick);
        }
        assert_eq!(
            levels(&desk),
            [Some(ClockState::AtRisk), Some(ClockState::Breached)]
        );
        let moments: Vec<Time> = desk.items().iter().skip(1).map(|i| i.version_at).collect();
        assert_eq!(moments, [risky, due]);
    }
}

#[test]
fn nothing_fires_before_its_moment_and_records_are_not_time() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.post(&complaint("ana", "p2", 90));
    let _ = desk.tick(minute(44));
    assert_eq!(levels(&desk), []);
}

#[test]
fn an_answer_and_a_close_stop_the_clock() {
    let mut desk = Desk::new();
    for who in ["ana", "ben", "cem", "dan"] {
        let _ = desk.post(&complaint(who, &format!("p-{who}"), 0));
    }
    let _ = desk.post(&answer("ana", "a1", "p-ana", 5));
    let _ = desk.say(&word(item_id("ben", 1), FeedbackAction::Answer, 6));
    let _ = desk.say(&word(item_id("cem", 1), FeedbackAction::Close, 7));
    let _ = desk.post(&complaint("dan", "p-dan", 0).deleted(8));
    let _ = desk.tick(minute(600));
    assert_eq!(levels(&desk), []);
    assert_eq!(clock(desk.item("ana")), Some(ClockState::Met));
}

#[test]
fn an_answer_after_the_deadline_is_missed() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.tick(minute(61));
    let _ = desk.post(&answer("ana", "a1", "p1", 62));
    assert_eq!(clock(desk.item("ana")), Some(ClockState::Missed));
    assert_eq!(desk.item("ana").answer_state, AnswerState::AnsweredPublic);
}

#[test]
fn a_forgotten_customer_keeps_the_number_of_the_last_case() {
    let mut desk = Desk::new();
    let month = 30 * 24 * 60;
    let _ = desk.post(&complaint("ana", "p1", 0).says(Cue::Safety, -0.9));
    let _ = desk.post(&complaint("ben", "p2", 0).chatter());
    let _ = desk.tick(minute(month + 1));
    assert_eq!(desk.alerts().last().unwrap().action, AlertAction::Resolve);
    desk.state.merge(1);
    assert_eq!(desk.state.rows(), 1, "of ben nothing is kept");
    let _ = desk.post(&complaint("ana", "p3", month + 5));
    assert!(desk.last().contains_key(&item_id("ana", 2)));
}

#[test]
fn time_never_goes_back() {
    let mut desk = Desk::new();
    let _ = desk.tick(minute(5));
    let _ = desk.tick(minute(3));
    assert_eq!(desk.stage.time(&desk.state), minute(5));
}
