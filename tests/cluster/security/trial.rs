//! One deployment with the rights of the list, or all of them but one.

use std::fmt;
use std::time::{Duration, Instant};

use super::acls;
use super::broker::{Guarded, SECRET};
use super::matrix::{Case, When};
use crate::support::client::Isolation;
use crate::support::leash::Leash;
use crate::support::origin::Origin;
use crate::support::outcome::Outcome as Written;
use crate::support::post::Post;
use crate::support::rights;
use crate::support::story::Story;
use crate::support::world::{PATIENCE, Plan, World, said};

/// Until then a worker has to say what is missing: no supervisor and no person looks sooner.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);
const COMPLAINT: &str = "my parcel is lost, terrible service, where is it? I will sue you";

/// How a trial ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The case.
    pub(crate) name: &'static str,
    /// What was wanted: the exit code, and what the words name.
    pub(crate) wanted: (i32, String),
    /// The exit code; `None` if it still ran after [`LIMIT`].
    pub(crate) code: Option<i32>,
    /// Seconds to the end.
    pub(crate) took: Duration,
    /// What it said.
    pub(crate) words: String,
}

impl Outcome {
    /// Whether it is what was wanted.
    pub(crate) fn is_good(&self) -> bool {
        // What it says last is what stays on the screen: earlier lines name every topic that there is.
        self.code == Some(self.wanted.0) && self.last().to_lowercase().contains(&self.wanted.1.to_lowercase())
    }

    /// The message that it ended with, from the line that begins with its name; the last line of one that runs on.
    fn last(&self) -> &str {
        let said = self.words.trim();
        let begins = said.rfind("outcry: ").or_else(|| said.rfind('\n'));
        said.get(begins.unwrap_or(0)..).unwrap_or_default().trim()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let good = if self.is_good() { "good" } else { "NOT AS WANTED" };
        let code = self
            .code
            .map_or("ran on".to_string(), |code| format!("exit {code}"));
        let (code_wanted, names) = &self.wanted;
        write!(
            f,
            "{} | {code} after {} s | wanted {code_wanted}, naming `{names}` | {good} | {}",
            self.name,
            self.took.as_secs(),
            self.last().chars().take(400).collect::<String>()
        )
    }
}

/// The user of a case.
pub(crate) fn user(case: &str) -> String {
    case.replace('-', "_")
}

/// Settings of a client that comes with user and password.
pub(crate) fn secured(broker: &Guarded, user: &str) -> Plan {
    Plan::default()
        .client("security.protocol", "SASL_SSL")
        .client("sasl.mechanisms", "PLAIN")
        .client("sasl.username", user)
        .client("sasl.password", "{ env: OUTCRY_TEST_PASSWORD }")
        .client(
            "ssl.ca.location",
            &broker.certificates.pem("broker").display().to_string(),
        )
        .env("OUTCRY_TEST_PASSWORD", SECRET)
        .set(&format!("kafka.bootstrap_servers=127.0.0.1:{}", broker.secure))
        .set("kafka.start_timeout=15s")
}

/// A deployment whose topics were made by its own user, with the rights that the list gives for that.
fn world(broker: &Guarded, name: &str, user: &str) -> World {
    let admin = broker.broker.bootstrap();
    let world = World::without_topics(admin, name, &secured(broker, user));
    let rights: Vec<_> = acls::lines(&world, "topics")
        .into_iter()
        .flat_map(|line| line.rights)
        .collect();
    rights::grant(admin, user, &rights);
    let made = world.command("topics", &["apply"]);
    assert!(made.status.success(), "{name}: topics apply: {}", said(&made));
    let taken = rights::revoke(admin, user, None);
    assert_eq!(taken, rights.len(), "{name}: all rights are taken back");
    world
}

/// Something for every topic that a worker writes without being asked: an item, an alert, a dead letter.
fn feed(world: &World, seed: u64) {
    world.feed(&[Post::new(seed, "8001", COMPLAINT, 1).followers(900_000).record()]);
    world.feed(&Story::new(seed).take(200));
}

/// With all rights of the list everything flows, and nothing more is needed.
pub(crate) fn whole(broker: &Guarded) -> Outcome {
    let name = super::matrix::MATRIX[0].name;
    let world = world(broker, "whole", &user(name));
    let rights = acls::lines(&world, "run")
        .into_iter()
        .flat_map(|line| line.rights);
    let admin = broker.broker.bootstrap();
    rights::grant(admin, &user(name), &rights.collect::<Vec<_>>());
    feed(&world, 1);
    let mut worker = world.worker("0").start();
    let began = Instant::now();
    while !flows(&world) && worker.ended().is_none() && began.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_secs(1));
    }
    let flowed = flows(&world);
    let lanes = world.command("lanes", &[]);
    worker.signal(nix::sys::signal::Signal::SIGTERM);
    let code = worker.wait(PATIENCE);
    rights::revoke(admin, &user(name), None);
    let words = match (flowed, lanes.status.success()) {
        (true, true) => "outcry: items, dead letters and ticks came".to_string(),
        (false, _) => format!("outcry: not everything flowed: {}", worker.said()),
        (true, false) => format!("outcry: `lanes`: {}", said(&lanes)),
    };
    Outcome {
        name: "all rights",
        wanted: (0, "items, dead letters and ticks came".into()),
        code: Some(code),
        took: began.elapsed(),
        words,
    }
}

/// An item came out, a dead letter, and time moves for the last stage.
fn flows(world: &World) -> bool {
    let records = |topic: &str| world.client.topic(&world.topic(topic), Isolation::Committed);
    let ticked = records("outcry.scored.v1")
        .iter()
        .flatten()
        .filter_map(Origin::of)
        .any(|origin| origin.stage == "clock");
    let items = !Written::read(&world.client, &world.prefix).items.is_empty();
    ticked && items && records("dlq.social.raw.x.v1").iter().flatten().count() > 0
}

/// Without one right, from the start or from some moment on, it ends and says which.
pub(crate) fn without(broker: &Guarded, case: &Case) -> Outcome {
    let (admin, user) = (broker.broker.bootstrap(), user(case.name));
    let world = world(broker, case.name, &user);
    let left = acls::without(&world, case.on, case.operation);
    rights::grant(admin, &user, &left);
    let taken = acls::left_out(&world, case.on, case.operation);
    if case.when == When::Running {
        rights::grant(admin, &user, &taken);
    }
    feed(&world, 1);
    let mut worker = world.worker("0").start();
    if case.when == When::Running {
        let began = Instant::now();
        while !flows(&world) && began.elapsed() < PATIENCE && worker.ended().is_none() {
            std::thread::sleep(Duration::from_secs(1));
        }
        for right in &taken {
            rights::revoke(admin, &user, Some(right));
        }
        feed(&world, 5_000);
    }
    let names = case.names.replace("{app}", &world.app);
    ended(case.name, (case.code, names), &mut worker)
}

/// Waits for the end of a worker, as long as is wanted, and ends it then.
pub(crate) fn ended(name: &'static str, wanted: (i32, String), worker: &mut Leash) -> Outcome {
    let began = Instant::now();
    while worker.ended().is_none() && began.elapsed() < LIMIT {
        std::thread::sleep(Duration::from_millis(200));
    }
    let code = worker.ended().is_some().then(|| worker.wait(LIMIT));
    let outcome = Outcome {
        name,
        wanted,
        code,
        took: began.elapsed(),
        words: worker.said(),
    };
    worker.signal(nix::sys::signal::Signal::SIGKILL);
    worker.wait(LIMIT);
    outcome
}
