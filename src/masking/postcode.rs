//! Postal codes: those of a form of their own, and any with its town behind a street.

use std::ops::Range;

use super::address::{capital, trimmed, words};
use super::scan::Scan;

/// Two letters of American states and territories.
const STATES: &str = "AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VT WA WI WV WY";
/// Letters put before a code that say its country.
const COUNTRIES: [&str; 10] = ["D", "DE", "A", "AT", "CH", "F", "B", "I", "NL", "L"];

/// The postal code that has the digit at `at` as its first.
pub(super) fn at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let digits = scan.ahead(at).bytes().take_while(u8::is_ascii_digit).count();
    let found = british(scan, at)
        .or_else(|| dutch(scan, at, digits))
        .or_else(|| american(scan, at, digits))
        .or_else(|| prefixed(scan, at, digits));
    found.filter(|_| scan.link(at).is_none())
}

/// Where the town ends that stands with its code behind a street: `, 10115 Berlin`.
pub(super) fn town_behind(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let ahead = scan.ahead(end);
    let code = ahead.trim_start_matches([',', ' ', '\n', '\r', '-', '/', '|', '*', '·']);
    let at = end + (ahead.len() - code.len());
    let digits = code.find(|c: char| !c.is_ascii_digit()).unwrap_or(code.len());
    if at - end > 6 || at == end || !(4..=5).contains(&digits) {
        return None;
    }
    named(scan, at + digits)
}

/// Where the town ends that begins with the space at `at`.
fn named(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let (town, end) = words(scan, at).next()?;
    capital(town).then(|| trimmed(scan, end))
}

/// `D-10115 Berlin`, `CH-8001 Zürich`.
fn prefixed(scan: &Scan<'_>, at: usize, digits: usize) -> Option<Range<usize>> {
    let back = scan.back(at).strip_suffix('-')?;
    let country = back.get(back.trim_end_matches(|c: char| c.is_ascii_uppercase()).len()..)?;
    let start = at - 1 - country.len();
    let fits = (4..=5).contains(&digits) && COUNTRIES.contains(&country) && scan.begins(start);
    let end = named(scan, at + digits).filter(|_| fits)?;
    Some(start..end)
}

/// `Springfield, IL 62704`.
fn american(scan: &Scan<'_>, at: usize, digits: usize) -> Option<Range<usize>> {
    let back = scan.back(at).strip_suffix(' ').filter(|_| digits == 5)?;
    let (town, state) = back.split_at_checked(back.len().checked_sub(2)?)?;
    let known = STATES.split(' ').any(|known| known == state);
    let name = town.strip_suffix(", ").filter(|_| known)?;
    let from = name.trim_end_matches(char::is_alphabetic).len();
    let start = at - 1 - state.len() - (town.len() - from);
    let end = at + digits;
    (name.get(from..).is_some_and(capital) && scan.ends(end)).then_some(start..end)
}

/// `1012 AB Amsterdam`.
fn dutch(scan: &Scan<'_>, at: usize, digits: usize) -> Option<Range<usize>> {
    let letters = scan
        .slice(at + digits..at + digits + 3)
        .strip_prefix(' ')
        .filter(|_| digits == 4)?;
    let year = ("1990".."2040").contains(&scan.slice(at..at + digits));
    let fits = !year && scan.byte(at) != b'0' && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let end = named(scan, at + digits + 3).filter(|_| fits)?;
    Some(at..end)
}

/// A British postal code whose first digit stands at `at`: `SW1A 1AA`.
fn british(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let mut start = at;
    while start > scan.floor && at - start < 2 && scan.before(start).is_ascii_uppercase() {
        start -= 1;
    }
    let mut gap = at + 1;
    if scan.byte(gap).is_ascii_digit() || scan.byte(gap).is_ascii_uppercase() {
        gap += 1;
    }
    let inward = scan.slice(gap..gap + 4);
    let mut signs = inward.bytes();
    let shape = signs.next() == Some(b' ') && signs.next().is_some_and(|byte| byte.is_ascii_digit());
    let letters = inward.get(2..)?;
    let unit = matches!(
        letters,
        "GB" | "TB" | "AM" | "PM" | "FT" | "LB" | "HP" | "PS" | "ST" | "ND" | "RD" | "TH" | "WD" | "PX"
    );
    let known = letters
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() && !b"CIKMOV".contains(&byte));
    let fits = start < at && shape && known && !unit && scan.begins(start) && scan.ends(gap + 4);
    fits.then_some(start..gap + 4)
}
