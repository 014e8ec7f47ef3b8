//! The rows of a resolve lane.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{AuthorKey, ConversationKey, PostKey, QuestionKey};
use crate::domain::time::Time;
use crate::state::due::Due;
use crate::state::route::{Route, Routed};
use crate::state::row::Row;
use crate::wire::chunk::packed_row;
use crate::wire::rows::{decode_row, encode_row};

/// Where a post belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Placed {
    /// The post that the id means.
    pub(super) post_key: PostKey,
    /// Its conversation.
    pub(super) conversation: ConversationKey,
    /// What its author's rows are found by, where the author is known.
    pub(super) author: Option<i64>,
}

/// What an author's rows are found by: half of the key, for a row is kept for every post.
pub(super) fn mark(author: AuthorKey) -> i64 {
    let [a, b, c, d, e, f, g, h, ..] = *author.bytes();
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

packed_row!(Placed, "placed");

impl Routed<PostKey> for Placed {
    fn route(&self, key: &PostKey) -> Route {
        Route::Home(key.home())
    }
}

/// An event that waits for a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pending {
    /// The post it asks about.
    pub(super) named: PostKey,
    /// The framed social event.
    #[serde(with = "serde_bytes")]
    pub(super) event: Vec<u8>,
    /// The tick that decides: its own moment, or the end of retention once it was sent.
    pub(super) look_at: Time,
    /// Whether it was sent to the conversation of the id it names.
    pub(super) sent: bool,
}

impl Row for Pending {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("pending", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("pending", bytes)
    }

    fn due(&self) -> Option<Due> {
        Some(Due::At(self.look_at))
    }

    fn awaits(&self) -> Option<PostKey> {
        Some(self.named)
    }
}

impl Routed<QuestionKey> for Pending {
    /// Where the row would come to.
    fn route(&self, _: &QuestionKey) -> Route {
        Route::Home(self.named.home())
    }
}
