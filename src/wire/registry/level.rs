//! How far the versions of a subject may differ: both ways and over all of them, so that every reader reads every record.

use serde::Deserialize;
use serde_json::json;
use ureq::http::StatusCode;

use super::Registry;
use super::asking::{Answer, Question};
use crate::wire::WireError;

/// The level that subjects should have. There is none that is stricter.
const WANTED: &str = "FULL_TRANSITIVE";

/// Registries and their versions differ in the name.
#[derive(Debug, Deserialize)]
struct Level {
    #[serde(alias = "compatibilityLevel")]
    compatibility: String,
}

fn level(answer: &Answer) -> Option<String> {
    let level: Option<Level> = serde_json::from_str(&answer.body).ok();
    level
        .filter(|_| answer.status == StatusCode::OK)
        .map(|level| level.compatibility)
}

impl Registry {
    /// Says when the level of a subject is weaker than it should be.
    ///
    /// # Errors
    /// The registry does not answer.
    pub(super) fn look_at_level(&self, subject: &str) -> Result<(), WireError> {
        let path = format!("/config/{subject}?defaultToGlobal=true");
        let mut answer = self.asker.ask(&Question::Get, &path)?;
        if answer.is_absent() {
            answer = self.asker.ask(&Question::Get, "/config")?;
        }
        let advice = format!(
            "set it with PUT {}/config/{subject} and the body {{\"compatibility\": \"{WANTED}\"}}",
            self.asker.address()
        );
        match level(&answer) {
            Some(level) if level == WANTED => {}
            Some(level) => self.around.tell(&format!(
                "the compatibility of subject `{subject}` is {level}, weaker than {WANTED}: a schema that some reader \
                 cannot read would be taken; {advice}"
            )),
            None => self.around.tell(&format!(
                "the compatibility of subject `{subject}` cannot be looked at (status {}): {}; {advice}",
                answer.status.as_u16(),
                answer.said()
            )),
        }
        Ok(())
    }

    /// Sets the level of a subject that is ours from its first version on. A registry that does not let us is told of.
    ///
    /// # Errors
    /// The registry does not answer.
    pub(super) fn set_level(&self, subject: &str) -> Result<(), WireError> {
        let body = json!({ "compatibility": WANTED });
        let answer = self
            .asker
            .ask(&Question::Put(body), &format!("/config/{subject}"))?;
        if answer.status != StatusCode::OK {
            self.around.tell(&format!(
                "the compatibility of subject `{subject}` cannot be set to {WANTED} (status {}): {}; set it by hand",
                answer.status.as_u16(),
                answer.said()
            ));
        }
        Ok(())
    }
}
