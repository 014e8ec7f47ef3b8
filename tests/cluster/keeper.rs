//! Workers under a supervisor, as a deployment has one: who ends is started again, and every end is counted.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use crate::support::leash::Leash;
use crate::support::scrape;
use crate::support::world::{PATIENCE, World};

/// The pause of a supervisor before it starts again what has ended.
const PAUSE: Duration = Duration::from_secs(1);

struct Worker {
    instance: String,
    address: String,
    leash: Leash,
    aborted: f64,
    ended: Option<Instant>,
}

/// The supervisor.
pub(crate) struct Keeper<'w> {
    world: &'w World,
    workers: Vec<Worker>,
    /// Ends by exit code, those that were asked for apart.
    pub(crate) exits: BTreeMap<i32, usize>,
    /// Workers killed by the test.
    pub(crate) killed: usize,
    /// The last line that each one said that ended by itself.
    pub(crate) last_words: Vec<String>,
    gone: f64,
}

impl<'w> Keeper<'w> {
    /// Starts so many workers.
    pub(crate) fn start(world: &'w World, workers: usize) -> Self {
        let workers = (0..workers).map(|n| begin(world, &n.to_string()));
        Self {
            world,
            workers: workers.collect(),
            exits: BTreeMap::new(),
            killed: 0,
            last_words: Vec::new(),
            gone: 0.0,
        }
    }

    /// Starts again who has ended, and reads the counters of the others.
    pub(crate) fn tend(&mut self) {
        for worker in &mut self.workers {
            if worker.leash.ended().is_none() {
                let aborted = aborted(&worker.address);
                worker.aborted = worker.aborted.max(aborted);
                continue;
            }
            let Some(ended) = worker.ended else {
                worker.ended = Some(Instant::now());
                let code = worker.leash.wait(PATIENCE);
                *self.exits.entry(code).or_default() += 1;
                let said = worker.leash.said();
                let line = said.lines().last().unwrap_or_default();
                self.last_words.push(format!("{code}: {line}"));
                continue;
            };
            if ended.elapsed() >= PAUSE {
                self.gone += worker.aborted;
                *worker = begin(self.world, &worker.instance);
            }
        }
    }

    /// Tends for so long.
    pub(crate) fn tend_for(&mut self, time: Duration) {
        let began = Instant::now();
        while began.elapsed() < time {
            self.tend();
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Kills a worker and starts it again.
    pub(crate) fn kill(&mut self, number: usize) {
        let worker = &mut self.workers[number];
        worker.leash.signal(Signal::SIGKILL);
        worker.leash.wait(PATIENCE);
        self.killed += 1;
        self.gone += worker.aborted;
        *worker = begin(self.world, &worker.instance);
    }

    /// Tends until nothing is left to read, and tells how long that took.
    ///
    /// # Panics
    /// Something is still left after `limit`.
    pub(crate) fn until_read(&mut self, limit: Duration) -> Duration {
        let began = Instant::now();
        loop {
            let left = self.world.left();
            if left == 0 {
                return began.elapsed();
            }
            let late = began.elapsed() > limit;
            assert!(
                !late,
                "{left} records are not settled after {limit:?}:\n{}",
                self.said()
            );
            self.tend_for(Duration::from_secs(1));
        }
    }

    /// Transactions that were aborted, as far as the workers told before they ended.
    pub(crate) fn aborted(&self) -> f64 {
        self.gone + self.workers.iter().map(|worker| worker.aborted).sum::<f64>()
    }

    /// Asks all workers to end; whatever they end with is counted.
    pub(crate) fn end(&mut self) {
        for worker in &mut self.workers {
            worker.leash.signal(Signal::SIGTERM);
        }
        for worker in &mut self.workers {
            let counted = worker.ended.is_some();
            let code = worker.leash.wait(PATIENCE);
            if !counted && code != 0 {
                *self.exits.entry(code).or_default() += 1;
                self.last_words.push(format!("{code}: when asked to end"));
            }
        }
    }

    /// Everything that the workers have said since they were started last.
    pub(crate) fn all_said(&self) -> String {
        self.workers.iter().map(|worker| worker.leash.said()).collect()
    }

    /// The end of what each worker has said.
    pub(crate) fn said(&self) -> String {
        let end = |worker: &Worker| {
            let said = worker.leash.said();
            let lines: Vec<&str> = said.lines().rev().take(15).collect();
            lines.into_iter().rev().collect::<Vec<_>>().join("\n")
        };
        self.workers.iter().map(end).collect::<Vec<_>>().join("\n--\n")
    }
}

fn begin(world: &World, instance: &str) -> Worker {
    let address = scrape::free_address();
    let start = world.worker(instance).set(&format!("http.listen={address}"));
    Worker {
        instance: instance.into(),
        leash: start.start(),
        address,
        aborted: 0.0,
        ended: None,
    }
}

fn aborted(address: &str) -> f64 {
    let answer = scrape::get(address, "/metrics");
    answer.map_or(0.0, |(_, text)| {
        scrape::sum_in(&text, "outcry_transactions_total", "result=\"aborted\"")
    })
}
