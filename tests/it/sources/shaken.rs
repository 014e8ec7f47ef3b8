//! Any bytes, and fixtures damaged in any place: never a panic, and the same answer twice.

use outcry::domain::network::Network;
use outcry::domain::time::Time;
use outcry::sources::Reading;
use proptest::prelude::*;

use super::{covered, fixtures, read_at, reader};

fn network() -> impl Strategy<Value = Network> {
    prop::sample::select(Network::ALL.to_vec())
}

fn covered_network() -> impl Strategy<Value = Network> {
    prop::sample::select(covered())
}

/// One of: nothing left to say, events, a refusal; and the bounds hold whatever the payload claims.
fn sound(network: Network, body: &[u8], ingested_at: Time) -> Reading {
    let reading = read_at(&reader(), network, body, ingested_at);
    assert_eq!(reading, read_at(&reader(), network, body, ingested_at));
    let silent = reading.events.is_empty() && reading.refused.is_empty();
    assert_eq!(reading.ignored.is_some(), silent, "{reading:?}");
    for event in reading.events.iter().map(outcry::sources::Read::event) {
        assert!(
            event.occurred_at.is_none_or(|at| at.0 <= ingested_at.0 + 300_000),
            "{event:?}"
        );
        assert!(
            !event.native_id.is_empty() && event.revision >= 0 && event.hops == 0,
            "{event:?}"
        );
        let text = event.text.as_ref();
        assert!(text.is_none_or(|text| text.plain.len() <= 16 * 1024 && text.spans.len() <= 256));
    }
    reading
}

/// A change to a payload: a byte set, a piece cut out, a piece doubled, a value replaced.
#[derive(Debug, Clone)]
enum Damage {
    Byte(prop::sample::Index, u8),
    Cut(prop::sample::Index, usize),
    Double(prop::sample::Index, usize),
    Value(prop::sample::Index, &'static str),
}

const VALUES: [&str; 17] = [
    "null",
    "\"\"",
    "0",
    "-1",
    "1e999",
    "18446744073709551615",
    "9223372036854775808",
    "true",
    "[]",
    "{}",
    "[[[]]]",
    "\"\\ud83c\\udf92\"",
    "\"\\u0000\"",
    "{\"data\":{}}",
    "\"2026-+4-07T08:15:30Z\"",
    "\"9999-12-31T23:59:60-23:59\"",
    "{\"seconds\":9223372036854775807}",
];

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        (any::<prop::sample::Index>(), 1..40_usize).prop_map(|(at, n)| Damage::Cut(at, n)),
        (any::<prop::sample::Index>(), 1..40_usize).prop_map(|(at, n)| Damage::Double(at, n)),
        (
            any::<prop::sample::Index>(),
            prop::sample::select(VALUES.to_vec())
        )
            .prop_map(|(at, value)| Damage::Value(at, value)),
    ]
}

fn hurt(body: &mut Vec<u8>, damage: &Damage) {
    if body.is_empty() {
        return;
    }
    match damage {
        Damage::Byte(at, byte) => {
            let at = at.index(body.len());
            body[at] = *byte;
        }
        Damage::Cut(at, n) => {
            let at = at.index(body.len());
            body.drain(at..(at + n).min(body.len()));
        }
        Damage::Double(at, n) => {
            let at = at.index(body.len());
            let piece = body[at..(at + n).min(body.len())].to_vec();
            body.splice(at..at, piece);
        }
        Damage::Value(at, value) => {
            // Replaces the value after some colon, so that what comes out is often still JSON.
            let colons: Vec<usize> = (0..body.len()).filter(|i| body[*i] == b':').collect();
            let Some(colon) = (!colons.is_empty()).then(|| colons[at.index(colons.len())]) else {
                return;
            };
            let end = (colon + 1..body.len()).find(|i| matches!(body[*i], b',' | b'}' | b']'));
            body.splice(colon + 1..end.unwrap_or(body.len()), value.bytes());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(network in network(), body in prop::collection::vec(any::<u8>(), 0..200)) {
        sound(network, &body, Time(1_800_000_000_000));
    }

    #[test]
    fn any_json_like_text_is_read_or_refused(
        network in network(),
        body in "([{}\\[\\]:,]|\"(data|id|text|payload|commit|kind|record|reply|delete)\"|null|-?[0-9]{1,20}|\"\\PC{0,8}\"){0,60}",
    ) {
        sound(network, body.as_bytes(), Time(1_800_000_000_000));
    }

    #[test]
    fn a_damaged_fixture_is_read_or_refused(
        network in covered_network(),
        fixture in any::<prop::sample::Index>(),
        damages in prop::collection::vec(damage(), 1..5),
        ingested_at in 1_000_000_000_000..2_000_000_000_000_i64,
    ) {
        let all = fixtures(network);
        let mut body = all[fixture.index(all.len())].1.clone();
        for damage in &damages {
            hurt(&mut body, damage);
        }
        sound(network, &body, Time(ingested_at));
    }

    /// Where a payload lies says where it can be found again, and nothing about what it is.
    #[test]
    fn a_redelivery_is_the_same_news(network in covered_network(), fixture in any::<prop::sample::Index>(), hours in 0..48_i64) {
        let all = fixtures(network);
        let body = &all[fixture.index(all.len())].1;
        let (now, later) = (Time(1_775_600_000_000), Time(1_775_600_000_000 + hours * 3_600_000));
        let ids = |reading: Reading| -> Vec<_> {
            reading.events.iter().map(|read| (read.event().event_id, read.event().conversation)).collect()
        };
        prop_assert_eq!(ids(sound(network, body, now)), ids(sound(network, body, later)));
    }
}

#[test]
fn deep_nesting_is_refused_without_harm() {
    for network in Network::ALL {
        for (open, close) in [
            ("[", "]"),
            ("{\"data\":", "}"),
            ("{\"payload\":", "}"),
            ("{\"includes\":{\"tweets\":", "}}"),
        ] {
            for depth in [5, 60, 100_000] {
                let body = format!("{}1{}", open.repeat(depth), close.repeat(depth));
                let reading = sound(network, body.as_bytes(), Time(0));
                assert!(reading.events.is_empty());
            }
        }
        let wrapped = "{\"includes\":{\"users\":{\"data\":".repeat(40) + "1" + &"}}}".repeat(40);
        sound(network, wrapped.as_bytes(), Time(0));
    }
}
