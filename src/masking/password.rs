//! Passwords, PINs and keys that a word announces: `password: …`, `PIN 1234`, `?token=…`, `Bearer …`, and the
//! login in a link.

use std::ops::Range;

use super::cue::{self, Cue};
use super::mask;
use super::scan::Scan;

const SHORTEST: usize = 4;
const LONGEST: usize = 512;
/// Signs that passwords have and words have not.
const SIGNS: &str = "!@#$%^&*+?~<>{}|";
/// Cues behind which a few digits are enough.
const PINS: [&str; 11] = [
    "pin",
    "puk",
    "otp",
    "tan",
    "cvv",
    "cvc",
    "passcode",
    "验证码",
    "驗證碼",
    "認証コード",
    "暗証番号",
];
/// Cues that mean other things as well: only a sign such as `:` makes them one.
const LOOSE: [&str; 12] = [
    "pass",
    "token",
    "auth",
    "session",
    "secret",
    "credential",
    "credentials",
    "signature",
    "basic",
    "tan",
    "clave",
    "parola",
];

/// The value behind the `:` or `=` at `at`, if the word before it announces a secret.
pub(super) fn signed(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let back = scan.back(at).trim_end_matches([' ', '"', '\'', '*', '`']);
    let start = at + 1;
    if !cue::ends_with(back, Cue::Secret) && !is_key(back) {
        return None;
    }
    let ahead = scan.ahead(start);
    let skipped = ahead.len()
        - ahead
            .trim_start_matches([' ', '"', '\'', '*', '`', '\u{a0}'])
            .len();
    let start = start + skipped;
    // The scheme before a token says nothing by itself.
    let scheme = ["Bearer ", "bearer ", "Basic ", "Token "]
        .iter()
        .find(|scheme| scan.ahead(start).starts_with(**scheme));
    let range = value(scan, start + scheme.map_or(0, |scheme| scheme.len()))?;
    let written = scan.slice(range.clone());
    let last = ahead_of_line(scan, range.end).is_empty();
    let telling = scan.byte(at) == b'='
        || scheme.is_some()
        || is_telling(written)
        || last && written.len() > SHORTEST + 1;
    (telling && !written.starts_with("http")).then_some(range)
}

/// `api key` and its kind in two words.
fn is_key(back: &str) -> bool {
    let ends = |end: &&str| {
        let tail = back.len().checked_sub(end.len()).and_then(|at| back.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    [
        "api key",
        "api-key",
        "secret key",
        "access key",
        "private key",
        "&key",
        "?key",
        "key_",
    ]
    .iter()
    .any(ends)
}

/// The value that the digit at `at` stands in, if words announce a secret.
pub(super) fn announced(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let back = scan.back(at);
    let kept = back.trim_end_matches(|c: char| {
        !c.is_whitespace() && !matches!(c, ':' | '=' | '：' | '"' | '“' | '„' | '«')
    });
    let start = at - (back.len() - kept.len());
    let start = spaceless(scan, start, at);
    let lead = cue::before(scan.back(start), Cue::Secret)?;
    let range = value(scan, start)?;
    let written = scan.slice(range.clone());
    let digits = written.bytes().all(|byte| byte.is_ascii_digit());
    if LOOSE.contains(&lead.word.to_lowercase().as_str()) && !lead.signed {
        return None;
    }
    let letters = written.chars().any(char::is_alphabetic);
    let pin = PINS.iter().any(|pin| lead.word.to_lowercase().ends_with(pin));
    let fits = match (digits, pin) {
        (true, true) => (3..=8).contains(&written.len()),
        (true, false) => lead.signed || written.len() > SHORTEST,
        (false, _) => written.len() >= SHORTEST && (letters || lead.signed),
    };
    fits.then_some(range)
}

/// Where the value begins in scripts without spaces: at its first sign of ASCII.
fn spaceless(scan: &Scan<'_>, start: usize, at: usize) -> usize {
    let before = scan.slice(start..at);
    before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii())
        .last()
        .map_or(at, |(place, _)| start + place)
}

/// Signs from `start` up to white space, a mask, or what closes a quotation.
fn value(scan: &Scan<'_>, start: usize) -> Option<Range<usize>> {
    let ahead = scan.ahead(start);
    let in_query = scan.link(start).is_some();
    let stops = |c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '`' | '”' | '“' | '»' | '<')
            || in_query && matches!(c, '&' | '#')
    };
    let length = ahead
        .char_indices()
        .find(|(at, c)| stops(*c) || *c == '[' && mask::end(ahead, *at).is_some())
        .map_or(ahead.len(), |(at, _)| at);
    let written = ahead
        .get(..length)?
        .trim_end_matches(['.', ',', ';', ')', '\'', '?', '*', '。', '，', '、']);
    let visible = written.chars().any(char::is_alphanumeric);
    (visible && written.len() > 2 && written.len() <= LONGEST).then(|| start..start + written.len())
}

fn is_telling(written: &str) -> bool {
    let digit = written.bytes().any(|byte| byte.is_ascii_digit());
    let sign = written.contains(|c| SIGNS.contains(c));
    let capital = written.chars().skip(1).any(char::is_uppercase) && written.chars().any(char::is_lowercase);
    written.len() >= SHORTEST && (digit || sign || capital)
}

fn ahead_of_line<'t>(scan: &Scan<'t>, at: usize) -> &'t str {
    let ahead = scan.ahead(at);
    let line = ahead.split('\n').next().unwrap_or_default();
    line.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation())
}

/// The name and password before the `@` at `at`, inside a link.
pub(super) fn login(scan: &Scan<'_>, at: usize) -> Option<Range<usize>> {
    let link = scan.link(at)?;
    let inside = link.split_once("://").map(|(_, inside)| inside)?;
    let start = at - inside.len();
    (!inside.is_empty() && !inside.contains(['/', '?', '#']) && start >= scan.floor && inside.contains(':'))
        .then_some(start..at)
}
