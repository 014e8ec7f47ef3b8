//! When people are told of a case.

use super::facts::Facts;
use crate::domain::alert::Severity;
use crate::domain::item::Compared;

/// One level of an escalation.
#[derive(Debug, Clone, PartialEq)]
pub struct EscalationLevel {
    /// How loud.
    pub severity: Severity,
}

/// A rule that raises an alert about a case, in ascending levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Escalation {
    /// Id of the rule.
    pub id: String,
    /// Levels in ascending order; the first is level 1.
    pub levels: Vec<EscalationLevel>,
}

impl Escalation {
    /// The level that these facts reach, given the present one; 0 is none. Hysteresis: a level is entered
    /// when its condition holds, and left only when its `until` holds or its relaxed condition fails.
    #[must_use]
    pub fn level(&self, _facts: &Facts<'_>, _present: u32) -> u32 {
        0
    }

    /// How loud this level is; `None` for 0 and beyond the last.
    #[must_use]
    pub fn severity(&self, level: u32) -> Option<Severity> {
        let index = usize::try_from(level.checked_sub(1)?).ok()?;
        self.levels.get(index).map(|level| level.severity)
    }

    /// What this level compares, and what it finds; empty for level 0.
    #[must_use]
    pub fn compared(&self, _level: u32, _facts: &Facts<'_>) -> Vec<Compared> {
        Vec::new()
    }
}
