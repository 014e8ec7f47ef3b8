//! Measures, and moments worth spreading.

use serde::{Deserialize, Serialize};

use super::ids::{AuthorKey, ConversationKey, CustomerKey, EventId, ItemId, PostKey};
use super::time::{Span, Time};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// Only ever read from a newer writer.
    Unknown,
    /// From the customer's first post to the brand's first public answer, by the network's clock.
    FirstPublicAnswer,
    /// From opening to the agent's claim.
    Claimed,
    /// From opening to closing.
    Closed,
}

/// One measured length of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Id of this measure.
    pub measure_id: EventId,
    /// Whose deployment.
    pub tenant: String,
    /// What is measured.
    pub kind: MeasureKind,
    /// The item: the record's key.
    pub item_id: ItemId,
    /// The length, in milliseconds.
    pub value_ms: Span,
    /// When it was complete.
    pub at: Time,
}

/// A moment worth spreading. It has a topic of its own and cannot page anybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opportunity {
    /// Id of this record.
    pub opportunity_id: EventId,
    /// Whose deployment.
    pub tenant: String,
    /// The customer: the record's key.
    pub customer: CustomerKey,
    /// The post.
    pub post_key: PostKey,
    /// The conversation.
    pub conversation: ConversationKey,
    /// Who is to be thanked: the author, or the one who helped.
    pub author: Option<AuthorKey>,
    /// Why, in words.
    pub reason: String,
    /// From 0 to 1.
    pub score: f64,
    /// When the post was written.
    pub at: Time,
}
