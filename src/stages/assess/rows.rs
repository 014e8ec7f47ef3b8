//! The rows of an assess lane. Each is of a bounded size; what belongs to many has a row each, in place of a list.

use serde::{Deserialize, Serialize};

use crate::domain::event::{Direction, Kind};
use crate::domain::ids::{AuthorKey, ConversationKey, PostKey};
use crate::domain::partition::Home;
use crate::domain::presence::Presence;
use crate::domain::scored::Role;
use crate::domain::time::Time;
use crate::state::due::Due;
use crate::state::row::Row;
use crate::wire::chunk::packed_row;
use crate::wire::rows::{decode_row, encode_row};

/// Most revisions of a post, besides the first, that are told apart: the newest. An older one that is heard of then
/// counts as heard of before.
pub(super) const REVISIONS: usize = 100;

/// Most conversations in which news of one post is told apart, by where they lie: the newest.
pub(super) const HOMES: usize = 4;

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
    /// Whether every telling of it was stale when it came.
    pub(super) stale: bool,
}

packed_row!(Known, "known_post");

/// What an account's shares of a conversation count as: the first of them, by moment, then by followers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Sharer {
    /// When it was made.
    pub(super) at: Time,
    /// The account's followers then.
    pub(super) followers: Option<i64>,
}

packed_row!(Sharer, "sharer");

/// An account that has shared a conversation more than once, or taken a share back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Repeat {
    /// The first of its shares, whether it stands or not.
    pub(super) first: Sharer,
    /// How many of them stand.
    pub(super) standing: i64,
    /// When this row may be forgotten.
    pub(super) until: Time,
}

impl Row for Repeat {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("repeat", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("repeat", bytes)
    }

    fn due(&self) -> Option<Due> {
        Some(Due::At(self.until))
    }
}

/// A post whose author owns a case because the root was not there, by conversation and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Orphan {
    /// The post.
    pub(super) post: PostKey,
}

packed_row!(Orphan, "orphan");

/// The number of an orphan, by post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Numbered {
    /// Its number in its conversation.
    pub(super) number: i64,
    /// Where the conversation lies.
    pub(super) home: Home,
}

packed_row!(Numbered, "orphan_number");

/// What happened to a post after it was written down: few posts have one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Amendment {
    /// Its words went with a deletion and were not sent again since.
    pub(super) wordless: bool,
    /// When it was last taken out of sight and last brought back.
    pub(super) presence: Presence,
    /// Revisions seen besides the first, ascending; the newest.
    pub(super) revisions: Vec<i32>,
    /// The strongest part that the author plays by the words of those revisions.
    pub(super) hint: Role,
    /// When this row may be forgotten.
    pub(super) until: Time,
    /// Where the conversations lie that the news came under, in order: those of a post whose conversation was not known
    /// came under another one.
    pub(super) homes: Vec<Home>,
}

impl Amendment {
    /// Of a post of which nothing has happened yet.
    pub(super) const fn untold() -> Self {
        Self {
            wordless: false,
            presence: Presence::UNTOLD,
            revisions: Vec::new(),
            hint: Role::Unknown,
            until: Time::START,
            homes: Vec::new(),
        }
    }

    /// News of the post came under a conversation that lies there, or the post itself.
    pub(super) fn lies(&mut self, home: Home) {
        if !self.homes.contains(&home) {
            self.homes.push(home);
            let beyond = self.homes.len().saturating_sub(HOMES);
            self.homes.drain(..beyond);
        }
    }

    /// Adds a revision; says how many were forgotten for it.
    pub(super) fn heard_of(&mut self, revision: i32) -> u64 {
        if let Err(place) = self.revisions.binary_search(&revision) {
            self.revisions.insert(place, revision);
        }
        let beyond = self.revisions.len().saturating_sub(REVISIONS);
        self.revisions.drain(..beyond);
        beyond as u64
    }

    /// Whether this revision is among those heard of, as far as they are told apart.
    pub(super) fn knows(&self, revision: i32) -> bool {
        let full = self.revisions.len() >= REVISIONS;
        let older = full && self.revisions.first().is_some_and(|least| revision < *least);
        older || self.revisions.binary_search(&revision).is_ok()
    }
}

impl Row for Amendment {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("amendment", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("amendment", bytes)
    }

    fn due(&self) -> Option<Due> {
        Some(Due::At(self.until))
    }
}

/// A post that waits for its root or for the post it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Held {
    /// The post it waits for.
    pub(super) awaits: PostKey,
    /// The framed social event.
    #[serde(with = "serde_bytes")]
    pub(super) event: Vec<u8>,
    /// The tick after which nobody upstream can bring what it waits for.
    pub(super) until: Time,
    /// Whether it was late when it came.
    pub(super) late: bool,
    /// Where its conversation lies.
    pub(super) home: Home,
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

    fn awaits(&self) -> Option<PostKey> {
        Some(self.awaits)
    }
}
