//! A table: rows by key, changed in place, one changelog record a touched key and transaction.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::committed::Committed;
use super::evicted::Evicted;
use super::keyed::Keyed;
use super::row::{BadRow, Row, RowKey};
use super::{ChangeSink, StateTable};
use crate::domain::time::Time;

/// Rows by key with an overlay of uncommitted changes, and an index of when rows are due.
#[derive(Debug)]
pub struct Table<K, R> {
    tag: u8,
    committed: Keyed<K, Committed<R>>,
    due: BTreeSet<(Time, K)>,
    pending: BTreeMap<K, Option<R>>,
    evicted: Evicted,
}

impl<K: RowKey, R: Row> Table<K, R> {
    /// An empty table whose changelog keys start with `tag`; a tag belongs to one table of a stage for ever.
    #[must_use]
    pub fn new(tag: u8) -> Self {
        Self {
            tag,
            committed: Keyed::default(),
            due: BTreeSet::new(),
            pending: BTreeMap::new(),
            evicted: Evicted::default(),
        }
    }

    /// The row of this key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&R> {
        match self.pending.get(key) {
            Some(change) => change.as_ref(),
            None => self.committed.get(key).map(Committed::get),
        }
    }

    /// Sets the row of this key.
    pub fn put(&mut self, key: K, row: R) {
        self.pending.insert(key, Some(row));
    }

    /// The row of this key to change in place; copied into the overlay, made if absent.
    pub fn entry(&mut self, key: K, fresh: impl FnOnce() -> R) -> &mut R {
        let committed = &self.committed;
        self.pending
            .entry(key)
            .or_insert_with(|| committed.get(&key).map(Committed::copy))
            .get_or_insert_with(fresh)
    }

    /// Removes the row of this key.
    pub fn remove(&mut self, key: K) {
        if self.committed.contains_key(&key) {
            self.pending.insert(key, None);
        } else {
            self.pending.remove(&key);
        }
    }

    /// The keys of all rows, changes included, in order.
    #[must_use]
    pub fn keys(&self) -> Vec<K> {
        let removed = |key: &&K| !matches!(self.pending.get(*key), Some(None));
        let all: BTreeSet<K> = self
            .committed
            .keys()
            .chain(self.pending.keys())
            .copied()
            .collect();
        all.iter().filter(removed).copied().collect()
    }

    /// The first `most` keys behind `last`, changes included, in order; from the first key on without `last`.
    #[must_use]
    pub fn after(&self, last: Option<K>, most: usize) -> Vec<K> {
        let committed = self
            .committed
            .keys()
            .filter(|key| !self.pending.contains_key(key));
        let changed = self.pending.iter().filter(|(_, row)| row.is_some());
        let keys = committed.chain(changed.map(|(key, _)| key)).copied();
        // The greatest of the first so many on top: most keys are looked at and left.
        let mut first = BinaryHeap::new();
        for key in keys.filter(|key| last.is_none_or(|last| *key > last)) {
            if first.len() < most {
                first.push(key);
            } else if let Some(mut greatest) = first.peek_mut()
                && key < *greatest
            {
                *greatest = key;
            }
        }
        first.into_sorted_vec()
    }

    /// Keys whose rows are due at or before `now`, by moment, then key.
    #[must_use]
    pub fn due(&self, now: Time) -> Vec<K> {
        let mut found: Vec<(Time, K)> = self
            .due
            .iter()
            .take_while(|(at, _)| *at <= now)
            .filter(|(_, key)| !self.pending.contains_key(key))
            .copied()
            .collect();
        found.extend(self.pending.iter().filter_map(|(key, row)| {
            let at = row.as_ref()?.due()?;
            (at <= now).then_some((at, *key))
        }));
        found.sort_unstable();
        found.into_iter().map(|(_, key)| key).collect()
    }

    /// Counts rows, or parts of rows, that were dropped because a bound was reached.
    pub const fn count_evicted(&mut self, dropped: u64) {
        self.evicted.add(dropped);
    }

    fn install(&mut self, key: K, row: Option<Committed<R>>) {
        let new_due = row.as_ref().and_then(Committed::due);
        let old = match row {
            Some(row) => self.committed.insert(key, row),
            None => self.committed.remove(&key),
        };
        let old_due = old.as_ref().and_then(Committed::due);
        if old_due != new_due {
            if let Some(at) = old_due {
                self.due.remove(&(at, key));
            }
            if let Some(at) = new_due {
                self.due.insert((at, key));
            }
        }
    }

    /// Whether there is no committed row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.committed.is_empty()
    }
}

impl<K: RowKey, R: Row> StateTable for Table<K, R> {
    /// Reports the overlay in key order.
    fn changes(&mut self, _: u64, sink: &mut ChangeSink<'_>) {
        let mut value = Vec::new();
        for (key, row) in &self.pending {
            let mut name = [self.tag; 17];
            for (to, from) in name.iter_mut().skip(1).zip(key.bytes()) {
                *to = *from;
            }
            match row {
                Some(row) => {
                    value.clear();
                    row.encode(&mut value);
                    sink(&name, Some(&value));
                }
                None => sink(&name, None),
            }
        }
    }

    fn merge(&mut self, _: u64) {
        self.evicted.merge();
        for (key, row) in std::mem::take(&mut self.pending) {
            self.install(key, row.map(Committed::read));
        }
    }

    fn discard(&mut self) {
        self.evicted.discard();
        self.pending.clear();
    }

    fn owns(&self, key: &[u8]) -> bool {
        key.first() == Some(&self.tag)
    }

    fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow> {
        let bad = |detail: String| BadRow::new(&format!("{}", char::from(self.tag)), detail);
        let bytes: [u8; 16] = key
            .get(1..)
            .and_then(|rest| rest.try_into().ok())
            .ok_or_else(|| bad(format!("a key of {} bytes, not 17", key.len())))?;
        let row = value.map(R::restore).transpose().map_err(bad)?;
        self.install(K::of(bytes), row);
        Ok(())
    }

    fn rows(&self) -> usize {
        self.committed.len()
    }

    fn evicted(&self) -> u64 {
        self.evicted.settled()
    }
}
