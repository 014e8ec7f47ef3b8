//! News of an account rather than of a post. It may toggle any number of times.

use serde::{Deserialize, Serialize};

use super::event::RawRef;
use super::ids::{AuthorKey, EventId};
use super::network::Network;
use super::time::Time;

/// What may be shown of an account's posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Only ever read from a newer writer.
    Unknown,
    /// Nothing for now: it is suspended, protected, deactivated or withheld.
    Suppressed,
    /// What was suppressed is to be had again.
    Restored,
    /// Nothing any more: it is deleted, and what is held of it must go.
    Erased,
}

impl AccountState {
    /// The name used in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Suppressed => "suppressed",
            Self::Restored => "restored",
            Self::Erased => "erased",
        }
    }
}

/// An account changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountChange {
    /// Id of this piece of news: the same whenever the same news is read again.
    pub event_id: EventId,
    /// Whose deployment it belongs to.
    pub tenant: String,
    /// The network.
    pub network: Network,
    /// Keyed hash of the account id.
    pub author: AuthorKey,
    /// Its state from then on.
    pub state: AccountState,
    /// When it changed, by the network.
    pub occurred_at: Option<Time>,
    /// When the news reached the first topic.
    pub ingested_at: Time,
    /// The raw payload.
    pub raw_ref: RawRef,
    /// Version of the adapter that read it.
    pub adapter: i32,
}
