use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;
use proptest::prelude::*;

use super::*;

/// 08:00-12:00 and 13:00-18:00 from Monday to Friday, 09:00-13:00 on Saturday.
const SUPPORT: [&[&str]; 7] = [DESK, DESK, DESK, DESK, DESK, &["09:00-13:00"], &[]];
const DESK: &[&str] = &["08:00-12:00", "13:00-18:00"];
/// A night from Saturday to Sunday, and the rest of Sunday.
const NIGHT: [&[&str]; 7] = [&[], &[], &[], &[], &[], &["22:00-24:00"], &["00:00-06:00"]];
const WHOLE: &[&str] = &["00:00-24:00"];

fn hours(written: &[&str]) -> DayHours {
    DayHours::new(written.iter().map(|text| Opening::parse(text).unwrap()).collect()).unwrap()
}

fn calendar(zone: &str, week: [&[&str]; 7], holidays: &[(&str, &[&str])]) -> Calendar {
    let holidays: BTreeMap<Day, DayHours> = holidays
        .iter()
        .map(|(day, written)| (Day::parse(day).unwrap(), hours(written)))
        .collect();
    let weekly = Weekly::new(Zone::named(zone).unwrap(), week.map(hours), holidays);
    Calendar::Weekly(Arc::new(weekly.unwrap()))
}

fn at(text: &str) -> Time {
    Time(text.parse::<Timestamp>().unwrap().as_millisecond())
}

/// Holidays of Christmas 2026, a Thursday and a Friday: the first with hours of its own.
const CHRISTMAS: [(&str, &[&str]); 2] = [("2026-12-24", &["08:00-12:00"]), ("2026-12-25", &[])];

#[test]
fn business_time_stands_still_outside_hours() {
    let support = calendar("Europe/Berlin", SUPPORT, &[]);
    for (start, amount, end) in [
        ("2026-11-30T09:00+01", Span::hours(2), "2026-11-30T11:00+01"),
        ("2026-11-30T09:00+01", Span::hours(4), "2026-11-30T14:00+01"),
        ("2026-11-30T09:00+01", Span::hours(3), "2026-11-30T12:00+01"),
        ("2026-11-30T12:30+01", Span::minutes(1), "2026-11-30T13:01+01"),
        ("2026-12-05T12:00+01", Span::hours(2), "2026-12-07T09:00+01"),
        ("2026-12-06T10:00+01", Span(1), "2026-12-07T08:00:00.001+01"),
        ("2026-12-06T10:00+01", Span(0), "2026-12-06T10:00+01"),
        ("2026-12-06T10:00+01", Span(-5), "2026-12-06T10:00+01"),
        ("2026-11-30T08:00+01", Span::hours(49 * 52), "2027-11-27T13:00+01"),
    ] {
        assert_eq!(support.add(at(start), amount), at(end), "{start} {amount:?}");
        let passed = support.between(at(start), at(end));
        assert_eq!(passed, amount.max(Span(0)), "{start} {amount:?}");
    }
    let back = support.between(at("2026-11-30T12:00+01"), at("2026-11-30T09:00+01"));
    assert_eq!(back, Span(0), "the end comes first");
}

#[test]
fn a_holiday_is_closed_or_has_hours_of_its_own() {
    let support = calendar("Europe/Berlin", SUPPORT, &CHRISTMAS);
    for (start, amount, end) in [
        ("2026-12-24T11:00+01", Span::hours(1), "2026-12-24T12:00+01"),
        ("2026-12-24T11:00+01", Span::hours(2), "2026-12-26T10:00+01"),
        ("2026-12-24T14:00+01", Span::minutes(30), "2026-12-26T09:30+01"),
        ("2026-12-25T10:00+01", Span::hours(5), "2026-12-28T09:00+01"),
        ("2026-12-23T17:00+01", Span::hours(6), "2026-12-26T10:00+01"),
    ] {
        assert_eq!(support.add(at(start), amount), at(end), "{start} {amount:?}");
    }
    let sunday = calendar("Europe/Berlin", SUPPORT, &[("2026-12-20", &["10:00-12:00"])]);
    let end = sunday.add(at("2026-12-19T12:00+01"), Span::hours(2));
    assert_eq!(
        end,
        at("2026-12-20T11:00+01"),
        "a holiday may be open where its weekday is not"
    );
}

#[test]
fn an_hour_that_the_wall_clock_skips_is_not_there_and_one_that_it_shows_twice_counts_twice() {
    let berlin = calendar("Europe/Berlin", NIGHT, &[]);
    let new_york = calendar("America/New_York", NIGHT, &[]);
    for (calendar, saturday, open, end) in [
        // An ordinary night: 22:00 to 06:00.
        (&berlin, "2026-03-21T22:00+01", 8, "2026-03-22T06:00+01"),
        // 2026-03-29, from 02:00 to 03:00.
        (&berlin, "2026-03-28T22:00+01", 7, "2026-03-29T06:00+02"),
        // 2026-10-25, from 03:00 to 02:00.
        (&berlin, "2026-10-24T22:00+02", 9, "2026-10-25T06:00+01"),
        // 2026-03-08, from 02:00 to 03:00.
        (&new_york, "2026-03-07T22:00-05", 7, "2026-03-08T06:00-04"),
        // 2026-11-01, from 02:00 to 01:00.
        (&new_york, "2026-10-31T22:00-04", 9, "2026-11-01T06:00-05"),
    ] {
        assert_eq!(
            calendar.between(at(saturday), at(end)),
            Span::hours(open),
            "{saturday}"
        );
        assert_eq!(
            calendar.add(at(saturday), Span::hours(open)),
            at(end),
            "{saturday}"
        );
    }
    // Across the change the desk opens at 08:00 by the wall clock, whatever that is in UTC.
    let support = calendar("Europe/Berlin", SUPPORT, &[]);
    let monday = support.add(at("2026-03-28T12:30+01"), Span::hours(1));
    assert_eq!(monday, at("2026-03-30T08:30+02"));
    let support = calendar("America/New_York", SUPPORT, &[]);
    let monday = support.add(at("2026-10-31T12:30-04"), Span::hours(1));
    assert_eq!(monday, at("2026-11-02T08:30-05"));
}

#[test]
fn hours_within_the_change_are_those_the_wall_clock_shows() {
    let early: &[&str] = &["02:30-03:30"];
    let early = calendar("Europe/Berlin", [&[], &[], &[], &[], &[], &[], early], &[]);
    let day = |from: &str, until: &str| early.between(at(from), at(until));
    // In spring there is no 02:30: it opens at 03:00. In autumn there are two, before and after 02:59:59.
    assert_eq!(
        day("2026-03-29T00:00+01", "2026-03-30T00:00+02"),
        Span::minutes(30)
    );
    assert_eq!(
        early.add(at("2026-03-29T00:00+01"), Span(1)),
        Time(at("2026-03-29T03:00+02").0 + 1)
    );
    assert_eq!(
        day("2026-10-25T00:00+02", "2026-10-26T00:00+01"),
        Span::minutes(90)
    );
    let second = early.add(at("2026-10-25T00:00+02"), Span::minutes(31));
    assert_eq!(second, at("2026-10-25T02:31+01"));
}

#[test]
fn beyond_the_horizon_it_stops() {
    let rare = calendar("UTC", [&["00:00-00:01"], &[], &[], &[], &[], &[], &[]], &[]);
    let start = at("2026-01-01T00:00Z");
    let horizon = start.plus(HORIZON);
    assert_eq!(rare.add(start, Span::hours(24)), horizon);
    let reached = rare.between(start, horizon);
    assert_eq!(reached, Span::minutes(522));
    assert_eq!(rare.between(start, Time(i64::MAX)), reached);
    assert_eq!(rare.add(start, Span(i64::MAX)), horizon);
    for end in [Time::START, Time(i64::MAX)] {
        assert!(rare.add(end, Span::minutes(1)) >= end, "{end:?}");
        assert_eq!(rare.between(Time(i64::MAX), end), Span(0), "{end:?}");
    }
    let always = Calendar::Always;
    assert_eq!(always.add(start, Span(i64::MAX)), Time(i64::MAX));
}

#[test]
fn a_week_that_never_opens_is_no_calendar() {
    let zone = Zone::named("UTC").unwrap();
    let holidays = BTreeMap::from([(Day::parse("2026-12-25").unwrap(), hours(WHOLE))]);
    assert_eq!(Weekly::new(zone, Default::default(), holidays), None);
}

#[test]
fn days_hours_and_zones_are_read_strictly() {
    for good in ["08:00-12:00", "00:00-24:00", "23:59-24:00", "08:00 - 12:00"] {
        let opening = Opening::parse(good).unwrap();
        assert_eq!(opening.to_string(), good.replace(' ', ""));
    }
    let bad = [
        "",
        "8:00-12:00",
        "08:00",
        "12:00-08:00",
        "08:00-08:00",
        "08:00-24:01",
        "24:00-24:00",
        "08:60-09:00",
        "+8:00-09:00",
        "08:00-12:00-13:00",
        "22:00-06:00",
        "08.00-12.00",
    ];
    for bad in bad {
        assert_eq!(Opening::parse(bad), None, "{bad}");
    }
    assert_eq!(Day::parse("1970-01-02"), Some(Day(1)));
    assert!(Day::parse("2028-02-29").is_some());
    for bad in [
        "",
        "2026-02-29",
        "2026-13-01",
        "26-12-25",
        "2026-12-25T00:00",
        "0000-01-01",
        "+02026-1-1",
    ] {
        assert_eq!(Day::parse(bad), None, "{bad}");
    }
    for bad in ["", "Berlin", "Europe/Berlyn", "Etc/Unknown", "CEST+1", "+02:00"] {
        assert_eq!(Zone::named(bad), None, "{bad}");
    }
    assert!(
        Zone::names()
            .iter()
            .all(|name| name == "Etc/Unknown" || Zone::named(name).is_some())
    );
    let overlap = DayHours::new(
        ["08:00-12:00", "11:59-13:00"]
            .map(|text| Opening::parse(text).unwrap())
            .into(),
    );
    assert!(overlap.is_err());
    assert_eq!(
        hours(&["12:00-13:00", "08:00-12:00"]).passed(i64::MAX),
        Span::hours(5).0
    );
}

#[test]
fn always_is_there_and_cannot_be_replaced() {
    let support = calendar("UTC", SUPPORT, &[]);
    let named = ["always", "support"].map(|name| (name.to_owned(), support.clone()));
    let all = Calendars::new(named.into());
    assert_eq!(all.get(ALWAYS), Some(&Calendar::Always));
    assert_eq!(all.get("support"), Some(&support));
    assert_eq!(
        (all.get("gone"), all.or_always("gone")),
        (None, &Calendar::Always)
    );
    assert_eq!(Calendars::default().names().collect::<Vec<_>>(), [ALWAYS]);
}

/// Whether this minute is open, asked of the wall clock that it shows.
fn open(zone: &jiff::tz::TimeZone, week: &[&[&str]; 7], holidays: &[(&str, &[&str])], minute: i64) -> bool {
    let local = Timestamp::from_second(minute * 60)
        .unwrap()
        .to_zoned(zone.clone());
    let date = local.date().to_string();
    let of_week = week[usize::try_from(local.weekday().to_monday_zero_offset()).unwrap()];
    let hours = holidays
        .iter()
        .find(|(day, _)| *day == date)
        .map_or(of_week, |(_, hours)| *hours);
    let clock = format!("{:02}:{:02}", local.hour(), local.minute());
    hours.iter().any(|hours| {
        let (from, until) = hours.split_once('-').unwrap();
        from <= clock.as_str() && clock.as_str() < until
    })
}

#[test]
fn business_time_is_the_minutes_whose_wall_clock_is_open() {
    let holidays: [(&str, &[&str]); 3] = [
        ("2026-03-30", &["10:00-12:00"]),
        ("2026-10-25", &[]),
        ("2026-11-01", &["01:30-24:00"]),
    ];
    for zone in [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "UTC",
    ] {
        let clock = TimeZoneDatabase::bundled().get(zone).unwrap();
        for week in [SUPPORT, NIGHT, [WHOLE; 7]] {
            let calendar = calendar(zone, week, &holidays);
            for start in [
                "2026-03-04T17:13Z",
                "2026-03-27T20:00Z",
                "2026-10-02T00:59Z",
                "2026-10-23T12:00Z",
            ] {
                let first = at(start).0 / 60_000;
                let mut passed = 0;
                for minute in first..first + 12 * 1440 {
                    if minute % 97 == 0 {
                        let (start, now) = (at(start), Time(minute * 60_000));
                        assert_eq!(
                            calendar.between(start, now),
                            Span::minutes(passed),
                            "{zone} {start:?}"
                        );
                    }
                    passed += i64::from(open(&clock, &week, &holidays, minute));
                }
            }
        }
    }
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let zone = prop::sample::select(vec![
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "UTC",
    ]);
    let week = prop::sample::select(vec![SUPPORT, NIGHT, [WHOLE; 7]]);
    let holidays = prop::sample::select(vec![&[][..], &CHRISTMAS[..], &[("2026-10-25", WHOLE)][..]]);
    (zone, week, holidays).prop_map(|(zone, week, holidays)| calendar(zone, week, holidays))
}

/// A moment of 2025 to 2028.
fn moment() -> impl Strategy<Value = Time> {
    (1_735_689_600_000..1_861_920_000_000_i64).prop_map(Time)
}

/// Up to 100 hours: below a year of any of the calendars.
fn amount() -> impl Strategy<Value = Span> {
    prop_oneof![
        (0..360_000_000_i64).prop_map(Span),
        (0..100_i64).prop_map(Span::hours)
    ]
}

proptest! {
    #[test]
    fn what_was_added_lies_between(calendar in any_calendar(), start in moment(), amount in amount()) {
        let end = calendar.add(start, amount);
        prop_assert_eq!(calendar.between(start, end), amount);
        if end > start {
            prop_assert!(calendar.between(start, Time(end.0 - 1)) < amount, "it is the first such moment");
        }
    }

    #[test]
    fn adding_twice_is_adding_the_sum(
        calendar in any_calendar(), start in moment(), first in amount(), then in amount(),
    ) {
        let twice = calendar.add(calendar.add(start, first), then);
        prop_assert_eq!(twice, calendar.add(start, first.plus(then)));
    }

    #[test]
    fn later_and_more_is_never_due_earlier(
        calendar in any_calendar(), start in moment(), later in amount(), amount in amount(), more in amount(),
    ) {
        let due = calendar.add(start, amount);
        prop_assert!(calendar.add(start.plus(later), amount) >= due);
        prop_assert!(calendar.add(start, amount.plus(more)) >= due);
    }

    #[test]
    fn stretches_add_up(calendar in any_calendar(), from in moment(), one in amount(), two in amount()) {
        let (middle, end) = (from.plus(one), from.plus(one).plus(two));
        let parts = calendar.between(from, middle).plus(calendar.between(middle, end));
        prop_assert_eq!(parts, calendar.between(from, end));
    }

    #[test]
    fn always_is_plain_addition_as_is_a_week_that_never_closes(start in moment(), amount in amount()) {
        let berlin = calendar("Europe/Berlin", [WHOLE; 7], &[]);
        for calendar in [Calendar::Always, berlin] {
            prop_assert_eq!(calendar.add(start, amount), start.plus(amount));
            prop_assert_eq!(calendar.between(start, start.plus(amount)), amount);
        }
    }
}
