//! What a lane of `cases` keeps.

use crate::domain::ids::{CustomerKey, ErasureId};
use crate::domain::time::Time;
use crate::state::blocked::Blocked;
use crate::state::customer::CustomerRow;
use crate::state::row::BadRow;
use crate::state::table::Table;
use crate::state::{ChangeSink, LaneState};

use super::receipt::Answered;

/// Changelog keys of customers start with this; never to be used for another table of this stage.
const CUSTOMERS: u8 = b'c';
/// Those of answers to requests for erasure.
const ANSWERED: u8 = b'e';

/// What a lane of `cases` keeps: one row a customer, what must not come back, and lane time.
#[derive(Debug)]
pub struct CaseState {
    pub(super) customers: Table<CustomerKey, CustomerRow>,
    pub(super) answered: Table<ErasureId, Answered>,
    pub(super) blocked: Blocked,
    committed: Time,
    pending: Option<Time>,
    pub(super) evicted: u64,
}

impl Default for CaseState {
    fn default() -> Self {
        Self {
            customers: Table::new(CUSTOMERS),
            answered: Table::new(ANSWERED),
            blocked: Blocked::default(),
            committed: Time::START,
            pending: None,
            evicted: 0,
        }
    }
}

impl CaseState {
    /// Moves lane time on; it never goes back.
    pub(super) fn advance(&mut self, to: Time) {
        if to > self.time() {
            self.pending = Some(to);
        }
    }
}

impl LaneState for CaseState {
    fn changes(&self, transaction: u64, sink: &mut ChangeSink<'_>) {
        self.customers.changes(sink);
        self.answered.changes(sink);
        self.blocked.changes(transaction, sink);
    }

    fn merge(&mut self, transaction: u64) {
        self.customers.merge();
        self.answered.merge();
        self.blocked.merge(transaction);
        self.committed = self.pending.take().unwrap_or(self.committed);
    }

    fn discard(&mut self) {
        self.customers.discard();
        self.answered.discard();
        self.blocked.discard();
        self.pending = None;
    }

    fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow> {
        if self.customers.owns(key) {
            return self.customers.apply(key, value);
        }
        if self.answered.owns(key) {
            return self.answered.apply(key, value);
        }
        if self.blocked.owns(key) {
            return self.blocked.apply(key, value);
        }
        Err(BadRow::new("?", "its key belongs to no table of this stage"))
    }

    fn time(&self) -> Time {
        self.pending.unwrap_or(self.committed)
    }

    fn restore_time(&mut self, time: Time) {
        self.committed = self.committed.max(time);
    }

    fn rows(&self) -> usize {
        self.customers.len() + self.answered.len() + self.blocked.len()
    }

    fn evicted(&self) -> u64 {
        self.evicted + self.blocked.evicted()
    }
}
