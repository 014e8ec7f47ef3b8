//! What a process has used, from `/proc`.

/// Seconds of processor time so far, and memory in bytes: now and at its highest.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    /// User and system time, seconds.
    pub cpu: f64,
    /// Resident now, bytes.
    pub resident: u64,
    /// Resident at its highest, bytes.
    pub highest: u64,
    /// Threads now.
    pub threads: u64,
    /// Descriptors now: files, sockets, pipes.
    pub descriptors: u64,
}

/// Ticks a second of `/proc/<pid>/stat` on Linux.
const TICKS: f64 = 100.0;

/// What this process has used so far.
pub fn used(pid: i32) -> Used {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{pid}/{name}")).unwrap_or_default();
    let stat = read("stat");
    // The name in brackets may hold blanks: fields are counted after it.
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|field| field.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    let status = read("status");
    let number = |name: &str| {
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap_or_default();
        line.split_whitespace()
            .next()
            .and_then(|n| n.parse::<u64>().ok())
            .unwrap_or(0)
    };
    let descriptors = std::fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, Iterator::count);
    Used {
        cpu: (ticks(11) + ticks(12)) / TICKS,
        resident: number("VmRSS:") * 1024,
        highest: number("VmHWM:") * 1024,
        threads: number("Threads:"),
        descriptors: descriptors as u64,
    }
}
