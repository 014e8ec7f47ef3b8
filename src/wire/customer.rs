//! The row of a customer as bytes of the changelog.

use super::rows::{decode_row, encode_row};
use crate::domain::time::Time;
use crate::state::customer::CustomerRow;
use crate::state::row::Row;

impl Row for CustomerRow {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("customer", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("customer", bytes)
    }

    fn due(&self) -> Option<Time> {
        self.wake_at
    }
}
