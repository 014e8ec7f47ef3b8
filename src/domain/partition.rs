//! Which partition a key belongs to, as the clients of Kafka compute it.

use serde::{Deserialize, Serialize};

use super::ids::{digit, hex};

/// What a key belongs to a partition by, whatever their number: a hash of 31 bits, from 0 up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Home(i32);

impl Home {
    /// Of this key, as it is written to a topic.
    #[must_use]
    pub fn of(key: &[u8]) -> Self {
        Self((murmur2(key) & 0x7FFF_FFFF).cast_signed())
    }

    /// The partition among `partitions` of a topic; at least one is assumed.
    #[must_use]
    pub const fn among(self, partitions: i32) -> i32 {
        let partitions = if partitions < 1 { 1 } else { partitions };
        self.0.rem_euclid(partitions)
    }

    /// The four bytes that say it.
    #[must_use]
    pub const fn bytes(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }

    /// The one that these bytes say.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(i32::from_be_bytes(bytes))
    }
}

/// The partition of a key among `partitions` of a topic: murmur2, as Kafka's Java client and librdkafka's
/// `murmur2_random` have it. At least one partition is assumed.
#[must_use]
pub fn partition_of(key: &[u8], partitions: i32) -> i32 {
    Home::of(key).among(partitions)
}

const SEED: u32 = 0x9747_B28C;
const MIX: u32 = 0x5BD1_E995;
/// `MIX` times this is 1.
const UNMIX: u32 = 0xE59B_19BD;

fn murmur2(data: &[u8]) -> u32 {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let (words, rest) = data.as_chunks::<4>();
    let mut hash = taken(SEED ^ length, words);
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

fn taken(hash: u32, words: &[[u8; 4]]) -> u32 {
    words.iter().fold(hash, |hash, word| {
        hash.wrapping_mul(MIX) ^ mixed(u32::from_le_bytes(*word))
    })
}

const fn mixed(word: u32) -> u32 {
    let part = word.wrapping_mul(MIX);
    (part ^ (part >> 24)).wrapping_mul(MIX)
}

const fn unmixed(word: u32) -> u32 {
    let part = word.wrapping_mul(UNMIX);
    (part ^ (part >> 24)).wrapping_mul(UNMIX)
}

/// The hash before its last three steps.
const fn unfinished(hash: u32) -> u32 {
    let hash = hash ^ (hash >> 15) ^ (hash >> 30);
    let hash = hash.wrapping_mul(UNMIX);
    hash ^ (hash >> 13) ^ (hash >> 26)
}

/// An id that begins as `id` does and lies, written as hexadecimal digits, in the partition of the key `like` whatever
/// the number of partitions. Four bytes can be chosen, and of two in three ids there is one; where there is none, try
/// another `id`. It looks at 65,536 values at most: of each it is computed what the other two bytes would have to be.
#[must_use]
pub fn id_that_lies_like(id: [u8; 16], like: &[u8]) -> Option<[u8; 16]> {
    let digits = hex(&id);
    let (words, _) = digits.as_chunks::<4>();
    let before = taken(SEED ^ 32, words.get(..6)?).wrapping_mul(MIX);
    let wanted = unfinished(murmur2(like));
    let [start @ .., _, _, a, b] = id;
    let first = u16::from_be_bytes([a, b]);
    (0..=u16::MAX).find_map(|step| {
        let [a, b] = first.wrapping_add(step).to_be_bytes();
        let last = digits_of(a, b);
        let between = (wanted ^ mixed(u32::from_le_bytes(last))).wrapping_mul(UNMIX);
        let [c, d] = bytes_of(unmixed(before ^ between).to_le_bytes())?;
        let mut found = [0; 16];
        let all = start.into_iter().chain([c, d, a, b]);
        found.iter_mut().zip(all).for_each(|(to, from)| *to = from);
        Some(found)
    })
}

const fn digits_of(a: u8, b: u8) -> [u8; 4] {
    [digit(a >> 4), digit(a & 15), digit(b >> 4), digit(b & 15)]
}

/// The bytes of four hexadecimal digits; `None` if these are none.
fn bytes_of(digits: [u8; 4]) -> Option<[u8; 2]> {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let [a, b, c, d] = digits;
    let (a, b) = (value(a)?, value(b)?);
    Some([a << 4 | b, value(c)? << 4 | value(d)?])
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
    fn an_id_is_found_that_lies_where_another_does() {
        let mut found = 0;
        for n in 0..50u8 {
            let id = crate::domain::ids::digest(&[&[n]]);
            let Some(like) = id_that_lies_like(id, b"somewhere") else {
                continue;
            };
            assert_eq!(like[..12], id[..12]);
            assert_eq!(murmur2(&hex(&like)), murmur2(b"somewhere"));
            found += 1;
        }
        assert!(found > 20, "{found} of 50");
    }

    #[test]
    fn a_home_reads_back() {
        let home = Home::of(b"foobar");
        assert_eq!(Home::from_bytes(home.bytes()), home);
        assert_eq!(home.among(0), 0);
    }

    #[test]
    fn every_key_has_a_partition() {
        for key in [&b""[..], b"a", b"abcdefg"] {
            assert_eq!(partition_of(key, 1), 0);
            assert!((0..7).contains(&partition_of(key, 7)));
        }
    }
}
