//! Metrics of what goes wrong: faults, how often in a row, who waits, whose records are taken a few at a time.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use prometheus::{IntCounterVec, IntGaugeVec, Registry};

use super::catalogue::{self as names, BadMetric};
use crate::domain::stage::StageName;
use crate::runtime::lane_id::LaneId;
use crate::runtime::witness::Happening;

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

    /// Counts what concerns faults, and nothing else.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the others are counted elsewhere, where all are named"
    )]
    pub(super) fn count(&self, happening: &Happening<'_>) {
        match happening {
            Happening::Settled { stage, shard, .. } => self.settled(*stage, *shard),
            Happening::Aborted {
                stage,
                shard,
                fault,
                in_row,
                ..
            }
            | Happening::Recycled {
                stage,
                shard,
                fault,
                in_row,
                ..
            } => self.fault(*stage, *shard, fault, *in_row),
            Happening::Waits {
                stage, shard, tries, ..
            } => self.waits(*stage, *shard, *tries),
            Happening::Resumed { stage, shard, .. } => self.waits(*stage, *shard, 0),
            Happening::Narrowed { stage, lane, records } => self.narrowed(*stage, *lane, records.is_some()),
            Happening::Released { stage, lane } | Happening::Stopped { stage, lane, .. } => {
                self.narrowed(*stage, *lane, false);
            }
            _ => {}
        }
    }

    fn fault(&self, stage: StageName, shard: usize, fault: &str, in_row: u32) {
        self.faults.with_label_values(&[stage.name(), fault]).inc();
        self.in_row
            .with_label_values(&[stage.name(), &shard.to_string()])
            .set(in_row.into());
        let mut faulty = self.faulty.lock().unwrap_or_else(PoisonError::into_inner);
        faulty.insert((stage, shard));
    }

    /// A commit ends the row.
    fn settled(&self, stage: StageName, shard: usize) {
        let mut faulty = self.faulty.lock().unwrap_or_else(PoisonError::into_inner);
        if faulty.remove(&(stage, shard)) {
            self.in_row
                .with_label_values(&[stage.name(), &shard.to_string()])
                .set(0);
        }
    }

    fn waits(&self, stage: StageName, shard: usize, tries: u32) {
        self.waits
            .with_label_values(&[stage.name(), &shard.to_string()])
            .set(tries.into());
    }

    fn narrowed(&self, stage: StageName, lane: LaneId, narrow: bool) {
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
