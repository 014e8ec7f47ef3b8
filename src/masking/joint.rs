//! What may stand between two parts of one number: blanks of any kind and width, a line break, one sign, brackets.

use super::scan::Scan;

/// One blank.
pub(super) const SPACE: u8 = b' ';
/// Several blanks, or a tab.
pub(super) const GAP: u8 = b'\t';
/// A line break, with what indents the next line.
pub(super) const LINE: u8 = b'\n';

/// Blanks on one side of a sign at most.
const BLANKS: usize = 12;
/// Line breaks between two parts at most.
const LINES: usize = 2;
/// Signs in a row at most.
const SIGNS: usize = 3;
/// What a space is in a link.
const ESCAPED: &str = "%20";

/// What joins a part of a number to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Joint {
    /// The sign, or one of the blanks above; `(` for nothing but a bracket, 0 before the first part.
    pub(super) sign: u8,
    /// Whether the sign is repeated, or has blanks around it as nobody sets them: `12 -34`.
    pub(super) loose: bool,
}

impl Joint {
    /// Whether no sign stands there.
    pub(super) const fn is_blank(self) -> bool {
        matches!(self.sign, SPACE | GAP | LINE)
    }
}

/// A joint that was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    pub(super) joint: Joint,
    /// Its bytes.
    pub(super) length: usize,
    /// Whether it opens a round bracket.
    pub(super) opens: bool,
}

/// What joins the part that ends at `at` to a next one, if anything.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Read> {
    let first = scan.byte(at);
    if first == 0 || first.is_ascii_alphanumeric() {
        return None;
    }
    let start = at + usize::from(first == b')');
    let (joint, length) = between(scan, start);
    let end = start + length;
    let opens = scan.byte(end) == b'(';
    let length = end + usize::from(opens) - at;
    let sign = if joint.sign == 0 { b'(' } else { joint.sign };
    (length > 0).then_some(Read {
        joint: Joint { sign, ..joint },
        length,
        opens,
    })
}

/// Bytes of a joint without brackets; 0 if there is none.
pub(super) fn length(scan: &Scan<'_>, at: usize) -> usize {
    between(scan, at).1
}

fn between(scan: &Scan<'_>, at: usize) -> (Joint, usize) {
    let before = Blank::read(scan, at);
    let (sign, count, bytes) = signs(scan, at + before.bytes);
    if count == 0 {
        return before.joint().map_or_else(Default::default, |sign| {
            (Joint { sign, loose: false }, before.bytes)
        });
    }
    let after = Blank::read(scan, at + before.bytes + bytes);
    let set = before == after && before.lines == 0 && before.width < 2;
    // Mail programs wrap a line behind a dash.
    let wrapped = sign == b'-' && before.bytes == 0 && after.lines == 1;
    let joint = Joint {
        sign,
        loose: count > 1 || !(set || wrapped),
    };
    if before.lines + after.lines > 1 {
        return Default::default();
    }
    (joint, before.bytes + bytes + after.bytes)
}

/// Blanks in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Blank {
    bytes: usize,
    width: usize,
    lines: usize,
}

impl Blank {
    fn read(scan: &Scan<'_>, at: usize) -> Self {
        let mut blank = Self::default();
        let ahead = scan.ahead(at);
        if ahead.starts_with(ESCAPED) {
            return Self {
                bytes: ESCAPED.len(),
                width: 1,
                lines: 0,
            };
        }
        for c in ahead.chars().take(BLANKS) {
            match c {
                '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => blank.lines += 1,
                '\t' => blank.width += 2,
                '\r' => {}
                _ if is_unseen(c) => {}
                _ if c.is_whitespace() || c == '\u{2800}' => blank.width += 1,
                _ => break,
            }
            blank.bytes += c.len_utf8();
        }
        blank
    }

    const fn joint(self) -> Option<u8> {
        match self {
            Self { bytes: 0, .. } => None,
            Self { lines: 1..=LINES, .. } => Some(LINE),
            Self { lines: 0, width, .. } => Some(if width > 1 { GAP } else { SPACE }),
            Self { .. } => None,
        }
    }
}

/// The same sign in a row: what it counts as, how often it stands there, and its bytes.
fn signs(scan: &Scan<'_>, at: usize) -> (u8, usize, usize) {
    let (mut kind, mut count, mut bytes) = (0, 0, 0);
    for c in scan.ahead(at).chars().take(SIGNS) {
        match sign(c) {
            Some(sign) if count == 0 || sign == kind => (kind, count) = (sign, count + 1),
            Some(_) | None => break,
        }
        bytes += c.len_utf8();
    }
    (kind, count, bytes)
}

/// What a sign counts as: those that look alike are one.
const fn sign(c: char) -> Option<u8> {
    match c {
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Some(b'-'),
        '\u{2014}' | '\u{2015}' | '~' | '\u{ff5e}' => Some(b'~'),
        '.' | '\u{2024}' | '\u{ff0e}' | '\u{3002}' => Some(b'.'),
        '/' | '\u{2044}' | '\u{2215}' | '\u{ff0f}' => Some(b'/'),
        ',' | '\u{60c}' | '\u{66b}' | '\u{66c}' | '\u{3001}' | '\u{ff0c}' => Some(b','),
        '_' | '\u{ff3f}' => Some(b'_'),
        '*' | '\u{b7}' | '\u{2022}' | '\u{2023}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{25aa}'
        | '\u{25cf}' | '\u{25e6}' | '\u{30fb}' | '\u{ff65}' => Some(b'*'),
        '|' | '\u{a6}' | '\u{2502}' | '\u{ff5c}' => Some(b'|'),
        ':' | ';' | '\u{ff1a}' | '\u{ff1b}' => Some(b':'),
        '\\' | '+' | '=' | '\'' => Some(c as u8),
        '\u{2019}' => Some(b'\''),
        '\u{2026}' => Some(b'&'),
        _ => None,
    }
}

/// Whether a character takes no room: zero-width spaces and joiners, soft hyphens, marks of direction.
pub(super) const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joints_are_read() {
        for (text, wanted) in [
            (" ", Some((SPACE, false))),
            ("\u{2009}", Some((SPACE, false))),
            ("\u{200b}", Some((SPACE, false))),
            ("%20", Some((SPACE, false))),
            ("  ", Some((GAP, false))),
            ("\t", Some((GAP, false))),
            (" \r\n  ", Some((LINE, false))),
            ("\n\n\n", None),
            ("-", Some((b'-', false))),
            (" \u{2013} ", Some((b'-', false))),
            (" -", Some((b'-', true))),
            ("--", Some((b'-', true))),
            (".\n", Some((b'.', true))),
            ("-\r\n", Some((b'-', false))),
            ("\n-", Some((b'-', true))),
            ("\u{2022}", Some((b'*', false))),
            (") (", Some((SPACE, false))),
            ("(", Some((b'(', false))),
            ("x", None),
            ("€", None),
        ] {
            let text = format!("{text}1");
            let read = read(&Scan::new(&text), 0);
            let wanted = wanted.map(|(sign, loose)| Joint { sign, loose });
            assert_eq!(read.map(|read| read.joint), wanted, "{text:?}");
            assert!(read.is_none_or(|read| read.length == text.len() - 1), "{text:?}");
        }
    }
}
