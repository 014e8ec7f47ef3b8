//! Settles the open transaction: changes, progress, offsets, commit; or gives it up.

use std::collections::BTreeMap;
use std::time::Duration;

use super::fault::Fault;
use super::lane_id::LaneId;
use super::ports::{Clock, Ledger, Standing};
use super::progress::Progress;
use super::witness::{LaneSettled, Settled};
use super::work::Work;
use crate::domain::position::Position;
use crate::stages::Stage;
use crate::state::LaneState;

impl<S: Stage, L: Ledger> Work<S, L> {
    /// Opens a part of the transaction for every lane whose position has moved without a record. One that stands inside
    /// a message stays there until the rest of it is taken.
    ///
    /// # Errors
    /// The transaction cannot begin.
    pub fn follow(&mut self, positions: &BTreeMap<LaneId, i64>, clock: &impl Clock) -> Result<(), Fault> {
        for (id, position) in positions {
            // A lane that is not being read from where it stands still has the position of before.
            let moved = self.lanes.get(id).is_some_and(|lane| {
                let next = lane.committed();
                lane.reading && !next.is_inside() && *position > next.offset
            });
            if moved {
                self.begin(clock)?;
                if let Some(lane) = self.lanes.get_mut(id) {
                    lane.open();
                }
            }
        }
        Ok(())
    }

    /// Hands over what is held, writes the changes and progress of every lane of the open transaction, and says what
    /// to commit. Offsets are positions, so that control markers at the end are passed.
    ///
    /// # Errors
    /// The transaction must be given up.
    pub fn seal(&mut self, positions: &BTreeMap<LaneId, i64>) -> Result<Vec<Standing>, Fault> {
        self.hand_over()?;
        let mut standings = Vec::new();
        let (mut changes, mut bytes) = (0u64, 0usize);
        for lane in self.lanes.values_mut() {
            let Some(open) = &mut lane.open else { continue };
            // Of a lane that has stopped reading, the client's position is past records that were not taken.
            let whole = lane.reading && !open.flooded && !open.next.is_inside();
            if let Some(position) = positions.get(&lane.id).filter(|_| whole) {
                open.next = open.next.max(Position::start_of(*position));
            }
            let next = open.next;
            let time = self.stage.time(&lane.state);
            let mut failed = Ok(());
            let ledger = &mut self.ledger;
            lane.state.changes(lane.transaction(), &mut |key, value| {
                if failed.is_ok() {
                    changes += 1;
                    bytes += key.len() + value.map_or(0, <[u8]>::len);
                    failed = ledger.change(lane.id, key, value);
                }
            });
            failed?;
            let key = Progress::key(lane.id.source);
            let value = lane.progress(next, time).encode();
            self.ledger.change(lane.id, &key, Some(&value))?;
            changes += 1;
            bytes += key.len() + value.len();
            standings.push(Standing {
                lane: lane.id,
                next,
                time,
            });
        }
        if let Some(batch) = &mut self.batch {
            batch.changes += changes;
            batch.bytes += bytes as u64;
        }
        Ok(standings)
    }

    /// The transaction is committed: merges every lane's changes and gives the books. `started` is when the
    /// commit began.
    pub fn merge(&mut self, started: Duration, clock: &impl Clock) -> Option<Settled> {
        let batch = self.batch.take()?;
        let (stage, poison) = (&self.stage, &mut self.poison);
        let lanes = self
            .lanes
            .values_mut()
            .filter_map(|lane| {
                let open = lane.merge()?;
                poison.retain(|(of, at), _| *of != lane.id || *at >= lane.committed());
                Some(LaneSettled {
                    lane: lane.id,
                    tally: open.tally,
                    next: lane.committed(),
                    time: stage.time(&lane.state),
                    newest: open.newest,
                    rows: lane.state.rows(),
                    evicted: lane.state.evicted(),
                    clamped: open.clamped,
                })
            })
            .collect();
        let now = clock.monotonic();
        Some(Settled {
            lanes,
            outputs: batch.outputs,
            output_messages: self.ledger.messages(),
            changes: batch.changes,
            dead_letters: batch.dead_letters,
            bytes: batch.bytes,
            open: now.saturating_sub(batch.since),
            commit: now.saturating_sub(started),
            at: clock.wall(),
        })
    }

    /// The transaction is aborted: forgets every lane's changes.
    pub fn discard(&mut self) {
        self.batch = None;
        self.drop_held();
        for lane in self.lanes.values_mut() {
            lane.discard();
        }
    }
}
