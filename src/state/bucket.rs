//! A bucket: the keys of a packed table's hour, chunk by chunk, and how many they are.

use std::collections::BTreeMap;

/// The keys of an hour's chunks, by the transaction that wrote each chunk.
#[derive(Debug)]
pub(super) struct Bucket<K> {
    chunks: BTreeMap<u64, Vec<K>>,
    /// Counted along: the table asks at every tick, and an hour may hold a chunk for each of its transactions.
    len: usize,
}

impl<K> Default for Bucket<K> {
    fn default() -> Self {
        Self {
            chunks: BTreeMap::new(),
            len: 0,
        }
    }
}

impl<K> Bucket<K> {
    /// Adds a key to the chunk of a transaction.
    pub(super) fn push(&mut self, transaction: u64, key: K) {
        self.chunks.entry(transaction).or_default().push(key);
        self.len += 1;
    }

    /// Takes a chunk out; empty if there is none.
    pub(super) fn remove(&mut self, transaction: u64) -> Vec<K> {
        let keys = self.chunks.remove(&transaction).unwrap_or_default();
        self.len -= keys.len();
        keys
    }

    /// Keeps the keys of a chunk that `stays` says, and the chunk while any of them stays.
    pub(super) fn retain(&mut self, transaction: u64, stays: impl FnMut(&K) -> bool) {
        let mut keys = self.remove(transaction);
        keys.retain(stays);
        if !keys.is_empty() {
            self.len += keys.len();
            self.chunks.insert(transaction, keys);
        }
    }

    /// The keys of a chunk, in the order they were written.
    pub(super) fn chunk(&self, transaction: u64) -> &[K] {
        self.chunks.get(&transaction).map_or(&[], Vec::as_slice)
    }

    /// Chunks by transaction, in order.
    pub(super) fn chunks(&self) -> impl Iterator<Item = (u64, &[K])> {
        self.chunks
            .iter()
            .map(|(transaction, keys)| (*transaction, keys.as_slice()))
    }

    /// Keys of all chunks.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no chunk.
    pub(super) fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_what_is_there() {
        let mut bucket = Bucket::default();
        for (transaction, key) in [(1, 'a'), (1, 'b'), (2, 'c'), (2, 'd'), (3, 'e')] {
            bucket.push(transaction, key);
        }
        bucket.retain(2, |key| *key == 'd');
        bucket.retain(3, |_| false);
        bucket.retain(9, |_| true);
        assert_eq!(bucket.len(), 3);
        assert_eq!(
            bucket.chunks().collect::<Vec<_>>(),
            [(1, &['a', 'b'][..]), (2, &['d'][..])]
        );
        assert_eq!(bucket.remove(1), ['a', 'b']);
        assert_eq!(bucket.remove(1), []);
        assert_eq!((bucket.len(), bucket.chunk(2)), (1, &['d'][..]));
        bucket.remove(2);
        assert!(bucket.is_empty());
    }
}
