//! What a lane of `cases` keeps.

use crate::domain::ids::{CustomerKey, ErasureId};
use crate::state::blocked::Blocked;
use crate::state::customer::CustomerRow;
use crate::state::lane_state;
use crate::state::table::Table;
use crate::state::time_only::LaneTime;

use super::erasing::Erasing;
use super::receipt::Answered;

/// Changelog keys of customers start with this; never to be used for another table of this stage.
const CUSTOMERS: u8 = b'c';
/// Those of answers to requests for erasure.
const ANSWERED: u8 = b'e';
/// Those of erasures that the lane is still at.
const ERASING: u8 = b'r';

/// What a lane of `cases` keeps: one row a customer, what must not come back, and lane time.
#[derive(Debug)]
pub struct CaseState {
    pub(super) customers: Table<CustomerKey, CustomerRow>,
    pub(super) answered: Table<ErasureId, Answered>,
    pub(super) erasing: Table<ErasureId, Erasing>,
    pub(super) blocked: Blocked,
    pub(super) time: LaneTime,
}

lane_state!(CaseState {
    customers,
    answered,
    erasing,
    blocked
});

impl Default for CaseState {
    fn default() -> Self {
        Self {
            customers: Table::new(CUSTOMERS),
            answered: Table::new(ANSWERED),
            erasing: Table::new(ERASING),
            blocked: Blocked::default(),
            time: LaneTime::default(),
        }
    }
}
