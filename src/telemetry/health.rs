//! Whether the process makes progress (`/live`) and whether it does its work (`/ready`).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::stage::StageName;
use crate::runtime::lane_id::LaneId;
use crate::runtime::witness::Happening;

/// A lane that has records to read must settle within this time.
const STALL: Duration = Duration::from_secs(120);
/// A lane that runs or restores is heard of at least this often.
const SILENCE: Duration = Duration::from_secs(60);

/// What a probe is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether all is well.
    pub well: bool,
    /// Why not, or what is going on.
    pub reasons: Vec<String>,
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
    started: bool,
    draining: bool,
    failed: Option<String>,
    lanes: BTreeMap<(StageName, LaneId), Heard>,
}

/// What is known of the process' health.
#[derive(Debug, Default)]
pub struct Health(Mutex<Known>);

#[expect(clippy::disallowed_methods, reason = "telemetry stands at the edge")]
fn now() -> Instant {
    Instant::now()
}

impl Health {
    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The broker answered and the shards run.
    pub fn started(&self) {
        self.known().started = true;
    }

    /// The process was asked to end.
    pub fn draining(&self) {
        self.known().draining = true;
    }

    pub(super) fn heard(&self, happening: &Happening<'_>) {
        self.heard_at(happening, now());
    }

    fn heard_at(&self, happening: &Happening<'_>, now: Instant) {
        let mut known = self.known();
        match happening {
            Happening::Settled { stage, settled, .. } => {
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
            Happening::Restoring { stage, lane, .. } => known.stands(*stage, *lane, Standing::Restoring, now),
            Happening::Running { stage, lane, .. } => known.stands(*stage, *lane, Standing::Running, now),
            Happening::Stopped { stage, lane, .. } => known.stands(*stage, *lane, Standing::Stopped, now),
            Happening::Released { stage, lane } => {
                known.lanes.remove(&(*stage, *lane));
            }
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
            | Happening::Rebalanced { .. }
            | Happening::Trouble { .. }
            | Happening::Ticked { .. }
            | Happening::Held { .. }
            | Happening::LeftOut { .. }
            | Happening::LetIn { .. }
            | Happening::ClockOwner { .. } => {}
        }
    }

    /// Whether the process makes progress; if not, restart it.
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
            if heard.standing == Standing::Stopped {
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
            well: reasons.is_empty(),
            reasons,
        }
    }

    /// Whether the process does its work.
    #[must_use]
    pub fn ready(&self) -> Verdict {
        let known = self.known();
        let mut reasons: Vec<String> = known.failed.iter().cloned().collect();
        if !known.started {
            reasons.push("the service has not started".into());
        }
        if known.draining {
            reasons.push("the service drains".into());
        }
        for ((stage, lane), heard) in &known.lanes {
            match heard.standing {
                Standing::Running => {}
                Standing::Restoring => reasons.push(format!("{} {lane} restores", stage.name())),
                Standing::Stopped => reasons.push(format!("{} {lane} is stopped, see the log", stage.name())),
            }
        }
        Verdict {
            well: reasons.is_empty(),
            reasons,
        }
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::position::Position;
    use crate::domain::topic::Source;
    use crate::runtime::witness::Lag;

    const LANE: LaneId = LaneId {
        source: Source::Events,
        partition: 3,
    };
    const STAGE: StageName = StageName::Assess;

    fn running<'a>() -> Happening<'a> {
        Happening::Running {
            stage: STAGE,
            lane: LANE,
            next: Position::start_of(0),
            records: 0,
            rows: 0,
            took: Duration::ZERO,
        }
    }

    fn lag<'a>(records: i64) -> Happening<'a> {
        Happening::Lag {
            stage: STAGE,
            lane: LANE,
            lag: Lag {
                records,
                behind: None,
            },
            next: Position::start_of(0),
        }
    }

    #[test]
    fn a_lane_that_reads_nothing_of_what_there_is_ends_life() {
        let (health, start) = (Health::default(), now());
        let at = |s| start + Duration::from_secs(s);
        health.heard_at(&running(), start);
        for s in (0..1000).step_by(10) {
            health.heard_at(&lag(0), at(s));
        }
        assert!(health.live_at(at(1000)).well, "an idle lane is well");
        for s in (1000..1200).step_by(10) {
            health.heard_at(&lag(5), at(s));
        }
        let verdict = health.live_at(at(1200));
        assert!(!verdict.well);
        assert!(verdict.reasons[0].contains("outcry.events.v1-3"), "{verdict:?}");
    }

    #[test]
    fn a_silent_lane_ends_life_and_a_restoring_one_is_not_ready() {
        let (health, start) = (Health::default(), now());
        health.heard_at(&running(), start);
        health.started();
        assert!(health.ready().well);
        assert!(!health.live_at(start + Duration::from_secs(61)).well);
        let restoring = Happening::Restoring {
            stage: STAGE,
            lane: LANE,
            records: 1,
            position: 1,
            target: 5,
        };
        health.heard_at(&restoring, start);
        assert!(!health.ready().well);
        health.heard_at(
            &Happening::Released {
                stage: STAGE,
                lane: LANE,
            },
            start,
        );
        assert!(health.ready().well);
        health.draining();
        assert!(!health.ready().well);
    }
}
