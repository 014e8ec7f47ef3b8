//! A recorded day that does not belong to the repository: used when it lies beside it, skipped aloud if not.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::client::Stored;
use super::dice::Dice;

/// Where the day is, if it is there.
pub fn day() -> Result<PathBuf, String> {
    let given = std::env::var_os("OUTCRY_SHARED").map(PathBuf::from);
    let shared = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let file = shared.join("data/stream/x-day.jsonl.gz");
    if file.is_file() {
        Ok(file)
    } else {
        Err("no recorded day: set OUTCRY_SHARED to the folder that holds data/stream".into())
    }
}

#[derive(Deserialize)]
struct Line<'a> {
    key: Option<String>,
    timestamp: i64,
    #[serde(borrow)]
    value: &'a RawValue,
}

/// Every record of a file of JSON Lines, gzip-packed, by its own key.
pub fn records(file: &Path) -> Vec<Stored> {
    let packed = std::fs::File::open(file).expect("the recorded day");
    let lines = BufReader::new(flate2::read::MultiGzDecoder::new(packed)).lines();
    let stored = |line: String| {
        let line: Line<'_> = serde_json::from_str(&line).expect("a line of the capture format");
        Stored {
            partition: -1,
            offset: -1,
            timestamp: line.timestamp,
            key: line.key.map(String::into_bytes),
            value: Some(line.value.get().as_bytes().to_vec()),
            headers: Vec::new(),
            ..Stored::default()
        }
    };
    lines.map(|line| stored(line.expect("a line"))).collect()
}

/// Adds to each partition the record that closes it, two hours after the last: then time passes the end of the
/// day everywhere, and nothing stays untold.
pub fn close(records: &mut Vec<Stored>, partitions: i32) {
    let last = records.iter().map(|record| record.timestamp).max().unwrap_or(0);
    let at = last + 2 * 3_600_000;
    records.extend((0..partitions).map(|partition| Stored {
        partition,
        offset: -1,
        timestamp: at,
        key: None,
        value: Some(format!("{{\"outcry\":{{\"until\":{at}}}}}").into_bytes()),
        headers: Vec::new(),
        ..Stored::default()
    }));
}

/// The same records under keys that mean nothing.
pub fn shuffled_keys(records: &mut [Stored], seed: u64) {
    let mut dice = Dice::new(seed);
    for record in records {
        record.key = Some(dice.next().to_be_bytes().to_vec());
    }
}
