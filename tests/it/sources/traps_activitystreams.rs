//! The traps of payloads of ActivityStreams, one test each.

use outcry::domain::event::SocialEvent;
use outcry::domain::fate::{Ignored, RejectReason};
use outcry::domain::network::Network::Activitystreams;
use outcry::sources::Reading;

use super::{fixtures, hasher, read};

fn fixture(name: &str) -> Reading {
    let all = fixtures(Activitystreams);
    let (_, body) = all.iter().find(|(other, _)| other == name).unwrap();
    read(Activitystreams, std::str::from_utf8(body).unwrap())
}

fn event(name: &str) -> SocialEvent {
    let reading = fixture(name);
    assert!(
        reading.refused.is_empty() && reading.events.len() == 1,
        "{reading:?}"
    );
    reading.events[0].event().clone()
}

#[test]
fn the_summary_of_a_note_is_a_warning_and_part_of_the_text() {
    let note = event("create_note").text.unwrap();
    assert!(note.plain.starts_with("travel, angry\n\nMy bag & coat"));
}

#[test]
fn a_quote_may_be_named_twice() {
    let quoted = event("create_quote").quoted.unwrap();
    assert_eq!(quoted.native_id, "https://quay.example/notes/1");
}

#[test]
fn an_address_alone_stands_for_an_object() {
    let named = event("create_named_only");
    assert!(named.needs_enrichment && named.text.is_none());
    assert_eq!(
        event("announce").shared.unwrap().native_id,
        "https://pier.example/notes/1"
    );
}

#[test]
fn a_deleted_actor_is_news_of_an_account() {
    let gone = fixture("delete_account");
    let author = hasher().key(Activitystreams, "https://quay.example/users/bo");
    assert_eq!((gone.events.len(), gone.accounts[0].author), (0, author));
}

#[test]
fn a_vote_is_no_reply() {
    assert_eq!(fixture("vote").ignored, Some(Ignored::Control));
}

#[test]
fn a_creation_of_nothing_is_refused_by_name() {
    let refused = fixture("create_without_object").refused;
    assert_eq!(refused[0].reason, RejectReason::BadField);
}

#[test]
fn a_page_is_read_within_its_collection_and_no_pit_of_collections() {
    let note = r#"{"type":"Note","id":"https://quay.example/notes/7","content":"hello","to":"as:Public"}"#;
    let within = |depth: usize| {
        let open = r#"{"type":"OrderedCollection","orderedItems":["#;
        let body = format!("{}{note}{}", open.repeat(depth), "]}".repeat(depth));
        read(Activitystreams, &body)
    };
    assert_eq!(within(2).events.len(), 1);
    for depth in [5, 9000] {
        let pit = within(depth);
        let reasons: Vec<RejectReason> = pit.refused.iter().map(|reject| reject.reason).collect();
        assert!(
            pit.events.is_empty() && reasons == [RejectReason::BadField],
            "{depth}: {pit:?}"
        );
    }
}
