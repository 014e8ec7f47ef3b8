//! One node of Apache Kafka in a process of its own, on free loopback ports, in a directory of its own.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use rdkafka::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer};

use super::leash::Leash;
use super::skip;

/// The version the tests run against unless `OUTCRY_KAFKA_VERSION` names another.
pub const VERSION: &str = "4.3.1";

/// User and password of the listener that wants them.
pub const CREDENTIALS: (&str, &str) = ("outcry-test", "correct-horse");

/// What a test may want to be otherwise.
#[derive(Debug, Clone, Default)]
pub struct BrokerConfig {
    /// Further lines of `server.properties`; they win.
    pub extra: Vec<String>,
    /// Compiles itself to the full, for measurements; a test's broker lives too short for that.
    pub full_speed: bool,
    /// Its ports, where others have to know them before it runs: for clients, for controllers, and with a password.
    pub ports: Option<[u16; 3]>,
    /// Its heap in MB, where it is one of several.
    pub heap: Option<u32>,
}

/// A broker. Dropped, it is gone with its directory.
#[derive(Debug)]
pub struct Broker {
    bootstrap: String,
    with_password: Option<String>,
    dir: PathBuf,
    libs: PathBuf,
    shared: bool,
    speed: Vec<String>,
    process: Mutex<Option<Leash>>,
}

/// The broker that the tests of a binary share; they keep apart by prefix. `None`: skipped, aloud.
pub fn shared(test: &str) -> Option<&'static Broker> {
    static SHARED: OnceLock<Result<Broker, String>> = OnceLock::new();
    let outside = std::env::var("OUTCRY_TEST_BOOTSTRAP")
        .ok()
        .filter(|value| !value.is_empty());
    let broker = SHARED.get_or_init(|| match outside {
        Some(bootstrap) => Ok(Broker::outside(bootstrap)),
        None => Broker::begin(&BrokerConfig::default(), true),
    });
    broker.as_ref().inspect_err(|why| skip::aloud(test, why)).ok()
}

/// A broker for one test alone, which may stop and break it. `None`: skipped, aloud.
pub fn own(test: &str, config: &BrokerConfig) -> Option<Broker> {
    Broker::start(config)
        .inspect_err(|why| skip::aloud(test, why))
        .ok()
}

impl BrokerConfig {
    /// For a broker that will be killed: it is let in again when its former session has ended, so that must
    /// not take a minute.
    pub fn to_be_killed() -> Self {
        Self {
            extra: vec!["broker.session.timeout.ms=6000".into()],
            ..Self::default()
        }
    }
}

impl Broker {
    /// Formats and starts a node, and waits until it answers.
    ///
    /// # Errors
    /// Why no broker can run here: no Java, or no jars.
    pub fn start(config: &BrokerConfig) -> Result<Self, String> {
        Self::begin(config, false)
    }

    /// Formats and starts a node of several, which answers when enough of the others run: see
    /// [`Self::wait_ready`].
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn launch(config: &BrokerConfig) -> Result<Self, String> {
        let broker = Self::formatted(config, false)?;
        broker.spawn();
        Ok(broker)
    }

    fn begin(config: &BrokerConfig, shared: bool) -> Result<Self, String> {
        let broker = Self::formatted(config, shared)?;
        broker.start_again();
        Ok(broker)
    }

    fn formatted(config: &BrokerConfig, shared: bool) -> Result<Self, String> {
        let libs = libs()?;
        let dir = tempfile::Builder::new()
            .prefix("outcry-kafka-")
            .tempdir()
            .expect("temporary directory")
            .keep();
        let ports = config.ports.unwrap_or_else(free_ports);
        fs::write(dir.join("server.properties"), properties(&dir, ports, config)).expect("server.properties");
        let broker = Self {
            bootstrap: format!("127.0.0.1:{}", ports[0]),
            with_password: Some(format!("127.0.0.1:{}", ports[2])),
            dir,
            libs,
            shared,
            speed: speed(config),
            process: Mutex::new(None),
        };
        broker.format();
        Ok(broker)
    }

    fn outside(bootstrap: String) -> Self {
        Self {
            bootstrap,
            with_password: None,
            dir: PathBuf::new(),
            libs: PathBuf::new(),
            shared: true,
            speed: Vec::new(),
            process: Mutex::new(None),
        }
    }

    /// Its address.
    pub fn bootstrap(&self) -> &str {
        &self.bootstrap
    }

    /// The address that wants [`CREDENTIALS`] (SASL PLAIN), unless the broker is not ours.
    pub fn with_password(&self) -> Option<&str> {
        self.with_password.as_deref()
    }

    /// The broker's process id, if it is ours and runs.
    pub fn pid(&self) -> Option<i32> {
        self.process.lock().expect("lock").as_ref().map(Leash::pid)
    }

    /// Starts the node again on its ports and directory, and waits until it answers.
    pub fn start_again(&self) {
        self.spawn();
        self.wait_ready();
    }

    /// Starts the node again and does not wait.
    pub fn spawn(&self) {
        let mut java = self.java("kafka.Kafka");
        java.arg(self.dir.join("server.properties"));
        let log = self.dir.join("broker.log");
        // Nothing is left to sweep up after a shared broker but what hangs on its leash.
        let leash = Leash::start(&java, &log, self.shared.then_some(self.dir.as_path()));
        *self.process.lock().expect("lock") = Some(leash);
    }

    /// Stops it in order.
    pub fn stop(&self) {
        self.end(Signal::SIGTERM);
    }

    /// Kills it.
    pub fn kill(&self) {
        self.end(Signal::SIGKILL);
    }

    /// Whether it has ended, by itself or asked to.
    pub fn has_ended(&self) -> bool {
        let mut process = self.process.lock().expect("lock");
        process.as_mut().is_none_or(|leash| leash.ended().is_some())
    }

    /// The directory that it keeps everything in, unless told otherwise.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Halts it where it stands.
    pub fn pause(&self) {
        self.signal(Signal::SIGSTOP);
    }

    /// Lets a halted one go on.
    pub fn resume(&self) {
        self.signal(Signal::SIGCONT);
    }

    fn signal(&self, signal: Signal) {
        self.process
            .lock()
            .expect("lock")
            .as_ref()
            .expect("a broker of our own")
            .signal(signal);
    }

    fn end(&self, signal: Signal) {
        assert!(!self.shared, "other tests use this broker");
        let mut process = self.process.lock().expect("lock");
        let leash = process.as_mut().expect("a broker that runs");
        leash.signal(signal);
        leash.wait(Duration::from_secs(60));
    }

    /// A tool of Kafka's own, still without arguments.
    pub fn tool(&self, class: &str) -> Command {
        self.java(class)
    }

    fn java(&self, class: &str) -> Command {
        let mut java = Command::new("java");
        java.arg("-XX:+UseSerialGC");
        java.args(&self.speed).arg("-cp");
        java.arg(format!("{}/*", self.libs.display())).arg(class);
        java
    }

    fn format(&self) {
        let mut java = self.java("kafka.tools.StorageTool");
        java.args([
            "format",
            "--ignore-formatted",
            "-t",
            "b3V0Y3J5LXRlc3RzLTAwMQ",
            "-c",
        ]);
        let done = java
            .arg(self.dir.join("server.properties"))
            .output()
            .expect("java starts");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "the storage tool failed: {said}");
    }

    /// Waits until it answers.
    ///
    /// # Panics
    /// It does not within minutes.
    pub fn wait_ready(&self) {
        let client: BaseConsumer = ClientConfig::new()
            .set("bootstrap.servers", &self.bootstrap)
            .set("reconnect.backoff.max.ms", "200")
            .create()
            .expect("client");
        let begin = Instant::now();
        loop {
            if client
                .fetch_metadata(None, Duration::from_secs(1))
                .is_ok_and(|m| !m.brokers().is_empty())
            {
                return;
            }
            let late = begin.elapsed() > Duration::from_secs(180);
            let log = fs::read_to_string(self.dir.join("broker.log")).unwrap_or_default();
            assert!(!late, "the broker does not answer; it said:\n{log}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.process.get_mut().expect("lock").take();
        if !self.shared {
            let _ = fs::remove_dir_all(&self.dir);
        }
    }
}

/// Where the jars are, or why no broker can run.
fn libs() -> Result<PathBuf, String> {
    let java = Command::new("java").arg("-version").output();
    if !java.is_ok_and(|out| out.status.success()) {
        return Err("no Java here; run ./scripts/test, or set OUTCRY_TEST_BOOTSTRAP".into());
    }
    let version = std::env::var("OUTCRY_KAFKA_VERSION").unwrap_or_else(|_| VERSION.into());
    let libs = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(".cache")
        .join(format!("kafka-{version}"))
        .join("libs");
    if libs.is_dir() {
        Ok(libs)
    } else {
        Err(format!(
            "no Apache Kafka {version} under .cache; run ./scripts/test, or set OUTCRY_TEST_BOOTSTRAP"
        ))
    }
}

/// How fast it may compile itself, and how much it may hold.
fn speed(config: &BrokerConfig) -> Vec<String> {
    let heap = config.heap.unwrap_or(if config.full_speed { 1024 } else { 640 });
    let pace = if config.full_speed {
        format!("-Xms{heap}m")
    } else {
        "-XX:TieredStopAtLevel=1".into()
    };
    vec![format!("-Xmx{heap}m"), pace]
}

/// Ports that are free now.
pub fn free_ports<const N: usize>() -> [u16; N] {
    // All are held until all are known, so that they differ.
    let held = [0; N].map(|_| TcpListener::bind("127.0.0.1:0").expect("a free port"));
    held.map(|socket| socket.local_addr().expect("address").port())
}

fn properties(dir: &Path, [plain, control, password]: [u16; 3], config: &BrokerConfig) -> String {
    let (user, secret) = CREDENTIALS;
    let login = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    let mut lines = vec![
        "process.roles=broker,controller".into(),
        "node.id=1".into(),
        format!("controller.quorum.voters=1@127.0.0.1:{control}"),
        format!(
            "listeners=PLAIN://127.0.0.1:{plain},CONTROL://127.0.0.1:{control},PASSWORD://127.0.0.1:{password}"
        ),
        format!("advertised.listeners=PLAIN://127.0.0.1:{plain},PASSWORD://127.0.0.1:{password}"),
        "listener.security.protocol.map=PLAIN:PLAINTEXT,CONTROL:PLAINTEXT,PASSWORD:SASL_PLAINTEXT".into(),
        "inter.broker.listener.name=PLAIN".into(),
        "controller.listener.names=CONTROL".into(),
        "listener.name.password.sasl.enabled.mechanisms=PLAIN".into(),
        format!("listener.name.password.plain.sasl.jaas.config={login} user_{user}=\"{secret}\";"),
        format!("log.dirs={}", dir.join("data").display()),
    ];
    lines.extend(
        SINGLE_NODE
            .lines()
            .filter(|line| !line.is_empty())
            .map(String::from),
    );
    if !config.full_speed {
        // The oracle compares every version of every key, compacted topics included.
        lines.push("log.cleaner.enable=false".into());
        // Nor may anything be deleted for its age: invented posts carry old timestamps.
        lines.push("log.initial.task.delay.ms=86400000".into());
    }
    lines.extend(config.extra.iter().cloned());
    lines.join("\n") + "\n"
}

// One node; time-outs short enough for take-over tests; a loaded machine must not fence its only node; old
// timestamps must not be deleted in the middle of a run.
const SINGLE_NODE: &str = "
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
default.replication.factor=1
min.insync.replicas=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
auto.create.topics.enable=false
transaction.abort.timed.out.transaction.cleanup.interval.ms=500
broker.session.timeout.ms=60000
log.retention.ms=-1
log.message.timestamp.after.max.ms=9223372036854775807
num.network.threads=2
num.io.threads=4
";
