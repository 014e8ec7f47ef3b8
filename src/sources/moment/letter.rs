//! Dates of mail and of feeds: `Mon, 2 Mar 2026 06:10:50 +0100 (CET)`, with or without weekday and seconds,
//! years of two digits, zones by name, and names of months in the languages in which feeds are written.

use super::{Cursor, days};
use crate::domain::time::Time;

/// How the months begin, January first. Of the French ones for June and July four letters count.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "sty", "led", "янв", "oca"],
    &["feb", "fev", "fév", "lut", "úno", "фев", "şub"],
    &["mar", "mär", "mrz", "mrt", "maa", "bře", "мар"],
    &["apr", "abr", "avr", "kwi", "dub", "апр", "nis"],
    &["may", "mai", "mag", "mei", "maj", "kvě", "мая", "май"],
    &["jun", "juin", "giu", "cze", "июн", "haz"],
    &["jul", "juil", "lug", "lip", "июл", "tem"],
    &["aug", "ago", "aoû", "aou", "sie", "srp", "авг", "ağu"],
    &["sep", "set", "wrz", "zář", "сен", "eyl"],
    &["oct", "okt", "out", "ott", "paź", "říj", "окт", "eki"],
    &["nov", "lis", "ноя", "kas"],
    &["dec", "dez", "dic", "déc", "gru", "pro", "дек", "ara"],
];

/// Minutes ahead of UTC of zones that are written by name.
const ZONES: [(&str, i64); 14] = [
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("BST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("MSK", 180),
    ("JST", 540),
];

/// The moment this date names. A date without a zone, or with one that is not known, is read as UTC.
pub(in crate::sources) fn parse(text: &str) -> Option<Time> {
    let text = text.split('(').next().unwrap_or_default();
    let mut words = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .skip_while(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let day = words.next()?.trim_end_matches('.').parse().ok()?;
    let month = month(words.next()?)?;
    let days = days(year(words.next()?)?, month, day)?;
    let seconds = match words.next() {
        Some(clock) => clock_of(clock)?,
        None => 0,
    };
    let ahead = words.next().map_or(0, zone);
    Some(Time((days * 86_400 + seconds - ahead * 60) * 1000))
}

fn month(word: &str) -> Option<i64> {
    let word = word.to_lowercase();
    let named = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    let at = MONTHS.iter().position(named)?;
    i64::try_from(at).ok().map(|at| at + 1)
}

/// Years of two or three digits are those of old mail programs (RFC 5322, 4.3).
fn year(word: &str) -> Option<i64> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    let year = word.parse().ok().filter(|_| digits)?;
    match (word.len(), year) {
        (2, 0..50) => Some(year + 2000),
        (2 | 3, _) => Some(year + 1900),
        (4, _) => Some(year),
        _ => None,
    }
}

fn clock_of(word: &str) -> Option<i64> {
    // `9:05` has an hour of one digit.
    let padded = if word.find(':') == Some(1) {
        format!("0{word}")
    } else {
        word.to_owned()
    };
    let mut at = Cursor {
        rest: padded.as_bytes(),
    };
    at.clock()
}

fn zone(word: &str) -> i64 {
    let known = ZONES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
    let named = known.map(|(_, ahead)| *ahead);
    let mut at = Cursor {
        rest: word.as_bytes(),
    };
    named.or_else(|| at.zone()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_names_the_same_moment() {
        for form in [
            "Mon, 02 Mar 2026 06:10:50 +0000",
            "Mon, 2 Mar 2026 06:10:50 GMT",
            "Mon,2 Mar 2026 06:10:50 UTC",
            "2 Mar 26 06:10:50",
            "Mo, 02. März 2026 07:10:50 +0100 (CET)",
            "Seg, 02 Mar 2026 03:10:50 -0300",
            "lun., 02 mars 2026 07:10:50 CET",
            "пн, 02 мар 2026 09:10:50 +0300",
            "Mon, 2 Mar 2026 1:10:50 EST",
        ] {
            assert_eq!(parse(form), Some(Time(1_772_431_850_000)), "{form}");
        }
        assert_eq!(parse("Mon, 02 Mar 2026"), Some(Time(1_772_409_600_000)));
        assert_eq!(parse("06 juil. 1999 00:00"), parse("6 Jul 99 00:00:00 +0000"));
    }

    #[test]
    fn what_names_no_moment_is_absent() {
        for form in [
            "",
            "yesterday",
            "Mon, 02 Mar 2026 29:10:50 +0000",
            "Pn, 29 paX 2007 21:13:00 +0100",
            "Mon, 31 Feb 2026 06:10:50 +0000",
            "Mon, 02 Mar -026 06:10:50 +0000",
        ] {
            assert_eq!(parse(form), None, "{form}");
        }
    }
}
