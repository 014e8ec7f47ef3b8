//! A cluster and how it is reached, for commands that take no part in the groups: what it answers, and what
//! keeps it from answering.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rdkafka::ClientContext;
use rdkafka::config::{ClientConfig, RDKafkaLogLevel};
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};

use super::client_error::without_values;
use super::plain_talk;

/// Where a cluster is and how to speak to it. Holds secrets: no `Debug`.
#[derive(Clone)]
pub struct Cluster {
    /// `host:port`, comma-separated.
    pub bootstrap: String,
    /// Further client keys.
    pub client: BTreeMap<String, String>,
}

/// Why a cluster cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClusterError {
    /// Nobody answers.
    #[error("no broker answers at {bootstrap}: {detail}; start it, or set kafka.bootstrap_servers")]
    Down {
        /// The addresses tried.
        bootstrap: String,
        /// The last thing the client said.
        detail: String,
    },
    /// Client and broker do not come to terms: credentials, certificates, protocol.
    #[error(
        "the broker at {bootstrap} turned the client away, or the client the broker: {detail}; check kafka.client \
         (security.protocol, sasl.*, ssl.*). A certificate that is not verified has expired, is of another authority, or \
         carries another host name: `openssl s_client -connect {bootstrap}` tells which"
    )]
    TurnedAway {
        /// The addresses tried.
        bootstrap: String,
        /// The last thing the client said.
        detail: String,
    },
    /// The client does not take its configuration.
    #[error("the kafka client does not take its configuration: {0}; check kafka.client")]
    Config(String),
    /// The cluster answered with an error.
    #[error("the cluster at {bootstrap} answered: {detail}")]
    Refused {
        /// The addresses.
        bootstrap: String,
        /// What it said.
        detail: String,
    },
}

/// Remembers the last error that the client reported.
#[derive(Default)]
struct Listener {
    last: Mutex<Option<(bool, String)>>,
}

impl ClientContext for Listener {
    /// The client's running commentary does not belong to a command, but some causes are said nowhere else.
    fn log(&self, _: RDKafkaLogLevel, _: &str, line: &str) {
        if is_protocol(line) {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            let cause = last
                .as_ref()
                .is_some_and(|(cause, said)| *cause || is_protocol(said));
            if !cause {
                // A certificate does not become another one by waiting.
                *last = Some((line.contains("certificate"), line.to_owned()));
            }
        }
    }

    fn error(&self, error: KafkaError, reason: &str) {
        let code = error.rdkafka_error_code();
        let turned_away = matches!(
            code,
            Some(
                RDKafkaErrorCode::Authentication
                    | RDKafkaErrorCode::SaslAuthenticationFailed
                    | RDKafkaErrorCode::SSL
                    | RDKafkaErrorCode::ClusterAuthorizationFailed
            )
        );
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        // What says more stays: being turned away, and the cause before "all brokers are down".
        let says_less = code == Some(RDKafkaErrorCode::AllBrokersDown) && last.is_some();
        if turned_away || !says_less && !last.as_ref().is_some_and(|(cause, _)| *cause) {
            *last = Some((turned_away, reason.to_owned()));
        }
    }
}

impl ConsumerContext for Listener {}

/// Whether what the client says last, after the whole of its patience, is that the two speak different protocols: the
/// broker then only hangs up.
fn is_protocol(detail: &str) -> bool {
    [
        "security.protocol",
        "certificate",
        "SSL handshake",
        "ssl_",
        "SASL",
    ]
    .iter()
    .any(|sign| detail.contains(sign))
}

#[expect(
    clippy::disallowed_methods,
    reason = "waiting for a broker is told by the clock"
)]
fn now() -> Instant {
    Instant::now()
}

impl Cluster {
    /// The client's configuration for this cluster, without anything of the role it is to play.
    #[must_use]
    pub fn config(&self) -> ClientConfig {
        let mut config = ClientConfig::new();
        for (key, value) in &self.client {
            config.set(key, value);
        }
        // What matters comes back as an error; the client's running commentary does not belong to a command.
        config.set_log_level(RDKafkaLogLevel::Critical);
        config.set("bootstrap.servers", &self.bootstrap);
        config
    }

    /// Waits for the cluster and asks for its topics and their partitions.
    ///
    /// # Errors
    /// Nobody answers in time, or the client is turned away.
    pub fn topics(&self, patience: Duration) -> Result<BTreeMap<String, i32>, ClusterError> {
        let consumer: BaseConsumer<Listener> = self
            .config()
            .set("reconnect.backoff.max.ms", "1000")
            .set_log_level(RDKafkaLogLevel::Info)
            .create_with_context(Listener::default())
            .map_err(|error| self.refusal(&error))?;
        let start = now();
        loop {
            let left = patience.saturating_sub(now().duration_since(start));
            let wait = left.clamp(Duration::from_millis(200), Duration::from_secs(2));
            let answer = consumer.client().fetch_metadata(None, wait);
            // Serves the reports of the client: a broker that turns it away says so here.
            let _ = consumer.poll(Duration::ZERO);
            match answer {
                Ok(metadata) => {
                    let partitions = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
                    return Ok(metadata
                        .topics()
                        .iter()
                        .map(|topic| (topic.name().to_owned(), partitions(topic.partitions().len())))
                        .collect());
                }
                Err(error) => {
                    let said = consumer
                        .client()
                        .context()
                        .last
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .clone();
                    let bootstrap = self.bootstrap.clone();
                    match said {
                        Some((true, detail)) => return Err(ClusterError::TurnedAway { bootstrap, detail }),
                        Some((false, detail)) if left.is_zero() => return Err(self.unanswered(detail)),
                        None if left.is_zero() => return Err(self.unanswered(error.to_string())),
                        Some((false, _)) | None => {
                            tracing::info!(bootstrap, %error, "waiting for the broker");
                        }
                    }
                }
            }
        }
    }

    /// Why nobody has answered for so long.
    fn unanswered(&self, detail: String) -> ClusterError {
        let bootstrap = self.bootstrap.clone();
        let protocol = self.client.get("security.protocol");
        let plain = protocol.is_none_or(|protocol| protocol.eq_ignore_ascii_case("plaintext"));
        if is_protocol(&detail) {
            ClusterError::TurnedAway { bootstrap, detail }
        } else if plain && plain_talk::is_ended(&bootstrap) {
            let detail = format!(
                "it hangs up on a client without TLS or SASL, security.protocol=PLAINTEXT ({detail})"
            );
            ClusterError::TurnedAway { bootstrap, detail }
        } else {
            ClusterError::Down { bootstrap, detail }
        }
    }

    /// The client does not take this configuration; the values in it are not told.
    pub(super) fn refusal(&self, error: &KafkaError) -> ClusterError {
        let values = self.client.values().map(String::as_str);
        ClusterError::Config(without_values(&error.to_string(), values))
    }

    pub(super) fn refused(&self, error: &KafkaError) -> ClusterError {
        ClusterError::Refused {
            bootstrap: self.bootstrap.clone(),
            detail: error.to_string(),
        }
    }
}
