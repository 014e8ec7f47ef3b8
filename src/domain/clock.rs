//! The clocks of a work item: what was promised, and how it stands.

use serde::{Deserialize, Serialize};

use super::time::{Span, Time};
use super::words::words;

words! {
    /// What a clock waits for.
    ClockKind {
        /// The brand's first answer.
        FirstResponse "first_response"
    }
}

words! {
    /// How a clock stands.
    ClockState {
        /// Less than 75 % of what was promised is used.
        Running "running"
        /// 75 % of what was promised is used.
        AtRisk "at_risk"
        /// The moment passed, and it still waits.
        Breached "breached"
        /// It was done in time.
        Met "met"
        /// It was done too late.
        Missed "missed"
    }
}

/// One clock of an item. Where nothing is promised there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemClock {
    /// What it waits for.
    pub clock: ClockKind,
    /// How it stands.
    pub state: ClockState,
    /// When it began to run: `received_at` of the first post that did not come late.
    pub started_at: Time,
    /// What was promised, in milliseconds.
    pub promised_ms: Span,
    /// When it is due.
    pub due_at: Time,
    /// When 75 % of what was promised is used.
    pub at_risk_at: Time,
    /// When it was done; `None` while it waits.
    pub stopped_at: Option<Time>,
}
