//! The words of a text, and what the lists say of them.

use super::emoji::Written;
use super::lists::Lists;
use super::sense::Sense;

/// A word of a text: what stands between white space, without the marks around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Word {
    /// Where it begins in the text whose emoji are written out, in bytes.
    from: usize,
    /// Where it ends.
    to: usize,
    /// All its letters are capitals, and it has one.
    pub(super) loud: bool,
    /// What the lists say of it.
    pub(super) sense: Sense,
}

/// The words of a text. Reusable.
#[derive(Debug, Default)]
pub(super) struct Words {
    written: Written,
    lower: String,
    all: Vec<Word>,
}

impl Words {
    /// Reads a text, and gives it back with its emoji written out.
    pub(super) fn read<'a>(&'a mut self, lists: &Lists, text: &'a str) -> &'a str {
        let Self { written, lower, all } = self;
        all.clear();
        let text = written.read(text, lists.descriptions());
        let mut from = 0;
        for (at, character) in text.char_indices().filter(|(_, one)| is_space(*one)) {
            take(lists, text, (from, at), lower, all);
            from = at + character.len_utf8();
        }
        take(lists, text, (from, text.len()), lower, all);
        text
    }

    /// The words, in order.
    pub(super) fn all(&self) -> &[Word] {
        &self.all
    }

    /// Where a word stands in the source text, in bytes.
    pub(super) fn source(&self, word: &Word) -> (usize, usize) {
        self.written.source(word.from, word.to)
    }
}

fn take(lists: &Lists, text: &str, (from, to): (usize, usize), lower: &mut String, all: &mut Vec<Word>) {
    let Some(whole) = text.get(from..to).filter(|whole| !whole.is_empty()) else {
        return;
    };
    let (before, word) = bare(whole);
    let from = from + before;
    lower.clear();
    let loud = if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
        is_loud_ascii(word.as_bytes())
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
        is_loud(word)
    };
    let mut sense = lists.senses().of(lower).unwrap_or_default();
    sense.negates = sense.negates || lower.contains('\'') && lower.contains("n't");
    all.push(Word {
        from,
        to: from + word.len(),
        loud,
        sense,
    });
}

/// The word without the marks around it, and how many bytes of marks stood before it. What has two characters or
/// fewer without them is taken for a face and left whole.
fn bare(whole: &str) -> (usize, &str) {
    let is_mark = |byte: &u8| byte.is_ascii_punctuation();
    let before = whole.bytes().take_while(is_mark).count();
    let after = whole.bytes().rev().take_while(is_mark).count();
    let word = whole.get(before..whole.len() - after).unwrap_or_default();
    if word.chars().nth(2).is_none() {
        return (0, whole);
    }
    (before, word)
}

/// White space as Python's `str.split` has it: with the four separators of ASCII.
fn is_space(character: char) -> bool {
    matches!(character, '\t'..='\r' | '\x1c'..=' ') || !character.is_ascii() && character.is_whitespace()
}

fn is_loud_ascii(word: &[u8]) -> bool {
    let (mut capital, mut small) = (false, false);
    for byte in word {
        capital |= byte.is_ascii_uppercase();
        small |= byte.is_ascii_lowercase();
    }
    capital && !small
}

fn is_loud(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(|one| one.is_lowercase() || is_title(one))
}

/// Letters of which only the first part is a capital; the standard library does not tell them.
const fn is_title(character: char) -> bool {
    matches!(character, '\u{1c5}' | '\u{1c8}' | '\u{1cb}' | '\u{1f2}' | '\u{1f88}'..='\u{1f8f}'
        | '\u{1f98}'..='\u{1f9f}' | '\u{1fa8}'..='\u{1faf}' | '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}')
}
