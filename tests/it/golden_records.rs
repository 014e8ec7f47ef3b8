//! One framed value of each record type and what it means: `schemas/golden/<name>.hex` and `.json`. They guard the
//! bytes. `UPDATE_GOLDEN=1` writes them anew: read the diff.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use outcry::domain::topic::RecordType;
use outcry::wire::Wire;

use super::item_samples;
use super::samples::{self, framed};
use super::{erasure_samples, feed_samples, lookup_samples, view_samples};

fn values() -> Vec<Vec<u8>> {
    vec![
        framed(&samples::social_event_full()),
        framed(&samples::scored_event_full()),
        framed(&samples::risk_changed()),
        framed(&samples::reassigned()),
        framed(&item_samples::feedbacks()[0]),
        framed(&item_samples::receipts()[0]),
        framed(&samples::cascades()[0]),
        framed(&item_samples::work_item_full()),
        framed(&samples::alert_full()),
        framed(&samples::opportunities()[0]),
        framed(&samples::measure()),
        framed(&lookup_samples::row()),
        framed(&lookup_samples::question()),
        framed(&samples::ticks()[0]),
        framed(&erasure_samples::requests()[1]),
        framed(&erasure_samples::erasure()),
        framed(&erasure_samples::answer()),
        framed(&erasure_samples::receipts()[0]),
        framed(&feed_samples::gaps()[0]),
        framed(&feed_samples::account_changed()),
        framed(&view_samples::published()[0]),
        framed(&view_samples::scored()[0]),
    ]
}

/// Forty bytes a line.
fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::new();
    for line in bytes.chunks(40) {
        for byte in line {
            write!(text, "{byte:02x}").unwrap();
        }
        text.push('\n');
    }
    text
}

fn from_hexadecimal(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/golden")
}

fn written(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}; run with UPDATE_GOLDEN=1", path.display()))
}

#[test]
fn each_record_type_has_the_bytes_it_had_and_they_mean_what_they_meant() {
    let wire = Wire::locked();
    let mut seen = BTreeSet::new();
    for bytes in values() {
        let record = wire.record_type(&bytes).unwrap();
        seen.insert(record);
        let path = |kind: &str| folder().join(format!("{}.{kind}", record.name()));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            let meant = format!("{:#}\n", wire.to_json(&bytes).unwrap());
            fs::write(path("hex"), hexadecimal(&bytes)).unwrap();
            fs::write(path("json"), meant).unwrap();
        }
        let then = from_hexadecimal(&written(&path("hex")));
        let meant: serde_json::Value = serde_json::from_str(&written(&path("json"))).unwrap();
        assert_eq!(
            bytes,
            then,
            "{}: run with UPDATE_GOLDEN=1 to accept",
            record.name()
        );
        assert_eq!(wire.to_json(&then), Ok(meant), "{}", record.name());
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), RecordType::ALL);
    assert_eq!(
        fs::read_dir(folder()).unwrap().count(),
        2 * RecordType::ALL.len(),
        "schemas/golden holds two files a record type"
    );
}
