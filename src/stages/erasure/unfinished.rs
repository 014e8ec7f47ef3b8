//! An erasure, piece by piece: a lane may keep any number of rows of an author, and a step changes so many. What a lane
//! is not done with is a row of its own, and ticks go on with it. Its answer comes at the end.
//!
//! From the first step on the author is blocked, so that nothing is added meanwhile. Time does not wait for an erasure:
//! nothing that is due depends on it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::TOLD_POSTS;
use crate::domain::erasure::{Erasure, Purged};
use crate::domain::ids::{ErasureId, PostKey};
use crate::domain::time::Time;
use crate::state::due::Due;
use crate::state::route::{Route, Routed};
use crate::state::row::{Row, RowKey};
use crate::wire::WireError;
use crate::wire::rows::{decode_row, encode_row};

/// What is being forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::stages) enum Part {
    /// Only ever read from a newer writer.
    Unknown,
    /// Rows of the author or posts themselves.
    Own,
    /// The names that rows of others have of posts that are gone.
    Names,
    /// Events that wait.
    Waiting,
}

/// An erasure that a lane is not done with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::stages) struct Unfinished<K> {
    /// The telling.
    pub(in crate::stages) telling: Erasure,
    /// Lane time when it was heard, or its moment if that is later.
    pub(in crate::stages) at: Time,
    /// What is being forgotten.
    pub(in crate::stages) part: Part,
    /// The posts that went last, in order: rows of others may name them.
    pub(in crate::stages) posts: Vec<PostKey>,
    /// Whether there are more rows of the author.
    pub(in crate::stages) more: bool,
    /// The event looked at last, of those that wait.
    pub(in crate::stages) after: Option<K>,
    /// Tellings made of this one so far.
    pub(in crate::stages) tellings: u32,
    /// What was forgotten so far.
    pub(in crate::stages) purged: Purged,
}

impl<K: Serialize + DeserializeOwned + Clone + Send> Row for Unfinished<K> {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("unfinished", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("unfinished", bytes)
    }

    fn due(&self) -> Option<Due> {
        Some(Due::Next(self.at))
    }
}

impl<K> Routed<ErasureId> for Unfinished<K> {
    /// Its answer is counted as this lane's, and what it was at lies in this lane's order.
    fn route(&self, _: &ErasureId) -> Route {
        Route::Begun
    }
}

/// What was found of the erased themselves.
pub(in crate::stages) struct Own {
    /// The posts.
    pub(in crate::stages) posts: Vec<PostKey>,
    /// Rows dropped.
    pub(in crate::stages) rows: usize,
}

/// What was looked at of the events that wait.
pub(in crate::stages) struct Looked<K> {
    /// How many.
    pub(in crate::stages) events: usize,
    /// The last of them.
    pub(in crate::stages) last: Option<K>,
    /// Posts of the author among them that nobody has told of.
    pub(in crate::stages) posts: Vec<PostKey>,
}

/// A lane that forgets.
pub(in crate::stages) trait Forgets {
    /// By what it keeps events that wait.
    type Waiting: RowKey;

    /// Drops rows of the erased themselves, at most `most` of those of an author.
    fn drop_own(&mut self, telling: &Erasure, most: usize, purged: &mut Purged) -> Own;

    /// Takes the names of these posts, which are in order, from rows of others, at most `most`; says from how many.
    fn drop_names(&mut self, posts: &[PostKey], most: usize, purged: &mut Purged) -> usize;

    /// Looks at events that wait, at most `most`, and drops or redacts them.
    fn look_at_waiting(
        &mut self,
        telling: &Erasure,
        after: Option<Self::Waiting>,
        most: usize,
        purged: &mut Purged,
    ) -> Result<Looked<Self::Waiting>, WireError>;

    /// Keeps these posts from coming back.
    fn block(&mut self, posts: &[PostKey], at: Time);

    /// Tells every lane of these posts, and says how many tellings that takes; `from` were before.
    fn tell(&mut self, telling: &Erasure, from: u32, posts: &[PostKey]) -> Result<u32, WireError>;
}

impl<K: RowKey> Unfinished<K> {
    pub(in crate::stages) const fn new(telling: Erasure, at: Time) -> Self {
        Self {
            telling,
            at,
            part: Part::Own,
            posts: Vec::new(),
            more: false,
            after: None,
            tellings: 0,
            purged: Purged {
                rows: 0,
                renamed: 0,
                cascades: 0,
                items: 0,
                alerts: 0,
            },
        }
    }

    /// Goes on, by at most about `most` rows; says whether it is done.
    pub(in crate::stages) fn go_on(
        &mut self,
        lane: &mut impl Forgets<Waiting = K>,
        most: usize,
    ) -> Result<bool, WireError> {
        let mut left = most;
        while left > 0 {
            match self.part {
                Part::Own | Part::Unknown => left = left.saturating_sub(self.own(lane, left)?),
                Part::Names => {
                    let renamed = lane.drop_names(&self.posts, left, &mut self.purged);
                    if renamed < left {
                        self.part = if self.more { Part::Own } else { Part::Waiting };
                        self.posts.clear();
                    }
                    left -= renamed.min(left);
                }
                Part::Waiting => {
                    let looked = lane.look_at_waiting(&self.telling, self.after, left, &mut self.purged)?;
                    lane.block(&looked.posts, self.at);
                    self.tellings += lane.tell(&self.telling, self.tellings, &looked.posts)?;
                    if looked.events < left {
                        return Ok(true);
                    }
                    self.after = looked.last;
                    left = 0;
                }
            }
        }
        Ok(false)
    }

    /// Drops the next rows of the erased themselves; says how many.
    fn own(&mut self, lane: &mut impl Forgets<Waiting = K>, left: usize) -> Result<usize, WireError> {
        let most = left.min(TOLD_POSTS);
        let own = lane.drop_own(&self.telling, most, &mut self.purged);
        self.more = own.rows >= most;
        self.part = Part::Names;
        let mut found = own.posts;
        found.retain(|post| !self.telling.names(post));
        self.tellings += lane.tell(&self.telling, self.tellings, &found)?;
        self.posts = found;
        self.posts.extend(&self.telling.posts);
        self.posts.sort_unstable();
        lane.block(&self.posts, self.at);
        Ok(own.rows)
    }
}
