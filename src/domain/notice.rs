//! Internal notices to a customer's lane. They carry hashed keys only.

use serde::{Deserialize, Serialize};

use super::account::AccountState;
use super::ids::{ConversationKey, CustomerKey, PostKey};
use super::score::Risk;
use super::time::Time;

/// A conversation that this customer owns has reached another level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RiskChanged {
    /// Its owner: the record's key.
    pub customer: CustomerKey,
    /// The conversation.
    pub conversation: ConversationKey,
    /// Its risk now.
    pub risk: Risk,
    /// Lane time of the change.
    pub at: Time,
}

/// A customer's account has changed on its network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountChanged {
    /// Whose account: the record's key.
    pub customer: CustomerKey,
    /// Its state from then on.
    pub state: AccountState,
    /// When it changed, by the network, or when the news came in where the network does not say.
    pub at: Time,
}

/// A post's case belongs to another customer than was thought: sent to both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reassigned {
    /// The customer told: the record's key.
    pub customer: CustomerKey,
    /// The post.
    pub post_key: PostKey,
    /// Where it was.
    pub old_conversation: ConversationKey,
    /// Where it belongs.
    pub conversation: ConversationKey,
    /// Whose case it was.
    pub from: CustomerKey,
    /// Whose case it is.
    pub to: CustomerKey,
    /// Whether the post keeps a case of its own with `from` (its author has the same trouble).
    pub keeps_own: bool,
}
