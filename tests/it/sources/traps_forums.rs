//! The traps of payloads of Reddit and Discourse, one test each.

use outcry::domain::event::{Action, Direction, Kind, MediaKind, SocialEvent, Visibility};
use outcry::domain::fate::{Ignored, RejectReason};
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network::{self, Discourse, Reddit};
use outcry::domain::time::Time;
use outcry::sources::{Read, Reading};

use super::{TENANT, fixtures, hasher, read};

fn fixture(network: Network, name: &str) -> Reading {
    let all = fixtures(network);
    let (_, body) = all.iter().find(|(other, _)| other == name).unwrap();
    read(network, std::str::from_utf8(body).unwrap())
}

fn only(reading: &Reading) -> &SocialEvent {
    assert!(reading.refused.is_empty(), "{reading:?}");
    let all = reading.events.iter().chain(&reading.reactions);
    let all: Vec<&Read> = all.collect();
    assert_eq!(all.len(), 1, "{reading:?}");
    all[0].event()
}

fn event(network: Network, name: &str) -> SocialEvent {
    only(&fixture(network, name)).clone()
}

fn key(network: Network, id: &str) -> PostKey {
    PostKey::derive(TENANT, network, id)
}

fn conversation(network: Network, id: &str) -> ConversationKey {
    ConversationKey::of_root(key(network, id))
}

fn plain(event: &SocialEvent) -> &str {
    event.text.as_ref().map_or("", |text| text.plain.as_str())
}

#[test]
fn escapes_of_reddit_are_resolved_once() {
    let comment = event(Reddit, "comment");
    // What is left is a reference of Markdown.
    assert_eq!(plain(&comment), "R&D says < is fine");
    assert_eq!(
        plain(&event(Reddit, "post")),
        "Bags & coats lost\n\nI said <3 days>. See this."
    );
}

#[test]
fn edited_is_false_a_moment_or_true() {
    let revisions = |name| {
        fixture(Reddit, name)
            .events
            .iter()
            .map(|read| read.event().revision)
            .collect::<Vec<_>>()
    };
    assert_eq!(revisions("comment"), [0]);
    assert_eq!(revisions("comment_edited_long_ago"), [1]);
    assert!(revisions("comments_page")[2] > 1);
}

#[test]
fn replies_are_empty_text_where_there_are_none_and_more_is_no_thing() {
    let page = fixture(Reddit, "comments_page");
    let kinds: Vec<Kind> = page.events.iter().map(|read| read.event().kind).collect();
    assert_eq!(kinds, [Kind::Post, Kind::Comment, Kind::Reply]);
    let all = page
        .events
        .iter()
        .all(|read| read.event().conversation == conversation(Reddit, "t3_1aaaaa"));
    assert!(all && page.refused.is_empty());
    assert_eq!(fixture(Reddit, "more").ignored, Some(Ignored::Control));
}

#[test]
fn what_is_deleted_or_removed_shows_in_the_words() {
    for name in [
        "comment_deleted",
        "reply_removed",
        "post_deleted",
        "crosspost_deleted",
    ] {
        let gone = event(Reddit, name);
        assert!(
            gone.action == Action::Delete && gone.text.is_none() && gone.author.is_none(),
            "{name}"
        );
    }
    assert_eq!(
        event(Reddit, "post_taken_by_reddit").action,
        Action::Create,
        "its words are there"
    );
}

#[test]
fn likes_are_the_viewers_own_vote_and_a_hidden_score_is_unknown() {
    assert_eq!(event(Reddit, "comment").counts.unwrap().likes, Some(5));
    assert_eq!(event(Reddit, "comment_edited_long_ago").counts, None);
}

#[test]
fn authors_of_reddit_may_have_no_id_or_be_nobody() {
    assert_eq!(event(Reddit, "message_of_nobody").author, None);
    let named = event(Reddit, "archived_comment").author.unwrap();
    assert_eq!(
        (named.key, named.handle.as_deref()),
        (hasher().key(Reddit, "mara_p"), Some("mara_p"))
    );
}

#[test]
fn a_crosspost_is_a_post_of_its_own_that_shares() {
    let cross = event(Reddit, "crosspost");
    assert_eq!(
        (cross.kind, cross.conversation),
        (Kind::Share, conversation(Reddit, "t3_1ddddd"))
    );
    assert_eq!(cross.shared.unwrap().post_key, event(Reddit, "post").post_key);
}

#[test]
fn what_happened_on_discourse_stands_in_the_header() {
    let actions = ["created", "edited", "destroyed", "recovered"].map(|name| {
        [
            format!("post_{name}"),
            format!("reply_{name}"),
            format!("topic_{name}"),
        ]
        .map(|name| event(Discourse, &name).action)
    });
    let wanted = [Action::Create, Action::Edit, Action::Delete, Action::Restore];
    assert_eq!(actions, wanted.map(|action| [action; 3]));
    assert_eq!(event(Discourse, "named_by_wrapper").action, Action::Edit);
}

#[test]
fn a_topic_and_its_first_post_are_one() {
    let (topic, first) = (
        event(Discourse, "topic_created"),
        event(Discourse, "post_created"),
    );
    assert_eq!(topic.post_key, first.post_key);
    assert_eq!(topic.post_key, key(Discourse, "90"));
    let liked = event(Discourse, "like");
    let reply = event(Discourse, "reply_created");
    assert_eq!(liked.parent.unwrap().post_key, reply.post_key);
    assert_eq!(liked.embedded.unwrap().post_key, reply.post_key);
    assert!(topic.revision < first.revision && topic.needs_enrichment && !first.needs_enrichment);
    assert_eq!(plain(&first), "Where are the bags?\n\nBags & coats are lost");
    // Posts and topics are counted apart, so that the same number may be both.
    let body = r#"{"post":{"id":90,"topic_id":12,"post_number":4}}"#;
    assert_ne!(only(&read(Discourse, body)).post_key, topic.post_key);
}

#[test]
fn staff_is_our_side_and_private_topics_are_direct() {
    let staff = event(Discourse, "private_staff_reply");
    assert_eq!(
        (staff.direction, staff.visibility),
        (Direction::Outbound, Visibility::Direct)
    );
    for name in ["whisper", "whisper_of_helper"] {
        let whisper = event(Discourse, name);
        assert_eq!(
            (whisper.direction, whisper.visibility),
            (Direction::Outbound, Visibility::Internal),
            "{name}"
        );
    }
}

#[test]
fn a_relay_may_have_removed_the_words() {
    let reply = event(Discourse, "words_removed_by_relay");
    assert_eq!((reply.kind, reply.text), (Kind::Reply, None));
    assert_eq!(plain(&event(Discourse, "markdown_only")), "Still nothing");
}

#[test]
fn times_of_reddit_are_seconds_with_a_fraction() {
    assert_eq!(
        event(Reddit, "comment").occurred_at,
        Some(Time(1_775_549_700_000))
    );
}

#[test]
fn what_has_no_id_is_refused_by_name() {
    for (network, name) in [(Reddit, "comment_without_id"), (Discourse, "post_without_topic")] {
        let refused = fixture(network, name).refused;
        assert_eq!(refused[0].reason, RejectReason::BadField, "{name}");
    }
}

#[test]
fn quoted_words_are_not_the_author_s() {
    let quoting = event(Reddit, "quoting");
    assert_eq!(
        plain(&quoting),
        "Mine came back on Monday.\n\nThe wheel is gone though, and 5 > 3."
    );
    assert_eq!(quoting.text.unwrap().trimmed_chars, 43);
    // Where all is quoted, the author said nothing; the post is there.
    let alone = event(Reddit, "quote_alone");
    assert_eq!(
        (alone.action, alone.text, alone.needs_enrichment),
        (Action::Create, None, false)
    );
    let shown = event(Discourse, "quotes_as_shown");
    assert_eq!(
        plain(&shown),
        "It is not, see https://quay.example/hours.\n\nhttps://quay.example/news\n\nThanks."
    );
    assert_eq!(
        plain(&event(Discourse, "quotes_in_markdown")),
        "It is.\n\n[quote] is a mark"
    );
}

#[test]
fn what_moderators_took_away_is_not_public() {
    for name in ["taken_away", "taken_comment"] {
        let taken = event(Reddit, name);
        assert_eq!(
            (taken.action, taken.visibility),
            (Action::Create, Visibility::Restricted),
            "{name}"
        );
        assert!(taken.text.is_some(), "{name}");
    }
    let gone = event(Reddit, "gone_with_title");
    assert_eq!((gone.action, gone.text), (Action::Delete, None));
}

#[test]
fn pictures_among_words_are_media() {
    let pictures = event(Reddit, "pictures");
    assert_eq!(plain(&pictures), "Still waiting");
    let kinds: Vec<_> = pictures.media.iter().map(|media| media.kind).collect();
    assert_eq!(kinds, [MediaKind::Animation, MediaKind::Sticker]);
    let shown = &event(Discourse, "quotes_in_markdown").media;
    assert_eq!(shown[0].alt.as_deref(), Some("the desk"));
}
