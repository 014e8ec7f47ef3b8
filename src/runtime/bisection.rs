//! Finds the record that a transaction fails for, when the cause lies in what the transaction holds: the lanes that
//! failed are taken each alone, then in ever smaller transactions, until one holds a single record; all other lanes go
//! on in full ones. Pure: it is told what failed and what was committed, and says what the next transaction may take.

use std::collections::BTreeMap;

use super::lane_id::LaneId;
use crate::domain::position::Position;

/// How often in a row a record must fail alone before it is given up.
const TRIES_ALONE: u32 = 2;

/// A lane's part of a transaction that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The lane.
    pub lane: LaneId,
    /// Records taken, at least 1.
    pub records: u64,
    /// The latest of them.
    pub latest: Position,
    /// The position after it.
    pub reach: Position,
}

/// What a transaction may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Records of every lane that is not split off.
    Together,
    /// Records of one lane.
    Alone {
        /// Which.
        lane: LaneId,
        /// At most so many.
        records: u64,
    },
}

/// A lane whose records failed.
#[derive(Debug, Clone, Copy)]
struct Suspect {
    /// The end of the part that failed last: what fails lies before it.
    reach: Position,
    /// Most records of a transaction, once the lane is split off.
    bound: Option<u64>,
    /// Whether the place of the failure is committed, so that the bound grows again.
    passed: bool,
    /// How often one record failed alone.
    tries: u32,
}

/// What is known of failures that lie in the records of these lanes.
#[derive(Debug, Clone, Default)]
pub struct Bisection {
    suspects: BTreeMap<LaneId, Suspect>,
    /// The lane whose turn it is; `None`: that of all others together.
    turn: Option<LaneId>,
}

impl Bisection {
    /// A transaction with these parts failed. The first failure of a lane changes nothing, for it may pass; the second
    /// in a row splits the lane off, and each further one halves what it may take. Gives the part whose only record
    /// must be given up.
    pub fn failed(&mut self, parts: &[Part]) -> Option<Part> {
        let alone = parts.len() == 1;
        let mut guilty = None;
        for part in parts {
            let Some(suspect) = self.suspects.get_mut(&part.lane) else {
                let first = Suspect {
                    reach: part.reach,
                    bound: None,
                    passed: false,
                    tries: u32::from(alone && part.records <= 1),
                };
                self.suspects.insert(part.lane, first);
                continue;
            };
            suspect.reach = part.reach;
            suspect.passed = false;
            suspect.bound = Some(match suspect.bound {
                None if !alone => u64::MAX,
                None | Some(_) => (part.records / 2).max(1),
            });
            suspect.tries = if alone && part.records <= 1 {
                suspect.tries + 1
            } else {
                0
            };
            if suspect.tries >= TRIES_ALONE {
                suspect.tries = 0;
                guilty = Some(*part);
            }
        }
        guilty
    }

    /// A transaction with so many records of this lane was committed; the lane goes on at `next`. Once the place of the
    /// failure is committed the bound doubles, until a transaction ends before it reaches the bound.
    pub fn committed(&mut self, lane: LaneId, next: Position, records: u64) {
        let Some(suspect) = self.suspects.get_mut(&lane) else {
            return;
        };
        suspect.tries = 0;
        if next < suspect.reach {
            return;
        }
        match suspect.bound {
            Some(bound) if records >= bound => {
                suspect.bound = Some(bound.saturating_mul(2));
                suspect.passed = true;
            }
            Some(_) | None => self.forget(lane),
        }
    }

    /// What the next transaction may take.
    #[must_use]
    pub fn share(&self) -> Share {
        let split = self
            .turn
            .and_then(|lane| Some((lane, self.suspects.get(&lane)?.bound?)));
        split.map_or(Share::Together, |(lane, records)| Share::Alone { lane, records })
    }

    /// Whether the next transaction may take records of this lane.
    #[must_use]
    pub fn admits(&self, lane: LaneId) -> bool {
        match self.share() {
            Share::Together => self.bound(lane).is_none(),
            Share::Alone { lane: only, .. } => lane == only,
        }
    }

    /// Whether any lane is split off.
    #[must_use]
    pub fn is_splitting(&self) -> bool {
        self.suspects.values().any(|suspect| suspect.bound.is_some())
    }

    /// Most records that a transaction may take of a lane that is split off.
    #[must_use]
    pub fn bound(&self, lane: LaneId) -> Option<u64> {
        self.suspects.get(&lane)?.bound
    }

    /// It is the next one's turn: each lane that is split off, then all others together.
    pub fn next_turn(&mut self) {
        let after = |lane: &LaneId| self.turn.is_none_or(|turn| *lane > turn);
        let mut split = self.suspects.keys().copied().filter(after);
        self.turn = split.find(|lane| self.bound(*lane).is_some());
    }

    /// Whether whose turn it is has records to take: a lane that is not past its failure yet.
    #[must_use]
    pub fn expects_records(&self) -> bool {
        let suspect = self.turn.and_then(|lane| self.suspects.get(&lane));
        suspect.is_some_and(|suspect| !suspect.passed)
    }

    /// There is nothing to take for the one whose turn it is. A lane that is past its failure is trusted again.
    pub fn nothing_to_take(&mut self) {
        if let Some(lane) = self.turn
            && self.suspects.get(&lane).is_some_and(|suspect| suspect.passed)
        {
            self.forget(lane);
        }
        self.next_turn();
    }

    /// The lane is gone, or trusted again.
    pub fn forget(&mut self, lane: LaneId) {
        self.suspects.remove(&lane);
    }
}

#[cfg(test)]
#[path = "bisection_tests.rs"]
mod tests;
