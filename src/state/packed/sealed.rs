//! The end of a transaction: which chunk each of its rows goes to, and how they become part of the table.

use std::collections::{BTreeMap, BTreeSet};

use super::chunk::{ChunkName, cut};
use super::chunks::Serial;
use super::{ChangeSink, Packed, PackedRow, RowKey};

/// The chunks that a transaction writes. Where rows are cut depends on their bytes, so it is settled as they are
/// written, and merged as settled.
#[derive(Debug)]
pub(super) struct Sealed<K> {
    transaction: u64,
    /// The keys of each chunk after it; of a chunk without any, nothing is left.
    chunks: Vec<(ChunkName, Vec<K>)>,
}

impl<K> Sealed<K> {
    pub(super) const fn is_of(&self, transaction: u64) -> bool {
        self.transaction == transaction
    }
}

impl<K: RowKey, R: PackedRow> Packed<K, R> {
    /// Cuts the overlay into chunks and reports them.
    pub(super) fn seal(&self, transaction: u64, sink: &mut ChangeSink<'_>) -> Sealed<K> {
        for name in self.chunks.before(self.floor) {
            sink(&name.key(self.tag), None);
        }
        let mut chunks = Vec::new();
        let mut hours: BTreeMap<i64, Vec<K>> = BTreeMap::new();
        for serial in self.revised_chunks() {
            self.seal_revised(serial, &mut hours, &mut chunks, sink);
        }
        for (key, (hour, _)) in &self.added {
            hours.entry(*hour).or_default().push(*key);
        }
        for (hour, mut keys) in hours {
            keys.sort_unstable();
            let rows = keys.iter().filter_map(|key| Some((*key, self.get(key)?)));
            cut(rows, self.chunk_bytes, &mut |number, keys, value| {
                let name = ChunkName {
                    hour,
                    transaction,
                    number,
                };
                sink(&name.key(self.tag), Some(value));
                chunks.push((name, keys));
            });
        }
        Sealed { transaction, chunks }
    }

    /// The chunks that hold a row that is revised.
    fn revised_chunks(&self) -> BTreeSet<Serial> {
        let serial = |key: &K| self.rows.get(key).map(|(serial, _)| *serial);
        let revised = self.revised.keys().filter_map(serial);
        revised.filter(|serial| !self.is_dropped(*serial)).collect()
    }

    /// Writes a chunk anew. Rows that have grown out of it go to a new one of their hour.
    fn seal_revised(
        &self,
        serial: Serial,
        hours: &mut BTreeMap<i64, Vec<K>>,
        chunks: &mut Vec<(ChunkName, Vec<K>)>,
        sink: &mut ChangeSink<'_>,
    ) {
        let Some(name) = self.chunks.name(serial) else {
            return;
        };
        let rows = self
            .chunks
            .keys(serial)
            .iter()
            .filter_map(|key| match self.committed(key)? {
                (of, row) if of == serial => Some((*key, row)),
                _ => None,
            });
        let before = chunks.len();
        cut(rows, self.chunk_bytes, &mut |number, keys, value| {
            if number == 0 {
                sink(&name.key(self.tag), Some(value));
                chunks.push((*name, keys));
            } else {
                hours.entry(name.hour).or_default().extend(keys);
            }
        });
        if chunks.len() == before {
            sink(&name.key(self.tag), None);
            chunks.push((*name, Vec::new()));
        }
    }

    /// Makes the overlay part of the table.
    pub(super) fn install(&mut self, sealed: Sealed<K>) {
        let dropped: Vec<ChunkName> = self.chunks.before(self.floor).copied().collect();
        for name in dropped {
            self.drop_chunk(&name);
        }
        self.floor = i64::MIN;
        for (key, row) in std::mem::take(&mut self.revised) {
            match (row, self.rows.get_mut(&key)) {
                (Some(row), Some(held)) => held.1 = row,
                (None, Some(_)) => {
                    self.rows.remove(&key);
                }
                // Its hour was dropped.
                (_, None) => {}
            }
        }
        let added = self.added.len();
        for (name, keys) in sealed.chunks {
            self.install_chunk(name, keys);
        }
        // The next transaction is about as large.
        self.added.clear();
        self.added.shrink_to(added);
        self.shift.clear();
        self.live = self.rows.len();
    }

    fn install_chunk(&mut self, name: ChunkName, keys: Vec<K>) {
        if keys.is_empty() {
            self.chunks.take(&name);
            return;
        }
        let serial = self.chunks.put(name, keys);
        for key in self.chunks.keys(serial) {
            if let Some((_, row)) = self.added.remove(key) {
                self.rows.insert(*key, (serial, row));
            } else if let Some(held) = self.rows.get_mut(key) {
                held.0 = serial;
            }
        }
    }

    /// Forgets a chunk, and the rows that lie in it and nowhere else.
    pub(super) fn drop_chunk(&mut self, name: &ChunkName) {
        let Some((serial, keys)) = self.chunks.take(name) else {
            return;
        };
        for key in keys {
            if self.rows.get(&key).is_some_and(|(of, _)| *of == serial) {
                self.rows.remove(&key);
            }
        }
    }
}
