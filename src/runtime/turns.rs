//! Whose turn it is to be read, while a failure is tracked down in the records of some lanes.

use std::time::Duration;

use super::bisection::{Part, Share};
use super::fault::{Cause, Fault};
use super::lane_id::LaneId;
use super::ports::{Clock, Inlet, Ports};
use super::shard::Shard;
use super::witness::{Happening, Settled, StopReason};
use crate::domain::fate::Reject;
use crate::domain::position::Position;
use crate::stages::Stage;

/// How long a turn may last without a record: where there must be one, and where there may be none.
const TURN: (Duration, Duration) = (Duration::from_secs(5), Duration::from_millis(300));

impl<S: Stage, P: Ports> Shard<S, P> {
    /// Before a transaction begins: lets the lanes be read whose turn it is, and the others rest.
    pub(super) fn take_turns(&mut self) {
        if self.work.batch.is_some() {
            return;
        }
        if self.resting.is_empty() && !self.bisection.is_splitting() {
            self.work.most = u64::MAX;
            return;
        }
        let now = self.clock.monotonic();
        let limit = if self.bisection.expects_records() {
            TURN.0
        } else {
            TURN.1
        };
        if now.saturating_sub(self.turn) >= limit {
            self.turn = now;
            self.bisection.nothing_to_take();
        }
        if !self.work.lanes.keys().any(|id| self.bisection.admits(*id)) {
            self.bisection.next_turn();
        }
        self.work.most = match self.bisection.share() {
            Share::Together => u64::MAX,
            Share::Alone { records, .. } => records,
        };
        for lane in self.work.lanes.values_mut() {
            if self.bisection.admits(lane.id) {
                if self.resting.remove(&lane.id) && !self.waiting.contains_key(&lane.id) {
                    self.starts.insert(lane.id, lane.committed().offset);
                }
            } else if self.resting.insert(lane.id) {
                // One that cannot be paused delivers records that nobody takes: it is started anew at its turn.
                drop(self.inlet.stop(lane.id));
                lane.reading = false;
                self.starts.remove(&lane.id);
            }
        }
    }

    /// Has a lane read from here on, as soon as it is its turn.
    pub(super) fn read_from(&mut self, id: LaneId, next: Position) {
        if self.bisection.admits(id) {
            self.starts.insert(id, next.offset);
        } else {
            self.resting.insert(id);
        }
    }

    /// A transaction was committed: it is the next one's turn.
    pub(super) fn turn_over(&mut self, settled: &Settled) {
        for lane in &settled.lanes {
            let before = self.bisection.bound(lane.lane);
            self.bisection
                .committed(lane.lane, lane.next, lane.tally.records());
            self.tell_bound(lane.lane, before);
        }
        self.pass_turn();
    }

    /// It is the next one's turn.
    pub(super) fn pass_turn(&mut self) {
        self.turn = self.clock.monotonic();
        self.bisection.next_turn();
    }

    /// What in the open transaction the fault is to be blamed on: the fault says so, or the transaction was open for so
    /// long that it could not go well.
    fn cause(&self, fault: &Fault) -> Option<Cause> {
        let taking = self.work.batch.map_or(Duration::ZERO, |batch| batch.taking);
        let slow = taking >= self.work.limits.transaction * 2 / 3;
        match fault {
            Fault::Content { cause, .. } => Some(*cause),
            Fault::Abort(_) | Fault::Evicted(_) | Fault::Broken(_) | Fault::Fenced(_) | Fault::Unknown(_) => {
                slow.then_some(Cause::Slow)
            }
            Fault::Again(_)
            | Fault::Poison { .. }
            | Fault::Unreadable { .. }
            | Fault::Expelled(_)
            | Fault::Denied(_)
            | Fault::Fatal(_) => None,
        }
    }

    /// Stops the lane that a later build must read; says whether there was one.
    pub(super) fn learn_what_stops(&mut self, fault: &Fault) -> bool {
        let Fault::Unreadable { lane, detail } = fault else {
            return false;
        };
        self.stop(*lane, StopReason::InputUnreadable, detail);
        true
    }

    /// Learns from a fault which records a transaction may hold; says whether there was anything to learn.
    pub(super) fn learn(&mut self, fault: &Fault) -> bool {
        if let Fault::Poison { lane, at, reject } = fault {
            self.work.poison.insert((*lane, *at), reject.clone());
            return true;
        }
        let Some(cause) = self.cause(fault) else {
            return false;
        };
        let parts = self.parts(match fault {
            Fault::Content { lane, .. } => *lane,
            Fault::Again(_)
            | Fault::Abort(_)
            | Fault::Evicted(_)
            | Fault::Broken(_)
            | Fault::Fenced(_)
            | Fault::Unknown(_)
            | Fault::Poison { .. }
            | Fault::Unreadable { .. }
            | Fault::Expelled(_)
            | Fault::Denied(_)
            | Fault::Fatal(_) => None,
        });
        let before: Vec<_> = parts
            .iter()
            .map(|part| (part.lane, self.bisection.bound(part.lane)))
            .collect();
        let guilty = self.bisection.failed(&parts);
        for (lane, bound) in before {
            self.tell_bound(lane, bound);
        }
        match (guilty, cause.reason()) {
            (Some(part), Some(reason)) => {
                self.give_up_record(&part, &Reject::new(reason, fault.to_string()));
                true
            }
            // A record that only takes long to deliver is waited for like anything else outside.
            (Some(_), None) => false,
            (None, _) => !parts.is_empty(),
        }
    }

    /// The parts of the open transaction with records, or the part of one lane.
    fn parts(&self, of: Option<LaneId>) -> Vec<Part> {
        let lanes = self.work.lanes.values();
        let lanes = lanes.filter(|lane| of.is_none_or(|only| lane.id == only));
        lanes
            .filter_map(|lane| {
                let open = lane.open.as_ref()?;
                Some(Part {
                    lane: lane.id,
                    records: open.tally.records(),
                    latest: open.latest?,
                    reach: open.next,
                })
            })
            .collect()
    }

    /// A record that fails alone becomes a dead letter; if that fails as well, its lane stops.
    fn give_up_record(&mut self, part: &Part, reject: &Reject) {
        let record = (part.lane, part.latest);
        if self.work.poison.contains_key(&record) {
            let why = format!(
                "record {} cannot be settled, nor can its dead letter: {}; mend what refuses it (see the topic's settings \
                 and limits.message_bytes), then start again",
                part.latest, reject.detail
            );
            return self.stop(part.lane, StopReason::Unwritable, &why);
        }
        self.work.poison.insert(record, reject.clone());
        self.witness.saw(&Happening::GivenUp {
            stage: self.stage(),
            lane: part.lane,
            at: part.latest,
            reject,
        });
    }

    fn tell_bound(&self, lane: LaneId, before: Option<u64>) {
        let records = self.bisection.bound(lane);
        if records != before {
            self.witness.saw(&Happening::Narrowed {
                stage: self.stage(),
                lane,
                records,
            });
        }
    }
}
