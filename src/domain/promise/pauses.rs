//! When a clock did not run.

use serde::{Deserialize, Serialize};

use crate::domain::time::Time;

/// Most pauses that a clock remembers. Of more the shortest is forgotten: the clock then ran on in it, which is due
/// earlier and never later.
pub const PAUSES: usize = 32;

/// A stretch in which a clock did not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pause {
    /// Its first moment.
    pub from: Time,
    /// The first moment after it, above `from`.
    pub until: Time,
}

/// The pauses of a clock.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pauses {
    /// Those that are over, in order, none of which touch; at most `PAUSES`.
    pub over: Vec<Pause>,
    /// Since when it has been paused; `None` while it runs.
    pub open_since: Option<Time>,
}

impl Pauses {
    /// It pauses. A pause that is open already goes on, from the earlier of both.
    pub fn begin(&mut self, at: Time) {
        self.open_since = Some(self.open_since.map_or(at, |since| since.min(at)));
    }

    /// It runs again. Nothing changes if it was not paused, or only later.
    pub fn end(&mut self, at: Time) {
        if let Some(from) = self.open_since.filter(|since| *since <= at) {
            self.open_since = None;
            self.add(Pause { from, until: at });
        }
    }

    /// Adds a pause that is over; it grows together with those that it touches.
    pub fn add(&mut self, pause: Pause) {
        if pause.until <= pause.from {
            return;
        }
        self.over.push(pause);
        self.over.sort_unstable();
        self.over.dedup_by(|later, earlier| {
            let touch = later.from <= earlier.until;
            if touch {
                earlier.until = earlier.until.max(later.until);
            }
            touch
        });
        if self.over.len() > PAUSES {
            let length = |pause: &Pause| (pause.until.since(pause.from), *pause);
            let shortest = self.over.iter().copied().min_by_key(length);
            self.over.retain(|pause| Some(*pause) != shortest);
        }
    }
}
