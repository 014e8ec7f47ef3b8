//! From a rule's base and the facts to a priority score.

use super::facts::Facts;
use crate::domain::item::Priority;
use crate::domain::score::Urgency;

/// Points that the facts add to a rule's base, or take from it.
///
/// score = base
/// \+ `can_wait` | `today` | `now` by urgency
/// \+ `negative` x (-sentiment where below 0)
/// \+ `risk` x risk score
/// \+ `followers` x log10(1 + followers) / 7, at most `followers`
/// \+ `joiners` x joiners / (joiners + 5)
/// \+ `earlier_cases` x earlier / (earlier + 3)
/// \+ `breached` once the deadline has passed
/// - `peer_answers` x answers / (answers + 2),
///
/// each part rounded, the sum held within 0 to 1000. More urgency, worse sentiment, more risk, followers,
/// joiners or earlier cases never lower it; more answers by others never raise it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// For an urgency of `can_wait`; every weight is from 0 to 1000.
    pub can_wait: i32,
    /// For an urgency of `today`; not below `can_wait`.
    pub today: i32,
    /// For an urgency of `now`; not below `today`.
    pub now: i32,
    /// For the worst sentiment.
    pub negative: i32,
    /// For the highest risk.
    pub risk: i32,
    /// For ten million followers and more.
    pub followers: i32,
    /// For very many joiners.
    pub joiners: i32,
    /// For very many earlier cases.
    pub earlier_cases: i32,
    /// For a deadline that has passed.
    pub breached: i32,
    /// Taken off for very many answers by others.
    pub peer_answers: i32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            can_wait: 20,
            today: 60,
            now: 150,
            negative: 100,
            risk: 250,
            followers: 50,
            joiners: 60,
            earlier_cases: 30,
            breached: 80,
            peer_answers: 60,
        }
    }
}

impl Weights {
    /// The score of a case whose rule starts at `base`, from 0 to 1000.
    #[must_use]
    pub fn score(&self, base: i32, facts: &Facts<'_>) -> i32 {
        let urgency = match facts.urgency {
            Urgency::Unknown | Urgency::NoAction => 0,
            Urgency::CanWait => self.can_wait,
            Urgency::Today => self.today,
            Urgency::Now => self.now,
        };
        let followers = libm::log10(1.0 + facts.followers.unwrap_or(0).max(0) as f64) / 7.0;
        let breached = if facts.breached { self.breached } else { 0 };
        let parts = [
            base,
            urgency,
            share(self.negative, -facts.sentiment.unwrap_or(0.0)),
            share(self.risk, facts.risk_score),
            share(self.followers, followers),
            share(self.joiners, saturating(facts.joiners, 5.0)),
            share(self.earlier_cases, saturating(facts.earlier_cases, 3.0)),
            breached,
            -share(self.peer_answers, saturating(facts.peer_answers, 2.0)),
        ];
        parts.iter().sum::<i32>().clamp(0, 1000)
    }
}

/// This part of the points, rounded.
fn share(points: i32, part: f64) -> i32 {
    libm::round(f64::from(points) * part.clamp(0.0, 1.0)) as i32
}

/// From 0 towards 1 as the count grows; a half at `half`.
fn saturating(count: i64, half: f64) -> f64 {
    let count = count.max(0) as f64;
    count / (count + half)
}

/// The name of a score.
#[must_use]
pub const fn priority(score: i32) -> Priority {
    match score {
        ..250 => Priority::Low,
        250..500 => Priority::Normal,
        500..750 => Priority::High,
        750.. => Priority::Urgent,
    }
}

#[cfg(test)]
#[path = "priority_tests.rs"]
mod tests;
