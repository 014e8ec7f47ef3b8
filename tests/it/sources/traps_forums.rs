//! The traps of payloads of Mastodon, ActivityStreams, Reddit, Discourse and YouTube, one test each.

use outcry::domain::event::{Action, Direction, Kind, SocialEvent, Visibility};
use outcry::domain::fate::{Ignored, RejectReason};
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network::{self, Activitystreams, Discourse, Mastodon, Reddit, Youtube};
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
fn ids_of_mastodon_are_text_and_not_always_numbers() {
    let body = r#"{"id":"9xQb7Aflake","content":"<p>a</p>","account":{"id":"9xAccount"}}"#;
    let status = read(Mastodon, body);
    assert_eq!(only(&status).native_id, "9xQb7Aflake");
    let deleted = read(Mastodon, r#"{"event":"delete","payload":"9xQb7Aflake"}"#);
    assert_eq!(only(&deleted).post_key, only(&status).post_key);
    let number = read(Mastodon, r#"{"event":"delete","payload":114000000000000008}"#);
    assert_eq!(only(&number).native_id, "114000000000000008");
}

#[test]
fn the_payload_of_a_websocket_is_json_inside_a_json_string() {
    let post = event(Mastodon, "websocket_update");
    assert_eq!((post.kind, plain(&post)), (Kind::Post, "Still waiting <3"));
}

#[test]
fn the_name_of_a_stream_event_is_outside_the_body() {
    let stream = fixture(Mastodon, "stream");
    let told: Vec<(Action, &str)> = stream
        .events
        .iter()
        .map(|read| (read.event().action, read.event().native_id.as_str()))
        .collect();
    let wanted = [
        (Action::Create, "114000000000000009"),
        (Action::Delete, "114000000000000008"),
    ];
    assert_eq!(
        told, wanted,
        "neither `undefined` nor the id of an announcement is a post"
    );
    assert_eq!(
        fixture(Mastodon, "stream_keep_alive").ignored,
        Some(Ignored::Control)
    );
}

#[test]
fn a_content_warning_is_part_of_the_text() {
    let post = event(Mastodon, "post_with_warning");
    assert_eq!(
        plain(&post),
        "travel, angry\n\n@air my bag & coat are gone #lostbag\n\nDay 3."
    );
    let text = post.text.unwrap();
    let values: Vec<&str> = text.spans.iter().map(|span| span.value.as_str()).collect();
    assert_eq!(values, ["air@harbour.example", "lostbag"]);
    assert!(plain(&event(Activitystreams, "create_note")).starts_with("travel, angry\n\nMy bag & coat"));
}

#[test]
fn a_post_seen_through_two_servers_has_two_ids_and_one_address() {
    let post = event(Mastodon, "post_with_warning");
    let address = post.extras.iter().find(|extra| extra.name == "uri").unwrap();
    assert_eq!(
        address.value,
        "https://pier.example/users/mara/statuses/114000000000000001"
    );
    assert_eq!(post.native_id, "114000000000000001");
}

#[test]
fn an_edit_keeps_the_id_and_is_a_later_revision() {
    let (first, edit) = (
        event(Mastodon, "post_with_warning"),
        event(Mastodon, "post_edit_event"),
    );
    assert_eq!((first.post_key, edit.action), (edit.post_key, Action::Edit));
    assert!(first.revision == 0 && edit.revision > 0);
    let polled = event(Mastodon, "post_edited");
    assert_eq!((polled.action, polled.revision), (Action::Create, edit.revision));
}

#[test]
fn the_line_before_a_quote_is_left_out() {
    let quote = event(Mastodon, "quote");
    assert_eq!((quote.kind, plain(&quote)), (Kind::Quote, "look at this"));
    assert_eq!(quote.quoted.unwrap().native_id, "114000000000000001");
    let both = event(Mastodon, "reply_that_quotes");
    assert!(both.kind == Kind::Reply && both.parent.is_some() && both.quoted.is_some());
    assert_eq!(event(Mastodon, "quote_revoked").kind, Kind::Post);
}

#[test]
fn a_direct_post_arrives_in_three_events_and_is_one() {
    let (mention, conversation) = (
        event(Mastodon, "direct_mention"),
        event(Mastodon, "websocket_conversation"),
    );
    assert_eq!(mention.event_id, conversation.event_id);
    assert_eq!(mention.visibility, Visibility::Direct);
}

#[test]
fn a_deleted_status_comes_back_with_text_and_without_content() {
    let gone = event(Mastodon, "deleted_post");
    assert_eq!((gone.action, gone.kind), (Action::Delete, Kind::Post));
}

#[test]
fn boosts_have_no_language_and_no_counts() {
    let boost = event(Mastodon, "boost");
    assert!(boost.kind == Kind::Share && boost.counts.is_none() && boost.text.is_none());
    assert!(
        boost.embedded.unwrap().revision > 0,
        "the post boosted was edited"
    );
}

#[test]
fn an_address_alone_stands_for_an_object() {
    let named = event(Activitystreams, "create_named_only");
    assert!(named.needs_enrichment && named.text.is_none());
    assert_eq!(
        event(Activitystreams, "announce").shared.unwrap().native_id,
        "https://pier.example/notes/1"
    );
}

#[test]
fn a_deleted_actor_is_news_of_an_account() {
    let gone = fixture(Activitystreams, "delete_account");
    let author = hasher().key(Activitystreams, "https://quay.example/users/bo");
    assert_eq!((gone.events.len(), gone.accounts[0].author), (0, author));
}

#[test]
fn a_vote_is_no_reply() {
    assert_eq!(fixture(Activitystreams, "vote").ignored, Some(Ignored::Control));
}

#[test]
fn escapes_of_reddit_are_resolved_once() {
    let comment = event(Reddit, "comment");
    assert_eq!(plain(&comment), "R&D says &lt; is fine");
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
    assert_eq!(event(Discourse, "whisper").visibility, Visibility::Restricted);
}

#[test]
fn a_relay_may_have_removed_the_words() {
    let reply = event(Discourse, "words_removed_by_relay");
    assert_eq!((reply.kind, reply.text), (Kind::Reply, None));
    assert_eq!(plain(&event(Discourse, "markdown_only")), "Still nothing");
}

#[test]
fn the_words_shown_by_youtube_are_html_and_the_original_is_not() {
    let thread = fixture(Youtube, "thread_with_reply");
    let texts: Vec<&str> = thread.events.iter().map(|read| plain(read.event())).collect();
    assert_eq!(
        texts,
        ["Lost & found? #bags\nDay 3", "me too, see https://pier.example/x"]
    );
}

#[test]
fn replies_and_channel_comments_may_lack_their_video() {
    let thread = fixture(Youtube, "thread_with_reply");
    let video = conversation(Youtube, "vidAAAAAAA1");
    assert!(
        thread
            .events
            .iter()
            .all(|read| read.event().conversation == video)
    );
    let alone = fixture(Youtube, "reply_without_video");
    let Read::Unplaced { ask, event: reply } = &alone.events[0] else {
        panic!("{alone:?}");
    };
    assert_eq!((*ask, reply.kind), (key(Youtube, "UgaAAAA"), Kind::Reply));
    assert_eq!(event(Youtube, "channel_comment").kind, Kind::Comment);
}

#[test]
fn an_author_of_youtube_may_lack_an_id() {
    let author = event(Youtube, "author_of_address_alone").author.unwrap();
    assert_eq!(author.key, hasher().key(Youtube, "@mara"));
}

#[test]
fn times_come_with_and_without_fractions() {
    let edited = event(Youtube, "comment_edited");
    assert!(edited.revision > 0);
    assert_eq!(edited.occurred_at, Some(Time(1_775_549_700_000)));
    assert_eq!(
        event(Youtube, "live_message").occurred_at,
        Some(Time(1_775_549_700_123))
    );
    assert_eq!(
        event(Reddit, "comment").occurred_at,
        Some(Time(1_775_549_700_000))
    );
}

#[test]
fn a_thing_without_an_id_is_refused_by_name() {
    for (network, name) in [
        (Mastodon, "status_without_id"),
        (Activitystreams, "create_without_object"),
        (Reddit, "comment_without_id"),
        (Discourse, "post_without_topic"),
        (Youtube, "comment_without_id"),
    ] {
        let refused = fixture(network, name).refused;
        assert_eq!(refused[0].reason, RejectReason::BadField, "{name}");
    }
}
