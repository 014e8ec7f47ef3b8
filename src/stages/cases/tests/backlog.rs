//! What piles up is done over several steps: each thing once, the earliest first, and nothing is left behind.

use super::erasure::{answers, erasure, forgotten};
use super::*;
use crate::stages::cases::CUSTOMERS;
use crate::state::customer::CustomerRow;

/// Complaints of so many customers, each this many minutes after the one before.
fn waiting(customers: i64, apart: i64) -> Desk {
    let mut desk = Desk::new();
    for n in 0..customers {
        let _ = desk.post(&complaint(&format!("c{n}"), &format!("p{n}"), n * apart));
    }
    desk.published.clear();
    desk
}

/// When each change of service level came, and of whom, in the order of publishing.
fn fired(desk: &Desk) -> Vec<(Time, CustomerKey, Option<ClockState>)> {
    let items = desk.items().into_iter();
    let by_time = items.filter(|item| item.change == ItemChange::Clock);
    by_time
        .map(|item| (item.version_at, item.customer_key, clock(item)))
        .collect()
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all
}

#[test]
fn deadlines_that_pile_up_fire_over_several_ticks_the_earliest_first() {
    let mut desk = waiting(10, 1);
    desk.stage.most_customers = 3;
    let late = minute(600);
    let mut times = Vec::new();
    for _ in 0..5 {
        let _ = desk.tick(late);
        times.push(desk.stage.time(&desk.state));
    }
    let first_left = |n: i64| minute(n + 45).plus(Span(2_000 - 1));
    assert_eq!(times, [first_left(3), first_left(6), first_left(9), late, late]);
    let each: Vec<_> = (0..10)
        .flat_map(|n| {
            let (due, who) = (
                |after: i64| minute(n + after).plus(Span::seconds(2)),
                customer(&format!("c{n}")),
            );
            [
                (due(45), who, Some(ClockState::AtRisk)),
                (due(60), who, Some(ClockState::Breached)),
            ]
        })
        .collect();
    assert_eq!(fired(&desk), each);
}

#[test]
fn many_that_are_due_at_one_moment_fire_once_each_whatever_a_step_may_do() {
    let at_once = {
        let mut desk = waiting(20, 0);
        let _ = desk.tick(minute(600));
        fired(&desk)
    };
    assert_eq!(at_once.len(), 40);
    for most in [1, 7, 19, 20] {
        let mut desk = waiting(20, 0);
        desk.stage.most_customers = most;
        for left in (0..20_usize.div_ceil(most)).rev() {
            let _ = desk.tick(minute(600));
            let stands = if left > 0 {
                minute(45).plus(Span(1_999))
            } else {
                minute(600)
            };
            assert_eq!(desk.stage.time(&desk.state), stands, "{most} a step, {left} left");
        }
        let _ = desk.tick(minute(601));
        assert_eq!(fired(&desk), at_once, "{most} a step");
    }
}

#[test]
fn an_answer_that_is_read_before_a_deadline_that_was_left_is_late_all_the_same() {
    let mut desk = waiting(4, 0);
    desk.stage.most_customers = 1;
    let _ = desk.tick(minute(600));
    let done = fired(&desk)[0].1;
    let (n, _) = (0..4)
        .map(|n| (n, customer(&format!("c{n}"))))
        .find(|(_, who)| *who != done)
        .unwrap();
    let _ = desk.post(&answer(&format!("c{n}"), "a", &format!("p{n}"), 500));
    for _ in 0..4 {
        let _ = desk.tick(minute(601));
    }
    assert_eq!(
        desk.items()
            .iter()
            .filter(|i| clock(i) == Some(ClockState::Missed))
            .count(),
        1
    );
    assert_eq!(fired(&desk).len(), 6, "two changes of each of the others");
}

#[test]
fn a_hundred_thousand_that_are_due_at_one_tick_are_done_with_the_next_ones() {
    let (all, month) = (100_000_usize, Span::hours(30 * 24));
    let mut desk = waiting(5, 0);
    for n in 0..all {
        let row = CustomerRow {
            tenant: "acme".into(),
            newest_episode: u32::from(n % 2 == 0),
            active_at: minute(0),
            wake_at: Some(minute(0).plus(month)),
            ..CustomerRow::default()
        };
        desk.state.customers.put(customer(&n.to_string()), row);
    }
    desk.state.merge(1);
    let late = minute(0).plus(month).plus(Span::hours(1));
    let ticks = (all + 5).div_ceil(CUSTOMERS);
    assert_eq!(ticks, 26);
    for left in (0..ticks).rev() {
        let _ = desk.tick(late);
        desk.state.merge(2);
        let stands = desk.stage.time(&desk.state);
        assert_eq!(
            stands == late,
            left == 0,
            "{left} ticks left, it stands at {stands:?}"
        );
    }
    assert_eq!(fired(&desk).len(), 10, "each of the five is at risk and breached");
    assert_eq!(desk.state.rows(), all / 2 + 5, "of half of them nothing is kept");
}

/// One author complains in the conversations of so many customers, and has a case.
fn busy_author(customers: usize) -> Desk {
    let mut desk = Desk::new();
    for n in 0..customers {
        let (who, root) = (format!("c{n}"), format!("p{n}"));
        let _ = desk.post(&complaint(&who, &root, 0));
        let _ = desk.post(&complaint("zed", &format!("z{n}"), 1).told_to(&who, Role::Joiner, &root));
    }
    let _ = desk.post(&complaint("zed", "z", 2));
    desk.published.clear();
    desk
}

fn keys_of_words(desk: &Desk) -> Vec<PostKey> {
    let told = desk.published.iter().filter_map(|p| {
        if let Published::Told(erasure, Some(0)) = p {
            Some(erasure.posts.clone())
        } else {
            None
        }
    });
    told.flatten().collect()
}

#[test]
fn an_author_of_a_thousand_posts_is_forgotten_over_several_ticks_as_in_one_step() {
    let request = erasure("one", Some("zed"), &[]);
    let mut whole = busy_author(1_000);
    let _ = whole.feed(&request, minute(30));
    let mut parts = busy_author(1_000);
    parts.stage.most_customers = 150;
    let _ = parts.feed(&request, minute(30));
    assert!(answers(&parts).is_empty() && parts.state.erasing.following(None, 9).len() == 1);
    let ignored = parts.post(&complaint("zed", "z5000", 3));
    assert_eq!(
        ignored,
        Fate::Ignored(crate::domain::fate::Ignored::Erased),
        "from the first step on"
    );
    for tick in 0..6 {
        assert!(answers(&parts).is_empty(), "tick {tick}");
        let before = parts.items().len();
        let _ = parts.tick(minute(31));
        assert!(parts.items().len() - before <= 150);
    }
    let [ours, theirs] = [&parts, &whole].map(|desk| {
        let answer = answers(desk)[0];
        (answer.purged, answer.awaited)
    });
    assert_eq!(ours, theirs);
    assert_eq!((ours.0.renamed, ours.0.rows, ours.0.items), (1_000, 1, 1));
    assert!(parts.state.erasing.following(None, 9).is_empty());
    let found = keys_of_words(&whole);
    assert_eq!(found.len(), 3 * 1_001, "every stage is told of every post");
    assert_eq!(sorted(keys_of_words(&parts)), sorted(found));
    let items = |desk: &Desk| -> Vec<WorkItem> {
        let last = desk.last_of_all().cloned();
        last.map(|item| WorkItem {
            version_at: NOON,
            ..item
        })
        .collect()
    };
    assert_eq!(items(&parts), items(&whole));
}

#[test]
fn an_erasure_goes_on_where_a_restart_left_it() {
    let mut desk = busy_author(40);
    desk.stage.most_customers = 15;
    let _ = desk.feed(&erasure("one", Some("zed"), &[]), minute(30));
    let mut log = Vec::new();
    let mut restored = desk.restored(&mut log);
    restored.stage.most_customers = 15;
    desk.published.clear();
    for _ in 0..3 {
        for desk in [&mut desk, &mut restored] {
            let _ = desk.tick(minute(31));
        }
    }
    assert_eq!(restored.published, desk.published);
    assert_eq!(answers(&restored)[0].purged.renamed, 40);
}

#[test]
fn a_customer_of_a_thousand_posts_and_cases_costs_no_more_a_step_and_is_forgotten_whole() {
    let mut desk = Desk::new();
    for n in 0..1_000 {
        let _ = desk.post(&complaint("ana", &format!("p{n}"), n * 10));
        let _ = desk.say(&word(
            item_id("ana", u32::try_from(n).unwrap() + 1),
            FeedbackAction::Close,
            n * 10 + 5,
        ));
    }
    let row = desk.state.customers.get(&customer("ana")).unwrap();
    assert_eq!(
        (row.newest_episode, row.episodes.len(), row.posts.len()),
        (1_000, 5, 5)
    );
    assert_eq!(
        desk.published
            .iter()
            .filter(|p| matches!(p, Published::Item(_)))
            .count(),
        2_000 + 995,
        "each but the newest five had its last version"
    );
    desk.published.clear();
    desk.stage.most_customers = 100;
    let _ = desk.feed(&erasure("one", Some("ana"), &[]), minute(20_000));
    let mut most = desk.published.len();
    while answers(&desk).is_empty() {
        let before = desk.published.len();
        let _ = desk.tick(minute(20_001));
        most = most.max(desk.published.len() - before);
    }
    // Besides the tombstones: last words of five cases, and what the other lanes are told.
    assert!(most <= 100 + 4 + 10, "{most} records in one step");
    let of = |topic| {
        forgotten(&desk)
            .into_iter()
            .filter(move |(t, _)| *t == topic)
            .map(|(_, key)| key)
    };
    let items: std::collections::BTreeSet<String> = of(Topic::WorkItems).collect();
    assert_eq!((items.len(), of(Topic::WorkItems).count()), (1_000, 1_000));
    assert_eq!(answers(&desk)[0].purged.items, 1_000);
}
