//! Moments in every form that a feed writes them: RFC 3339 with `Z`, an offset, a fraction of any length
//! or no zone (read as UTC), a trailing ` UTC`, `Wed Oct 10 20:19:24 +0000 2018`, seconds, milliseconds,
//! micro- or nanoseconds since 1970 as number or digits (told apart by size), `{seconds, nanos}`.

pub(super) mod letter;

use serde::de::{Deserialize, Deserializer};

use super::loose::Scalar;
use crate::domain::time::Time;

/// A moment as a payload names it; `None` when it names none that can be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Moment(pub(super) Option<Time>);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Scalar::deserialize(from).map(|value| Self(read(&value)))
    }
}

fn read(value: &Scalar<'_>) -> Option<Time> {
    match value {
        Scalar::Whole(n) => Some(by_size(*n)),
        Scalar::Decimal(n) => by_size_with_fraction(*n),
        Scalar::Text(text) => parse(text),
        Scalar::Parts { seconds, nanos } => Some(Time(
            seconds
                .checked_mul(1000)?
                .checked_add(nanos.div_euclid(1_000_000))?,
        )),
        Scalar::Nothing | Scalar::Flag(_) | Scalar::Large(_) => None,
    }
}

/// The moment this text names.
pub(super) fn parse(text: &str) -> Option<Time> {
    let text = text.trim();
    if let Ok(n) = text.parse::<i64>() {
        return Some(by_size(n));
    }
    let bytes = text.as_bytes();
    match bytes.get(4) {
        Some(b'-') => calendar(bytes),
        _ if bytes.first().is_some_and(u8::is_ascii_alphabetic) => weekday_first(text),
        _ => text.parse::<f64>().ok().and_then(by_size_with_fraction),
    }
}

/// Every size up to 10^11 is seconds (until the year 5138), and so on by thousands.
fn by_size(n: i64) -> Time {
    Time(match n.unsigned_abs() {
        0..100_000_000_000 => n * 1000,
        100_000_000_000..100_000_000_000_000 => n,
        100_000_000_000_000..100_000_000_000_000_000 => n.div_euclid(1000),
        100_000_000_000_000_000.. => n.div_euclid(1_000_000),
    })
}

fn by_size_with_fraction(n: f64) -> Option<Time> {
    let seconds = n.is_finite() && n.abs() < 1e11;
    let whole = if seconds { n * 1000.0 } else { n };
    if !whole.is_finite() || whole.abs() >= 9e18 {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded above; a fraction of a millisecond is dropped"
    )]
    let whole = whole.floor() as i64;
    Some(if seconds { Time(whole) } else { by_size(whole) })
}

/// Reads from the left of `rest`.
struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        let mut value = 0;
        for digit in digits {
            value = value * 10 + i64::from(digit.is_ascii_digit().then(|| digit - b'0')?);
        }
        self.rest = rest;
        Some(value)
    }

    fn one_of(&mut self, wanted: &[u8]) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        wanted.contains(first).then(|| self.rest = rest)?;
        Some(*first)
    }

    /// Milliseconds of a fraction of a second of any number of digits.
    fn fraction(&mut self) -> Option<i64> {
        if self.one_of(b".,").is_none() {
            return Some(0);
        }
        let (mut value, mut scale) = (0, 100);
        let mut any = false;
        while let Some((digit, rest)) = self.rest.split_first() {
            if !digit.is_ascii_digit() {
                break;
            }
            value += scale * i64::from(digit - b'0');
            scale /= 10;
            any = true;
            self.rest = rest;
        }
        any.then_some(value)
    }

    /// Minutes ahead of UTC; a moment without a zone is read as UTC.
    fn zone(&mut self) -> Option<i64> {
        if self.rest.is_empty() || self.rest == b" UTC" || self.rest.eq_ignore_ascii_case(b"z") {
            return Some(0);
        }
        let sign = if self.one_of(b"+-")? == b'-' { -1 } else { 1 };
        let hours = self.digits(2)?;
        let _ = self.one_of(b":");
        let minutes = if self.rest.is_empty() { 0 } else { self.digits(2)? };
        (self.rest.is_empty() && hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
    }

    fn clock(&mut self) -> Option<i64> {
        let hour = self.digits(2)?;
        self.one_of(b":")?;
        let minute = self.digits(2)?;
        let second = if self.one_of(b":").is_some() {
            self.digits(2)?
        } else {
            0
        };
        // A leap second is the last second of its minute.
        (hour < 24 && minute < 60 && second <= 60).then(|| (hour * 60 + minute) * 60 + second.min(59))
    }
}

fn calendar(bytes: &[u8]) -> Option<Time> {
    let mut at = Cursor { rest: bytes };
    let year = at.digits(4)?;
    at.one_of(b"-")?;
    let month = at.digits(2)?;
    at.one_of(b"-")?;
    let day = at.digits(2)?;
    let days = days(year, month, day)?;
    if at.rest.is_empty() {
        return Some(Time(days * 86_400_000));
    }
    at.one_of(b"Tt ")?;
    let seconds = at.clock()?;
    let millis = at.fraction()?;
    let ahead = at.zone()?;
    Some(Time((days * 86_400 + seconds - ahead * 60) * 1000 + millis))
}

/// `Wed Oct 10 20:19:24 +0000 2018`.
fn weekday_first(text: &str) -> Option<Time> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut words = text.split_ascii_whitespace();
    let (_, month, day) = (words.next()?, words.next()?, words.next()?);
    let (clock, zone, year) = (words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)?;
    let days = days(
        year.parse().ok().filter(|year| (0..10_000).contains(year))?,
        i64::try_from(month).ok()? + 1,
        day.parse().ok()?,
    )?;
    let seconds = Cursor {
        rest: clock.as_bytes(),
    }
    .clock()?;
    let ahead = Cursor {
        rest: zone.as_bytes(),
    }
    .zone()?;
    Some(Time((days * 86_400 + seconds - ahead * 60) * 1000))
}

/// Days from 1970-01-01 to this date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=last).contains(&day) {
        return None;
    }
    // Years are counted from March, so that the leap day is the last of its year.
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_json(text: &str) -> Option<i64> {
        serde_json::from_str::<Moment>(text).unwrap().0.map(|time| time.0)
    }

    #[test]
    fn every_form_names_the_same_moment() {
        let forms = [
            r#""2026-03-02T06:10:50.788Z""#,
            r#""2026-03-02T06:10:50.788123456z""#,
            r#""2026-03-02T08:40:50.788+02:30""#,
            r#""2026-03-01T22:10:50.788-0800""#,
            r#""2026-03-02 06:10:50.788 UTC""#,
            r#""2026-03-02T06:10:50.788""#,
            "1772431850788",
            r#""1772431850788""#,
            "1772431850788123",
            "1772431850788123456",
            "1772431850.788",
            r#""1772431850.788""#,
            r#"{"seconds":"1772431850","nanos":788000000}"#,
        ];
        for form in forms {
            assert_eq!(read_json(form), Some(1_772_431_850_788), "{form}");
        }
        let whole = ["1772431850", r#""Mon Mar 02 06:10:50 +0000 2026""#];
        for form in whole {
            assert_eq!(read_json(form), Some(1_772_431_850_000), "{form}");
        }
    }

    #[test]
    fn what_names_no_moment_is_absent() {
        for form in [
            "null",
            "true",
            "{}",
            r#""""#,
            r#""soon""#,
            r#""2026-13-01T00:00:00Z""#,
            r#""2026-02-29T00:00:00Z""#,
            r#""2026-02-28T24:00:00Z""#,
            r#""2026-02-28T10:00:00.Z""#,
            r#""2026-02-28T10:00:00 CET""#,
            "1e300",
        ] {
            assert_eq!(read_json(form), None, "{form}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_a_calendar_library_prints_is_read_back(
            millis in -62_000_000_000_000_i64..250_000_000_000_000,
            minutes in -14 * 60..14 * 60_i32,
        ) {
            let moment = jiff::Timestamp::from_millisecond(millis).unwrap();
            prop_assert_eq!(parse(&moment.to_string()), Some(Time(millis)));
            let offset = jiff::tz::Offset::from_seconds(minutes * 60).unwrap();
            let local = moment.display_with_offset(offset).to_string();
            prop_assert_eq!(parse(&local), Some(Time(millis)), "{}", local);
        }

        #[test]
        fn no_text_does_harm(text in "[-0-9TZ:.+ eEA-Z]{0,30}|.{0,40}") {
            // Far moments are left to the caller; none is made up out of what holds no digit.
            prop_assert!(parse(&text).is_none() || text.contains(|c: char| c.is_ascii_digit()));
        }
    }
}
