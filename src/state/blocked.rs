//! What must not come back: erased authors and posts, and tellings that were heard, each by a hash of its key.

use serde::{Deserialize, Serialize};

use super::packed::Packed;
use super::route::{Deal, DealSink, Route, Routed, Stuck};
use super::row::BadRow;
use super::{ChangeSink, StateTable};
use crate::domain::erasure::Erasure;
use crate::domain::ids::{AuthorKey, ConversationKey, CustomerKey, ErasedKey, PostKey};
use crate::domain::time::{Span, Time};

/// Changelog keys start with this in every stage; never to be used for another table.
const TAG: u8 = b'x';

/// When something was blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockedRow {
    /// Lane time, or the request's moment if that is later.
    pub at: Time,
}

impl Routed<ErasedKey> for BlockedRow {
    /// Every telling goes to every lane, so each new lane keeps what any of the former ones did.
    fn route(&self, _: &ErasedKey) -> Route {
        Route::Everywhere
    }

    /// As long as the lane that keeps it longest.
    fn joined(self, other: Self) -> Self {
        Self {
            at: self.at.max(other.at),
        }
    }
}

/// What must not come back. It is bounded in time and in rows; what is dropped for the second is counted.
#[derive(Debug)]
pub struct Blocked {
    rows: Packed<ErasedKey, BlockedRow>,
}

impl Default for Blocked {
    fn default() -> Self {
        Self {
            rows: Packed::new(TAG),
        }
    }
}

impl Blocked {
    /// Blocks what this telling names, and the telling itself. Says whether it is news.
    pub fn add(&mut self, erasure: &Erasure, at: Time) -> bool {
        let told = ErasedKey::of_telling(erasure.telling);
        if self.rows.get(&told).is_some() {
            return false;
        }
        self.rows.renew(at.hour(), told, BlockedRow { at });
        if let Some(author) = erasure.author {
            self.rows
                .renew(at.hour(), ErasedKey::of_author(author), BlockedRow { at });
        }
        self.block_posts(&erasure.posts, at);
        true
    }

    /// Blocks these posts.
    pub fn block_posts<'p>(&mut self, posts: impl IntoIterator<Item = &'p PostKey>, at: Time) {
        for post in posts {
            self.rows
                .renew(at.hour(), ErasedKey::of_post(*post), BlockedRow { at });
        }
    }

    fn holds(&self, key: impl FnOnce() -> ErasedKey) -> bool {
        // Most lanes have nothing to block: then no hash is made.
        !self.rows.holds_nothing() && self.rows.get(&key()).is_some()
    }

    /// Whether nothing is blocked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.holds_nothing()
    }

    /// Whether this author is erased.
    #[must_use]
    pub fn author(&self, author: Option<AuthorKey>) -> bool {
        author.is_some_and(|author| self.holds(|| ErasedKey::of_author(author)))
    }

    /// Whether this customer is erased.
    #[must_use]
    pub fn customer(&self, customer: CustomerKey) -> bool {
        self.holds(|| ErasedKey::of_customer(customer))
    }

    /// Whether this post is erased.
    #[must_use]
    pub fn post(&self, post: &PostKey) -> bool {
        self.holds(|| ErasedKey::of_post(*post))
    }

    /// The name under which a lane knows this conversation: another one if its root is erased.
    #[must_use]
    pub fn conversation(&self, key: ConversationKey) -> ConversationKey {
        if self.post(&key.root()) { key.erased() } else { key }
    }

    /// Forgets what was blocked longer than `window` before `now`, and the oldest beyond `most`.
    pub fn expire(&mut self, now: Time, window: Span, most: usize) {
        self.rows.expire(now.minus(window).hour(), most);
    }
}

impl StateTable for Blocked {
    fn changes(&mut self, transaction: u64, sink: &mut ChangeSink<'_>) {
        self.rows.changes(transaction, sink);
    }

    fn merge(&mut self, transaction: u64) {
        self.rows.merge(transaction);
    }

    fn discard(&mut self) {
        self.rows.discard();
    }

    fn owns(&self, key: &[u8]) -> bool {
        self.rows.owns(key)
    }

    fn apply(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<(), BadRow> {
        self.rows.apply(key, value)
    }

    fn deal(&self, deal: Deal, sink: &mut DealSink<'_>) -> Result<(), Stuck> {
        self.rows.deal(deal, sink)
    }

    /// What every lane keeps comes from all of them; that is no news.
    fn gather(&mut self, key: &[u8], value: &[u8]) -> Result<u64, BadRow> {
        self.rows.gather(key, value).map(|_| 0)
    }

    fn rows(&self) -> usize {
        self.rows.rows()
    }

    fn evicted(&self) -> u64 {
        self.rows.evicted()
    }
}
