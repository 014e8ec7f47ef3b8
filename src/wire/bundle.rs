//! Bundles: one message of an internal topic holds the records that one transaction has for one partition, in order.
//! `schemas/README.md` shows the frame byte by byte. Guarantees: what is packed reads back; bytes of any content give a
//! bundle or a reason, never a panic, and a reason is given before any record is.

mod build;
mod open;
#[cfg(test)]
mod tests;

pub use build::Builder;
pub use open::{BadBundle, Bundled, Origin, open};

/// First byte of a bundle.
pub const VERSION: u8 = 1;

/// Most bytes of a bundle that holds more than one record.
pub const MOST_BYTES: usize = 256 * 1024;

/// Most records of a bundle.
pub const MOST_RECORDS: usize = 1_000;
