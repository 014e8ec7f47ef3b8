//! The traps of payloads, one test each, as far as these networks set them.

use outcry::domain::event::{Action, Direction, Kind, MediaKind, SocialEvent};
use outcry::domain::fate::{Ignored, RejectReason};
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network::{self, Bluesky, X};
use outcry::sources::{Read, Reading};

use super::{TENANT, fixtures, hasher, read};

fn fixture(network: Network, name: &str) -> Reading {
    let all = fixtures(network);
    let (_, body) = all.iter().find(|(other, _)| other == name).unwrap();
    read(network, std::str::from_utf8(body).unwrap())
}

fn event(network: Network, name: &str) -> SocialEvent {
    let reading = fixture(network, name);
    assert!(
        reading.refused.is_empty() && reading.events.len() == 1,
        "{reading:?}"
    );
    reading.events[0].event().clone()
}

fn key(network: Network, id: &str) -> PostKey {
    PostKey::derive(TENANT, network, id)
}

fn conversation(network: Network, id: &str) -> ConversationKey {
    ConversationKey::of_root(key(network, id))
}

fn asks(network: Network, name: &str) -> Option<PostKey> {
    match &fixture(network, name).events[0] {
        Read::Placed(_) => None,
        Read::Unplaced { ask, event } => {
            assert_eq!(event.conversation, ConversationKey::of_root(*ask));
            Some(*ask)
        }
    }
}

/// The marked pieces of the text, with their values.
fn marked(event: &SocialEvent) -> Vec<(String, String)> {
    let text = event.text.as_ref().unwrap();
    let scalars: Vec<char> = text.plain.chars().collect();
    let spans = text.spans.iter();
    spans
        .map(|span| {
            (
                scalars[span.start as usize..span.end as usize].iter().collect(),
                span.value.clone(),
            )
        })
        .collect()
}

#[test]
fn ids_beyond_two_to_the_53rd_and_ids_that_are_no_numbers() {
    for id in ["9007199254740993", "18446744073709551615", "-7301582946120358714"] {
        let text = format!(r#"{{"data":{{"id":"{id}","text":"a","author_id":"{id}"}}}}"#);
        let number = format!(r#"{{"data":{{"id":{id},"text":"a","author_id":{id}}}}}"#);
        let (text, number) = (read(X, &text), read(X, &number));
        let event = text.events[0].event();
        assert_eq!(event.native_id, id);
        assert_eq!(event.author.as_ref().unwrap().key, hasher().key(X, id));
        assert_eq!(number.events[0].event().event_id, event.event_id);
    }
    let post = event(Bluesky, "post");
    assert!(
        post.native_id
            .starts_with("at://did:plc:aaaa2222bbbb3333cccc4444/app.bsky.feed.post/")
    );
    assert_eq!(post.post_key, key(Bluesky, &post.native_id));
}

#[test]
fn a_number_too_large_to_be_exact_is_no_id() {
    let reading = read(
        X,
        r#"{"data":{"id":184467440737095516150,"text":"a","author_id":"1"}}"#,
    );
    assert_eq!(reading.refused[0].reason, RejectReason::BadField);
}

#[test]
fn json_inside_a_json_string() {
    assert_eq!(
        event(X, "connect_wrapped_text").event_id,
        event(X, "reply").event_id
    );
}

#[test]
fn time_formats() {
    let forms = [
        "\"2026-04-07T08:15:30.250Z\"",
        "\"2026-04-07T10:15:30.250+02:00\"",
        "\"2026-04-07T08:15:30.250999999Z\"",
        "1775549730250",
        "\"1775549730250\"",
        "1775549730250000",
        "1775549730.250",
    ];
    for form in forms {
        let x = format!(r#"{{"data":{{"id":"1","text":"a","created_at":{form}}}}}"#);
        let bluesky = format!(
            r#"{{"did":"did:a","time_us":1775549731000000,"kind":"commit","commit":{{"operation":"create",
            "collection":"app.bsky.feed.post","rkey":"r","record":{{"text":"a","createdAt":{form}}}}}}}"#
        );
        for (network, body) in [(X, x), (Bluesky, bluesky)] {
            let reading = read(network, &body);
            assert_eq!(
                reading.events[0].event().occurred_at.unwrap().0,
                1_775_549_730_250,
                "{form}"
            );
        }
    }
}

#[test]
fn a_time_that_lies_is_held_within_what_the_feed_saw() {
    // The feed saw it at 08:15:30; a clock may be five minutes ahead.
    let post = event(Bluesky, "created_in_the_future");
    assert_eq!(post.occurred_at.unwrap().0, 1_775_549_730_123 + 300_000);
    assert_eq!(
        event(X, "far_future").occurred_at.unwrap().0,
        1_775_563_200_000 + 300_000
    );
    let ancient = read(
        X,
        r#"{"data":{"id":"1","text":"a","created_at":"1970-01-01T00:00:00Z"}}"#,
    );
    assert_eq!(ancient.events[0].event().occurred_at, None);
    assert_eq!(
        event(Bluesky, "created_never").occurred_at.unwrap().0,
        1_775_549_730_123
    );
}

#[test]
fn same_post_two_ids() {
    let (first, edit) = (event(X, "post"), event(X, "edit"));
    assert_eq!((edit.action, edit.revision), (Action::Edit, 1));
    assert_eq!(edit.post_key, first.post_key);
    assert_ne!(edit.native_id, first.native_id);
    assert_ne!(edit.event_id, first.event_id);
    // An edit names its own new id as its conversation.
    assert_eq!(edit.conversation, first.conversation);
    assert!(edit.is_root());
    // On the edit of an answer that says nothing: its parent knows.
    assert_eq!(asks(X, "edit_of_reply"), Some(key(X, "5000000000000000101")));
    assert_eq!(event(X, "edit_of_reply").post_key, event(X, "reply").post_key);
    // A share of the edit is a share of the post.
    let share = event(X, "share_of_edit_shown");
    assert_eq!(share.conversation, first.conversation);
    assert_eq!(share.embedded.unwrap().post_key, first.post_key);
}

#[test]
fn an_update_of_a_bluesky_post_is_a_later_revision_of_it() {
    let (first, update) = (event(Bluesky, "post"), event(Bluesky, "update_post"));
    assert_eq!(update.action, Action::Edit);
    assert_eq!(update.post_key, first.post_key);
    assert!(update.revision > 1);
    assert_eq!(update.occurred_at.unwrap().0, 1_775_549_790_083);
    assert_eq!(update.revision as i64, (1_775_549_790 - 1_577_836_800));
}

#[test]
fn offsets_in_code_points_of_the_text_as_sent() {
    let post = event(X, "post");
    let expected = [
        ("@HarbourAir", "HarbourAir"),
        ("#lostbag", "lostbag"),
        ("$HRB", "HRB"),
        ("https://t.co/a1B2c3", "https://bags.example/claim?id=7"),
    ];
    let expected = expected.map(|(piece, value)| (piece.to_owned(), value.to_owned()));
    assert_eq!(marked(&post), expected);
    assert!(
        post.text
            .unwrap()
            .plain
            .starts_with("🎒 My bag is still in Porto & nobody")
    );
}

#[test]
fn offsets_in_utf8_bytes() {
    let expected = [
        ("@harbourair.example", "harbourair.example"),
        ("#výpadek", "výpadek"),
        ("status.example/now", "https://status.example/now"),
    ];
    let expected = expected.map(|(piece, value)| (piece.to_owned(), value.to_owned()));
    assert_eq!(marked(&event(Bluesky, "post_with_facets")), expected);
}

#[test]
fn escaped_text() {
    let plain = |text: &str| {
        let body = format!(r#"{{"data":{{"id":"1","text":"{text}"}}}}"#);
        read(X, &body).events[0].event().text.clone().unwrap().plain
    };
    assert_eq!(plain("1 &lt; 2 &amp;&amp; 3 &gt; 2"), "1 < 2 && 3 > 2");
    assert_eq!(
        plain("write &amp;amp; for an ampersand"),
        "write &amp; for an ampersand"
    );
    let body = r#"{"did":"did:a","kind":"commit","commit":{"operation":"create",
        "collection":"app.bsky.feed.post","rkey":"r","record":{"text":"AT&amp;T"}}}"#;
    assert_eq!(
        read(Bluesky, body).events[0].event().text.clone().unwrap().plain,
        "AT&amp;T"
    );
}

#[test]
fn delete_forms() {
    let forms = [
        (X, "activity_delete", "5000000000000000102"),
        (X, "stream_delete", "5000000000000000102"),
        (X, "stream_delete_older_form", "5000000000000000102"),
        (X, "compliance_delete", "5000000000000000140"),
    ];
    for (network, name, id) in forms {
        let delete = event(network, name);
        assert_eq!(
            (delete.action, delete.kind),
            (Action::Delete, Kind::Unknown),
            "{name}"
        );
        assert_eq!((delete.native_id.as_str(), delete.text), (id, None), "{name}");
        assert_eq!(asks(network, name), Some(key(network, id)), "{name}");
    }
    let post = event(Bluesky, "post").post_key;
    assert_eq!(asks(Bluesky, "delete_post"), Some(post));
    assert_eq!(
        event(Bluesky, "second_form_delete").event_id,
        event(Bluesky, "delete_post").event_id
    );
    assert_eq!(event(Bluesky, "delete_repost").kind, Kind::Share);
    for (network, name) in [(X, "stream_unlike"), (Bluesky, "delete_like")] {
        assert_eq!(fixture(network, name).ignored, Some(Ignored::Reaction));
    }
    // An account taken away says nothing of single posts.
    assert!(fixture(Bluesky, "account_deleted").events.is_empty());
}

#[test]
fn a_post_without_text() {
    for (network, name) in [(X, "media_only"), (Bluesky, "pictures_only")] {
        let post = event(network, name);
        assert_eq!((post.kind, post.text), (Kind::Post, None), "{name}");
    }
}

#[test]
fn redelivery_windows() {
    // The same post by search, by stream, wrapped, and once more: one piece of news.
    let post = event(X, "post").event_id;
    for name in ["cloud_event", "list_of_one"] {
        assert_eq!(event(X, name).event_id, post, "{name}");
    }
    assert_eq!(fixture(X, "lookup_answer").events[0].event().event_id, post);
    assert_eq!(
        event(Bluesky, "second_form_post").event_id,
        event(Bluesky, "post").event_id
    );
}

#[test]
fn batches() {
    let batch = fixture(X, "batch");
    assert_eq!(
        (batch.events.len(), batch.refused.len(), batch.ignored),
        (2, 0, None)
    );
    let partly = fixture(X, "lookup_answer_partly_broken");
    assert_eq!(
        (partly.events.len(), partly.refused[0].reason),
        (1, RejectReason::BadField)
    );
    assert_eq!(fixture(X, "lookup_answer_empty").ignored, Some(Ignored::Control));
}

#[test]
fn a_share_stands_in_the_conversation_of_the_post_shared() {
    let shown = event(X, "share_shown");
    assert_eq!(shown.kind, Kind::Share);
    assert_eq!(shown.conversation, conversation(X, "5000000000000000101"));
    let embedded = shown.embedded.unwrap();
    assert!(
        embedded.text.unwrap().plain.ends_with("https://t.co/a1B2c3"),
        "the post shared is whole"
    );
    assert_eq!(embedded.author.unwrap().followers, Some(310));
    assert_eq!(
        event(X, "share_of_reply_shown").conversation,
        conversation(X, "5000000000000000101")
    );
    let unknown = asks(X, "share_not_shown");
    assert_eq!(unknown, Some(key(X, "5000000000000000101")));
    assert_eq!(asks(Bluesky, "repost"), Some(event(Bluesky, "post").post_key));
}

#[test]
fn an_answer_that_quotes_is_an_answer() {
    for network in [X, Bluesky] {
        let reply = event(network, "reply_that_quotes");
        assert_eq!(reply.kind, Kind::Reply);
        assert!(reply.quoted.is_some() && reply.parent.is_some());
    }
    assert_eq!(
        event(X, "quote").embedded.unwrap().native_id,
        "5000000000000000101"
    );
    assert!(event(X, "quote").is_root());
    assert_eq!(event(Bluesky, "list_shown_is_no_quote").kind, Kind::Post);
}

#[test]
fn our_own_side_is_known_by_id_or_handle() {
    for (network, name) in [(X, "own_reply"), (Bluesky, "own_reply")] {
        assert_eq!(event(network, name).direction, Direction::Outbound);
    }
    assert_eq!(event(X, "reply").direction, Direction::Inbound);
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_no_text_is_repeated() {
    let reading = fixture(Bluesky, "no_rkey_no_record");
    assert_eq!(reading.refused[0].reason, RejectReason::BadField);
    assert!(
        reading.refused[0].detail.contains("`rkey`, `record`"),
        "{}",
        reading.refused[0].detail
    );
    for body in [
        r#""a private word"#,
        r#"{"data":{"id":"1","text":"a private word","x":}}"#,
        "a private word",
    ] {
        let reading = read(X, body);
        assert_eq!(reading.refused[0].reason, RejectReason::Undecodable);
        assert!(
            !reading.refused[0].detail.contains("private"),
            "{}",
            reading.refused[0].detail
        );
    }
}

#[test]
fn a_payload_above_the_limit_is_refused_unread() {
    let body = format!(r#"{{"data":{{"id":"1","text":"{}"}}}}"#, "a".repeat(1024 * 1024));
    assert_eq!(read(X, &body).refused[0].reason, RejectReason::Oversize);
    let many = format!(r#"{{"data":[{}{{}}]}}"#, "{},".repeat(300_000));
    assert_eq!(read(X, &many).refused[0].reason, RejectReason::Oversize);
    let post = r#"{"id":"1","text":"a"}"#;
    for batch in [
        format!(r#"{{"data":[{}{post}]}}"#, format!("{post},").repeat(1000)),
        format!("[{}{post}]", format!("{post},").repeat(1000)),
    ] {
        let reading = read(X, &batch);
        assert_eq!(
            (reading.events.len(), reading.refused[0].reason),
            (0, RejectReason::Oversize)
        );
    }
    let body = format!(r#"{{"data":{{"id":"1","text":"{}"}}}}"#, "é".repeat(10_000));
    let reading = read(X, &body);
    let text = reading.events[0].event().text.as_ref().unwrap();
    assert_eq!((text.plain.len(), text.truncated), (16 * 1024, true));
}

#[test]
fn what_is_attached_and_where_it_was_written_stand_beside_the_post() {
    let event = event(X, "media_and_place");
    let media: Vec<(MediaKind, Option<&str>)> = event
        .media
        .iter()
        .map(|media| (media.kind, media.alt.as_deref()))
        .collect();
    // In the order of the post, and only what is shown.
    assert_eq!(
        media,
        [
            (MediaKind::Video, None),
            (MediaKind::Image, Some("A queue before a closed gate")),
            (MediaKind::Animation, None),
        ]
    );
    let place = event.place.unwrap();
    assert_eq!(place.name.as_deref(), Some("Harbour Quay"));
    assert_eq!(place.country.as_deref(), Some("NL"));
}
