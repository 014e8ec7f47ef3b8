//! What assess forgets, and what it keeps from coming back.

use super::*;
use crate::domain::erasure::{Purged, Subject};
use crate::domain::event::Embedded;
use crate::domain::ids::{AuthorKey, ErasureId};

fn author(name: &str) -> AuthorKey {
    AuthorHasher::new(b"s").key(Network::X, name)
}

/// Asks this lane to forget an author, or these posts.
fn erasure(request: &str, forgotten: Option<&str>, posts: &[&str]) -> Erasure {
    let mut posts: Vec<PostKey> = posts.iter().map(|id| key(id)).collect();
    posts.sort_unstable();
    let telling = ErasureId::derive(request, &[0; 16]);
    Erasure {
        telling,
        erasure: telling,
        request_id: request.into(),
        subject: Subject::Author,
        requested_at: Time(20_000),
        author: forgotten.map(author),
        posts,
    }
}

/// Where these bytes or their digits stand in what the lane keeps.
fn holds(lane: &Lane, bytes: &[u8; 16], digits: &[u8]) -> bool {
    let within = |all: &[u8], part: &[u8]| all.windows(part.len()).any(|window| window == part);
    lane.log.iter().any(|(name, value)| {
        [name, value]
            .iter()
            .any(|all| within(all, bytes) || within(all, digits))
    })
}

#[test]
fn an_erased_author_leaves_counts_under_a_name_that_leads_nowhere() {
    let mut lane = Lane::new();
    for event in thread() {
        let _ = lane.event(&event);
    }
    let _ = lane.tick(12);
    let _ = lane.event(&event("b2", "b2", "bert", 13, "of bert alone"));
    assert!(
        holds(&lane, key("a").bytes(), &key("a").hex())
            && holds(&lane, author("anna").bytes(), &author("anna").hex())
    );
    let fate = lane.take(&erasure("one", Some("anna"), &[]), Time(20_000));
    assert_eq!(fate, Fate::Emitted(5), "a tombstone, three tellings, an answer");
    let answer = &lane.answers[0];
    assert_eq!((answer.awaited, answer.stage.as_str()), (3, "assess"));
    assert_eq!(
        answer.purged,
        Purged {
            rows: 4,
            renamed: 7,
            cascades: 1,
            ..Purged::default()
        }
    );
    assert_eq!(lane.forgotten, [key("a").hex()]);
    assert_eq!(lane.tellings[0].posts.len(), 2);
    for post in ["a", "f"] {
        assert!(!holds(&lane, key(post).bytes(), &key(post).hex()), "{post}");
    }
    assert!(!holds(&lane, author("anna").bytes(), &author("anna").hex()));
    assert!(holds(&lane, author("bert").bytes(), &author("bert").hex()));
    let before = lane.cascades[&ConversationKey::of_root(key("a"))].clone();
    let _ = lane.tick(21);
    let name = ConversationKey::of_root(key("a")).erased();
    let after = &lane.cascades[&name];
    assert_eq!(
        (after.owner, after.replies, &after.risk),
        (None, before.replies, &before.risk)
    );
}

#[test]
fn an_erased_author_does_not_come_back_within_the_window() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    let _ = lane.event(&event("c", "a", "carl", 3, "same here"));
    let _ = lane.take(&erasure("one", Some("anna"), &[]), Time(20_000));
    lane.told.clear();
    for late in [
        event("a", "a", "anna", 30, "my bag is gone"),
        event("z", "z", "anna", 31, "again"),
        gone("a", "a", 32),
        gone("z", "z", 33),
    ] {
        assert_eq!(
            lane.event(&late),
            Fate::Ignored(Ignored::Erased),
            "{}",
            late.native_id
        );
    }
    let mut shows = share("s9", "a", "dora", 34);
    shows.embedded = Some(Box::new(Embedded {
        native_id: "a".into(),
        post_key: key("a"),
        revision: 0,
        conversation: ConversationKey::of_root(key("a")),
        direction: Direction::Inbound,
        author: event("a", "a", "anna", 1, "").author,
        text: event("a", "a", "anna", 1, "my bag is gone").text,
        occurred_at: None,
        stale: false,
    }));
    assert_eq!(
        lane.event(&shows),
        Fate::Absorbed,
        "counted, and no root is made of it"
    );
    let _ = lane.event(&event("e", "a", "emil", 35, "same here"));
    let _ = lane.tick(60);
    let late: Vec<_> = lane.tellings.iter().filter(|told| !told.is_asked()).collect();
    assert!(late.iter().all(|told| told.posts == [key("z")]) && late.len() == 3);
    assert!(lane.told.iter().all(|told| told.customer != customer("anna")));
    let emil = lane
        .told
        .iter()
        .find(|told| told.customer == customer("emil"))
        .unwrap();
    assert_eq!(emil.conversation, ConversationKey::of_root(key("a")).erased());
    assert!(
        !holds(&lane, key("a").bytes(), &key("a").hex()) && !holds(&lane, key("z").bytes(), &key("z").hex())
    );
    let _ = lane.tick(31 * 24 * 3600);
    let back = event("n", "n", "anna", 31 * 24 * 3600 + 1, "new");
    assert_eq!(lane.event(&back), Fate::Emitted(1), "the window is over");
}

#[test]
fn the_same_telling_again_does_nothing_and_another_finds_nothing() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("a", "a", "anna", 1, "my bag is gone"));
    let _ = lane.take(&erasure("one", Some("anna"), &[]), Time(20_000));
    assert_eq!(
        lane.take(&erasure("one", Some("anna"), &[]), Time(21_000)),
        Fate::Duplicate
    );
    assert_eq!(
        lane.take(&erasure("two", Some("anna"), &[]), Time(22_000)),
        Fate::Emitted(1)
    );
    assert_eq!(lane.answers[1].purged, Purged::default());
    assert_eq!(
        lane.take(&erasure("three", Some("nobody"), &[]), Time(22_000)),
        Fate::Emitted(1)
    );
}

#[test]
fn posts_that_wait_are_forgotten_and_lose_what_they_show() {
    let mut lane = Lane::new();
    let _ = lane.event(&event("b", "a", "bert", 2, "an answer"));
    let _ = lane.event(&event("f", "a", "anna", 3, "waits as well"));
    assert!(holds(&lane, key("a").bytes(), &key("a").hex()));
    let _ = lane.take(&erasure("one", Some("anna"), &["a"]), Time(20_000));
    for post in ["a", "f"] {
        assert!(!holds(&lane, key(post).bytes(), &key(post).hex()), "{post}");
    }
    let _ = lane.tick(30);
    let told: Vec<_> = lane
        .told
        .iter()
        .map(|told| (told.customer, told.conversation))
        .collect();
    let name = ConversationKey::of_root(key("a")).erased();
    assert_eq!(told, [(customer("bert"), name)]);
}

/// A thread outlives the posts of those who wrote in it first: they are named there as long as others go on.
#[test]
fn who_is_heard_in_a_thread_is_forgotten_when_their_posts_were_before() {
    let message = |id: &str, name: &str, at| SocialEvent {
        kind: Kind::Message,
        visibility: Visibility::Direct,
        parent: None,
        ..event(id, "chat", name, at, "my bag is gone")
    };
    let mut lane = Lane::new();
    let _ = lane.event(&message("m1", "anna", 1));
    let day = 24 * 3600;
    for days in 1..8 {
        let _ = lane.event(&message(&format!("n{days}"), "bert", days * day));
        let _ = lane.tick(days * day);
    }
    assert!(lane.state.posts.get(&key("m1")).is_none());
    assert!(holds(&lane, author("anna").bytes(), &author("anna").hex()));
    let _ = lane.take(&erasure("one", Some("anna"), &[]), Time(8 * day * 1000));
    assert_eq!(lane.answers.len(), 1);
    let row = lane
        .state
        .conversations
        .get(&ConversationKey::of_root(key("chat")));
    let heard: Vec<AuthorKey> = row
        .unwrap()
        .correspondents
        .iter()
        .map(|known| known.author)
        .collect();
    assert_eq!(heard, [author("bert")]);
}
