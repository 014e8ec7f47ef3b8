//! Metrics of what goes wrong: faults, how often in a row, who waits, whose records are taken a few at a time.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use prometheus::{IntCounterVec, IntGaugeVec, Registry};

use super::catalogue::{self as names, BadMetric};
use crate::domain::stage::StageName;
use crate::runtime::lane_id::LaneId;

/// See the catalogue for each field.
pub(super) struct Faults {
    faults: IntCounterVec,
    in_row: IntGaugeVec,
    waits: IntGaugeVec,
    narrowed: IntGaugeVec,
    narrow: Mutex<BTreeSet<(StageName, LaneId)>>,
    faulty: Mutex<BTreeSet<(StageName, usize)>>,
}

impl Faults {
    pub(super) fn new(registry: &Registry) -> Result<Self, BadMetric> {
        Ok(Self {
            faults: names::FAULTS.counter(registry)?,
            in_row: names::FAULTS_IN_ROW.gauge(registry)?,
            waits: names::WAITS.gauge(registry)?,
            narrowed: names::NARROWED.gauge(registry)?,
            narrow: Mutex::default(),
            faulty: Mutex::default(),
        })
    }

    pub(super) fn fault(&self, stage: StageName, shard: usize, fault: &str, in_row: u32) {
        self.faults.with_label_values(&[stage.name(), fault]).inc();
        self.in_row
            .with_label_values(&[stage.name(), &shard.to_string()])
            .set(in_row.into());
        let mut faulty = self.faulty.lock().unwrap_or_else(PoisonError::into_inner);
        faulty.insert((stage, shard));
    }

    /// A commit ends the row.
    pub(super) fn settled(&self, stage: StageName, shard: usize) {
        let mut faulty = self.faulty.lock().unwrap_or_else(PoisonError::into_inner);
        if faulty.remove(&(stage, shard)) {
            self.in_row
                .with_label_values(&[stage.name(), &shard.to_string()])
                .set(0);
        }
    }

    pub(super) fn waits(&self, stage: StageName, shard: usize, tries: u32) {
        self.waits
            .with_label_values(&[stage.name(), &shard.to_string()])
            .set(tries.into());
    }

    pub(super) fn narrowed(&self, stage: StageName, lane: LaneId, narrow: bool) {
        let mut lanes = self.narrow.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = if narrow {
            lanes.insert((stage, lane))
        } else {
            lanes.remove(&(stage, lane))
        };
        if changed {
            let count = lanes.iter().filter(|(of, _)| *of == stage).count();
            self.narrowed
                .with_label_values(&[stage.name()])
                .set(i64::try_from(count).unwrap_or(i64::MAX));
        }
    }
}
