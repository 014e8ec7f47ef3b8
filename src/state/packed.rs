//! A packed table: rows that are added and hardly ever changed, logged as one chunk a transaction and hour,
//! dropped by whole hours. It costs a changelog record a transaction, not a row. A row that must go before its
//! hour, or say something else, costs its whole chunk anew: that is for erasure alone.

use std::collections::{BTreeMap, BTreeSet};

use super::bucket::Bucket;
use super::evicted::Evicted;
use super::keyed::Keyed;
use super::row::{BadRow, RowKey};
use super::{ChangeSink, StateTable};

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

/// What becomes of a row that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revised<R> {
    /// It stays as it is.
    Kept,
    /// It says this from now on.
    Changed(R),
    /// It is gone.
    Gone,
}

/// Rows by key, held in buckets of an hour.
#[derive(Debug)]
pub struct Packed<K, R> {
    tag: u8,
    rows: Keyed<K, (i64, R)>,
    buckets: BTreeMap<i64, Bucket<K>>,
    added: BTreeMap<K, (i64, R)>,
    revised: BTreeMap<K, Option<R>>,
    dropped: BTreeSet<i64>,
    evicted: Evicted,
}

impl<K: RowKey, R: PackedRow> Packed<K, R> {
    /// An empty table whose changelog keys start with `tag`.
    #[must_use]
    pub fn new(tag: u8) -> Self {
        Self {
            tag,
            rows: Keyed::default(),
            buckets: BTreeMap::new(),
            added: BTreeMap::new(),
            revised: BTreeMap::new(),
            dropped: BTreeSet::new(),
            evicted: Evicted::default(),
        }
    }

    /// The row of this key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&R> {
        if let Some((_, row)) = self.added.get(key) {
            return Some(row);
        }
        let (hour, row) = self.rows.get(key)?;
        if self.dropped.contains(hour) {
            return None;
        }
        match self.revised.get(key) {
            Some(revised) => revised.as_ref(),
            None => Some(row),
        }
    }

    /// Whether there is no row at all, committed or not.
    #[must_use]
    pub fn holds_nothing(&self) -> bool {
        self.rows.is_empty() && self.added.is_empty()
    }

    /// Adds a row to the bucket of `hour`. A key that is there keeps its row.
    pub fn insert(&mut self, hour: i64, key: K, row: R) {
        if self.get(&key).is_none() {
            self.added.insert(key, (hour, row));
        }
    }

    /// Adds a row to the bucket of `hour`, in place of one that is there.
    pub fn renew(&mut self, hour: i64, key: K, row: R) {
        if self.rows.contains_key(&key) {
            self.revised.insert(key, None);
        }
        self.added.insert(key, (hour, row));
    }

    /// Looks at every row once and changes or drops those that `look` says. The order in which rows are looked
    /// at depends on where transactions are cut: nothing may hang on it.
    pub fn revise(&mut self, mut look: impl FnMut(&K, &R) -> Revised<R>) {
        let mut found: Vec<(K, Option<R>)> = Vec::new();
        for (key, (hour, row)) in &self.rows {
            if self.dropped.contains(hour) || self.added.contains_key(key) {
                continue;
            }
            let revised = self.revised.get(key).map_or(Some(row), Option::as_ref);
            match revised.map(|row| look(key, row)) {
                Some(Revised::Changed(row)) => found.push((*key, Some(row))),
                Some(Revised::Gone) => found.push((*key, None)),
                Some(Revised::Kept) | None => {}
            }
        }
        self.revised.extend(found);
        self.added.retain(|key, (_, row)| match look(key, row) {
            Revised::Kept => true,
            Revised::Changed(changed) => {
                *row = changed;
                true
            }
            Revised::Gone => false,
        });
    }

    /// Rows of a chunk that are there, in the order they were written.
    fn present<'a>(&'a self, hour: i64, keys: &'a [K]) -> impl Iterator<Item = (K, R)> + 'a {
        keys.iter().filter_map(move |key| {
            let (_, row) = self.rows.get(key).filter(|(at, _)| *at == hour)?;
            match self.revised.get(key) {
                Some(revised) => Some((*key, (*revised)?)),
                None => Some((*key, *row)),
            }
        })
    }

    /// The chunks that hold a row that is revised, by hour and transaction.
    fn revised_chunks(&self) -> BTreeSet<(i64, u64)> {
        let mut found = BTreeSet::new();
        let hours: BTreeSet<i64> = self
            .revised
            .keys()
            .filter_map(|key| self.rows.get(key).map(|(hour, _)| *hour))
            .filter(|hour| !self.dropped.contains(hour))
            .collect();
        for hour in hours {
            for (transaction, keys) in self.buckets.get(&hour).into_iter().flat_map(Bucket::chunks) {
                if keys.iter().any(|key| self.revised.contains_key(key)) {
                    found.insert((hour, transaction));
                }
            }
        }
        found
    }

    /// Drops the rows of hours before `before`, and the oldest hours while more than `most` rows would stay.
    /// Rows that are not committed count like the others, and it is called on ticks only: so what is kept
    /// does not depend on where transactions are cut.
    pub fn expire(&mut self, before: i64, most: usize) {
        let mut counts: BTreeMap<i64, usize> = self
            .buckets
            .iter()
            .filter(|(hour, _)| !self.dropped.contains(hour))
            .map(|(hour, bucket)| (*hour, self.count(bucket)))
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
                self.evicted.add(count as u64);
            }
        }
    }

    fn count(&self, bucket: &Bucket<K>) -> usize {
        if self.revised.values().all(Option::is_some) {
            return bucket.len();
        }
        let gone = |key: &&K| matches!(self.revised.get(key), Some(None));
        let keys = bucket.chunks().flat_map(|(_, keys)| keys);
        bucket.len() - keys.filter(gone).count()
    }

    fn chunk_key(&self, hour: i64, transaction: u64) -> [u8; 17] {
        let mut key = [self.tag; 17];
        let parts = hour.to_be_bytes().into_iter().chain(transaction.to_be_bytes());
        for (to, from) in key.iter_mut().skip(1).zip(parts) {
            *to = from;
        }
        key
    }

    fn merge_revised(&mut self) {
        let touched = self.revised_chunks();
        let revised = std::mem::take(&mut self.revised);
        for (hour, transaction) in touched {
            let Some(bucket) = self.buckets.get_mut(&hour) else {
                continue;
            };
            bucket.retain(transaction, |key| !matches!(revised.get(key), Some(None)));
            if bucket.is_empty() {
                self.buckets.remove(&hour);
            }
        }
        for (key, row) in revised {
            match (row, self.rows.get_mut(&key)) {
                (Some(row), Some(held)) => held.1 = row,
                (None, Some(_)) => {
                    self.rows.remove(&key);
                }
                // Its hour was dropped.
                (_, None) => {}
            }
        }
    }

    fn transactions(&self, hour: i64) -> Vec<u64> {
        let bucket = self.buckets.get(&hour).into_iter();
        bucket
            .flat_map(Bucket::chunks)
            .map(|(transaction, _)| transaction)
            .collect()
    }

    fn drop_chunk(&mut self, hour: i64, transaction: u64) {
        let Some(bucket) = self.buckets.get_mut(&hour) else {
            return;
        };
        for key in bucket.remove(transaction) {
            if self.rows.get(&key).is_some_and(|(at, _)| *at == hour) {
                self.rows.remove(&key);
            }
        }
        if bucket.is_empty() {
            self.buckets.remove(&hour);
        }
    }

    fn install(&mut self, hour: i64, transaction: u64, key: K, row: R) {
        self.buckets.entry(hour).or_default().push(transaction, key);
        self.rows.insert(key, (hour, row));
    }
}

impl<K: RowKey, R: PackedRow> StateTable for Packed<K, R> {
    /// Reports the overlay: dropped chunks, chunks with rows revised, then one chunk an hour touched.
    fn changes(&mut self, transaction: u64, sink: &mut ChangeSink<'_>) {
        for hour in &self.dropped {
            for (written, _) in self.buckets.get(hour).into_iter().flat_map(Bucket::chunks) {
                sink(&self.chunk_key(*hour, written), None);
            }
        }
        let mut value = Vec::new();
        for (hour, written) in self.revised_chunks() {
            let keys = self
                .buckets
                .get(&hour)
                .map_or(&[][..], |bucket| bucket.chunk(written));
            let rows: Vec<(K, R)> = self.present(hour, keys).collect();
            if rows.is_empty() {
                sink(&self.chunk_key(hour, written), None);
                continue;
            }
            value.clear();
            R::encode_chunk(&rows, &mut value);
            sink(&self.chunk_key(hour, written), Some(&value));
        }
        let mut hours: BTreeMap<i64, Vec<(K, R)>> = BTreeMap::new();
        for (key, (hour, row)) in &self.added {
            hours.entry(*hour).or_default().push((*key, *row));
        }
        for (hour, rows) in hours {
            value.clear();
            R::encode_chunk(&rows, &mut value);
            sink(&self.chunk_key(hour, transaction), Some(&value));
        }
    }

    fn merge(&mut self, transaction: u64) {
        self.evicted.merge();
        for hour in std::mem::take(&mut self.dropped) {
            for transaction in self.transactions(hour) {
                self.drop_chunk(hour, transaction);
            }
        }
        self.merge_revised();
        for (key, (hour, row)) in std::mem::take(&mut self.added) {
            self.install(hour, transaction, key, row);
        }
    }

    fn discard(&mut self) {
        self.added.clear();
        self.revised.clear();
        self.dropped.clear();
        self.evicted.discard();
    }

    fn owns(&self, key: &[u8]) -> bool {
        key.first() == Some(&self.tag)
    }

    fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow> {
        let bad = |detail: String| BadRow::new(&format!("{}", char::from(self.tag)), detail);
        let part = |from: usize| -> Option<[u8; 8]> { key.get(from..from + 8)?.try_into().ok() };
        let (Some(hour), Some(transaction), 17) = (part(1), part(9), key.len()) else {
            return Err(bad(format!("a key of {} bytes, not 17", key.len())));
        };
        let (hour, transaction) = (i64::from_be_bytes(hour), u64::from_be_bytes(transaction));
        let rows = value.map(R::decode_chunk::<K>).transpose().map_err(bad)?;
        // A chunk that was written again replaces what it was.
        self.drop_chunk(hour, transaction);
        for (key, row) in rows.unwrap_or_default() {
            self.install(hour, transaction, key, row);
        }
        Ok(())
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn evicted(&self) -> u64 {
        self.evicted.settled()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::ids::PostKey;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(in crate::state) struct Mark(pub(in crate::state) u8);

    impl PackedRow for Mark {
        fn encode_chunk<K: RowKey>(rows: &[(K, Self)], to: &mut Vec<u8>) {
            for (key, row) in rows {
                to.extend_from_slice(key.bytes());
                to.push(row.0);
            }
        }

        fn decode_chunk<K: RowKey>(bytes: &[u8]) -> Result<Vec<(K, Self)>, String> {
            let key = |part: &[u8]| part.try_into().map(K::of).map_err(|_| "cut".to_string());
            bytes
                .chunks(17)
                .map(|part| Ok((key(&part[..16])?, Self(part[16]))))
                .collect()
        }
    }

    #[derive(Debug, Clone, Copy)]
    enum Step {
        Insert(u8, i64),
        Renew(u8, i64),
        /// Every row whose number has this rest is dropped, the next is changed.
        Revise(u8),
        Expire(i64),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            8 => (0u8..40, 0i64..6).prop_map(|(post, hour)| Step::Insert(post, hour)),
            1 => (0u8..40, 0i64..6).prop_map(|(post, hour)| Step::Renew(post, hour)),
            1 => (0u8..5).prop_map(Step::Revise),
            2 => (0i64..6).prop_map(Step::Expire),
        ]
    }

    fn take(table: &mut Packed<PostKey, Mark>, step: Step) {
        match step {
            Step::Insert(post, hour) => table.insert(hour, key(post), Mark(0)),
            Step::Renew(post, hour) => table.renew(hour, key(post), Mark(1)),
            Step::Revise(rest) => table.revise(|key, row| match key.bytes()[0] % 5 {
                found if found == rest => Revised::Gone,
                found if found == rest + 1 => Revised::Changed(Mark(row.0.wrapping_add(2))),
                _ => Revised::Kept,
            }),
            Step::Expire(hour) => table.expire(hour - 2, 9),
        }
    }

    /// What a compacted log holds: the newest value of each key, in the order it was written.
    fn compacted(log: &[Change]) -> Vec<Change> {
        let newest = |at: usize| !log.iter().skip(at + 1).any(|(name, _)| *name == log[at].0);
        (0..log.len())
            .filter(|at| newest(*at))
            .map(|at| log[at].clone())
            .collect()
    }

    type Change = (Vec<u8>, Option<Vec<u8>>);

    fn key(n: u8) -> PostKey {
        PostKey::from_bytes([n; 16])
    }

    proptest! {
        /// Whatever happens to rows, with transactions cut or given up anywhere: what is kept is the same,
        /// also after a restore from the changelog, compacted or not.
        #[test]
        fn cuts_leave_no_trace(steps in prop::collection::vec((step(), 0u8..4), 1..80)) {
            let (mut whole, mut cut) = (Packed::new(b'x'), Packed::new(b'x'));
            let mut log: Vec<Change> = Vec::new();
            let mut open: Vec<Step> = Vec::new();
            for (n, (step, end)) in (1u64..).zip(steps) {
                take(&mut whole, step);
                take(&mut cut, step);
                open.push(step);
                match end {
                    0 => {
                        cut.changes(n, &mut |name, value| log.push((name.to_vec(), value.map(<[u8]>::to_vec))));
                        cut.merge(n);
                        open.clear();
                    }
                    1 => {
                        cut.discard();
                        open.iter().for_each(|step| take(&mut cut, *step));
                    }
                    _ => {}
                }
            }
            cut.changes(999, &mut |name, value| log.push((name.to_vec(), value.map(<[u8]>::to_vec))));
            cut.merge(999);
            whole.merge(1);
            prop_assert_eq!(whole.evicted(), cut.evicted());
            for log in [log.clone(), compacted(&log)] {
                let mut restored: Packed<PostKey, Mark> = Packed::new(b'x');
                for (name, value) in &log {
                    restored.apply(name, value.as_deref()).unwrap();
                }
                prop_assert_eq!(cut.rows(), restored.rows());
                for post in 0..40 {
                    prop_assert_eq!(whole.get(&key(post)), cut.get(&key(post)), "post {}", post);
                    prop_assert_eq!(cut.get(&key(post)), restored.get(&key(post)), "post {}", post);
                }
            }
        }

        /// What is gone is gone from the log as well.
        #[test]
        fn a_revised_chunk_holds_no_row_that_is_gone(
            steps in prop::collection::vec((step(), any::<bool>()), 1..60),
        ) {
            let mut table = Packed::new(b'x');
            let mut log: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
            let steps = steps.into_iter().chain([(Step::Revise(3), true)]);
            for (n, (step, commit)) in (1u64..).zip(steps) {
                take(&mut table, step);
                if commit {
                    table.changes(n, &mut |name, value| {
                        match value {
                            Some(value) => log.insert(name.to_vec(), value.to_vec()),
                            None => log.remove(name),
                        };
                    });
                    table.merge(n);
                }
            }
            let rows = log.values().flat_map(|value| value.chunks(17));
            let found: Vec<u8> = rows.map(|row| row[0]).collect();
            prop_assert_eq!(found.len(), table.rows());
            prop_assert!(found.iter().all(|post| post % 5 != 3), "{:?}", found);
        }
    }
}
