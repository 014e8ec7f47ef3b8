//! Phone numbers: international ones, common national forms, and any after a word for telephone or words that
//! ask for a call. Dates, times, prices and other numbers are none.

use std::ops::Range;

use super::cue::{self, Cue};
use super::joint::{Joint, LINE, SPACE};
use super::number::{Group, Number};
use super::reach;
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
/// Signs behind an amount.
const MONEY: &str = "%€$£¥₹₽₴₺₫円元원";
/// Digits of a number with its country code that is hardly cut short by the end of a line.
const WHOLE: usize = 11;
/// The same within its country.
const WITHIN: usize = 9;
/// Digits of a first group behind which a further number is none of its groups.
const LONG: usize = 10;

/// The phone number that this number begins with.
pub(super) fn of(scan: &Scan<'_>, number: &Number) -> Option<Range<usize>> {
    if number.length() < FEWEST {
        return None;
    }
    let mut lines = 0;
    let wide = number.joined(|joint| {
        lines += usize::from(joint.sign == LINE);
        is_dialled(joint) || joint.is_blank() && lines < 2
    });
    if wide.length() < FEWEST {
        return None;
    }
    let place = Place::of(scan, &wide)?;
    let near = wide.joined(is_dialled);
    let found = place.groups(scan, &near);
    // A wider gap or a line's end is more often the end of the number.
    let enough = if place.plus { WHOLE } else { WITHIN };
    let whole = |count: &usize| near.digits(*count).len() >= enough;
    let goes_on = wide.groups().len() > near.groups().len() && !found.as_ref().is_some_and(whole);
    let (number, count) = match goes_on.then(|| place.groups(scan, &wide)).flatten() {
        Some(count) => (&wide, count),
        None => (&near, found?),
    };
    let last = number.groups().get(count.checked_sub(1)?)?;
    Some(place.start..last.end + usize::from(last.bracketed))
}

/// Whether numbers that are dialled have such a joint.
const fn is_dialled(joint: Joint) -> bool {
    matches!(joint.sign, SPACE | b'-' | b'.' | b'/' | b'(') && !joint.loose
}

/// Where a number stands.
struct Place {
    start: usize,
    plus: bool,
    /// Whether a word for telephone stands before.
    told: bool,
    /// Whether a number may begin here.
    begins: bool,
}

impl Place {
    fn of(scan: &Scan<'_>, number: &Number) -> Option<Self> {
        let at = number.groups().first()?.start;
        let mut start = at - usize::from(scan.before(at) == b'(');
        let written = scan.before(start) == b'+';
        start -= usize::from(written);
        // As links write it.
        let escaped = ["%2B", "%2b"].iter().any(|plus| scan.back(start).ends_with(plus));
        let plus = written || escaped;
        let linked = scan.link(at);
        let told = told(scan, start, linked);
        let begins =
            escaped || scan.begins(start) && !matches!(scan.before(start), b'#' | b'.' | b'-' | b'/' | b'=');
        if !begins && !told && scan.before(start) != b'#' || linked.is_some() && !(plus || told) {
            return None;
        }
        Some(Self {
            start,
            plus,
            told,
            begins,
        })
    }

    /// How many groups of the number are dialled.
    fn groups(&self, scan: &Scan<'_>, number: &Number) -> Option<usize> {
        let groups = if !(self.begins || self.told) {
            None
        } else if self.plus {
            international(scan, number, 0)
        } else if number.digits(1).starts_with(&[0, 0]) {
            international(scan, number, 2).filter(|groups| number.digits(*groups).len() > 10)
        } else {
            national(scan, number)
        };
        groups
            .or_else(|| self.told.then(|| announced(scan, number)).flatten())
            .or_else(|| asked(scan, self.start, number))
    }
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
        let lone = last.is_some_and(|group| *groups > 1 && group.digits == 1 && group.joint.sign != b'-');
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
        let joined = rest.iter().all(|group| joints.contains(&group.joint.sign));
        let area = number.digits(lengths.len() - 1);
        // North American exchanges begin with 2 to 9, and no longer number goes on behind.
        let exchange =
            !lengths.ends_with(&[3, 3, 4]) || area.iter().rev().nth(2).is_some_and(|digit| *digit > 1);
        let bracket = lengths.first() != Some(&2) || groups.first()?.bracketed || last.joint.sign == b'-';
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
    // Numbers under each other are seldom one: only what is as long as most are.
    let broken = rest.iter().any(|group| group.joint.sign == LINE);
    if broken
        && !((10..=11).contains(&number.digits(groups).len())
            && rest.iter().all(|group| group.joint.is_blank()))
    {
        return None;
    }
    let pairs = taken.iter().all(|group| group.digits == 2);
    let same = rest
        .windows(2)
        .all(|pair| pair.first().map(kind) == pair.last().map(kind));
    let long = taken.iter().all(|group| group.digits > 1);
    // Pairs may also be a list of times or days: ten digits alike are a French number.
    let fits = if pairs {
        same && groups == 5
    } else {
        long && (same || rest.len() < 4)
    };
    let dotted = rest.iter().any(|group| group.joint.sign == b'.') && !pairs && groups == 2;
    (fits && !dotted).then_some(groups)
}

/// What a group is joined by, however wide the blanks are.
const fn kind(group: &Group) -> u8 {
    if group.joint.is_blank() {
        SPACE
    } else {
        group.joint.sign
    }
}

/// Any number behind a word for telephone.
fn announced(scan: &Scan<'_>, number: &Number) -> Option<usize> {
    if number.is_date() {
        return None;
    }
    let first = number.groups().first()?;
    if (LONG..=15).contains(&first.digits) && scan.ends(first.end) {
        return Some(1);
    }
    fitting(scan, number, FEWEST, 15)
}

/// A number behind words that ask for a call, or before such words: less sure than a word for telephone.
fn asked(scan: &Scan<'_>, start: usize, number: &Number) -> Option<usize> {
    let count = announced(scan, number)?;
    let groups = number.groups().get(..count)?;
    let last = groups.last()?;
    if is_counted(scan, groups) {
        return None;
    }
    let behind = scan.ahead(last.end + usize::from(last.bracketed));
    (reach::before(scan.back(start)) || reach::behind(behind)).then_some(count)
}

/// Whether the groups are rather a day, a time or an amount.
fn is_counted(scan: &Scan<'_>, groups: &[Group]) -> bool {
    let [first, rest @ ..] = groups else {
        return true;
    };
    let dotted = rest.iter().filter(|group| group.joint.sign == b'.').count();
    let day = match groups {
        [one, two, three] => {
            matches!(
                (one.digits, two.digits, three.digits),
                (1 | 2, 1 | 2, 4) | (4, 1 | 2, 1 | 2)
            )
        }
        _ => false,
    };
    let thousands = (first.digits == 1 || dotted == rest.len() && first.digits < 3)
        && !rest.is_empty()
        && rest
            .iter()
            .all(|group| group.digits == 3 && matches!(group.joint.sign, SPACE | b'.'));
    let mixed = dotted > 0 && dotted < rest.len();
    let last = groups.last().unwrap_or(first);
    let next = scan.ahead(last.end).trim_start().chars().next();
    day || thousands || mixed || next.is_some_and(|c| MONEY.contains(c))
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
