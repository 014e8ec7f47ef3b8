//! Posts that go out of sight, and come back.

use super::*;
use crate::domain::alert::AlertAction;

use Action::{Delete, Hide, Restore, Unhide};

fn danger() -> Post {
    complaint("ana", "p1", 0).says(Cue::Safety, -0.9)
}

/// Ana complains in danger of her life, and an agent takes her case.
fn claimed() -> Desk {
    let mut desk = Desk::new();
    let _ = desk.post(&danger());
    let _ = desk.say(&word(item_id("ana", 1), FeedbackAction::Claim, 1));
    desk
}

fn words(desk: &Desk) -> Option<&str> {
    desk.item("ana").posts.first().and_then(|p| p.text.as_deref())
}

#[test]
fn a_hidden_post_takes_its_item_along_and_brings_it_back_as_it_was() {
    let mut desk = claimed();
    let before = desk.item("ana").clone();
    assert_eq!(
        desk.post(&danger().toggled(Hide, 5)),
        Fate::Emitted(2),
        "an item and an alert"
    );
    let item = desk.item("ana");
    assert_eq!(
        (
            item.work_state,
            item.change,
            item.posts.len(),
            &item.customer.handle
        ),
        (WorkState::Retracted, ItemChange::PostRemoved, 0, &None)
    );
    assert_eq!(desk.alerts().last().unwrap().action, AlertAction::Resolve);
    assert_eq!(desk.post(&danger().toggled(Unhide, 8)), Fate::Emitted(2));
    let after = desk.item("ana").clone();
    let expected = WorkItem {
        version: before.version + 2,
        content_version: before.content_version + 2,
        changed: after.changed.clone(),
        change: ItemChange::PostAdded,
        version_at: after.version_at,
        ..before
    };
    assert_eq!(after, expected);
    assert_eq!(words(&desk), Some("words of p1"));
    let again = desk.alerts().pop().unwrap();
    assert_eq!((again.action, again.version), (AlertAction::Trigger, 3));
}

#[test]
fn the_same_news_again_publishes_nothing() {
    let mut desk = claimed();
    for (action, at) in [(Hide, 5), (Unhide, 8)] {
        let _ = desk.post(&danger().toggled(action, at));
    }
    desk.published.clear();
    for (action, at) in [(Hide, 5), (Unhide, 8), (Hide, 5)] {
        assert_eq!(desk.post(&danger().toggled(action, at)), Fate::Duplicate);
    }
    assert_eq!(desk.post(&danger().toggled(Hide, 7)), Fate::Absorbed);
    assert!(desk.published.is_empty());
}

#[test]
fn a_deleted_post_comes_back_without_words_until_it_is_sent_again() {
    let mut desk = claimed();
    let _ = desk.post(&danger().toggled(Delete, 5));
    let back = danger().toggled(Restore, 8);
    let mut bare = back.record();
    let mut named: SocialEvent = Wire::locked().decode(bare.event.as_ref().unwrap()).unwrap();
    named.text = None;
    let mut framed = Vec::new();
    Wire::locked().encode(&named, &mut framed).unwrap();
    bare.event = Some(framed);
    assert_eq!(desk.feed(&bare, minute(8)), Fate::Emitted(2));
    let item = desk.item("ana");
    assert_eq!((item.work_state, item.posts.len()), (WorkState::Claimed, 1));
    assert!(item.posts[0].native_id.is_some(), "it can be replied to");
    assert_eq!(words(&desk), None);
    assert_eq!(desk.post(&danger()), Fate::Emitted(1));
    assert_eq!(words(&desk), Some("words of p1"));
    assert_eq!(desk.post(&danger()), Fate::Duplicate);
}

#[test]
fn a_return_that_holds_the_words_brings_them_back_at_once() {
    let mut desk = claimed();
    let _ = desk.post(&danger().toggled(Delete, 5));
    let _ = desk.post(&danger().toggled(Restore, 8));
    assert_eq!(words(&desk), Some("words of p1"));
}

#[test]
fn a_post_that_was_hidden_before_it_came_opens_its_item_when_it_is_shown() {
    let mut desk = Desk::new();
    let hidden = danger().set(|e| e.presence = Presence::of(Hide, minute(1)));
    let _ = desk.post(&hidden);
    assert_eq!(desk.item("ana").work_state, WorkState::Retracted);
    let _ = desk.post(&danger().toggled(Unhide, 3));
    let item = desk.item("ana");
    assert_eq!((item.work_state, item.version), (WorkState::New, 2));
    assert!(due(item).is_some());
    assert_eq!(words(&desk), Some("words of p1"));
}

#[test]
fn a_joiner_that_is_hidden_is_not_counted_until_it_is_shown() {
    let mut desk = claimed();
    let joiner = complaint("ben", "o1", 2).told_to("ana", Role::Joiner, "p1");
    let _ = desk.post(&joiner);
    let mut joiners = vec![desk.item("ana").joiners_total];
    for (action, at) in [(Hide, 5), (Unhide, 6), (Delete, 7), (Restore, 8)] {
        let _ = desk.post(&joiner.clone().toggled(action, at));
        joiners.push(desk.item("ana").joiners_total);
    }
    assert_eq!(joiners, [1, 0, 1, 0, 1]);
}

#[test]
fn what_is_erased_does_not_come_back() {
    let mut desk = claimed();
    let _ = desk.post(&complaint("ana", "p2", 3));
    let _ = desk.feed(&erasure::erasure("one", None, &["p1"]), minute(30));
    desk.published.clear();
    let fate = desk.post(&danger().toggled(Unhide, 40));
    assert_eq!(fate, Fate::Ignored(crate::domain::fate::Ignored::Erased));
    assert!(desk.published.is_empty());
}

#[test]
fn presence_survives_a_restart() {
    let (mut desk, mut log) = (claimed(), Vec::new());
    let _ = desk.post(&danger().toggled(Hide, 5));
    let mut restored = desk.restored(&mut log);
    let _ = restored.post(&danger().toggled(Unhide, 8));
    assert_eq!(restored.items().last().unwrap().work_state, WorkState::Claimed);
    assert_eq!(
        restored.items().last().unwrap().posts[0].text.as_deref(),
        Some("words of p1")
    );
}
