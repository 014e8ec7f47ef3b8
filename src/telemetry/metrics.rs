//! The witness that counts and tells: one registry, handed in.

use prometheus::{IntGaugeVec, Registry, TextEncoder};

use super::catalogue::{self as names, BadMetric};
use super::faults::Faults;
use super::flow::Flow;
use super::health::{Health, Status};
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
    ready: IntGaugeVec,
    live: IntGaugeVec,
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
            ready: names::READY.gauge(&registry)?,
            live: names::LIVE.gauge(&registry)?,
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
        self.faults.count(happening);
        match happening {
            Happening::Settled { stage, settled, .. } => {
                self.flow.settled(*stage, settled);
                self.lanes.settled(*stage, settled);
            }
            Happening::Aborted { stage, .. } => self.flow.aborted(*stage),
            Happening::Recycled { stage, .. } => self.flow.recycled(*stage),
            Happening::Rebalanced { .. }
            | Happening::Restoring { .. }
            | Happening::Running { .. }
            | Happening::Stopped { .. }
            | Happening::Released { .. }
            | Happening::Unready { .. }
            | Happening::Ready { .. }
            | Happening::Lag { .. } => self.lanes.count(happening),
            Happening::Trouble { .. } => self.time.trouble(),
            Happening::Ticked { stage, time } => self.time.ticked(*stage, *time),
            Happening::Held { stage, by, time } => self.time.held(*stage, *by, *time),
            Happening::LeftOut { stage, lane, .. } => self.time.left_out(*stage, *lane, true),
            Happening::LetIn { stage, lane } => self.time.left_out(*stage, *lane, false),
            Happening::ClockOwner { owner } => self.time.clock_owner(*owner),
            Happening::Ended {
                stage,
                failure: Some(_),
                ..
            } => self.time.failed(*stage),
            // A record that is given up is counted as a fate when its dead letter is committed.
            Happening::GivenUp { .. }
            | Happening::Waits { .. }
            | Happening::Resumed { .. }
            | Happening::TimeKept
            | Happening::Narrowed { .. }
            | Happening::Ended { failure: None, .. } => {}
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

impl Telemetry {
    /// The present values in Prometheus' text format, what the probes say among them.
    #[must_use]
    pub fn exposition(&self) -> String {
        let (ready, live) = (self.health.ready(), self.health.live());
        for status in Status::ALL {
            let is = i64::from(ready.status == status);
            self.metrics.ready.with_label_values(&[status.name()]).set(is);
        }
        let live = i64::from(live.is_well());
        self.metrics.live.with_label_values::<&str>(&[]).set(live);
        self.metrics.exposition()
    }
}

impl Witness for Telemetry {
    fn saw(&self, happening: &Happening<'_>) {
        self.metrics.count(happening);
        self.health.heard(happening);
        self.narrator.tell(happening);
    }
}
