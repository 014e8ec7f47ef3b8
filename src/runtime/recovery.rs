//! What a shard does after a fault, one bounded try a turn: meanwhile it keeps polling, so that the group does not
//! take it for dead.

use std::time::Duration;

use super::fault::{Consequence, Fault};
use super::ports::{Clock, Flow, Inlet, Ledger, Polled, Ports};
use super::restore::Restoring;
use super::shard::Shard;
use super::witness::Happening;
use crate::stages::Stage;

/// A producer that is replaced this often without one commit in between is somebody else's.
const MOST_RECYCLES: u32 = 20;

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
    /// Read on from the committed offsets, not before this moment.
    Rewind {
        /// Since the clock's fixed moment.
        not_before: Duration,
    },
}

impl<S: Stage, P: Ports> Shard<S, P> {
    /// Gives up the open transaction as the fault demands.
    ///
    /// # Errors
    /// The fault, if the shard must end.
    pub(super) fn give_up(&mut self, fault: Fault) -> Result<(), Fault> {
        self.report_fault(&fault);
        let open = self.work.batch.is_some();
        let consequence = if open {
            fault.consequence()
        } else {
            fault.consequence_when_idle()
        };
        self.faults_in_row = self.faults_in_row.saturating_add(1);
        self.recovery = match consequence {
            Consequence::End => return Err(fault),
            Consequence::CallAgain => return Ok(()),
            Consequence::Replay => Some(Recovery::Abort),
            Consequence::ReplayWithoutRecord => {
                self.mark(fault);
                Some(Recovery::Abort)
            }
            Consequence::ReplayAfterRebalance => Some(Recovery::Abort),
            Consequence::RecycleAndReplay => Some(Recovery::Fence { compare: false }),
            Consequence::RecycleAndCompare => Some(Recovery::Fence { compare: true }),
        };
        for lane in self.work.lanes.values_mut() {
            lane.reading = false;
            if !matches!(self.recovery, Some(Recovery::Fence { compare: true })) {
                lane.discard();
            }
        }
        self.starts.clear();
        Ok(())
    }

    fn mark(&mut self, fault: Fault) {
        if let Fault::Poison { lane, at, reject } = fault
            && let Some(lane) = self.work.lanes.get_mut(&lane)
        {
            lane.mark(at, reject);
        }
    }

    fn report_fault(&self, fault: &Fault) {
        let (stage, shard, name, detail) = (self.stage(), self.index, fault.name(), fault.to_string());
        let happening = match fault {
            Fault::Fenced(_) | Fault::Unknown(_) => Happening::Recycled {
                stage,
                shard,
                fault: name,
                detail: &detail,
            },
            Fault::Again(_)
            | Fault::Abort(_)
            | Fault::Evicted(_)
            | Fault::Poison { .. }
            | Fault::Fatal(_) => Happening::Aborted {
                stage,
                shard,
                fault: name,
                detail: &detail,
            },
        };
        self.witness.saw(&happening);
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
        self.recovery = match recovery {
            Recovery::Abort => match self.work.ledger.abandon() {
                Ok(()) => Some(self.rewind_later()),
                Err(Fault::Fatal(detail)) => return Err(Fault::Fatal(detail)),
                Err(fault) => {
                    self.report_fault(&fault);
                    Some(Recovery::Fence { compare: false })
                }
            },
            Recovery::Fence { compare } => self.try_fence(compare)?,
            Recovery::Compare => self.try_compare()?,
            Recovery::Rewind { not_before } => {
                if self.clock.monotonic() < not_before {
                    return Ok(());
                }
                self.work.discard();
                for lane in self.work.lanes.values() {
                    self.starts.insert(lane.id, lane.committed().offset);
                }
                None
            }
        };
        Ok(())
    }

    fn rewind_later(&self) -> Recovery {
        // One fault is answered at once; a row of them with growing pauses of at most a second.
        let pause = match self.faults_in_row {
            0 | 1 => 0,
            n => 20u64.saturating_mul(1 << n.min(6)).min(1_000),
        };
        Recovery::Rewind {
            not_before: self.clock.monotonic() + Duration::from_millis(pause),
        }
    }

    fn try_fence(&mut self, compare: bool) -> Result<Option<Recovery>, Fault> {
        match self.work.ledger.fence() {
            Ok(()) => {
                self.recycles = self.recycles.saturating_add(1);
                if self.recycles > MOST_RECYCLES {
                    return Err(Fault::Fatal(format!(
                        "the producer had to be replaced {MOST_RECYCLES} times without a commit in between: another \
                         process seems to run under the same kafka.instance; give each its own"
                    )));
                }
                Ok(Some(if compare {
                    Recovery::Compare
                } else {
                    self.rewind_later()
                }))
            }
            Err(Fault::Fatal(detail)) => Err(Fault::Fatal(detail)),
            Err(_) => Ok(Some(Recovery::Fence { compare })),
        }
    }

    fn try_compare(&mut self) -> Result<Option<Recovery>, Fault> {
        let lanes: Vec<_> = self
            .work
            .lanes
            .values()
            .filter(|lane| lane.open.is_some())
            .map(|lane| lane.id)
            .collect();
        let committed = match self.work.ledger.committed(&lanes) {
            Ok(committed) => committed,
            Err(Fault::Fatal(detail)) => return Err(Fault::Fatal(detail)),
            Err(_) => return Ok(Some(Recovery::Compare)),
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
                self.restoring
                    .push_back(Restoring::new(id, self.clock.monotonic()));
            }
        }
        self.work.discard();
        Ok(Some(self.rewind_later()))
    }
}
