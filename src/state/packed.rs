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
    overflowed: BTreeSet<i64>,
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
            overflowed: BTreeSet::new(),
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

    /// Drops the buckets before `hour`, and the oldest ones while more than `most` rows would stay.
    /// Call it on ticks only, so that what is kept does not depend on where transactions are cut.
    pub fn expire(&mut self, before: i64, most: usize) {
        let mut left = self.len();
        for (hour, bucket) in &self.buckets {
            if self.dropped.contains(hour) {
                left = left.saturating_sub(bucket.keys.len());
                continue;
            }
            let old = *hour < before;
            if !old && left <= most {
                break;
            }
            if !old {
                self.overflowed.insert(*hour);
            }
            left = left.saturating_sub(bucket.keys.len());
            self.dropped.insert(*hour);
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
        for hour in std::mem::take(&mut self.dropped) {
            if self.overflowed.remove(&hour) {
                self.evicted += self.buckets.get(&hour).map_or(0, |b| b.keys.len() as u64);
            }
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
        self.overflowed.clear();
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
