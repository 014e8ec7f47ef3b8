//! The running service: the shards of every stage, the clock and the watchdog, each a thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use rdkafka::consumer::BaseConsumer;

use super::admission;
use super::clock::ClockKeeper;
use super::config::KafkaConfig;
use super::context::Quiet;
use super::embedded::{EmbeddedBroker, PlainLedger};
use super::handles;
use super::member;
use super::names::Names;
use crate::domain::stage::StageName;
use crate::runtime::fault::Fault;
use crate::runtime::watchdog::{self, Watchdog};
use crate::runtime::witness::Witness;
use crate::runtime::work::words;
use crate::stages::Stage;
use crate::wire::Wire;

/// Exit code when an orderly end takes too long.
pub const CUT_SHORT: i32 = 3;
/// An orderly end may take this long.
const ORDERLY: Duration = Duration::from_secs(20);

/// Why the service did not start, or ended by itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Settings that cannot work, all of them.
    #[error("{}", .0.join("\n"))]
    Config(Vec<String>),
    /// No broker answered in time.
    #[error("{0}")]
    Unreachable(String),
    /// Topics that are missing or do not fit, all of them.
    #[error("{}", .0.join("\n"))]
    Topics(Vec<String>),
    /// The broker refuses what a thread needs, for good.
    #[error("{0}")]
    Denied(String),
    /// A thread ended with an error.
    #[error("{0}")]
    Ended(String),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let detail = fault.to_string();
        if matches!(fault, Fault::Denied(_)) {
            Self::Denied(detail)
        } else {
            Self::Ended(detail)
        }
    }
}

impl Failure {
    /// The same failure, with whose it is before its words.
    pub(super) fn of(self, whose: &str) -> Self {
        match self {
            Self::Denied(detail) => Self::Denied(format!("{whose}: {detail}")),
            Self::Ended(detail) => Self::Ended(format!("{whose}: {detail}")),
            Self::Config(_) | Self::Unreachable(_) | Self::Topics(_) => self,
        }
    }
}

/// What the threads share.
#[derive(Clone)]
pub(super) struct Common {
    pub(super) config: Arc<KafkaConfig>,
    pub(super) names: Arc<Names>,
    pub(super) witness: Arc<dyn Witness>,
    pub(super) survey: Arc<BaseConsumer<Quiet>>,
    pub(super) watchdog: Watchdog,
    pub(super) stop: Arc<AtomicBool>,
}

/// How long a thread has had nothing to do, written by it and read by others.
#[derive(Debug, Default)]
pub(super) struct Pulse(AtomicU64);

impl Pulse {
    /// Milliseconds without work, or `None` while there is work.
    pub(super) fn tell(&self, idle: Option<Duration>) {
        let told = idle.map_or(0, |idle| {
            u64::try_from(idle.as_millis())
                .unwrap_or(u64::MAX)
                .saturating_add(1)
        });
        self.0.store(told, Ordering::Relaxed);
    }

    fn idle(&self) -> Option<Duration> {
        match self.0.load(Ordering::Relaxed) {
            0 => None,
            told => Some(Duration::from_millis(told - 1)),
        }
    }
}

type Run = Box<dyn FnOnce(&Common, &Pulse) -> Result<(), Failure> + Send>;

/// A service that is being put together.
pub struct Builder {
    common: Common,
    wire: Wire,
    threads: Vec<(String, Run)>,
    stages: Vec<StageName>,
    embedded: bool,
}

/// A running service.
pub struct Service {
    threads: Vec<JoinHandle<Result<(), Failure>>>,
    pulses: Vec<Arc<Pulse>>,
    stop: Arc<AtomicBool>,
    watchdog: Watchdog,
}

impl Service {
    /// Begins to put a service together.
    ///
    /// # Errors
    /// Settings that cannot work.
    pub fn builder(config: KafkaConfig, wire: Wire, witness: Arc<dyn Witness>) -> Result<Builder, Failure> {
        let problems = config.problems();
        if !problems.is_empty() {
            return Err(Failure::Config(problems));
        }
        let survey = handles::survey(&config, &config.client_id("survey"), &witness)
            .map_err(|error| Failure::Config(vec![config.refusal(&error)]))?;
        let names = Names::of(&config);
        Ok(Builder {
            common: Common {
                config: Arc::new(config),
                names: Arc::new(names),
                witness,
                survey: Arc::new(survey),
                watchdog: Watchdog::default(),
                stop: Arc::default(),
            },
            wire,
            threads: Vec::new(),
            stages: Vec::new(),
            embedded: false,
        })
    }

    /// Begins to put a service together on the broker inside this process: without transactions, for the demo.
    ///
    /// # Errors
    /// Settings that cannot work.
    pub fn demo(
        mut config: KafkaConfig,
        wire: Wire,
        witness: Arc<dyn Witness>,
        broker: &EmbeddedBroker,
    ) -> Result<Builder, Failure> {
        config.bootstrap = broker.bootstrap();
        let mut builder = Self::builder(config, wire, witness)?;
        builder.embedded = true;
        Ok(builder)
    }

    /// Asks every thread to end in order. Ends the process with exit code 3 if that takes more than 20 s.
    pub fn stop(&self) {
        if self.stop.swap(true, Ordering::Relaxed) {
            return;
        }
        std::thread::spawn(|| {
            std::thread::sleep(ORDERLY);
            watchdog::end("the orderly end took more than 20 s and is cut short", CUT_SHORT);
        });
    }

    /// Whether a thread has ended: then the service must be joined.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.threads.iter().any(JoinHandle::is_finished)
    }

    /// How long every thread has had nothing to do but ticks; `None` while one has.
    #[must_use]
    pub fn idle(&self) -> Option<Duration> {
        self.pulses
            .iter()
            .map(|pulse| pulse.idle())
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .min()
    }

    /// Waits until every thread has ended.
    ///
    /// # Errors
    /// What ended the first of them that was not asked to.
    pub fn join(self) -> Result<(), Failure> {
        let mut failure = None;
        for thread in self.threads {
            let ended = thread
                .join()
                .unwrap_or_else(|_| Err(Failure::Ended("a thread ended in a panic".into())));
            // Of several, what no restart mends comes first.
            match (ended, &failure) {
                (Err(found), None) | (Err(found @ Failure::Denied(_)), Some(Failure::Ended(_))) => {
                    failure = Some(found);
                }
                (Ok(()) | Err(_), _) => {}
            }
        }
        self.watchdog.stop();
        failure.map_or(Ok(()), Err)
    }
}

/// Ends the process at once with exit code 0: asked while it waited to start.
pub fn ended_before_start() -> ! {
    watchdog::end("asked to end before it had started: nothing was read", 0)
}

/// Ends the process at once with exit code 3: the second signal.
pub fn cut_short() -> ! {
    watchdog::end("asked a second time: ended at once", CUT_SHORT)
}

impl Builder {
    /// Adds the shards of a stage; `make` makes the stage anew for each.
    #[must_use]
    pub fn stage<S: Stage + 'static>(mut self, make: impl Fn() -> S) -> Self {
        for shard in 0..self.common.config.shards {
            let stage = make();
            let name = stage.name();
            if !self.stages.contains(&name) {
                self.stages.push(name);
            }
            let run: Run = if self.embedded {
                Box::new(move |common, pulse| member::run(stage, shard, common, pulse, PlainLedger::new))
            } else {
                Box::new(move |common, pulse| {
                    member::run(stage, shard, common, pulse, std::convert::identity)
                })
            };
            self.threads.push((format!("{}.{shard}", name.name()), run));
        }
        self
    }

    /// Adds the clock: of all processes that add it, one owns the time.
    #[must_use]
    pub fn clock(mut self) -> Self {
        let wire = self.wire.clone();
        let run: Run = Box::new(move |common, pulse| {
            ClockKeeper::new(common, wire).and_then(|keeper| keeper.run(common, pulse))
        });
        self.threads.push(("clock".into(), run));
        self
    }

    /// Waits for the broker, checks the topics, and starts everything.
    ///
    /// # Errors
    /// No broker, or topics that do not fit.
    pub fn start(self) -> Result<Service, Failure> {
        if self.embedded {
            admission::await_broker(&self.common)?;
        } else {
            admission::admit(&self.common)?;
        }
        let io = |error: std::io::Error| Failure::Ended(format!("a thread could not be started: {error}"));
        self.common.watchdog.start().map_err(io)?;
        let (mut threads, mut pulses) = (Vec::new(), Vec::new());
        for (name, run) in self.threads {
            let pulse = Arc::new(Pulse::default());
            pulses.push(Arc::clone(&pulse));
            let common = self.common.clone();
            let thread = std::thread::Builder::new().name(name).spawn(move || {
                let ended =
                    catch_unwind(AssertUnwindSafe(|| run(&common, &pulse))).unwrap_or_else(|payload| {
                        Err(Failure::Ended(format!("panic: {}", words(payload.as_ref()))))
                    });
                // One that fails takes the others with it: half a service helps nobody.
                common.stop.store(true, Ordering::Relaxed);
                ended
            });
            threads.push(thread.map_err(io)?);
        }
        Ok(Service {
            threads,
            pulses,
            stop: self.common.stop,
            watchdog: self.common.watchdog,
        })
    }
}
