//! A shard: the loop that reads, steps and settles the lanes the group has given it. One turn is bounded; the
//! thread that owns the shard calls `turn` until it is asked to stop.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use super::bisection::Bisection;
use super::cadence::{Cadence, Fill, Next};
use super::failpoint::{self, FailPoint};
use super::fault::Fault;
use super::lane::Lane;
use super::lane_id::LaneId;
use super::patience::Patience;
use super::ports::{Clock, History, Inlet, Ledger, News, Polled, Ports};
use super::recovery::Recovery;
use super::restore::{Outcome, Restoring};
use super::waiting::Wait;
use super::witness::{Happening, StopReason, Witness};
use super::work::{Limits, Work};
use crate::domain::stage::StageName;
use crate::stages::Stage;

/// Records taken before the shard looks at anything else.
const RECORDS_A_TURN: u32 = 256;
/// Records taken, while there are more, before the clock is looked at again.
const RECORDS_A_LOOK: u32 = 16;
/// How long a shard with nothing to do waits for a record.
const IDLE_WAIT: Duration = Duration::from_millis(50);
/// How long a lane may restore at a time, while others run and while none does.
const RESTORE_SLICE: (Duration, Duration) = (Duration::from_millis(10), Duration::from_millis(100));
/// How often lag is told.
const LAG_EVERY: Duration = Duration::from_secs(2);
/// How long the input must be silent before positions past control markers are committed by themselves.
const FOLLOW_AFTER: Duration = Duration::from_secs(1);

/// How far the input was taken.
enum Taken {
    /// As far as one transaction goes.
    Enough,
    /// Whole, for now.
    All,
    /// There may be more.
    Some,
}

/// What a shard is made of.
pub struct Parts<S: Stage, P: Ports> {
    /// The stage.
    pub stage: S,
    /// Number of the shard within its stage, from 0.
    pub index: usize,
    /// Where input comes from.
    pub inlet: P::Inlet,
    /// Where everything goes.
    pub ledger: P::Ledger,
    /// The changelog.
    pub history: P::History,
    /// The time.
    pub clock: P::Clock,
    /// Who is told.
    pub witness: Arc<dyn Witness>,
    /// When to commit.
    pub cadence: Cadence,
    /// Bounds of what is taken.
    pub limits: Limits,
}

/// A shard.
pub struct Shard<S: Stage, P: Ports> {
    pub(super) work: Work<S, P::Ledger>,
    pub(super) index: usize,
    pub(super) inlet: P::Inlet,
    pub(super) clock: P::Clock,
    pub(super) witness: Arc<dyn Witness>,
    pub(super) restoring: VecDeque<Restoring<S::State>>,
    /// Lanes to be read from these offsets as soon as the inlet can.
    pub(super) starts: BTreeMap<LaneId, i64>,
    pub(super) recovery: Option<Recovery>,
    pub(super) patience: Patience,
    pub(super) bisection: Bisection,
    /// Lanes that are not read while it is the turn of others.
    pub(super) resting: BTreeSet<LaneId>,
    /// Lanes whose next record cannot be read yet.
    pub(super) waiting: BTreeMap<LaneId, Wait>,
    /// When the present turn began.
    pub(super) turn: Duration,
    history: P::History,
    cadence: Cadence,
    fenced: bool,
    /// Whether the group has answered at all.
    settled_in: bool,
    drained: bool,
    last_commit: Duration,
    commit_took: Duration,
    last_record: Duration,
    last_lag: Duration,
    last_work: Duration,
    /// When everything there was to read had been read; `None` while something is left.
    read_to_end: Option<Duration>,
}

impl<S: Stage, P: Ports> Shard<S, P> {
    /// A shard that has nothing yet.
    pub fn new(parts: Parts<S, P>) -> Self {
        let now = parts.clock.monotonic();
        Self {
            work: Work::new(parts.stage, parts.ledger, parts.limits),
            index: parts.index,
            inlet: parts.inlet,
            clock: parts.clock,
            witness: parts.witness,
            restoring: VecDeque::new(),
            starts: BTreeMap::new(),
            recovery: None,
            patience: Patience::new(now),
            bisection: Bisection::default(),
            resting: BTreeSet::new(),
            waiting: BTreeMap::new(),
            turn: now,
            history: parts.history,
            cadence: parts.cadence,
            fenced: false,
            settled_in: false,
            drained: false,
            last_commit: now,
            commit_took: Duration::ZERO,
            last_record: now,
            last_lag: now,
            last_work: now,
            read_to_end: None,
        }
    }

    /// The stage's name.
    pub fn stage(&self) -> StageName {
        self.work.stage.name()
    }

    /// The stage, for those who set it up or compare.
    pub const fn stage_mut(&mut self) -> &mut S {
        &mut self.work.stage
    }

    /// How long there has been nothing to do but ticks; `None` while lanes are being taken over, wait, or are read again
    /// after a fault.
    pub fn idle(&self) -> Option<Duration> {
        let settled =
            self.settled_in && self.restoring.is_empty() && self.starts.is_empty() && self.recovery.is_none();
        let well = self.waiting.is_empty()
            && self.resting.is_empty()
            && !self.bisection.is_splitting()
            && self.patience.is_well()
            && (self.work.lanes.is_empty() || self.read_to_end.is_some_and(|at| at >= self.last_work));
        (settled && well).then(|| self.clock.monotonic().saturating_sub(self.last_work))
    }

    /// The running lanes and their states, for those who compare.
    pub fn lanes(&self) -> impl Iterator<Item = (LaneId, &S::State)> {
        self.work.lanes.values().map(|lane| (lane.id, &lane.state))
    }

    /// One bounded turn.
    ///
    /// # Errors
    /// The shard must end, and the process with it.
    pub fn turn(&mut self) -> Result<(), Fault> {
        if !self.fenced {
            // Nothing is read before predecessors are shut out and what they left open is ended.
            if !self.fence()? {
                return Ok(());
            }
            self.fenced = true;
        }
        while let Some(news) = self.inlet.news() {
            self.hear(news)?;
        }
        if let Some(recovery) = self.recovery {
            return self.recover(recovery);
        }
        self.take_turns();
        self.try_waiting();
        let done = self
            .start_lanes()
            .and_then(|()| self.restore())
            .and_then(|()| self.take_and_settle());
        self.tell_lag();
        done.or_else(|fault| self.give_up(fault))
    }

    fn hear(&mut self, news: News) -> Result<(), Fault> {
        self.settled_in = true;
        self.last_work = self.clock.monotonic();
        let (stage, shard) = (self.stage(), self.index);
        let empty: &[LaneId] = &[];
        let (assigned, revoked, lost) = match &news {
            News::Assigned(lanes) => (lanes.as_slice(), empty, empty),
            News::Revoked(lanes) => (empty, lanes.as_slice(), empty),
            News::Lost(lanes) => (empty, empty, lanes.as_slice()),
        };
        self.witness.saw(&Happening::Rebalanced {
            stage,
            shard,
            assigned,
            revoked,
            lost,
        });
        match news {
            News::Assigned(lanes) => {
                self.inlet.accept(&lanes)?;
                let now = self.clock.monotonic();
                for id in lanes {
                    let lane = Restoring::new(id, now);
                    self.tell_restoring(&lane);
                    self.restoring.push_back(lane);
                }
                Ok(())
            }
            News::Revoked(lanes) => {
                failpoint::pass(FailPoint::InRevoke);
                if self.recovery.is_none() && self.work.batch.is_some() {
                    self.settle().or_else(|fault| self.give_up(fault))?;
                }
                self.drop_lanes(&lanes)
            }
            News::Lost(lanes) => {
                if self.recovery.is_none() && self.work.batch.is_some() {
                    self.give_up(Fault::Evicted("partitions were taken away".into()))?;
                }
                self.drop_lanes(&lanes)
            }
        }
    }

    fn drop_lanes(&mut self, lanes: &[LaneId]) -> Result<(), Fault> {
        let stage = self.stage();
        for id in lanes {
            self.work.lanes.remove(id);
            self.starts.remove(id);
            self.resting.remove(id);
            self.waiting.remove(id);
            if self
                .restoring
                .iter()
                .any(|lane| lane.id == *id && lane.is_reading())
            {
                self.history.close();
            }
            self.restoring.retain(|lane| lane.id != *id);
            self.witness.saw(&Happening::Released { stage, lane: *id });
        }
        self.inlet.release(lanes)
    }

    fn start_lanes(&mut self) -> Result<(), Fault> {
        for (id, at) in std::mem::take(&mut self.starts) {
            match self.inlet.start(id, at) {
                Ok(()) => {
                    if let Some(lane) = self.work.lanes.get_mut(&id) {
                        lane.reading = true;
                    }
                }
                Err(Fault::Again(_)) => {
                    self.starts.insert(id, at);
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }

    fn restore(&mut self) -> Result<(), Fault> {
        if self.clock.monotonic() < self.patience.until {
            return Ok(());
        }
        let Some(lane) = self.restoring.pop_front() else {
            return Ok(());
        };
        let id = lane.id;
        self.last_work = self.clock.monotonic();
        let budget = if self.work.lanes.is_empty() {
            RESTORE_SLICE.1
        } else {
            RESTORE_SLICE.0
        };
        let outcome = lane.advance(&mut self.inlet, &mut self.work.ledger, &mut self.history, budget);
        let stage = self.stage();
        match outcome {
            Ok(Outcome::Wait(lane)) => {
                self.tell_restoring(&lane);
                self.restoring.push_back(lane);
            }
            Ok(Outcome::GoOn(mut lane)) => {
                failpoint::pass(FailPoint::MidRestore);
                self.tell_restoring(&lane);
                if lane.is_held(self.clock.monotonic()) && !self.restoring.is_empty() {
                    // Somebody's transaction is open, perhaps for ever: others need not wait for it.
                    self.history.close();
                    self.restoring.push_back(lane.begun_anew());
                } else {
                    self.restoring.push_front(lane);
                }
            }
            Ok(Outcome::Ready { lane, records, since }) => self.run_lane(lane, records, since)?,
            Ok(Outcome::Stop {
                id,
                reason,
                next,
                detail,
            }) => self.witness.saw(&Happening::Stopped {
                stage,
                lane: id,
                reason,
                next,
                detail: &detail,
            }),
            Err(fault) if fault.is_lasting() => return Err(fault),
            Err(fault) => {
                self.waits(&fault);
                self.history.close();
                self.restoring
                    .push_back(Restoring::new(id, self.clock.monotonic()));
            }
        }
        Ok(())
    }

    fn tell_restoring(&self, lane: &Restoring<S::State>) {
        let lasts = self.clock.monotonic().saturating_sub(lane.since);
        self.witness.saw(&Happening::Restoring {
            stage: self.stage(),
            lane: lane.id,
            records: lane.records,
            position: lane.reached.0,
            target: lane.reached.1,
            waits: lane.waits.as_deref().map(|waits| (waits, lasts)),
        });
    }

    fn run_lane(&mut self, lane: Lane<S::State>, records: u64, since: Duration) -> Result<(), Fault> {
        self.witness.saw(&Happening::Running {
            stage: self.stage(),
            lane: lane.id,
            next: lane.committed(),
            records,
            rows: crate::state::LaneState::rows(&lane.state),
            took: self.clock.monotonic().saturating_sub(since),
        });
        self.read_from(lane.id, lane.committed());
        self.work.lanes.insert(lane.id, lane);
        self.start_lanes()
    }

    fn next(&self, now: Duration) -> Next {
        if self.work.is_full() {
            return Next::Commit;
        }
        let next = match &self.work.batch {
            Some(batch) => self.cadence.next(&Fill {
                age: now.saturating_sub(batch.since),
                since_commit: now.saturating_sub(self.last_commit),
                commit_took: self.commit_took,
                records: batch.records,
                bytes: batch.bytes,
                drained: self.drained,
            }),
            None if self.restoring.is_empty() && self.starts.is_empty() => Next::Take(IDLE_WAIT),
            None => Next::Take(Duration::from_millis(1)),
        };
        match next {
            // A changelog is there to be read: no lane that restores waits for records of those that run.
            Next::Take(_) if self.restoring.front().is_some_and(Restoring::is_reading) => {
                Next::Take(Duration::ZERO)
            }
            Next::Take(_) | Next::Commit => next,
        }
    }

    fn take_and_settle(&mut self) -> Result<(), Fault> {
        let began = self.clock.monotonic();
        let taken = self.take(began);
        let now = self.clock.monotonic();
        if let Some(batch) = &mut self.work.batch {
            batch.taking += now.saturating_sub(began);
        }
        match taken? {
            Taken::Enough => self.settle(),
            Taken::All => self.follow(),
            Taken::Some => {
                self.last_record = now;
                Ok(())
            }
        }
    }

    fn take(&mut self, mut now: Duration) -> Result<Taken, Fault> {
        let (mut taken, mut looked) = (0, 0);
        while taken < RECORDS_A_TURN {
            match self.next(now) {
                Next::Commit => return Ok(Taken::Enough),
                Next::Take(wait) => {
                    let (work, clock) = (&mut self.work, &self.clock);
                    let polled = self.inlet.poll(wait, &mut |delivery| {
                        taken += 1;
                        work.take(delivery, clock)
                    })?;
                    self.drained = polled == Polled::Nothing;
                    if let Some(unready) = self.work.unready.take() {
                        self.put_off(&unready);
                    }
                }
            }
            if self.drained {
                // While the next records are waited for, these can be on their way.
                self.work.hand_over()?;
                return Ok(Taken::All);
            }
            if taken - looked >= RECORDS_A_LOOK {
                looked = taken;
                now = self.clock.monotonic();
            }
        }
        Ok(Taken::Some)
    }

    /// Commits positions that moved past control markers while no record came.
    fn follow(&mut self) -> Result<(), Fault> {
        let now = self.clock.monotonic();
        if self.work.batch.is_some() {
            self.last_record = now;
        } else if now.saturating_sub(self.last_record) >= FOLLOW_AFTER {
            self.last_record = now;
            let positions = self.inlet.positions()?;
            self.work.follow(&positions, &self.clock)?;
        }
        Ok(())
    }

    /// Settles the open transaction.
    ///
    /// # Errors
    /// The transaction must be given up.
    pub(super) fn settle(&mut self) -> Result<(), Fault> {
        let started = self.clock.monotonic();
        let positions = self.inlet.positions()?;
        let standings = self.work.seal(&positions)?;
        if standings.is_empty() {
            return Err(Fault::Abort("every lane of the transaction is gone".into()));
        }
        self.work.ledger.settle(&standings)?;
        failpoint::pass(FailPoint::AfterCommit);
        self.commit_confirmed(started);
        Ok(())
    }

    pub(super) fn commit_confirmed(&mut self, started: Duration) {
        let (stage, shard) = (self.stage(), self.index);
        let flooded: Vec<LaneId> = self
            .work
            .lanes
            .values()
            .filter(|lane| lane.open.as_ref().is_some_and(|open| open.flooded))
            .map(|lane| lane.id)
            .collect();
        if let Some(settled) = self.work.merge(started, &self.clock) {
            let now = self.clock.monotonic();
            if settled.lanes.iter().any(|lane| lane.newest.is_some()) {
                self.last_work = now;
            }
            self.last_commit = now;
            self.commit_took = settled.commit;
            let tries = self.patience.over();
            self.tell_resumed(tries);
            self.turn_over(&settled);
            let settled = &settled;
            self.witness.saw(&Happening::Settled {
                stage,
                shard,
                settled,
            });
        }
        for id in flooded {
            self.stop(
                id,
                StopReason::Flooded,
                "too large a share of the records was refused; the partition is not read on: look at its dead letters, \
                 mend the feed or the adapter, then start again",
            );
        }
        self.go_on_inside();
    }

    /// Lanes that were cut inside a message read it again: nothing else delivers the rest of it.
    fn go_on_inside(&mut self) {
        for lane in self.work.lanes.values_mut() {
            if lane.reading && lane.committed().is_inside() {
                lane.reading = false;
                self.starts.insert(lane.id, lane.committed().offset);
            }
        }
    }

    /// Stops a lane whose partition stays ours.
    pub(super) fn stop(&mut self, id: LaneId, reason: StopReason, why: &str) {
        let stage = self.stage();
        let stopped = self.inlet.stop(id);
        self.starts.remove(&id);
        self.resting.remove(&id);
        self.waiting.remove(&id);
        self.bisection.forget(id);
        self.work.poison.retain(|(of, _), _| *of != id);
        let Some(lane) = self.work.lanes.remove(&id) else {
            return;
        };
        let next = lane.committed();
        let mut detail = format!("{id} at {next}: {why}");
        if let Err(fault) = stopped {
            detail.push_str(&format!(" ({fault})"));
        }
        self.witness.saw(&Happening::Stopped {
            stage,
            lane: id,
            reason,
            next: Some(next),
            detail: &detail,
        });
    }

    fn tell_lag(&mut self) {
        let now = self.clock.monotonic();
        if now.saturating_sub(self.last_lag) < LAG_EVERY || self.work.lanes.is_empty() {
            return;
        }
        self.last_lag = now;
        // Lag is for people to see: a broker that does not tell it now will tell it next time.
        let ends = match self.inlet.ends() {
            Ok(ends) => ends,
            Err(fault) => return self.waits(&fault),
        };
        let tries = self.patience.answers(now);
        self.tell_resumed(tries);
        let stage = self.stage();
        let wall = self.clock.wall();
        let mut read = true;
        for lane in self.work.lanes.values_mut() {
            // Where the end is not known, something may be left.
            read &= ends.contains_key(&lane.id);
            if let Some(end) = ends.get(&lane.id) {
                let lag = lane.lag(*end, wall);
                read &= lag.records == 0;
                self.witness.saw(&Happening::Lag {
                    stage,
                    lane: lane.id,
                    lag,
                    next: lane.committed(),
                });
            }
        }
        self.read_to_end = read.then_some(now);
    }

    /// Lets every lane go as they are, and gives the stage back: for a shard that joins anew.
    pub fn into_stage(mut self) -> S {
        let stage = self.stage();
        let tries = self.patience.over();
        self.tell_resumed(tries);
        let restoring = self.restoring.iter().map(|lane| lane.id);
        for lane in self.work.lanes.keys().copied().chain(restoring) {
            self.witness.saw(&Happening::Released { stage, lane });
        }
        self.work.stage
    }

    /// Ends in order: settles what is open, or gives it up, and leaves the group. A shard that is dropped without it
    /// leaves what is open to whoever fences this producer next.
    pub fn end(&mut self) {
        if self.recovery.is_none() && self.work.batch.is_some() && self.settle().is_err() {
            // What could not be settled is aborted here, or by whoever fences this producer next.
            drop(self.work.ledger.abandon());
        }
        self.inlet.leave();
    }
}
