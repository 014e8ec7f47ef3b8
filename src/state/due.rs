//! When a row wants to be looked at by a tick, and how far time has come once some of them are.

use crate::domain::time::{Span, Time};

/// When a row wants to be looked at. Their order is the one in which ticks look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// By the next tick, whatever its moment: what it has to say is as old as this.
    Next(Time),
    /// By the first tick of this moment or a later one.
    At(Time),
}

impl Due {
    /// The moment before which time stands as long as the row was not looked at.
    #[must_use]
    pub const fn moment(self) -> Time {
        match self {
            Self::Next(moment) | Self::At(moment) => moment,
        }
    }

    /// Whether a tick of this moment is to look at the row.
    #[must_use]
    pub fn has_come(self, now: Time) -> bool {
        match self {
            Self::Next(_) => true,
            Self::At(moment) => moment <= now,
        }
    }
}

/// The rows that a tick is to look at: all that are due, or the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRows<K> {
    /// Their keys, in the order of [`Due`], then of keys.
    pub keys: Vec<K>,
    /// The earliest moment of those that were left out, if any were.
    pub left: Option<Time>,
}

impl<K> DueRows<K> {
    /// How far time has come for a tick of `now` that has looked at these rows and at no others: to just before the
    /// earliest that is left.
    #[must_use]
    pub fn reached(&self, now: Time) -> Time {
        self.left.map_or(now, |left| now.min(left.minus(Span(1))))
    }
}
