//! Keys that are known by how they look: the prefixes of services, signed tokens, long runs of random signs,
//! and blocks of private keys.

use std::ops::Range;

use super::scan::Scan;

/// Beginnings of keys that services hand out.
const PREFIXES: [&str; 30] = [
    "sk_live_",
    "sk_test_",
    "pk_live_",
    "rk_live_",
    "whsec_",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xoxs-",
    "xapp-",
    "AKIA",
    "ASIA",
    "AIza",
    "ya29",
    "EAAC",
    "EAAG",
    "shpat_",
    "npm_",
    "pypi-",
    "dop_v1_",
    "sk-ant-",
    "sk-proj-",
    "SG-",
];
const PREFIXED: usize = 16;
/// Hexadecimal digits of the shortest key that is known by nothing else.
const HEX: usize = 32;
/// Signs of the shortest mixed key.
const MIXED: usize = 24;

/// The key whose sign group `token` is.
pub(super) fn at(scan: &Scan<'_>, token: &Range<usize>) -> Option<Range<usize>> {
    let written = scan.slice(token.clone());
    if written.len() < PREFIXED || scan.byte(token.end) == b'@' {
        return None;
    }
    if let Some(end) = signed(scan, token, written) {
        return Some(token.start..end);
    }
    let prefixed = PREFIXES.iter().any(|prefix| written.starts_with(prefix))
        && has(written, |byte| byte.is_ascii_digit(), 1);
    let linked = scan.link(token.start).is_some();
    // What names an account or a post in a network's own way is an id.
    let id = scan.back(token.start).ends_with("did:plc:") || is_uuid(written);
    let random = is_hex(written) || !linked && is_mixed(written);
    (prefixed || random && !id).then(|| token.clone())
}

/// The end of a signed token: three groups joined by dots, the first of which is an encoded `{"`.
fn signed(scan: &Scan<'_>, token: &Range<usize>, written: &str) -> Option<usize> {
    if !written.starts_with("eyJ") || scan.byte(token.end) != b'.' {
        return None;
    }
    let rest = scan.ahead(token.end);
    let length = rest
        .bytes()
        .take_while(|byte| of_key(*byte) || *byte == b'.')
        .count();
    Some(token.end + rest.get(..length)?.trim_end_matches('.').len())
}

/// A sign of the groups that keys are made of.
pub(super) const fn of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn has(written: &str, of: impl Fn(u8) -> bool, least: usize) -> bool {
    written.bytes().filter(|byte| of(*byte)).count() >= least
}

fn is_hex(written: &str) -> bool {
    let hex = written.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex && written.len() >= HEX && has(written, |byte| byte.is_ascii_alphabetic(), 4)
}

fn is_mixed(written: &str) -> bool {
    written.len() >= MIXED
        && has(written, |byte| byte.is_ascii_digit(), 3)
        && has(written, |byte| byte.is_ascii_uppercase(), 3)
        && has(written, |byte| byte.is_ascii_lowercase(), 3)
}

fn is_uuid(written: &str) -> bool {
    let mut parts = written.split('-').map(str::len);
    written.len() == 36
        && [8, 4, 4, 4, 12]
            .iter()
            .all(|length| parts.next() == Some(*length))
}

/// The block of a private key whose word `BEGIN` stands at `at`, up to its end or that of the text.
pub(super) fn block(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    const DASHES: &str = "-----";
    let ahead = scan.ahead(at);
    if !ahead.starts_with("BEGIN ") || !scan.back(at).ends_with(DASHES) {
        return None;
    }
    let line = ahead.find(DASHES)?;
    if !ahead.get(..line)?.ends_with("KEY") {
        return None;
    }
    let end = ahead.find("-----END").and_then(|foot| {
        let after = ahead.get(foot + DASHES.len()..)?;
        Some(foot + DASHES.len() + after.find(DASHES)? + DASHES.len())
    });
    Some(at - DASHES.len()..at + end.unwrap_or(ahead.len()))
}
