//! Lane time, computed in one place: how far is everything upstream of a stage's input really? Pure: offsets,
//! watermarks and the wall clock come in as values.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::lane_id::LaneId;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::time::{Span, Time};

/// How far behind the wall clock an `intake` lane with nothing left to read stands.
const AT_END_LAG: Span = Span::seconds(5);

/// What an `intake` lane with nothing left to read stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AtEnd {
    /// Wall clock minus five seconds: live feeds.
    Wall,
    /// Its own progress: historical data.
    Hold,
}

/// A lane of a stage.
pub type StageLane = (StageName, LaneId);

/// What the broker says of a lane. The committed part must have been read before the watermark, and the lanes of a
/// stage after those of its upstream: then a record that an upstream lane wrote is seen before its standing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneStanding {
    /// Committed position.
    pub next: Option<Position>,
    /// Lane time committed with it.
    pub time: Option<Time>,
    /// Oldest record of the partition.
    pub begin: i64,
    /// One past the newest record of the partition.
    pub end: i64,
}

impl LaneStanding {
    /// Messages left to read, the one the lane stands inside of among them.
    #[must_use]
    pub fn pending(&self) -> i64 {
        let next = self.next.map_or(self.begin, |next| next.offset).max(self.begin);
        self.end.saturating_sub(next).max(0)
    }

    /// Whether the partition ever held a record.
    #[must_use]
    pub const fn ever(&self) -> bool {
        self.end > 0
    }
}

/// The time of a stage's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputTime {
    /// The time; `None` while a lane that has settled nothing holds it.
    pub time: Option<Time>,
    /// The lane that stands furthest back; `None` if no lane has anything to say.
    pub held_by: Option<StageLane>,
}

/// Where a lane stands: `Ok(None)` if it holds nobody, `Err` if it has records and has settled nothing yet.
fn stands(stage: StageName, lane: &LaneStanding, wall: Time, at_end: AtEnd) -> Result<Option<Time>, ()> {
    if !lane.ever() {
        // A lane that came out of a repartition has stood somewhere before its partition was made.
        return Ok(lane.time.filter(|_| stage.is_keyed()));
    }
    let at_its_end = lane.pending() == 0;
    if at_its_end && !stage.is_keyed() {
        return match at_end {
            AtEnd::Wall => Ok(lane.time.max(Some(wall.minus(AT_END_LAG)))),
            AtEnd::Hold => Ok(lane.time),
        };
    }
    // Of a keyed stage the last tick counts, read to the end or not: the next tick will move it.
    match lane.time {
        Some(time) => Ok(Some(time)),
        None if at_its_end => Ok(None),
        None => Err(()),
    }
}

/// The time of each stage's input: the least over the lanes of every stage that writes into it. A lane in `left_out`
/// holds nobody. A stage nobody has anything to say about is left out of the result.
#[must_use]
pub fn times(
    lanes: &BTreeMap<StageLane, LaneStanding>,
    left_out: &BTreeSet<StageLane>,
    wall: Time,
    at_end: AtEnd,
) -> BTreeMap<StageName, InputTime> {
    let mut found = BTreeMap::new();
    for stage in StageName::ALL {
        let upstream = stage.upstream();
        let standing = lanes
            .iter()
            .filter(|(id, _)| upstream.contains(&id.0) && !left_out.contains(id))
            .filter_map(|(id, lane)| match stands(id.0, lane, wall, at_end) {
                Ok(Some(time)) => Some((Some(time), *id)),
                Ok(None) => None,
                // `None` sorts before every time: this lane holds.
                Err(()) => Some((None, *id)),
            })
            .min();
        if let Some((time, by)) = standing {
            found.insert(
                stage,
                InputTime {
                    time,
                    held_by: Some(by),
                },
            );
        }
    }
    found
}

/// A change of who is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// This lane has records to read and has not moved for long.
    LeftOut(StageLane),
    /// This lane moved again.
    LetIn(StageLane),
}

/// Remembers since when each lane has not moved, and leaves the stuck ones out.
#[derive(Debug, Clone)]
pub struct Patience {
    limit: Duration,
    seen: BTreeMap<StageLane, (Option<Position>, Duration)>,
    left_out: BTreeSet<StageLane>,
}

impl Patience {
    /// Waits this long for a lane that has records to read.
    #[must_use]
    pub const fn new(limit: Duration) -> Self {
        Self {
            limit,
            seen: BTreeMap::new(),
            left_out: BTreeSet::new(),
        }
    }

    /// The lanes that nobody waits for.
    #[must_use]
    pub const fn left_out(&self) -> &BTreeSet<StageLane> {
        &self.left_out
    }

    /// Looks at every lane, and says who is newly left out or let in.
    pub fn look(&mut self, lanes: &BTreeMap<StageLane, LaneStanding>, now: Duration) -> Vec<Change> {
        let mut changes = Vec::new();
        self.seen.retain(|id, _| lanes.contains_key(id));
        self.left_out.retain(|id| lanes.contains_key(id));
        for (id, lane) in lanes {
            let (next, since) = self.seen.entry(*id).or_insert((lane.next, now));
            if *next != lane.next || lane.pending() == 0 {
                (*next, *since) = (lane.next, now);
                if self.left_out.remove(id) {
                    changes.push(Change::LetIn(*id));
                }
            } else if now.saturating_sub(*since) >= self.limit && self.left_out.insert(*id) {
                changes.push(Change::LeftOut(*id));
            }
        }
        changes
    }
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
