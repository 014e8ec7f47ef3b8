//! The progress record: one a lane and transaction, in the changelog. It chains the transactions, so that one
//! that was lost or torn is detected and not assumed away.

use crate::domain::time::Time;
use crate::domain::topic::Source;
use crate::state::row::BadRow;

/// First byte of a progress record's key; tables must not use it as their tag.
pub const TAG: u8 = 0;

/// How far a lane is, after one of its transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Offset committed by the transaction before; -1 before the first.
    pub previous: i64,
    /// Offset committed by this one: the next record to read.
    pub next: i64,
    /// Number of this transaction within the lane, from 1.
    pub transaction: u64,
    /// Lane time after it.
    pub time: Time,
}

const VERSION: u8 = 1;

impl Progress {
    /// The key of a source's progress record; the changelog's partition is the source's partition.
    #[must_use]
    pub fn key(source: Source) -> Vec<u8> {
        let mut key = vec![TAG];
        key.extend_from_slice(source.topic().name().as_bytes());
        key
    }

    /// The bytes: version, then four big-endian numbers.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&self.previous.to_be_bytes());
        bytes.extend_from_slice(&self.next.to_be_bytes());
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
        match (
            bytes.first(),
            number(1),
            number(9),
            number(17),
            number(25),
            bytes.len(),
        ) {
            (Some(&VERSION), Some(previous), Some(next), Some(transaction), Some(time), 33) => Ok(Self {
                previous: i64::from_be_bytes(previous),
                next: i64::from_be_bytes(next),
                transaction: u64::from_be_bytes(transaction),
                time: Time(i64::from_be_bytes(time)),
            }),
            _ => Err(BadRow::new(
                "progress",
                format!(
                    "{} bytes of version {:?}, not 33 of version {VERSION}",
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
        let progress = Progress {
            previous: -1,
            next: 7,
            transaction: 1,
            time: Time::START,
        };
        let bytes = progress.encode();
        assert_eq!(Progress::decode(&bytes), Ok(progress));
        assert!(Progress::decode(&bytes[..32]).is_err());
        assert!(Progress::decode(&[&bytes[..], &[0]].concat()).is_err());
        assert!(Progress::decode(&[&[9], &bytes[1..]].concat()).is_err());
        assert_ne!(Progress::key(Source::Feedback), Progress::key(Source::Events));
    }
}
