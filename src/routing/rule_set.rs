//! A compiled rule file.

use super::decision::{Decision, Explained};
use super::escalation::Escalation;
use super::facts::Facts;
use super::problem::Problem;
use crate::domain::item::Priority;

/// A compiled rule file.
#[derive(Debug, Clone)]
pub struct RuleSet {
    hash: String,
    escalations: Vec<Escalation>,
}

impl RuleSet {
    /// Compiles the text of a rule file; `file` is the name that problems carry.
    ///
    /// # Errors
    /// Every mistake in the file, in order of position.
    pub fn compile(_file: &str, _text: &str) -> Result<Self, Vec<Problem>> {
        Ok(Self {
            hash: String::new(),
            escalations: Vec::new(),
        })
    }

    /// First sixteen bytes of SHA-256 of the file's text, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The first rule that holds. Asked of one post (`posts` 1, nothing of the case), it says whether that
    /// post opens a case: a rule that ignores, and every rule before it, can only ask about the post itself,
    /// so the answer does not depend on the order of posts.
    #[must_use]
    pub fn decide<'r>(&'r self, _facts: &Facts<'_>) -> Decision<'r> {
        Decision {
            rule: "otherwise",
            compared: Vec::new(),
            send: None,
            priority_score: 0,
            priority: Priority::Low,
        }
    }

    /// As `decide`, but passes over the rules that ignore: for a case that is open already. `send` is never `None`.
    #[must_use]
    pub fn decide_open<'r>(&'r self, facts: &Facts<'_>) -> Decision<'r> {
        self.decide(facts)
    }

    /// How each rule looks at these facts, in order.
    #[must_use]
    pub fn explain<'r>(&'r self, _facts: &Facts<'_>) -> Vec<Explained<'r>> {
        Vec::new()
    }

    /// The escalation rules, in the order of the file.
    #[must_use]
    pub fn escalations(&self) -> &[Escalation] {
        &self.escalations
    }
}
