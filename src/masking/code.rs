//! Codes of bookings, orders, tickets, parcels and customers: a sign group behind a word that announces it.

use std::ops::Range;

use super::cue::{self, Cue, Lead};
use super::scan::Scan;

const SHORTEST: usize = 5;
const LONGEST: usize = 32;
/// A booking of an airline, where it is all letters.
const LOCATOR: usize = 6;

/// The code whose sign group `token` is, if a word announces it.
pub(super) fn announced(scan: &Scan<'_>, token: &Range<usize>) -> Option<Range<usize>> {
    let written = scan.slice(token.clone());
    if !(SHORTEST..=LONGEST).contains(&written.len()) || !scan.begins(token.start) || !ends(scan, token.end) {
        return None;
    }
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    let plain = written.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let shaped = digits > 1 || digits == 1 && plain;
    let letters =
        digits == 0 && written.len() == LOCATOR && written.bytes().all(|byte| byte.is_ascii_uppercase());
    // A hashtag begins with a letter and stands apart.
    let tag = scan.before(token.start) == b'#'
        && written.starts_with(|c: char| c.is_ascii_alphabetic())
        && !scan.before(token.start - 1).is_ascii_alphanumeric();
    if tag || !(shaped || letters) || is_date(written) || scan.in_path(token.start) {
        return None;
    }
    let lead = cue::before(scan.back(token.start), Cue::Code)?;
    let fits = if letters {
        quiet(scan, token, lead)
    } else {
        // A bare count may follow: "order 10000 of them".
        lead.marked || digits < written.len() || digits > SHORTEST
    };
    fits.then(|| token.clone())
}

/// Whether capitals are not simply how everything here is written.
fn quiet(scan: &Scan<'_>, token: &Range<usize>, lead: Lead<'_>) -> bool {
    let next = scan.ahead(token.end).trim_start().get(..2).unwrap_or_default();
    let shouted = next.bytes().all(|byte| byte.is_ascii_uppercase()) && !next.is_empty();
    let locator = ["pnr", "locator", "localizador", "filekey"]
        .iter()
        .any(|word| lead.word.eq_ignore_ascii_case(word));
    let small = lead.word.chars().any(char::is_lowercase) || !lead.word.is_ascii();
    !shouted && (lead.signed || locator || small)
}

fn ends(scan: &Scan<'_>, at: usize) -> bool {
    scan.ends(at) && !matches!(scan.byte(at), b'$' | b'/')
}

fn is_date(written: &str) -> bool {
    let mut parts = written
        .split('-')
        .map(|part| (part.len(), part.bytes().all(|byte| byte.is_ascii_digit())));
    let parts = [parts.next(), parts.next(), parts.next(), parts.next()];
    matches!(
        parts,
        [Some((4, true)), Some((1 | 2, true)), Some((1 | 2, true)), None]
            | [
                Some((1 | 2, true)),
                Some((1 | 2, true)),
                Some((2 | 4, true)),
                None
            ]
    )
}

/// The one form of a code: capitals, signs left out.
pub(super) fn form(written: &str) -> String {
    let signs = written.chars().filter(|c| c.is_alphanumeric());
    signs.flat_map(char::to_uppercase).collect()
}

/// A sign group without the dashes and lines around it.
pub(super) fn bare(scan: &Scan<'_>, token: &Range<usize>) -> Range<usize> {
    let written = scan.slice(token.clone());
    let front = written.trim_start_matches(['-', '_']);
    let start = token.end - front.len();
    start..start + front.trim_end_matches(['-', '_']).len()
}
