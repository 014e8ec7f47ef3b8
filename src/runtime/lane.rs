//! A running lane: the state of one input partition, and its part of the open transaction.

use super::breaker::Breaker;
use super::density::Density;
use super::lane_id::LaneId;
use super::progress::Progress;
use super::tally::Tally;
use super::witness::Lag;
use crate::domain::position::Position;
use crate::domain::time::Time;
use crate::state::LaneState;

/// A lane's part of the open transaction.
#[derive(Debug, Clone)]
pub struct Open {
    /// The next record to take.
    pub next: Position,
    /// The latest record taken; `None` before the first.
    pub latest: Option<Position>,
    /// What became of its records so far.
    pub tally: Tally,
    /// Greatest `ingested_at`, ticks aside.
    pub newest: Option<Time>,
    /// Records whose timestamp was clamped.
    pub clamped: u64,
    /// The lane's breaker, these records counted.
    pub breaker: Breaker,
    /// Whether the breaker has tripped: nothing more is taken.
    pub flooded: bool,
}

/// A running lane.
#[derive(Debug)]
pub struct Lane<T> {
    /// Which.
    pub id: LaneId,
    /// What it keeps.
    pub state: T,
    /// Its part of the open transaction, if it has one.
    pub open: Option<Open>,
    /// Whether its input is being read from where the lane stands; records are left alone otherwise.
    pub reading: bool,
    next: Position,
    transaction: u64,
    breaker: Breaker,
    density: Density,
    newest: Option<Time>,
    unread_since: Option<Time>,
}

impl<T: LaneState> Lane<T> {
    /// A lane that goes on at `next`, after its transaction number `transaction`.
    #[must_use]
    pub fn new(id: LaneId, state: T, next: Position, transaction: u64) -> Self {
        Self {
            id,
            state,
            open: None,
            reading: false,
            next,
            transaction,
            breaker: Breaker::default(),
            density: Density::default(),
            newest: None,
            unread_since: None,
        }
    }

    /// Committed position: where it starts again after an abort.
    #[must_use]
    pub const fn committed(&self) -> Position {
        self.next
    }

    /// The next record to take.
    #[must_use]
    pub fn next(&self) -> Position {
        self.open.as_ref().map_or(self.next, |open| open.next)
    }

    /// Number of the transaction that is open or will be next.
    #[must_use]
    pub const fn transaction(&self) -> u64 {
        self.transaction + 1
    }

    /// Whether the record at this position is to be taken. A lane that stands inside a message takes the rest of that
    /// message before any other.
    #[must_use]
    pub fn wants(&self, at: Position) -> bool {
        let next = self.next();
        let flooded = self.open.as_ref().is_some_and(|open| open.flooded);
        self.reading && !flooded && at >= next && (at.offset == next.offset || !next.is_inside())
    }

    /// Its part of the open transaction, made if it has none.
    pub fn open(&mut self) -> &mut Open {
        let (next, breaker) = (self.next, self.breaker);
        self.open.get_or_insert_with(|| Open {
            next,
            latest: None,
            tally: Tally::default(),
            newest: None,
            clamped: 0,
            breaker,
            flooded: false,
        })
    }

    /// The progress record of its part of the open transaction.
    #[must_use]
    pub fn progress(&self, next: Position, time: Time) -> Progress {
        Progress {
            previous: (self.transaction > 0).then_some(self.next),
            next,
            transaction: self.transaction(),
            time,
        }
    }

    /// The transaction is committed: its changes become part of the state.
    pub fn merge(&mut self) -> Option<Open> {
        let open = self.open.take()?;
        self.transaction += 1;
        self.state.merge(self.transaction);
        let offsets = open.next.offset.saturating_sub(self.next.offset);
        self.density
            .saw(open.tally.records(), u64::try_from(offsets).unwrap_or(0));
        self.newest = self.newest.max(open.newest);
        self.next = open.next;
        self.breaker = open.breaker;
        Some(open)
    }

    /// How far it is behind the end of its partition.
    #[must_use]
    pub fn lag(&mut self, end: i64, wall: Time) -> Lag {
        let offsets = end.saturating_sub(self.next.offset).max(0);
        let records = if self.id.source.is_hop() {
            self.density.records(offsets)
        } else {
            offsets
        };
        // Of a lane that has read nothing yet the age is not known: it counts from when there was something to read.
        let first = *self.unread_since.get_or_insert(wall);
        if records == 0 {
            self.unread_since = None;
        }
        let behind = (records > 0).then(|| wall.since(self.newest.unwrap_or(first)));
        Lag { records, behind }
    }

    /// The transaction is aborted: its changes are forgotten.
    pub fn discard(&mut self) {
        self.state.discard();
        self.open = None;
    }

    /// What the committed position says about the open part: `Some(true)` if it is committed, `Some(false)` if not,
    /// `None` if somebody else has moved the lane.
    #[must_use]
    pub fn compare(&self, committed: Option<Position>) -> Option<bool> {
        let open = self.open.as_ref()?;
        match committed {
            Some(at) if at == open.next => Some(true),
            Some(at) if at == self.next => Some(false),
            None if self.transaction == 0 => Some(false),
            Some(_) | None => None,
        }
    }
}
