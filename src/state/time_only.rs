//! The state of a stage that keeps nothing but its time.

use super::row::BadRow;
use super::{ChangeSink, LaneState};
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
    fn changes(&self, _: u64, _: &mut ChangeSink<'_>) {}

    fn merge(&mut self, _: u64) {
        self.time.merge();
    }

    fn discard(&mut self) {
        self.time.discard();
    }

    fn apply(&mut self, key: &[u8], _: Option<&[u8]>) -> Result<(), BadRow> {
        Err(BadRow::new(
            "none",
            format!("a stage without rows found a key of {} bytes", key.len()),
        ))
    }

    fn time(&self) -> Time {
        self.time.get()
    }

    fn restore_time(&mut self, time: Time) {
        self.time.restore(time);
    }

    fn rows(&self) -> usize {
        0
    }

    fn evicted(&self) -> u64 {
        0
    }
}
