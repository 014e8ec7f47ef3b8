//! Lanes whose next record cannot be read yet, because its schema cannot be had: they wait before it, and no other lane
//! waits with them.

use std::time::Duration;

use super::lane_id::LaneId;
use super::patience;
use super::ports::{Clock, Inlet, Ports};
use super::shard::Shard;
use super::witness::Happening;
use crate::domain::position::Position;
use crate::stages::Stage;

/// A record that cannot be read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unready {
    /// Its lane.
    pub lane: LaneId,
    /// Where it stands.
    pub at: Position,
    /// What is missing.
    pub missing: String,
}

/// A lane that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    at: Position,
    tries: u32,
    until: Duration,
}

impl<S: Stage, P: Ports> Shard<S, P> {
    /// A lane waits before its next record; it has stopped reading.
    pub(super) fn put_off(&mut self, unready: &Unready) {
        let now = self.clock.monotonic();
        let before = self.waiting.get(&unready.lane).map_or(0, |wait| wait.tries);
        let tries = before.saturating_add(1);
        let wait = Wait {
            at: unready.at,
            tries,
            until: now + patience::pause(tries),
        };
        self.waiting.insert(unready.lane, wait);
        // One that cannot be paused delivers records that nobody takes: it is started anew.
        drop(self.inlet.stop(unready.lane));
        self.witness.saw(&Happening::Unready {
            stage: self.stage(),
            lane: unready.lane,
            at: unready.at,
            detail: &unready.missing,
            tries,
        });
    }

    /// Has lanes try again whose pause is over, and forgets those that have got over it.
    pub(super) fn try_waiting(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let (now, stage) = (self.clock.monotonic(), self.stage());
        for (id, wait) in std::mem::take(&mut self.waiting) {
            let Some(lane) = self.work.lanes.get(&id) else {
                continue;
            };
            if lane.next() > wait.at {
                let tries = wait.tries;
                self.witness.saw(&Happening::Ready {
                    stage,
                    lane: id,
                    tries,
                });
                continue;
            }
            let rests = lane.reading || self.resting.contains(&id);
            if !rests && wait.until <= now {
                self.starts.insert(id, lane.next().offset);
            }
            self.waiting.insert(id, wait);
        }
    }
}
