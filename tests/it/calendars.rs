//! Calendars as settings: read as they are explained, laid over one another, used by rules.

use std::collections::BTreeMap;

use outcry::domain::calendar::{ALWAYS, Calendar, Calendars};
use outcry::domain::score::Cue;
use outcry::domain::time::{Span, Time};
use outcry::routing::{Facts, RuleSet};
use outcry::settings::{DEFAULTS, Given, Problems, SettingsFile, load};

/// The calendars of settings of these files.
fn read(texts: &[&str]) -> Result<Calendars, Problems> {
    let named = |(number, text): (usize, &&str)| SettingsFile {
        name: format!("{number}.yaml"),
        text: (*text).to_owned(),
    };
    let loaded = load(&Given {
        files: texts.iter().enumerate().map(named).collect(),
        env: BTreeMap::new(),
        sets: Vec::new(),
        secrets_needed: false,
    });
    loaded.map(|loaded| loaded.settings.calendars)
}

fn at(text: &str) -> Time {
    Time(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

/// The example in the comments of the defaults.
fn example() -> String {
    let lines = DEFAULTS.lines().skip_while(|line| *line != "#   support:");
    let example: Vec<&str> = lines.map_while(|line| line.strip_prefix("# ")).collect();
    format!("calendars:\n{}\n", example.join("\n"))
}

#[test]
fn without_a_word_there_is_one_that_is_always_open() {
    let calendars = read(&[]).unwrap();
    assert_eq!(calendars, Calendars::default());
    assert_eq!(calendars.get(ALWAYS), Some(&Calendar::Always));
}

#[test]
fn the_example_is_read_as_it_is_explained() {
    let calendars = read(&[&example()]).unwrap();
    assert_eq!(calendars.names().collect::<Vec<_>>(), [ALWAYS, "support"]);
    let support = calendars.get("support").unwrap();
    for (from, until, open) in [
        ("2026-11-30T00:00+01", "2026-12-07T00:00+01", 5 * 9 + 4),
        ("2026-12-24T00:00+01", "2026-12-25T00:00+01", 4),
        ("2026-12-25T00:00+01", "2026-12-26T00:00+01", 0),
        ("2026-12-26T00:00+01", "2026-12-28T00:00+01", 4),
    ] {
        assert_eq!(support.between(at(from), at(until)), Span::hours(open), "{from}");
    }
    let due = support.add(at("2026-12-24T11:30+01"), Span::hours(1));
    assert_eq!(due, at("2026-12-26T09:30+01"));
}

#[test]
fn a_range_of_days_may_go_over_sunday_and_a_file_lies_over_another() {
    let base = "calendars:\n  desk:\n    zone: Asia/Jerusalem\n    hours: { sun-thu: 08:00-12:00 }\n";
    let week = |calendars: &Calendars| {
        let desk = calendars.get("desk").unwrap();
        desk.between(at("2026-11-29T00:00+02"), at("2026-12-06T00:00+02"))
    };
    assert_eq!(week(&read(&[base]).unwrap()), Span::hours(20));
    let friday = "calendars: { desk: { hours: { fri: 09:00-10:00 } } }\n";
    assert_eq!(week(&read(&[base, friday]).unwrap()), Span::hours(21));
    let other = "calendars: { desk: { hours: { sun-thu: ~, mon: 08:00-12:00 } } }\n";
    assert_eq!(week(&read(&[base, other]).unwrap()), Span::hours(4));
    let gone = read(&[base, "calendars: { desk: ~ }\n"]).unwrap();
    assert_eq!(gone, Calendars::default());
    let told = read(&[base, "calendars: { desk: { hours: { tue: [] } } }\n"]).unwrap_err();
    let wanted = "1.yaml:1: calendars.desk.hours.tue: tue stands in `sun-thu` too; name each day once, with all its hours";
    assert_eq!(told.to_string(), wanted);
}

/// Rules of two queues that promise something, and of routes to them.
const RULES: &str = "version: 1
queues:
  care: { calendar: support, first_response: 4h, resolution: 2d }
  legal: { next_response: 1h }
  triage: ~
routes:
  - { id: own, when: { cues: { has: safety } }, send: { queue: care, calendar: always, first_response: 15m, priority: 9 } }
  - { id: queue, when: { cues: { has: complaint } }, send: { queue: care, priority: 1 } }
  - { id: both, when: { cues: { has: legal } }, send: { queue: legal, calendar: support, resolution: 5d, priority: 1 } }
otherwise: { send: { queue: triage, priority: 1 } }
";

#[test]
fn a_route_promises_what_its_queue_does_unless_it_says_otherwise() {
    let calendars = read(&[&example()]).unwrap();
    let rules = RuleSet::compile_with("rules.yaml", RULES, &calendars).unwrap();
    let hours = |n| Some(Span::hours(n));
    for (cue, wanted) in [
        (
            Cue::Safety,
            ("own", "always", Some(Span::minutes(15)), None, hours(48)),
        ),
        (Cue::Complaint, ("queue", "support", hours(4), None, hours(48))),
        (Cue::Legal, ("both", "support", None, hours(1), hours(120))),
        (Cue::Thanks, ("otherwise", "always", None, None, None)),
    ] {
        let facts = Facts {
            cues: &[cue],
            ..Facts::UNKNOWN
        };
        let routed = rules.route_open(&facts);
        let send = routed.send;
        let found = (
            routed.rule,
            send.calendar.as_str(),
            send.first_response,
            send.next_response,
            send.resolution,
        );
        assert_eq!(found, wanted);
    }
}

#[test]
fn a_calendar_that_is_not_in_the_settings_is_told_with_its_line() {
    let told = |calendars: &Calendars| {
        let problems = RuleSet::compile_with("rules.yaml", RULES, calendars).unwrap_err();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let missing = "calendar `support` is not in the settings";
    let wanted = [(3, 21), (9, 81)]
        .map(|(line, column)| format!("rules.yaml:{line}:{column}: {missing}; known are: always"));
    assert_eq!(told(&Calendars::default()), wanted);
    assert!(
        RuleSet::compile("rules.yaml", RULES).is_err(),
        "by itself only `always` is known"
    );
    let named = example().replace("support:", "suport:");
    let near = told(&read(&[&named]).unwrap());
    assert!(near[0].ends_with("did you mean `suport`?"), "{near:?}");
}
