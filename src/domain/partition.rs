//! Which partition a key belongs to, as the clients of Kafka compute it.

/// The partition of a key among `partitions` of a topic: murmur2, as Kafka's Java client and librdkafka's
/// `murmur2_random` have it. At least one partition is assumed.
#[must_use]
pub fn partition_of(key: &[u8], partitions: i32) -> i32 {
    let positive = murmur2(key) & 0x7FFF_FFFF;
    i32::try_from(positive % partitions.max(1).unsigned_abs()).unwrap_or(0)
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
    fn every_key_has_a_partition() {
        for key in [&b""[..], b"a", b"abcdefg"] {
            assert_eq!(partition_of(key, 1), 0);
            assert!((0..7).contains(&partition_of(key, 7)));
        }
    }
}
