//! The rows of what is blocked as chunks of the changelog.

use super::chunk::{decode_chunk, encode_chunk};
use crate::state::blocked::BlockedRow;
use crate::state::packed::PackedRow;
use crate::state::row::RowKey;

impl PackedRow for BlockedRow {
    fn encode_chunk<K: RowKey>(rows: &[(K, Self)], to: &mut Vec<u8>) {
        encode_chunk("blocked", rows, to);
    }

    fn decode_chunk<K: RowKey>(bytes: &[u8]) -> Result<Vec<(K, Self)>, String> {
        decode_chunk("blocked", bytes)
    }
}
