//! What the contact centre says of a work item.

use serde::{Deserialize, Serialize};

use super::ids::ItemId;
use super::time::Time;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackKind {
    /// Only ever read from a newer writer.
    Unknown,
    /// An agent took it.
    Claim,
    /// An agent gave it back.
    Release,
    /// An agent answered (elsewhere than in a feed that outcry reads).
    Answer,
    /// It is done.
    Close,
}

/// What the contact centre says of a work item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItemFeedback {
    /// The item: the record's key.
    pub item_id: ItemId,
    /// What was done.
    pub kind: FeedbackKind,
    /// Who did it, as a pseudonym of at most 256 bytes; a longer one is refused.
    pub agent: Option<String>,
    /// When.
    pub at: Time,
    /// Version of the item that was seen.
    pub version: Option<i64>,
}
