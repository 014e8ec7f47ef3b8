//! What is said of a payload besides what it tells: that it comes from before, and how old it is when it comes.

use outcry::domain::event::{SocialEvent, Visibility};
use outcry::domain::network::Network::{self, Bluesky, Generic, Reddit, Whatsapp, X};
use outcry::domain::time::{Span, Time};
use outcry::sources::{Payload, RawPlace};

use super::{fixtures, reader};

fn body(network: Network, name: &str) -> Vec<u8> {
    let mut all = fixtures(network).into_iter();
    all.find(|(other, _)| other == name).unwrap().1
}

fn read(network: Network, name: &str, headers: &[(&str, &[u8])], ingested_at: Time) -> SocialEvent {
    let body = body(network, name);
    let payload = Payload { body: &body, headers };
    let place = RawPlace {
        topic: "raw",
        partition: 0,
        offset: 0,
    };
    let reading = reader().read(network, payload, place, ingested_at);
    assert_eq!(reading.refused, []);
    reading.events[0].event().clone()
}

/// Long after the posts of the fixtures were written.
const LONG_AFTER: Time = Time(1_780_000_000_000);

#[test]
fn the_marks_of_networks_and_of_connectors_say_what_comes_from_before() {
    for (network, name, wanted) in [
        (Bluesky, "tap_from_before", true),
        (Bluesky, "tap_delete", false),
        (Bluesky, "post", false),
        (Whatsapp, "message_history", true),
        (Whatsapp, "message", false),
        (Generic, "note_from_before", true),
        (Generic, "complaint", false),
    ] {
        assert_eq!(read(network, name, &[], LONG_AFTER).backfill, wanted, "{name}");
    }
    for (value, wanted) in [("true", true), ("True", true), ("false", false), ("", false)] {
        let headers: [(&str, &[u8]); 1] = [("Outcry-Backfill", value.as_bytes())];
        let marked = read(X, "post", &headers, LONG_AFTER);
        assert_eq!(marked.backfill, wanted, "{value}");
    }
}

#[test]
fn a_post_older_than_its_feed_may_be_is_stale_and_one_of_the_future_is_brought_back() {
    let when = read(X, "post", &[], LONG_AFTER).occurred_at.unwrap();
    for (after, stale, clamped) in [
        (Span::minutes(10), false, false),
        (Span(Span::minutes(10).0 + 1), true, false),
        (Span::minutes(-6), false, true),
        (Span::minutes(-5), false, false),
    ] {
        let event = read(X, "post", &[], when.plus(after));
        assert_eq!((event.stale, event.clamped), (stale, clamped), "{after:?}");
    }
    assert_eq!(X.page_within(), Span::minutes(10));
    assert_eq!(Reddit.page_within(), Span::hours(24));
}

#[test]
fn a_note_of_a_desk_is_internal_and_never_a_customers_word() {
    let note = read(Generic, "note_from_before", &[], LONG_AFTER);
    assert_eq!(note.visibility, Visibility::Internal);
    assert_eq!(note.direction, outcry::domain::event::Direction::Outbound);
}
