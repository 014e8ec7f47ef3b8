//! What a feed says that it did not send.

use serde::{Deserialize, Serialize};

use super::event::RawRef;
use super::ids::EventId;
use super::network::Network;
use super::time::Time;

/// Why something was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// Not said, or only known to a newer writer.
    Unknown,
    /// More matched than the feed may send.
    Limit,
    /// The network ended the connection.
    Disconnect,
    /// The reader is too slow, and what waits for it is about to be dropped or was.
    BackPressure,
}

impl GapReason {
    /// The name used in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Limit => "limit",
            Self::Disconnect => "disconnect",
            Self::BackPressure => "back_pressure",
        }
    }
}

/// A gap in a feed, by the feed's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedGap {
    /// Id of this piece of news: the same whenever the same news is read again.
    pub event_id: EventId,
    /// Whose deployment it belongs to.
    pub tenant: String,
    /// The network.
    pub network: Network,
    /// Why.
    pub reason: GapReason,
    /// Posts that are missing, from 0; some feeds count on from the start of the connection.
    pub count: Option<i64>,
    /// From when on posts are missing.
    pub from: Option<Time>,
    /// Until when.
    pub to: Option<Time>,
    /// When the news reached the first topic.
    pub ingested_at: Time,
    /// The raw payload.
    pub raw_ref: RawRef,
    /// Version of the adapter that read it.
    pub adapter: i32,
}
