//! Chunks of packed rows to bytes of the changelog and back.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::rows::{decode_row, encode_row};
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

/// Appends a chunk of packed rows under the schema `name` of `schemas/state/`.
///
/// # Panics
/// A row that does not follow the schema: a bug of this build.
pub fn encode_chunk<K: RowKey, R: Serialize + Copy>(name: &'static str, rows: &[(K, R)], to: &mut Vec<u8>) {
    let written = rows.iter().map(|(key, row)| Written {
        key: key.bytes(),
        row,
    });
    let entries: Vec<Written<'_, R>> = written.collect();
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
    let entries: Vec<Read<R>> = decode_row(name, bytes)?;
    Ok(entries
        .into_iter()
        .map(|entry| (K::of(entry.key), entry.row))
        .collect())
}
