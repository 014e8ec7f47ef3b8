//! Dates and clocks of figures alone.

/// Which of day and month comes first where both are figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sources) enum Order {
    /// `28/10/2026`.
    DayFirst,
    /// `10/28/2026`.
    MonthFirst,
}

/// What stands between the parts of a date. Chinese and Japanese name each part behind its figure.
const SEPARATORS: [char; 5] = ['/', '.', '-', '年', '月'];

/// The three parts of a date, and what stands between them.
pub(super) fn pieces(word: &str) -> Option<(char, [&str; 3])> {
    let separator = word.chars().find(|c| SEPARATORS.contains(c))?;
    let mut all = word.trim_end_matches(SEPARATORS).split(SEPARATORS);
    let pieces = [all.next()?, all.next()?, all.next()?];
    (all.next().is_none() && pieces.iter().all(|piece| !piece.is_empty())).then_some((separator, pieces))
}

/// Year, month and day. Where neither the figures nor `order` say which of the latter two comes first, none: dots alone
/// have the day first in every country.
pub(super) fn date(word: &str, order: Option<Order>) -> Option<(i64, i64, i64)> {
    let (separator, pieces) = pieces(word)?;
    let [first, second, third] = pieces.map(number);
    let (first, second, third) = (first?, second?, third?);
    if pieces.first()?.len() == 4 {
        return Some((first, second, third));
    }
    let year = year(pieces.last()?)?;
    let order = match (first > 12, second > 12) {
        (true, true) => return None,
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        (false, false) if separator == '.' || first == second => Order::DayFirst,
        (false, false) => order?,
    };
    Some(match order {
        Order::DayFirst => (year, second, first),
        Order::MonthFirst => (year, first, second),
    })
}

/// The order that a date shows by a day above twelve.
pub(super) fn order(word: &str) -> Option<Order> {
    let (separator, [first, second, _]) = pieces(word)?;
    match (number(first)?, number(second)?) {
        (13..=31, 1..=12) if separator != '.' => Some(Order::DayFirst),
        (1..=12, 13..=31) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Years of two or three digits are those of old mail programs (RFC 5322, 4.3).
pub(super) fn year(word: &str) -> Option<i64> {
    match (word.len(), number(word)?) {
        (2, year @ 0..50) => Some(year + 2000),
        (2 | 3, year) => Some(year + 1900),
        (4, year) => Some(year),
        _ => None,
    }
}

/// What these digits are.
pub(super) fn number(word: &str) -> Option<i64> {
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|_| digits)
}

/// Seconds since midnight of `9:05`, `20:0:0.5`, `20.28`, and what follows them in the word.
pub(super) fn clock(word: &str) -> Option<(i64, &str)> {
    let mut rest = word;
    let mut figures = [0; 3];
    for (at, figure) in figures.iter_mut().enumerate() {
        if at > 0 {
            match rest.strip_prefix([':', '.', 'h']) {
                Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => rest = after,
                Some(_) | None => break,
            }
        }
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        *figure = number(rest.get(..end).filter(|digits| digits.len() <= 2)?)?;
        rest = rest.get(end..)?;
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let [hour, minute, second] = figures;
    // A leap second is the last second of its minute.
    let sane = hour < 24 && minute < 60 && second <= 60;
    sane.then_some(((hour * 60 + minute) * 60 + second.min(59), rest))
}
