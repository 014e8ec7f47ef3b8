//! What must hold before anything is read: a broker that answers, topics that fit, no other deployment in the groups.

use std::sync::atomic::Ordering;
use std::time::Duration;

use rdkafka::consumer::Consumer;

use super::config::KafkaConfig;
use super::mood::outside;
use super::rivals;
use super::service::{Common, Failure};
use super::system_clock::SystemClock;
use super::topics::{self, Shape};
use crate::runtime::ports::Clock;
use crate::runtime::witness::Happening;

/// How long brokers may take to hear of a topic.
const SPREAD: Duration = Duration::from_secs(5);

/// Checks everything, once a broker answers.
///
/// # Errors
/// No broker, topics that do not fit, or a rival.
pub(super) fn admit(common: &Common) -> Result<(), Failure> {
    await_broker(common)?;
    // A topic that has just been made is not known to every broker at once.
    let until = SystemClock.monotonic() + SPREAD;
    loop {
        let found = patiently(common, || topics(&common.config))?;
        if found.is_empty() {
            break;
        }
        if SystemClock.monotonic() >= until {
            return Err(Failure::Topics(found));
        }
        std::thread::sleep(Duration::from_millis(500));
    }
    let rivals = rivals(common)?;
    if rivals.is_empty() {
        Ok(())
    } else {
        Err(Failure::Config(rivals))
    }
}

/// Tries until the deadline of the start, with pauses. What cannot pass ends it at once.
///
/// # Errors
/// The last thing that was said.
fn patiently<T>(common: &Common, mut ask: impl FnMut() -> Result<T, Failure>) -> Result<T, Failure> {
    let deadline = SystemClock.monotonic() + common.config.start_timeout;
    let mut pause = Duration::from_millis(100);
    loop {
        let failure = match ask() {
            Err(failure @ (Failure::Unreachable(_) | Failure::Ended(_))) => failure,
            done => return done,
        };
        if SystemClock.monotonic() + pause >= deadline || common.stop.load(Ordering::Relaxed) {
            return Err(failure);
        }
        common.witness.saw(&Happening::Trouble {
            client: "start",
            detail: &failure.to_string(),
        });
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_secs(2));
    }
}

/// Waits for a broker that answers.
///
/// # Errors
/// None does in time.
pub(super) fn await_broker(common: &Common) -> Result<(), Failure> {
    let bootstrap = &common.config.bootstrap;
    patiently(common, || {
        let Err(error) = common.survey.fetch_metadata(None, Duration::from_secs(5)) else {
            return Ok(());
        };
        // The handle's own errors say more, such as wrong credentials.
        let said = common.survey.poll(Duration::ZERO);
        let said = said
            .and_then(Result::err)
            .map_or(String::new(), |error| format!(" ({error})"));
        Err(Failure::Unreachable(format!(
            "no broker at {bootstrap} answers: {error}{said}; check kafka.bootstrap_servers, the network and the credentials"
        )))
    })
}

/// Everything about the topics of the deployment that the service cannot run with.
fn topics(config: &KafkaConfig) -> Result<Vec<String>, Failure> {
    // How many partitions others gave their topics, and how many copies there are, is their affair.
    let shape = Shape {
        partitions: config.partitions,
        public_partitions: 1,
        replication: 1,
    };
    let found = topics::compare(config, topics::wanted(config, shape)).map_err(Failure::Unreachable)?;
    Ok(topics::hindrances(&found))
}

fn rivals(common: &Common) -> Result<Vec<String>, Failure> {
    patiently(common, || {
        rivals::find(&common.survey, &common.names, &common.config)
            .map_err(|error| Failure::Unreachable(outside("who is in which group", &error).to_string()))
    })
}
