//! Rows of lane state to bytes of the changelog and back.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::state::row::RowKey;

/// Appends a row under the schema `name` of `schemas/state/`.
pub fn encode_row<T: Serialize>(name: &'static str, row: &T, to: &mut Vec<u8>) {
    let _ = name;
    let done = serde_json::to_writer(to, row);
    debug_assert!(done.is_ok(), "a row of {name} does not follow its schema");
}

/// Reads a row under the schema `name` of `schemas/state/`.
///
/// # Errors
/// What is wrong with the bytes.
pub fn decode_row<T: DeserializeOwned>(name: &'static str, bytes: &[u8]) -> Result<T, String> {
    serde_json::from_slice(bytes).map_err(|e| format!("{name}: {e}"))
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Entry<R> {
    #[serde(with = "serde_bytes")]
    key: Vec<u8>,
    row: R,
}

/// Appends a chunk of packed rows under the schema `name` of `schemas/state/`.
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
    entries
        .into_iter()
        .map(|entry| {
            let key: [u8; 16] = entry
                .key
                .try_into()
                .map_err(|_| format!("{name}: a key that is not 16 bytes"))?;
            Ok((K::of(key), entry.row))
        })
        .collect()
}
