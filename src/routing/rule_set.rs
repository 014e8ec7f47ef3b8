//! A compiled rule file.

use super::condition::Condition;
use super::decision::{Decision, Explained, Routed, Send};
use super::escalation::Escalation;
use super::facts::Facts;
use super::priority::{Weights, priority};
use super::problem::Problem;
use super::read_file;
use crate::domain::calendar::Calendars;
use crate::domain::item::Priority;

/// Name of the rule that takes what no other took.
pub(super) const OTHERWISE: &str = "otherwise";

/// One rule; without `send` it ignores.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Route {
    pub(super) id: String,
    pub(super) when: Condition,
    pub(super) send: Option<Send>,
}

/// A compiled rule file.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSet {
    pub(super) hash: String,
    /// In the order of the file.
    pub(super) routes: Vec<Route>,
    /// Of `otherwise`: for what no route takes.
    pub(super) fallback: Send,
    pub(super) escalations: Vec<Escalation>,
    pub(super) weights: Weights,
}

impl RuleSet {
    /// Compiles the text of a rule file; `file` is the name that problems carry.
    ///
    /// # Errors
    /// Every mistake in the file, in order of position. Text that is no YAML is one mistake: nothing behind
    /// it can be read.
    pub fn compile(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        Self::compile_with(file, text, &Calendars::default())
    }

    /// As `compile`, for rules that may name these calendars; by `compile` only `always`.
    ///
    /// # Errors
    /// As `compile`.
    pub fn compile_with(file: &str, text: &str, calendars: &Calendars) -> Result<Self, Vec<Problem>> {
        read_file::compile(file, text, calendars)
    }

    /// Hash of the file's text: 32 hexadecimal digits, the same for the same text anywhere.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The first rule that holds. Asked of the facts of one post alone, it says whether that post opens a case:
    /// a rule that ignores, and every rule before it, can only ask about the post itself (`compile` sees to it),
    /// so the answer never depends on the order of posts.
    #[must_use]
    pub fn decide<'r>(&'r self, facts: &Facts<'_>) -> Decision<'r> {
        self.first(facts, true)
    }

    /// As `decide`, but passes over the rules that ignore: for a case that is open already. `send` is always there.
    #[must_use]
    pub fn decide_open<'r>(&'r self, facts: &Facts<'_>) -> Decision<'r> {
        self.first(facts, false)
    }

    /// Whether `decide` sends these facts anywhere; without what was compared, which is most of the work.
    #[must_use]
    pub fn opens(&self, facts: &Facts<'_>) -> bool {
        self.taken(facts, true).is_none_or(|route| route.send.is_some())
    }

    /// Where `decide_open` sends these facts.
    #[must_use]
    pub fn route_open(&self, facts: &Facts<'_>) -> Routed<'_> {
        let taken = self.taken(facts, false);
        let sent = taken.and_then(|route| Some((route.id.as_str(), route.send.as_ref()?)));
        let (rule, send) = sent.unwrap_or((OTHERWISE, &self.fallback));
        let priority_score = self.weights.score(send.priority, facts);
        Routed {
            rule,
            send,
            priority_score,
            priority: priority(priority_score),
        }
    }

    fn taken(&self, facts: &Facts<'_>, may_ignore: bool) -> Option<&Route> {
        self.routes
            .iter()
            .find(|route| (may_ignore || route.send.is_some()) && route.when.holds(facts))
    }

    fn first<'r>(&'r self, facts: &Facts<'_>, may_ignore: bool) -> Decision<'r> {
        let (rule, compared, send) = match self.taken(facts, may_ignore) {
            Some(route) => (route.id.as_str(), route.when.because(facts), route.send.as_ref()),
            None => (OTHERWISE, Vec::new(), Some(&self.fallback)),
        };
        let priority_score = send.map_or(0, |send| self.weights.score(send.priority, facts));
        Decision {
            rule,
            compared,
            send,
            priority_score,
            priority: if send.is_some() {
                priority(priority_score)
            } else {
                Priority::Low
            },
        }
    }

    /// How each rule looks at these facts, in order, `otherwise` last.
    #[must_use]
    pub fn explain<'r>(&'r self, facts: &Facts<'_>) -> Vec<Explained<'r>> {
        let explained = |route: &'r Route| Explained {
            rule: &route.id,
            holds: route.when.holds(facts),
            compared: route.when.every(facts),
        };
        let otherwise = Explained {
            rule: OTHERWISE,
            holds: true,
            compared: Vec::new(),
        };
        self.routes.iter().map(explained).chain([otherwise]).collect()
    }

    /// The escalation rules, in the order of the file.
    #[must_use]
    pub fn escalations(&self) -> &[Escalation] {
        &self.escalations
    }
}
