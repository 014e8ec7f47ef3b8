//! The schemas of this build in the registry: found, registered, or said what would be done about them.

use serde::Deserialize;
use serde_json::{Value, json};
use ureq::http::StatusCode;

use super::asking::{Answer, Question};
use super::{Intent, Registry};
use crate::wire::WireError;

#[derive(Debug, Deserialize)]
struct Registered {
    id: u32,
}

#[derive(Debug, Deserialize)]
struct Compatible {
    is_compatible: bool,
    #[serde(default)]
    messages: Vec<Value>,
}

fn question(schema: &str) -> Question {
    Question::Post(json!({ "schema": schema }))
}

impl Registry {
    /// The id of this build's schema under a subject; `None` where it has none and need not have one.
    ///
    /// # Errors
    /// The registry does not hold it, does not take it, or cannot be asked.
    pub(super) fn own_id(&self, subject: &str, schema: &str) -> Result<Option<u32>, WireError> {
        let held = self.held(subject, schema)?;
        match (held, self.intent) {
            (Some(id), Intent::Register | Intent::Look { registers: true }) => {
                self.look_at_level(subject)?;
                Ok(Some(id))
            }
            (Some(id), Intent::Read | Intent::Find | Intent::Look { registers: false }) => Ok(Some(id)),
            (None, Intent::Read) => Ok(None),
            (None, Intent::Find | Intent::Look { registers: false }) => Err(WireError::BadSchema(format!(
                "the registry at {} does not hold this build's schema under subject `{subject}` (status 404); \
                 register it, or set schemas.auto_register",
                self.asker.address()
            ))),
            (None, Intent::Look { registers: true }) => self.foretell(subject, schema).map(|()| None),
            (None, Intent::Register) => self.register(subject, schema).map(Some),
        }
    }

    /// The id under which the registry holds this schema, if it does.
    fn held(&self, subject: &str, schema: &str) -> Result<Option<u32>, WireError> {
        let answer = self
            .asker
            .ask(&question(schema), &format!("/subjects/{subject}"))?;
        if answer.is_absent() {
            return Ok(None);
        }
        self.id_in(subject, &answer).map(Some)
    }

    fn id_in(&self, subject: &str, answer: &Answer) -> Result<u32, WireError> {
        match answer.status {
            StatusCode::OK => serde_json::from_str::<Registered>(&answer.body)
                .map(|registered| registered.id)
                .map_err(|_| answer.useless()),
            StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
                Err(self.refused(subject, answer, &answer.said()))
            }
            _ => Err(answer.useless()),
        }
    }

    fn refused(&self, subject: &str, answer: &Answer, why: &str) -> WireError {
        WireError::BadSchema(format!(
            "the registry at {} refuses this build's schema under subject `{subject}` (status {}): {why}; \
             compare its newest version with this build's file under schemas/",
            self.asker.address(),
            answer.status.as_u16(),
        ))
    }

    /// Whether nobody has registered anything under this subject.
    fn is_new(&self, subject: &str) -> Result<bool, WireError> {
        let answer = self
            .asker
            .ask(&Question::Get, &format!("/subjects/{subject}/versions"))?;
        if answer.is_absent() {
            return Ok(true);
        }
        let versions: Option<Vec<Value>> = serde_json::from_str(&answer.body).ok();
        let versions = versions.filter(|_| answer.status == StatusCode::OK);
        versions
            .map(|versions| versions.is_empty())
            .ok_or_else(|| answer.useless())
    }

    /// Registers a schema. How the versions of a subject may differ is set where its first one is ours.
    fn register(&self, subject: &str, schema: &str) -> Result<u32, WireError> {
        let is_new = self.is_new(subject)?;
        let path = format!("/subjects/{subject}/versions");
        let answer = self.asker.ask(&question(schema), &path)?;
        let id = self.id_in(subject, &answer)?;
        if is_new {
            self.set_level(subject)?;
        } else {
            self.look_at_level(subject)?;
        }
        Ok(id)
    }

    /// Says what would be registered, and asks whether the registry would take it.
    fn foretell(&self, subject: &str, schema: &str) -> Result<(), WireError> {
        if self.is_new(subject)? {
            self.around.tell(&format!(
                "`run` and `topics apply` would register the schema of subject `{subject}`, its first"
            ));
            return Ok(());
        }
        let path = format!("/compatibility/subjects/{subject}/versions/latest?verbose=true");
        let answer = self.asker.ask(&question(schema), &path)?;
        match answer.status {
            StatusCode::OK => {}
            StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
                return Err(self.refused(subject, &answer, &answer.said()));
            }
            _ => return Err(answer.useless()),
        }
        let told: Compatible = serde_json::from_str(&answer.body).map_err(|_| answer.useless())?;
        if !told.is_compatible {
            let why: Vec<String> = told.messages.iter().map(ToString::to_string).collect();
            let why = format!("not compatible with its newest version {}", why.join(" "));
            let why: String = why.trim_end().chars().take(600).collect();
            return Err(self.refused(subject, &answer, &why));
        }
        self.around.tell(&format!(
            "`run` and `topics apply` would register a further schema of subject `{subject}`"
        ));
        self.look_at_level(subject)
    }
}
