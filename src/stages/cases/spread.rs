//! How far a customer's conversations spread, together.

use crate::domain::ids::ConversationKey;
use crate::domain::score::Level;
use crate::state::customer::{ConversationRow, CustomerRow};

/// Spread of several conversations: the highest of each number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    /// From 0 to 1.
    pub score: f64,
    /// The score's level.
    pub level: Level,
    /// Shares and quotes.
    pub shares: i64,
    /// Followers of those who passed it on.
    pub audience: i64,
    /// Whether any of it was fresh when it came.
    pub fresh: bool,
}

impl Spread {
    /// Of those of these conversations that are the customer's own.
    pub(super) fn of<'c>(
        row: &CustomerRow,
        conversations: impl IntoIterator<Item = &'c ConversationKey>,
    ) -> Self {
        let quiet = Self {
            score: 0.0,
            level: Level::Quiet,
            shares: 0,
            audience: 0,
            fresh: false,
        };
        let own = conversations.into_iter().filter_map(|c| row.own_spread(c));
        own.fold(quiet, Self::raised)
    }

    fn raised(self, by: &ConversationRow) -> Self {
        Self {
            score: self.score.max(by.score),
            level: self.level.max(by.level),
            shares: self.shares.max(by.shares),
            audience: self.audience.max(by.audience),
            fresh: self.fresh || by.fresh,
        }
    }
}
