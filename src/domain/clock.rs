//! The clocks of a work item: what was promised, and how it stands.

use serde::{Deserialize, Serialize};

use super::time::{Span, Time};
use super::words::words;

words! {
    /// What a clock waits for.
    ClockKind {
        /// The brand's first answer.
        FirstResponse "first_response"
        /// The brand's answer to what the customer wrote after an answer.
        NextResponse "next_response"
        /// That the desk resolves or closes it.
        Resolution "resolution"
    }
}

words! {
    /// How a clock stands.
    ClockState {
        /// Less than 75 % of what was promised is used.
        Running "running"
        /// The desk waits for the customer: it does not run.
        Paused "paused"
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
    /// When it began to run: `received_at` of the first post that it is about and that did not come late.
    pub started_at: Time,
    /// What was promised, in milliseconds of business time. It only ever shrinks.
    pub promised_ms: Span,
    /// Name of the calendar of that business time; `None`: at any hour.
    pub calendar: Option<String>,
    /// When it is due, pauses counted in; `None` while a pause keeps that from coming.
    pub due_at: Option<Time>,
    /// When 75 % of what was promised is used; `None` while a pause keeps that from coming.
    pub at_risk_at: Option<Time>,
    /// Since when it is paused.
    pub paused_at: Option<Time>,
    /// When it was done; `None` while it waits.
    pub stopped_at: Option<Time>,
    /// The rule that promised it.
    pub rule: String,
}
