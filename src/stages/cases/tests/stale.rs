//! Posts that were old when they came: they are cared for, and wake nobody.

use super::*;
use crate::domain::alert::AlertAction;

fn stale(post: Post) -> Post {
    post.set(|e| e.stale = true)
}

#[test]
fn a_post_of_ten_days_ago_opens_an_item_whose_clock_starts_now_and_pages_nobody() {
    let mut desk = Desk::new();
    let old = complaint("ana", "p1", 0).says(Cue::Safety, -0.9).set(|e| {
        e.stale = true;
        e.occurred_at = minute(-10 * 24 * 60);
    });
    let _ = desk.post(&old);
    let item = desk.item("ana").clone();
    assert_eq!(due(&item), Some(minute(15).plus(Span::seconds(2))));
    assert!(desk.alerts().is_empty());
    let _ = desk.tick(minute(20));
    assert_eq!(clock(desk.item("ana")), Some(ClockState::Breached));
}

#[test]
fn an_old_post_that_is_passed_on_now_pages_and_by_old_shares_alone_it_does_not() {
    for (fresh, wanted) in [(false, 0), (true, 1)] {
        let mut desk = Desk::new();
        let _ = desk.post(&stale(complaint("ana", "p1", 0)));
        let risk = Risk {
            fresh,
            ..spread(Level::High, 0.8)
        };
        let _ = desk.feed(&risk_changed("ana", "p1", risk), minute(3));
        assert_eq!(desk.alerts().len(), wanted, "{fresh}");
    }
}

#[test]
fn others_with_the_same_trouble_count_towards_a_page_when_they_are_fresh() {
    let mut desk = Desk::new();
    let _ = desk.post(&complaint("ana", "p1", 0));
    for (n, who) in ["ben", "cem"].into_iter().enumerate() {
        let joined = complaint(who, &format!("j{n}"), 2).told_to("ana", Role::Joiner, "p1");
        let _ = desk.post(&stale(joined));
    }
    assert!(desk.alerts().is_empty());
    assert_eq!(desk.item("ana").joiners_total, 2);
    for (n, who) in ["dan", "eva"].into_iter().enumerate() {
        let _ = desk.post(&complaint(who, &format!("k{n}"), 3).told_to("ana", Role::Joiner, "p1"));
    }
    assert_eq!(desk.alerts().len(), 1);
}

#[test]
fn a_post_that_is_told_again_and_fresh_is_fresh_in_either_order() {
    let post = complaint("ana", "p1", 0).says(Cue::Safety, -0.9);
    for all in [[stale(post.clone()), post.clone()], [post.clone(), stale(post)]] {
        let mut desk = Desk::new();
        for post in &all {
            let _ = desk.post(post);
        }
        let actions: Vec<AlertAction> = desk.alerts().iter().map(|alert| alert.action).collect();
        assert_eq!(actions, [AlertAction::Trigger]);
    }
}
