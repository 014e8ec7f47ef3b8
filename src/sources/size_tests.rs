use super::*;
use crate::domain::event::{
    Action, Direction, Extra, Kind, LanguageOrigin, Media, MediaKind, Metric, PostPlace, PostRef, Rating,
    RawRef, SpanKind, TextFormat, TextSpan, Visibility,
};
use crate::domain::ids::{AuthorKey, ConversationKey, EventId, PayloadHash, PostKey};
use crate::domain::network::Network;
use crate::domain::reply::{ReplyRoute, ReplyTarget, SealedAddress, SealedBytes};
use crate::domain::surface::Surface;
use crate::domain::thread::OwnAccount;
use crate::domain::time::Time;
use crate::sources::Limits;
use crate::wire::Wire;

const KEY: PostKey = PostKey::from_bytes([7; 16]);

fn long(bytes: usize) -> String {
    "ä".repeat(bytes / 2)
}

fn text(words: usize, values: usize) -> Text {
    let span = |_| TextSpan {
        kind: SpanKind::Link,
        start: i32::MAX,
        end: i32::MAX,
        value: long(values),
    };
    Text {
        plain: long(words),
        language: Some(long(34)),
        language_origin: LanguageOrigin::Declared,
        spans: (0..Limits::default().spans).map(span).collect(),
        truncated: false,
        format: TextFormat::Markdown,
        original: Some(format!("{}!", long(words))),
        trimmed_chars: i32::MAX,
    }
}

fn author() -> Author {
    Author {
        key: AuthorKey::from_bytes([9; 16]),
        handle: Some(long(512)),
        followers: Some(i64::MAX),
        verified: Some(true),
        joined_at: Some(Time(i64::MAX)),
        bot: Some(false),
    }
}

fn shown(limits: &Limits, words: usize, values: usize) -> Embedded {
    Embedded {
        native_id: long(limits.id_bytes),
        post_key: KEY,
        revision: i32::MAX,
        conversation: ConversationKey::of_root(KEY),
        direction: Direction::Inbound,
        author: Some(author()),
        text: Some(text(words, values)),
        occurred_at: Some(Time(i64::MAX)),
        stale: false,
    }
}

fn rating() -> Rating {
    Rating {
        metric: Metric::Stars,
        value: 1.0,
        max: Some(5.0),
    }
}

/// An event in which every field is as large as the limits let it be, and its words as large as they say.
#[expect(clippy::too_many_lines, reason = "a line a field")]
fn full(words: usize, alts: usize, values: usize) -> SocialEvent {
    let limits = Limits::default();
    let place = PostPlace {
        name: Some(long(limits.extra_bytes)),
        country: Some("DEU".into()),
    };
    let named = || PostRef {
        native_id: long(limits.id_bytes),
        post_key: KEY,
    };
    let rating = rating();
    let raw_ref = RawRef {
        topic: long(250),
        partition: i32::MAX,
        offset: i64::MAX,
        sha256: PayloadHash::from_bytes([1; 16]),
    };
    let media = Media {
        kind: MediaKind::Image,
        alt: Some(long(alts)),
        url: Some(long(512)),
    };
    let extra = Extra {
        name: long(64),
        value: long(limits.extra_bytes),
    };
    SocialEvent {
        event_id: EventId::derive(KEY, "create", 0),
        tenant: long(200),
        network: Network::X,
        part: Some("messenger".into()),
        surface: Surface::Direct,
        own_account: Some(OwnAccount {
            native_id: long(limits.id_bytes),
            handle: Some(long(limits.id_bytes)),
        }),
        url: Some(long(512)),
        thread: Thread {
            native_id: Some(long(limits.id_bytes)),
            url: Some(long(512)),
            root_url: Some(long(512)),
        },
        reply: Some(ReplyRoute {
            target: ReplyTarget::Address,
            post_native_id: Some(long(limits.id_bytes)),
            thread_native_id: Some(long(limits.id_bytes)),
            address: Some(SealedAddress {
                sealed: SealedBytes(vec![0; 1 + 12 + 512 + 16]),
                key_id: long(8),
            }),
            window_until: Some(Time(i64::MAX)),
        }),
        action: Action::Create,
        kind: Kind::Quote,
        native_id: long(limits.id_bytes),
        post_key: KEY,
        revision: i32::MAX,
        conversation: ConversationKey::of_root(KEY),
        parent: Some(named()),
        quoted: Some(named()),
        shared: Some(named()),
        embedded: Some(Box::new(shown(&limits, words, values))),
        direction: Direction::Inbound,
        visibility: Visibility::Public,
        author: Some(author()),
        text: Some(text(words, values)),
        counts: None,
        ratings: vec![rating; limits.ratings],
        media: vec![media; limits.media],
        place: Some(place),
        needs_enrichment: true,
        occurred_at: Some(Time(i64::MAX)),
        observed_at: Some(Time(i64::MAX)),
        ingested_at: Time(i64::MAX),
        backfill: true,
        stale: false,
        clamped: false,
        hops: i32::MAX,
        raw_ref,
        adapter: i32::MAX,
        extras: vec![extra; limits.extras],
    }
}

fn encoded(event: &SocialEvent) -> usize {
    let mut bytes = Vec::new();
    Wire::locked().encode(event, &mut bytes).unwrap();
    bytes.len()
}

#[test]
fn no_event_is_larger_than_it_may_be() {
    for (words, alts, values) in [
        (256, 64, 32),
        (16_384, 16_384, 64),
        (65_536, 0, 1_000),
        (262_144, 0, 0),
        (1_048_576, 65_536, 4_096),
        (0, 0, 1_048_576),
    ] {
        let mut event = full(words, alts, values);
        let before = event.clone();
        assert!(
            encoded(&event) <= most(&event),
            "what it may take is an upper bound"
        );
        fit(&mut event);
        let bytes = encoded(&event);
        assert!(bytes <= EVENT_BYTES, "{words} {alts} {values}: {bytes} bytes");
        if encoded(&before) + FIXED <= EVENT_BYTES {
            assert_eq!(event, before, "what fits stays as it is");
        }
    }
}

#[test]
fn what_is_missed_least_goes_first_and_the_words_last() {
    let mut event = full(16_384, 16_384, 64);
    let words = event.text.as_ref().map(|text| text.plain.clone());
    fit(&mut event);
    assert!(event.media.iter().all(|media| media.alt.is_none()) && event.extras.is_empty());
    let text = event.text.as_ref().unwrap();
    assert_eq!((Some(&text.plain), text.truncated), (words.as_ref(), false));
    assert!(text.original.is_some() && !text.spans.is_empty());
    let mut event = full(1_048_576, 0, 0);
    fit(&mut event);
    let text = event.text.as_ref().unwrap();
    assert!(text.truncated && text.original.is_none() && text.spans.is_empty());
    let filled = encoded(&event);
    assert!(filled > EVENT_BYTES - 2 * FIXED, "filled to the brim: {filled}");
}
