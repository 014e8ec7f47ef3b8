//! Chunks of packed rows to bytes of the changelog and back.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::rows::{decode_row, encode_row};
use crate::state::row::RowKey;

#[derive(Serialize, Deserialize)]
struct Entry<R> {
    #[serde(with = "serde_bytes")]
    key: Vec<u8>,
    row: R,
}

/// Appends a chunk of packed rows under the schema `name` of `schemas/state/`.
///
/// # Panics
/// A row that does not follow the schema: a bug of this build.
pub fn encode_chunk<K: RowKey, R: Serialize + Copy>(name: &'static str, rows: &[(K, R)], to: &mut Vec<u8>) {
    let entries: Vec<Entry<R>> = rows
        .iter()
        .map(|(key, row)| Entry {
            key: key.bytes().to_vec(),
            row: *row,
        })
        .collect();
    encode_row(name, &entries, to);
}

/// Reads a chunk of packed rows under the schema `name` of `schemas/state/`.
///
/// # Errors
/// What is wrong with the bytes.
pub fn decode_chunk<K: RowKey, R: DeserializeOwned>(
    name: &'static str,
    bytes: &[u8],
) -> Result<Vec<(K, R)>, String> {
    let entries: Vec<Entry<R>> = decode_row(name, bytes)?;
    let row = |entry: Entry<R>| {
        let key: [u8; 16] = entry
            .key
            .try_into()
            .map_err(|_| format!("{name}: a key that is not 16 bytes"))?;
        Ok((K::of(key), entry.row))
    };
    entries.into_iter().map(row).collect()
}
