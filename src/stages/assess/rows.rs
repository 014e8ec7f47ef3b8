//! The rows of an assess lane.

use serde::{Deserialize, Serialize};

use crate::domain::event::{Direction, Kind};
use crate::domain::ids::{AuthorKey, ConversationKey, PostKey};
use crate::domain::presence::Presence;
use crate::domain::score::Risk;
use crate::domain::scored::Role;
use crate::domain::time::{Span, Time};
use crate::scoring::spread::Spread;
use crate::state::due::Due;
use crate::state::row::Row;
use crate::wire::chunk::packed_row;
use crate::wire::rows::{decode_row, encode_row};

/// The least time between two notices to an owner while the level stays the same.
pub(super) const TELL_EVERY: Span = Span::minutes(1);

/// What is remembered of every post: written once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    /// Its conversation.
    pub(super) conversation: ConversationKey,
    /// What sort of post.
    pub(super) kind: Kind,
    /// Whose side wrote it.
    pub(super) direction: Direction,
    /// Who wrote it.
    pub(super) author: Option<AuthorKey>,
    /// The author's followers, for taking a share back.
    pub(super) followers: Option<i64>,
    /// The revision seen first.
    pub(super) revision: i32,
    /// What the words of that revision say of the author's part, if it is not the owner.
    pub(super) hint: Role,
    /// When it was written.
    pub(super) at: Time,
}

packed_row!(Known, "known_post");

/// What happened to a post after it was written down: few posts have one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Amendment {
    /// Its words went with a deletion and were not sent again since.
    #[serde(rename = "deleted")]
    pub(super) wordless: bool,
    /// When it was last taken out of sight and last brought back.
    pub(super) presence: Presence,
    /// Revisions seen besides the first, ascending.
    pub(super) revisions: Vec<i32>,
    /// The strongest part that the author plays by the words of those revisions.
    pub(super) hint: Role,
    /// When this row may be forgotten.
    pub(super) until: Time,
}

impl Default for Amendment {
    fn default() -> Self {
        Self {
            wordless: false,
            presence: Presence::UNTOLD,
            revisions: Vec::new(),
            hint: Role::Unknown,
            until: Time::START,
        }
    }
}

impl Row for Amendment {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("amendment", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        let mut row: Self = decode_row("amendment", bytes)?;
        // Version 1 said no moment: whatever brings the post back came later.
        if row.wordless && row.presence == Presence::UNTOLD {
            row.presence.removed_at = Some(Time::START);
        }
        Ok(row)
    }

    fn due(&self) -> Option<Due> {
        Some(Due::At(self.until))
    }
}

/// A post that waits for its root or for the post it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Held {
    /// The framed social event.
    #[serde(with = "serde_bytes")]
    pub(super) event: Vec<u8>,
    /// The tick after which nobody upstream can bring what it waits for.
    pub(super) until: Time,
}

impl Row for Held {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("held", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("held", bytes)
    }

    fn due(&self) -> Option<Due> {
        Some(Due::At(self.until))
    }
}

/// A conversation in which more than its root was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Conversation {
    /// Whose deployment.
    pub(super) tenant: String,
    /// How it spreads.
    pub(super) spread: Spread,
    /// Replies, without those taken back.
    pub(super) replies: i64,
    /// Replies by authors with the same trouble.
    pub(super) joiners: i64,
    /// Answers by people other than the brand.
    pub(super) peer_answers: i64,
    /// Replies that take the brand's side.
    pub(super) defenders: i64,
    /// Latest moment counted.
    pub(super) latest_at: Time,
    /// Version of the cascade record written last.
    pub(super) version: i64,
    /// Something changed since the last tick.
    pub(super) changed: bool,
    /// What the owner was told last.
    pub(super) told: Risk,
    /// Lane time at which the owner was told.
    pub(super) told_at: Time,
    /// The owner has not been told of all yet.
    pub(super) owed: bool,
    /// Posts that wait in `held`, in order of arrival.
    pub(super) held: Vec<PostKey>,
    /// Posts whose authors own their case because the root was not there, in order of arrival.
    pub(super) orphans: Vec<PostKey>,
    /// When the conversation may be forgotten.
    pub(super) until: Time,
}

impl Row for Conversation {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("conversation", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("conversation", bytes)
    }

    fn due(&self) -> Option<Due> {
        if self.changed {
            Some(Due::Next(Time::START))
        } else if self.owed {
            Some(Due::At(self.told_at.plus(TELL_EVERY)))
        } else {
            Some(Due::At(self.until))
        }
    }
}
