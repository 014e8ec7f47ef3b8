//! When a turn was said: a moment, or a distance from the start of its call in one of the units that feeds count in.

use super::super::fields::Fields;
use super::call::Call;
use crate::domain::time::{Span, Time};

/// A number of milliseconds above this is a moment, not a distance from the start of a call.
const MOMENT: f64 = 100_000_000_000.0;

/// Distances whose names do not say what they count.
const STARTS: [&str; 5] = ["starttime", "start", "offset", "begin", "startseconds"];
const ENDS: [&str; 3] = ["endtime", "end", "finish"];

/// Distances that are milliseconds by their names.
const MILLIS: [&str; 9] = [
    "beginoffsetmillis",
    "starttimems",
    "offsetms",
    "startms",
    "startoffsetms",
    "beginms",
    "startmillis",
    "offsetmillis",
    "offsetmilliseconds",
];

/// What distances from the start of a call count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Seconds,
    Milliseconds,
}

impl Unit {
    /// The unit of a file with these turns. Only whole numbers can be milliseconds, and they are where as many
    /// seconds could not be: where a few words would take minutes, where the call would last for days, or where it
    /// would go on after its end. `length` is what the file says of its own length, in seconds.
    pub(super) fn of(turns: &[Measure], length: Option<f64>) -> Self {
        let whole = |at: &f64| at.fract() == 0.0;
        let all = || {
            turns
                .iter()
                .flat_map(|turn| turn.start.into_iter().chain(turn.end))
        };
        let last = all().fold(0.0, f64::max);
        let beyond = length.is_some_and(|length| length > 0.0 && last > 2.0 * length + 60.0);
        let slow = turns.iter().any(Measure::is_slow);
        if all().all(|at| whole(&at)) && (slow || beyond || last > 86_400.0) {
            Self::Milliseconds
        } else {
            Self::Seconds
        }
    }

    const fn millis(self) -> f64 {
        match self {
            Self::Seconds => 1000.0,
            Self::Milliseconds => 1.0,
        }
    }
}

/// What a turn says of time as it is written, and how much was said.
#[derive(Debug, Default)]
pub(super) struct Measure {
    start: Option<f64>,
    end: Option<f64>,
    words: usize,
}

impl Measure {
    /// That of the turn whose fields are these.
    pub(super) fn of(of: [&Fields<'_>; 2], words: &str) -> Self {
        let distance = |names: &[&str]| {
            let found = of.iter().find_map(|fields| fields.number(names));
            found.filter(|at| (0.0..MOMENT).contains(at))
        };
        let start = distance(&STARTS);
        let took = || Some(start? + distance(&["duration"])?);
        Self {
            start,
            end: distance(&ENDS).or_else(took),
            // Scripts without spaces between words have two or three signs a word.
            words: words.split_whitespace().count().max(words.chars().count() / 8),
        }
    }

    /// Whether it would take minutes to say what takes seconds, were it counted in seconds.
    fn is_slow(&self) -> bool {
        let words = u32::try_from(self.words).map_or(f64::INFINITY, f64::from);
        let took = self.end.zip(self.start).map(|(end, start)| end - start);
        took.is_some_and(|took| took > 60.0 + 10.0 * words)
    }
}

/// When the turn whose fields are these was said: by its own clock, else by its distance from the start of the call.
pub(super) fn time(of: [&Fields<'_>; 2], call: &Call<'_>) -> Option<Time> {
    let [fields, _] = of;
    let inner = fields.object(&["time"]).unwrap_or_default();
    let absolute = [
        "absolutetime",
        "timestamp",
        "createdat",
        "startdatetime",
        "datecreated",
        "sentat",
    ];
    let at = fields.time(&absolute).or_else(|| inner.time(&absolute));
    if at.is_some() {
        return at;
    }
    match of.iter().find_map(|fields| distance(fields, call.unit)) {
        #[expect(clippy::cast_possible_truncation, reason = "below the year 5138")]
        Some(at) if (MOMENT..MOMENT * 100.0).contains(&at) => Some(Time(at as i64)),
        #[expect(clippy::cast_possible_truncation, reason = "below it")]
        Some(after) if (0.0..MOMENT).contains(&after) => Some(call.start?.plus(Span(after.round() as i64))),
        Some(_) => None,
        None => {
            let at = fields.time(&["starttime", "time", "start", "ts"]);
            at.or_else(|| Some(call.start?.plus(written(fields)?)))
        }
    }
}

/// The distance from the start, in milliseconds. whisper.cpp gives two under `offsets`.
fn distance(fields: &Fields<'_>, unit: Unit) -> Option<f64> {
    let offsets = || fields.object(&["offsets"])?.number(&["from", "start"]);
    let plain = || fields.number(&STARTS).map(|at| at * unit.millis());
    fields.number(&MILLIS).or_else(offsets).or_else(plain)
}

fn written(fields: &Fields<'_>) -> Option<Span> {
    let stamps = || fields.object(&["timestamps"])?.text(&["from", "start"]);
    let text = fields.text(&["ts", "start", "starttime"]).or_else(stamps)?;
    clock(&text)
}

/// A distance written as hours, minutes and seconds: `00:01:12.500`, as subtitles with a comma.
fn clock(text: &str) -> Option<Span> {
    let mut seconds = 0.0;
    for piece in text.replace(',', ".").split(':') {
        let piece: f64 = piece.trim().parse().ok().filter(|n| (0.0..1e6).contains(n))?;
        seconds = seconds * 60.0 + piece;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded piece by piece")]
    (text.contains(':') && seconds < 1e8).then_some(Span((seconds * 1000.0) as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(turns: &[(f64, Option<f64>, usize)], length: Option<f64>) -> Unit {
        let turns: Vec<Measure> = turns
            .iter()
            .map(|(start, end, words)| Measure {
                start: Some(*start),
                end: *end,
                words: *words,
            })
            .collect();
        Unit::of(&turns, length)
    }

    #[test]
    fn whole_numbers_are_milliseconds_where_they_cannot_be_seconds() {
        // A few words that would take half an hour; a call that would begin on its sixth day; one of 20 seconds.
        for (turns, length) in [
            (&[(250.0, Some(2000.0), 4)][..], None),
            (&[(460_230.0, None, 4)], None),
            (&[(0.0, None, 2), (9000.0, None, 3)], Some(20.0)),
        ] {
            assert_eq!(unit(turns, length), Unit::Milliseconds, "{turns:?}");
        }
        for (turns, length) in [
            (&[(2.0, Some(4.0), 4), (600.0, Some(601.0), 2)][..], None),
            (&[(0.0, Some(300.0), 700)], None),
            (&[(0.5, Some(90.25), 1)], None),
            (&[(7200.0, None, 1)], None),
            (&[(7200.0, Some(7203.0), 1)], Some(7300.0)),
        ] {
            assert_eq!(unit(turns, length), Unit::Seconds, "{turns:?}");
        }
    }

    #[test]
    fn clocks_are_written_with_a_point_or_a_comma() {
        assert_eq!(clock("00:01:12.500"), Some(Span(72_500)));
        assert_eq!(clock("00:01:12,500"), Some(Span(72_500)));
        assert_eq!(clock("12"), None);
    }
}
