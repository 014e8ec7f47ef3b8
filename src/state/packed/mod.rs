//! A packed table: rows that are added and hardly ever changed, logged as chunks of bounded size, dropped by whole
//! hours. It costs a changelog record for a thousand rows, not for one. A row that must go before its hour, or say
//! something else, costs its whole chunk anew: that is for what happens seldom.

mod chunk;
mod chunks;
mod dealt;
mod sealed;
#[cfg(test)]
pub(super) mod tests;

use std::collections::{BTreeMap, BinaryHeap};

pub use chunk::CHUNK_BYTES;
use chunk::ChunkName;
use chunks::{Chunks, Serial};
use sealed::Sealed;

use super::evicted::Evicted;
use super::keyed::Keyed;
use super::route::{Deal, DealSink, Routed, Stuck};
use super::row::{BadRow, RowKey};
use super::{ChangeSink, StateTable};

/// A row of a packed table. It is plain data of a few dozen bytes, so that a chunk holds many.
pub trait PackedRow: Copy + Send {
    /// Appends the bytes of one row.
    fn encode<K: RowKey>(key: &K, row: &Self, to: &mut Vec<u8>);

    /// Appends a chunk of so many rows, whose bytes these are: at most 16 bytes more than they.
    fn close(rows: usize, encoded: &[u8], to: &mut Vec<u8>);

    /// Reads a chunk back.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    fn decode_chunk<K: RowKey>(bytes: &[u8]) -> Result<Vec<(K, Self)>, String>;
}

/// Rows by key, each in the bucket of an hour.
#[derive(Debug)]
pub struct Packed<K, R> {
    tag: u8,
    chunk_bytes: usize,
    rows: Keyed<K, (Serial, R)>,
    chunks: Chunks<K>,
    /// Rows of the open transaction, with their hours.
    added: Keyed<K, (i64, R)>,
    /// Committed rows that the open transaction changes, or drops where there is none.
    revised: BTreeMap<K, Option<R>>,
    /// Committed rows of hours before this one are dropped by the open transaction.
    floor: i64,
    /// What the open transaction adds to and takes from the rows of an hour that is not dropped.
    shift: BTreeMap<i64, isize>,
    /// Rows that are there, those of the open transaction counted.
    live: usize,
    sealed: Option<Sealed<K>>,
    evicted: Evicted,
}

impl<K: RowKey, R: PackedRow> Packed<K, R> {
    /// A chunk must take many rows of any value: encoded, plain data is a few times as long as in memory at most.
    const FITS: () = assert!(size_of::<(K, R)>() * 64 <= CHUNK_BYTES);

    /// An empty table whose changelog keys start with `tag`.
    #[must_use]
    pub fn new(tag: u8) -> Self {
        Self::of_chunks(tag, CHUNK_BYTES)
    }

    fn of_chunks(tag: u8, chunk_bytes: usize) -> Self {
        let () = Self::FITS;
        Self {
            tag,
            chunk_bytes,
            rows: Keyed::default(),
            chunks: Chunks::default(),
            added: Keyed::default(),
            revised: BTreeMap::new(),
            floor: i64::MIN,
            shift: BTreeMap::new(),
            live: 0,
            sealed: None,
            evicted: Evicted::default(),
        }
    }

    /// The row of this key.
    #[must_use]
    pub fn get(&self, key: &K) -> Option<&R> {
        match self.added.get(key) {
            Some((_, row)) => Some(row),
            None => self.committed(key).map(|(_, row)| row),
        }
    }

    /// A committed row as the open transaction leaves it.
    fn committed(&self, key: &K) -> Option<(Serial, &R)> {
        let (serial, row) = self.rows.get(key)?;
        self.left(key, *serial, row).map(|row| (*serial, row))
    }

    /// What the open transaction leaves of this committed row.
    fn left<'r>(&'r self, key: &K, serial: Serial, row: &'r R) -> Option<&'r R> {
        if self.is_dropped(serial) {
            return None;
        }
        self.revised.get(key).map_or(Some(row), Option::as_ref)
    }

    fn is_dropped(&self, serial: Serial) -> bool {
        let hour = || self.chunks.name(serial).map(|name| name.hour);
        self.floor > i64::MIN && hour().is_none_or(|hour| hour < self.floor)
    }

    /// Whether there is no row at all, committed or not.
    #[must_use]
    pub fn holds_nothing(&self) -> bool {
        self.rows.is_empty() && self.added.is_empty()
    }

    /// Adds a row to the bucket of `hour`. A key that is there keeps its row.
    pub fn insert(&mut self, hour: i64, key: K, row: R) {
        if self.get(&key).is_none() {
            self.add(hour, key, row);
        }
    }

    /// Adds a row to the bucket of `hour`, in place of one that is there.
    pub fn renew(&mut self, hour: i64, key: K, row: R) {
        self.remove(&key);
        self.add(hour, key, row);
    }

    fn add(&mut self, hour: i64, key: K, row: R) {
        self.sealed = None;
        self.added.insert(key, (hour, row));
        self.count(hour, 1);
    }

    /// Drops a row.
    pub fn remove(&mut self, key: &K) {
        let committed = self.committed(key).map(|(serial, _)| serial);
        self.sealed = None;
        if let Some((hour, _)) = self.added.remove(key) {
            self.count(hour, -1);
        } else if let Some(serial) = committed {
            self.revised.insert(*key, None);
            if let Some(hour) = self.chunks.name(serial).map(|name| name.hour) {
                self.count(hour, -1);
            }
        }
    }

    /// Lets a row that is there say something else.
    pub fn change(&mut self, key: &K, to: R) {
        self.sealed = None;
        if let Some((_, row)) = self.added.get_mut(key) {
            *row = to;
        } else if self.committed(key).is_some() {
            self.revised.insert(*key, Some(to));
        }
    }

    fn count(&mut self, hour: i64, by: isize) {
        let shift = self.shift.entry(hour).or_default();
        *shift += by;
        if *shift == 0 {
            self.shift.remove(&hour);
        }
        self.live = self.live.saturating_add_signed(by);
    }

    /// Every row, in no order.
    fn all(&self) -> impl Iterator<Item = (&K, &R)> {
        let committed = self.rows.iter().filter_map(|(key, (serial, row))| {
            let row = self.left(key, *serial, row)?;
            Some((key, row))
        });
        committed.chain(self.added.iter().map(|(key, (_, row))| (key, row)))
    }

    /// The hour of the bucket that a row lies in.
    #[must_use]
    pub fn hour(&self, key: &K) -> Option<i64> {
        if let Some((hour, _)) = self.added.get(key) {
            return Some(*hour);
        }
        let (serial, _) = self.rows.get(key)?;
        self.chunks.name(*serial).map(|name| name.hour)
    }

    /// The first rows, by hour, then key, that are wanted; at most `most` of them. Looks at every row.
    pub fn find(&self, most: usize, mut wanted: impl FnMut(&K, &R) -> bool) -> Vec<K> {
        let mut first: BinaryHeap<(i64, K)> = BinaryHeap::new();
        for (key, _) in self.all().filter(|(key, row)| wanted(key, row)) {
            let Some(hour) = self.hour(key) else { continue };
            first.push((hour, *key));
            if first.len() > most {
                first.pop();
            }
        }
        let sorted = first.into_sorted_vec().into_iter();
        sorted.map(|(_, key)| key).collect()
    }

    /// Drops the rows of hours before `before`, and the oldest hours while more than `most` rows would stay.
    /// Rows that are not committed count like the others, and it is called on ticks only: so what is kept
    /// does not depend on where transactions are cut.
    pub fn expire(&mut self, before: i64, most: usize) {
        while let Some(hour) = self.first_hour() {
            let old = hour < before;
            if !old && self.live <= most {
                break;
            }
            let dropped = self.drop_hour(hour);
            if !old {
                self.evicted.add(dropped as u64);
            }
        }
    }

    fn first_hour(&self) -> Option<i64> {
        let committed = self.chunks.first_hour(self.floor);
        let shifted = self.shift.keys().next().copied();
        match (committed, shifted) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (one, None) | (None, one) => one,
        }
    }

    fn drop_hour(&mut self, hour: i64) -> usize {
        self.sealed = None;
        let committed = if hour < self.floor {
            0
        } else {
            self.chunks.count(hour)
        };
        let shift = self.shift.remove(&hour).unwrap_or(0);
        self.added.retain(|_, (at, _)| *at != hour);
        if committed > 0 {
            self.floor = hour + 1;
        }
        let dropped = committed.saturating_add_signed(shift);
        self.live -= dropped;
        dropped
    }
}

impl<K: RowKey, R: PackedRow> Packed<K, R> {
    /// The name in a changelog key.
    fn name(&self, key: &[u8]) -> Result<ChunkName, BadRow> {
        let (found, wanted) = (key.len(), ChunkName::BYTES);
        ChunkName::of(key).ok_or_else(|| self.bad(format!("a key of {found} bytes, not {wanted}")))
    }

    fn bad(&self, detail: String) -> BadRow {
        BadRow::new(&format!("{}", char::from(self.tag)), detail)
    }
}

impl<K: RowKey, R: PackedRow + Routed<K>> StateTable for Packed<K, R> {
    /// Reports the overlay: dropped chunks, chunks with rows revised, then the chunks of what was added.
    fn changes(&mut self, transaction: u64, sink: &mut ChangeSink<'_>) {
        self.sealed = Some(self.seal(transaction, sink));
    }

    fn merge(&mut self, transaction: u64) {
        let sealed = self.sealed.take().filter(|sealed| sealed.is_of(transaction));
        let sealed = sealed.unwrap_or_else(|| self.seal(transaction, &mut |_, _| {}));
        self.install(sealed);
        self.evicted.merge();
    }

    fn discard(&mut self) {
        self.added.clear();
        self.revised.clear();
        self.floor = i64::MIN;
        self.shift.clear();
        self.live = self.rows.len();
        self.sealed = None;
        self.evicted.discard();
    }

    fn owns(&self, key: &[u8]) -> bool {
        key.first() == Some(&self.tag)
    }

    fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow> {
        let name = self.name(key)?;
        let rows = value.map(R::decode_chunk::<K>).transpose();
        let rows = rows.map_err(|why| self.bad(why))?;
        // A chunk that was written again replaces what it was.
        self.drop_chunk(&name);
        if let Some(rows) = rows.filter(|rows| !rows.is_empty()) {
            let serial = self.chunks.put(name, rows.iter().map(|(key, _)| *key).collect());
            self.rows
                .extend(rows.into_iter().map(|(key, row)| (key, (serial, row))));
        }
        self.live = self.rows.len();
        Ok(())
    }

    fn deal(&self, deal: Deal, sink: &mut DealSink<'_>) -> Result<(), Stuck> {
        self.deal_chunks(deal, sink)
    }

    fn gather(&mut self, key: &[u8], value: &[u8]) -> Result<u64, BadRow> {
        let name = self.name(key)?;
        let rows = R::decode_chunk::<K>(value).map_err(|why| self.bad(why))?;
        Ok(self.take_in(name.hour, rows))
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn evicted(&self) -> u64 {
        self.evicted.settled()
    }
}
