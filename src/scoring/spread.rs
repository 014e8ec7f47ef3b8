//! Counters of one conversation's spread.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::spread_params::SpreadParams;
use crate::domain::score::Risk;
use crate::domain::time::Time;

/// What was passed on in one bin of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bin {
    /// Shares and quotes, less those taken back.
    pub shares: i64,
    /// Sum of the followers of those who passed it on.
    pub audience: i64,
}

/// Who passed a conversation on and when, in bins of event time; part of a state row.
/// A sum: the order in which shares are added or taken back leaves no trace.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spread {
    bins: BTreeMap<i32, Bin>,
    /// Bins are 15 minutes wide times two to this power.
    coarse: i32,
}

impl Spread {
    /// One share or quote at this moment. `followers`: of whoever passed it on, `None` while unknown and
    /// where the same author was counted before.
    pub fn add(&mut self, _at: Time, _followers: Option<i64>) {}

    /// Reverses an `add` of the same arguments, whichever of the two comes first.
    pub fn take_back(&mut self, _at: Time, _followers: Option<i64>) {}

    /// What this spread means; `replies` are the conversation's replies, less those taken back.
    #[must_use]
    pub fn risk(&self, _params: &SpreadParams, _replies: i64) -> Risk {
        Risk::NONE
    }
}
