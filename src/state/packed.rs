//! A packed table: rows that are only ever added, logged as one chunk a transaction and hour, dropped by
//! whole hours. It costs a changelog record a transaction, not a row.

use std::collections::{BTreeMap, BTreeSet};

use super::ChangeSink;
use super::row::{BadRow, RowKey};

/// A row of a packed table.
pub trait PackedRow: Copy + Send {
    /// Appends the bytes of a chunk of rows, in the order given.
    fn encode_chunk<K: RowKey>(rows: &[(K, Self)], to: &mut Vec<u8>);

    /// Reads a chunk back.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    fn decode_chunk<K: RowKey>(bytes: &[u8]) -> Result<Vec<(K, Self)>, String>;
}

#[derive(Debug)]
struct Bucket<K> {
    keys: Vec<K>,
    transactions: Vec<u64>,
}

impl<K> Default for Bucket<K> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            transactions: Vec::new(),
        }
    }
}

/// Insert-only rows by key, held in buckets of an hour.
#[derive(Debug)]
pub struct Packed<K, R> {
    tag: u8,
    rows: BTreeMap<K, (i64, R)>,
    buckets: BTreeMap<i64, Bucket<K>>,
    added: BTreeMap<K, (i64, R)>,
    dropped: BTreeSet<i64>,
    overflow: u64,
    evicted: u64,
}

impl<K: RowKey, R: PackedRow> Packed<K, R> {
    /// An empty table whose changelog keys start with `tag`.
    #[must_use]
    pub const fn new(tag: u8) -> Self {
        Self {
            tag,
            rows: BTreeMap::new(),
            buckets: BTreeMap::new(),
            added: BTreeMap::new(),
            dropped: BTreeSet::new(),
            overflow: 0,
            evicted: 0,
        }
    }

    /// The row of this key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&R> {
        if let Some((_, row)) = self.added.get(key) {
            return Some(row);
        }
        let (hour, row) = self.rows.get(key)?;
        (!self.dropped.contains(hour)).then_some(row)
    }

    /// Adds a row to the bucket of `hour`. A key that is there keeps its row.
    pub fn insert(&mut self, hour: i64, key: K, row: R) {
        if self.get(&key).is_none() {
            self.added.insert(key, (hour, row));
        }
    }

    /// Drops the rows of hours before `before`, and the oldest hours while more than `most` rows would stay.
    /// Rows that are not committed count like the others, and it is called on ticks only: so what is kept
    /// does not depend on where transactions are cut.
    pub fn expire(&mut self, before: i64, most: usize) {
        let mut counts: BTreeMap<i64, usize> = self
            .buckets
            .iter()
            .filter(|(hour, _)| !self.dropped.contains(hour))
            .map(|(hour, bucket)| (*hour, bucket.keys.len()))
            .collect();
        for (hour, _) in self.added.values() {
            *counts.entry(*hour).or_default() += 1;
        }
        let mut left: usize = counts.values().sum();
        for (hour, count) in counts {
            let old = hour < before;
            if !old && left <= most {
                break;
            }
            left -= count;
            self.added.retain(|_, (at, _)| *at != hour);
            if self.buckets.contains_key(&hour) {
                self.dropped.insert(hour);
            }
            if !old {
                self.overflow += count as u64;
            }
        }
    }

    /// Reports the overlay: dropped chunks, then one chunk an hour touched.
    pub fn changes(&self, transaction: u64, sink: &mut ChangeSink<'_>) {
        for hour in &self.dropped {
            for written in self.buckets.get(hour).into_iter().flat_map(|b| &b.transactions) {
                sink(&self.chunk_key(*hour, *written), None);
            }
        }
        let mut hours: BTreeMap<i64, Vec<(K, R)>> = BTreeMap::new();
        for (key, (hour, row)) in &self.added {
            hours.entry(*hour).or_default().push((*key, *row));
        }
        let mut value = Vec::new();
        for (hour, rows) in hours {
            value.clear();
            R::encode_chunk(&rows, &mut value);
            sink(&self.chunk_key(hour, transaction), Some(&value));
        }
    }

    fn chunk_key(&self, hour: i64, transaction: u64) -> [u8; 17] {
        let mut key = [self.tag; 17];
        let parts = hour.to_be_bytes().into_iter().chain(transaction.to_be_bytes());
        for (to, from) in key.iter_mut().skip(1).zip(parts) {
            *to = from;
        }
        key
    }

    /// Makes the overlay part of the table.
    pub fn merge(&mut self, transaction: u64) {
        self.evicted += std::mem::take(&mut self.overflow);
        for hour in std::mem::take(&mut self.dropped) {
            self.drop_bucket(hour);
        }
        for (key, (hour, row)) in std::mem::take(&mut self.added) {
            self.install(hour, transaction, key, row);
        }
    }

    fn drop_bucket(&mut self, hour: i64) {
        for key in self.buckets.remove(&hour).unwrap_or_default().keys {
            if self.rows.get(&key).is_some_and(|(at, _)| *at == hour) {
                self.rows.remove(&key);
            }
        }
    }

    fn install(&mut self, hour: i64, transaction: u64, key: K, row: R) {
        let bucket = self.buckets.entry(hour).or_default();
        bucket.keys.push(key);
        if !bucket.transactions.contains(&transaction) {
            bucket.transactions.push(transaction);
        }
        self.rows.insert(key, (hour, row));
    }

    /// Forgets the overlay.
    pub fn discard(&mut self) {
        self.added.clear();
        self.dropped.clear();
        self.overflow = 0;
    }

    /// Whether a changelog key belongs to this table.
    #[must_use]
    pub fn owns(&self, key: &[u8]) -> bool {
        key.first() == Some(&self.tag)
    }

    /// Folds a changelog record in.
    ///
    /// # Errors
    /// A key or chunk of another form.
    pub fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow> {
        let bad = |detail: String| BadRow::new(&format!("{}", char::from(self.tag)), detail);
        let part = |from: usize| -> Option<[u8; 8]> { key.get(from..from + 8)?.try_into().ok() };
        let (Some(hour), Some(transaction), 17) = (part(1), part(9), key.len()) else {
            return Err(bad(format!("a key of {} bytes, not 17", key.len())));
        };
        let (hour, transaction) = (i64::from_be_bytes(hour), u64::from_be_bytes(transaction));
        match value {
            Some(bytes) => {
                for (key, row) in R::decode_chunk::<K>(bytes).map_err(bad)? {
                    self.install(hour, transaction, key, row);
                }
            }
            // Chunks of an hour are only ever dropped together.
            None => self.drop_bucket(hour),
        }
        Ok(())
    }

    /// Committed rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no committed row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Rows dropped because of the row bound.
    #[must_use]
    pub const fn evicted(&self) -> u64 {
        self.evicted
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::ids::PostKey;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Mark;

    impl PackedRow for Mark {
        fn encode_chunk<K: RowKey>(rows: &[(K, Self)], to: &mut Vec<u8>) {
            for (key, _) in rows {
                to.extend_from_slice(key.bytes());
            }
        }

        fn decode_chunk<K: RowKey>(bytes: &[u8]) -> Result<Vec<(K, Self)>, String> {
            let key = |part: &[u8]| part.try_into().map(K::of).map_err(|_| "cut".to_string());
            bytes.chunks(16).map(|part| Ok((key(part)?, Self))).collect()
        }
    }

    fn key(n: u8) -> PostKey {
        PostKey::from_bytes([n; 16])
    }

    proptest! {
        /// Inserts and expiries, with transactions cut anywhere: what is kept is the same, also after a
        /// restore from the changelog.
        #[test]
        fn cuts_leave_no_trace(
            steps in prop::collection::vec((0u8..40, 0i64..6, any::<bool>(), any::<bool>()), 1..60),
        ) {
            let (mut whole, mut cut) = (Packed::new(b'x'), Packed::new(b'x'));
            let mut restored: Packed<PostKey, Mark> = Packed::new(b'x');
            for (n, (post, hour, tick, commit)) in (1u64..).zip(steps) {
                for table in [&mut whole, &mut cut] {
                    table.insert(hour, key(post), Mark);
                    if tick {
                        table.expire(hour - 2, 5);
                    }
                }
                if commit {
                    cut.changes(n, &mut |name, value| restored.apply(name, value).unwrap());
                    cut.merge(n);
                }
            }
            cut.changes(99, &mut |name, value| restored.apply(name, value).unwrap());
            for post in 0..40 {
                prop_assert_eq!(whole.get(&key(post)), cut.get(&key(post)), "post {}", post);
                prop_assert_eq!(cut.get(&key(post)), restored.get(&key(post)), "post {}", post);
            }
            whole.merge(1);
            cut.merge(99);
            prop_assert_eq!(whole.evicted(), cut.evicted());
        }
    }
}
