//! Headers: what subscribers filter on, and by what duplicates are found.

use outcry::domain::fate::{Reject, RejectReason};
use outcry::domain::network::Network;
use outcry::domain::outbox::Outbox;
use outcry::domain::record::Place;
use outcry::domain::stage::StageName;
use outcry::domain::time::Time;
use outcry::domain::topic::{RecordType, Source, Topic};
use outcry::wire::headers::{DeadLetter, Headers, Letterhead, ORIGIN, origin};
use outcry::wire::kept::{Cut, Kept};
use outcry::wire::sealed::RawBytes;

use super::samples;

const PLACE: Place = Place {
    source: Source::Scored,
    partition: 3,
    offset: 88,
    index: 0,
};

fn letterhead() -> Letterhead {
    Letterhead::new("outcry", StageName::Cases, "outcry.cases", "0.1.0+abc")
}

#[expect(clippy::unnecessary_wraps, reason = "an outbox asks for it")]
fn one_byte(to: &mut Vec<u8>) -> Result<(), ()> {
    to.push(1);
    Ok(())
}

fn texts(headers: &Headers) -> Vec<(&str, &str)> {
    headers
        .iter()
        .map(|(name, value)| (name, std::str::from_utf8(value).unwrap()))
        .collect()
}

#[test]
fn a_contract_record_carries_the_cloud_event_attributes_and_its_labels() {
    let mut outbox = Outbox::default();
    outbox.begin(PLACE, Time(1_900_000_000_123));
    let id = samples::alert_full().notice_id;
    outbox
        .emit(Topic::Alerts, b"key", RecordType::Alert, Some(id), one_byte)
        .unwrap();
    outbox.label("care-severity", "critical");
    outbox
        .emit(Topic::Cascades, b"key", RecordType::Cascade, None, one_byte)
        .unwrap();
    let mut headers = Headers::default();
    letterhead().output(&outbox.outputs()[0], &mut headers);
    assert_eq!(
        texts(&headers),
        [
            ("ce_specversion", "1.0"),
            ("ce_id", &id.to_string()),
            ("ce_source", "/outcry/cases"),
            ("ce_type", "outcry.care.escalation-alert.v1"),
            ("ce_time", "2030-03-17T17:46:40.123Z"),
            ("content-type", "application/avro"),
            ("care-severity", "critical"),
            (ORIGIN, "cases/outcry.scored.v1/3/88/0/0"),
        ]
    );
    letterhead().output(&outbox.outputs()[1], &mut headers);
    assert_eq!(
        headers.get("ce_id"),
        Some(&b"cases/outcry.scored.v1/3/88/0/1"[..])
    );
    assert_eq!(headers.len(), 7);
}

#[test]
fn an_internal_record_carries_its_type_and_origin_and_a_tombstone_its_origin() {
    let mut outbox = Outbox::default();
    outbox.begin(PLACE, Time(0));
    outbox
        .emit(Topic::Scored, b"key", RecordType::Tick, None, one_byte)
        .unwrap();
    outbox.forget(Topic::Cascades, b"key");
    let mut headers = Headers::default();
    letterhead().output(&outbox.outputs()[0], &mut headers);
    assert_eq!(
        texts(&headers),
        [
            ("ce_type", "outcry.internal.tick.v1"),
            (ORIGIN, "cases/outcry.scored.v1/3/88/0/0")
        ]
    );
    letterhead().output(&outbox.outputs()[1], &mut headers);
    assert_eq!(texts(&headers), [(ORIGIN, "cases/outcry.scored.v1/3/88/0/1")]);
}

#[test]
fn a_dead_letter_says_what_was_refused_where_and_why() {
    let reject = Reject::new(RejectReason::BadField, "field `id` is missing");
    let letter = DeadLetter {
        place: Place {
            source: Source::Raw(Network::Bluesky),
            partition: 0,
            offset: 7,
            index: 0,
        },
        topic: "staging.social.raw.bluesky.v1",
        timestamp: Time(1_900_000_000_001),
        ingested_at: Time(1_900_000_000_000),
        ordinal: 2,
        attempts: 1,
        reject: &reject,
        raw: &RawBytes::Keep,
        cut: Cut::default(),
    };
    let mut headers = Headers::default();
    Letterhead::new("outcry", StageName::Intake, "outcry.intake", "0.1.0+abc")
        .dead_letter(&letter, &mut headers);
    assert_eq!(
        texts(&headers),
        [
            ("dlq-reason-code", "bad_field"),
            ("dlq-reason", "field `id` is missing"),
            ("dlq-source-topic", "staging.social.raw.bluesky.v1"),
            ("dlq-source-partition", "0"),
            ("dlq-source-offset", "7"),
            ("dlq-source-index", "0"),
            ("dlq-source-timestamp", "1900000000001"),
            ("dlq-group", "outcry.intake"),
            ("dlq-attempts", "1"),
            ("dlq-stage", "intake"),
            ("dlq-build", "0.1.0+abc"),
            ("dlq-failed-at", "2030-03-17T17:46:40.000Z"),
            (ORIGIN, "intake/social.raw.bluesky.v1/0/7/0/2"),
        ]
    );
}

#[test]
fn a_dead_letter_of_the_largest_record_stays_below_the_limit() {
    let (key, value, long) = (vec![b'k'; 3_000_000], vec![b'v'; 3_000_000], "w".repeat(250));
    let letterhead = Letterhead::new(&long, StageName::Intake, &long, &long);
    let reject = Reject::new(RejectReason::UnknownKind, "ä".repeat(4_000));
    for limit in [10_000, 524_288, 900_000] {
        for (keys, headers) in [(3, 0), (3_000_000, 0), (3, 5_000), (3_000_000, 5_000)] {
            let mut kept = Kept::within(limit);
            let kept_headers = (0..headers).filter(|n| kept.header(&format!("header-{n}"), &[7; 900]));
            let foreign: usize = kept_headers.map(|n| format!("header-{n}").len() + 900 + 10).sum();
            kept.key(&key[..keys]);
            kept.value(&value);
            let letter = DeadLetter {
                place: PLACE,
                topic: &long,
                timestamp: Time(i64::MAX),
                ingested_at: Time(1_900_000_000_000),
                ordinal: u32::MAX,
                attempts: u32::MAX,
                reject: &reject,
                raw: &RawBytes::Keep,
                cut: kept.cut,
            };
            let mut own = Headers::default();
            letterhead.dead_letter(&letter, &mut own);
            let own: usize = own
                .iter()
                .map(|(name, value)| name.len() + value.len() + 10)
                .sum();
            let kept_value = kept.value.unwrap().len();
            // Encryption adds 28 bytes.
            let whole = kept.key.len() + kept_value + 28 + foreign + own;
            assert!(
                whole <= limit,
                "{whole} of {limit}: {} of key, {own} of own headers",
                kept.key.len()
            );
            assert!(
                kept_value * 10 > limit * 3,
                "most of it is the value: {kept_value} of {limit}"
            );
        }
    }
}

#[test]
fn the_origin_names_every_source_as_its_topic_is_called() {
    let raw = Network::ALL.map(Source::Raw);
    for source in raw.into_iter().chain(Source::FIXED) {
        let mut bytes = Vec::new();
        origin(
            StageName::Assess,
            Place {
                source,
                partition: 1,
                offset: 2,
                index: 4,
            },
            1,
            3,
            &mut bytes,
        );
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            format!("assess/{}/1/2/4/3", source.topic().name())
        );
    }
}
