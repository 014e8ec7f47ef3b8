//! Rows of lane state to bytes of the changelog and back.

use serde::Serialize;
use serde::de::DeserializeOwned;

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
