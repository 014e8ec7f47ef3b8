use super::*;
use crate::domain::presence::Presence;

/// Anna's post, Carl who has the same trouble, and one share.
fn outcry() -> Lane {
    let mut lane = Lane::new();
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    let _ = lane.event(&event("c", "a", "carl", 2, "same here"));
    let _ = lane.event(&share("s", "a", "x", 3));
    lane
}

/// Shares, replies and joiners at the next tick.
fn counted(lane: &mut Lane, at: i64) -> (i64, i64, i64) {
    let _ = lane.tick(at);
    let [shares, replies, joiners, ..] = lane.counts()[0];
    (shares, replies, joiners)
}

#[test]
fn a_hidden_post_is_told_as_gone_and_as_back_to_whoever_knows_it() {
    let mut lane = outcry();
    lane.told.clear();
    for (action, at) in [(Action::Hide, 5), (Action::Unhide, 6)] {
        assert_eq!(lane.event(&toggled(action, "c", "a", at)), Fate::Emitted(2));
    }
    let told: Vec<_> = lane
        .told
        .iter()
        .map(|t| (t.customer, t.role, t.action, t.presence.is_gone()))
        .collect();
    let (anna, carl) = (customer("anna"), customer("carl"));
    assert_eq!(
        told,
        [
            (anna, Role::Joiner, Action::Hide, true),
            (carl, Role::Owner, Action::Hide, true),
            (anna, Role::Joiner, Action::Unhide, false),
            (carl, Role::Owner, Action::Unhide, false),
        ]
    );
    let back = Presence {
        removed_at: Some(Time(5_000)),
        restored_at: Some(Time(6_000)),
    };
    assert_eq!(lane.told[3].presence, back);
    assert!(lane.told[2].event.is_none() && lane.told[3].event.is_some());
}

#[test]
fn counts_follow_once_however_often_the_news_comes() {
    let mut lane = outcry();
    assert_eq!(counted(&mut lane, 4), (1, 1, 1));
    for id in ["c", "s"] {
        let (hide, unhide) = (
            toggled(Action::Hide, id, "a", 5),
            toggled(Action::Unhide, id, "a", 6),
        );
        for news in [&hide, &hide, &unhide, &unhide, &hide] {
            let _ = lane.event(news);
        }
        assert_eq!(lane.event(&hide), Fate::Duplicate);
    }
    assert_eq!(counted(&mut lane, 7), (1, 1, 1));
    let _ = lane.event(&toggled(Action::Hide, "c", "a", 8));
    let _ = lane.event(&toggled(Action::Delete, "s", "a", 8));
    assert_eq!(counted(&mut lane, 9), (0, 0, 0));
    let _ = lane.event(&toggled(Action::Restore, "s", "a", 10));
    assert_eq!(counted(&mut lane, 11), (1, 0, 0));
}

#[test]
fn a_late_removal_that_was_taken_back_since_removes_nothing() {
    let mut lane = outcry();
    assert_eq!(lane.event(&toggled(Action::Unhide, "c", "a", 9)), Fate::Absorbed);
    assert_eq!(lane.event(&toggled(Action::Hide, "c", "a", 8)), Fate::Absorbed);
    assert_eq!(counted(&mut lane, 10), (1, 1, 1));
}

#[test]
fn a_post_that_was_hidden_before_it_came_keeps_its_words_and_a_deleted_one_does_not() {
    for (action, back, words) in [
        (Action::Hide, Action::Unhide, true),
        (Action::Delete, Action::Restore, false),
    ] {
        let mut lane = Lane::new();
        assert_eq!(lane.event(&toggled(action, "a", "a", 2)), Fate::Absorbed);
        let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
        assert_eq!(
            (lane.told[0].presence.is_gone(), lane.told[0].event.is_some()),
            (true, words)
        );
        let _ = lane.event(&toggled(back, "a", "a", 3));
        assert!(!lane.told[1].presence.is_gone());
    }
}

#[test]
fn a_deletion_takes_the_words_of_a_hidden_post_too() {
    let mut lane = outcry();
    let _ = lane.event(&toggled(Action::Hide, "a", "a", 5));
    lane.told.clear();
    assert_eq!(lane.event(&gone("a", "a", 4)), Fate::Emitted(1));
    assert_eq!(lane.told[0].action, Action::Delete);
    assert_eq!(counted(&mut lane, 6), (1, 1, 1));
}

#[test]
fn the_words_of_a_deleted_post_come_back_when_the_network_sends_it_again() {
    let mut lane = outcry();
    let first = event("a", "a", "anna", 1, "my bag is gone");
    let again = SocialEvent {
        ingested_at: Time(9_000),
        ..first.clone()
    };
    let _ = lane.event(&gone("a", "a", 5));
    assert_eq!(lane.event(&again), Fate::Ignored(Ignored::Deleted));
    let _ = lane.event(&toggled(Action::Restore, "a", "a", 6));
    lane.told.clear();
    assert_eq!(lane.event(&again), Fate::Emitted(1));
    assert!(lane.told[0].event.is_some() && !lane.told[0].presence.is_gone());
    assert_eq!(lane.event(&again), Fate::Duplicate);
    assert_eq!(lane.event(&gone("a", "a", 5)), Fate::Duplicate, "heard before");
}

#[test]
fn an_edit_of_a_hidden_post_is_not_lost() {
    let mut lane = outcry();
    let _ = lane.event(&toggled(Action::Hide, "a", "a", 5));
    lane.told.clear();
    let edit = SocialEvent {
        action: Action::Edit,
        revision: 1,
        ..event("a", "a", "anna", 6, "my bag is gone, edited")
    };
    assert_eq!(lane.event(&edit), Fate::Emitted(1));
    assert!(lane.told[0].presence.is_gone() && lane.told[0].event.is_some());
}

#[test]
fn a_reply_that_goes_and_comes_back_while_it_waits_is_counted_once() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("c", "a", "carl", 5, "same here"));
    for (action, at) in [(Action::Hide, 6), (Action::Unhide, 7)] {
        assert_eq!(lane.event(&toggled(action, "c", "a", at)), Fate::Absorbed);
    }
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    assert_eq!(counted(&mut lane, 8), (0, 1, 1));
}

#[test]
fn an_orphan_that_is_hidden_when_its_root_comes_joins_when_it_is_shown() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("c", "a", "carl", 5, "same here"));
    let _ = lane.tick(6);
    let _ = lane.event(&toggled(Action::Hide, "c", "a", 7));
    let _ = lane.event(&event("a", "a", "anna", 8, "my bag is gone"));
    assert_eq!(counted(&mut lane, 9), (0, 0, 0));
    let _ = lane.event(&toggled(Action::Unhide, "c", "a", 10));
    assert_eq!(counted(&mut lane, 11), (0, 1, 1));
    let known = lane.known();
    assert!(known.contains(&(customer("anna"), key("c"), Role::Joiner, false)));
    assert!(known.contains(&(customer("carl"), key("c"), Role::Owner, false)));
}

#[test]
fn an_edit_of_an_orphan_counts_no_second_reply() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("c", "a", "carl", 5, "same here"));
    let _ = lane.tick(6);
    let edit = SocialEvent {
        action: Action::Edit,
        revision: 1,
        ..event("c", "a", "carl", 8, "same here, edited")
    };
    assert_eq!(lane.event(&edit), Fate::Emitted(1));
    let _ = lane.event(&event("a", "a", "anna", 9, "my bag is gone"));
    assert_eq!(counted(&mut lane, 10), (0, 1, 1));
}

#[test]
fn a_deletion_is_told_to_whoever_an_edit_was_told_to() {
    let mut lane = outcry();
    let _ = lane.event(&event("b", "a", "bert", 4, "lovely weather"));
    let edit = SocialEvent {
        action: Action::Edit,
        revision: 1,
        ..event("b", "a", "bert", 5, "same here")
    };
    assert_eq!(lane.event(&edit), Fate::Emitted(2));
    assert_eq!(counted(&mut lane, 6), (1, 2, 2));
    assert_eq!(lane.event(&gone("b", "a", 7)), Fate::Emitted(2));
    assert_eq!(counted(&mut lane, 8), (1, 1, 1));
    let _ = lane.event(&toggled(Action::Restore, "b", "a", 9));
    assert_eq!(counted(&mut lane, 10), (1, 2, 2));
}
