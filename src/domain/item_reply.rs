//! How an item is answered.

use serde::{Deserialize, Serialize};

use super::reply::ReplyTarget;
use super::reply_limit::{CountedAs, ReplyVisibility};
use super::time::Time;
use super::words::words;

words! {
    /// Why no reply can be made.
    ReplyRefusal {
        /// The network takes no replies, or none by machine.
        ReadOnlyNetwork "read_only_network"
        /// The payload does not say how: a feed of the deployment's own, or a place that is not told.
        NotConfigured "not_configured"
        /// Every post is gone, or the item has had its last version.
        Gone "gone"
        /// The words and ids of the newest post went: it left the window in which it can be edited or deleted.
        WordsExpired "words_expired"
    }
}

/// One way to answer at the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReplyOption {
    /// Who sees it.
    pub visibility: ReplyVisibility,
    /// Most that it may hold, from 1, counted as `counted_as` says; `None` where the network sets no end.
    pub max: Option<i32>,
    /// How that is counted.
    pub counted_as: CountedAs,
}

/// How an item is answered: by the customer's newest post that is there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ItemReply {
    /// Whether a reply is possible at all.
    pub allowed: bool,
    /// Why not; `None` where it is.
    pub refused_reason: Option<ReplyRefusal>,
    /// What the answer is sent to.
    pub target: Option<ReplyTarget>,
    /// The post that it answers, by the network's id.
    pub post_native_id: Option<String>,
    /// The thread that it belongs to, by the network's id.
    pub thread_native_id: Option<String>,
    /// The customer's account, sealed with the tenant's key, in base64; only where that is the address.
    pub address: Option<String>,
    /// Names the key that opens `address`.
    pub address_key_id: Option<String>,
    /// The ways to answer, and how long an answer may be.
    pub options: Vec<ReplyOption>,
    /// Until when the network lets a business answer freely; `None` where it sets no end.
    pub window_until: Option<Time>,
}
