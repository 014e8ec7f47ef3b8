//! Ids fixed in `schemas/ids.lock`: no registry is needed.

use std::fmt;

use super::WireError;
use super::catalogue;
use super::datum::Datum;
use super::ids::SchemaIds;
use crate::domain::topic::RecordType;

/// The first id: far above what a registry gives, which counts from 1.
const FIRST: u32 = 0x4F55_0000;

/// Whether an id is one of a lock, of this build or of another.
#[must_use]
pub const fn is_locked(id: u32) -> bool {
    id & 0xFFFF_0000 == FIRST
}

/// One line of the lock: `id  full record name  version  fingerprint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockLine {
    /// The schema id, from 0x4F550000.
    pub id: u32,
    /// Full name of the record.
    pub record: String,
    /// Version of its schema, from 1.
    pub version: usize,
    /// SHA-256 of the schema's parsing canonical form, in hexadecimal.
    pub fingerprint: String,
}

impl fmt::Display for LockLine {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            id,
            record,
            version,
            fingerprint,
        } = self;
        write!(to, "0x{id:08X} {record} {version} {fingerprint}")
    }
}

/// Reads the text of a lock. Lines that start with `#` are remarks.
///
/// # Errors
/// Every line that is not of the form, with its number.
pub fn parse(text: &str) -> Result<Vec<LockLine>, String> {
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match parse_line(line) {
            Some(read) => lines.push(read),
            None => wrong.push(format!(
                "schemas/ids.lock:{number}: not `id record version fingerprint`: {line}"
            )),
        }
    }
    if wrong.is_empty() {
        Ok(lines)
    } else {
        Err(wrong.join("\n"))
    }
}

fn parse_line(line: &str) -> Option<LockLine> {
    let mut words = line.split_whitespace();
    let read = LockLine {
        id: u32::from_str_radix(words.next()?.strip_prefix("0x")?, 16).ok()?,
        record: words.next()?.to_owned(),
        version: words.next()?.parse().ok()?,
        fingerprint: words.next()?.to_owned(),
    };
    words.next().is_none().then_some(read)
}

/// The embedded lock.
#[derive(Debug)]
pub(super) struct Locked(Vec<LockLine>);

impl Locked {
    /// Reads the embedded lock.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn embedded() -> Result<Self, String> {
        parse(catalogue::IDS_LOCK).map(Self)
    }

    /// The id of the record of this name.
    ///
    /// # Errors
    /// The lock does not have it: the line to add.
    pub(super) fn id(&self, record: RecordType, name: &str, datum: &Datum) -> Result<u32, WireError> {
        if let Some(line) = self.0.iter().find(|line| line.record == name) {
            return Ok(line.id);
        }
        let line = LockLine {
            id: FIRST + record as u32,
            record: name.to_owned(),
            version: 1,
            fingerprint: datum.fingerprint(),
        };
        Err(WireError::BadSchema(format!(
            "schemas/ids.lock has no `{name}`; add the line:\n{line}"
        )))
    }
}

impl SchemaIds for Locked {
    fn own(&self, record: RecordType, name: &str, schema: &str) -> Result<Vec<u32>, WireError> {
        let datum = Datum::parse(schema).map_err(WireError::BadSchema)?;
        self.id(record, name, &datum).map(|id| vec![id])
    }

    fn writer(&self, _id: u32) -> Result<Option<String>, WireError> {
        // Every line is that of an own schema: another id names none.
        Ok(None)
    }
}
