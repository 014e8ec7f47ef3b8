//! A deployment of the service on a broker: topics under a prefix of its own, worker processes, and what
//! they need to run.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use outcry::domain::stage::StageName;
use tempfile::TempDir;

use super::broker::Broker;
use super::client::{Client, Isolation, Stored};
use super::leash::Leash;
use super::post::BRAND;

/// Long enough for anything that should end, on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(180);

/// Secret of the author keys.
pub const SECRET: &str = "an-invented-secret-of-the-tests";

/// How a deployment is set up.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Partitions of every keyed topic.
    pub partitions: i32,
    /// Further settings, `key=value` as for `--set`.
    pub sets: Vec<String>,
    /// Keys of the Kafka client; a value in braces refers to a variable or a file.
    pub client: Vec<(&'static str, String)>,
    /// Variables of the environment.
    pub env: Vec<(&'static str, String)>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            partitions: 2,
            sets: vec!["time.at_end=hold".into()],
            client: Vec::new(),
            env: Vec::new(),
        }
    }
}

impl Plan {
    /// With one more setting.
    pub fn set(mut self, key_value: &str) -> Self {
        self.sets.push(key_value.into());
        self
    }

    /// With this key of the Kafka client.
    pub fn client(mut self, key: &'static str, value: &str) -> Self {
        self.client.push((key, value.into()));
        self
    }

    /// With this variable in the environment.
    pub fn env(mut self, name: &'static str, value: &str) -> Self {
        self.env.push((name, value.into()));
        self
    }

    /// With this many partitions.
    pub fn partitions(mut self, partitions: i32) -> Self {
        self.partitions = partitions;
        self
    }
}

/// A deployment.
#[derive(Debug)]
pub struct World {
    /// A client that is not the service.
    pub client: Client,
    /// Name of the deployment.
    pub app: String,
    /// Prefix of its topics.
    pub prefix: String,
    /// Settings, `key=value`.
    pub sets: Vec<String>,
    /// Generation of its lanes.
    pub generation: u32,
    env: Vec<(&'static str, String)>,
    config: PathBuf,
    dir: TempDir,
    started: Cell<usize>,
    kept: Cell<bool>,
}

impl Drop for World {
    fn drop(&mut self) {
        let kept = self.kept.get() || std::thread::panicking();
        self.dir.disable_cleanup(kept);
    }
}

impl World {
    /// A deployment with its topics.
    pub fn new(broker: &Broker, name: &str, plan: &Plan) -> Self {
        let world = Self::without_topics(broker.bootstrap(), name, plan);
        let done = world.command("topics", &["apply"]);
        assert!(done.status.success(), "topics apply: {}", said(&done));
        world
    }

    /// A deployment whose topics are not there yet.
    pub fn without_topics(bootstrap: &str, name: &str, plan: &Plan) -> Self {
        let dir = tempfile::Builder::new()
            .prefix("outcry-world-")
            .tempdir()
            .expect("temporary directory");
        // A broker that outlives this process must not mix up two runs of a test.
        let app = format!("{name}-{}", std::process::id());
        let prefix = format!("{app}.");
        let config = dir.path().join("outcry.yaml");
        fs::write(&config, settings(bootstrap, &app, &prefix, plan)).expect("settings file");
        Self {
            client: Client::new(bootstrap),
            app,
            prefix,
            sets: plan.sets.clone(),
            generation: 1,
            env: plan.env.clone(),
            config,
            dir,
            started: Cell::new(0),
            kept: Cell::new(false),
        }
    }

    /// The settings file.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// Leaves the directory, with what the workers said, where it is after the test.
    pub fn keep(&self) {
        self.kept.set(true);
    }

    /// The consumer group of a stage, or of the clock.
    pub fn group(&self, of: &str) -> String {
        format!("{}{}.{of}", self.prefix, self.app)
    }

    /// A directory of this deployment's own.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// A topic's name with prefix.
    pub fn topic(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Writes raw records of X.
    pub fn feed(&self, records: &[Stored]) {
        self.client.write(&self.topic("social.raw.x.v1"), records);
    }

    /// Runs a command of the binary to its end.
    pub fn command(&self, name: &str, arguments: &[&str]) -> Output {
        let mut command = self.outcry(name);
        command.args(arguments).output().expect("the binary runs")
    }

    /// Runs a command of the binary to its end, with one more setting.
    pub fn command_with(&self, sets: &[&str], name: &str, arguments: &[&str]) -> Output {
        let mut command = self.outcry(name);
        for set in sets {
            command.args(["--set", set]);
        }
        command.args(arguments).output().expect("the binary runs")
    }

    /// Runs a command of the binary that aborts at the n-th pass of a named point, `name@n`.
    pub fn command_that_fails_at(&self, point: &str, name: &str, arguments: &[&str]) -> Output {
        let mut command = self.outcry(name);
        command.env("OUTCRY_FAIL_POINT", point);
        command.args(arguments).output().expect("the binary runs")
    }

    /// What `repartition` says to set is set: from now on the deployment has so many lanes a stage.
    pub fn set_lanes(&mut self, lanes: i32, public: i32) {
        self.generation += 1;
        let generation = self.generation;
        self.sets.push(format!("topics.partitions={lanes}"));
        self.sets.push(format!("topics.public_partitions={public}"));
        self.sets.push(format!("topics.generation={generation}"));
    }

    fn outcry(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_outcry"));
        command.arg(name);
        command.arg("--config").arg(&self.config);
        for set in &self.sets {
            command.args(["--set", set]);
        }
        command.env("OUTCRY_AUTHOR_SECRET", SECRET).env("NO_COLOR", "1");
        command.env_remove("OUTCRY_FAIL_POINT");
        command.env_remove("OUTCRY_FAIL_RECORD");
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Starts a worker; the same `instance` is the same worker after a restart.
    pub fn worker(&self, instance: &str) -> Start<'_> {
        Start {
            world: self,
            instance: instance.into(),
            arguments: Vec::new(),
            fail_point: None,
        }
    }

    /// Runs one worker until nothing has come in for a while, and checks that it ended well. Workers that went
    /// before keep their partitions until their sessions end: it goes on until nothing is left of those, too.
    pub fn run_dry(&self) {
        let began = Instant::now();
        loop {
            let mut worker = self.worker("0").until_idle().start();
            let code = worker.wait(PATIENCE);
            assert_eq!(code, 0, "run --exit-when-idle said:\n{}", worker.said());
            let left = self.left();
            if left == 0 {
                return;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "{left} records are left; it said:\n{}",
                worker.said()
            );
        }
    }

    /// Records that no stage has settled, ticks aside.
    pub fn left(&self) -> usize {
        let of = |stage: StageName| -> usize {
            let keyed = stage.input().map(|topic| vec![topic.name_in(self.generation)]);
            let topics = keyed.unwrap_or_else(raw_topics);
            topics
                .iter()
                .map(|topic| self.left_of(stage, &self.topic(topic)))
                .sum()
        };
        StageName::ALL.into_iter().map(of).sum()
    }

    fn left_of(&self, stage: StageName, topic: &str) -> usize {
        let group = self.group(stage.name());
        let behind = |partition: i32| {
            let end = self.client.ends(topic, partition, Isolation::Uncommitted).1;
            let at = self
                .client
                .committed(&group, topic, partition)
                .map_or(0, |(offset, _)| offset);
            // Ticks and control markers at the end are settled when the next record comes.
            if at >= end {
                0
            } else {
                self.client.since(topic, partition, at)
            }
        };
        let partitions = self.client.topics().get(topic).copied().unwrap_or_default();
        (0..partitions).map(behind).sum()
    }
}

fn raw_topics() -> Vec<String> {
    [
        "social.raw.x.v1",
        "social.raw.bluesky.v1",
        "social.raw.facebook.v1",
        "care.work-item-feedback.v1",
        "care.erasure-requests.v1",
    ]
    .map(String::from)
    .to_vec()
}

/// A worker to be started.
#[derive(Debug)]
pub struct Start<'w> {
    world: &'w World,
    instance: String,
    arguments: Vec<String>,
    fail_point: Option<String>,
}

impl Start<'_> {
    /// Ends by itself when nothing has come in for three seconds.
    pub fn until_idle(mut self) -> Self {
        self.arguments.extend(["--exit-when-idle".into(), "3s".into()]);
        self
    }

    /// Runs only these stages.
    pub fn stages(mut self, stages: &str) -> Self {
        self.arguments.extend(["--stages".into(), stages.into()]);
        self
    }

    /// One more setting.
    pub fn set(mut self, key_value: &str) -> Self {
        self.arguments.extend(["--set".into(), key_value.into()]);
        self
    }

    /// Aborts at the n-th pass of a named point, `name@n`; halts there with `name@n/halt`.
    pub fn fail_at(mut self, point: &str) -> Self {
        self.fail_point = Some(point.into());
        self
    }

    /// Starts it.
    pub fn start(self) -> Leash {
        let number = self.world.started.get() + 1;
        self.world.started.set(number);
        let mut command = self.world.outcry("run");
        command
            .args(["--set", &format!("kafka.instance={}", self.instance)])
            .args(&self.arguments);
        if let Some(point) = &self.fail_point {
            command.env("OUTCRY_FAIL_POINT", point);
        }
        let log = self
            .world
            .dir
            .path()
            .join(format!("worker-{}-{number}.log", self.instance));
        Leash::start(&command, &log, None)
    }
}

/// Ends a worker as a supervisor does, and checks that it went in order.
pub fn stop(worker: &mut Leash) {
    worker.signal(Signal::SIGTERM);
    let code = worker.wait(Duration::from_secs(60));
    assert_eq!(code, 0, "after SIGTERM it said:\n{}", worker.said());
}

/// Everything a command said.
pub fn said(done: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    )
}

fn settings(bootstrap: &str, app: &str, prefix: &str, plan: &Plan) -> String {
    let partitions = plan.partitions;
    let client = plan.client.iter().map(|(key, value)| {
        let quoted = if value.starts_with('{') {
            value.clone()
        } else {
            format!("\"{value}\"")
        };
        format!("{key}: {quoted}")
    });
    let client = client.collect::<Vec<_>>().join(", ");
    format!(
        "app: {app}
kafka:
  bootstrap_servers: {bootstrap}
  start_timeout: 60s
  client: {{ {client} }}
topics:
  prefix: {prefix}
  partitions: {partitions}
tenants:
  - name: main
    author_secret: {{ env: OUTCRY_AUTHOR_SECRET }}
    own_accounts:
      x: [\"{BRAND}\"]
sources:
  - {{ network: x, tenant: main }}
  - {{ network: bluesky, tenant: main }}
http:
  listen: \"off\"
"
    )
}
