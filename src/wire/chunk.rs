//! Packed rows to bytes of the changelog and back, row by row and chunk by chunk.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::rows::{decode_row, encode_entries, encode_entry};
use crate::state::row::RowKey;

/// A row as it is written: borrowed, for a chunk holds thousands.
#[derive(Serialize)]
struct Written<'a, R> {
    #[serde(with = "serde_bytes")]
    key: &'a [u8],
    row: &'a R,
}

/// A row as it is read.
#[derive(Deserialize)]
struct Read<R> {
    #[serde(with = "serde_bytes")]
    key: [u8; 16],
    row: R,
}

/// Appends one row of a chunk under the schema `name` of `schemas/state/`, which is that of the whole chunk.
///
/// # Panics
/// A row that does not follow the schema: a bug of this build.
pub fn encode_packed<K: RowKey, R: Serialize>(name: &'static str, key: &K, row: &R, to: &mut Vec<u8>) {
    let key = key.bytes();
    encode_entry(name, &Written { key, row }, to);
}

/// Appends the chunk of so many rows, whose bytes these are.
pub fn close_chunk(rows: usize, encoded: &[u8], to: &mut Vec<u8>) {
    encode_entries(rows, encoded, to);
}

/// Reads a chunk of packed rows under the schema `name` of `schemas/state/`.
///
/// # Errors
/// What is wrong with the bytes.
pub fn decode_chunk<K: RowKey, R: DeserializeOwned>(
    name: &'static str,
    bytes: &[u8],
) -> Result<Vec<(K, R)>, String> {
    let entries: Vec<Read<R>> = decode_row(name, bytes)?;
    Ok(entries
        .into_iter()
        .map(|entry| (K::of(entry.key), entry.row))
        .collect())
}

/// Makes a type the row of a packed table, under the schema of this name.
macro_rules! packed_row {
    ($row:ty, $name:literal) => {
        impl $crate::state::packed::PackedRow for $row {
            fn encode<K: $crate::state::row::RowKey>(key: &K, row: &Self, to: &mut Vec<u8>) {
                $crate::wire::chunk::encode_packed($name, key, row, to);
            }

            fn close(rows: usize, encoded: &[u8], to: &mut Vec<u8>) {
                $crate::wire::chunk::close_chunk(rows, encoded, to);
            }

            fn decode_chunk<K: $crate::state::row::RowKey>(bytes: &[u8]) -> Result<Vec<(K, Self)>, String> {
                $crate::wire::chunk::decode_chunk($name, bytes)
            }
        }
    };
}
pub(crate) use packed_row;
