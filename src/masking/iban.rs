//! International bank account numbers: the country's length and the check digits (modulo 97) right.

use std::ops::Range;

use super::joint;
use super::scan::Scan;

/// Letters and digits of an account number by country.
const LENGTHS: &[(&[u8; 2], usize)] = &[
    (b"AD", 24),
    (b"AE", 23),
    (b"AL", 28),
    (b"AT", 20),
    (b"AZ", 28),
    (b"BA", 20),
    (b"BE", 16),
    (b"BG", 22),
    (b"BH", 22),
    (b"BI", 27),
    (b"BR", 29),
    (b"BY", 28),
    (b"CH", 21),
    (b"CR", 22),
    (b"CY", 28),
    (b"CZ", 24),
    (b"DE", 22),
    (b"DJ", 27),
    (b"DK", 18),
    (b"DO", 28),
    (b"EE", 20),
    (b"EG", 29),
    (b"ES", 24),
    (b"FI", 18),
    (b"FK", 18),
    (b"FO", 18),
    (b"FR", 27),
    (b"GB", 22),
    (b"GE", 22),
    (b"GI", 23),
    (b"GL", 18),
    (b"GR", 27),
    (b"GT", 28),
    (b"HR", 21),
    (b"HU", 28),
    (b"IE", 22),
    (b"IL", 23),
    (b"IQ", 23),
    (b"IS", 26),
    (b"IT", 27),
    (b"JO", 30),
    (b"KW", 30),
    (b"KZ", 20),
    (b"LB", 28),
    (b"LC", 32),
    (b"LI", 21),
    (b"LT", 20),
    (b"LU", 20),
    (b"LV", 21),
    (b"LY", 25),
    (b"MC", 27),
    (b"MD", 24),
    (b"ME", 22),
    (b"MK", 19),
    (b"MN", 20),
    (b"MR", 27),
    (b"MT", 31),
    (b"MU", 30),
    (b"NI", 28),
    (b"NL", 18),
    (b"NO", 15),
    (b"OM", 23),
    (b"PK", 24),
    (b"PL", 28),
    (b"PS", 29),
    (b"PT", 25),
    (b"QA", 29),
    (b"RO", 24),
    (b"RS", 22),
    (b"RU", 33),
    (b"SA", 24),
    (b"SC", 31),
    (b"SD", 18),
    (b"SE", 24),
    (b"SI", 19),
    (b"SK", 24),
    (b"SM", 27),
    (b"SO", 23),
    (b"ST", 25),
    (b"SV", 28),
    (b"TL", 23),
    (b"TN", 24),
    (b"TR", 26),
    (b"UA", 29),
    (b"VA", 22),
    (b"VG", 24),
    (b"XK", 20),
    (b"YE", 30),
];

/// The account number whose first check digit stands at `at`.
pub(super) fn at(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let start = at.checked_sub(2)?;
    let country = [scan.byte(start), scan.byte(start + 1)].map(|byte| byte.to_ascii_uppercase());
    let lettered = country.iter().all(u8::is_ascii_uppercase) && scan.byte(at + 1).is_ascii_digit();
    if !lettered || !begins(scan, start) {
        return None;
    }
    let (_, length) = LENGTHS.iter().find(|(known, _)| **known == country)?;
    let (mut end, mut read, mut gap, mut digits, mut wide) = (start, 0, 0, 0, !scan.begins(start));
    while read < *length {
        let byte = scan.byte(end);
        if byte.is_ascii_alphanumeric() {
            (read, digits, gap) = (read + 1, digits + usize::from(byte.is_ascii_digit()), 0);
            end += 1;
            continue;
        }
        if gap > 0 {
            return None;
        }
        gap = Some(joint::length(scan, end)).filter(|gap| *gap > 0)?;
        wide |= gap > 1 || !matches!(byte, b' ' | b'-');
        end += gap;
    }
    // Words that happen to add up are mostly letters.
    let fits = !wide || digits * 2 >= *length;
    let ends = !scan.byte(end).is_ascii_alphanumeric();
    (fits && ends && remainder(scan.slice(start..end)) == 1).then_some(start..end)
}

/// Whether an account number may begin here: also behind a word without a space between, as in `IBANDE89`.
fn begins(scan: &Scan<'_>, start: usize) -> bool {
    scan.begins(start) || scan.before(start) == b'_' || {
        let back = scan.back(start);
        let word = back.trim_end_matches(|c: char| c.is_alphabetic()).len();
        word < back.len()
            && !back
                .get(..word)
                .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
    }
}

/// The number with its first four signs moved to the end and letters as two digits, modulo 97.
fn remainder(written: &str) -> u32 {
    let signs = || written.chars().filter_map(|c| c.to_digit(36));
    let rotated = signs().skip(4).chain(signs().take(4));
    rotated.fold(0, |rest, value| {
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    })
}

/// The one form of an account number: capitals without gaps.
pub(super) fn form(written: &str) -> String {
    let signs = written.chars().filter(char::is_ascii_alphanumeric);
    signs.map(|c| c.to_ascii_uppercase()).collect()
}
