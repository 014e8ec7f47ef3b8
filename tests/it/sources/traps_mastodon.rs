//! The traps of payloads of Mastodon, one test each.

use outcry::domain::event::{Action, Kind, SocialEvent, Visibility};
use outcry::domain::fate::{Ignored, RejectReason};
use outcry::domain::network::Network::Mastodon;
use outcry::sources::{Read, Reading};

use super::{fixtures, read};

fn fixture(name: &str) -> Reading {
    let all = fixtures(Mastodon);
    let (_, body) = all.iter().find(|(other, _)| other == name).unwrap();
    read(Mastodon, std::str::from_utf8(body).unwrap())
}

fn only(reading: &Reading) -> &SocialEvent {
    assert!(reading.refused.is_empty(), "{reading:?}");
    let all = reading.events.iter().chain(&reading.reactions);
    let all: Vec<&Read> = all.collect();
    assert_eq!(all.len(), 1, "{reading:?}");
    all[0].event()
}

fn event(name: &str) -> SocialEvent {
    only(&fixture(name)).clone()
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
    let post = event("websocket_update");
    assert_eq!((post.kind, plain(&post)), (Kind::Post, "Still waiting <3"));
}

#[test]
fn the_name_of_a_stream_event_is_outside_the_body() {
    let stream = fixture("stream");
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
    assert_eq!(fixture("stream_keep_alive").ignored, Some(Ignored::Control));
}

#[test]
fn a_content_warning_is_part_of_the_text() {
    let post = event("post_with_warning");
    assert_eq!(
        plain(&post),
        "travel, angry\n\n@air my bag & coat are gone #lostbag\n\nDay 3."
    );
    let text = post.text.unwrap();
    let values: Vec<&str> = text.spans.iter().map(|span| span.value.as_str()).collect();
    assert_eq!(values, ["air@harbour.example", "lostbag"]);
}

#[test]
fn a_post_seen_through_two_servers_has_two_ids_and_one_address() {
    let post = event("post_with_warning");
    let address = post.extras.iter().find(|extra| extra.name == "uri").unwrap();
    assert_eq!(
        address.value,
        "https://pier.example/users/mara/statuses/114000000000000001"
    );
    assert_eq!(post.native_id, "114000000000000001");
}

#[test]
fn an_edit_keeps_the_id_and_is_a_later_revision() {
    let (first, edit) = (event("post_with_warning"), event("post_edit_event"));
    assert_eq!((first.post_key, edit.action), (edit.post_key, Action::Edit));
    assert!(first.revision == 0 && edit.revision > 0);
    let polled = event("post_edited");
    assert_eq!((polled.action, polled.revision), (Action::Create, edit.revision));
}

#[test]
fn the_line_before_a_quote_is_left_out() {
    let quote = event("quote");
    assert_eq!((quote.kind, plain(&quote)), (Kind::Quote, "look at this"));
    assert_eq!(quote.quoted.unwrap().native_id, "114000000000000001");
    let both = event("reply_that_quotes");
    assert!(both.kind == Kind::Reply && both.parent.is_some() && both.quoted.is_some());
    assert_eq!(event("quote_revoked").kind, Kind::Post);
}

#[test]
fn a_direct_post_arrives_in_three_events_and_is_one() {
    let (mention, conversation) = (event("direct_mention"), event("websocket_conversation"));
    assert_eq!(mention.event_id, conversation.event_id);
    assert_eq!(mention.visibility, Visibility::Direct);
}

#[test]
fn a_deleted_status_comes_back_with_text_and_without_content() {
    let gone = event("deleted_post");
    assert_eq!((gone.action, gone.kind), (Action::Delete, Kind::Post));
}

#[test]
fn boosts_have_no_language_and_no_counts() {
    let boost = event("boost");
    assert!(boost.kind == Kind::Share && boost.counts.is_none() && boost.text.is_none());
    assert!(
        boost.embedded.unwrap().revision > 0,
        "the post boosted was edited"
    );
}

#[test]
fn what_has_no_id_is_refused_by_name() {
    let refused = fixture("status_without_id").refused;
    assert_eq!(refused[0].reason, RejectReason::BadField);
}
