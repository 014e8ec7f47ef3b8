//! Where the rows of an assess lane belong: to the lane of their conversation.

use super::rows::{Amendment, Held, Known, Numbered, Orphan, Repeat, Sharer};
use crate::domain::ids::{OrphanKey, PostKey, SharerKey};
use crate::state::route::{Route, Routed};

/// A post that came under two conversations, for its own was not known at first, may be known to two lanes. Where these
/// become one it is known in the conversation of the former of them, as if it had come there first.
impl Routed<PostKey> for Known {
    fn route(&self, _: &PostKey) -> Route {
        Route::Home(self.conversation.home())
    }
}

impl Routed<SharerKey> for Sharer {
    fn route(&self, key: &SharerKey) -> Route {
        Route::Home(key.home())
    }
}

impl Routed<SharerKey> for Repeat {
    fn route(&self, key: &SharerKey) -> Route {
        Route::Home(key.home())
    }
}

impl Routed<OrphanKey> for Orphan {
    fn route(&self, key: &OrphanKey) -> Route {
        Route::Home(key.home())
    }
}

impl Routed<PostKey> for Numbered {
    fn route(&self, _: &PostKey) -> Route {
        Route::Home(self.home)
    }
}

impl Routed<PostKey> for Held {
    fn route(&self, _: &PostKey) -> Route {
        Route::Home(self.home)
    }
}

impl Routed<PostKey> for Amendment {
    /// News of a post may come before anybody knows its conversation, and wait where the post does not come to: no lane
    /// may miss it that was told.
    fn route(&self, _: &PostKey) -> Route {
        Route::Homes(self.homes.clone())
    }

    /// What was heard in either lane.
    fn joined(mut self, other: Self) -> Self {
        let newer = |one: &Self| one.presence.removed_at.max(one.presence.restored_at);
        self.wordless = match newer(&self).cmp(&newer(&other)) {
            std::cmp::Ordering::Less => other.wordless,
            std::cmp::Ordering::Greater => self.wordless,
            // One of them has seen the words come back.
            std::cmp::Ordering::Equal => self.wordless && other.wordless,
        };
        self.presence = self.presence.joined(other.presence);
        for revision in other.revisions {
            self.heard_of(revision);
        }
        self.hint = super::role::stronger(self.hint, other.hint);
        self.until = self.until.max(other.until);
        // All of them, however many: without its own the row would lie astray. The next news drops the oldest.
        for home in other.homes {
            if !self.homes.contains(&home) {
                self.homes.push(home);
            }
        }
        self
    }
}
