//! What resolve forgets, and what it keeps from coming back.

use super::*;
use crate::domain::erasure::{Erasure, Purged, Subject};
use crate::domain::ids::{AuthorKey, ErasureId};

const ANNA: AuthorKey = AuthorKey::from_bytes([9; 16]);

fn erasure(author: Option<AuthorKey>, posts: &[&str]) -> Erasure {
    let telling = ErasureId::derive("one", &[0; 16]);
    let mut posts: Vec<PostKey> = posts.iter().map(|id| key(id)).collect();
    posts.sort_unstable();
    Erasure {
        telling,
        erasure: telling,
        request_id: "one".into(),
        subject: Subject::Author,
        requested_at: Time(9_000),
        author,
        posts,
    }
}

fn by(author: AuthorKey, row: &LookupRow) -> LookupRow {
    LookupRow {
        author: Some(author),
        ..row.clone()
    }
}

fn nameless(root: &str) -> ConversationKey {
    ConversationKey::of_root(key(root)).erased()
}

#[test]
fn rows_of_an_author_go_and_those_of_others_stand_elsewhere() {
    let mut lane = Lane::new();
    let _ = lane.take(&by(ANNA, &row("a", "a", "a")), Time(1_000));
    let _ = lane.take(&by(ANNA, &row("a2", "a", "a")), Time(1_000));
    let _ = lane.take(&row("b", "b", "a"), Time(2_000));
    let _ = lane.take(&row("c", "c", "c"), Time(3_000));
    assert_eq!(
        lane.take(&erasure(Some(ANNA), &[]), Time(9_000)),
        Fate::Emitted(4)
    );
    assert_eq!((lane.answers[0].awaited, lane.answers[0].purged.rows), (3, 2));
    assert_eq!(lane.answers[0].purged.renamed, 1);
    let mut posts = vec![key("a"), key("a2")];
    posts.sort_unstable();
    assert_eq!(lane.tellings[0].posts, posts);
    let _ = lane.take(&question(&delete("b"), 0), Time(10_000));
    assert_eq!(
        lane.sent[0].conversation,
        nameless("a"),
        "a delete still finds its lane"
    );
    let late = by(ANNA, &row("z", "z", "z"));
    for erased in [row("a", "a", "a"), late] {
        assert_eq!(lane.take(&erased, Time(11_000)), Fate::Ignored(Ignored::Erased));
    }
    for id in ["a", "a2", "z"] {
        let fate = lane.take(&question(&delete(id), 0), Time(12_000));
        assert_eq!(fate, Fate::Ignored(Ignored::Erased), "{id}");
    }
    let _ = lane.take(&row("d", "d", "a"), Time(13_000));
    let _ = lane.take(&question(&delete("d"), 0), Time(14_000));
    assert_eq!(lane.sent[1].conversation, nameless("a"));
}

#[test]
fn the_id_of_an_edit_means_the_post() {
    let mut lane = Lane::new();
    let _ = lane.take(&row("a", "a", "a"), Time(1_000));
    let _ = lane.take(&row("a2", "a", "a"), Time(1_000));
    let _ = lane.take(&erasure(None, &["a2"]), Time(9_000));
    assert_eq!(lane.tellings[0].posts, [key("a")]);
    assert_eq!(lane.answers[0].purged.rows, 2);
}

#[test]
fn what_waits_under_an_erased_id_waits_no_longer() {
    let mut lane = Lane::new();
    let reply = SocialEvent {
        action: Action::Create,
        kind: Kind::Reply,
        post_key: key("b"),
        native_id: "b".into(),
        ..delete("a")
    };
    let asks = LookupQuestion {
        named: key("a"),
        ..question(&reply, 0)
    };
    assert_eq!(lane.take(&asks, Time(5_000)), Fate::Absorbed);
    assert_eq!(lane.take(&question(&delete("a"), 0), Time(5_000)), Fate::Absorbed);
    let _ = lane.take(&erasure(None, &["a"]), Time(9_000));
    assert_eq!((lane.sent.len(), lane.sent[0].post_key), (1, key("b")));
    let purged = Purged {
        rows: 1,
        renamed: 1,
        ..Purged::default()
    };
    assert_eq!(lane.answers[0].purged, purged);
    assert_eq!(
        lane.take(&asks, Time(10_000)),
        Fate::Emitted(2),
        "and neither does what asks later"
    );
}
