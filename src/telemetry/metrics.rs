//! The witness that counts and tells: one registry, handed in.

use prometheus::{Registry, TextEncoder};

use super::catalogue::{self as names, BadMetric};
use super::faults::Faults;
use super::flow::Flow;
use super::health::Health;
use super::lanes::Lanes;
use super::narrate::Narrator;
use super::timekeeping::Timekeeping;
use crate::runtime::witness::{Happening, Witness};

/// Every metric of the catalogue.
pub struct Metrics {
    registry: Registry,
    flow: Flow,
    lanes: Lanes,
    faults: Faults,
    time: Timekeeping,
}

impl Metrics {
    /// Registers every metric.
    ///
    /// # Errors
    /// Two metrics of one name in the registry.
    pub fn new(registry: Registry) -> Result<Self, BadMetric> {
        let build = names::BUILD.gauge(&registry)?;
        build.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
        Ok(Self {
            flow: Flow::new(&registry)?,
            lanes: Lanes::new(&registry)?,
            faults: Faults::new(&registry)?,
            time: Timekeeping::new(&registry)?,
            registry,
        })
    }

    /// The present values in Prometheus' text format.
    #[must_use]
    pub fn exposition(&self) -> String {
        TextEncoder::new()
            .encode_to_string(&self.registry.gather())
            .unwrap_or_default()
    }

    /// Counts what happened.
    pub fn count(&self, happening: &Happening<'_>) {
        match happening {
            Happening::Settled {
                stage,
                shard,
                settled,
            } => {
                self.flow.settled(*stage, settled);
                self.faults.settled(*stage, *shard);
                self.lanes.settled(*stage, settled);
            }
            Happening::Aborted {
                stage,
                shard,
                fault,
                in_row,
                ..
            } => {
                self.flow.aborted(*stage);
                self.faults.fault(*stage, *shard, fault, *in_row);
            }
            Happening::Recycled {
                stage,
                shard,
                fault,
                in_row,
                ..
            } => {
                self.flow.recycled(*stage);
                self.faults.fault(*stage, *shard, fault, *in_row);
            }
            Happening::Waits {
                stage, shard, tries, ..
            } => self.faults.waits(*stage, *shard, *tries),
            Happening::Resumed { stage, shard, .. } => self.faults.waits(*stage, *shard, 0),
            Happening::Narrowed { stage, lane, records } => {
                self.faults.narrowed(*stage, *lane, records.is_some());
            }
            // It is counted as a fate when its dead letter is committed.
            Happening::GivenUp { .. } => {}
            Happening::Rebalanced {
                stage,
                assigned,
                revoked,
                lost,
                ..
            } => {
                for (change, lanes) in [("assigned", assigned), ("revoked", revoked), ("lost", lost)] {
                    self.lanes.rebalanced(*stage, change, lanes.len());
                }
            }
            Happening::Restoring {
                stage,
                lane,
                position,
                target,
                ..
            } => {
                self.lanes
                    .restoring(*stage, *lane, target.saturating_sub(*position));
            }
            Happening::Running {
                stage,
                lane,
                rows,
                took,
                ..
            } => {
                self.lanes.running(*stage, *lane, *rows, *took);
            }
            Happening::Stopped {
                stage, lane, reason, ..
            } => {
                self.lanes.stopped(*stage, *lane, *reason);
                self.faults.narrowed(*stage, *lane, false);
            }
            Happening::Released { stage, lane } => {
                self.lanes.released(*stage, *lane);
                self.faults.narrowed(*stage, *lane, false);
            }
            Happening::Lag {
                stage, lane, records, ..
            } => self.lanes.lag(*stage, *lane, *records),
            Happening::Trouble { .. } => self.time.trouble(),
            Happening::Ticked { stage, time } => self.time.ticked(*stage, *time),
            Happening::Held { stage, by, time } => self.time.held(*stage, *by, *time),
            Happening::LeftOut { stage, lane, .. } => self.time.left_out(*stage, *lane, true),
            Happening::LetIn { stage, lane } => self.time.left_out(*stage, *lane, false),
            Happening::ClockOwner { owner } => self.time.clock_owner(*owner),
            Happening::Ended { stage, failure, .. } => {
                if failure.is_some() {
                    self.time.failed(*stage);
                }
            }
        }
    }
}

/// Counts, judges health and writes log lines: what a running service reports to.
pub struct Telemetry {
    /// Counts.
    pub metrics: Metrics,
    /// Health.
    pub health: Health,
    narrator: Narrator,
}

impl Telemetry {
    /// Telemetry under this registry.
    ///
    /// # Errors
    /// Two metrics of one name in the registry.
    pub fn new(registry: Registry) -> Result<Self, BadMetric> {
        Ok(Self {
            metrics: Metrics::new(registry)?,
            health: Health::default(),
            narrator: Narrator::default(),
        })
    }
}

impl Witness for Telemetry {
    fn saw(&self, happening: &Happening<'_>) {
        self.metrics.count(happening);
        self.health.heard(happening);
        self.narrator.tell(happening);
    }
}
