//! How words and items end.

use super::*;
use crate::domain::alert::AlertAction;
use crate::domain::ids::AlertKey;

const DAY: i64 = 24 * 60;

fn after(days: i64) -> Time {
    minute(days * DAY + 1)
}

fn forgotten(desk: &Desk) -> Vec<(Topic, String)> {
    let gone = desk.published.iter().filter_map(|p| {
        if let Published::Forgotten(topic, key) = p {
            Some((*topic, key.clone()))
        } else {
            None
        }
    });
    gone.collect()
}

#[test]
fn words_go_when_their_post_can_no_longer_be_deleted_however_active_the_customer_is() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    for week in 1..5 {
        let _ = desk.post(&complaint("ana", &format!("p{}", week + 1), week * 6 * DAY));
    }
    let texts = |desk: &Desk| -> Vec<bool> {
        let item = desk.last()[&item_id("ana", 1)].clone();
        item.posts
            .iter()
            .map(|post| post.text.is_some() && post.native_id.is_some())
            .collect()
    };
    let _ = desk.tick(minute(30 * DAY));
    assert_eq!(texts(&desk), [true; 5], "a moment before");
    let _ = desk.tick(after(30));
    assert_eq!(texts(&desk), [false, true, true, true, true]);
    let last = desk.item("ana").clone();
    assert_eq!(
        (last.change, last.work_state),
        (ItemChange::WordsExpired, WorkState::New)
    );
    // The network brings the words again with an edit: they are not taken.
    let _ = desk.post(&complaint("ana", "p1", 0).set(|e| {
        e.action = Action::Edit;
        e.revision = 1;
        e.ingested_at = after(30);
    }));
    assert_eq!(texts(&desk), [false, true, true, true, true]);
    let _ = desk.tick(after(31));
    assert_eq!(texts(&desk), [false, true, true, true, true]);
    let _ = desk.tick(after(55));
    assert_eq!(texts(&desk), [false; 5]);
}

#[test]
fn an_item_of_a_forgotten_customer_gets_a_last_version_and_then_a_tombstone() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0).says(Cue::Safety, -0.9));
    let _ = desk.tick(after(30));
    let last = desk.item("ana").clone();
    assert_eq!(
        (last.change, last.work_state, last.state_reason.as_deref()),
        (ItemChange::Expired, WorkState::Closed, Some("expired"))
    );
    assert!(!last.reply.allowed && last.posts.is_empty() && last.conversation_keys.is_empty());
    assert!(
        desk.items()
            .iter()
            .all(|item| item.change != ItemChange::WordsExpired),
        "one last version"
    );
    let alert = desk.alerts().last().copied().cloned().unwrap();
    assert_eq!(alert.action, AlertAction::Resolve);
    assert!(alert.posts.is_empty() && alert.conversation.is_none());
    assert_eq!(forgotten(&desk), []);
    // A deletion finds nothing left to remove, a word of the contact centre no item.
    let before = desk.published.len();
    let _ = desk.post(&complaint("ana", "p1", 0).deleted(32 * DAY));
    let _ = desk.say(&word(item_id("ana", 1), FeedbackAction::Close, 33 * DAY));
    assert_eq!(desk.published.len(), before);
    let mut restored = desk.restored(&mut Vec::new());
    for desk in [&mut desk, &mut restored] {
        let _ = desk.tick(after(36));
        assert_eq!(forgotten(desk), []);
        let _ = desk.tick(after(37));
        let keys = [
            (Topic::WorkItems, item_id("ana", 1).to_string()),
            (
                Topic::Alerts,
                AlertKey::derive("danger", &item_id("ana", 1).to_string()).to_string(),
            ),
        ];
        assert_eq!(forgotten(desk), keys);
        let _ = desk.tick(after(90));
        assert_eq!(forgotten(desk).len(), 2, "once");
        let _ = desk.post(&complaint("ana", "p2", 91 * DAY));
        assert!(desk.last_of_all().any(|item| item.item_id == item_id("ana", 2)));
    }
}

#[test]
fn the_oldest_of_six_cases_ends_aloud() {
    let mut desk = Desk::new();
    for n in 0..6 {
        let _ = desk.post(&complaint("ana", &format!("p{n}"), n * 8 * DAY).says(Cue::Safety, -0.9));
    }
    let last = desk.last();
    assert_eq!(last.len(), 6);
    let states: Vec<WorkState> = last.values().map(|item| item.work_state).collect();
    assert_eq!(states[0], WorkState::Closed);
    assert!(
        states[1..].iter().all(|status| *status == WorkState::New),
        "{states:?}"
    );
    let mut of_first = desk
        .alerts()
        .into_iter()
        .filter(|alert| alert.item_id == Some(item_id("ana", 1)))
        .map(|alert| alert.action);
    assert_eq!(of_first.next_back(), Some(AlertAction::Resolve));
    let _ = desk.tick(after(40 + 8));
    assert!(forgotten(&desk).contains(&(Topic::WorkItems, item_id("ana", 1).to_string())));
}

#[test]
fn so_many_items_wait_for_their_tombstones_and_no_more() {
    let mut desk = Desk::new();
    let n = i64::try_from(super::super::leaving::LEAVING).unwrap() + 10;
    for n in 0..n {
        let _ = desk.post(&complaint("ana", &format!("p{n}"), n * 10));
        let number = u32::try_from(n).unwrap() + 1;
        let _ = desk.say(&word(item_id("ana", number), FeedbackAction::Close, n * 10 + 5));
    }
    let row = desk.state.customers.get(&customer("ana")).unwrap();
    assert_eq!(row.leaving.len(), super::super::leaving::LEAVING);
    assert_eq!(forgotten(&desk).len(), 5, "those beyond have theirs at once");
}

#[test]
fn words_of_a_post_that_only_came_back_go_too() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0).deleted(1));
    let _ = desk.post(&complaint("ana", "p1", 0).toggled(Action::Restore, 2));
    for week in 1..5 {
        let _ = desk.post(&complaint("ana", &format!("q{week}"), week * 6 * DAY));
    }
    let words = |desk: &Desk| {
        let row = desk.state.customers.get(&customer("ana")).unwrap();
        row.post(&post_key("p1")).is_some_and(|post| post.text.is_some())
    };
    assert!(words(&desk));
    let _ = desk.tick(after(31));
    assert!(!words(&desk));
}

#[test]
fn alerts_of_an_expired_item_get_tombstones_whatever_ends_first() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0).says(Cue::Safety, -0.9));
    let _ = desk.tick(after(30));
    let fewer = include_str!("rules.yaml").replace("id: danger\n    levels", "id: peril\n    levels");
    let rules = RuleSet::compile("rules.yaml", &fewer).unwrap();
    desk.stage = Cases::new(Wire::locked(), Arc::new(rules), CaseParams::default());
    let _ = desk.feed(&super::erasure::erasure("one", Some("ana"), &[]), after(31));
    let of = |rule: &str| {
        let key = AlertKey::derive(rule, &item_id("ana", 1).to_string()).to_string();
        forgotten(&desk)
            .iter()
            .filter(|gone| **gone == (Topic::Alerts, key.clone()))
            .count()
    };
    assert_eq!((of("danger"), of("many")), (1, 1));
}
