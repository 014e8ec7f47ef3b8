//! The state of a stage that keeps nothing but its time.

use super::{LaneState, StateTable};
use crate::domain::time::Time;

/// Lane time with its overlay: a moment that only moves forward.
#[derive(Debug, Clone, Copy)]
pub struct LaneTime {
    settled: Time,
    reached: Time,
}

impl Default for LaneTime {
    fn default() -> Self {
        Self {
            settled: Time::START,
            reached: Time::START,
        }
    }
}

impl LaneTime {
    /// The latest moment reached.
    #[must_use]
    pub const fn get(&self) -> Time {
        self.reached
    }

    /// Moves to `time` if that is later; says whether it was.
    pub fn reach(&mut self, time: Time) -> bool {
        let later = time > self.reached;
        if later {
            self.reached = time;
        }
        later
    }

    /// Makes the moment reached the settled one.
    pub const fn merge(&mut self) {
        self.settled = self.reached;
    }

    /// Returns to the settled moment.
    pub const fn discard(&mut self) {
        self.reached = self.settled;
    }

    /// Sets both, while restoring.
    pub const fn restore(&mut self, time: Time) {
        self.settled = time;
        self.reached = time;
    }
}

/// A lane that keeps nothing but its time.
#[derive(Debug, Default)]
pub struct TimeOnly {
    time: LaneTime,
}

impl TimeOnly {
    /// Moves to `time` if that is later.
    pub fn reach(&mut self, time: Time) {
        self.time.reach(time);
    }
}

impl LaneState for TimeOnly {
    fn tables(&self) -> impl Iterator<Item = &dyn StateTable> {
        std::iter::empty()
    }

    fn tables_mut(&mut self) -> impl Iterator<Item = &mut dyn StateTable> {
        std::iter::empty()
    }

    fn clock(&self) -> &LaneTime {
        &self.time
    }

    fn clock_mut(&mut self) -> &mut LaneTime {
        &mut self.time
    }
}
