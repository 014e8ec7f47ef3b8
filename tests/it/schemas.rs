//! Schemas against the structs that travel under them: every value reads back, bad bytes are refused.

use std::fmt::Debug;
use std::path::Path;

use apache_avro::Schema;
use apache_avro::reader::datum::GenericDatumReader;
use apache_avro::writer::datum::GenericDatumWriter;
use outcry::domain::erasure::ErasureRequest;
use outcry::domain::event::SocialEvent;
use outcry::domain::notice::RiskChanged;
use outcry::domain::scored::ScoredEvent;
use outcry::domain::tick::Tick;
use outcry::domain::topic::RecordType;
use outcry::wire::{Contract, Wire, WireError};

use super::erasure_samples;
use super::feed_samples;
use super::item_samples;
use super::lookup_samples;
use super::samples::{self, framed};
use super::view_samples;

fn reads_back<T: Contract + PartialEq + Debug>(value: &T) {
    let bytes = framed(value);
    assert_eq!(Wire::locked().record_type(&bytes), Ok(T::TYPE));
    assert_eq!(Wire::locked().decode::<T>(&bytes).as_ref(), Ok(value));
}

#[test]
fn every_type_reads_back_with_everything_set_and_with_nothing() {
    reads_back(&samples::social_event_full());
    reads_back(&samples::social_event_bare());
    reads_back(&samples::social_event_typical());
    reads_back(&samples::scored_event_full());
    reads_back(&samples::scored_event_bare());
    reads_back(&item_samples::work_item_full());
    reads_back(&item_samples::work_item_bare());
    reads_back(&samples::alert_full());
    reads_back(&samples::alert_bare());
    samples::cascades().iter().for_each(reads_back);
    item_samples::feedbacks().iter().for_each(reads_back);
    item_samples::receipts().iter().for_each(reads_back);
    samples::opportunities().iter().for_each(reads_back);
    reads_back(&samples::measure());
    reads_back(&samples::risk_changed());
    reads_back(&samples::reassigned());
    reads_back(&lookup_samples::row());
    reads_back(&lookup_samples::question());
    samples::ticks().iter().for_each(reads_back);
    erasure_samples::requests().iter().for_each(reads_back);
    reads_back(&erasure_samples::erasure());
    reads_back(&erasure_samples::answer());
    erasure_samples::receipts().iter().for_each(reads_back);
    feed_samples::gaps().iter().for_each(reads_back);
    reads_back(&feed_samples::account_changed());
    view_samples::published().iter().for_each(reads_back);
    view_samples::scored().iter().for_each(reads_back);
}

/// The library's own bytes and reading are the judge of what this build writes.
fn agrees_with_the_library<T: Contract + PartialEq + Debug>(value: &T) {
    let schema = schema_of(T::TYPE);
    let bytes = framed(value);
    // Ids are digits where others read them, and bytes where only outcry does.
    let digits = T::TYPE.is_contract();
    let writer = GenericDatumWriter::builder(&schema)
        .human_readable(digits)
        .build()
        .unwrap();
    assert_eq!(
        &bytes[5..],
        writer.write_ser_to_vec(value).unwrap(),
        "{}",
        T::TYPE.name()
    );
    let reader = GenericDatumReader::builder(&schema)
        .human_readable(digits)
        .build()
        .unwrap();
    assert_eq!(&reader.read_deser::<T>(&mut &bytes[5..]).unwrap(), value);
    // Arrays in several blocks, with their sizes, are Avro too.
    let blocks = GenericDatumWriter::builder(&schema)
        .human_readable(digits)
        .target_block_size(1)
        .build()
        .unwrap();
    let body = blocks.write_ser_to_vec(value).unwrap();
    let in_blocks = [&bytes[..5], &body].concat();
    assert_eq!(&Wire::locked().decode::<T>(&in_blocks).unwrap(), value);
}

fn schema_of(record: RecordType) -> Schema {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let texts = files
        .filter(|file| file.extension().is_some_and(|extension| extension == "avsc"))
        .map(|file| std::fs::read_to_string(file).unwrap());
    let schemas = texts.map(|text| Schema::parse_str(&text).unwrap());
    let of_record = |schema: &Schema| schema.name().is_some_and(|name| name.name() == record.name());
    schemas.into_iter().find(of_record).unwrap()
}

#[test]
fn bytes_are_those_of_the_library() {
    agrees_with_the_library(&samples::social_event_full());
    agrees_with_the_library(&samples::social_event_bare());
    agrees_with_the_library(&samples::scored_event_full());
    agrees_with_the_library(&samples::scored_event_bare());
    agrees_with_the_library(&item_samples::work_item_full());
    agrees_with_the_library(&item_samples::work_item_bare());
    agrees_with_the_library(&samples::alert_full());
    agrees_with_the_library(&samples::alert_bare());
    samples::cascades().iter().for_each(agrees_with_the_library);
    item_samples::feedbacks().iter().for_each(agrees_with_the_library);
    item_samples::receipts().iter().for_each(agrees_with_the_library);
    samples::opportunities().iter().for_each(agrees_with_the_library);
    agrees_with_the_library(&samples::measure());
    agrees_with_the_library(&samples::risk_changed());
    agrees_with_the_library(&samples::reassigned());
    agrees_with_the_library(&lookup_samples::row());
    agrees_with_the_library(&lookup_samples::question());
    samples::ticks().iter().for_each(agrees_with_the_library);
    erasure_samples::requests()
        .iter()
        .for_each(agrees_with_the_library);
    agrees_with_the_library(&erasure_samples::erasure());
    agrees_with_the_library(&erasure_samples::answer());
    erasure_samples::receipts()
        .iter()
        .for_each(agrees_with_the_library);
    feed_samples::gaps().iter().for_each(agrees_with_the_library);
    agrees_with_the_library(&feed_samples::account_changed());
    view_samples::published().iter().for_each(agrees_with_the_library);
    view_samples::scored().iter().for_each(agrees_with_the_library);
}

/// The bytes with the first run of `from` in the place of which `to` stands.
fn spoilt(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes
        .windows(from.len())
        .position(|window| window == from)
        .unwrap();
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

/// Bytes after their length, at most 63 of them.
fn measured(bytes: &[u8]) -> Vec<u8> {
    [&[u8::try_from(2 * bytes.len()).unwrap()], bytes].concat()
}

#[test]
fn an_id_is_32_digits_where_others_write_it_and_sixteen_bytes_elsewhere() {
    let [_, request] = erasure_samples::requests();
    let bytes = framed(&request);
    let key = measured(&request.author_key.unwrap().hex());
    for other in [&b"0303030303030303"[..], &[0xC3; 16], &[b'0'; 31], b""] {
        let spoilt = spoilt(&bytes, &key, &measured(other));
        assert!(
            Wire::locked().decode::<ErasureRequest>(&spoilt).is_err(),
            "{other:?}"
        );
    }
    let notice = samples::risk_changed();
    let bytes = framed(&notice);
    let key = measured(notice.customer.bytes());
    for other in [&notice.customer.hex()[..], &[7; 15], b""] {
        let spoilt = spoilt(&bytes, &key, &measured(other));
        assert!(
            Wire::locked().decode::<RiskChanged>(&spoilt).is_err(),
            "{other:?}"
        );
    }
}

#[test]
fn a_tick_has_these_bytes() {
    let bytes = framed(&samples::ticks()[0]);
    // 1,900,000,000,123 zigzag: 3,800,000,000,246 in groups of seven bits, lowest first.
    assert_eq!(bytes, [0, 0x4F, 0x55, 0, 12, 0xF6, 0xE1, 0x99, 0x8D, 0xCC, 0x6E]);
}

#[test]
fn what_is_not_framed_is_refused() {
    let wire = Wire::locked();
    for bytes in [&b""[..], b"\0OU", b"{\"a\":1}", b"\x01OU\0\0\0"] {
        assert!(
            matches!(wire.record_type(bytes), Err(WireError::NotFramed(_))),
            "{bytes:?}"
        );
    }
    assert_eq!(
        wire.record_type(b"\0\0\0\0\x07abc"),
        Err(WireError::UnknownSchema(7))
    );
    let tick = framed(&samples::ticks()[0]);
    assert_eq!(
        wire.decode::<SocialEvent>(&tick),
        Err(WireError::WrongType {
            wanted: "SocialEvent",
            found: "Tick"
        })
    );
}

#[test]
fn a_body_cut_anywhere_is_refused_and_so_is_one_with_more_behind_it() {
    let wire = Wire::locked();
    let bytes = framed(&samples::social_event_full());
    for end in 5..bytes.len() {
        let read = wire.decode::<SocialEvent>(&bytes[..end]);
        assert!(matches!(read, Err(WireError::BadBody(_))), "cut at {end}");
    }
    let longer = [&bytes[..], b"!"].concat();
    let Err(WireError::BadBody(why)) = wire.decode::<SocialEvent>(&longer) else {
        panic!("was read")
    };
    assert_eq!(why, "SocialEvent: 1 bytes follow its end");
}

#[test]
fn a_length_beyond_all_bounds_is_refused() {
    let wire = Wire::locked();
    // The first field of a social event is a string: lengths of 2^40, of the largest and the least long.
    for length in [
        &[0x80, 0x80, 0x80, 0x80, 0x80, 0x40][..],
        &[0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        &[0xFF; 12],
    ] {
        let bytes = [&[0, 0x4F, 0x55, 0, 0], length, b"abc"].concat();
        assert!(
            matches!(wire.decode::<SocialEvent>(&bytes), Err(WireError::BadBody(_))),
            "{length:?}"
        );
    }
}

#[test]
fn json_shows_the_event_within() {
    let wire = Wire::locked();
    let event = samples::social_event_typical();
    let scored = ScoredEvent {
        event: Some(framed(&event)),
        ..samples::scored_event_full()
    };
    let json = wire.to_json(&framed(&scored)).unwrap();
    assert_eq!(json["event"]["text"]["plain"], event.text.unwrap().plain);
    assert_eq!(json["risk"]["level"], "medium");
    assert_eq!(
        wire.to_json(&framed(&Tick {
            time: samples::ticks()[0].time
        }))
        .unwrap()["time"],
        1_900_000_000_123_i64
    );
    assert_eq!(RecordType::ALL.len(), 22);
}
