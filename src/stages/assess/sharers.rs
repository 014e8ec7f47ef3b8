//! Accounts that pass a conversation on. Each counts once, however often it shares or quotes: as its first share, for
//! as long as any of its shares stands. A share without an author counts by itself.
//!
//! What an account counts as is the least of all its shares, those that were taken back among them, and whether it
//! counts is a sum: so the order of arrival leaves no trace. Two things follow. An account whose first share is gone and
//! whose second stands counts with the moment and the followers of the first. And an account of which nothing is
//! remembered any more, for its shares are older than posts are known, counts anew with the next.
//!
//! The first share of an account is written once, into a packed table; only of those that share again, or take a share
//! back, there is a row that changes. So a share costs the same whatever the number of shares before it.

use super::Turn;
use super::rows::{Known, Repeat, Sharer};
use crate::domain::event::{Kind, SocialEvent};
use crate::domain::ids::{ConversationKey, SharerKey};

/// The shares of one account in one conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sharing {
    first: Sharer,
    standing: i64,
}

impl Sharing {
    /// What the account counts as, if it counts.
    fn counts(self) -> Option<Sharer> {
        (self.standing > 0).then_some(self.first)
    }
}

impl Turn<'_> {
    fn sharing(&self, key: &SharerKey) -> Option<Sharing> {
        if let Some(repeat) = self.state.repeats.get(key) {
            return Some(Sharing {
                first: repeat.first,
                standing: repeat.standing,
            });
        }
        self.state.sharers.get(key).map(|first| Sharing {
            first: *first,
            standing: 1,
        })
    }

    /// Joins news of a share: by how many more of its account's shares stand than before.
    pub(super) fn join_share(&mut self, event: &SocialEvent, known: &Known, by: i64) {
        let share = Sharer {
            at: known.at,
            followers: known.followers,
        };
        let Some(author) = known.author else {
            match by {
                0 => {}
                by if by < 0 => self
                    .conversation(event)
                    .spread
                    .take_back(share.at, share.followers),
                _ => self.conversation(event).spread.add(share.at, share.followers),
            }
            return;
        };
        let key = SharerKey::derive(event.conversation, author);
        let before = self.sharing(&key);
        let after = Sharing {
            first: before.map_or(share, |before| before.first.min(share)),
            standing: (before.map_or(0, |before| before.standing) + by).max(0),
        };
        let counted = before.and_then(Sharing::counts);
        if counted != after.counts() {
            let row = self.conversation(event);
            row.touch(event.ingested_at);
            if let Some(before) = counted {
                row.spread.take_back(before.at, before.followers);
            }
            if let Some(after) = after.counts() {
                row.spread.add(after.at, after.followers);
            }
        }
        if before.is_none() && after.standing == 1 {
            self.state
                .sharers
                .renew(event.ingested_at.hour(), key, after.first);
        } else if before != Some(after) {
            let until = self.keep_until(event.ingested_at);
            let old = self.state.repeats.get(&key).map_or(until, |repeat| repeat.until);
            let repeat = Repeat {
                first: after.first,
                standing: after.standing,
                until: until.max(old),
            };
            self.state.repeats.put(key, repeat);
        }
    }

    /// An erased account counts on, and nothing is left to tell whose share it was.
    pub(super) fn forget_sharer(&mut self, known: &Known) {
        if let (Kind::Share, Some(author)) = (known.kind, known.author) {
            let key = SharerKey::derive(known.conversation, author);
            self.state.sharers.remove(&key);
            self.state.repeats.remove(key);
        }
    }

    /// The conversation of a share has another name: its account is known under that one from now on.
    pub(super) fn rename_sharer(&mut self, known: &Known, to: ConversationKey) {
        let (Kind::Share, Some(author)) = (known.kind, known.author) else {
            return;
        };
        let (old, new) = (
            SharerKey::derive(known.conversation, author),
            SharerKey::derive(to, author),
        );
        if let Some(first) = self.state.sharers.get(&old).copied() {
            let hour = self.state.sharers.hour(&old).unwrap_or(known.at.hour());
            self.state.sharers.remove(&old);
            self.state.sharers.renew(hour, new, first);
        }
        if let Some(repeat) = self.state.repeats.get(&old).copied() {
            self.state.repeats.remove(old);
            self.state.repeats.put(new, repeat);
        }
    }
}
