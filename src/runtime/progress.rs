//! The progress record: one a lane and transaction, in the changelog. It chains the transactions, so that one
//! that was lost or torn is detected and not assumed away.

use crate::domain::position::Position;
use crate::domain::time::Time;
use crate::domain::topic::Source;
use crate::state::row::BadRow;

/// First byte of a progress record's key; tables must not use it as their tag.
pub const TAG: u8 = 0;

/// How far a lane is, after one of its transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Position committed by the transaction before; `None` before the first.
    pub previous: Option<Position>,
    /// Position committed by this one: the next record to take.
    pub next: Position,
    /// Number of this transaction within the lane, from 1.
    pub transaction: u64,
    /// Lane time after it.
    pub time: Time,
}

const VERSION: u8 = 1;
const LENGTH: usize = 41;

impl Progress {
    /// The key of a source's progress record; the changelog's partition is the source's partition.
    #[must_use]
    pub fn key(source: Source) -> Vec<u8> {
        let mut key = vec![TAG];
        key.extend_from_slice(source.topic().name().as_bytes());
        key
    }

    /// The bytes: version, then big-endian numbers: offset and index of both positions (offset -1 for none),
    /// transaction, time.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        let none = Position::start_of(-1);
        for position in [self.previous.unwrap_or(none), self.next] {
            bytes.extend_from_slice(&position.offset.to_be_bytes());
            bytes.extend_from_slice(&position.index.to_be_bytes());
        }
        bytes.extend_from_slice(&self.transaction.to_be_bytes());
        bytes.extend_from_slice(&self.time.0.to_be_bytes());
        bytes
    }

    /// Reads it back.
    ///
    /// # Errors
    /// Bytes of another length or version.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadRow> {
        let number = |at: usize| -> Option<[u8; 8]> { bytes.get(at..at + 8)?.try_into().ok() };
        let position = |at: usize| -> Option<Position> {
            Some(Position {
                offset: i64::from_be_bytes(number(at)?),
                index: u32::from_be_bytes(bytes.get(at + 8..at + 12)?.try_into().ok()?),
            })
        };
        match (
            bytes.first(),
            position(1),
            position(13),
            number(25),
            number(33),
            bytes.len(),
        ) {
            (Some(&VERSION), Some(previous), Some(next), Some(transaction), Some(time), LENGTH) => Ok(Self {
                previous: Some(previous).filter(|position| position.offset >= 0),
                next,
                transaction: u64::from_be_bytes(transaction),
                time: Time(i64::from_be_bytes(time)),
            }),
            _ => Err(BadRow::new(
                "progress",
                format!(
                    "{} bytes of version {:?}, not {LENGTH} of version {VERSION}",
                    bytes.len(),
                    bytes.first()
                ),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_read_back_and_other_bytes_are_refused() {
        let inside = Position { offset: 7, index: 3 };
        let progress = Progress {
            previous: None,
            next: inside,
            transaction: 1,
            time: Time::START,
        };
        let second = Progress {
            previous: Some(inside),
            next: Position::start_of(8),
            transaction: 2,
            time: Time(5),
        };
        let bytes = progress.encode();
        assert_eq!(Progress::decode(&bytes), Ok(progress));
        assert_eq!(Progress::decode(&second.encode()), Ok(second));
        assert!(Progress::decode(&bytes[..40]).is_err());
        assert!(Progress::decode(&[&bytes[..], &[0]].concat()).is_err());
        assert!(Progress::decode(&[&[9], &bytes[1..]].concat()).is_err());
        assert_ne!(Progress::key(Source::Feedback), Progress::key(Source::Events));
    }
}
