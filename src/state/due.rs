//! When a row wants to be looked at by a tick.

use crate::domain::time::Time;

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
