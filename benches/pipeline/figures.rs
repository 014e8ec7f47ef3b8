//! The table.

use crate::latency::{self, Latency};
use crate::options::Options;
use crate::support::process::Used;

/// One run over a backlog.
#[derive(Debug)]
pub struct Run {
    /// Raw records.
    pub records: usize,
    /// From the first committed offset of intake to the last of cases.
    pub seconds: f64,
    /// Messages produced, changelogs included.
    pub produced: f64,
    /// Processor time of the service a raw record, microseconds.
    pub service_cpu: f64,
    /// Processor time of the broker a raw record, microseconds.
    pub broker_cpu: f64,
    /// Memory of the service at the end.
    pub memory: Used,
    /// Rows of state at the end.
    pub rows: f64,
    /// Changelog records read after a restart.
    pub restored: f64,
    /// How long the slowest lane took.
    pub restore_seconds: f64,
    /// Memory after the restart.
    pub memory_restored: Used,
}

/// Everything measured.
#[derive(Debug, Default)]
pub struct Table {
    /// Runs.
    pub throughput: Vec<Run>,
    /// Latency.
    pub latency: Option<Latency>,
}

fn spread(mut values: Vec<f64>, digits: usize) -> String {
    values.sort_by(f64::total_cmp);
    let middle = values.get(values.len() / 2).copied().unwrap_or(f64::NAN);
    let (low, high) = (
        values.first().copied().unwrap_or(f64::NAN),
        values.last().copied().unwrap_or(f64::NAN),
    );
    format!("{middle:.digits$} | {low:.digits$} - {high:.digits$}")
}

/// A figure of a run: its name, decimals, and how it is found.
type Figure = (&'static str, usize, fn(&Run) -> f64);

const MEGABYTE: f64 = 1_048_576.0;

const FIGURES: [Figure; 9] = [
    ("raw records a second, all stages", 0, |r| {
        r.records as f64 / r.seconds
    }),
    ("produced messages a raw record", 2, |r| {
        r.produced / r.records as f64
    }),
    ("processor time of the service, us a raw record", 1, |r| {
        r.service_cpu
    }),
    ("processor time of the broker, us a raw record", 1, |r| {
        r.broker_cpu
    }),
    ("resident memory at the end, MB", 0, |r| {
        r.memory.resident as f64 / MEGABYTE
    }),
    ("resident memory at its highest, MB", 0, |r| {
        r.memory.highest as f64 / MEGABYTE
    }),
    ("resident memory after a restart, MB", 0, |r| {
        r.memory_restored.resident as f64 / MEGABYTE
    }),
    ("rows of state", 0, |r| r.rows),
    ("changelog records restored a second", 0, |r| {
        r.restored / r.restore_seconds.max(0.001)
    }),
];

impl Table {
    /// As Markdown, with the machine and the command.
    pub fn markdown(&self, options: &Options) -> String {
        let mut lines = vec![machine(options), String::new()];
        lines.extend([
            "| figure | median | range |".to_string(),
            "|---|---|---|".to_string(),
        ]);
        for (name, digits, figure) in FIGURES.iter().filter(|_| !self.throughput.is_empty()) {
            let figures = spread(self.throughput.iter().map(figure).collect(), *digits);
            lines.push(format!("| {name} | {figures} |"));
        }
        if let Some(latency) = &self.latency {
            for (what, sorted) in [
                ("send to work item", &latency.posts),
                ("tick to work item of a change of risk", &latency.risks),
            ] {
                for (share, thousandth) in [("p50", 500), ("p99", 990)] {
                    let (at, items, rate) = (latency::at(sorted, thousandth), sorted.len(), options.rate);
                    lines.push(format!(
                        "| {what} at {rate}/s, {share}, ms | {at} | {items} items |"
                    ));
                }
            }
        }
        lines.join("\n")
    }
}

fn machine(options: &Options) -> String {
    let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown", |(_, m)| m);
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = read("/proc/meminfo");
    let kilobytes = memory
        .split_whitespace()
        .nth(1)
        .and_then(|n| n.parse::<u64>().ok())
        .unwrap_or(0);
    format!(
        "{cores} cores of {model}, {} GB, broker on the same cores; `scripts/bench --records {} --warm {} \
         --runs {} --partitions {} --rate {} --seconds {}`",
        kilobytes / 1_000_000,
        options.records,
        options.warm,
        options.runs,
        options.partitions,
        options.rate,
        options.seconds
    )
}
