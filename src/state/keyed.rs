//! Rows by key for lookups alone: found in one step, whatever the number of rows. The order in which such a map is
//! walked depends on its history, so whoever walks it must let nothing hang on the order.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Rows by key. Keys are digests already and are not hashed again.
#[expect(
    clippy::disallowed_types,
    reason = "rows are looked up by the million; those who walk them sort what they find"
)]
pub(super) type Keyed<K, R> = HashMap<K, R, BuildHasherDefault<FirstBytes>>;

/// Takes the first eight bytes of a key for its hash.
#[derive(Debug, Default)]
pub(super) struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk::<8>() {
            self.0 ^= u64::from_le_bytes(*first);
        }
    }

    /// The length of a key says nothing: all have sixteen bytes.
    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{BuildHasher, BuildHasherDefault};

    use super::*;
    use crate::domain::ids::PostKey;

    #[test]
    fn the_hash_of_a_key_is_its_first_eight_bytes() {
        let mut bytes = [9; 16];
        bytes[..8].copy_from_slice(&7u64.to_le_bytes());
        let hasher = BuildHasherDefault::<FirstBytes>::default();
        assert_eq!(hasher.hash_one(PostKey::from_bytes(bytes)), 7);
    }
}
