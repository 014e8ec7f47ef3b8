//! The committed chunks of a packed table: which keys lie in which, and how many an hour holds.

use std::collections::BTreeMap;

use super::chunk::ChunkName;

/// A chunk's number in memory: what rows are tied to, for a name is longer.
pub(super) type Serial = u64;

/// The keys of every chunk.
#[derive(Debug)]
pub(super) struct Chunks<K> {
    serials: BTreeMap<ChunkName, Serial>,
    chunks: BTreeMap<Serial, (ChunkName, Vec<K>)>,
    /// Keys of each hour that has any.
    counts: BTreeMap<i64, usize>,
    next: Serial,
}

impl<K> Default for Chunks<K> {
    fn default() -> Self {
        Self {
            serials: BTreeMap::new(),
            chunks: BTreeMap::new(),
            counts: BTreeMap::new(),
            next: 0,
        }
    }
}

impl<K> Chunks<K> {
    /// Sets the keys of a chunk, in the order they were written; says what to tie its rows to.
    pub(super) fn put(&mut self, name: ChunkName, keys: Vec<K>) -> Serial {
        self.take(&name);
        let serial = self.next;
        self.next += 1;
        *self.counts.entry(name.hour).or_default() += keys.len();
        self.serials.insert(name, serial);
        self.chunks.insert(serial, (name, keys));
        serial
    }

    /// Takes a chunk out.
    pub(super) fn take(&mut self, name: &ChunkName) -> Option<(Serial, Vec<K>)> {
        let serial = self.serials.remove(name)?;
        let (_, keys) = self.chunks.remove(&serial)?;
        if let Some(count) = self.counts.get_mut(&name.hour) {
            *count -= keys.len();
            if *count == 0 {
                self.counts.remove(&name.hour);
            }
        }
        Some((serial, keys))
    }

    /// The name of a chunk.
    pub(super) fn name(&self, serial: Serial) -> Option<&ChunkName> {
        self.chunks.get(&serial).map(|(name, _)| name)
    }

    /// The keys of a chunk, in the order they were written.
    pub(super) fn keys(&self, serial: Serial) -> &[K] {
        self.chunks.get(&serial).map_or(&[], |(_, keys)| keys)
    }

    /// The chunks of the hours before this one, in order.
    pub(super) fn before(&self, hour: i64) -> impl Iterator<Item = &ChunkName> {
        self.serials
            .range(..ChunkName::first_of(hour))
            .map(|(name, _)| name)
    }

    /// Keys of an hour.
    pub(super) fn count(&self, hour: i64) -> usize {
        self.counts.get(&hour).copied().unwrap_or(0)
    }

    /// The first hour that has keys, from this one on.
    pub(super) fn first_hour(&self, from: i64) -> Option<i64> {
        self.counts.range(from..).next().map(|(hour, _)| *hour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_what_is_there() {
        let name = |hour, number| ChunkName {
            hour,
            transaction: 1,
            number,
        };
        let mut chunks = Chunks::default();
        let first = chunks.put(name(3, 0), vec!['a', 'b']);
        let second = chunks.put(name(3, 1), vec!['c']);
        chunks.put(name(5, 0), vec!['d']);
        assert_eq!((chunks.count(3), chunks.count(4), chunks.count(5)), (3, 0, 1));
        assert_eq!(
            (chunks.first_hour(i64::MIN), chunks.first_hour(4)),
            (Some(3), Some(5))
        );
        let again = chunks.put(name(3, 0), vec!['b']);
        assert_ne!(again, first);
        assert_eq!((chunks.name(first), chunks.keys(first)), (None, &[][..]));
        assert_eq!(
            (chunks.name(again), chunks.keys(again)),
            (Some(&name(3, 0)), &['b'][..])
        );
        assert_eq!(chunks.count(3), 2);
        assert_eq!(chunks.before(5).count(), 2);
        assert_eq!(chunks.take(&name(3, 1)), Some((second, vec!['c'])));
        assert_eq!(chunks.take(&name(3, 1)), None);
        chunks.take(&name(3, 0));
        assert_eq!((chunks.count(3), chunks.first_hour(0)), (0, Some(5)));
    }
}
