//! Metrics of lanes: where they stand, how far behind, how much they hold.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prometheus::{GaugeVec, HistogramVec, IntCounterVec, IntGaugeVec, Registry};

use super::catalogue::{self as names, BadMetric};
use super::flow::seconds;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::runtime::lane_id::LaneId;
use crate::runtime::witness::{Happening, Lag, Settled, StopReason};

const STANDINGS: [&str; 4] = ["restoring", "running", "waiting", "stopped"];

/// What was last heard of a lane.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    standing: &'static str,
    evicted: u64,
}

/// See the catalogue for each field.
pub(super) struct Lanes {
    known: Mutex<BTreeMap<(StageName, LaneId), Known>>,
    lag: IntGaugeVec,
    lag_time: GaugeVec,
    time: GaugeVec,
    rows: IntGaugeVec,
    evicted: IntCounterVec,
    lanes: IntGaugeVec,
    restore_left: IntGaugeVec,
    restore: HistogramVec,
    stopped: IntCounterVec,
    rebalanced: IntCounterVec,
}

/// The labels of a lane.
fn labels(stage: StageName, lane: LaneId) -> [String; 3] {
    [
        stage.name().to_owned(),
        lane.source.topic().name(),
        lane.partition.to_string(),
    ]
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Lanes {
    pub(super) fn new(registry: &Registry) -> Result<Self, BadMetric> {
        Ok(Self {
            known: Mutex::default(),
            lag: names::LAG.gauge(registry)?,
            lag_time: names::LAG_TIME.fraction(registry)?,
            time: names::LANE_TIME.fraction(registry)?,
            rows: names::ROWS.gauge(registry)?,
            evicted: names::EVICTED.counter(registry)?,
            lanes: names::LANES.gauge(registry)?,
            restore_left: names::RESTORE_LEFT.gauge(registry)?,
            restore: names::RESTORE.histogram(registry)?,
            stopped: names::STOPPED.counter(registry)?,
            rebalanced: names::REBALANCED.counter(registry)?,
        })
    }

    pub(super) fn settled(&self, stage: StageName, settled: &Settled) {
        for lane in &settled.lanes {
            let labels = labels(stage, lane.lane);
            if lane.time > Time::START {
                self.time.with_label_values(&labels).set(seconds(lane.time.0));
            }
            self.rows.with_label_values(&labels).set(whole(lane.rows));
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            let entry = known.entry((stage, lane.lane)).or_default();
            let more = lane.evicted.saturating_sub(entry.evicted);
            entry.evicted = lane.evicted;
            drop(known);
            self.evicted.with_label_values(&[stage.name()]).inc_by(more);
        }
    }

    /// Counts what concerns lanes, and nothing else.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the others are counted elsewhere, where all are named"
    )]
    pub(super) fn count(&self, happening: &Happening<'_>) {
        match happening {
            Happening::Rebalanced {
                stage,
                assigned,
                revoked,
                lost,
                ..
            } => {
                for (change, lanes) in [("assigned", assigned), ("revoked", revoked), ("lost", lost)] {
                    self.rebalanced(*stage, change, lanes.len());
                }
            }
            Happening::Restoring {
                stage,
                lane,
                position,
                target,
                ..
            } => self.restoring(*stage, *lane, target.saturating_sub(*position)),
            Happening::Running {
                stage,
                lane,
                rows,
                took,
                ..
            } => self.running(*stage, *lane, *rows, *took),
            Happening::Stopped {
                stage, lane, reason, ..
            } => self.stopped(*stage, *lane, *reason),
            Happening::Released { stage, lane } => self.released(*stage, *lane),
            Happening::Unready { stage, lane, .. } => self.stands(*stage, *lane, "waiting"),
            Happening::Ready { stage, lane, .. } => self.stands(*stage, *lane, "running"),
            Happening::Lag { stage, lane, lag, .. } => self.lag(*stage, *lane, *lag),
            _ => {}
        }
    }

    fn lag(&self, stage: StageName, lane: LaneId, lag: Lag) {
        let labels = labels(stage, lane);
        self.lag.with_label_values(&labels).set(lag.records);
        let behind = lag.behind.map_or(0, |behind| behind.0.max(0));
        self.lag_time.with_label_values(&labels).set(seconds(behind));
    }

    fn restoring(&self, stage: StageName, lane: LaneId, left: i64) {
        self.stands(stage, lane, "restoring");
        self.restore_left
            .with_label_values(&labels(stage, lane))
            .set(left.max(0));
    }

    fn running(&self, stage: StageName, lane: LaneId, rows: usize, took: Duration) {
        self.stands(stage, lane, "running");
        self.restore_left.with_label_values(&labels(stage, lane)).set(0);
        self.rows.with_label_values(&labels(stage, lane)).set(whole(rows));
        self.restore
            .with_label_values(&[stage.name()])
            .observe(took.as_secs_f64());
    }

    fn stopped(&self, stage: StageName, lane: LaneId, reason: StopReason) {
        self.stands(stage, lane, "stopped");
        self.stopped
            .with_label_values(&[stage.name(), reason.name()])
            .inc();
    }

    /// A lane left: its own series end, so that nobody reads a stale value.
    fn released(&self, stage: StageName, lane: LaneId) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&(stage, lane));
        drop(known);
        let labels = labels(stage, lane);
        for gauge in [&self.lag, &self.rows, &self.restore_left] {
            // A series that was never made cannot be removed, which is as well.
            let _ = gauge.remove_label_values(&labels);
        }
        for gauge in [&self.lag_time, &self.time] {
            let _ = gauge.remove_label_values(&labels);
        }
        self.show(stage);
    }

    fn rebalanced(&self, stage: StageName, change: &str, partitions: usize) {
        let count = u64::try_from(partitions).unwrap_or(u64::MAX);
        self.rebalanced
            .with_label_values(&[stage.name(), change])
            .inc_by(count);
    }

    fn stands(&self, stage: StageName, lane: LaneId, standing: &'static str) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = known.entry((stage, lane)).or_default();
        if standing == "restoring" {
            entry.evicted = 0;
        }
        entry.standing = standing;
        drop(known);
        self.show(stage);
    }

    fn show(&self, stage: StageName) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for standing in STANDINGS {
            let count = known
                .iter()
                .filter(|((of, _), lane)| *of == stage && lane.standing == standing)
                .count();
            self.lanes
                .with_label_values(&[stage.name(), standing])
                .set(whole(count));
        }
    }
}
