//! What happened, as log lines: messages in lower case, values as fields.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::{debug, error, info, trace, warn};

use crate::runtime::lane_id::LaneId;
use crate::runtime::witness::{Happening, Settled};

/// A trouble that repeats is told once in this time.
const REPEAT: Duration = Duration::from_secs(30);

/// Troubles of different words that are remembered for it.
const TROUBLES: usize = 64;

/// Of posts that may be about the brand or not, one is named in this time.
const SAMPLE: Duration = Duration::from_secs(60);

/// Writes log lines; the same trouble is not repeated more than twice a minute.
#[derive(Default)]
pub(super) struct Narrator {
    sampled: Mutex<Option<Instant>>,
    troubles: Mutex<BTreeMap<String, (Instant, u64)>>,
}

/// A number in the log, where wider ones become text.
fn milliseconds(took: Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

fn names(lanes: &[LaneId]) -> String {
    lanes
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

impl Narrator {
    pub(super) fn tell(&self, happening: &Happening<'_>) {
        match happening {
            Happening::Settled { settled, .. } => {
                transaction(happening);
                self.sample(settled);
            }
            Happening::Aborted { .. } | Happening::Recycled { .. } => transaction(happening),
            Happening::Waits { .. }
            | Happening::Resumed { .. }
            | Happening::Unready { .. }
            | Happening::Ready { .. }
            | Happening::Narrowed { .. }
            | Happening::GivenUp { .. } => trouble(happening),
            Happening::Trouble { client, detail } => self.trouble(client, detail),
            Happening::Ticked { .. }
            | Happening::Held { .. }
            | Happening::LeftOut { .. }
            | Happening::LetIn { .. }
            | Happening::ClockOwner { .. } => time(happening),
            Happening::Restoring {
                waits: Some((waits, lasts)),
                ..
            } if *lasts >= REPEAT => self.trouble("restore", waits),
            Happening::TimeKept => {}
            Happening::Rebalanced { .. }
            | Happening::Restoring { .. }
            | Happening::Running { .. }
            | Happening::Lag { .. } => lane(happening),
            Happening::Stopped { .. } | Happening::Released { .. } | Happening::Ended { .. } => {
                ends(happening);
            }
        }
    }

    /// Names the record of a post that only a person can tell to be about the brand.
    fn sample(&self, settled: &Settled) {
        let mut lanes = settled.lanes.iter();
        let Some((lane, at)) = lanes.find_map(|lane| Some((lane.lane, lane.tally.ambiguous()?))) else {
            return;
        };
        #[expect(clippy::disallowed_methods, reason = "telemetry stands at the edge")]
        let now = Instant::now();
        let mut last = self.sampled.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some_and(|at| now.duration_since(at) < SAMPLE) {
            return;
        }
        *last = Some(now);
        info!(
            %lane,
            %at,
            "perhaps about the brand, a sample: look at the record, then add to the tenant's brand.context or brand.exclusions"
        );
    }

    fn trouble(&self, client: &str, detail: &str) {
        #[expect(clippy::disallowed_methods, reason = "telemetry stands at the edge")]
        let now = Instant::now();
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        if troubles.len() >= TROUBLES {
            troubles.retain(|_, (told, _)| now.duration_since(*told) < REPEAT);
        }
        let many = troubles.len() >= TROUBLES;
        // The same words with other numbers are the same trouble.
        let words: String = detail.chars().filter(|c| !c.is_ascii_digit()).collect();
        match troubles.get_mut(&words) {
            Some((told, held)) if now.duration_since(*told) < REPEAT => *held += 1,
            Some((told, held)) => {
                warn!(client, detail, held_back = *held, "the client reports trouble");
                (*told, *held) = (now, 0);
            }
            // Very many different ones within half a minute: their number is a metric.
            None if many => {}
            None => {
                warn!(client, detail, "the client reports trouble");
                troubles.insert(words, (now, 0));
            }
        }
    }
}

/// Everything about transactions; the rest is told elsewhere.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`tell` is exhaustive and routes here"
)]
fn transaction(happening: &Happening<'_>) {
    match happening {
        Happening::Settled {
            stage,
            shard,
            settled,
        } => {
            let (lanes, ms) = (settled.lanes.len(), milliseconds(settled.commit));
            trace!(
                stage = stage.name(),
                shard,
                lanes,
                produced = settled.produced(),
                commit_ms = ms,
                "committed"
            );
        }
        Happening::Aborted {
            stage,
            shard,
            fault,
            detail,
            in_row,
        } if in_row.is_power_of_two() => {
            warn!(
                stage = stage.name(),
                shard, fault, detail, in_row, "transaction aborted, its records are read again"
            );
        }
        Happening::Recycled {
            stage,
            shard,
            fault,
            detail,
            in_row,
        } if in_row.is_power_of_two() => {
            warn!(
                stage = stage.name(),
                shard, fault, detail, in_row, "producer made anew"
            );
        }
        _ => {}
    }
}

/// Everything about faults that last. What repeats is told the first, second, fourth time, and so on.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`tell` is exhaustive and routes here"
)]
fn trouble(happening: &Happening<'_>) {
    match happening {
        Happening::Waits {
            stage,
            shard,
            detail,
            tries,
        } if tries.is_power_of_two() => {
            warn!(
                stage = stage.name(),
                shard, detail, tries, "waits and tries again"
            );
        }
        Happening::Resumed { stage, shard, tries } => {
            info!(stage = stage.name(), shard, tries, "goes on");
        }
        Happening::Unready {
            stage,
            lane,
            at,
            detail,
            tries,
        } if tries.is_power_of_two() => {
            warn!(stage = stage.name(), %lane, %at, detail, tries, "lane waits before a record");
        }
        Happening::Ready { stage, lane, tries } => {
            info!(stage = stage.name(), %lane, tries, "lane goes on");
        }
        Happening::Narrowed {
            stage,
            lane,
            records: Some(records),
        } => {
            warn!(
                stage = stage.name(), %lane, records,
                "records are taken alone and a few at a time, to find the one that fails"
            );
        }
        Happening::Narrowed {
            stage,
            lane,
            records: None,
        } => {
            info!(stage = stage.name(), %lane, "records are taken as before");
        }
        Happening::GivenUp {
            stage,
            lane,
            at,
            reject,
        } => {
            let (reason, detail) = (reject.reason.name(), &reject.detail);
            error!(stage = stage.name(), %lane, %at, reason, detail, "a record fails alone and becomes a dead letter");
        }
        _ => {}
    }
}

/// Everything about running lanes.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`tell` is exhaustive and routes here"
)]
fn lane(happening: &Happening<'_>) {
    match happening {
        Happening::Rebalanced {
            stage,
            shard,
            assigned,
            revoked,
            lost,
        } => {
            let (assigned, revoked, lost) = (names(assigned), names(revoked), names(lost));
            info!(
                stage = stage.name(),
                shard, assigned, revoked, lost, "partitions moved"
            );
        }
        Happening::Restoring {
            stage,
            lane,
            records,
            position,
            target,
            ..
        } => {
            debug!(stage = stage.name(), %lane, records, position, target, "restoring");
        }
        Happening::Running {
            stage,
            lane,
            next,
            records,
            rows,
            took,
        } => {
            let took_ms = milliseconds(*took);
            info!(stage = stage.name(), %lane, %next, records, rows, took_ms, "lane runs");
        }
        Happening::Lag {
            stage,
            lane,
            lag,
            next,
        } => {
            trace!(stage = stage.name(), %lane, records = lag.records, %next, "lag");
        }
        _ => {}
    }
}

/// The ends of lanes and shards.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`tell` is exhaustive and routes here"
)]
fn ends(happening: &Happening<'_>) {
    match happening {
        Happening::Stopped {
            stage,
            lane,
            reason,
            next,
            detail,
        } => {
            let next = next.map(tracing::field::display);
            error!(stage = stage.name(), %lane, reason = reason.name(), next, detail, "lane stopped");
        }
        Happening::Released { stage, lane } => debug!(stage = stage.name(), %lane, "lane released"),
        Happening::Ended {
            stage,
            shard,
            failure: None,
        } => info!(stage = stage.name(), shard, "shard ended"),
        Happening::Ended {
            stage,
            shard,
            failure: Some(failure),
        } => {
            error!(stage = stage.name(), shard, failure, "shard failed");
        }
        _ => {}
    }
}

/// Everything about time.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "`tell` is exhaustive and routes here"
)]
fn time(happening: &Happening<'_>) {
    match happening {
        Happening::Ticked { stage, time } => trace!(stage = stage.name(), time_ms = time.0, "ticked"),
        Happening::Held { stage, by, time } => {
            let by = by
                .map(|(of, lane)| format!("{} {lane}", of.name()))
                .unwrap_or_default();
            trace!(
                stage = stage.name(),
                by,
                time_ms = time.map(|time| time.0),
                "time held"
            );
        }
        Happening::LeftOut {
            stage,
            lane,
            time,
            records,
        } => {
            let time_ms = time.map(|time| time.0);
            error!(
                alert = "time.lane_missing", stage = stage.name(), %lane, time_ms, records,
                "a lane does not move, time no longer waits for it"
            );
        }
        Happening::LetIn { stage, lane } => {
            info!(alert = "time.lane_missing", stage = stage.name(), %lane, "the lane moves, time waits for it again");
        }
        Happening::ClockOwner { owner } => info!(owner, "ownership of the clock"),
        _ => {}
    }
}
