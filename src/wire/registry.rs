//! Ids from a schema registry that speaks Confluent's API.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;
use ureq::Agent;
use ureq::http::{Response, StatusCode};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

use super::base64::base64;
use super::ids::SchemaIds;
use super::subjects::subjects;
use super::{Wire, WireError};
use crate::domain::topic::RecordType;

/// A registry that takes longer to answer is taken to be down.
const PATIENCE: Duration = Duration::from_secs(5);
/// Longest answer that is read.
const LONGEST_ANSWER: u64 = 4 * 1024 * 1024;
const MEDIA_TYPE: &str = "application/vnd.schemaregistry.v1+json";

/// Name and password for basic authentication.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The name.
    pub user: String,
    /// The password.
    pub password: SecretString,
}

/// A registry and how to reach it.
#[derive(Debug)]
struct Registry {
    url: String,
    authorization: Option<SecretString>,
    auto_register: bool,
    prefix: String,
    agent: Agent,
}

impl Wire {
    /// Ids from the registry at `url`. With `auto_register` the schemas of this build are registered, otherwise
    /// they must be there. `prefix` is that of the deployment's topics.
    ///
    /// # Errors
    /// Every schema that the registry does not hold or take; or why it cannot be asked.
    pub fn registry(
        url: &str,
        credentials: Option<&Credentials>,
        auto_register: bool,
        prefix: &str,
    ) -> Result<Self, WireError> {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::NativeTls)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .tls_config(tls)
            .build();
        Self::new(Box::new(Registry {
            url: url.trim_end_matches('/').to_owned(),
            authorization: credentials.map(basic),
            auto_register,
            prefix: prefix.to_owned(),
            agent: config.new_agent(),
        }))
    }
}

fn basic(credentials: &Credentials) -> SecretString {
    let pair = format!("{}:{}", credentials.user, credentials.password.expose_secret());
    format!("Basic {}", base64(pair.as_bytes())).into()
}

/// An answer, read to its end.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    body: String,
}

/// What the registry says when it refuses.
#[derive(Debug, Deserialize)]
struct Refusal {
    error_code: i64,
    #[serde(default)]
    message: String,
}

#[derive(Debug, Deserialize)]
struct Registered {
    id: u32,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    schema: String,
    #[serde(default)]
    schema_type: Option<String>,
}

impl Answer {
    fn refusal(&self) -> Option<Refusal> {
        serde_json::from_str(&self.body).ok()
    }

    fn said(&self) -> String {
        let message = self
            .refusal()
            .map_or_else(|| self.body.clone(), |refusal| refusal.message);
        message.chars().take(300).collect()
    }
}

impl Registry {
    fn get(&self, path: &str) -> Result<Answer, WireError> {
        let mut request = self.agent.get(self.at(path)).header("accept", MEDIA_TYPE);
        if let Some(secret) = &self.authorization {
            request = request.header("authorization", secret.expose_secret());
        }
        self.answer(path, request.call())
    }

    fn post(&self, path: &str, schema: &str) -> Result<Answer, WireError> {
        let request = self.agent.post(self.at(path)).header("accept", MEDIA_TYPE);
        let mut request = request.header("content-type", MEDIA_TYPE);
        if let Some(secret) = &self.authorization {
            request = request.header("authorization", secret.expose_secret());
        }
        self.answer(path, request.send(json!({ "schema": schema }).to_string()))
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    fn answer(
        &self,
        path: &str,
        answer: Result<Response<ureq::Body>, ureq::Error>,
    ) -> Result<Answer, WireError> {
        let read = answer.and_then(|mut response| {
            let body = response
                .body_mut()
                .with_config()
                .limit(LONGEST_ANSWER)
                .read_to_string()?;
            Ok(Answer {
                status: response.status(),
                body,
            })
        });
        read.map_err(|error| {
            WireError::RegistryUnavailable(format!(
                "the schema registry does not answer at {}: {error}; check schemas.url and that it is up",
                self.at(path)
            ))
        })
    }

    /// An answer that says nothing about the schema.
    fn useless(&self, path: &str, answer: &Answer) -> WireError {
        let advice = match answer.status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => "check the registry's user and password",
            StatusCode::NOT_FOUND => "this is no schema registry's answer: check the path of schemas.url",
            _ => "look at the registry's log",
        };
        WireError::RegistryUnavailable(format!(
            "the schema registry answers status {} at {}: {}; {advice}",
            answer.status.as_u16(),
            self.at(path),
            answer.said()
        ))
    }

    fn id_of(&self, subject: &str, schema: &str) -> Result<u32, WireError> {
        let path = match self.auto_register {
            true => format!("/subjects/{subject}/versions"),
            false => format!("/subjects/{subject}"),
        };
        let answer = self.post(&path, schema)?;
        match (answer.status, answer.refusal()) {
            (StatusCode::OK, _) => serde_json::from_str::<Registered>(&answer.body)
                .map(|registered| registered.id)
                .map_err(|_| self.useless(&path, &answer)),
            (StatusCode::NOT_FOUND, Some(_)) => Err(WireError::BadSchema(format!(
                "the registry at {} does not hold this build's schema under subject `{subject}` (status 404); \
                 register it, or set schemas.auto_register",
                self.url
            ))),
            (StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY, _) => {
                Err(WireError::BadSchema(format!(
                    "the registry at {} refuses this build's schema under subject `{subject}` (status {}): {}; \
                     compare its newest version with this build's file under schemas/",
                    self.url,
                    answer.status.as_u16(),
                    answer.said()
                )))
            }
            _ => Err(self.useless(&path, &answer)),
        }
    }
}

impl SchemaIds for Registry {
    fn own(&self, record: RecordType, name: &str, schema: &str) -> Result<Vec<u32>, WireError> {
        let (mut ids, mut wrong) = (Vec::new(), Vec::new());
        for subject in subjects(record, name, &self.prefix) {
            match self.id_of(&subject, schema) {
                Ok(id) if ids.contains(&id) => {}
                Ok(id) => ids.push(id),
                Err(error @ WireError::RegistryUnavailable(_)) => return Err(error),
                Err(error) => wrong.push(error.to_string()),
            }
        }
        if wrong.is_empty() {
            Ok(ids)
        } else {
            Err(WireError::BadSchema(wrong.join("\n")))
        }
    }

    fn writer(&self, id: u32) -> Result<Option<String>, WireError> {
        let path = format!("/schemas/ids/{id}");
        let answer = self.get(&path)?;
        match (answer.status, answer.refusal()) {
            (StatusCode::OK, _) => {
                let found: Found =
                    serde_json::from_str(&answer.body).map_err(|_| self.useless(&path, &answer))?;
                let avro = found.schema_type.is_none_or(|kind| kind == "AVRO");
                Ok(avro.then_some(found.schema))
            }
            // Only a registry numbers its errors: a page of a proxy must not turn records into dead letters.
            (StatusCode::NOT_FOUND, Some(refusal)) if refusal.error_code == SCHEMA_NOT_FOUND => Ok(None),
            _ => Err(self.useless(&path, &answer)),
        }
    }
}

/// Confluent's number for "there is no schema of this id".
const SCHEMA_NOT_FOUND: i64 = 40_403;
