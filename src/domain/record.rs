//! A record as a stage sees it.

use super::position::Position;
use super::time::Time;
use super::topic::Source;

/// Where a record came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Its topic.
    pub source: Source,
    /// Its partition.
    pub partition: i32,
    /// Offset of its message.
    pub offset: i64,
    /// Its number in that message, from 0.
    pub index: u32,
}

impl Place {
    /// The place within its partition.
    #[must_use]
    pub const fn position(self) -> Position {
        Position {
            offset: self.offset,
            index: self.index,
        }
    }
}

/// One input record, borrowed from wherever it was read.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Where it came from.
    pub place: Place,
    /// When it reached the first topic; carried through all hops.
    pub ingested_at: Time,
    /// Its key; empty where it has none.
    pub key: &'a [u8],
    /// Its headers, where it came from outside: the names of events travel there.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// Its value; `None` for a tombstone.
    pub value: Option<&'a [u8]>,
}
