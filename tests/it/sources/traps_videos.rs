//! The traps of payloads of YouTube, one test each.

use outcry::domain::event::{Kind, SocialEvent};
use outcry::domain::fate::RejectReason;
use outcry::domain::ids::{ConversationKey, PostKey};
use outcry::domain::network::Network::{self, Youtube};
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
}

#[test]
fn a_comment_without_an_id_is_refused_by_name() {
    let refused = fixture(Youtube, "comment_without_id").refused;
    assert_eq!(refused[0].reason, RejectReason::BadField);
}
