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
        let mut lines = vec![
            machine(options),
            String::new(),
            "| figure | median | range |".into(),
            "|---|---|---|".into(),
        ];
        lines.extend(
            self.rows(options)
                .into_iter()
                .map(|(name, figures)| format!("| {name} | {figures} |")),
        );
        lines.join("\n")
    }

    fn rows(&self, options: &Options) -> Vec<(String, String)> {
        let mut rows = if self.throughput.is_empty() {
            Vec::new()
        } else {
            self.throughput_rows()
        };
        if let Some(latency) = &self.latency {
            let name = |part: &str| format!("send to work item at {}/s, {part}, ms", options.rate);
            let at =
                |thousandth: usize| format!("{} | {} items", latency.at(thousandth), latency.sorted.len());
            rows.push((name("p50"), at(500)));
            rows.push((name("p99"), at(990)));
        }
        rows
    }

    fn throughput_rows(&self) -> Vec<(String, String)> {
        const MEGA: f64 = 1_048_576.0;
        let of = |name: &str, digits: usize, figure: fn(&Run) -> f64| {
            (
                name.to_owned(),
                spread(self.throughput.iter().map(figure).collect(), digits),
            )
        };
        vec![
            of("raw records a second, all stages", 0, |r| {
                r.records as f64 / r.seconds
            }),
            of("produced messages a raw record", 2, |r| {
                r.produced / r.records as f64
            }),
            of("processor time of the service, us a raw record", 1, |r| {
                r.service_cpu
            }),
            of("processor time of the broker, us a raw record", 1, |r| {
                r.broker_cpu
            }),
            of("resident memory at the end, MB", 0, |r| {
                r.memory.resident as f64 / MEGA
            }),
            of("resident memory at its highest, MB", 0, |r| {
                r.memory.highest as f64 / MEGA
            }),
            of("resident memory after a restart, MB", 0, |r| {
                r.memory_restored.resident as f64 / MEGA
            }),
            of("rows of state", 0, |r| r.rows),
            of("changelog records restored a second", 0, |r| {
                r.restored / r.restore_seconds.max(0.001)
            }),
        ]
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
