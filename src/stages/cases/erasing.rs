//! An erasure that a lane has heard of and is still at: it looks at so many customers a step.

use serde::{Deserialize, Serialize};

use crate::domain::erasure::{Erasure, Purged};
use crate::domain::ids::{CustomerKey, ErasureId, PostKey};
use crate::state::route::{Route, Routed};
use crate::state::row::Row;
use crate::wire::rows::{decode_row, encode_row};

/// How far a lane has come with one telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Erasing {
    /// What it was told.
    pub(super) told: Erasure,
    /// The last customer looked at; `None` before the first. Rows that come behind are made of records that were
    /// checked when they came.
    pub(super) passed: Option<CustomerKey>,
    /// Cases of the erased customer whose keys still get a tombstone: those from number 1 to this one.
    pub(super) cases: u32,
    /// Posts of the author that were found and that no lane was told of yet; fewer than fill a telling.
    pub(super) found: Vec<PostKey>,
    /// Tellings of posts that were found, made so far.
    pub(super) tellings: u32,
    /// What was forgotten so far.
    pub(super) purged: Purged,
}

impl Erasing {
    /// A lane that has just been told.
    pub(super) fn new(told: &Erasure) -> Self {
        Self {
            told: told.clone(),
            passed: None,
            cases: 0,
            found: Vec::new(),
            tellings: 0,
            purged: Purged::default(),
        }
    }
}

impl Row for Erasing {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("erasing", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("erasing", bytes)
    }
}

impl Routed<ErasureId> for Erasing {
    fn route(&self, _: &ErasureId) -> Route {
        Route::Begun
    }
}
