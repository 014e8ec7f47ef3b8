//! The service: everything made from settings, started, watched, ended in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use prometheus::Registry;
use tracing::info;

use super::cli::RunArgs;
use super::exit::{Exit, Failure, Outcome};
use super::given::{Secrets, client, cluster, settings};
use super::topology;
use crate::domain::stage::StageName;
use crate::kafka::config::{AtEnd, KafkaConfig};
use crate::kafka::service::{self, Builder, Service};
use crate::routing::RuleSet;
use crate::runtime::witness::Witness;
use crate::scoring::Scorer;
use crate::settings::{self, Settings};
use crate::telemetry::{HttpServer, Telemetry};
use crate::wire::Wire;

/// How often the main thread looks for signals and ended threads.
const LOOK: Duration = Duration::from_millis(100);
/// Why a service ends that has nothing left to do.
const IDLE: &str = "idle";
/// Exit code of a second signal.
const CUT_SHORT: i32 = 3;

/// What the Kafka side needs of these settings.
#[must_use]
pub fn kafka_config(settings: &Settings) -> KafkaConfig {
    let mut config = KafkaConfig::new(&settings.app, &settings.kafka.bootstrap_servers);
    config.prefix.clone_from(&settings.topics.prefix);
    config.client = client(settings);
    config.instance.clone_from(&settings.kafka.instance);
    config.shards = usize::try_from(settings.kafka.shards).unwrap_or(1);
    config.networks = topology::networks(settings);
    config.views = settings.publish;
    config.partitions = settings.topics.partitions;
    config.generation = settings.topics.generation;
    config.at_end = match settings.at_end {
        settings::AtEnd::Wall => AtEnd::Wall,
        settings::AtEnd::Hold => AtEnd::Hold,
    };
    config.reject_limit.percent = settings.limits.reject_percent;
    config.max_message_bytes = settings.limits.message_bytes;
    config.dead_letters = topology::raw_bytes(settings);
    config.lane_patience = settings.windows.lane_patience;
    config.start_timeout = settings.kafka.start_timeout;
    config.leave_on_end = settings.kafka.leave_on_end;
    config
}

impl From<service::Failure> for Failure {
    fn from(failure: service::Failure) -> Self {
        let exit = match &failure {
            service::Failure::Config(_) | service::Failure::Topics(_) | service::Failure::Denied(_) => {
                Exit::Config
            }
            service::Failure::Unreachable(_) => Exit::Unavailable,
            service::Failure::Ended(_) => Exit::Again,
        };
        Self::new(exit, failure)
    }
}

/// Starts the stages of these settings and the clock.
///
/// # Errors
/// Rules, schemas, topics or a broker that cannot be worked with.
pub fn start(settings: &Settings, witness: Arc<dyn Witness>) -> Result<Service, Failure> {
    let (wire, rules) = (topology::wire(settings)?, topology::rules(settings)?);
    let scorer = topology::scorer(settings)?;
    let builder = Service::builder(kafka_config(settings), wire.clone(), witness)?;
    Ok(staged(builder, settings, &wire, &rules, &scorer).start()?)
}

/// Gives a service the stages of these settings and the clock.
#[must_use]
pub fn staged(
    mut builder: Builder,
    settings: &Settings,
    wire: &Wire,
    rules: &Arc<RuleSet>,
    scorer: &Arc<dyn Scorer>,
) -> Builder {
    for stage in &settings.stages {
        builder = match stage {
            StageName::Intake => builder.stage(|| topology::intake(settings, wire)),
            StageName::Resolve => builder.stage(|| topology::resolve(settings, wire)),
            StageName::Assess => builder.stage(|| topology::assess(settings, wire, scorer)),
            StageName::Cases => builder.stage(|| topology::cases(settings, wire, rules)),
        };
    }
    builder.clock()
}

/// The first signal sets the flag; a second one ends the process at once.
fn signals() -> Result<Arc<AtomicBool>, Failure> {
    let asked = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT] {
        // The order matters: this one must see the flag as it was before this signal.
        signal_hook::flag::register_conditional_shutdown(signal, CUT_SHORT, Arc::clone(&asked))
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&asked)))
            .map_err(|error| Failure::new(Exit::Software, format!("cannot listen to signals: {error}")))?;
    }
    Ok(asked)
}

/// A start may wait a minute for a broker or a registry: whoever asks for an end meanwhile need not wait. Nothing is open
/// then. Gives what is to be set when the start is over.
fn end_while_starting(asked: &Arc<AtomicBool>) -> Arc<AtomicBool> {
    let over = Arc::new(AtomicBool::new(false));
    let (asked, seen) = (Arc::clone(asked), Arc::clone(&over));
    std::thread::spawn(move || {
        while !seen.load(Ordering::Relaxed) {
            if asked.load(Ordering::Relaxed) {
                service::ended_before_start();
            }
            std::thread::sleep(LOOK);
        }
    });
    over
}

/// Why an orderly end began.
fn watch(service: &Service, asked: &AtomicBool, idle: Option<Duration>) -> &'static str {
    loop {
        if asked.load(Ordering::Relaxed) {
            return "asked by a signal";
        }
        if service.ended() {
            return "a thread ended";
        }
        if let (Some(limit), Some(idle)) = (idle, service.idle())
            && idle >= limit
        {
            return IDLE;
        }
        std::thread::sleep(LOOK);
    }
}

/// `run`.
///
/// # Errors
/// What kept the service from starting, or ended it.
pub fn run(args: &RunArgs) -> Outcome {
    // From the first moment: what stops the service may come while it starts.
    let asked = signals()?;
    let starts = end_while_starting(&asked);
    let sugar = [("stages", args.stages.as_deref())];
    let settings = settings(&args.layers, &sugar, Secrets::Needed)?.settings;
    // Mistakes first, waiting for a broker afterwards.
    topology::rules(&settings)?;
    topology::scorer(&settings)?;
    let telemetry = Telemetry::new(Registry::new()).map_err(|error| Failure::new(Exit::Software, error))?;
    let telemetry = Arc::new(telemetry);
    let http = settings
        .http_listen
        .map(|address| HttpServer::start(address, Arc::clone(&telemetry)));
    let http = http
        .transpose()
        .map_err(|error| Failure::new(Exit::Unavailable, error))?;
    let stages: Vec<&str> = settings.stages.iter().map(|stage| stage.name()).collect();
    info!(
        version = env!("CARGO_PKG_VERSION"),
        app = settings.app,
        instance = settings.kafka.instance,
        bootstrap = settings.kafka.bootstrap_servers,
        stages = stages.join(","),
        http = http.as_ref().map(|server| server.address().to_string()),
        "starting"
    );
    cluster(&settings).topics(settings.kafka.start_timeout)?;
    let service = start(&settings, Arc::clone(&telemetry) as Arc<dyn Witness>)?;
    starts.store(true, Ordering::Relaxed);
    telemetry.health.started();
    info!("started");
    let why = watch(&service, &asked, args.exit_when_idle);
    info!(why, "ending");
    let stopped = telemetry.health.stopped();
    telemetry.health.draining();
    service.stop();
    let outcome = service.join();
    drop(http);
    outcome?;
    info!("ended");
    match stopped.as_slice() {
        [first, ..] if why == IDLE => Err(Failure::new(
            Exit::Again,
            format!(
                "nothing is left to do but for {} stopped lanes, whose records are not read; the first is {} {}: {}",
                stopped.len(),
                first.stage.name(),
                first.lane,
                first.detail
            ),
        )),
        [..] => Ok(()),
    }
}
