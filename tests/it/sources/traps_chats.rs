//! The traps of Telegram and TikTok, one test each.

use outcry::domain::event::{Action, Direction, Kind, SocialEvent};
use outcry::domain::fate::Ignored;
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network::{self, Telegram, Tiktok};

use super::{TENANT, hasher, read};

fn one(network: Network, body: &str) -> SocialEvent {
    let reading = read(network, body);
    assert!(
        reading.refused.is_empty() && reading.events.len() == 1,
        "{reading:?}"
    );
    reading.events[0].event().clone()
}

fn conversation(network: Network, id: &str) -> ConversationKey {
    ConversationKey::of_root(PostKey::derive(TENANT, network, id))
}

/// A message in a private chat with 51.
fn message(rest: &str) -> String {
    format!(
        r#"{{"update_id":1,"message":{{"message_id":7,"from":{{"id":51}},"chat":{{"id":51,"type":"private"}},"date":1775549730,{rest}}}}}"#
    )
}

fn tiktok(event: &str, content: &str) -> String {
    let content = serde_json::to_string(content).unwrap();
    format!(
        r#"{{"client_key":"k","event":"{event}","create_time":1775549730,"user_openid":"ours","content":{content}}}"#
    )
}

#[test]
fn messages_are_numbered_in_each_chat_and_the_chat_is_the_conversation() {
    let here = one(Telegram, &message(r#""text":"a""#));
    let there = one(
        Telegram,
        &message(r#""text":"a""#).replace(r#""id":51,"type":"private""#, r#""id":-52,"type":"group""#),
    );
    assert_eq!((here.native_id.as_str(), there.native_id.as_str()), ("7", "7"));
    assert_ne!(here.post_key, there.post_key);
    assert_eq!(there.conversation, conversation(Telegram, "-52"));
    let answer = one(
        Telegram,
        &message(r#""text":"b","reply_to_message":{"message_id":7}"#)
            .replace(r#""message_id":7,"from""#, r#""message_id":8,"from""#),
    );
    assert_eq!(answer.parent.unwrap().post_key, here.post_key);
}

#[test]
fn a_chat_of_the_same_number_as_a_message_is_another_thing() {
    let event = one(Telegram, &message(r#""text":"a""#).replace("51", "7"));
    assert_eq!(event.conversation, conversation(Telegram, "7"));
    assert!(!event.is_root());
}

#[test]
fn marks_count_utf16_units() {
    let event = one(
        Telegram,
        &message(
            r#""text":"🎒🎒 here","entities":[{"type":"text_link","offset":5,"length":4,"url":"https://a.example"},{"type":"bold","offset":1,"length":1}]"#,
        ),
    );
    let text = event.text.unwrap();
    assert_eq!(
        (text.spans[0].start, text.spans[0].end, text.spans.len()),
        (3, 7, 1)
    );
}

#[test]
fn an_edit_keeps_the_id_and_later_ones_are_higher_revisions() {
    let edit = |at: &str| {
        one(
            Telegram,
            &message(&format!(r#""text":"b","edit_date":{at}"#))
                .replace(r#""message":"#, r#""edited_message":"#),
        )
    };
    let (first, later) = (edit("1775549790"), edit("1775549791"));
    assert_eq!(
        (first.action, first.post_key),
        (Action::Edit, one(Telegram, &message(r#""text":"a""#)).post_key)
    );
    assert!(later.revision > first.revision && first.revision > 0);
}

#[test]
fn commands_and_notices_of_a_chat_are_no_messages() {
    for rest in [
        r#""text":"/start""#,
        r#""text":"/start abc""#,
        r#""text":"/help@bot""#,
        r#""left_chat_member":{"id":1}"#,
        r#""pinned_message":{"message_id":3}"#,
    ] {
        assert_eq!(
            read(Telegram, &message(rest)).ignored,
            Some(Ignored::Control),
            "{rest}"
        );
    }
    let words = one(Telegram, &message(r#""text":"/complaint my parcel is lost""#));
    assert_eq!(words.kind, Kind::Message);
}

#[test]
fn in_a_private_chat_whoever_is_not_the_other_side_is_ours() {
    let ours = message(r#""text":"a""#).replace(r#""from":{"id":51}"#, r#""from":{"id":52}"#);
    assert_eq!(one(Telegram, &ours).direction, Direction::Outbound);
    assert_eq!(
        one(Telegram, &message(r#""text":"a""#)).direction,
        Direction::Inbound
    );
}

#[test]
fn that_a_topic_was_opened_is_answered_by_nobody() {
    let event = one(
        Telegram,
        &message(r#""text":"a","reply_to_message":{"message_id":5,"forum_topic_created":{"name":"x"}}"#),
    );
    assert_eq!((event.kind, event.parent), (Kind::Message, None));
}

#[test]
fn ids_of_nineteen_digits_are_numbers_in_json_inside_a_string() {
    let numbers = r#"{"comment_id":7300000000000000101,"video_id":7300000000000000001,"parent_comment_id":0,"comment_action":"insert"}"#;
    let texts = r#"{"comment_id":"7300000000000000101","video_id":"7300000000000000001","parent_comment_id":"0","comment_action":"insert"}"#;
    let bare = format!(r#"{{"event":"comment.update","create_time":1775549730,"content":{numbers}}}"#);
    for body in [
        tiktok("comment.update", numbers),
        tiktok("comment.update", texts),
        bare,
    ] {
        let event = one(Tiktok, &body);
        assert_eq!(
            (event.native_id.as_str(), event.kind),
            ("7300000000000000101", Kind::Comment)
        );
        assert_eq!(event.conversation, conversation(Tiktok, "7300000000000000001"));
    }
}

#[test]
fn a_comment_is_told_without_its_words() {
    let body = tiktok(
        "comment.update",
        r#"{"comment_id":1,"video_id":2,"comment_action":"insert"}"#,
    );
    let event = one(Tiktok, &body);
    assert_eq!((event.needs_enrichment, event.text), (true, None));
}

#[test]
fn the_parent_of_a_comment_is_nought_a_number_or_text() {
    for (form, kind) in [
        ("0", Kind::Comment),
        (r#""0""#, Kind::Comment),
        ("null", Kind::Comment),
        ("3", Kind::Reply),
        (r#""3""#, Kind::Reply),
    ] {
        let content = format!(
            r#"{{"comment_id":1,"video_id":2,"parent_comment_id":{form},"comment_action":"insert"}}"#
        );
        assert_eq!(
            one(Tiktok, &tiktok("comment.update", &content)).kind,
            kind,
            "{form}"
        );
    }
}

#[test]
fn reasons_are_numbers_and_no_news_of_a_post() {
    let body = tiktok("authorization.removed", r#"{"reason":1}"#);
    assert_eq!(read(Tiktok, &body).ignored, Some(Ignored::Control));
}

#[test]
fn messages_are_received_sent_and_read_and_may_be_stripped() {
    let content = r#"{"conversation_id":"c","message_id":"m","timestamp":1775549730250,"from":"eva","from_user":{"id":"o"},"text":{"body":"a"}}"#;
    let event = one(Tiktok, &tiktok("im_receive_msg", content));
    assert_eq!((event.kind, event.direction), (Kind::Message, Direction::Inbound));
    assert_eq!(event.author.unwrap().key, hasher().key(Tiktok, "o"));
    assert_eq!(event.conversation, conversation(Tiktok, "c"));
    assert_eq!(
        one(Tiktok, &tiktok("im_send_msg", content)).direction,
        Direction::Outbound
    );
    let read_mark = tiktok("im_mark_read_msg", r#"{"conversation_id":"c"}"#);
    assert_eq!(read(Tiktok, &read_mark).ignored, Some(Ignored::Control));
    let stripped = tiktok("im_receive_msg_eu", r#"{"conversation_id":"c","message_id":"m"}"#);
    assert!(one(Tiktok, &stripped).needs_enrichment);
}
