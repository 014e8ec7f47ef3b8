//! The arithmetic of one service-level clock: when what was promised is due, and how it stands.
//!
//! A clock is what was seen: its start, promises, pauses and its end. Each is a join: the earliest start and end, of
//! each calendar the least promise, the union of the pauses. So the due moment does not depend on what was read
//! first, and is worked out anew whenever it is asked for.

mod clock;
mod pauses;
#[cfg(test)]
mod tests;

pub use clock::{Clock, Due, PROMISES, Promise};
pub use pauses::{PAUSES, Pause, Pauses};
