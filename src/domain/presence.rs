//! Whether a post is in sight: the latest moment of each side, so that the order in which its news comes leaves no
//! trace.

use serde::{Deserialize, Serialize};

use super::event::Action;
use super::time::Time;

/// When a post was last taken out of sight, and when it was last brought back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Presence {
    /// Latest moment at which it was deleted or hidden.
    pub removed_at: Option<Time>,
    /// Latest moment at which it was restored or shown again.
    pub restored_at: Option<Time>,
}

impl Presence {
    /// Nothing was heard: the post is in sight.
    pub const UNTOLD: Self = Self {
        removed_at: None,
        restored_at: None,
    };

    /// Nothing that happens later brings the post back.
    pub const GONE_FOR_GOOD: Self = Self {
        removed_at: Some(Time(i64::MAX)),
        restored_at: None,
    };

    /// What this action says of a post at this moment; an action on its words says nothing.
    #[must_use]
    pub const fn of(action: Action, at: Time) -> Self {
        Self {
            removed_at: if action.removes() { Some(at) } else { None },
            restored_at: if action.restores() { Some(at) } else { None },
        }
    }

    /// What both say together.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            removed_at: self.removed_at.max(other.removed_at),
            restored_at: self.restored_at.max(other.restored_at),
        }
    }

    /// Whether the post is out of sight: of one moment, the removal counts.
    #[must_use]
    pub fn is_gone(self) -> bool {
        self.removed_at.is_some() && self.removed_at >= self.restored_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(action: Action, at: i64) -> Presence {
        Presence::of(action, Time(at))
    }

    #[test]
    fn the_latest_news_counts_in_whatever_order_it_comes() {
        let (hidden, shown) = (told(Action::Hide, 10), told(Action::Unhide, 20));
        for joined in [hidden.joined(shown), shown.joined(hidden)] {
            assert!(!joined.is_gone());
            assert!(joined.joined(told(Action::Delete, 30)).is_gone());
            assert_eq!(
                joined.joined(hidden),
                joined,
                "the same news again changes nothing"
            );
        }
    }

    #[test]
    fn of_one_moment_the_removal_counts_and_without_news_a_post_is_there() {
        let both = told(Action::Delete, 10).joined(told(Action::Restore, 10));
        assert!(both.is_gone());
        assert!(!Presence::UNTOLD.is_gone() && !told(Action::Restore, 10).is_gone());
        assert_eq!(told(Action::Edit, 10), Presence::UNTOLD);
        assert!(
            Presence::GONE_FOR_GOOD
                .joined(told(Action::Restore, i64::MAX - 1))
                .is_gone()
        );
    }
}
