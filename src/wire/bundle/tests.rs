use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::domain::network::Network;
use crate::domain::record::Place;
use crate::domain::time::Time;
use crate::domain::topic::Source;

#[derive(Debug, Clone)]
struct Sample {
    place: Place,
    ordinal: u32,
    moment: Time,
    key: Vec<u8>,
    value: Option<Vec<u8>>,
}

prop_compose! {
    fn sample()(
        source in prop::sample::select(vec![Source::Raw(Network::X), Source::Feedback, Source::ErasureRequests]),
        partition in 0i32..200,
        offset: i64,
        index: u32,
        ordinal: u32,
        moment: i64,
        key in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..40),
            "[0-9a-f]{0,64}".prop_map(String::into_bytes),
        ],
        value in prop::option::of(prop::collection::vec(any::<u8>(), 0..300)),
    ) -> Sample {
        Sample { place: Place { source, partition, offset, index }, ordinal, moment: Time(moment), key, value }
    }
}

fn sealed(samples: &[Sample]) -> Vec<u8> {
    let (mut builder, mut bytes) = (Builder::default(), Vec::new());
    for sample in samples {
        let cause = (sample.place, sample.ordinal);
        builder.add(cause, sample.moment, &sample.key, sample.value.as_deref());
    }
    builder.seal("assess", 1, &mut bytes);
    assert!(builder.is_empty());
    bytes
}

fn plain(value: &[u8]) -> Sample {
    let place = Place {
        source: Source::Feedback,
        partition: 3,
        offset: 9,
        index: 2,
    };
    Sample {
        place,
        ordinal: 1,
        moment: Time(1_790_000_000_000),
        key: b"00ff".to_vec(),
        value: Some(value.to_vec()),
    }
}

proptest! {
    #[test]
    fn what_is_packed_reads_back(samples in prop::collection::vec(sample(), 1..20)) {
        let bytes = sealed(&samples);
        let found = open(&bytes).unwrap();
        prop_assert_eq!(found.len(), samples.len());
        for (found, sample) in found.iter().zip(&samples) {
            prop_assert_eq!(found.origin, Origin {
                writer: "assess",
                topic: &sample.place.source.topic().name(),
                partition: sample.place.partition,
                offset: sample.place.offset,
                index: sample.place.index,
                ordinal: sample.ordinal,
            });
            prop_assert_eq!(found.moment, sample.moment);
            prop_assert_eq!(&*found.key, sample.key.as_slice());
            prop_assert_eq!(found.value, sample.value.as_deref());
        }
    }

    #[test]
    fn a_bundle_that_lost_its_end_says_how_many_records_are_lost(
        samples in prop::collection::vec(sample(), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let bytes = sealed(&samples);
        let at = cut.index(bytes.len() - 2) + 2;
        let BadBundle::Damaged { records, .. } = open(&bytes[..at]).unwrap_err() else {
            return Err(TestCaseError::fail("its version stands first"));
        };
        prop_assert_eq!(records as usize, samples.len());
    }

    #[test]
    fn any_bytes_give_a_bundle_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = open(&[&[VERSION], &bytes[..]].concat());
        let _ = open(&bytes);
    }
}

#[test]
fn the_frame_is_the_one_in_the_schemas_page() {
    let bytes = sealed(&[plain(b"ab")]);
    let mut expected = vec![VERSION, 1, 6];
    expected.extend_from_slice(b"assess");
    expected.extend_from_slice(&[1, 26]);
    expected.extend_from_slice(b"care.work-item-feedback.v1");
    // Source, partition, offset, index, ordinal.
    expected.extend_from_slice(&[0, 6, 18, 2, 1]);
    expected.extend_from_slice(&[0x80, 0xB0, 0x83, 0xC5, 0x98, 0x68]);
    // The key in half its digits, the value.
    expected.extend_from_slice(&[5, 0x00, 0xFF, 3, b'a', b'b']);
    assert_eq!(bytes, expected);
}

#[test]
fn a_bundle_is_full_by_bytes_or_by_records_and_takes_one_of_any_size() {
    let mut builder = Builder::default();
    assert!(builder.has_room(10_000_000));
    let mut bytes = Vec::new();
    let large = plain(&vec![7; 10_000]);
    let mut added = 0;
    while builder.has_room(large.key.len() + 10_000) {
        builder.add((large.place, 0), large.moment, &large.key, large.value.as_deref());
        added += 1;
    }
    builder.seal("assess", 1, &mut bytes);
    assert!(
        added > 20 && bytes.len() <= MOST_BYTES,
        "{added} records, {} bytes",
        bytes.len()
    );
    for _ in 0..MOST_RECORDS {
        assert!(builder.has_room(4));
        builder.add((large.place, 0), large.moment, b"", None);
    }
    assert!(!builder.has_room(4));
    builder.seal("assess", 1, &mut bytes);
    assert_eq!(open(&bytes).map(|records| records.len()), Ok(MOST_RECORDS));
}

#[test]
fn another_version_is_not_taken_for_damage() {
    let mut bytes = sealed(&[plain(b"ab")]);
    bytes[0] = VERSION + 1;
    assert_eq!(open(&bytes), Err(BadBundle::Version(VERSION + 1)));
}

#[test]
fn what_follows_the_last_record_is_damage() {
    let mut bytes = sealed(&[plain(b"ab"), plain(b"cd")]);
    bytes.push(0);
    let error = open(&bytes).unwrap_err();
    assert!(matches!(&error, BadBundle::Damaged { records: 2, .. }), "{error}");
    assert!(matches!(open(&[]), Err(BadBundle::Damaged { records: 1, .. })));
    assert!(matches!(
        open(&[VERSION, 0]),
        Err(BadBundle::Damaged { records: 1, .. })
    ));
}

#[test]
fn keys_of_other_digits_are_kept_as_they_are() {
    for key in [&b"00FF"[..], b"abc", b"", b"a.7", b"\xff\x00"] {
        let sample = Sample {
            key: key.to_vec(),
            ..plain(b"")
        };
        let bytes = sealed(&[sample]);
        let found = open(&bytes).unwrap();
        assert_eq!(found[0].key, Cow::Borrowed(key));
    }
}
