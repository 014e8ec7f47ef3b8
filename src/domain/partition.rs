//! Which partition a key belongs to.

use serde::{Deserialize, Serialize};

use super::ids::unhex;

/// What a key belongs to a partition by, whatever their number: 31 bits, from 0 up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Home(i32);

impl Home {
    /// Of this id. It is a hash already, and its last bits are as good as those of a hash of it: so an id can be made that
    /// lies where another does.
    #[must_use]
    pub const fn of_id(id: &[u8; 16]) -> Self {
        let [.., a, b, c, d] = *id;
        Self(i32::from_be_bytes([a & 0x7F, b, c, d]))
    }

    /// Of a key as it is written to a topic: of the id that it is, or of its hash by murmur2.
    #[must_use]
    pub fn of(key: &[u8]) -> Self {
        let id = unhex(key);
        id.map_or_else(
            || Self((murmur2(key) & 0x7FFF_FFFF).cast_signed()),
            |id| Self::of_id(&id),
        )
    }

    /// The partition among `partitions` of a topic; at least one is assumed.
    #[must_use]
    pub const fn among(self, partitions: i32) -> i32 {
        let partitions = if partitions < 1 { 1 } else { partitions };
        self.0.rem_euclid(partitions)
    }
}

/// The partition of a key among `partitions` of a topic between stages. At least one partition is assumed.
#[must_use]
pub fn partition_of(key: &[u8], partitions: i32) -> i32 {
    Home::of(key).among(partitions)
}

const SEED: u32 = 0x9747_B28C;
const MIX: u32 = 0x5BD1_E995;

fn murmur2(data: &[u8]) -> u32 {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let mut hash = SEED ^ length;
    let (words, rest) = data.as_chunks::<4>();
    for word in words {
        let mut part = u32::from_le_bytes(*word).wrapping_mul(MIX);
        part ^= part >> 24;
        hash = hash.wrapping_mul(MIX) ^ part.wrapping_mul(MIX);
    }
    if !rest.is_empty() {
        for (place, byte) in rest.iter().enumerate() {
            hash ^= u32::from(*byte) << (8 * place);
        }
        hash = hash.wrapping_mul(MIX);
    }
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(MIX);
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_java_client() {
        for (key, hash) in [
            ("21", -973_932_308_i32),
            ("foobar", -790_332_482),
            ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
            ("abc", 479_470_107),
        ] {
            assert_eq!(murmur2(key.as_bytes()).cast_signed(), hash, "{key}");
        }
    }

    #[test]
    fn an_id_lies_where_its_end_says_and_its_digits_do() {
        let mut id = [7; 16];
        id[12..].copy_from_slice(&[0x80, 0, 1, 2]);
        assert_eq!(Home::of_id(&id).among(1_000), 258);
        assert_eq!(Home::of(&crate::domain::ids::hex(&id)), Home::of_id(&id));
        assert_eq!(Home::of(b"foobar").among(i32::MAX), -790_332_482 & 0x7FFF_FFFF);
        assert_eq!(Home::of_id(&id).among(0), 0);
    }

    #[test]
    fn ids_are_spread_evenly() {
        let mut found = [0; 32];
        for n in 0..32_000u32 {
            let id = crate::domain::ids::digest(&[&n.to_be_bytes()]);
            found[usize::try_from(Home::of_id(&id).among(32)).unwrap()] += 1;
        }
        assert!(found.iter().all(|ids| (850..1_150).contains(ids)), "{found:?}");
    }

    #[test]
    fn every_key_has_a_partition() {
        for key in [&b""[..], b"a", b"abcdefg"] {
            assert_eq!(partition_of(key, 1), 0);
            assert!((0..7).contains(&partition_of(key, 7)));
        }
    }
}
