//! The state of a lane: tables with an overlay of uncommitted changes, and their changelog.
//! Guarantees: nothing in an overlay is visible in the changelog before `merge`; a fold of the changelog
//! gives the state that wrote it. Knows nothing of Kafka, nor of what the rows mean.

pub mod blocked;
pub mod committed;
pub mod customer;
pub mod due;
mod evicted;
mod index;
mod keyed;
pub mod packed;
pub mod route;
pub mod row;
pub mod table;
pub mod time_only;

use crate::domain::time::Time;
use route::{Deal, DealSink, Stuck};
use row::BadRow;
use time_only::LaneTime;

/// Receives changes: key and value, `None` for a removal.
pub type ChangeSink<'a> = dyn FnMut(&[u8], Option<&[u8]>) + 'a;

/// One table of a lane's state. Every change goes to an overlay until `merge`.
pub trait StateTable {
    /// Reports every change since the last `merge`, in a fixed order. `transaction` numbers the lane's
    /// transactions from 1 and makes the keys of packed chunks unique.
    fn changes(&mut self, transaction: u64, sink: &mut ChangeSink<'_>);

    /// Makes the changes part of the table: their transaction is committed.
    fn merge(&mut self, transaction: u64);

    /// Forgets the changes: their transaction is aborted.
    fn discard(&mut self);

    /// Whether a changelog key belongs to this table.
    fn owns(&self, key: &[u8]) -> bool;

    /// Folds one changelog record in, while restoring.
    ///
    /// # Errors
    /// A record that this version cannot read.
    fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow>;

    /// Deals its committed rows out to the lanes of another number of lanes, in a fixed order.
    ///
    /// # Errors
    /// Rows that cannot go; the others were dealt.
    fn deal(&self, deal: Deal, sink: &mut DealSink<'_>) -> Result<(), Stuck>;

    /// Takes in what was dealt to its lane, as a change. Gives the number of rows of which it held one already, and that
    /// are one from now on.
    ///
    /// # Errors
    /// Bytes that this version cannot read.
    fn gather(&mut self, key: &[u8], value: &[u8]) -> Result<u64, BadRow>;

    /// Committed rows.
    fn rows(&self) -> usize;

    /// Rows dropped because a bound was reached, since the table was made.
    fn evicted(&self) -> u64;
}

/// What a lane keeps: tables and a time. A state says once which they are, by `lane_state!`;
/// whatever is done to it is done to all of them.
pub trait LaneState: Default + Send {
    /// Its tables, in the order in which their changes are reported.
    fn tables(&self) -> impl Iterator<Item = &dyn StateTable>;

    /// The same tables, to be changed.
    fn tables_mut(&mut self) -> impl Iterator<Item = &mut dyn StateTable>;

    /// Its time.
    fn clock(&self) -> &LaneTime;

    /// Its time, to be moved.
    fn clock_mut(&mut self) -> &mut LaneTime;

    /// Reports every change since the last `merge`, in a fixed order. `transaction` numbers the lane's
    /// transactions from 1.
    fn changes(&mut self, transaction: u64, sink: &mut ChangeSink<'_>) {
        for table in self.tables_mut() {
            table.changes(transaction, sink);
        }
    }

    /// Makes the changes part of the state: their transaction is committed.
    fn merge(&mut self, transaction: u64) {
        for table in self.tables_mut() {
            table.merge(transaction);
        }
        self.clock_mut().merge();
    }

    /// Forgets the changes: their transaction is aborted.
    fn discard(&mut self) {
        for table in self.tables_mut() {
            table.discard();
        }
        self.clock_mut().discard();
    }

    /// Folds one changelog record into the state, while restoring.
    ///
    /// # Errors
    /// A record that this version cannot read: the lane must not start.
    fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow> {
        match self.tables_mut().find(|table| table.owns(key)) {
            Some(table) => table.apply(key, value),
            None => Err(BadRow::new("?", "its key belongs to no table of this stage")),
        }
    }

    /// Deals the committed rows of every table out to the lanes of another number of lanes, in a fixed order.
    ///
    /// # Errors
    /// Everything that keeps the lane from it.
    fn deal(&self, deal: Deal, sink: &mut DealSink<'_>) -> Result<(), Vec<Stuck>> {
        let dealt = self.tables().map(|table| table.deal(deal, sink));
        let stuck: Vec<Stuck> = dealt.filter_map(Result::err).collect();
        if stuck.is_empty() { Ok(()) } else { Err(stuck) }
    }

    /// Takes in what was dealt to this lane, as a change. Gives the number of rows that were held already.
    ///
    /// # Errors
    /// Bytes that this version cannot read.
    fn gather(&mut self, key: &[u8], value: &[u8]) -> Result<u64, BadRow> {
        match self.tables_mut().find(|table| table.owns(key)) {
            Some(table) => table.gather(key, value),
            None => Err(BadRow::new("?", "its key belongs to no table of this stage")),
        }
    }

    /// Lane time, changes included.
    fn time(&self) -> Time {
        self.clock().get()
    }

    /// Sets the lane time that the progress record holds, while restoring.
    fn restore_time(&mut self, time: Time) {
        self.clock_mut().restore(time);
    }

    /// Rows held, for metrics and bounds.
    fn rows(&self) -> usize {
        self.tables().map(StateTable::rows).sum()
    }

    /// Rows dropped because a bound was reached, since the state was made.
    fn evicted(&self) -> u64 {
        self.tables().map(StateTable::evicted).sum()
    }
}

/// Makes a struct the state of a lane. All its fields are tables, named here in the order in which their changes are
/// reported, but the one called `time`, a [`LaneTime`]. A field that is not named does not compile.
#[macro_export]
macro_rules! lane_state {
    ($state:ident { $($table:ident),+ $(,)? }) => {
        impl $crate::state::LaneState for $state {
            fn tables(&self) -> impl Iterator<Item = &dyn $crate::state::StateTable> {
                let Self { time: _, $($table),+ } = self;
                [$($table as &dyn $crate::state::StateTable),+].into_iter()
            }

            fn tables_mut(&mut self) -> impl Iterator<Item = &mut dyn $crate::state::StateTable> {
                let Self { time: _, $($table),+ } = self;
                [$($table as &mut dyn $crate::state::StateTable),+].into_iter()
            }

            fn clock(&self) -> &$crate::state::time_only::LaneTime {
                &self.time
            }

            fn clock_mut(&mut self) -> &mut $crate::state::time_only::LaneTime {
                &mut self.time
            }
        }
    };
}
pub use lane_state;

#[cfg(test)]
mod tests;
