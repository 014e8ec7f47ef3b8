//! Phone numbers: international ones, common national forms, and any after a word for telephone. Dates,
//! times, prices and other numbers are none.

use std::ops::Range;

use super::cue::{self, Cue};
use super::number::Number;
use super::scan::Scan;

/// Country codes with the most digits a number there has, code included; others have at most fifteen.
const COUNTRIES: [(&[u8], usize); 24] = [
    (&[1], 11),
    (&[7], 11),
    (&[2, 7], 11),
    (&[3, 0], 12),
    (&[3, 1], 11),
    (&[3, 2], 11),
    (&[3, 3], 11),
    (&[3, 4], 11),
    (&[3, 9], 13),
    (&[4, 1], 11),
    (&[4, 4], 12),
    (&[4, 5], 10),
    (&[4, 6], 11),
    (&[4, 7], 10),
    (&[4, 8], 11),
    (&[4, 9], 13),
    (&[5, 5], 13),
    (&[6, 1], 11),
    (&[6, 5], 10),
    (&[8, 1], 12),
    (&[8, 2], 12),
    (&[8, 6], 13),
    (&[9, 1], 12),
    (&[3, 5, 1], 12),
];
/// Groups of digits in which numbers without a leading zero are written, by first digit and signs between.
const FORMS: [(&[usize], &[u8], &[u8]); 6] = [
    (&[3, 3, 4], b"23456789", b"-. ("),
    (&[1, 3, 3, 4], b"1", b"-. ("),
    (&[5, 5], b"6789", b" -"),
    (&[2, 5, 4], b"123456789", b"- ("),
    (&[2, 4, 4], b"123456789", b"- ("),
    (&[3, 4, 4], b"1", b" -"),
];
const FEWEST: usize = 7;

/// The phone number that this number begins with.
pub(super) fn of(scan: &Scan<'_>, number: &Number) -> Option<Range<usize>> {
    let at = number.groups().first()?.start;
    if number.length() < FEWEST {
        return None;
    }
    let mut start = at - usize::from(scan.before(at) == b'(');
    let plus = scan.before(start) == b'+';
    start -= usize::from(plus);
    let linked = scan.link(at);
    let told = told(scan, start, linked);
    let begins = scan.begins(start) && !matches!(scan.before(start), b'#' | b'.' | b'-' | b'/' | b'=');
    if !(begins || told) || linked.is_some() && !(plus || told) {
        return None;
    }
    let groups = if plus {
        international(scan, number, 0)
    } else if number.digits(1).starts_with(&[0, 0]) {
        international(scan, number, 2).filter(|groups| number.digits(*groups).len() > 10)
    } else {
        national(scan, number)
    };
    let groups = groups.or_else(|| told.then(|| announced(scan, number)).flatten())?;
    let last = number.groups().get(groups.checked_sub(1)?)?;
    Some(start..last.end + usize::from(last.bracketed))
}

/// Whether a word for telephone, or a link that calls, stands before.
fn told(scan: &Scan<'_>, start: usize, linked: Option<&str>) -> bool {
    linked.is_some_and(|link| link.ends_with("wa.me/"))
        || scan.back(start).ends_with("tel:")
        || cue::before(scan.back(start), Cue::Phone).is_some()
}

/// The most groups that hold from `least` to `most` digits and end where a number may.
fn fitting(scan: &Scan<'_>, number: &Number, least: usize, most: usize) -> Option<usize> {
    (1..=number.groups().len()).rev().find(|groups| {
        let last = number.groups().get(groups - 1);
        let lone = last.is_some_and(|group| *groups > 1 && group.digits == 1 && group.joint != b'-');
        let fits = (least..=most).contains(&number.digits(*groups).len());
        fits && !lone && last.is_some_and(|group| scan.ends(group.end))
    })
}

/// A number with its country code, after `skip` digits.
fn international(scan: &Scan<'_>, number: &Number, skip: usize) -> Option<usize> {
    let all = number.digits(number.groups().len());
    let digits = all.get(skip..)?;
    if !matches!(digits.first(), Some(1..=9)) {
        return None;
    }
    let country = COUNTRIES.iter().find(|(code, _)| digits.starts_with(code));
    let most = country.map_or(15, |(_, most)| *most);
    // The zero of the national form may stand in brackets.
    let trunk = number
        .groups()
        .iter()
        .any(|group| group.bracketed && group.digits == 1);
    let least = if digits.first() == Some(&1) { 11 } else { 8 };
    fitting(scan, number, least + skip, most + skip + usize::from(trunk))
}

/// A number as it is dialled within its country.
fn national(scan: &Scan<'_>, number: &Number) -> Option<usize> {
    if number.is_date() {
        return None;
    }
    if number.digits(1).first() == Some(&0) {
        return trunk(scan, number);
    }
    let first = number.digits(1).first()? + b'0';
    FORMS.iter().find_map(|(lengths, firsts, joints)| {
        let groups = number.groups().get(..lengths.len())?;
        let (last, rest) = (groups.last()?, groups.get(1..)?);
        let joined = rest.iter().all(|group| joints.contains(&group.joint));
        let area = number.digits(lengths.len() - 1);
        // North American exchanges begin with 2 to 9, and no longer number goes on behind.
        let exchange =
            !lengths.ends_with(&[3, 3, 4]) || area.iter().rev().nth(2).is_some_and(|digit| *digit > 1);
        let bracket = lengths.first() != Some(&2) || groups.first()?.bracketed || last.joint == b'-';
        let fits = number.is(lengths) && firsts.contains(&first) && joined && exchange && bracket;
        (fits && scan.ends(last.end)).then_some(lengths.len())
    })
}

/// A number with the leading zero of a long-distance call.
fn trunk(scan: &Scan<'_>, number: &Number) -> Option<usize> {
    let groups = fitting(scan, number, 9, 12)?;
    let taken = number.groups().get(..groups)?;
    let rest = taken.get(1..)?;
    if rest.is_empty() {
        return (10..=11).contains(&number.digits(1).len()).then_some(1);
    }
    let pairs = taken.iter().all(|group| group.digits == 2);
    let same = rest
        .windows(2)
        .all(|pair| pair.first().map(|g| g.joint) == pair.last().map(|g| g.joint));
    let long = taken.iter().all(|group| group.digits > 1);
    // Pairs may also be a list of times or days: ten digits alike are a French number.
    let fits = if pairs {
        same && groups == 5
    } else {
        long && (same || rest.len() < 4)
    };
    let dotted = rest.iter().any(|group| group.joint == b'.') && !pairs && groups == 2;
    (fits && !dotted).then_some(groups)
}

/// Any number behind a word for telephone.
fn announced(scan: &Scan<'_>, number: &Number) -> Option<usize> {
    (!number.is_date())
        .then(|| fitting(scan, number, FEWEST, 15))
        .flatten()
}

/// The one form of a number: digits only, the international prefix and a zero in brackets left out.
pub(super) fn form(written: &str) -> String {
    let plain = written.replace("(0)", "");
    let scan = Scan::new(&plain);
    let (mut digits, mut at) = (String::with_capacity(plain.len()), 0);
    while at < plain.len() {
        let (digit, length) =
            super::number::digit(&scan, at).map_or((None, 1), |(digit, length)| (Some(digit), length));
        digits.extend(digit.map(|digit| char::from(b'0' + digit)));
        at += length;
    }
    digits.strip_prefix("00").map(ToOwned::to_owned).unwrap_or(digits)
}
