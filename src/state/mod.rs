//! The state of a lane: tables with an overlay of uncommitted changes, and their changelog.
//! Guarantees: nothing in an overlay is visible in the changelog before `merge`; a fold of the changelog
//! gives the state that wrote it. Knows nothing of Kafka, nor of what the rows mean.

pub mod blocked;
mod bucket;
pub mod committed;
pub mod customer;
mod keyed;
pub mod packed;
pub mod row;
pub mod table;
pub mod time_only;

use crate::domain::time::Time;
use row::BadRow;

/// Receives changes: key and value, `None` for a removal.
pub type ChangeSink<'a> = dyn FnMut(&[u8], Option<&[u8]>) + 'a;

/// What a lane keeps. Every change goes to an overlay until `merge`.
pub trait LaneState: Default + Send {
    /// Reports every change since the last `merge`, in a fixed order. `transaction` numbers the lane's
    /// transactions from 1 and makes the keys of packed chunks unique.
    fn changes(&self, transaction: u64, sink: &mut ChangeSink<'_>);

    /// Makes the changes part of the state: their transaction is committed.
    fn merge(&mut self, transaction: u64);

    /// Forgets the changes: their transaction is aborted.
    fn discard(&mut self);

    /// Folds one changelog record into the state, while restoring.
    ///
    /// # Errors
    /// A record that this version cannot read: the lane must not start.
    fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow>;

    /// Lane time, changes included.
    fn time(&self) -> Time;

    /// Sets the lane time that the progress record holds, while restoring.
    fn restore_time(&mut self, time: Time);

    /// Rows held, for metrics and bounds.
    fn rows(&self) -> usize;

    /// Rows dropped because a bound was reached, since the state was made.
    fn evicted(&self) -> u64;
}
