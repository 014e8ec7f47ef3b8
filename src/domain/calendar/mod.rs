//! Business calendars: when a brand works, and how much of its working time lies between two moments.

mod calendars;
mod day;
mod hours;
#[cfg(test)]
mod tests;
mod weekly;
mod zone;

use std::sync::Arc;

pub use calendars::{ALWAYS, Calendars};
pub use day::{Day, Weekday};
pub use hours::{DayHours, Opening};
pub use weekly::{HORIZON, Weekly};
pub use zone::Zone;

use super::time::{Span, Time};

/// When a brand works. Business time passes only then.
#[derive(Debug, Clone, PartialEq)]
pub enum Calendar {
    /// At any moment: business time is time.
    Always,
    /// Every week at the same hours, but for holidays.
    Weekly(Arc<Weekly>),
}

impl Calendar {
    /// The first moment, not before `start`, by which `amount` of business time has passed. Nothing, and less than
    /// nothing, has passed at once. It stops at `HORIZON` after the start, and `Always` at the end of the range.
    #[must_use]
    pub fn add(&self, start: Time, amount: Span) -> Time {
        match self {
            Self::Always => start.plus(amount.max(Span(0))),
            Self::Weekly(weekly) => weekly.add(start, amount),
        }
    }

    /// Business time from `from` to `until`; none if `until` comes first. Of a stretch longer than `HORIZON` only so
    /// much is looked at, but for `Always`.
    #[must_use]
    pub fn between(&self, from: Time, until: Time) -> Span {
        match self {
            Self::Always => until.since(from).max(Span(0)),
            Self::Weekly(weekly) => weekly.between(from, until),
        }
    }
}
