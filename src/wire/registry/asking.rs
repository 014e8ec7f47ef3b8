//! Questions to a registry and what it answers. It may have several addresses: the next one is asked where one does not
//! answer, or answers that it cannot.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use ureq::Agent;
use ureq::http::{Response, StatusCode};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

use super::{Address, Credentials};
use crate::domain::base64;
use crate::wire::WireError;

/// A registry that takes longer to answer is taken to be down.
const PATIENCE: Duration = Duration::from_secs(5);
/// The same where records wait for the answer.
const PATIENCE_OF_RECORDS: Duration = Duration::from_secs(2);
/// Longest answer that is read.
const LONGEST_ANSWER: u64 = 4 * 1024 * 1024;
const MEDIA_TYPE: &str = "application/vnd.schemaregistry.v1+json";

/// What is asked.
#[derive(Debug)]
pub(super) enum Question {
    /// For the schema of an id, while a record waits.
    Id,
    /// For something else.
    Get,
    /// With this body; whether anything is written depends on the path.
    Post(Value),
    /// To set this.
    Put(Value),
}

/// An answer, read to its end.
#[derive(Debug)]
pub(super) struct Answer {
    /// Whose, and to which question.
    pub(super) at: String,
    /// Status.
    pub(super) status: StatusCode,
    /// Body.
    pub(super) body: String,
}

/// What the registry says when it refuses.
#[derive(Debug, Deserialize)]
pub(super) struct Refusal {
    /// Confluent's number of the error.
    pub(super) error_code: i64,
    #[serde(default)]
    message: String,
}

impl Answer {
    /// What a registry says when it refuses; `None` for a page of something else.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        serde_json::from_str(&self.body).ok()
    }

    /// The words of the answer.
    pub(super) fn said(&self) -> String {
        let message = self
            .refusal()
            .map_or_else(|| self.body.clone(), |refusal| refusal.message);
        message.chars().take(300).collect()
    }

    /// Whether there is no such thing, said by a registry.
    pub(super) fn is_absent(&self) -> bool {
        self.status == StatusCode::NOT_FOUND && self.refusal().is_some()
    }

    /// The error of an answer that says nothing about the schema.
    pub(super) fn useless(&self) -> WireError {
        let turned_away = matches!(self.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        let advice = match self.status {
            _ if turned_away => "check the registry's user and password",
            StatusCode::NOT_FOUND => "this is no schema registry's answer: check the path of schemas.url",
            _ => "look at the registry's log",
        };
        let words = format!(
            "the schema registry answers status {} at {}: {}; {advice}",
            self.status.as_u16(),
            self.at,
            self.said()
        );
        if turned_away {
            WireError::RegistryTurnedAway(words)
        } else {
            WireError::RegistryUnavailable(words)
        }
    }
}

/// One address.
#[derive(Debug)]
struct Place {
    url: String,
    authorization: Option<SecretString>,
}

/// Asks one address after the other, the one that answered last time first.
#[derive(Debug)]
pub(super) struct Asker {
    places: Vec<Place>,
    last: AtomicUsize,
    agent: Agent,
}

impl Asker {
    pub(super) fn new(addresses: &[Address]) -> Self {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::NativeTls)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .tls_config(tls)
            .build();
        let place = |address: &Address| Place {
            url: address.url.trim_end_matches('/').to_owned(),
            authorization: address.credentials.as_ref().map(basic),
        };
        Self {
            places: addresses.iter().map(place).collect(),
            last: AtomicUsize::new(0),
            agent: config.new_agent(),
        }
    }

    /// The address that is asked first now.
    pub(super) fn address(&self) -> &str {
        let last = self.places.get(self.last.load(Ordering::Relaxed));
        last.map_or("", |place| &place.url)
    }

    /// The first answer of an address that is well.
    ///
    /// # Errors
    /// What each of them said.
    pub(super) fn ask(&self, question: &Question, path: &str) -> Result<Answer, WireError> {
        let first = self.last.load(Ordering::Relaxed);
        let mut failed = Vec::new();
        for (at, place) in self
            .places
            .iter()
            .enumerate()
            .cycle()
            .skip(first)
            .take(self.places.len())
        {
            match self.ask_at(place, question, path) {
                Ok(answer) if answer.status.is_server_error() => failed.push(answer.useless().to_string()),
                Ok(answer) => {
                    self.last.store(at, Ordering::Relaxed);
                    return Ok(answer);
                }
                Err(words) => failed.push(words),
            }
        }
        Err(WireError::RegistryUnavailable(failed.join("; and ")))
    }

    fn ask_at(&self, place: &Place, question: &Question, path: &str) -> Result<Answer, String> {
        let at = format!("{}{path}", place.url);
        self.call(place, question, &at)
            .and_then(|mut response| {
                let body = response.body_mut().with_config().limit(LONGEST_ANSWER);
                Ok(Answer {
                    body: body.read_to_string()?,
                    status: response.status(),
                    at: at.clone(),
                })
            })
            .map_err(|error| {
                format!(
                    "the schema registry does not answer at {at}: {error}; check schemas.url and that it is up"
                )
            })
    }

    fn call(
        &self,
        place: &Place,
        question: &Question,
        at: &str,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        let authorization = place.authorization.as_ref().map(ExposeSecret::expose_secret);
        let with_body = |request: ureq::RequestBuilder<ureq::typestate::WithBody>, body: &Value| {
            let request = request
                .header("accept", MEDIA_TYPE)
                .header("content-type", MEDIA_TYPE);
            let request = match authorization {
                Some(secret) => request.header("authorization", secret),
                None => request,
            };
            request.send(body.to_string())
        };
        match question {
            Question::Post(body) => with_body(self.agent.post(at), body),
            Question::Put(body) => with_body(self.agent.put(at), body),
            Question::Id | Question::Get => {
                let patience = match question {
                    Question::Id => PATIENCE_OF_RECORDS,
                    Question::Get | Question::Post(_) | Question::Put(_) => PATIENCE,
                };
                let config = self.agent.get(at).config().timeout_global(Some(patience));
                let request = config.build().header("accept", MEDIA_TYPE);
                match authorization {
                    Some(secret) => request.header("authorization", secret).call(),
                    None => request.call(),
                }
            }
        }
    }
}

fn basic(credentials: &Credentials) -> SecretString {
    let pair = format!("{}:{}", credentials.user, credentials.password.expose_secret());
    format!("Basic {}", base64::encode(pair.as_bytes())).into()
}
