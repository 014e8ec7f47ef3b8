//! The clocks of a case: what starts, pauses and stops each, read off the row, and what the rules promise. What was
//! promised stays; a later route can only shorten it.

use crate::domain::calendar::{ALWAYS, Calendars};
use crate::domain::clock::{ClockKind, ClockState, ItemClock};
use crate::domain::promise::{Clock, Promise};
use crate::domain::time::{Span, Time};
use crate::routing::Routed;
use crate::state::customer::{ClockRow, PostRow};

use super::case::Case;

/// From when a clock runs, and when what it waits for was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Course {
    /// What tells one run from the next: when the brand's answer before it was written; the start of time where
    /// there is one run only.
    run: Time,
    started_at: Time,
    stopped_at: Option<Time>,
}

/// An answer of the brand: when it was written, and when it came in.
type Answer = (Time, Time);

impl Case<'_> {
    /// The clocks of the case with what this route promises, in order of their kinds.
    pub(super) fn promised(&self, routed: &Routed<'_>, calendars: &Calendars) -> Vec<ClockRow> {
        let all = ClockKind::ALL.into_iter();
        all.filter_map(|kind| self.promised_of(kind, routed, calendars))
            .collect()
    }

    fn promised_of(&self, kind: ClockKind, routed: &Routed<'_>, calendars: &Calendars) -> Option<ClockRow> {
        let known = self.episode.clocks.iter().find(|row| row.clock == kind);
        let course = self.course(kind);
        let same = |row: &&ClockRow| course.is_none_or(|course| course.run == row.run);
        let mut row = known.filter(same).cloned();
        if let (Some(course), Some(amount)) = (course, amount(kind, routed)) {
            let fresh = || ClockRow::new(kind, course.run);
            let mut clock = Clock::new(course.started_at);
            clock.promises = row.as_ref().map(|row| row.promises.clone()).unwrap_or_default();
            clock.promise(Promise {
                calendar: routed.send.calendar.clone(),
                amount,
                rule: routed.rule.into(),
            });
            row = Some(ClockRow {
                promises: clock.promises,
                ..row.unwrap_or_else(fresh)
            });
        }
        let mut row = row?;
        row.due_at = self.clock(&row).and_then(|clock| clock.due(calendars)?.due_at);
        Some(row)
    }

    /// The clock that a row stands for; `None` while it does not run and never did.
    fn clock(&self, row: &ClockRow) -> Option<Clock> {
        let course = self.course(row.clock)?;
        Some(Clock {
            started_at: course.started_at,
            promises: row.promises.clone(),
            pauses: self.episode.desk.pauses.clone(),
            stopped_at: course.stopped_at,
        })
    }

    /// The clocks as the item shows them.
    pub(super) fn shown_clocks(&self, rows: &[ClockRow], calendars: &Calendars) -> Vec<ItemClock> {
        let shown = rows.iter().filter_map(|row| {
            let clock = self.clock(row)?;
            let due = clock.due(calendars)?;
            Some(ItemClock {
                clock: row.clock,
                state: state(row, &clock, due.due_at),
                started_at: clock.started_at,
                promised_ms: due.promise.amount,
                calendar: Some(due.promise.calendar.clone()).filter(|name| name != ALWAYS),
                due_at: due.due_at,
                at_risk_at: due.at_risk_at,
                paused_at: clock.pauses.open_since.filter(|_| clock.stopped_at.is_none()),
                stopped_at: clock.stopped_at,
                rule: due.promise.rule.clone(),
            })
        });
        shown.collect()
    }

    /// The next moment at which one of these clocks is at risk or breached, and whether it is the latter.
    pub(super) fn next_due(
        &self,
        rows: &[ClockRow],
        calendars: &Calendars,
    ) -> Option<(Time, ClockKind, bool)> {
        if !self.work_state().is_open() {
            return None;
        }
        let moments = rows.iter().filter_map(|row| {
            let clock = self.clock(row)?;
            if row.breached || clock.stopped_at.is_some() {
                return None;
            }
            let due = clock.due(calendars)?;
            let at = if row.at_risk { due.due_at } else { due.at_risk_at };
            Some((at?, row.clock, row.at_risk))
        });
        moments.min()
    }

    /// Whether anything that was promised was not kept: told by a tick, or by an answer that came too late and was read
    /// before the tick.
    pub(super) fn missed_deadline(&self) -> bool {
        self.episode.clocks.iter().any(|row| {
            let stopped = || self.course(row.clock)?.stopped_at;
            let late = || Some(stopped()? > row.due_at?);
            row.breached || late().unwrap_or(false)
        })
    }

    fn course(&self, kind: ClockKind) -> Option<Course> {
        match kind {
            ClockKind::FirstResponse => self.whole(self.first_response()),
            ClockKind::NextResponse => self.next_response(),
            ClockKind::Resolution => {
                self.whole(self.episode.desk.resolved_at.or(self.episode.desk.closed_at))
            }
            ClockKind::Unknown => None,
        }
    }

    /// A clock that runs from the first post: posts that came late start none.
    fn whole(&self, stopped_at: Option<Time>) -> Option<Course> {
        Some(Course {
            run: Time::START,
            started_at: started(self.present())?,
            stopped_at,
        })
    }

    /// The last time that the customer wrote again after an answer.
    fn next_response(&self) -> Option<Course> {
        let newest = self.last_customer_at()?;
        let answers = self.all_answers();
        let (run, _) = answers.iter().rev().find(|(at, _)| *at < newest)?;
        let since = self.present().filter(|post| post.occurred_at > *run);
        let stopped = answers.iter().find(|(at, _)| *at >= newest);
        Some(Course {
            run: *run,
            started_at: started(since)?,
            stopped_at: stopped.map(|(_, came)| *came),
        })
    }

    /// What the brand answered, in order of writing: its posts, and the first and the latest word of the desk.
    fn all_answers(&self) -> Vec<Answer> {
        let desk = &self.episode.desk;
        let told = [desk.answered_first, desk.answered_latest].into_iter().flatten();
        let posted = self
            .answers
            .iter()
            .map(|post| (post.occurred_at, post.ingested_at));
        let mut all: Vec<Answer> = posted.chain(told.map(|at| (at, at))).collect();
        all.sort_unstable();
        all
    }
}

fn started<'p>(posts: impl Iterator<Item = &'p PostRow>) -> Option<Time> {
    posts.filter(|post| !post.late).map(|post| post.ingested_at).min()
}

const fn amount(kind: ClockKind, routed: &Routed<'_>) -> Option<Span> {
    match kind {
        ClockKind::FirstResponse => routed.send.first_response,
        ClockKind::NextResponse => routed.send.next_response,
        ClockKind::Resolution => routed.send.resolution,
        ClockKind::Unknown => None,
    }
}

/// How a clock stands. Being at risk and being breached are told by ticks alone, once each.
fn state(row: &ClockRow, clock: &Clock, due_at: Option<Time>) -> ClockState {
    if let Some(stopped) = clock.stopped_at {
        let late = row.breached || due_at.is_some_and(|due| due < stopped);
        return if late { ClockState::Missed } else { ClockState::Met };
    }
    if row.breached {
        ClockState::Breached
    } else if clock.pauses.open_since.is_some() {
        ClockState::Paused
    } else if row.at_risk {
        ClockState::AtRisk
    } else {
        ClockState::Running
    }
}
