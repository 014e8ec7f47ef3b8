//! A campaign of kills: workers die at random instants and at named points while a feed goes on.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use outcry::domain::stage::StageName;
use outcry::domain::topic::Topic;
use outcry::runtime::watchdog::STUCK;

use super::dice::Dice;
use super::judge;
use super::leash::Leash;
use super::oracle::Verdict;
use super::story::Story;
use super::watcher::Watcher;
use super::world::{PATIENCE, World};

/// Named points, and whether a transaction is open there for certain.
pub const POINTS: [(&str, bool); 8] = [
    ("after_outputs", true),
    ("after_offsets", true),
    ("during_commit", true),
    ("after_poll", false),
    ("mid_batch", false),
    ("after_commit", false),
    ("mid_restore", false),
    ("in_revoke", false),
];

/// What is to be done.
#[derive(Debug, Clone)]
pub struct Orders {
    /// How many kills.
    pub kills: usize,
    /// Where randomness starts.
    pub seed: u64,
    /// How many workers.
    pub workers: usize,
}

/// What was done.
#[derive(Debug, Default)]
pub struct Report {
    /// Kills by how they were made.
    pub kills: BTreeMap<String, usize>,
    /// Kills inside an open transaction, by construction.
    pub inside: usize,
    /// Raw records fed.
    pub fed: usize,
    /// Outputs a reader of committed records saw while it went on.
    pub watched: usize,
    /// From a kill to the next committed record.
    pub recoveries: Vec<Duration>,
    /// What the oracle says.
    pub verdict: Verdict,
}

struct Campaign<'w> {
    world: &'w World,
    dice: Dice,
    story: Story,
    workers: Vec<Leash>,
    report: Report,
}

/// Wages a campaign, lets the service settle what is left, and has it judged.
pub fn wage(world: &World, orders: &Orders) -> Report {
    let watched = [
        Topic::Events,
        Topic::Scored,
        Topic::WorkItems,
        Topic::Alerts,
        Topic::Cascades,
    ];
    let watched: Vec<String> = watched.iter().map(|topic| world.topic(&topic.name())).collect();
    let watcher = Watcher::start(&world.client, &watched);
    let mut campaign = Campaign {
        world,
        dice: Dice::new(orders.seed),
        story: Story::new(orders.seed),
        workers: (0..orders.workers)
            .map(|number| world.worker(&number.to_string()).start())
            .collect(),
        report: Report::default(),
    };
    campaign.feed(400);
    for number in 0..orders.kills {
        campaign.kill(number);
    }
    let Campaign {
        workers, mut report, ..
    } = campaign;
    for mut worker in workers {
        end(&mut worker);
    }
    world.run_dry();
    let seen = watcher.end();
    report.watched = seen.places.len();
    report.verdict = judge::verdict(world);
    let doubled = seen
        .twice
        .iter()
        .map(|origin| format!("a subscriber saw {origin:?} twice"));
    report.verdict.faults.extend(doubled);
    report
}

/// Asks a worker to end. One whose client does not come back is ended by its own watchdog, which is one kill more.
fn end(worker: &mut Leash) {
    worker.signal(Signal::SIGTERM);
    let code = worker.wait(PATIENCE);
    assert!(
        code == 0 || code == STUCK,
        "it ended with {code} and said:\n{}",
        worker.said()
    );
}

impl Campaign<'_> {
    fn feed(&mut self, count: usize) {
        let records = self.story.take(count);
        self.world.feed(&records);
        self.report.fed += records.len();
    }

    /// Committed offsets of all stages, summed: it grows with every settled record.
    fn settled(&self) -> i64 {
        let world = self.world;
        let of = |stage: StageName| -> i64 {
            let topic = stage.input().map_or("social.raw.x.v1".into(), Topic::name);
            world
                .client
                .committed_sum(&world.group(stage.name()), &world.topic(&topic))
        };
        StageName::ALL.into_iter().map(of).sum()
    }

    fn kill(&mut self, number: usize) {
        let before = self.settled();
        let victim = self.dice.below(self.workers.len() as u64) as usize;
        let began = Instant::now();
        let records = 30 + self.dice.below(300) as usize;
        // An instant that nobody named, then two of the named points in turn.
        let how = if !number.is_multiple_of(3) {
            let (point, inside) = POINTS[(number - number / 3 - 1) % POINTS.len()];
            self.at_point(victim, point, records);
            self.report.inside += usize::from(inside);
            point.to_string()
        } else {
            self.feed(records);
            std::thread::sleep(Duration::from_millis(self.dice.below(900)));
            self.workers[victim].signal(Signal::SIGKILL);
            self.workers[victim].wait(PATIENCE);
            self.restart(victim, None);
            "random".to_string()
        };
        *self.report.kills.entry(how.clone()).or_default() += 1;
        self.feed(20);
        while self.settled() <= before {
            let late = began.elapsed() > PATIENCE;
            let said = || {
                self.workers
                    .iter()
                    .map(Leash::said)
                    .collect::<Vec<_>>()
                    .join("\n--\n")
            };
            assert!(
                !late,
                "nothing was committed after kill {number} ({how}); the workers said:\n{}",
                said()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        self.report.recoveries.push(began.elapsed());
    }

    /// Restarts the victim armed, and feeds until it has ended itself.
    fn at_point(&mut self, victim: usize, point: &str, records: usize) {
        self.workers[victim].signal(Signal::SIGKILL);
        self.workers[victim].wait(PATIENCE);
        let pass = if point == "in_revoke" || point == "mid_restore" {
            1
        } else {
            1 + self.dice.below(6)
        };
        self.restart(victim, Some(&format!("{point}@{pass}")));
        let mut others = Vec::new();
        if point == "in_revoke" {
            // Somebody who joins takes partitions away, from one who has some.
            let began = Instant::now();
            while !self.workers[victim].said().contains("lane runs") && began.elapsed() < PATIENCE {
                std::thread::sleep(Duration::from_millis(100));
            }
            std::thread::sleep(Duration::from_millis(1500));
            others.push(self.world.worker("guest").start());
        }
        let began = Instant::now();
        while self.workers[victim].ended().is_none() {
            self.feed(records.min(60));
            std::thread::sleep(Duration::from_millis(100));
            let late = began.elapsed() > PATIENCE;
            assert!(
                !late,
                "{point}@{pass} was never passed; it said:\n{}",
                self.workers[victim].said()
            );
        }
        let code = self.workers[victim].wait(PATIENCE);
        let said = || self.workers[victim].said();
        assert_eq!(
            code,
            134,
            "{point}@{pass}: it did not end by abort, but said:\n{}",
            said()
        );
        for mut guest in others {
            super::world::stop(&mut guest);
        }
        self.restart(victim, None);
    }

    fn restart(&mut self, victim: usize, point: Option<&str>) {
        let mut start = self.world.worker(&victim.to_string());
        if let Some(point) = point {
            start = start.fail_at(point);
        }
        self.workers[victim] = start.start();
    }
}
