use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::calendar::{ALWAYS, Calendar, Calendars, DayHours, Opening, Weekly, Zone};
use crate::domain::clock::ClockState;
use crate::domain::time::{Span, Time};

/// Monday, 2026-11-30 08:00 in UTC.
const MONDAY: Time = Time(1_796_025_600_000);

/// `always`, and `desk`: 08:00-18:00 from Monday to Friday, UTC.
fn calendars() -> Calendars {
    let day = |at: usize| {
        let openings = if at < 5 {
            vec![Opening::parse("08:00-18:00").unwrap()]
        } else {
            Vec::new()
        };
        DayHours::new(openings).unwrap()
    };
    let weekly = Weekly::new(
        Zone::named("UTC").unwrap(),
        std::array::from_fn(day),
        BTreeMap::new(),
    )
    .unwrap();
    Calendars::new(BTreeMap::from([(
        "desk".to_owned(),
        Calendar::Weekly(Arc::new(weekly)),
    )]))
}

fn promised(calendar: &str, amount: Span) -> Promise {
    Promise {
        calendar: calendar.to_owned(),
        amount,
        rule: "complaint".to_owned(),
    }
}

fn clock(calendar: &str, amount: Span) -> Clock {
    let mut clock = Clock::new(MONDAY);
    clock.promise(promised(calendar, amount));
    clock
}

fn after(hours: i64) -> Time {
    MONDAY.plus(Span::hours(hours))
}

fn due_at(clock: &Clock) -> Option<Time> {
    clock.due(&calendars()).unwrap().due_at
}

#[test]
fn it_runs_is_at_risk_and_is_breached_or_met_or_missed() {
    let all = calendars();
    let mut clock = clock(ALWAYS, Span::hours(4));
    let due = clock.due(&all).unwrap();
    assert_eq!((due.at_risk_at, due.due_at), (Some(after(3)), Some(after(4))));
    let state = |clock: &Clock, at: Time| clock.state(&all, at).unwrap();
    for (at, wanted) in [
        (after(0), ClockState::Running),
        (Time(after(3).0 - 1), ClockState::Running),
        (after(3), ClockState::AtRisk),
        (Time(after(4).0 - 1), ClockState::AtRisk),
        (after(4), ClockState::Breached),
    ] {
        assert_eq!(state(&clock, at), wanted, "{at:?}");
    }
    clock.stop(Time(after(4).0 + 1));
    assert_eq!(state(&clock, after(9)), ClockState::Missed);
    clock.stop(after(4));
    assert_eq!(
        state(&clock, after(9)),
        ClockState::Met,
        "an earlier answer counts"
    );
    clock.stop(after(5));
    assert_eq!(clock.stopped_at, Some(after(4)), "a later one does not");
    assert_eq!(
        Clock::new(MONDAY).state(&all, after(9)),
        None,
        "nothing is promised"
    );
}

#[test]
fn a_pause_moves_what_is_due_by_its_business_time() {
    let all = calendars();
    let mut clock = clock("desk", Span::hours(8));
    // From Monday 10:00 to Tuesday 09:00: nine hours of the desk.
    clock.pauses.begin(after(2));
    assert_eq!(due_at(&clock), None);
    let due = clock.due(&all).unwrap();
    assert_eq!(due.at_risk_at, None);
    assert_eq!(clock.state(&all, after(1)), Some(ClockState::Running), "not yet");
    assert_eq!(clock.state(&all, after(100)), Some(ClockState::Paused));
    clock.pauses.end(after(25));
    assert_eq!(due_at(&clock), Some(after(31)), "Tuesday 15:00");
    assert_eq!(clock.due(&all).unwrap().at_risk_at, Some(after(29)));
    assert_eq!(clock.state(&all, after(20)), Some(ClockState::Paused), "it was");
    assert_eq!(clock.state(&all, after(25)), Some(ClockState::Running));
    // A pause outside hours moves nothing, nor does one that begins once it is due.
    clock.pauses.add(Pause {
        from: after(11),
        until: after(24),
    });
    clock.pauses.add(Pause {
        from: after(31),
        until: after(32),
    });
    assert_eq!(due_at(&clock), Some(after(31)));
    assert_eq!(
        clock.state(&all, after(31)),
        Some(ClockState::Breached),
        "although paused"
    );
}

#[test]
fn a_clock_that_is_at_risk_or_due_before_a_pause_stays_so() {
    let all = calendars();
    let mut clock = clock(ALWAYS, Span::hours(4));
    clock.pauses.begin(Time(after(3).0 + 1));
    let due = clock.due(&all).unwrap();
    assert_eq!((due.at_risk_at, due.due_at), (Some(after(3)), None));
    assert_eq!(clock.state(&all, after(3)), Some(ClockState::AtRisk));
    clock.stop(after(50));
    assert_eq!(
        clock.state(&all, after(60)),
        Some(ClockState::Met),
        "done while it was paused"
    );
    let mut late = super::Clock::new(MONDAY);
    late.promise(promised(ALWAYS, Span::hours(4)));
    late.pauses.begin(after(4));
    assert_eq!(late.state(&all, after(5)), Some(ClockState::Breached));
    late.pauses.end(after(3));
    assert_eq!(
        late.pauses.open_since,
        Some(after(4)),
        "an end before the beginning ends nothing"
    );
}

#[test]
fn a_promise_shrinks_and_of_two_calendars_the_one_that_is_due_first_counts() {
    let all = calendars();
    let mut clock = clock("desk", Span::hours(4));
    clock.promise(promised("desk", Span::hours(6)));
    assert_eq!(due_at(&clock), Some(after(4)));
    clock.promise(promised("desk", Span::hours(3)));
    assert_eq!((due_at(&clock), clock.promises.len()), (Some(after(3)), 1));
    // Over a night the desk has more time than `always`.
    clock.start(MONDAY.minus(Span::hours(14)));
    clock.promise(promised(ALWAYS, Span::hours(15)));
    let due = clock.due(&all).unwrap();
    assert_eq!(
        (due.promise.calendar.as_str(), due.due_at),
        (ALWAYS, Some(after(1)))
    );
    // A calendar that is gone from the settings is taken for `always`.
    clock.promise(promised("gone", Span::hours(14)));
    let due = clock.due(&all).unwrap();
    assert_eq!(
        (due.promise.calendar.as_str(), due.due_at),
        ("gone", Some(MONDAY))
    );
}

#[test]
fn of_too_many_the_shortest_pauses_and_the_longest_promises_go() {
    let mut clock = clock(ALWAYS, Span::hours(1000));
    let pause = |n: i64| Pause {
        from: after(2 * n),
        until: after(2 * n).plus(Span::minutes(1 + n)),
    };
    for n in (0..40).rev() {
        clock.pauses.add(pause(n));
    }
    let kept: Vec<Pause> = (8..40).map(pause).collect();
    assert_eq!(clock.pauses.over, kept);
    for n in 0..12 {
        clock.promise(promised(&format!("c{n:02}"), Span::hours(12 - n)));
    }
    let kept: Vec<i64> = clock
        .promises
        .iter()
        .map(|promise| promise.amount.0 / 3_600_000)
        .collect();
    assert_eq!(kept, [8, 7, 6, 5, 4, 3, 2, 1]);
    let stored = serde_json::to_string(&clock).unwrap();
    assert_eq!(serde_json::from_str::<Clock>(&stored).unwrap(), clock);
}

/// Something that is seen of a clock.
#[derive(Debug, Clone)]
enum Seen {
    Promise(Promise),
    Pause(Pause),
    Start(Time),
    Stop(Time),
    Tick(Time),
}

fn see(clock: &mut Clock, seen: &Seen, all: &Calendars) {
    match seen {
        Seen::Promise(promise) => clock.promise(promise.clone()),
        Seen::Pause(pause) => clock.pauses.add(*pause),
        Seen::Start(at) => clock.start(*at),
        Seen::Stop(at) => clock.stop(*at),
        Seen::Tick(at) => drop(clock.state(all, *at)),
    }
}

fn any_seen() -> impl Strategy<Value = Seen> {
    let minutes = 0..20_000_i64;
    let at = minutes
        .clone()
        .prop_map(|minutes| MONDAY.plus(Span::minutes(minutes)));
    let calendar = prop::sample::select(vec![ALWAYS, "desk", "gone"]);
    let rule = prop::sample::select(vec!["a", "b"]);
    let promise = (calendar, minutes.clone(), rule).prop_map(|(calendar, minutes, rule)| Promise {
        calendar: calendar.to_owned(),
        amount: Span::minutes(minutes + 1),
        rule: rule.to_owned(),
    });
    let pause = (at.clone(), minutes).prop_map(|(from, minutes)| Pause {
        from,
        until: from.plus(Span::minutes(minutes / 10)),
    });
    prop_oneof![
        promise.prop_map(Seen::Promise),
        pause.prop_map(Seen::Pause),
        at.clone().prop_map(Seen::Start),
        at.clone().prop_map(Seen::Stop),
        at.prop_map(Seen::Tick),
    ]
}

/// Business time that the clock has run until then.
fn run(clock: &Clock, calendar: &Calendar, until: Time) -> Span {
    let paused = clock.pauses.over.iter().map(|pause| {
        let from = pause.from.max(clock.started_at);
        calendar.between(from, pause.until.min(until).max(from)).0
    });
    Span(calendar.between(clock.started_at, until).0 - paused.sum::<i64>())
}

proptest! {
    #[test]
    fn the_order_of_what_is_seen_does_not_matter(
        (seen, shuffled) in prop::collection::vec(any_seen(), 0..25)
            .prop_flat_map(|seen| (Just(seen.clone()), Just(seen).prop_shuffle())),
        now in 0..30_000_i64,
    ) {
        let all = calendars();
        let [mut one, mut other] = [(); 2].map(|()| Clock::new(after(48)));
        seen.iter().for_each(|seen| see(&mut one, seen, &all));
        shuffled.iter().for_each(|seen| see(&mut other, seen, &all));
        prop_assert_eq!(&one, &other);
        let now = MONDAY.plus(Span::minutes(now));
        prop_assert_eq!(one.due(&all), other.due(&all));
        prop_assert_eq!(one.state(&all, now), other.state(&all, now));
        for promise in &one.promises {
            let least = seen.iter().filter_map(|seen| match seen {
                Seen::Promise(other) if other.calendar == promise.calendar => Some(other.amount),
                Seen::Promise(_) | Seen::Pause(_) | Seen::Start(_) | Seen::Stop(_) | Seen::Tick(_) => None,
            });
            prop_assert_eq!(least.min(), Some(promise.amount));
        }
    }

    #[test]
    fn it_is_due_once_all_that_was_promised_has_run(
        seen in prop::collection::vec(any_seen(), 0..25), amount in 1..20_000_i64,
    ) {
        let all = calendars();
        let mut clock = clock("desk", Span::minutes(amount));
        seen.iter().for_each(|seen| see(&mut clock, seen, &all));
        let due = clock.due(&all).unwrap();
        let calendar = all.or_always(&due.promise.calendar);
        let [at_risk_at, due_at] = [due.at_risk_at, due.due_at].map(Option::unwrap);
        for (at, promised) in [(due_at, due.promise.amount), (at_risk_at, due.promise.amount.thousandths(750))] {
            prop_assert_eq!(run(&clock, calendar, at), promised);
            prop_assert!(run(&clock, calendar, Time(at.0 - 1)) < promised);
        }
        prop_assert!(at_risk_at <= due_at);
        for promise in &clock.promises {
            let calendar = all.or_always(&promise.calendar);
            prop_assert!(run(&clock, calendar, due_at) <= promise.amount, "none is due before");
        }
    }

    #[test]
    fn a_promise_never_makes_it_due_later_and_a_pause_never_earlier(
        seen in prop::collection::vec(any_seen(), 0..25), further in any_seen(),
    ) {
        let all = calendars();
        let mut clock = clock("desk", Span::hours(20));
        seen.iter().for_each(|seen| see(&mut clock, seen, &all));
        let before = due_at(&clock);
        see(&mut clock, &further, &all);
        match further {
            Seen::Promise(_) | Seen::Start(_) => prop_assert!(due_at(&clock) <= before),
            Seen::Pause(_) => prop_assert!(due_at(&clock) >= before),
            Seen::Stop(_) | Seen::Tick(_) => prop_assert_eq!(due_at(&clock), before),
        }
    }
}
