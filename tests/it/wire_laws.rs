//! What holds for any value and any bytes.

use outcry::domain::event::{Counts, LanguageOrigin, SocialEvent, Text, TextFormat};
use outcry::domain::item::{ItemSpread, WorkItem};
use outcry::domain::time::Time;
use outcry::domain::topic::RecordType;
use outcry::wire::{Wire, WireError};
use proptest::prelude::*;

use super::item_samples;
use super::samples::{self, framed};

fn any_event() -> impl Strategy<Value = SocialEvent> {
    let text = (any::<String>(), any::<Option<String>>(), any::<bool>());
    let counts = (any::<Option<i64>>(), any::<Option<i64>>());
    let numbers = (any::<i64>(), any::<Option<i64>>(), any::<i32>(), any::<i64>());
    (proptest::option::of(text), proptest::option::of(counts), numbers).prop_map(|(text, counts, numbers)| {
        let mut event = samples::social_event_full();
        event.text = text.map(|(plain, language, truncated)| Text {
            plain,
            language,
            spans: Vec::new(),
            truncated,
            language_origin: LanguageOrigin::Unknown,
            format: TextFormat::Plain,
            original: None,
            trimmed_chars: 0,
        });
        event.counts = counts.map(|(shares, views)| Counts {
            shares,
            replies: None,
            likes: views,
            quotes: shares,
            views,
        });
        event.ingested_at = Time(numbers.0);
        event.occurred_at = numbers.1.map(Time);
        event.revision = numbers.2;
        event.raw_ref.offset = numbers.3;
        event
    })
}

fn any_item() -> impl Strategy<Value = WorkItem> {
    let texts = proptest::collection::vec(any::<String>(), 0..20);
    (texts, any::<f64>(), proptest::option::of(any::<f64>())).prop_map(|(skills, score, worst_sentiment)| {
        let full = item_samples::work_item_full();
        WorkItem {
            skills,
            worst_sentiment,
            spread: ItemSpread { score, ..full.spread },
            ..full
        }
    })
}

/// A framed value of each type, or anything behind a known id.
fn some_frame() -> impl Strategy<Value = Vec<u8>> {
    let body = proptest::collection::vec(any::<u8>(), 0..200);
    let anything = (0..RecordType::ALL.len(), body).prop_map(|(record, body)| {
        let id = 0x4F55_0000_u32 + u32::try_from(record).unwrap();
        [&[0][..], &id.to_be_bytes(), &body].concat()
    });
    let valid = prop_oneof![
        Just(framed(&samples::social_event_full())),
        Just(framed(&samples::scored_event_full())),
        Just(framed(&item_samples::work_item_full())),
        Just(framed(&samples::alert_full())),
    ];
    let damaged = (valid, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut bytes, at, byte)| {
        let at = 5 + at.index(bytes.len() - 5);
        bytes[at] = byte;
        bytes
    });
    prop_oneof![anything, damaged]
}

proptest! {
    #[test]
    fn any_event_reads_back(event in any_event()) {
        prop_assert_eq!(Wire::locked().decode(&framed(&event)), Ok(event));
    }

    #[test]
    fn any_item_reads_back_to_the_same_bytes(item in any_item()) {
        let bytes = framed(&item);
        let read: WorkItem = Wire::locked().decode(&bytes).unwrap();
        // Bytes, because a number that is none does not equal itself.
        prop_assert_eq!(framed(&read), bytes);
    }

    #[test]
    fn any_bytes_are_a_value_or_an_error(bytes in some_frame()) {
        match Wire::locked().to_json(&bytes) {
            Ok(value) => prop_assert!(value.is_object()),
            Err(error) => prop_assert!(matches!(error, WireError::BadBody(_)), "{error}"),
        }
    }
}
