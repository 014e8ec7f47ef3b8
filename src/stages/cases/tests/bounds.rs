//! A row stays small whatever a customer or a crowd does, and what is kept does not depend on the order.

use super::*;
use crate::state::customer::CustomerRow;

fn row(desk: &Desk) -> CustomerRow {
    desk.state.customers.get(&customer("ana")).unwrap().clone()
}

fn fed(posts: &[Post]) -> Desk {
    let mut desk = Desk::new();
    for post in posts {
        let _ = desk.post(post);
    }
    desk
}

fn both_ways(mut posts: Vec<Post>) -> (CustomerRow, CustomerRow) {
    let forth = row(&fed(&posts));
    posts.reverse();
    (forth, row(&fed(&posts)))
}

fn keys(row: &CustomerRow) -> Vec<PostKey> {
    row.posts.iter().map(|p| p.post_key).collect()
}

#[test]
fn a_flood_of_complaints_keeps_the_newest_posts_and_few_words() {
    let flood: Vec<Post> = (0..230).map(|n| complaint("ana", &format!("p{n}"), n)).collect();
    let mut desk = fed(&flood);
    let item = desk.item("ana");
    assert_eq!((item.posts.len(), item.posts_total), (20, 200));
    let shown: Vec<Time> = item.posts.iter().map(|p| p.occurred_at).collect();
    assert_eq!(shown, (210..230).map(minute).collect::<Vec<_>>());
    let (forth, back) = both_ways(flood.clone());
    assert_eq!(keys(&forth), keys(&back));
    desk.state.discard();
    assert_eq!(desk.state.evicted(), 0, "an abort takes back what was counted");
    for post in &flood {
        let _ = desk.post(post);
    }
    desk.state.merge(1);
    assert_eq!(desk.state.evicted(), 30);
}

#[test]
fn a_crowd_of_joiners_is_listed_in_part_and_counted_whole() {
    let mut crowd = vec![complaint("ana", "p0", 0)];
    crowd.extend((1..150).map(|n| {
        let name = format!("j{n}");
        complaint(&name, &name, n).told_to("ana", Role::Joiner, "p0")
    }));
    let mut desk = fed(&crowd);
    assert_eq!(desk.item("ana").others.len(), 20);
    let _ = desk.post(&complaint("ana", "p1", 200));
    let item = desk.item("ana");
    assert_eq!(
        (item.posts.len(), item.others.len(), item.joiners_total),
        (2, 20, 149)
    );
    let (forth, back) = both_ways(crowd);
    assert_eq!(keys(&forth), keys(&back));
}

#[test]
fn chatter_and_deletions_of_the_unknown_are_kept_in_part() {
    let chatter = (0..60).map(|n| complaint("ana", &format!("q{n}"), n).chatter());
    let deletions = (0..80).map(|n| complaint("ana", &format!("d{n}"), n).deleted(n));
    let (forth, back) = both_ways(chatter.chain(deletions).collect());
    assert_eq!(forth.posts.len(), 20 + 50);
    assert_eq!(keys(&forth), keys(&back));
}

#[test]
fn conversations_that_spread_most_stay() {
    let quiet = |n: i32| risk_changed("ana", &format!("r{n}"), spread(Level::Low, f64::from(n) / 100.0));
    let mut desk = Desk::new();
    for n in 0..80 {
        let _ = desk.feed(&quiet(n), NOON);
    }
    let scores = row(&desk)
        .conversations
        .iter()
        .map(|c| (c.score * 100.0).round() as i32)
        .min();
    assert_eq!((row(&desk).conversations.len(), scores), (50, Some(30)));
}

#[test]
fn five_cases_are_kept_and_numbers_go_on() {
    let week = 8 * 24 * 60;
    let desk = fed(&(0..8)
        .map(|n| complaint("ana", &format!("p{n}"), n * week))
        .collect::<Vec<_>>());
    assert_eq!(
        row(&desk).episodes.iter().map(|e| e.number).collect::<Vec<_>>(),
        [4, 5, 6, 7, 8]
    );
    assert_eq!(desk.last().len(), 8);
}

#[test]
fn long_words_are_cut_between_characters_and_the_item_says_so() {
    let mut post = complaint("ana", "p1", 0);
    post.words = format!("a{}", "ß".repeat(9_000));
    let desk = fed(&[post]);
    let shown = &desk.item("ana").posts[0];
    let words = format!("a{}", "ß".repeat(8_191));
    assert_eq!(shown.text.as_deref(), Some(words.as_str()));
    assert_eq!((shown.text_truncated, shown.text_chars), (true, 9_001));
    let short = fed(&[complaint("ana", "p1", 0)]);
    let shown = &short.item("ana").posts[0];
    assert_eq!((shown.text_truncated, shown.text_chars), (false, 11));
}

#[test]
fn of_many_long_posts_the_newest_keep_their_words() {
    let posts: Vec<Post> = (0..4)
        .map(|n| Post {
            words: "w".repeat(12 * 1024),
            ..complaint("ana", &format!("p{n}"), n)
        })
        .collect();
    for desk in [fed(&posts), fed(&posts.into_iter().rev().collect::<Vec<_>>())] {
        let item = desk.last_of_all().next().unwrap();
        let with: Vec<bool> = item.posts.iter().map(|p| p.text.is_some()).collect();
        assert_eq!(with, [false, false, true, true]);
    }
}
