//! Metrics of time: ticks, who holds them back, who is left out, who keeps the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use prometheus::{GaugeVec, IntCounterVec, IntGaugeVec, Registry};

use super::catalogue::{self as names, BadMetric};
use super::flow::seconds;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::runtime::lane_id::LaneId;

/// See the catalogue for each field.
pub(super) struct Timekeeping {
    input_time: GaugeVec,
    held: GaugeVec,
    holders: Mutex<BTreeMap<StageName, [String; 4]>>,
    left_out: IntGaugeVec,
    missing: Mutex<BTreeSet<(StageName, LaneId)>>,
    clock_owner: IntGaugeVec,
    troubles: IntCounterVec,
    failed: IntCounterVec,
}

impl Timekeeping {
    pub(super) fn new(registry: &Registry) -> Result<Self, BadMetric> {
        let new = Self {
            input_time: names::INPUT_TIME.fraction(registry)?,
            held: names::HELD.fraction(registry)?,
            holders: Mutex::default(),
            left_out: names::LEFT_OUT.gauge(registry)?,
            missing: Mutex::default(),
            clock_owner: names::CLOCK_OWNER.gauge(registry)?,
            troubles: names::TROUBLES.counter(registry)?,
            failed: names::FAILED.counter(registry)?,
        };
        // There from the start: a series that is missing raises no alert.
        new.clock_owner(false);
        Ok(new)
    }

    pub(super) fn ticked(&self, stage: StageName, time: Time) {
        self.input_time
            .with_label_values(&[stage.name()])
            .set(seconds(time.0));
    }

    /// One holder a stage: the former one's series ends.
    pub(super) fn held(&self, stage: StageName, by: Option<(StageName, LaneId)>, time: Option<Time>) {
        let now = by.map(|(of, lane)| {
            let topic = lane.source.topic().name();
            [
                stage.name().to_owned(),
                of.name().to_owned(),
                topic,
                lane.partition.to_string(),
            ]
        });
        let mut holders = self.holders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = holders.remove(&stage)
            && now.as_ref() != Some(&before)
        {
            let _ = self.held.remove_label_values(&before);
        }
        if let Some(now) = now {
            let stands = time
                .filter(|time| *time > Time::START)
                .map_or(0.0, |time| seconds(time.0));
            self.held.with_label_values(&now).set(stands);
            holders.insert(stage, now);
        }
    }

    pub(super) fn left_out(&self, stage: StageName, lane: LaneId, out: bool) {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        if out {
            missing.insert((stage, lane));
        } else {
            missing.remove(&(stage, lane));
        }
        self.show_missing(&missing);
    }

    fn show_missing(&self, missing: &BTreeSet<(StageName, LaneId)>) {
        for stage in StageName::ALL {
            let count = missing.iter().filter(|(of, _)| *of == stage).count();
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            self.left_out.with_label_values(&[stage.name()]).set(count);
        }
    }

    /// Who loses the clock knows no longer who is missing or holding.
    pub(super) fn clock_owner(&self, owner: bool) {
        self.clock_owner
            .with_label_values::<&str>(&[])
            .set(i64::from(owner));
        if owner {
            return;
        }
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.clear();
        self.show_missing(&missing);
        drop(missing);
        for stage in StageName::keyed() {
            self.held(stage, None, None);
            self.input_time.with_label_values(&[stage.name()]).set(0.0);
        }
    }

    pub(super) fn trouble(&self) {
        self.troubles.with_label_values::<&str>(&[]).inc();
    }

    pub(super) fn failed(&self, stage: StageName) {
        self.failed.with_label_values(&[stage.name()]).inc();
    }
}
