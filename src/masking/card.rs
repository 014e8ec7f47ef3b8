//! Numbers of payment cards: 13 to 19 digits, a known first part, and the check digit (Luhn) right.

use std::ops::Range;

use super::joint::{GAP, Joint, LINE, SPACE};
use super::number::{Group, Number};
use super::scan::Scan;

/// First digits as a range of numbers of one length, and how many digits such cards have.
const ISSUERS: [(usize, Range<u32>, Range<usize>); 16] = [
    (1, 4..5, 13..14),
    (1, 4..5, 16..17),
    (1, 4..5, 19..20),
    (2, 51..56, 16..17),
    (4, 2221..2721, 16..17),
    (2, 34..35, 15..16),
    (2, 37..38, 15..16),
    (4, 6011..6012, 16..20),
    (3, 644..650, 16..20),
    (2, 65..66, 16..20),
    (4, 3528..3590, 16..20),
    (2, 36..37, 14..15),
    (3, 300..306, 14..15),
    (2, 62..63, 16..20),
    (4, 2200..2205, 16..20),
    (2, 50..70, 13..17),
];

const FEWEST: usize = 13;

/// The card that this number begins with.
pub(super) fn of(scan: &Scan<'_>, number: &Number) -> Option<Range<usize>> {
    let first = number.groups().first()?;
    let at = first.start;
    if number.length() < FEWEST || !begins(scan, at) || scan.in_path(at) {
        return None;
    }
    let sign = number.groups().get(1).map_or(SPACE, |group| group.joint.sign);
    let joined = number
        .groups()
        .iter()
        .skip(1)
        .take_while(|group| goes_on(sign, group.joint) && group.digits > 1)
        .count();
    (1..=joined + 1).rev().find_map(|count| {
        let groups = number.groups().get(..count)?;
        let last = groups.last()?;
        let fits = is_card(number.digits(count)) && ends(scan, last.end) && is_set(scan, groups);
        fits.then_some(at..last.end)
    })
}

/// Whether a card's number may begin here: also behind the `_` that sets words off.
fn begins(scan: &Scan<'_>, at: usize) -> bool {
    let bare = |at: usize| !scan.before(at).is_ascii_alphanumeric();
    scan.begins(at) || scan.before(at) == b'_' && bare(at - 1)
}

fn ends(scan: &Scan<'_>, at: usize) -> bool {
    scan.ends(at) || scan.byte(at) == b'_' && !scan.byte(at + 1).is_ascii_alphanumeric()
}

/// Whether this joint goes on where the first one was `sign`: blanks and dashes mix, other signs do not.
fn goes_on(sign: u8, joint: Joint) -> bool {
    let plain = |sign| matches!(sign, SPACE | GAP | LINE | b'-');
    joint.sign == sign && sign != b'(' || plain(sign) && plain(joint.sign)
}

/// Whether the groups are as cards are printed. Between single blanks or dashes they need not be; between other
/// signs, amounts and addresses of hosts look much the same.
fn is_set(scan: &Scan<'_>, groups: &[Group]) -> bool {
    let (Some(first), Some((last, body))) = (groups.first(), groups.split_last()) else {
        return false;
    };
    let plain = |joint: Joint| matches!(joint.sign, SPACE | b'-') && !joint.loose;
    if body.is_empty() || groups.iter().skip(1).all(|group| plain(group.joint)) {
        return true;
    }
    // A longer list of numbers with that sign may begin before.
    let listed = !last.joint.is_blank() && {
        let before = scan.back(first.start);
        let before = if last.joint.loose {
            before.trim_end()
        } else {
            before
        };
        let sign = before
            .chars()
            .next_back()
            .filter(|c| !c.is_alphanumeric() && !c.is_whitespace());
        sign.is_some_and(|sign| {
            before
                .trim_end_matches(sign)
                .ends_with(|c: char| c.is_ascii_digit())
        })
    };
    let printed = match body {
        [half] => half.digits == 8 && last.digits == 8,
        [four, rest @ ..] => four.digits == 4 && rest.iter().all(|group| matches!(group.digits, 4 | 6)),
        [] => false,
    };
    printed && !listed
}

fn is_card(digits: &[u8]) -> bool {
    let issued = ISSUERS.iter().any(|(length, first, lengths)| {
        let value = digits
            .iter()
            .take(*length)
            .fold(0, |value, digit| value * 10 + u32::from(*digit));
        lengths.contains(&digits.len()) && first.contains(&value)
    });
    issued && luhn(digits) && digits.windows(2).any(|pair| pair.first() != pair.last())
}

fn luhn(digits: &[u8]) -> bool {
    let doubled = |(place, digit): (usize, &u8)| match (place % 2, *digit) {
        (0, digit) => u32::from(digit),
        (_, digit) if digit > 4 => u32::from(digit) * 2 - 9,
        (_, digit) => u32::from(digit) * 2,
    };
    digits
        .iter()
        .rev()
        .enumerate()
        .map(doubled)
        .sum::<u32>()
        .is_multiple_of(10)
}
