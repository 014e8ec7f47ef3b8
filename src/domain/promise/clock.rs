//! One clock of an item: what was promised, and where that stands.

use serde::{Deserialize, Serialize};

use super::pauses::{Pause, Pauses};
use crate::domain::calendar::Calendars;
use crate::domain::clock::ClockState;
use crate::domain::time::{Span, Time};

/// Share of the promised time after which a clock is at risk, in thousandths.
const AT_RISK: i64 = 750;

/// Most promises that a clock keeps, each of another calendar: those of the least time.
pub const PROMISES: usize = 8;

/// A time that was promised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Promise {
    /// Name of the calendar that the time is counted by.
    pub calendar: String,
    /// How much of its business time; above 0.
    pub amount: Span,
    /// Id of the rule that promised it.
    pub rule: String,
}

/// One clock of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// When it started.
    pub started_at: Time,
    /// What was promised, in order of calendars, of each the least.
    pub promises: Vec<Promise>,
    /// When it did not run.
    pub pauses: Pauses,
    /// When what it waits for was done.
    pub stopped_at: Option<Time>,
}

/// What a clock comes to: the promise that is due first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due<'c> {
    /// The promise.
    pub promise: &'c Promise,
    /// When three quarters of it are used; `None` while a pause keeps that from coming.
    pub at_risk_at: Option<Time>,
    /// When it is due; `None` while a pause keeps that from coming.
    pub due_at: Option<Time>,
}

/// The moment by which some business time has run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reached {
    /// When, as if a pause that is open ended as it began.
    at: Time,
    /// Whether an open pause began before.
    held: bool,
}

impl Clock {
    /// A clock that runs from this moment, with nothing promised.
    #[must_use]
    pub fn new(started_at: Time) -> Self {
        Self {
            started_at,
            promises: Vec::new(),
            pauses: Pauses::default(),
            stopped_at: None,
        }
    }

    /// It started then, if it did not earlier.
    pub fn start(&mut self, at: Time) {
        self.started_at = self.started_at.min(at);
    }

    /// It stopped then, if it did not earlier.
    pub fn stop(&mut self, at: Time) {
        self.stopped_at = Some(self.stopped_at.map_or(at, |stopped| stopped.min(at)));
    }

    /// Promises something. What was promised by the same calendar only ever shrinks; of calendars that cannot be
    /// compared both are kept.
    pub fn promise(&mut self, promise: Promise) {
        self.promises.push(promise);
        self.promises.sort_unstable();
        self.promises
            .dedup_by(|greater, least| greater.calendar == least.calendar);
        if self.promises.len() > PROMISES {
            let length = |promise: &&Promise| (promise.amount, promise.calendar.clone());
            let longest = self.promises.iter().max_by_key(length).cloned();
            self.promises.retain(|promise| Some(promise) != longest.as_ref());
        }
    }

    /// The promise that is due first, and when; `None` if nothing is promised. Of several that are due at once it is
    /// the one of the first calendar by name.
    #[must_use]
    pub fn due(&self, calendars: &Calendars) -> Option<Due<'_>> {
        let all = self.promises.iter();
        let reached = all.map(|promise| (self.reached(promise, promise.amount, calendars), promise));
        let (due, promise) = reached.min_by_key(|(reached, _)| reached.at)?;
        let at_risk = self.reached(promise, promise.amount.thousandths(AT_RISK), calendars);
        let coming = |reached: Reached| (!reached.held).then_some(reached.at);
        Some(Due {
            promise,
            at_risk_at: coming(at_risk),
            due_at: coming(due),
        })
    }

    /// How it stands at this moment, from all that was seen of it; `None` if nothing is promised.
    ///
    /// Done at the due moment is in time; not done by then is breached.
    #[must_use]
    pub fn state(&self, calendars: &Calendars, now: Time) -> Option<ClockState> {
        let due = self.due(calendars)?;
        let reached = |moment: Option<Time>, by: Time| moment.is_some_and(|moment| moment <= by);
        if let Some(stopped) = self.stopped_at {
            let late = due.due_at.is_some_and(|due| due < stopped);
            return Some(if late { ClockState::Missed } else { ClockState::Met });
        }
        Some(if reached(due.due_at, now) {
            ClockState::Breached
        } else if self.is_paused(now) {
            ClockState::Paused
        } else if reached(due.at_risk_at, now) {
            ClockState::AtRisk
        } else {
            ClockState::Running
        })
    }

    fn is_paused(&self, now: Time) -> bool {
        let over = |pause: &Pause| (pause.from..pause.until).contains(&now);
        self.pauses.open_since.is_some_and(|since| since <= now) || self.pauses.over.iter().any(over)
    }

    /// When so much of the promise's business time has run. A pause that begins before moves it by the business time
    /// that it lasts; one that begins later does not.
    fn reached(&self, promise: &Promise, amount: Span, calendars: &Calendars) -> Reached {
        let calendar = calendars.or_always(&promise.calendar);
        let open = self.pauses.open_since.map(|since| since.max(self.started_at));
        let mut at = calendar.add(self.started_at, amount);
        for pause in &self.pauses.over {
            let from = pause.from.max(self.started_at);
            let until = open.map_or(pause.until, |open| pause.until.min(open));
            if from < at && from < until {
                at = calendar.add(at, calendar.between(from, until));
            }
        }
        Reached {
            at,
            held: open.is_some_and(|open| open < at),
        }
    }
}
