//! A chunk of packed rows: its name in the changelog, and how rows are cut into chunks.

use super::PackedRow;
use crate::state::row::RowKey;

/// Most bytes of a chunk. A record of the changelog grows neither with a transaction nor with an hour, and lies far
/// below what a topic takes.
pub const CHUNK_BYTES: usize = 128 * 1024;

/// What [`PackedRow::close`] may add to the bytes of the rows.
pub(super) const FRAME: usize = 16;

/// Names a chunk. Their order is that of hours, then of transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ChunkName {
    /// The hour whose rows it holds.
    pub(super) hour: i64,
    /// The transaction that wrote them.
    pub(super) transaction: u64,
    /// Number of the chunk within hour and transaction, from 0.
    pub(super) number: u32,
}

impl ChunkName {
    /// Bytes of a chunk's key: the table's tag and the three parts.
    pub(super) const BYTES: usize = 1 + 8 + 8 + 4;

    /// The first name of an hour.
    pub(super) const fn first_of(hour: i64) -> Self {
        Self {
            hour,
            transaction: 0,
            number: 0,
        }
    }

    /// The changelog key in the table of this tag.
    pub(super) fn key(&self, tag: u8) -> [u8; Self::BYTES] {
        let mut key = [tag; Self::BYTES];
        let hour = self.hour.to_be_bytes().into_iter();
        let rest = self.transaction.to_be_bytes().into_iter();
        let parts = hour.chain(rest).chain(self.number.to_be_bytes());
        for (to, from) in key.iter_mut().skip(1).zip(parts) {
            *to = from;
        }
        key
    }

    /// The name in a changelog key; `None` if it is none.
    pub(super) fn of(key: &[u8]) -> Option<Self> {
        let (_, rest) = key.split_first()?;
        let (hour, rest) = rest.split_first_chunk::<8>()?;
        let (transaction, rest) = rest.split_first_chunk::<8>()?;
        Some(Self {
            hour: i64::from_be_bytes(*hour),
            transaction: u64::from_be_bytes(*transaction),
            number: u32::from_be_bytes(rest.try_into().ok()?),
        })
    }
}

/// Takes the number, the keys and the bytes of a chunk.
pub(super) type CutSink<'s, K> = dyn FnMut(u32, Vec<K>, &[u8]) + 's;

/// Cuts rows into chunks of at most `most` bytes each, in the order given; `sink` gets the number, the keys and the
/// bytes of each. Only a row that is larger by itself makes a larger chunk, and `Packed` takes no such rows.
pub(super) fn cut<'r, K: RowKey, R: PackedRow + 'r>(
    rows: impl Iterator<Item = (K, &'r R)>,
    most: usize,
    sink: &mut CutSink<'_, K>,
) {
    let (mut keys, mut encoded, mut value) = (Vec::new(), Vec::new(), Vec::new());
    let mut number = 0;
    let mut close = |keys: &mut Vec<K>, encoded: &mut Vec<u8>| {
        value.clear();
        R::close(keys.len(), encoded, &mut value);
        sink(number, std::mem::take(keys), &value);
        number += 1;
        encoded.clear();
    };
    for (key, row) in rows {
        let full = encoded.len();
        R::encode(&key, row, &mut encoded);
        if encoded.len() + FRAME > most && full > 0 {
            let beyond = encoded.split_off(full);
            close(&mut keys, &mut encoded);
            encoded.extend_from_slice(&beyond);
        }
        keys.push(key);
    }
    if !keys.is_empty() {
        close(&mut keys, &mut encoded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_and_sorts_by_hour() {
        let name = |hour, transaction, number| ChunkName {
            hour,
            transaction,
            number,
        };
        let names = [name(-3, 9, 9), name(2, 0, 0), name(2, 0, 70_000), name(2, 1, 0)];
        assert!(names.is_sorted());
        for name in names {
            assert_eq!(ChunkName::of(&name.key(b'p')), Some(name));
        }
        assert_eq!(ChunkName::of(&[b'p'; 20]), None);
        assert_eq!(ChunkName::of(&[b'p'; 22]), None);
        assert_eq!(ChunkName::of(b""), None);
    }
}
