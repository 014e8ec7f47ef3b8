//! E-mail addresses: `name@host.tld`, also with `%40` inside links. Handles such as `@name@host.tld` are none.

use std::ops::Range;

use super::joint::is_unseen;
use super::scan::Scan;

const LOCAL: usize = 64;
const DOMAIN: usize = 253;

fn of_name(c: char) -> bool {
    c.is_alphanumeric() || "._%+-'’".contains(c) || is_unseen(c)
}

/// The address around the at-sign that takes `length` bytes at `at`.
pub(super) fn around(scan: &Scan<'_>, at: usize, length: usize) -> Option<Range<usize>> {
    let back = scan.back(at);
    let kept = back.trim_end_matches(of_name);
    // A name in a query may hold escapes of its own; the one before it ends it.
    let name = back
        .get(kept.len()..)?
        .trim_start_matches(|c| matches!(c, '.' | '-' | '\'' | '’' | '%') || is_unseen(c));
    let start = at - name.len();
    if name.is_empty() || name.len() > LOCAL || scan.before(start) == b'@' {
        return None;
    }
    let end = domain(scan, at + length)?;
    Some(start..end)
}

/// Where the domain ends that begins at `at`: labels of letters, digits and dashes, the last one of letters.
fn domain(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let rest = scan.ahead(at);
    let length = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.' || is_unseen(c)))
        .unwrap_or(rest.len());
    let mut host = rest.get(..length)?.trim_end_matches(is_unseen);
    // What follows a dot and cannot be an ending is a sentence of its own.
    while let Some((front, last)) = host.rsplit_once('.') {
        let ending = (2..=24).contains(&last.len())
            && (last.chars().all(|c| c.is_alphabetic() || is_unseen(c)) || last.starts_with("xn--"));
        let labels = front
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-'));
        if ending && labels && host.len() <= DOMAIN {
            return Some(at + host.len());
        }
        host = front;
    }
    None
}

/// The one form of an address: small letters, a plain at-sign, nothing that takes no room.
pub(super) fn form(written: &str) -> String {
    let seen = written.to_lowercase().replace("%40", "@");
    seen.replace(is_unseen, "")
}
