//! Rows of lane state to bytes of the changelog and back. Rows are internal: nobody subscribes to them.
//! Their schemas lie in `schemas/state/`; `schemas/README.md` says how to add one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::datum::Datum;
use super::write::block;

macro_rules! rows {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../schemas/state/", $name, ".avsc")))),*]
    };
}

/// Name of a row, which is that of its file, and its schema.
const ROWS: &[(&str, &str)] = rows! {
    "progress"
    "placed"
    "blocked"
    "answered"
    "erasing"
    "pending"
    "known_post"
    "amendment"
    "held"
    "sharer"
    "repeat"
    "orphan"
    "orphan_number"
    "unfinished"
    "conversation"
    "customer"
};

/// First byte of a row.
const MARK: u8 = 0xA7;
/// Second byte of a row: the version of its schema.
const VERSION: u8 = 1;

#[expect(
    clippy::expect_used,
    reason = "the schemas are embedded; a test parses each of them"
)]
static SCHEMAS: LazyLock<BTreeMap<&str, Datum>> = LazyLock::new(|| {
    let parsed = |text| Datum::parse(text).expect("an embedded schema of a row parses");
    ROWS.iter().map(|(name, text)| (*name, parsed(text))).collect()
});

/// Appends a row under the schema `name` of `schemas/state/`.
///
/// # Panics
/// There is no such schema, or the row does not follow it: a bug of this build. Committing it would cost the lane its state.
#[expect(
    clippy::panic,
    reason = "a row that cannot be read back must not be committed"
)]
pub fn encode_row<T: Serialize>(name: &'static str, row: &T, to: &mut Vec<u8>) {
    let Some(schema) = SCHEMAS.get(name) else {
        panic!("no schema of rows `{name}`: add it to schemas/state and to the table in src/wire/rows.rs");
    };
    to.extend_from_slice(&[MARK, VERSION]);
    if let Err(why) = schema.write(row, to) {
        panic!("a row of `{name}` does not follow schemas/state/{name}.avsc: {why}");
    }
}

/// Appends one entry of a row that is a list of entries.
///
/// # Panics
/// As [`encode_row`].
#[expect(
    clippy::panic,
    reason = "a row that cannot be read back must not be committed"
)]
pub(super) fn encode_entry<T: Serialize>(name: &'static str, entry: &T, to: &mut Vec<u8>) {
    let written = match SCHEMAS.get(name) {
        Some(schema) => schema.write_item(entry, to),
        None => Err("there is no such schema".into()),
    };
    if let Err(why) = written {
        panic!("an entry of `{name}` does not follow schemas/state/{name}.avsc: {why}");
    }
}

/// Appends a row that is a list of so many entries, whose bytes these are.
pub(super) fn encode_entries(entries: usize, encoded: &[u8], to: &mut Vec<u8>) {
    to.extend_from_slice(&[MARK, VERSION]);
    block(entries, encoded, to);
}

/// Reads a row written under the schema `name` of `schemas/state/`.
///
/// # Errors
/// What is wrong with the bytes.
pub fn decode_row<T: DeserializeOwned>(name: &'static str, bytes: &[u8]) -> Result<T, String> {
    let Some(schema) = SCHEMAS.get(name) else {
        return Err(format!("{name}: no schema of such rows"));
    };
    let [MARK, version, body @ ..] = bytes else {
        return Err(format!(
            "{name}: not a row: {} bytes without its mark",
            bytes.len()
        ));
    };
    if *version != VERSION {
        return Err(format!(
            "{name}: a row of version {version}, and this build knows {VERSION}"
        ));
    }
    schema.read(body).map_err(|why| format!("{name}: {why}"))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::domain::time::Time;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Progress {
        previous: i64,
        next: i64,
        transaction: u64,
        time: Time,
    }

    const ROW: Progress = Progress {
        previous: -1,
        next: 5_000,
        transaction: 1,
        time: Time::START,
    };

    fn bytes() -> Vec<u8> {
        let mut bytes = Vec::new();
        encode_row("progress", &ROW, &mut bytes);
        bytes
    }

    #[test]
    fn a_row_reads_back_and_starts_with_mark_and_version() {
        assert_eq!(bytes()[..4], [MARK, 1, 1, 0x90]);
        assert_eq!(decode_row("progress", &bytes()), Ok(ROW));
    }

    #[test]
    fn a_row_of_another_form_is_refused_and_says_which_table() {
        let mut newer = bytes();
        newer[1] = 9;
        let cut = &bytes()[..4];
        for (bytes, part) in [
            (&b"{}"[..], "without its mark"),
            (&newer, "version 9"),
            (cut, "too early"),
        ] {
            let error = decode_row::<Progress>("progress", bytes).unwrap_err();
            assert!(error.starts_with("progress: ") && error.contains(part), "{error}");
        }
    }

    #[test]
    #[should_panic(expected = "a row of `progress` does not follow schemas/state/progress.avsc")]
    fn a_row_that_does_not_follow_its_schema_is_never_written() {
        encode_row("progress", &Time(1), &mut Vec::new());
    }

    #[test]
    fn every_schema_of_a_row_parses_and_has_a_name_of_its_own() {
        assert_eq!(SCHEMAS.len(), ROWS.len());
    }
}
