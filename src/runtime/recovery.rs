//! What a shard does after a fault, one bounded try a turn: meanwhile it keeps polling, so that the group does not
//! take it for dead.

use std::time::Duration;

use super::fault::{Consequence, Fault};
use super::ports::{Clock, Commits, Flow, Inlet, Ledger, Polled, Ports};
use super::restore::Restoring;
use super::shard::Shard;
use super::witness::Happening;
use crate::stages::Stage;

/// What is left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// Abort.
    Abort,
    /// Make a new producer; then let the committed offsets say what happened, or take the transaction for aborted.
    Fence {
        /// Whether the commit was asked for.
        compare: bool,
    },
    /// Ask for the committed offsets.
    Compare,
    /// Read on from the committed offsets.
    Rewind,
}

impl<S: Stage, P: Ports> Shard<S, P> {
    /// Gives up the open transaction as the fault demands.
    ///
    /// # Errors
    /// The fault, if the shard must end.
    pub(super) fn give_up(&mut self, fault: Fault) -> Result<(), Fault> {
        let open = self.work.batch.is_some();
        // Where nothing is open, a lane that stops has said all there is to say.
        if open || !matches!(fault, Fault::Unreadable { .. }) {
            self.report_fault(&fault);
        }
        let consequence = if open {
            fault.consequence()
        } else {
            fault.consequence_when_idle()
        };
        let learnt = self.learn_what_stops(&fault) || (open && self.learn(&fault));
        if !learnt {
            self.waits(&fault);
        }
        self.recovery = match consequence {
            Consequence::End => return Err(fault),
            Consequence::CallAgain => return Ok(()),
            Consequence::Replay => Some(Recovery::Abort),
            Consequence::RecycleAndReplay => Some(self.recycle(&fault)?),
            Consequence::RecycleAndCompare => Some(Recovery::Fence { compare: true }),
        };
        self.pass_turn();
        for lane in self.work.lanes.values_mut() {
            lane.reading = false;
            if !matches!(self.recovery, Some(Recovery::Fence { compare: true })) {
                lane.discard();
            }
        }
        self.starts.clear();
        Ok(())
    }

    /// The producer is of no more use.
    ///
    /// # Errors
    /// Somebody else takes its place again and again.
    fn recycle(&mut self, fault: &Fault) -> Result<Recovery, Fault> {
        let limit = self.work.limits.transaction;
        if matches!(fault, Fault::Fenced(_)) && self.patience.shut_out(self.clock.monotonic(), limit) {
            return Err(Fault::Fatal(format!(
                "{fault}, again and again without a commit in between: another process seems to run under the same \
                 kafka.instance; give each its own"
            )));
        }
        Ok(Recovery::Fence { compare: false })
    }

    fn report_fault(&mut self, fault: &Fault) {
        self.patience.faults = self.patience.faults.saturating_add(1);
        let (stage, shard, name, detail) = (self.stage(), self.index, fault.name(), fault.to_string());
        let in_row = self.patience.faults;
        let happening = match fault {
            Fault::Broken(_) | Fault::Fenced(_) | Fault::Unknown(_) => Happening::Recycled {
                stage,
                shard,
                fault: name,
                detail: &detail,
                in_row,
            },
            Fault::Again(_)
            | Fault::Abort(_)
            | Fault::Evicted(_)
            | Fault::Content { .. }
            | Fault::Poison { .. }
            | Fault::Unreadable { .. }
            | Fault::Expelled(_)
            | Fault::Denied(_)
            | Fault::Fatal(_) => Happening::Aborted {
                stage,
                shard,
                fault: name,
                detail: &detail,
                in_row,
            },
        };
        self.witness.saw(&happening);
    }

    /// Something outside fails: it is tried again, after a pause unless it is the first time, for ever.
    pub(super) fn waits(&mut self, fault: &Fault) {
        self.patience.tried(self.clock.monotonic());
        let tries = self.patience.tries;
        if tries > 1 {
            self.witness.saw(&Happening::Waits {
                stage: self.stage(),
                shard: self.index,
                detail: &fault.to_string(),
                tries,
            });
        }
    }

    /// All is well again after so many tries.
    pub(super) fn tell_resumed(&self, tries: u32) {
        if tries > 1 {
            self.witness.saw(&Happening::Resumed {
                stage: self.stage(),
                shard: self.index,
                tries,
            });
        }
    }

    /// Shuts predecessors and former selves out, unless it is too soon to try again; says whether it is done.
    ///
    /// # Errors
    /// It never can be.
    pub(super) fn fence(&mut self) -> Result<bool, Fault> {
        if self.clock.monotonic() < self.patience.until {
            return Ok(false);
        }
        match self.work.ledger.fence() {
            Ok(()) => {
                self.patience.fenced(self.clock.monotonic());
                Ok(true)
            }
            Err(fault) if fault.is_lasting() => Err(fault),
            Err(fault) => {
                self.waits(&fault);
                Ok(false)
            }
        }
    }

    /// Tries once to get over the fault.
    ///
    /// # Errors
    /// The shard must end.
    pub(super) fn recover(&mut self, recovery: Recovery) -> Result<(), Fault> {
        // Records delivered meanwhile are read again: every lane starts anew at the end of the recovery.
        match self.inlet.poll(Duration::from_millis(5), &mut |_| Ok(Flow::Stop)) {
            Ok(Polled::Message | Polled::Nothing) | Err(Fault::Again(_)) => {}
            Err(fault) => return Err(fault),
        }
        let next = match recovery {
            Recovery::Abort => match self.work.ledger.abandon() {
                Ok(()) => Some(Recovery::Rewind),
                Err(fault) if fault.is_lasting() => return Err(fault),
                Err(fault) => {
                    self.report_fault(&fault);
                    Some(self.recycle(&fault)?)
                }
            },
            Recovery::Fence { compare } => match (self.fence()?, compare) {
                (false, _) => Some(recovery),
                (true, true) => Some(Recovery::Compare),
                (true, false) => Some(Recovery::Rewind),
            },
            Recovery::Compare => self.try_compare()?,
            Recovery::Rewind => self.rewind(),
        };
        self.recovery = next;
        Ok(())
    }

    /// Reads on from what is committed, unless it is too soon after a row of faults.
    fn rewind(&mut self) -> Option<Recovery> {
        if self.clock.monotonic() < self.patience.until {
            return Some(Recovery::Rewind);
        }
        self.work.discard();
        for lane in self.work.lanes.values() {
            if !self.resting.contains(&lane.id) && !self.waiting.contains_key(&lane.id) {
                self.starts.insert(lane.id, lane.committed().offset);
            }
        }
        None
    }

    fn try_compare(&mut self) -> Result<Option<Recovery>, Fault> {
        if self.clock.monotonic() < self.patience.until {
            return Ok(Some(Recovery::Compare));
        }
        let lanes: Vec<_> = self
            .work
            .lanes
            .values()
            .filter(|lane| lane.open.is_some())
            .map(|lane| lane.id)
            .collect();
        let committed = match self.work.ledger.committed(&lanes) {
            Ok(committed) => committed,
            Err(fault) if fault.is_lasting() => return Err(fault),
            Err(fault) => {
                self.waits(&fault);
                return Ok(Some(Recovery::Compare));
            }
        };
        let said: Vec<Option<bool>> = lanes
            .iter()
            .filter_map(|id| Some(self.work.lanes.get(id)?.compare(committed.get(id).copied())))
            .collect();
        if lanes.is_empty() {
            // Every lane of the transaction was given up meanwhile: its next owner will see what happened.
        } else if said.iter().all(|found| *found == Some(true)) {
            self.commit_confirmed(self.clock.monotonic());
        } else if said.iter().any(|found| *found != Some(false)) {
            // Somebody else moved a lane, or the transaction is torn: the changelog decides, and says so.
            for id in lanes {
                self.work.lanes.remove(&id);
                self.resting.remove(&id);
                self.restoring
                    .push_back(Restoring::new(id, self.clock.monotonic()));
            }
        }
        self.work.discard();
        Ok(Some(Recovery::Rewind))
    }
}
