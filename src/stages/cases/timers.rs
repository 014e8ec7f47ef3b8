//! What time does to a case: at risk, breached, forgotten. Timers are moments in the row; a tick fires what
//! has become due, and nothing else does.

use crate::domain::calendar::Calendars;
use crate::domain::clock::ClockKind;
use crate::domain::time::Time;
use crate::state::customer::{ClockRow, CustomerRow};

use super::bounds::EPISODES;
use super::case::Case;
use super::leaving;
use super::params::CaseParams;

/// Most changes that one customer can wait for: each clock of a case is at risk once and breached once.
pub(super) const MOST: usize = 2 * ClockKind::ALL.len() * EPISODES;

/// A moment at which a clock of a case changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Due {
    /// When.
    pub at: Time,
    /// Of which case.
    pub number: u32,
    /// Which clock.
    pub clock: ClockKind,
    /// Whether it is the deadline itself; else the moment of being at risk.
    pub breach: bool,
}

/// The next change of a clock that these cases wait for.
pub(super) fn next(cases: &[Case<'_>], calendars: &Calendars) -> Option<Due> {
    let each = cases.iter();
    each.filter_map(|case| of_case(case, &case.episode.clocks, calendars))
        .min()
}

/// The next change of a clock that this case waits for, with its clocks as they are to be kept.
pub(super) fn of_case(case: &Case<'_>, clocks: &[ClockRow], calendars: &Calendars) -> Option<Due> {
    let (at, clock, breach) = case.next_due(clocks, calendars)?;
    Some(Due {
        at,
        number: case.episode.number,
        clock,
        breach,
    })
}

/// Marks in the row that this moment has come.
pub(super) fn fire(row: &mut CustomerRow, due: Due) {
    let Some(episode) = row.episode_mut(due.number) else {
        return;
    };
    for clock in episode.clocks.iter_mut().filter(|row| row.clock == due.clock) {
        clock.at_risk = true;
        clock.breached |= due.breach;
    }
}

/// When nothing was heard for so long that the customer is forgotten.
pub(super) const fn forgotten_at(row: &CustomerRow, params: &CaseParams) -> Time {
    row.active_at.plus(params.retention)
}

/// Sets when a tick must look at the row again, given the next change of service level that it waits for.
pub(super) fn arm(row: &mut CustomerRow, next: Option<Due>, params: &CaseParams) {
    let waits = [
        Some(forgotten_at(row, params)),
        next.map(|due| due.at),
        leaving::words_end_at(row, params.words_kept),
        leaving::tombstone_at(row),
    ];
    row.wake_at = waits.into_iter().flatten().min();
}

/// Forgets all of a customer but what a later case needs: the number of the last one, so that no item id is
/// used twice, the items that wait for a tombstone, the agent who knows them, and whether the account is shown. `None` if
/// nothing needs to be kept.
pub(super) fn husk(row: &CustomerRow, now: Time) -> Option<CustomerRow> {
    let affinity = row.affinity.clone().filter(|known| known.until > now);
    if row.newest_episode == 0 && affinity.is_none() {
        return None;
    }
    let affinity_ends = affinity.as_ref().map(|known| known.until);
    Some(CustomerRow {
        tenant: row.tenant.clone(),
        newest_episode: row.newest_episode,
        wake_at: affinity_ends.into_iter().chain(leaving::tombstone_at(row)).min(),
        leaving: row.leaving.clone(),
        affinity,
        active_at: row.active_at,
        account: row.account,
        ..CustomerRow::default()
    })
}
