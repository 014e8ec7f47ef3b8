//! Ids from a schema registry that speaks Confluent's API.

mod asking;
mod level;
mod own;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use ureq::http::StatusCode;

use super::ids::SchemaIds;
use super::subjects::subjects;
use super::{Wire, WireError};
use crate::domain::topic::RecordType;
use asking::{Asker, Question};

/// Name and password for basic authentication.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The name.
    pub user: String,
    /// The password.
    pub password: SecretString,
}

/// Where a registry answers.
#[derive(Debug, Clone)]
pub struct Address {
    /// Its http or https address, without name and password.
    pub url: String,
    /// What it is to be told of who asks.
    pub credentials: Option<Credentials>,
}

/// What is done about the schemas of this build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Nothing: records are only read, and written nowhere.
    Read,
    /// They must be there.
    Find,
    /// Those that are not there are registered.
    Register,
    /// As `Find`, or as `Register` but that it only says what would be done: nothing is ever written.
    Look {
        /// Whether what is not there would be registered.
        registers: bool,
    },
}

/// What is around the client: it has neither clock nor log of its own.
pub trait Around: Send + Sync + fmt::Debug {
    /// Time since some moment; it never goes back.
    fn now(&self) -> Duration;

    /// Hears what somebody should know who looks after the deployment.
    fn tell(&self, words: &str);
}

/// A registry and how to reach it.
#[derive(Debug)]
struct Registry {
    asker: Asker,
    intent: Intent,
    prefix: String,
    around: Arc<dyn Around>,
    /// Since when no address answered, and what was said of it.
    away: Mutex<Option<(Duration, WireError)>>,
}

/// How long a registry that did not answer is not asked again for the schema of a record. Who asks holds up others.
const REST: Duration = Duration::from_secs(5);
/// Confluent's number for "there is no schema of this id".
const SCHEMA_NOT_FOUND: i64 = 40_403;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    schema: String,
    #[serde(default)]
    schema_type: Option<String>,
}

impl Wire {
    /// Ids from the registry at these addresses, tried in this order. `prefix` is that of the deployment's topics.
    ///
    /// # Errors
    /// Every schema that the registry does not hold or take; or why it cannot be asked.
    pub fn registry(
        addresses: &[Address],
        prefix: &str,
        intent: Intent,
        around: Arc<dyn Around>,
    ) -> Result<Self, WireError> {
        Self::new(Box::new(Registry {
            asker: Asker::new(addresses),
            intent,
            prefix: prefix.to_owned(),
            around,
            away: Mutex::default(),
        }))
    }
}

impl Registry {
    fn resting(&self) -> Option<WireError> {
        let away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, error) = away.as_ref()?;
        (self.around.now().saturating_sub(*since) < REST).then(|| error.clone())
    }

    fn remember(&self, failed: Option<&WireError>) {
        let failed = failed.map(|error| (self.around.now(), error.clone()));
        *self.away.lock().unwrap_or_else(PoisonError::into_inner) = failed;
    }
}

impl SchemaIds for Registry {
    fn own(&self, record: RecordType, name: &str, schema: &str) -> Result<Vec<u32>, WireError> {
        let (mut ids, mut wrong) = (Vec::new(), Vec::new());
        for subject in subjects(record, name, &self.prefix) {
            match self.own_id(&subject, schema) {
                Ok(Some(id)) if !ids.contains(&id) => ids.push(id),
                Ok(_) => {}
                Err(error) if error.reason().is_none() => return Err(error),
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
        if let Some(error) = self.resting() {
            return Err(error);
        }
        let path = format!("/schemas/ids/{id}");
        let answer = self.asker.ask(&Question::Id, &path);
        self.remember(answer.as_ref().err());
        let answer = answer?;
        match (answer.status, answer.refusal()) {
            (StatusCode::OK, _) => {
                let found: Found = serde_json::from_str(&answer.body).map_err(|_| answer.useless())?;
                let avro = found.schema_type.is_none_or(|kind| kind == "AVRO");
                Ok(avro.then_some(found.schema))
            }
            // Only a registry numbers its errors: a page of a proxy must not turn records into dead letters.
            (StatusCode::NOT_FOUND, Some(refusal)) if refusal.error_code == SCHEMA_NOT_FOUND => Ok(None),
            _ => Err(answer.useless()),
        }
    }

    fn now(&self) -> Option<Duration> {
        Some(self.around.now())
    }
}
