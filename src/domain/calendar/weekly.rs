//! A calendar of weekly hours and holidays.
//!
//! A moment is open if its date and time on the wall clock of the zone are. So an hour that the wall clock skips in
//! spring is not there, and one that it shows twice in autumn counts twice.

use std::collections::BTreeMap;

use super::day::{DAY, Day};
use super::hours::DayHours;
use super::zone::Zone;
use crate::domain::time::{Span, Time};

/// How far a calendar looks ahead: ten years, in milliseconds.
pub const HORIZON: Span = Span(3653 * DAY);

/// The first day of year 1; earlier moments are taken for it.
const EARLIEST: i64 = -719_162 * DAY;
/// A day of year 9000; later moments are taken for it.
const LATEST: i64 = 2_567_700 * DAY;

/// Hours that come again every week, but for holidays.
#[derive(Debug, Clone, PartialEq)]
pub struct Weekly {
    zone: Zone,
    /// From Monday.
    week: [Usual; 7],
    /// Open milliseconds of a week without holidays; above 0.
    week_open: i64,
    /// In order of their days.
    holidays: Vec<Holiday>,
}

/// The hours of a weekday.
#[derive(Debug, Clone, PartialEq)]
struct Usual {
    hours: DayHours,
    /// Open milliseconds of the days before it since Monday.
    before: i64,
}

/// A day with hours of its own.
#[derive(Debug, Clone, PartialEq)]
struct Holiday {
    day: i64,
    hours: DayHours,
    /// What this holiday and those before it are open longer than the weekdays they fall on, in milliseconds.
    longer: i64,
}

impl Weekly {
    /// Hours of a week from Monday, and of days that have their own: none where they are closed. `None` if no weekday
    /// ever opens.
    #[must_use]
    pub fn new(zone: Zone, week: [DayHours; 7], holidays: BTreeMap<Day, DayHours>) -> Option<Self> {
        let mut week_open = 0;
        let week = week.map(|hours| {
            let before = week_open;
            week_open += hours.passed(DAY);
            Usual { hours, before }
        });
        let mut calendar = Self {
            zone,
            week,
            week_open,
            holidays: Vec::new(),
        };
        let mut longer = 0;
        for (Day(day), hours) in holidays {
            longer += hours.passed(DAY) - calendar.open_on(day);
            calendar.holidays.push(Holiday { day, hours, longer });
        }
        (week_open > 0).then_some(calendar)
    }

    /// As `Calendar::add`.
    pub(super) fn add(&self, start: Time, amount: Span) -> Time {
        if amount.0 <= 0 {
            return start;
        }
        let begin = start.0.clamp(EARLIEST, LATEST);
        let horizon = begin + HORIZON.0;
        let mut left = amount.0;
        for stretch in self.zone.stretches(begin, horizon) {
            let (from, until) = (stretch.from + stretch.ahead, stretch.until + stretch.ahead);
            let before = self.passed(from);
            let open = self.passed(until) - before;
            if open >= left {
                let local = least(from, until, |at| self.passed(at) - before >= left);
                return Time(local - stretch.ahead).max(start);
            }
            left -= open;
        }
        Time(horizon).max(start)
    }

    /// As `Calendar::between`.
    pub(super) fn between(&self, from: Time, until: Time) -> Span {
        let begin = from.0.clamp(EARLIEST, LATEST);
        let end = until.0.clamp(EARLIEST, LATEST).min(begin + HORIZON.0);
        let open = self.zone.stretches(begin, end).map(|stretch| {
            let (from, until) = (stretch.from + stretch.ahead, stretch.until + stretch.ahead);
            self.passed(until) - self.passed(from)
        });
        Span(open.sum())
    }

    /// Open milliseconds of the wall clock up to this moment of it, counted from a fixed one: whole weeks by
    /// multiplication, the rest by the day.
    fn passed(&self, local: i64) -> i64 {
        let (day, of_day) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let (weeks, weekday) = self.week_of(day);
        let gone = self.holidays.partition_point(|holiday| holiday.day < day);
        let longer = gone.checked_sub(1).and_then(|last| self.holidays.get(last));
        let today = self.holidays.get(gone).filter(|holiday| holiday.day == day);
        let hours = today.map(|holiday| &holiday.hours);
        weeks * self.week_open
            + longer.map_or(0, |last| last.longer)
            + weekday.map_or(0, |weekday| {
                weekday.before + hours.unwrap_or(&weekday.hours).passed(of_day)
            })
    }

    /// Open milliseconds of a day, were it no holiday.
    fn open_on(&self, day: i64) -> i64 {
        let (_, weekday) = self.week_of(day);
        weekday.map_or(0, |weekday| weekday.hours.passed(DAY))
    }

    /// Number of the week that holds this day, and its weekday. 1970-01-01 was a Thursday.
    fn week_of(&self, day: i64) -> (i64, Option<&Usual>) {
        let since_monday = day + 3;
        let weekday = usize::try_from(since_monday.rem_euclid(7)).unwrap_or(0);
        (since_monday.div_euclid(7), self.week.get(weekday))
    }
}

/// The least number above `from`, up to `until`, that fits, where all above it fit too and `until` does.
fn least(from: i64, until: i64, fits: impl Fn(i64) -> bool) -> i64 {
    let (mut below, mut above) = (from, until);
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if fits(middle) {
            above = middle;
        } else {
            below = middle;
        }
    }
    above
}
