//! Rows of lane state to bytes of the changelog and back. Rows are internal: nobody subscribes to them.
//! Their schemas lie in `schemas/state/`; `schemas/README.md` says how to add one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::datum::Datum;

macro_rules! rows {
    ($($name:literal [$($file:literal)*])*) => {
        &[$(($name, &[$(include_str!(concat!("../../schemas/state/", $file, ".avsc"))),*])),*]
    };
}

/// Name of a row and the files of its schema's versions, oldest first; the last is written.
const ROWS: &[(&str, &[&str])] = rows! {
    "progress" ["progress"]
    "placed" ["placed_v1" "placed"]
    "blocked" ["blocked"]
    "answered" ["answered"]
    "erasing" ["erasing"]
    "pending" ["pending"]
    "known_post" ["known_post_v1" "known_post"]
    "amendment" ["amendment_v1" "amendment"]
    "held" ["held"]
    "conversation" ["conversation"]
    "customer" ["customer_v1" "customer_v2" "customer_v3" "customer_v4" "customer"]
};

/// First byte of a row; the second is the version of its schema, from 1.
const MARK: u8 = 0xA7;

#[expect(
    clippy::expect_used,
    reason = "the schemas are embedded; a test parses each of them"
)]
static SCHEMAS: LazyLock<BTreeMap<&str, Vec<Datum>>> = LazyLock::new(|| {
    let parsed = |text: &&str| Datum::parse(text).expect("an embedded schema of a row parses");
    ROWS.iter()
        .map(|(name, versions)| (*name, versions.iter().map(parsed).collect()))
        .collect()
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
    let Some((newest, version)) = newest(name) else {
        panic!("no schema of rows `{name}`: add it to schemas/state and to the table in src/wire/rows.rs");
    };
    to.extend_from_slice(&[MARK, version]);
    if let Err(why) = newest.write(row, to) {
        panic!("a row of `{name}` does not follow schemas/state/{name}.avsc: {why}");
    }
}

/// Reads a row written under the schema `name` of `schemas/state/`, by this or an earlier version.
///
/// # Errors
/// What is wrong with the bytes.
pub fn decode_row<T: DeserializeOwned>(name: &'static str, bytes: &[u8]) -> Result<T, String> {
    let Some((newest, newest_version)) = newest(name) else {
        return Err(format!("{name}: no schema of such rows"));
    };
    let [MARK, version, body @ ..] = bytes else {
        return Err(format!(
            "{name}: not a row: {} bytes without its mark",
            bytes.len()
        ));
    };
    let read = if *version == newest_version {
        newest.read(body)
    } else {
        let written = SCHEMAS
            .get(name)
            .and_then(|all| all.get(usize::from(*version).checked_sub(1)?));
        let written = written.ok_or_else(|| {
            format!("{name}: a row of version {version}, and this build knows 1 to {newest_version}")
        })?;
        newest.read_from(written, body)
    };
    read.map_err(|why| format!("{name}: {why}"))
}

fn newest(name: &str) -> Option<(&'static Datum, u8)> {
    let versions = SCHEMAS.get(name)?;
    Some((versions.last()?, u8::try_from(versions.len()).ok()?))
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
        for (name, versions) in SCHEMAS.iter() {
            assert!(!versions.is_empty(), "{name} has no version");
        }
    }
}
