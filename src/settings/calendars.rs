//! Settings of calendars: when the people of a brand work.

use std::collections::BTreeMap;
use std::sync::Arc;

use config::ValueKind;

use super::broker;
use super::problem::nearest;
use super::section::{Context, Found, Section};
use crate::domain::calendar::{ALWAYS, Calendar, Calendars, Day, DayHours, Opening, Weekday, Weekly, Zone};

/// Most calendars of a deployment.
const CALENDARS: usize = 64;
/// Most holidays of a calendar.
const HOLIDAYS: usize = 1000;

/// Reads `calendars`.
pub(super) fn read(mut section: Section<'_>) -> Calendars {
    let context = section.context;
    let mut all = section.rest();
    all.retain(|(_, found)| !matches!(found.kind, ValueKind::Nil));
    if let Some((_, beyond)) = all.get(CALENDARS) {
        let message = format!("{} calendars, more than {CALENDARS}", all.len());
        context.problem(&beyond.place, &beyond.path, message, None);
    }
    let mut named = BTreeMap::new();
    for (name, found) in all {
        let (place, path) = (found.place.clone(), found.path.clone());
        if name == ALWAYS {
            let message = format!("`{ALWAYS}` is there already, and open at any moment");
            context.problem(&place, &path, message, Some("give this one another name".into()));
        } else if broker::name(&name).is_none() {
            let hint = "use letters, digits, `.`, `_` and `-`, at most 60";
            context.problem(&place, &path, "no name of a calendar", Some(hint.into()));
        }
        if let Some(calendar) = calendar(context, found) {
            named.insert(name, Calendar::Weekly(Arc::new(calendar)));
        }
    }
    Calendars::new(named)
}

fn calendar(context: &Context<'_>, found: Found) -> Option<Weekly> {
    let place = found.place.clone();
    let noted = || context.problems.borrow().len();
    let before = noted();
    let mut section = Section::of(context, found);
    let is_table = noted() == before;
    let zone = section.must("zone").and_then(|found| zone(context, &found));
    let path = section.path("hours");
    let before = noted();
    let week = week(section.section("hours"));
    let is_week = is_table && noted() == before;
    let holidays = holidays(context, section.items("holidays"));
    section.finish();
    let week = week?;
    if is_week && week.iter().all(DayHours::is_closed) {
        let hint = "give hours to a day of the week, such as `mon-fri: [\"09:00-17:00\"]`";
        context.problem(&place, &path, "the calendar never opens", Some(hint.into()));
    }
    Weekly::new(zone?, week, holidays)
}

fn zone(context: &Context<'_>, found: &Found) -> Option<Zone> {
    let name = found.text().unwrap_or_default();
    let zone = Zone::named(&name);
    if zone.is_none() {
        let names = Zone::names();
        let hint = nearest(&name, names.iter().map(String::as_str)).map_or_else(
            || "write a name of the IANA data base such as Europe/Berlin".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("no time zone `{name}`");
        context.problem(&found.place, &found.path, message, Some(hint));
    }
    zone
}

/// The hours of a week from Monday; `None` if something is wrong with them, which is then among the problems.
fn week(mut section: Section<'_>) -> Option<[DayHours; 7]> {
    let context = section.context;
    let mut given: BTreeMap<Weekday, (String, DayHours)> = BTreeMap::new();
    let mut good = true;
    // Nothing and absent are the same: so a file takes back what one below it says.
    let written = |(_, found): &(String, Found)| !matches!(found.kind, ValueKind::Nil);
    for (key, found) in section.rest().into_iter().filter(written) {
        let (place, path) = (found.place.clone(), found.path.clone());
        let hours = hours(context, &found);
        good &= hours.is_some();
        let Some(days) = days(&key) else {
            let hint = "write mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri";
            context.problem(&place, &path, format!("no day `{key}`"), Some(hint.into()));
            good = false;
            continue;
        };
        for day in days {
            let hours = hours.clone().unwrap_or_default();
            if let Some((other, _)) = given.insert(day, (key.clone(), hours)) {
                let message = format!("{} stands in `{other}` too", day.name());
                let hint = "name each day once, with all its hours";
                context.problem(&place, &path, message, Some(hint.into()));
                good = false;
            }
        }
    }
    let of = |day: Weekday| given.remove(&day).map(|(_, hours)| hours).unwrap_or_default();
    good.then(|| Weekday::ALL.map(of))
}

/// The days of `mon`, or of a range such as `mon-fri`, which may go over Sunday.
fn days(key: &str) -> Option<Vec<Weekday>> {
    let (first, last) = key.split_once('-').unwrap_or((key, key));
    let (first, last) = (Weekday::named(first.trim())?, Weekday::named(last.trim())?);
    let mut days: Vec<Weekday> = Vec::new();
    for day in Weekday::ALL.into_iter().cycle().skip_while(|day| *day != first) {
        days.push(day);
        if day == last {
            break;
        }
    }
    Some(days)
}

/// The hours of one day; `None` if something is wrong with them, which is then among the problems.
fn hours(context: &Context<'_>, found: &Found) -> Option<DayHours> {
    let Some(items) = found.items() else {
        let hint = "write a list such as [\"08:00-12:00\", \"13:00-18:00\"]";
        context.problem(&found.place, &found.path, "no list of hours", Some(hint.into()));
        return None;
    };
    let read = |item: &Found| {
        let text = item.text().unwrap_or_default();
        let opening = Opening::parse(&text);
        if opening.is_none() {
            let hint = "write 08:00-12:00, the end up to 24:00; a night is two: 22:00-24:00 and, the day after, \
                        00:00-06:00";
            context.problem(
                &item.place,
                &item.path,
                format!("no hours `{text}`"),
                Some(hint.into()),
            );
        }
        opening
    };
    let openings: Vec<Option<Opening>> = items.iter().map(read).collect();
    match DayHours::new(openings.into_iter().collect::<Option<_>>()?) {
        Ok(hours) => Some(hours),
        Err((earlier, later)) => {
            let message = format!("{earlier} and {later} overlap");
            let hint = "make one of the two, or let the first end where the second begins";
            context.problem(&found.place, &found.path, message, Some(hint.into()));
            None
        }
    }
}

fn holidays(context: &Context<'_>, items: Vec<Found>) -> BTreeMap<Day, DayHours> {
    let mut holidays = BTreeMap::new();
    if let Some(beyond) = items.get(HOLIDAYS) {
        let message = format!("{} holidays, more than {HOLIDAYS}", items.len());
        let hint = "leave out those that are past";
        context.problem(&beyond.place, &beyond.path, message, Some(hint.into()));
    }
    for item in items {
        let (place, path) = (item.place.clone(), item.path.clone());
        if let Some((written, day, hours)) = holiday(context, item)
            && holidays.insert(day, hours).is_some()
        {
            let message = format!("{written} is a holiday already");
            context.problem(&place, &path, message, Some("name each date once".into()));
        }
    }
    holidays
}

/// A date, or a table of a date and the hours of that day.
fn holiday(context: &Context<'_>, item: Found) -> Option<(String, Day, DayHours)> {
    let (date, own) = if matches!(item.kind, ValueKind::Table(_)) {
        let mut section = Section::of(context, item);
        let parts = (section.must("date"), section.take("hours"));
        section.finish();
        parts
    } else {
        (Some(item), None)
    };
    let own = own.map(|found| hours(context, &found));
    let date = date?;
    let text = date.text().unwrap_or_default();
    let day = Day::parse(&text);
    if day.is_none() {
        let hint = "write it as 2026-12-25";
        context.problem(
            &date.place,
            &date.path,
            format!("no date `{text}`"),
            Some(hint.into()),
        );
    }
    Some((
        text,
        day?,
        own.unwrap_or(Some(DayHours::default())).unwrap_or_default(),
    ))
}
