//! Addresses of the internet protocol: version 4 in four numbers, version 6 in groups of hexadecimal digits.

use core::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::scan::Scan;

/// Fewer hexadecimal digits than that name no host: `1::2` is more often a score.
const DIGITS: usize = 5;
/// Signs of the shortest address of version 4.
const SHORTEST: usize = 7;

/// The address of version 4 whose first digit stands at `at`.
pub(super) fn v4(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let rest = scan.ahead(at);
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    // Longer than any address: nothing is parsed.
    let written = rest.get(..length.min(17))?.trim_end_matches('.');
    if written.len() < SHORTEST {
        return None;
    }
    let before = scan.before(at);
    let apart = scan.begins(at) && !matches!(before, b'.' | b'-');
    if written.matches('.').count() != 3 || !apart || is_version(scan.back(at)) {
        return None;
    }
    let end = at + written.len();
    // A port may follow.
    let ends = scan.ends(end) || scan.byte(end) == b':';
    (ends && written.parse::<Ipv4Addr>().is_ok()).then_some(at..end)
}

/// Whether what stands before makes it the version of a program.
fn is_version(back: &str) -> bool {
    let words = back.trim_end_matches([' ', ':']).to_ascii_lowercase();
    ["version", "firmware", "build", "release", "update"]
        .iter()
        .any(|word| words.ends_with(word))
}

/// The address of version 6 around the colon at `at`.
pub(super) fn v6(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let of_address = |c: char| c.is_ascii_hexdigit() || c == ':';
    let back = scan.back(at);
    let start = back.trim_end_matches(of_address).len() + at - back.len();
    let rest = scan.ahead(start);
    let length = rest
        .find(|c: char| !(of_address(c) || c == '.'))
        .unwrap_or(rest.len());
    let written = rest.get(..length)?.trim_end_matches('.');
    // A colon behind it may be the sentence's.
    let written = if written.ends_with("::") {
        written
    } else {
        written.trim_end_matches(':')
    };
    let (end, digits) = (
        start + written.len(),
        written.bytes().filter(u8::is_ascii_hexdigit).count(),
    );
    let apart = scan.begins(start) && scan.ends(end) && written.matches(':').count() > 1;
    (apart && digits >= DIGITS && written.parse::<Ipv6Addr>().is_ok()).then_some(start..end)
}

/// The one form of an address.
pub(super) fn form(written: &str) -> String {
    let plain = written.to_ascii_lowercase();
    plain
        .parse::<Ipv6Addr>()
        .map_or(plain, |address| address.to_string())
}
