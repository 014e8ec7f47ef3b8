//! Emoji, written out as the words that describe them.

use std::collections::BTreeMap;

/// Descriptions by emoji; those of one character only, as the text is read by characters.
#[derive(Debug, Clone, Default)]
pub(super) struct Descriptions {
    all: Vec<(char, Box<str>)>,
    /// A bit for each block of 256 characters, modulo 64, that holds one: most characters are turned away here.
    sieve: u64,
}

/// An emoji that was written out.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Bytes in the text with words.
    written: (usize, usize),
    /// Bytes in the source text.
    source: (usize, usize),
}

/// A text whose emoji are written out. Reusable.
#[derive(Debug, Default)]
pub(super) struct Written {
    text: String,
    places: Vec<Place>,
}

const fn block(character: char) -> u64 {
    1 << ((character as u32 >> 8) % 64)
}

impl Descriptions {
    pub(super) fn new(all: &BTreeMap<char, String>) -> Self {
        Self {
            all: all
                .iter()
                .map(|(emoji, words)| (*emoji, words.as_str().into()))
                .collect(),
            sieve: all.keys().fold(0, |sieve, emoji| sieve | block(*emoji)),
        }
    }

    fn of(&self, character: char) -> Option<&str> {
        if character.is_ascii() || self.sieve & block(character) == 0 {
            return None;
        }
        let at = self.all.binary_search_by_key(&character, |(emoji, _)| *emoji);
        self.all.get(at.ok()?).map(|(_, words)| &**words)
    }
}

impl Written {
    /// The text with every emoji as words: the text itself where it has none.
    pub(super) fn read<'a>(&'a mut self, text: &'a str, descriptions: &Descriptions) -> &'a str {
        self.text.clear();
        self.places.clear();
        if text.is_ascii() || !text.chars().any(|one| descriptions.of(one).is_some()) {
            return text;
        }
        // A space before the words unless one is there; none after them, as in the Python package.
        let mut spaced = true;
        for (at, character) in text.char_indices() {
            let Some(words) = descriptions.of(character) else {
                self.text.push(character);
                spaced = character == ' ';
                continue;
            };
            let from = self.text.len();
            if !spaced {
                self.text.push(' ');
            }
            self.text.push_str(words);
            spaced = false;
            self.places.push(Place {
                written: (from, self.text.len()),
                source: (at, at + character.len_utf8()),
            });
        }
        &self.text
    }

    /// Where bytes of the text with words come from in the source text. A word of an emoji is the whole emoji.
    pub(super) fn source(&self, from: usize, to: usize) -> (usize, usize) {
        let last = |count: usize| self.places.get(count.checked_sub(1)?);
        let start = last(self.places.partition_point(|place| place.written.0 <= from));
        let end = last(self.places.partition_point(|place| place.written.0 < to));
        let from = start.map_or(from, |place| match from.checked_sub(place.written.1) {
            None => place.source.0,
            Some(after) => place.source.1 + after,
        });
        let to = end.map_or(to, |place| place.source.1 + to.saturating_sub(place.written.1));
        (from, to)
    }
}
