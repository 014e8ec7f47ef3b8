//! When people are told of a case.

use super::condition::Condition;
use super::facts::Facts;
use crate::domain::alert::Severity;
use crate::domain::item::Compared;

/// One level of an escalation.
#[derive(Debug, Clone, PartialEq)]
pub struct EscalationLevel {
    /// How loud; louder than the level below.
    pub severity: Severity,
    pub(super) when: Condition,
    pub(super) keep: Condition,
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
    /// The level that these facts reach, given the present one; 0 is none.
    ///
    /// Hysteresis: a level is entered when its `when` holds. A level reached is kept until its `until` holds,
    /// or, without `until`, until `when` fails with every threshold eased by the rule's `hysteresis`.
    #[must_use]
    pub fn level(&self, facts: &Facts<'_>, present: u32) -> u32 {
        let mut reached = 0;
        for (number, level) in (1_u32..).zip(&self.levels) {
            if level.when.holds(facts) || (number <= present && level.keep.holds(facts)) {
                reached = number;
            }
        }
        reached
    }

    /// How loud this level is; `None` for 0 and beyond the last.
    #[must_use]
    pub fn severity(&self, level: u32) -> Option<Severity> {
        self.at(level).map(|level| level.severity)
    }

    /// What this level compares, and what it finds; empty for level 0. A level kept by hysteresis alone shows
    /// every comparison.
    #[must_use]
    pub fn compared(&self, level: u32, facts: &Facts<'_>) -> Vec<Compared> {
        self.at(level).map_or_else(Vec::new, |level| {
            if level.when.holds(facts) {
                level.when.because(facts)
            } else {
                level.when.every(facts)
            }
        })
    }

    fn at(&self, level: u32) -> Option<&EscalationLevel> {
        let index = usize::try_from(level.checked_sub(1)?).ok()?;
        self.levels.get(index)
    }
}
