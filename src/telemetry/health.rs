//! Whether a restart would help (`/live`) and whether the process does its work (`/ready`).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::runtime::lane_id::LaneId;
use crate::runtime::witness::{Happening, StopReason};

/// A lane that has records to read must settle within this time.
const STALL: Duration = Duration::from_secs(120);
/// A lane that runs or restores is heard of at least this often.
const SILENCE: Duration = Duration::from_secs(60);

/// A shard that waits for its surroundings for longer than this does not do its work.
const WAIT: Duration = Duration::from_secs(10);

/// The owner of time speaks every two seconds, and others ask every five: after this long nobody keeps the time.
const TIMELESS: Duration = Duration::from_secs(45);

/// What a probe is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How the process is, in a word.
    pub status: Status,
    /// Why not well, or what is going on.
    pub reasons: Vec<String>,
}

impl Verdict {
    /// Whether all is well.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.status == Status::Ok
    }
}

/// How a process is. Only `Ok` is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It does what it should. Single lanes may be stopped: that is no reason to hold up a roll-out.
    Ok,
    /// It has not started, or restores.
    Starting,
    /// It waits for a broker or a coordinator.
    Waiting,
    /// Nobody keeps the time: no deadline passes, no reply that waits is scored.
    TimeStands,
    /// It has lanes, and every one is stopped.
    NothingRuns,
    /// It was asked to end.
    Draining,
    /// A part of it failed or does not move.
    Failing,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 7] = [
        Self::Ok,
        Self::Starting,
        Self::Waiting,
        Self::TimeStands,
        Self::NothingRuns,
        Self::Draining,
        Self::Failing,
    ];

    /// The word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Starting => "starting",
            Self::Waiting => "waiting",
            Self::TimeStands => "time_stands",
            Self::NothingRuns => "nothing_runs",
            Self::Draining => "draining",
            Self::Failing => "failing",
        }
    }
}

/// A lane that was stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoppedLane {
    /// Its stage.
    pub stage: StageName,
    /// Which.
    pub lane: LaneId,
    /// Why.
    pub reason: StopReason,
    /// The record it stands before; `None` where it is not known.
    pub next: Option<Position>,
    /// When.
    pub since: Time,
    /// What is wrong and what to do.
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Restoring,
    Running,
    Stopped,
}

#[derive(Debug, Clone, Copy)]
struct Heard {
    standing: Standing,
    any: Instant,
    settled: Instant,
    behind: bool,
}

#[derive(Debug, Default)]
struct Known {
    started: Option<Instant>,
    /// When the owner of time was last heard of.
    time_kept: Option<Instant>,
    /// What the clock last complained of.
    clock: Option<String>,
    /// What a lane that restores waits for.
    restores: BTreeMap<(StageName, LaneId), String>,
    draining: bool,
    failed: Option<String>,
    lanes: BTreeMap<(StageName, LaneId), Heard>,
    stopped: BTreeMap<(StageName, LaneId), StoppedLane>,
    waiting: BTreeMap<(StageName, usize), (Instant, String)>,
}

/// What is known of the process' health.
#[derive(Debug, Default)]
pub struct Health(Mutex<Known>);

#[expect(clippy::disallowed_methods, reason = "telemetry stands at the edge")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "telemetry stands at the edge")]
fn wall() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Time(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

impl Health {
    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The broker answered and the shards run.
    pub fn started(&self) {
        self.known().started = Some(now());
    }

    /// The process was asked to end.
    pub fn draining(&self) {
        self.known().draining = true;
    }

    /// Every lane that is stopped.
    #[must_use]
    pub fn stopped(&self) -> Vec<StoppedLane> {
        self.known().stopped.values().cloned().collect()
    }

    pub(super) fn heard(&self, happening: &Happening<'_>) {
        self.heard_at(happening, now());
    }

    fn heard_at(&self, happening: &Happening<'_>, now: Instant) {
        let mut known = self.known();
        match happening {
            Happening::Settled {
                stage,
                shard,
                settled,
            } => {
                known.waiting.remove(&(*stage, *shard));
                for lane in &settled.lanes {
                    if let Some(heard) = known.lanes.get_mut(&(*stage, lane.lane)) {
                        (heard.any, heard.settled) = (now, now);
                    }
                }
            }
            Happening::Lag { stage, lane, lag, .. } => {
                if let Some(heard) = known.lanes.get_mut(&(*stage, *lane)) {
                    // Time at the end of the input is no stall: the count starts when records arrive.
                    if !heard.behind {
                        heard.settled = now;
                    }
                    (heard.any, heard.behind) = (now, lag.records > 0);
                }
            }
            Happening::Waits {
                stage, shard, detail, ..
            } => known.waits(*stage, *shard, detail, now),
            Happening::Resumed { stage, shard, .. } => {
                known.waiting.remove(&(*stage, *shard));
            }
            Happening::Unready { stage, lane, .. } => {
                if let Some(heard) = known.lanes.get_mut(&(*stage, *lane)) {
                    (heard.any, heard.settled) = (now, now);
                }
            }
            Happening::TimeKept | Happening::Trouble { .. } => known.keeps(happening, now),
            Happening::Restoring { .. }
            | Happening::Running { .. }
            | Happening::Stopped { .. }
            | Happening::Released { .. } => known.moves(happening, now),
            Happening::Ended {
                stage,
                shard,
                failure: Some(failure),
            } => {
                known.failed = Some(format!("shard {shard} of {} failed: {failure}", stage.name()));
            }
            Happening::Ended { failure: None, .. }
            | Happening::Aborted { .. }
            | Happening::Recycled { .. }
            | Happening::Ready { .. }
            | Happening::Narrowed { .. }
            | Happening::GivenUp { .. }
            | Happening::Rebalanced { .. }
            | Happening::Ticked { .. }
            | Happening::Held { .. }
            | Happening::LeftOut { .. }
            | Happening::LetIn { .. }
            | Happening::ClockOwner { .. } => {}
        }
    }

    /// Whether the process makes progress; if not, restart it. To wait for others is progress: a restart would not bring
    /// them back.
    #[must_use]
    pub fn live(&self) -> Verdict {
        self.live_at(now())
    }

    fn live_at(&self, now: Instant) -> Verdict {
        let known = self.known();
        let mut reasons: Vec<String> = known.failed.iter().cloned().collect();
        for ((stage, lane), heard) in &known.lanes {
            let silent = now.duration_since(heard.any);
            let unsettled = now.duration_since(heard.settled);
            // A lane that restores may wait for others of its shard; a call that hangs ends the process by itself.
            if heard.standing != Standing::Running {
                continue;
            }
            if silent > SILENCE {
                reasons.push(format!(
                    "{} {lane} was not heard of for {} s",
                    stage.name(),
                    silent.as_secs()
                ));
            } else if heard.standing == Standing::Running && heard.behind && unsettled > STALL {
                let seconds = unsettled.as_secs();
                reasons.push(format!(
                    "{} {lane} has records to read and settled none for {seconds} s",
                    stage.name()
                ));
            }
        }
        Verdict {
            status: if reasons.is_empty() {
                Status::Ok
            } else {
                Status::Failing
            },
            reasons,
        }
    }

    /// Whether the process does its work.
    #[must_use]
    pub fn ready(&self) -> Verdict {
        self.ready_at(now())
    }

    fn ready_at(&self, now: Instant) -> Verdict {
        let known = self.known();
        let waits = |since: &Instant| now.duration_since(*since) > WAIT;
        let waiting = known.waiting.iter().filter(|(_, (since, _))| waits(since));
        let waiting: Vec<String> = waiting
            .map(|((stage, shard), (since, detail))| {
                let seconds = now.duration_since(*since).as_secs();
                format!(
                    "shard {shard} of {} waits for {seconds} s: {detail}",
                    stage.name()
                )
            })
            .collect();
        let of = |standing| move |heard: &&Heard| heard.standing == standing;
        let restoring = known.lanes.values().any(|heard| of(Standing::Restoring)(&heard));
        let timeless = known.timeless(now);
        let status = if known.failed.is_some() {
            Status::Failing
        } else if known.draining {
            Status::Draining
        } else if known.started.is_none() || restoring {
            Status::Starting
        } else if !waiting.is_empty() {
            Status::Waiting
        } else if timeless.is_some() {
            Status::TimeStands
        } else if !known.lanes.is_empty() && !known.lanes.values().any(|heard| of(Standing::Running)(&heard))
        {
            Status::NothingRuns
        } else {
            Status::Ok
        };
        let mut reasons: Vec<String> = known.failed.iter().cloned().collect();
        reasons.extend(
            known
                .started
                .is_none()
                .then(|| "the service has not started".into()),
        );
        reasons.extend(known.draining.then(|| "the service drains".into()));
        reasons.extend(waiting);
        reasons.extend(timeless);
        for ((stage, lane), heard) in &known.lanes {
            match (heard.standing, known.stopped.get(&(*stage, *lane))) {
                (Standing::Restoring, _) => {
                    let waits = known.restores.get(&(*stage, *lane));
                    reasons.push(match waits {
                        Some(waits) => format!("{} {waits}", stage.name()),
                        None => format!("{} {lane} restores", stage.name()),
                    });
                }
                (Standing::Stopped, Some(stop)) => {
                    let (stage, reason) = (stage.name(), stop.reason.name());
                    reasons.push(format!("{stage} {lane} is stopped, {reason}: {}", stop.detail));
                }
                (Standing::Running | Standing::Stopped, _) => {}
            }
        }
        Verdict { status, reasons }
    }
}

impl Known {
    fn stands(&mut self, stage: StageName, lane: LaneId, standing: Standing, now: Instant) {
        let heard = Heard {
            standing,
            any: now,
            settled: now,
            behind: false,
        };
        self.lanes.insert((stage, lane), heard);
        self.stopped.remove(&(stage, lane));
        self.restores.remove(&(stage, lane));
    }

    /// What is said of the time.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`heard_at` is exhaustive and routes here"
    )]
    fn keeps(&mut self, happening: &Happening<'_>, now: Instant) {
        match happening {
            Happening::TimeKept => (self.time_kept, self.clock) = (Some(now), None),
            Happening::Trouble {
                client: "clock",
                detail,
            } => self.clock = Some((*detail).to_owned()),
            _ => {}
        }
    }

    /// That nobody keeps the time, if nobody has for long.
    fn timeless(&self, now: Instant) -> Option<String> {
        let silent = now.duration_since(self.time_kept.or(self.started)?);
        (silent > TIMELESS).then(|| {
            let said = self
                .clock
                .as_deref()
                .unwrap_or("no process that runs the clock is heard of");
            format!("nobody keeps the time for {} s: {said}", silent.as_secs())
        })
    }

    /// While a shard waits, silence says nothing of the lanes of its stage.
    fn waits(&mut self, stage: StageName, shard: usize, detail: &str, now: Instant) {
        let wait = self.waiting.entry((stage, shard)).or_insert((now, String::new()));
        detail.clone_into(&mut wait.1);
        let lanes = self.lanes.iter_mut().filter(|((of, _), _)| *of == stage);
        for (_, heard) in lanes {
            (heard.any, heard.settled) = (now, now);
        }
    }

    /// A lane comes, runs, stops or goes.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`heard_at` is exhaustive and routes here"
    )]
    fn moves(&mut self, happening: &Happening<'_>, now: Instant) {
        match happening {
            Happening::Restoring {
                stage, lane, waits, ..
            } => {
                self.stands(*stage, *lane, Standing::Restoring, now);
                if let Some((waits, _)) = waits {
                    self.restores.insert((*stage, *lane), (*waits).to_owned());
                }
            }
            Happening::Running { stage, lane, .. } => self.stands(*stage, *lane, Standing::Running, now),
            Happening::Stopped {
                stage,
                lane,
                reason,
                next,
                detail,
            } => {
                self.stands(*stage, *lane, Standing::Stopped, now);
                let stopped = StoppedLane {
                    stage: *stage,
                    lane: *lane,
                    reason: *reason,
                    next: *next,
                    since: wall(),
                    detail: (*detail).to_owned(),
                };
                self.stopped.insert((*stage, *lane), stopped);
            }
            Happening::Released { stage, lane } => {
                self.lanes.remove(&(*stage, *lane));
                self.restores.remove(&(*stage, *lane));
                self.stopped.remove(&(*stage, *lane));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "health_tests.rs"]
mod tests;
