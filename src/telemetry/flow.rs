//! Metrics of records passing through: fates, messages, transactions.

use prometheus::{GaugeVec, HistogramVec, IntCounterVec, Registry};

use super::catalogue::{self as names, BadMetric};
use crate::domain::score::Abstention;
use crate::domain::stage::StageName;
use crate::runtime::witness::{LaneSettled, Settled};

/// See the catalogue for each field.
pub(super) struct Flow {
    records: IntCounterVec,
    fates: IntCounterVec,
    produced: IntCounterVec,
    produced_bytes: IntCounterVec,
    ratio: GaugeVec,
    dead_letters: IntCounterVec,
    scored: IntCounterVec,
    released: IntCounterVec,
    clamped: IntCounterVec,
    transactions: IntCounterVec,
    commit: HistogramVec,
    open: HistogramVec,
    latency: HistogramVec,
    recycled: IntCounterVec,
}

impl Flow {
    pub(super) fn new(registry: &Registry) -> Result<Self, BadMetric> {
        Ok(Self {
            records: names::RECORDS.counter(registry)?,
            fates: names::FATES.counter(registry)?,
            produced: names::PRODUCED.counter(registry)?,
            produced_bytes: names::PRODUCED_BYTES.counter(registry)?,
            ratio: names::PRODUCED_RATIO.fraction(registry)?,
            dead_letters: names::DEAD_LETTERS.counter(registry)?,
            scored: names::SCORED.counter(registry)?,
            released: names::RELEASED.counter(registry)?,
            clamped: names::CLAMPED.counter(registry)?,
            transactions: names::TRANSACTIONS.counter(registry)?,
            commit: names::COMMIT.histogram(registry)?,
            open: names::OPEN.histogram(registry)?,
            latency: names::LATENCY.histogram(registry)?,
            recycled: names::RECYCLED.counter(registry)?,
        })
    }

    pub(super) fn settled(&self, stage: StageName, settled: &Settled) {
        let stage = stage.name();
        self.transactions.with_label_values(&[stage, "committed"]).inc();
        self.commit
            .with_label_values(&[stage])
            .observe(settled.commit.as_secs_f64());
        self.open
            .with_label_values(&[stage])
            .observe(settled.open.as_secs_f64());
        for (sort, count) in [
            ("output", settled.output_messages),
            ("changelog", settled.changes),
            ("dead_letter", settled.dead_letters),
        ] {
            self.produced.with_label_values(&[stage, sort]).inc_by(count);
        }
        self.produced_bytes
            .with_label_values(&[stage])
            .inc_by(settled.bytes);
        for lane in &settled.lanes {
            self.lane(stage, lane, settled);
        }
        self.show_ratio();
    }

    fn lane(&self, stage: &'static str, lane: &LaneSettled, settled: &Settled) {
        let topic = lane.lane.source.topic().name();
        for (fate, reason, count) in lane.tally.counts() {
            self.fates
                .with_label_values(&[stage, &topic, fate, reason])
                .inc_by(count);
        }
        self.records
            .with_label_values(&[stage])
            .inc_by(lane.tally.records());
        self.dead_letters
            .with_label_values(&[stage, &topic])
            .inc_by(lane.tally.dead_letters());
        for (verdict, count) in lane.tally.verdicts() {
            let abstention = verdict.abstention.map_or("no", Abstention::name);
            self.scored
                .with_label_values(&[verdict.about.name(), verdict.stance.name(), abstention])
                .inc_by(count);
        }
        for (fate, reason, count) in lane.tally.released() {
            self.released.with_label_values(&[fate, reason]).inc_by(count);
        }
        self.clamped.with_label_values(&[&topic]).inc_by(lane.clamped);
        if let Some(newest) = lane.newest {
            let age = settled.at.since(newest).0.max(0);
            self.latency.with_label_values(&[stage]).observe(seconds(age));
        }
    }

    /// Only meaningful where this process runs intake.
    fn show_ratio(&self) {
        let taken = self.records.with_label_values(&[StageName::Intake.name()]).get();
        if taken == 0 {
            return;
        }
        let sorts = ["output", "changelog", "dead_letter"];
        let produced: u64 = StageName::ALL
            .iter()
            .flat_map(|stage| sorts.map(|sort| self.produced.with_label_values(&[stage.name(), sort]).get()))
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
        let ratio = produced as f64 / taken as f64;
        self.ratio.with_label_values::<&str>(&[]).set(ratio);
    }

    pub(super) fn aborted(&self, stage: StageName) {
        self.transactions
            .with_label_values(&[stage.name(), "aborted"])
            .inc();
    }

    pub(super) fn recycled(&self, stage: StageName) {
        self.recycled.with_label_values(&[stage.name()]).inc();
    }
}

/// Milliseconds as seconds.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 fit into 53 bits"
)]
pub(super) fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}
