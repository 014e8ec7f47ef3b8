//! Bounds that more than one layer goes by. `ARCHITECTURE.md` lists all that there are.

/// Most rows of one table that a step changes: a tick, an erasure, the arrival of a post that others wait for. What is
/// left is done by later ticks, and lane time stands before the earliest of it.
pub const STEP_ROWS: usize = 2_000;

/// The least that a key and a value written together may be allowed to take, in bytes. All records and rows lie below
/// it by construction, whatever is read.
pub const LEAST_MESSAGE_BYTES: usize = 512 * 1024;
