//! Numbers of payment cards: 13 to 19 digits, a known first part, and the check digit (Luhn) right.

use std::ops::Range;

use super::number::Number;
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
    let at = number.groups().first()?.start;
    if number.length() < FEWEST || !scan.begins(at) || scan.in_path(at) {
        return None;
    }
    let joined = number
        .groups()
        .iter()
        .skip(1)
        .take_while(|group| matches!(group.joint, b' ' | b'-') && group.digits > 1)
        .count();
    (1..=joined + 1).rev().find_map(|groups| {
        let last = number.groups().get(groups.checked_sub(1)?)?;
        (is_card(number.digits(groups)) && scan.ends(last.end)).then_some(at..last.end)
    })
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
