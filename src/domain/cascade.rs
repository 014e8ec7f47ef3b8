//! The present state of a conversation's spread.

use serde::{Deserialize, Serialize};

use super::ids::{ConversationKey, CustomerKey};
use super::score::Risk;
use super::time::Time;

/// The present state of a conversation's spread; the newest record of a key replaces the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cascade {
    /// The conversation: the record's key.
    pub conversation: ConversationKey,
    /// Whose deployment.
    pub tenant: String,
    /// The root's author; `None` while unknown, and where the brand wrote the root.
    pub owner: Option<CustomerKey>,
    /// Whether the brand wrote the root.
    pub own: bool,
    /// Counts only up.
    pub version: i64,
    /// Spread so far.
    pub risk: Risk,
    /// Replies, without those taken back.
    pub replies: i64,
    /// Authors with the same trouble.
    pub joiners: i64,
    /// Answers by people other than the brand.
    pub peer_answers: i64,
    /// Posts that take the brand's side.
    pub defenders: i64,
    /// Latest moment counted, by the network's clock.
    pub latest_at: Time,
}
