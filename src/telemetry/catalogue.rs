//! Every metric: what it means, its unit and labels, and when to worry.

use prometheus::{GaugeVec, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry};

/// The sort of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Only rises.
    Counter,
    /// Rises and falls.
    Gauge,
    /// Spread over buckets.
    Histogram,
}

impl Sort {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// One metric.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// Its sort.
    pub sort: Sort,
    /// Its unit.
    pub unit: &'static str,
    /// Its labels; each takes values of a bounded set.
    pub labels: &'static [&'static str],
    /// What it means.
    pub meaning: &'static str,
    /// When to worry.
    pub worry: &'static str,
}

/// Upper bounds of the buckets of durations, in seconds.
const SECONDS: [f64; 15] = [
    0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 120.0, 600.0,
];

/// A metric that cannot be registered: two of one name, a bug.
#[derive(Debug, thiserror::Error)]
#[error("metric {name}: {source}")]
pub struct BadMetric {
    /// Which.
    pub name: &'static str,
    /// What the library said.
    pub source: prometheus::Error,
}

impl Metric {
    const fn new(
        name: &'static str,
        sort: Sort,
        unit: &'static str,
        labels: &'static [&'static str],
        meaning: &'static str,
        worry: &'static str,
    ) -> Self {
        Self {
            name,
            sort,
            unit,
            labels,
            meaning,
            worry,
        }
    }

    fn options(&self) -> Opts {
        Opts::new(self.name, format!("{} Worry: {}", self.meaning, self.worry))
    }

    fn put<C: prometheus::core::Collector + Clone + 'static>(
        &self,
        registry: &Registry,
        made: prometheus::Result<C>,
    ) -> Result<C, BadMetric> {
        made.and_then(|metric| registry.register(Box::new(metric.clone())).map(|()| metric))
            .map_err(|source| BadMetric {
                name: self.name,
                source,
            })
    }

    pub(super) fn counter(&self, registry: &Registry) -> Result<IntCounterVec, BadMetric> {
        self.put(registry, IntCounterVec::new(self.options(), self.labels))
    }

    pub(super) fn gauge(&self, registry: &Registry) -> Result<IntGaugeVec, BadMetric> {
        self.put(registry, IntGaugeVec::new(self.options(), self.labels))
    }

    pub(super) fn fraction(&self, registry: &Registry) -> Result<GaugeVec, BadMetric> {
        self.put(registry, GaugeVec::new(self.options(), self.labels))
    }

    pub(super) fn histogram(&self, registry: &Registry) -> Result<HistogramVec, BadMetric> {
        let options = HistogramOpts::from(self.options()).buckets(SECONDS.to_vec());
        self.put(registry, HistogramVec::new(options, self.labels))
    }
}

const STAGE: &[&str] = &["stage"];
const LANE: &[&str] = &["stage", "topic", "partition"];

macro_rules! metrics {
    ($($id:ident = $name:literal, $sort:ident, $unit:literal, $labels:expr, $meaning:literal, $worry:literal;)*) => {
        $(pub(super) const $id: Metric = Metric::new($name, Sort::$sort, $unit, $labels, $meaning, $worry);)*
        /// Every metric, in the order of the catalogue.
        pub const ALL: &[Metric] = &[$($id),*];
    };
}

metrics! {
    BUILD = "outcry_build_info", Gauge, "1", &["version"],
        "Always 1; the label names the running version.", "several versions run longer than a roll-out takes.";
    RECORDS = "outcry_records_total", Counter, "records", STAGE,
        "Input records whose transaction was committed, ticks included.",
        "it stands still while outcry_lag_records grows.";
    FATES = "outcry_fates_total", Counter, "records", &["stage", "topic", "fate", "reason"],
        "What became of each input record; summed over its labels it equals outcry_records_total.",
        "the sums differ, or a rejected reason rises.";
    PRODUCED = "outcry_produced_messages_total", Counter, "messages", &["stage", "sort"],
        "Messages written by committed transactions: output, changelog or dead_letter.",
        "dead_letter rises.";
    PRODUCED_BYTES = "outcry_produced_bytes_total", Counter, "bytes", STAGE,
        "Bytes of keys and values written by committed transactions.", "it grows faster than the input.";
    PRODUCED_RATIO = "outcry_produced_messages_per_input", Gauge, "messages a record", &[],
        "Messages written by all stages of this process for each record that intake took from raw topics.",
        "above 5 over an hour: each message costs client and broker.";
    DEAD_LETTERS = "outcry_dead_letters_total", Counter, "records", &["stage", "topic"],
        "Input records refused whole or in part; each is a dead letter in the same transaction.",
        "it rises: read the dead-letter topic, its headers name the reason.";
    SCORED = "outcry_scored_total", Counter, "posts", &["about_brand", "stance", "abstention"],
        "Posts of others than the brand that were scored: about the brand (unlikely below 0.3, ambiguous below 0.7, likely; unknown without a brand), stance, and why the scorer abstained (no where it did not).",
        "the share of ambiguous rises: give the brand context words and exclusions; or that of an abstention does: the model does not know these texts.";
    RELEASED = "outcry_released_total", Counter, "posts", &["fate", "reason"],
        "Posts that waited for their root or for the post they answer, by what became of them; outcry_fates_total counted each as absorbed when it came.",
        "nothing_to_do rises: the feed brings answers without what they answer, or posts without an author.";
    CLAMPED = "outcry_clamped_timestamps_total", Counter, "records", &["topic"],
        "Raw records whose timestamp lay more than five minutes in the future.",
        "it rises: a producer's clock is wrong.";
    TRANSACTIONS = "outcry_transactions_total", Counter, "transactions", &["stage", "result"],
        "Transactions by result: committed or aborted.", "aborted rises outside of rebalances.";
    COMMIT = "outcry_commit_seconds", Histogram, "seconds", STAGE,
        "From the last record of a transaction to the end of its commit.", "the 99th percentile is above 1 s.";
    OPEN = "outcry_transaction_seconds", Histogram, "seconds", STAGE,
        "From the first record of a transaction to the end of its commit.",
        "it nears 15 s: the broker then aborts the transaction.";
    LATENCY = "outcry_latency_seconds", Histogram, "seconds", STAGE,
        "Age of the newest record of a lane when its transaction was committed, since it reached the first topic.",
        "the 99th percentile is above what was promised; with historical data it means nothing.";
    RECYCLED = "outcry_producers_recycled_total", Counter, "producers", STAGE,
        "Producers thrown away after a slow or unknown commit and made anew.", "more than a few an hour.";
    FAULTS = "outcry_faults_total", Counter, "faults", &["stage", "fault"],
        "What ended transactions that were not committed: again, abort, evicted, broken, fenced, unknown (of the surroundings: waited for), refused, overdue, slow, poison (of the content: tracked down to the record).",
        "one rises steadily: the log has the words.";
    FAULTS_IN_ROW = "outcry_faults_in_row", Gauge, "faults", &["stage", "shard"],
        "Faults of a shard since its last commit.", "above 20.";
    WAITS = "outcry_shard_waits", Gauge, "tries", &["stage", "shard"],
        "How often a shard has tried in vain to reach a broker or a coordinator; 0 when all is well.",
        "above 0 for a minute.";
    NARROWED = "outcry_lanes_narrowed", Gauge, "lanes", STAGE,
        "Lanes whose records are taken alone and a few at a time, to find the one that a transaction fails for.",
        "above 0 for ten minutes.";
    LAG = "outcry_lag_records", Gauge, "records", LANE,
        "Records of the partition that are not read yet; in bundles not opened yet as many as in those before.", "it grows for ten minutes.";
    LAG_TIME = "outcry_lag_seconds", Gauge, "seconds", LANE,
        "Age of the oldest record that is not read yet; 0 where all are read.", "above a minute with live feeds.";
    LANE_TIME = "outcry_lane_time_seconds", Gauge, "seconds since 1970", LANE,
        "Lane time at the last commit.", "it stands still while others move.";
    ROWS = "outcry_state_rows", Gauge, "rows", LANE,
        "Rows of state the lane holds.", "it nears the bound of its stage: rows are evicted there.";
    EVICTED = "outcry_state_evicted_total", Counter, "rows", STAGE,
        "Rows dropped because a bound was reached.", "it rises: what was dropped is not known any more.";
    LANES = "outcry_lanes", Gauge, "lanes", &["stage", "standing"],
        "Lanes of this process by standing: restoring, running, waiting (for a schema) or stopped.",
        "any stopped lane; one that waits for minutes.";
    RESTORE_LEFT = "outcry_restore_left_records", Gauge, "records", LANE,
        "Changelog records still to read before the lane runs.", "it does not fall.";
    RESTORE = "outcry_restore_seconds", Histogram, "seconds", STAGE,
        "How long fencing, restoring and checking a lane took.", "longer than the pause you can bear.";
    STOPPED = "outcry_lanes_stopped_total", Counter, "lanes", &["stage", "reason"],
        "Lanes stopped because going on would not be exactly once, because rejects flooded, or because a record can neither be settled nor buried.",
        "ever: the log line says what to do.";
    REBALANCED = "outcry_rebalanced_partitions_total", Counter, "partitions", &["stage", "change"],
        "Partitions assigned, revoked or lost in rebalances.", "lost rises, or assigned rises without a deployment.";
    INPUT_TIME = "outcry_input_time_seconds", Gauge, "seconds since 1970", STAGE,
        "Last tick sent to the stage's input by this process; 0 where it does not own the clock: take the maximum.", "it stands still with live feeds.";
    HELD = "outcry_input_held_seconds", Gauge, "seconds since 1970", &["stage", "by_stage", "topic", "partition"],
        "The lane that holds the time of the stage's input back, and where it stands.",
        "the same lane holds for minutes.";
    LEFT_OUT = "outcry_lanes_left_out", Gauge, "lanes", STAGE,
        "Lanes that have records to read and do not move, so that time no longer waits for them.", "above 0.";
    CLOCK_OWNER = "outcry_clock_owner", Gauge, "1 or 0", &[],
        "Whether this process keeps the time.", "the sum over all processes is not 1 for a minute.";
    TROUBLES = "outcry_client_troubles_total", Counter, "reports", &[],
        "Troubles the Kafka client reported and deals with itself.", "it rises steadily: the log has the words.";
    READY = "outcry_ready", Gauge, "1 or 0", &["status"],
        "What /ready says: 1 for the status it is in: ok, starting, waiting (for a broker), time_stands, nothing_runs, draining, failing.",
        "another than ok for a minute: the body of /ready has the reasons.";
    LIVE = "outcry_live", Gauge, "1 or 0", &[],
        "What /live says: 0 means that a restart would help.", "0.";
    FAILED = "outcry_shards_failed_total", Counter, "shards", STAGE,
        "Shards that ended by a failure.", "ever: the process ends and is to be restarted.";
}

/// The catalogue as text, one metric a paragraph.
#[must_use]
pub fn text() -> String {
    ALL.iter()
        .map(|metric| {
            format!(
                "{} ({}, {}) {{{}}}\n  {}\n  worry: {}\n",
                metric.name,
                metric.sort.name(),
                metric.unit,
                metric.labels.join(", "),
                metric.meaning,
                metric.worry,
            )
        })
        .collect()
}
