//! A table: rows by key, changed in place, one changelog record a touched key and transaction.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::committed::Committed;
use super::evicted::Evicted;
use super::index::{Index, Marks};
use super::keyed::Keyed;
use super::route::{Deal, DealSink, Routed, Stuck, Tally};
use super::row::{BadRow, Row, RowKey};
use super::{ChangeSink, StateTable};
use crate::domain::ids::PostKey;
use crate::domain::time::{Span, Time};

/// A row of the open transaction.
#[derive(Debug)]
struct Pending<R> {
    /// `None` where there is no row any more.
    row: Option<R>,
    /// What the index finds the key by.
    marks: Marks,
    /// Whether the row was touched since the index was last brought up to date.
    stale: bool,
}

/// Rows by key with an overlay of uncommitted changes, found also by when they are due and by the post they await.
#[derive(Debug)]
pub struct Table<K, R> {
    tag: u8,
    committed: Keyed<K, Committed<R>>,
    pending: BTreeMap<K, Pending<R>>,
    index: Index<K>,
    /// Keys whose place in the index may have changed.
    stale: Vec<K>,
    evicted: Evicted,
}

impl<K: RowKey, R: Row> Table<K, R> {
    /// An empty table whose changelog keys start with `tag`; a tag belongs to one table of a stage for ever.
    #[must_use]
    pub fn new(tag: u8) -> Self {
        Self {
            tag,
            committed: Keyed::default(),
            pending: BTreeMap::new(),
            index: Index::default(),
            stale: Vec::new(),
            evicted: Evicted::default(),
        }
    }

    /// The row of this key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&R> {
        match self.pending.get(key) {
            Some(change) => change.row.as_ref(),
            None => self.committed.get(key).map(Committed::get),
        }
    }

    /// Sets the row of this key.
    pub fn put(&mut self, key: K, row: R) {
        self.touch(key, |_| None).row = Some(row);
    }

    /// The row of this key to change in place; copied into the overlay, made if absent.
    pub fn entry(&mut self, key: K, fresh: impl FnOnce() -> R) -> &mut R {
        self.touch(key, |committed| Some(committed.copy()))
            .row
            .get_or_insert_with(fresh)
    }

    /// Removes the row of this key.
    pub fn remove(&mut self, key: K) {
        self.touch(key, |_| None).row = None;
    }

    /// The key's place in the overlay, which begins with what `begin` makes of the committed row.
    fn touch(&mut self, key: K, begin: impl FnOnce(&Committed<R>) -> Option<R>) -> &mut Pending<R> {
        let pending = match self.pending.entry(key) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let committed = self.committed.get(&key);
                entry.insert(Pending {
                    marks: committed.map(Committed::marks).unwrap_or_default(),
                    row: committed.and_then(begin),
                    stale: false,
                })
            }
        };
        if !pending.stale {
            pending.stale = true;
            self.stale.push(key);
        }
        pending
    }

    /// Brings the index up to date with the rows that were touched.
    fn refresh(&mut self) {
        for key in self.stale.drain(..) {
            let Some(pending) = self.pending.get_mut(&key) else {
                continue;
            };
            let marks = Marks::of(pending.row.as_ref());
            self.index.shift(key, pending.marks, marks);
            pending.marks = marks;
            pending.stale = false;
        }
    }

    /// The keys of all rows, changes included, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<K> {
        let removed = |key: &&K| self.pending.get(*key).is_some_and(|change| change.row.is_none());
        let all: BTreeSet<K> = self
            .committed
            .keys()
            .chain(self.pending.keys())
            .copied()
            .collect();
        all.iter().filter(|key| !removed(key)).copied().collect()
    }

    /// The first `most` rows that are due at `now`, in the order of [`Due`](super::due::Due), then of keys.
    pub fn due(&mut self, now: Time, most: usize) -> Vec<K> {
        self.refresh();
        self.index.due(now, most)
    }

    /// How far time has come for a tick of `now`: to just before the earliest row that is still due.
    pub fn reached(&mut self, now: Time) -> Time {
        self.refresh();
        let earliest = self.index.earliest(now);
        earliest.map_or(now, |earliest| now.min(earliest.minus(Span(1))))
    }

    /// The rows that are due first, at most `most`, of those by which there are more than `bound`. It counts the rows
    /// that are ever due.
    pub fn surplus(&mut self, bound: usize, most: usize) -> Vec<K> {
        let beyond = self.count().saturating_sub(bound);
        self.due(Time(i64::MAX), beyond.min(most))
    }

    /// Rows that are ever due, changes included.
    pub fn count(&mut self) -> usize {
        self.refresh();
        self.index.len()
    }

    /// The first `most` keys after this one, or of all, changes included.
    #[must_use]
    pub fn following(&self, after: Option<K>, most: usize) -> Vec<K> {
        let committed = self
            .committed
            .keys()
            .filter(|key| !self.pending.contains_key(*key));
        let changed = self.pending.iter().filter(|(_, change)| change.row.is_some());
        let mut first = BinaryHeap::new();
        for key in committed.chain(changed.map(|(key, _)| key)) {
            if after.is_none_or(|after| *key > after) {
                first.push(*key);
                if first.len() > most {
                    first.pop();
                }
            }
        }
        first.into_sorted_vec()
    }

    /// The keys, in order, of the first `most` rows that are wanted, changes included. Looks at every row.
    pub fn find(&self, most: usize, wanted: impl Fn(&R) -> bool) -> Vec<K> {
        let committed = self.committed.iter();
        let committed = committed
            .filter(|(key, _)| !self.pending.contains_key(*key))
            .map(|(key, committed)| (key, committed.get()));
        let changed = self.pending.iter();
        let changed = changed.filter_map(|(key, change)| Some((key, change.row.as_ref()?)));
        let found = committed.chain(changed).filter(|(_, row)| wanted(row));
        let mut found: Vec<K> = found.map(|(key, _)| *key).collect();
        found.sort_unstable();
        found.truncate(most);
        found
    }

    /// How many rows await this post.
    pub fn awaiting(&mut self, post: &PostKey) -> usize {
        self.refresh();
        self.index.of_post(post).map_or(0, BTreeSet::len)
    }

    /// The first `most` rows that await this post, in the order of their keys.
    pub fn that_await(&mut self, post: &PostKey, most: usize) -> Vec<K> {
        self.refresh();
        let found = self.index.of_post(post).into_iter().flatten();
        found.take(most).copied().collect()
    }

    /// Counts rows, or parts of rows, that were dropped because a bound was reached.
    pub const fn count_evicted(&mut self, dropped: u64) {
        self.evicted.add(dropped);
    }
}

impl<K: RowKey, R: Row> Table<K, R> {
    /// The changelog key of a row.
    fn name(&self, key: &K) -> [u8; 17] {
        let mut name = [self.tag; 17];
        for (to, from) in name.iter_mut().skip(1).zip(key.bytes()) {
            *to = *from;
        }
        name
    }

    /// The key of a row in a changelog key.
    fn key(&self, name: &[u8]) -> Result<K, BadRow> {
        let bytes = name.get(1..).and_then(|rest| rest.try_into().ok());
        bytes
            .map(K::of)
            .ok_or_else(|| self.bad(format!("a key of {} bytes, not 17", name.len())))
    }

    fn bad(&self, detail: String) -> BadRow {
        BadRow::new(&format!("{}", char::from(self.tag)), detail)
    }
}

impl<K: RowKey, R: Row + Routed<K>> StateTable for Table<K, R> {
    /// Reports the overlay in key order.
    fn changes(&mut self, _: u64, sink: &mut ChangeSink<'_>) {
        let mut value = Vec::new();
        for (key, change) in &self.pending {
            let name = self.name(key);
            match &change.row {
                Some(row) => {
                    value.clear();
                    row.encode(&mut value);
                    sink(&name, Some(&value));
                }
                None if self.committed.contains_key(key) => sink(&name, None),
                None => {}
            }
        }
    }

    fn merge(&mut self, _: u64) {
        self.refresh();
        for (key, change) in std::mem::take(&mut self.pending) {
            match change.row {
                Some(row) => self.committed.insert(key, Committed::read(row)),
                None => self.committed.remove(&key),
            };
        }
        self.evicted.merge();
    }

    fn discard(&mut self) {
        for (key, change) in std::mem::take(&mut self.pending) {
            let committed = self.committed.get(&key).map(Committed::marks);
            self.index.shift(key, change.marks, committed.unwrap_or_default());
        }
        self.stale.clear();
        self.evicted.discard();
    }

    fn owns(&self, key: &[u8]) -> bool {
        key.first() == Some(&self.tag)
    }

    fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow> {
        let key = self.key(key)?;
        let row = value.map(R::restore).transpose().map_err(|why| self.bad(why))?;
        let marks = row.as_ref().map(Committed::marks).unwrap_or_default();
        let before = match row {
            Some(row) => self.committed.insert(key, row),
            None => self.committed.remove(&key),
        };
        let before = before.as_ref().map(Committed::marks).unwrap_or_default();
        self.index.shift(key, before, marks);
        Ok(())
    }

    fn deal(&self, deal: Deal, sink: &mut DealSink<'_>) -> Result<(), Stuck> {
        let mut keys: Vec<&K> = self.committed.keys().collect();
        keys.sort_unstable();
        let (mut tally, mut value) = (Tally::default(), Vec::new());
        for key in keys {
            let Some(row) = self.committed.get(key).map(Committed::copy) else {
                continue;
            };
            value.clear();
            row.encode(&mut value);
            for lane in deal.lanes(&row.route(key), &mut tally) {
                sink(lane, &self.name(key), &value);
            }
        }
        tally.verdict(self.tag)
    }

    fn gather(&mut self, key: &[u8], value: &[u8]) -> Result<u64, BadRow> {
        let key = self.key(key)?;
        let row = R::decode(value).map_err(|why| self.bad(why))?;
        let held = self.get(&key).cloned();
        let already = u64::from(held.is_some());
        self.put(
            key,
            match held {
                Some(held) => held.joined(row),
                None => row,
            },
        );
        Ok(already)
    }

    fn rows(&self) -> usize {
        self.committed.len()
    }

    fn evicted(&self) -> u64 {
        self.evicted.settled()
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
