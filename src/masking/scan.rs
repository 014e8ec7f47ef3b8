//! A text being looked through: its bytes, and where the next one stands that a personal value may hang on.

use std::ops::Range;

/// Bytes that are looked back over at most: values, their cues and the addresses of links are shorter.
const REACH: usize = 512;

/// Bytes tested together.
const BLOCK: usize = 16;

/// No word of that many letters is looked at as a word.
const LONG: usize = 16;
/// Bytes of the shortest link.
const LINK: usize = 8;

/// A text being looked through.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Where the latest find ended: nothing begins before it.
    pub(super) floor: usize,
}

/// Whether something may hang on this byte: a digit, `:` `=` `@`, a capital letter, `[` of a mask, or the first
/// byte of a digit of another script. A few bytes beside these lie in the range: one comparison is quick.
const fn telling(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') <= b'[' - b'0')
        | (byte == 0xd9)
        | (byte == 0xdb)
        | (byte == 0xe0)
        | (byte == 0xef)
}

impl<'t> Scan<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, floor: 0 }
    }

    /// The byte at this position; 0 outside the text.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The byte before this position; 0 at the start.
    pub(super) fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(0, |before| self.byte(before))
    }

    /// The text in this range; nothing where it is not one.
    pub(super) fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// What stands before `at`, back to the latest find, as far as it is looked at.
    pub(super) fn back(&self, at: usize) -> &'t str {
        let start = self.text.ceil_char_boundary(at.saturating_sub(REACH));
        self.slice(start.max(self.floor.min(at))..at)
    }

    /// What stands from `at` on.
    pub(super) fn ahead(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The next byte that a value may hang on, from `at` on.
    pub(super) fn next(&self, at: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(at..)?;
        let (blocks, last) = rest.as_chunks::<BLOCK>();
        let mut from = at;
        for block in blocks {
            if block.iter().fold(false, |any, byte| any | telling(*byte))
                && let Some(found) = self.first(block, from)
            {
                return Some(found);
            }
            from += BLOCK;
        }
        self.first(last, from)
    }

    fn first(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let telling = bytes.iter().enumerate().filter(|(_, byte)| telling(**byte));
        let mut places = telling.map(|(place, byte)| (from + place, *byte));
        places.find(|(at, byte)| self.tells(*at, *byte)).map(|(at, _)| at)
    }

    /// Whether a value may hang on this byte, by what stands around it.
    fn tells(&self, at: usize, byte: u8) -> bool {
        match byte {
            b'0'..=b'9' => !self.before(at).is_ascii_digit(),
            // Not that of a link's scheme.
            b':' => self.byte(at + 1) != b'/',
            b'=' | b'[' => true,
            b'@' => !matches!(self.before(at), 0 | b' ' | b'\n' | b'(' | b'"'),
            b'A'..=b'Z' => self.is_capital_of_code(at),
            0xd9 | 0xdb | 0xe0 | 0xef => super::number::digit(self, at).is_some(),
            _ => false,
        }
    }

    /// A capital letter begins a word more often than a code: what follows it tells.
    fn is_capital_of_code(&self, at: usize) -> bool {
        let next = self.byte(at + 1);
        let of_key = |at| super::key::of_key(self.byte(at));
        // Most words are shorter than half of it: that is asked first.
        let long = || of_key(at + LONG / 2) && (at..at + LONG).all(of_key);
        next.is_ascii_uppercase() || next.is_ascii_digit() || next.is_ascii_lowercase() && long()
    }

    /// Whether a value may begin here: not inside a word, nor behind a sign that makes it something else.
    pub(super) fn begins(&self, at: usize) -> bool {
        let before = self.before(at);
        !before.is_ascii_alphanumeric() && !matches!(before, b'_' | b'$' | b'@')
    }

    /// Whether a value may end here.
    pub(super) fn ends(&self, at: usize) -> bool {
        let (next, after) = (self.byte(at), self.byte(at + 1));
        !(next.is_ascii_alphanumeric()
            || matches!(next, b'_' | b'@' | b'%')
            || matches!(next, b':' | b',' | b'.') && after.is_ascii_digit())
    }

    /// The word without white space that reaches `at`, back from there.
    fn reaching(&self, at: usize) -> &'t str {
        let start = self.text.ceil_char_boundary(at.saturating_sub(REACH));
        let back = self.slice(start..at);
        let cut = back.rfind(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
        let from = cut.map_or(0, |cut| {
            cut + back
                .get(cut..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8)
        });
        back.get(from..).unwrap_or_default()
    }

    /// The part of a link that reaches `at`, if `at` stands inside one.
    pub(super) fn link(&self, at: usize) -> Option<&'t str> {
        let word = self.reaching(at);
        if word.len() < LINK {
            return None;
        }
        let at = word.find("://").or_else(|| word.find("www."))?;
        word.get(at..)
    }

    /// Whether `at` stands inside a link, before its query.
    pub(super) fn in_path(&self, at: usize) -> bool {
        self.link(at).is_some_and(|link| !link.contains(['?', '#']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_text_is_passed_over() {
        let scan = Scan::new("nothing here to be found, whatever length it has, nothing at all");
        assert_eq!(scan.next(0), None);
        let scan = Scan::new("nothing here to be found, then at 7 a digit and more words after");
        assert_eq!(scan.next(0), Some(34));
        assert_eq!(scan.next(35), None);
    }

    #[test]
    fn a_link_is_known_from_inside() {
        let text = "see https://a.example/b/1?x=2 or 3";
        let scan = Scan::new(text);
        assert!(scan.in_path(24) && !scan.in_path(28) && scan.link(28).is_some());
        assert!(scan.link(text.len() - 1).is_none());
    }
}
