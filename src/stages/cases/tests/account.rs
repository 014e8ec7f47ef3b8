//! Accounts that the network shows no more, and again.

use proptest::prelude::*;

use super::*;
use crate::domain::alert::AlertAction;
use crate::domain::fate::Ignored;

use AccountState::{Erased, Restored, Suppressed};

/// Ana complains in danger of her life, and an agent takes her case.
fn claimed() -> Desk {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0).says(Cue::Safety, -0.9));
    let _ = desk.say(&word(item_id("ana", 1), FeedbackAction::Claim, 1));
    desk
}

#[test]
fn a_suppressed_account_retracts_the_item_and_resolves_its_alerts() {
    let mut desk = claimed();
    assert_eq!(
        desk.feed(&account("ana", Suppressed, 5), minute(6)),
        Fate::Emitted(2)
    );
    let item = desk.item("ana");
    assert_eq!(
        (item.work_state, item.change),
        (WorkState::Retracted, ItemChange::Account)
    );
    assert_eq!((item.posts.len(), item.conversation_keys.len()), (0, 0));
    assert_eq!(
        (item.customer.handle.as_deref(), item.reply.allowed),
        (None, false)
    );
    let over = desk.alerts().pop().unwrap();
    assert!(!over.summary.contains("lin"), "{}", over.summary);
    assert_eq!((over.action, over.posts.len()), (AlertAction::Resolve, 0));
    assert_eq!(over.changed, ["the network does not show the account"]);
    assert!(
        over.summary.contains("not shown by the network"),
        "{}",
        over.summary
    );
}

#[test]
fn a_restored_account_brings_everything_back_as_it_was() {
    for state in [Suppressed, Erased] {
        let mut desk = claimed();
        let before = desk.item("ana").clone();
        let _ = desk.feed(&account("ana", state, 5), minute(6));
        let _ = desk.feed(&account("ana", Restored, 8), minute(9));
        let after = desk.item("ana").clone();
        assert_eq!(
            (after.change, after.version_at, after.version),
            (ItemChange::Account, minute(9), before.version + 2)
        );
        let expected = WorkItem {
            change: after.change,
            version_at: after.version_at,
            version: after.version,
            content_version: before.content_version + 2,
            changed: after.changed.clone(),
            ..before
        };
        assert_eq!(after, expected);
        assert_eq!(after.posts[0].text.as_deref(), Some("words of p1"));
        let again = desk.alerts().pop().unwrap();
        assert_eq!((again.action, again.version), (AlertAction::Trigger, 3));
    }
}

#[test]
fn news_that_is_older_or_was_heard_before_changes_nothing() {
    let mut desk = claimed();
    let _ = desk.feed(&account("ana", Restored, 8), minute(9));
    desk.published.clear();
    for (state, at) in [(Suppressed, 5), (Restored, 8), (Erased, 7)] {
        assert_eq!(
            desk.feed(&account("ana", state, at), minute(10)),
            Fate::Duplicate,
            "{state:?}"
        );
    }
    assert!(desk.published.is_empty());
    let _ = desk.feed(&account("ana", Suppressed, 8), minute(10));
    assert_eq!(
        desk.item_now("ana"),
        WorkState::Retracted,
        "of one moment the state that shows least counts"
    );
}

#[test]
fn a_post_of_a_suppressed_account_is_published_without_words() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.feed(&account("ana", Suppressed, 5), minute(5)),
        Fate::Absorbed
    );
    let _ = desk.post(&complaint("ana", "p1", 6).says(Cue::Safety, -0.9));
    let thanks = complaint("ana", "p2", 7).says(Cue::Thanks, 0.9);
    let _ = desk.post(&thanks);
    let item = desk.item("ana");
    assert_eq!((item.work_state, item.posts.len()), (WorkState::Retracted, 0));
    let woken = desk
        .alerts()
        .iter()
        .any(|alert| alert.action == AlertAction::Trigger);
    assert!(!woken, "nobody is woken");
    assert!(desk.opportunities().is_empty());
    let _ = desk.feed(&account("ana", Restored, 9), minute(9));
    assert_eq!(desk.item("ana").posts[0].text.as_deref(), Some("words of p1"));
    assert_eq!(desk.opportunities().len(), 1);
}

#[test]
fn a_deadline_does_not_fire_while_the_account_is_not_shown() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    let _ = desk.feed(&account("ana", Suppressed, 5), minute(5));
    desk.published.clear();
    let _ = desk.tick(minute(90));
    assert!(desk.published.is_empty());
    let _ = desk.feed(&account("ana", Restored, 95), minute(95));
    let _ = desk.tick(minute(96));
    assert_eq!(
        clock(desk.items().last().unwrap()),
        Some(ClockState::Breached),
        "the customer has waited all the same"
    );
}

#[test]
fn an_erased_customer_stays_erased() {
    let mut desk = claimed();
    let _ = desk.feed(&erasure::erasure("one", Some("ana"), &["p1"]), minute(30));
    desk.published.clear();
    let fate = desk.feed(&account("ana", Restored, 40), minute(40));
    assert_eq!(fate, Fate::Ignored(Ignored::Erased));
    assert!(desk.published.is_empty());
}

#[test]
fn the_state_survives_a_restart() {
    let (mut desk, mut log) = (claimed(), Vec::new());
    let _ = desk.feed(&account("ana", Suppressed, 5), minute(6));
    let mut restored = desk.restored(&mut log);
    let _ = restored.feed(&account("ana", Restored, 8), minute(9));
    let item = restored.items().pop().unwrap();
    assert_eq!(
        (item.work_state, item.posts[0].text.as_deref()),
        (WorkState::Claimed, Some("words of p1"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_toggles_leaves_no_trace(
        told in prop::collection::vec((prop_oneof![Just(Suppressed), Just(Restored), Just(Erased)], 0..5i64), 1..9)
            .prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle())),
    ) {
        let end = |told: &[(AccountState, i64)]| {
            let mut desk = claimed();
            for (state, at) in told {
                let _ = desk.feed(&account("ana", *state, *at), minute(20));
            }
            (desk.item_now("ana"), desk.state.customers.get(&customer("ana")).unwrap().account)
        };
        let (first, second) = (end(&told.0), end(&told.1));
        prop_assert_eq!(first, second);
        let latest = told.0.iter().map(|(_, at)| *at).max().unwrap();
        let hidden = told.0.iter().any(|(state, at)| *at == latest && *state != Restored);
        prop_assert_eq!(first.0 == WorkState::Retracted, hidden);
    }
}
