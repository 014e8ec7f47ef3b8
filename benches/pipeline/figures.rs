//! The table.

use crate::latency::Latency;
use crate::options::Options;
use crate::process::Used;

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

impl Table {
    /// As Markdown, with the machine and the command.
    pub fn markdown(&self, options: &Options) -> String {
        let of = |digits: usize, figure: fn(&Run) -> f64| {
            spread(self.throughput.iter().map(figure).collect(), digits)
        };
        let mega = 1_048_576.0;
        let mut lines = vec![
            machine(options),
            String::new(),
            "| figure | median | range |".into(),
            "|---|---|---|".into(),
        ];
        let mut row = |name: &str, figures: String| lines.push(format!("| {name} | {figures} |"));
        if !self.throughput.is_empty() {
            row(
                "raw records a second, all stages",
                of(0, |r| r.records as f64 / r.seconds),
            );
            row(
                "produced messages a raw record",
                of(2, |r| r.produced / r.records as f64),
            );
            row(
                "processor time of the service, us a raw record",
                of(1, |r| r.service_cpu),
            );
            row(
                "processor time of the broker, us a raw record",
                of(1, |r| r.broker_cpu),
            );
            row(
                "resident memory at the end, MB",
                spread(
                    self.throughput
                        .iter()
                        .map(|r| r.memory.resident as f64 / mega)
                        .collect(),
                    0,
                ),
            );
            row(
                "resident memory at its highest, MB",
                spread(
                    self.throughput
                        .iter()
                        .map(|r| r.memory.highest as f64 / mega)
                        .collect(),
                    0,
                ),
            );
            row(
                "resident memory after a restart, MB",
                spread(
                    self.throughput
                        .iter()
                        .map(|r| r.memory_restored.resident as f64 / mega)
                        .collect(),
                    0,
                ),
            );
            row("rows of state", of(0, |r| r.rows));
            row(
                "changelog records restored a second",
                of(0, |r| r.restored / r.restore_seconds.max(0.001)),
            );
        }
        if let Some(latency) = &self.latency {
            let at =
                |thousandth: usize| format!("{} | {} items", latency.at(thousandth), latency.sorted.len());
            row(
                &format!("send to work item at {}/s, p50, ms", options.rate),
                at(500),
            );
            row(
                &format!("send to work item at {}/s, p99, ms", options.rate),
                at(990),
            );
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
        "{cores} cores of {model}, {} GB, broker on the same cores; `scripts/bench --records {} --runs {} \
         --partitions {} --rate {} --seconds {}`",
        kilobytes / 1_000_000,
        options.records,
        options.runs,
        options.partitions,
        options.rate,
        options.seconds
    )
}
