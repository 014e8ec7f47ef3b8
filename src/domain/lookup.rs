//! What `resolve` is told and asked.

use serde::{Deserialize, Serialize};

use super::ids::{AuthorKey, ConversationKey, PostKey};

/// Where a post belongs. One for each native id, so that an edit's new id leads to the same post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupRow {
    /// Key made of the native id as a payload names it: the record's key.
    pub named: PostKey,
    /// The post it means.
    pub post_key: PostKey,
    /// The conversation of the post.
    pub conversation: ConversationKey,
    /// Who wrote the post.
    pub author: Option<AuthorKey>,
}

/// An event that does not know its conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupQuestion {
    /// The post asked about (the one deleted, shared or answered): the record's key.
    pub named: PostKey,
    /// Lanes it was forwarded through.
    pub hops: i32,
    /// The framed `SocialEvent`.
    #[serde(with = "serde_bytes")]
    pub event: Vec<u8>,
}
