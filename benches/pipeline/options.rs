//! How much is measured.

/// Options of a measurement.
#[derive(Debug, Clone)]
pub struct Options {
    /// Raw records a run, at least.
    pub records: usize,
    /// Runs that come first and are not counted, while the broker compiles itself.
    pub warm: usize,
    /// Runs.
    pub runs: usize,
    /// Partitions of every keyed topic.
    pub partitions: i32,
    /// Records a second while latency is measured.
    pub rate: u32,
    /// Seconds for which latency is measured; 0 leaves it out.
    pub seconds: u32,
}

const HELP: &str =
    "usage: scripts/bench [--records N] [--warm N] [--runs N] [--partitions N] [--rate N] [--seconds N]

  --records N     raw records a run, the recorded day repeated with fresh ids (default 1000000)
  --warm N        runs that come first, to warm the broker; printed, not counted (default 2)
  --runs N        runs (default 5)
  --partitions N  partitions of every keyed topic (default 8)
  --rate N        records a second while latency is measured (default 2000)
  --seconds N     how long latency is measured; 0 leaves it out (default 60)";

/// Reads the command line; `None` after `--help`.
pub fn read(mut given: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options {
        records: 1_000_000,
        warm: 2,
        runs: 5,
        partitions: 8,
        rate: 2000,
        seconds: 60,
    };
    while let Some(name) = given.next() {
        if name == "--bench" {
            continue;
        }
        if name == "--help" || name == "-h" {
            println!("{HELP}");
            return Ok(None);
        }
        let value = given
            .next()
            .ok_or_else(|| format!("{name} wants a number\n{HELP}"))?;
        let number: u32 = value
            .parse()
            .map_err(|_| format!("{name} {value}: not a number\n{HELP}"))?;
        match name.as_str() {
            "--records" => options.records = number as usize,
            "--warm" => options.warm = number as usize,
            "--runs" => options.runs = number as usize,
            "--partitions" => options.partitions = number as i32,
            "--rate" => options.rate = number,
            "--seconds" => options.seconds = number,
            _ => return Err(format!("unknown option {name}\n{HELP}")),
        }
    }
    Ok(Some(options))
}
