//! The posts that a work item shows.

use serde::{Deserialize, Serialize};

use super::event::{Kind, MediaKind, Rating, Visibility};
use super::ids::PostKey;
use super::time::Time;
use super::words::words;

/// Something attached to a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemMedia {
    /// What it is.
    pub kind: MediaKind,
    /// Link to it, where everybody can open it.
    pub url: Option<String>,
}

/// One of the customer's posts that is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemPost {
    /// The post.
    pub post_key: PostKey,
    /// The network's id; `None` once its words went.
    pub native_id: Option<String>,
    /// Link to it; `None` where the network has none, and once its words went.
    pub url: Option<String>,
    /// What sort of post it is; unknown once its words went.
    pub kind: Kind,
    /// What is attached to it, at most 4.
    pub media: Vec<ItemMedia>,
    /// Who can see it.
    pub visibility: Visibility,
    /// Its revision: above 0, it was edited.
    pub revision: i32,
    /// When it was written, by the network's clock.
    pub occurred_at: Time,
    /// When it reached outcry.
    pub received_at: Time,
    /// Whether it arrived behind time, or with a back-fill.
    pub late: bool,
    /// Whether it was old news when it arrived.
    pub stale: bool,
    /// Its words, masked, at most 16 KiB; `None` once they went: out of the window in which a post can be edited or
    /// deleted, or one of the older posts of an item whose words would be more than 32 KiB.
    pub text: Option<String>,
    /// Whether `text` is not all of it.
    pub text_truncated: bool,
    /// Characters (Unicode scalars) of all its words.
    pub text_chars: i32,
    /// Its language, where known (BCP 47 primary tag).
    pub language: Option<String>,
    /// The worst figure that the author gave with it.
    pub rating: Option<Rating>,
}

words! {
    /// The side that somebody else takes.
    OtherRole {
        /// Has the same trouble.
        Joiner "joiner"
        /// Helps the customer.
        Helper "helper"
        /// Defends the brand.
        Defender "defender"
    }
}

/// A post of somebody else in the customer's conversations, without its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOther {
    /// The post.
    pub post_key: PostKey,
    /// The side that its author takes.
    pub role: OtherRole,
    /// Its revision.
    pub revision: i32,
    /// When it was written, by the network's clock.
    pub occurred_at: Time,
}
