//! An escalation alert: for people on call.

use serde::{Deserialize, Serialize};

use super::ids::{AlertKey, ConversationKey, EventId, ItemId, PostKey};
use super::time::Time;

/// Whether the alert stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertAction {
    /// Only ever read from a newer writer.
    Unknown,
    /// It stands, at this severity.
    Trigger,
    /// It is over.
    Resolve,
}

/// How loud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Only ever read from a newer writer.
    Unknown,
    /// Only on the topic.
    Info,
    /// To the channel.
    Warning,
    /// At once, without waking anybody.
    Error,
    /// Wakes people.
    Critical,
}

/// One notice of an alert. The key is stable; one notice a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EscalationAlert {
    /// The alert: the record's key.
    pub alert_key: AlertKey,
    /// Id of this notice.
    pub notice_id: EventId,
    /// From 1, up by one a notice.
    pub version: i64,
    /// Whose deployment.
    pub tenant: String,
    /// The rule.
    pub rule: String,
    /// Whether it stands.
    pub action: AlertAction,
    /// How loud.
    pub severity: Severity,
    /// The rule's level reached, from 1.
    pub level: i32,
    /// The item it is about.
    pub item_id: Option<ItemId>,
    /// The conversation it is about.
    pub conversation: Option<ConversationKey>,
    /// What, how fast, how sure, since when: under 1,024 characters, readable half asleep.
    pub summary: String,
    /// What changed since the last notice; never empty.
    pub changed: Vec<String>,
    /// The customer's posts behind it, at most five.
    pub posts: Vec<PostKey>,
    /// When it began.
    pub started_at: Time,
    /// Lane time of this notice.
    pub at: Time,
    /// Hash of the rule set.
    pub rule_set: String,
}
