//! The lists, compiled: each word once, found by a hash, with what it means and the phrases it ends.

use super::phrases::{PHRASES, Sign};
use super::words::{BOOSTERS, DAMPENERS, FEELINGS, LANGUAGES, NEGATORS, TURNS};

/// Longest phrase, in words.
pub(super) const LONGEST_PHRASE: usize = 6;

/// What a word does to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Role {
    /// Nothing.
    #[default]
    Plain,
    /// Turns a feeling round.
    Negates,
    /// Makes a feeling stronger.
    Boosts,
    /// Makes a feeling weaker.
    Dampens,
    /// What follows counts more.
    Turns,
}

/// A phrase by the word that ends it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// Numbers of the words before the last one, the nearest first; 0 where the phrase is shorter.
    pub(super) before: [u16; LONGEST_PHRASE - 1],
    /// What it is a sign of.
    pub(super) sign: Sign,
}

/// A word of the lists.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    text: &'static str,
    /// Weight from -4 to 4; 0 says nothing of a feeling.
    pub(super) feeling: f64,
    /// What it does to its neighbours.
    pub(super) role: Role,
    /// Bit n: a frequent word of language n.
    pub(super) languages: u8,
    /// Phrases that end here.
    pub(super) phrases: Vec<Phrase>,
}

/// Words by number, from 1; number 0 is any other word.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    entries: Vec<Entry>,
    /// Numbers of words, by hash, with open addressing; 0 is a free place. The length is a power of two.
    places: Vec<u16>,
}

impl Lexicon {
    /// Compiles the built-in lists.
    pub(super) fn new() -> Self {
        let mut lexicon = Self {
            entries: vec![Entry::default()],
            places: vec![0; 8192],
        };
        for (weight, words) in FEELINGS {
            lexicon.each(words, |entry| entry.feeling = *weight);
        }
        for (role, words) in [
            (Role::Negates, NEGATORS),
            (Role::Boosts, BOOSTERS),
            (Role::Dampens, DAMPENERS),
            (Role::Turns, TURNS),
        ] {
            lexicon.each(words, |entry| entry.role = role);
        }
        for (number, (_, words)) in LANGUAGES.iter().enumerate() {
            lexicon.each(words, |entry| entry.languages |= 1 << number);
        }
        for (sign, phrases) in PHRASES {
            for phrase in phrases.split('|') {
                lexicon.add_phrase(*sign, phrase);
            }
        }
        lexicon
    }

    fn each(&mut self, words: &'static str, change: impl Fn(&mut Entry)) {
        for word in words.split_whitespace() {
            let number = self.add(word);
            if let Some(entry) = self.entries.get_mut(usize::from(number)) {
                change(entry);
            }
        }
    }

    fn add_phrase(&mut self, sign: Sign, phrase: &'static str) {
        let mut before = [0; LONGEST_PHRASE - 1];
        let mut words = phrase.split_whitespace().rev();
        let Some(last) = words.next() else { return };
        let last = self.add(last);
        for (place, word) in before.iter_mut().zip(words) {
            *place = self.add(word);
        }
        if let Some(entry) = self.entries.get_mut(usize::from(last)) {
            entry.phrases.push(Phrase { before, sign });
        }
    }

    fn add(&mut self, word: &'static str) -> u16 {
        let number = self.number(word);
        if number != 0 {
            return number;
        }
        let number = u16::try_from(self.entries.len()).unwrap_or(0);
        self.entries.push(Entry {
            text: word,
            ..Entry::default()
        });
        let mut at = hash(word) & (self.places.len() - 1);
        while self.places.get(at).is_some_and(|place| *place != 0) {
            at = (at + 1) & (self.places.len() - 1);
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = number;
        }
        number
    }

    /// Number of a folded word; 0 if it is in no list.
    pub(super) fn number(&self, word: &str) -> u16 {
        let mut at = hash(word) & (self.places.len() - 1);
        loop {
            let number = self.places.get(at).copied().unwrap_or(0);
            if number == 0 || self.entry(number).is_some_and(|entry| entry.text == word) {
                return number;
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// The word of this number.
    pub(super) fn entry(&self, number: u16) -> Option<&Entry> {
        self.entries.get(usize::from(number))
    }
}

/// FNV-1a, folded to spread over the low bits.
fn hash(word: &str) -> usize {
    let mut hash = 0x811c_9dc5_u32;
    for byte in word.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_word_is_found_and_others_are_not() {
        let lexicon = Lexicon::new();
        for (_, words) in FEELINGS {
            for word in words.split_whitespace() {
                assert_ne!(lexicon.number(word), 0, "{word}");
            }
        }
        assert_eq!(lexicon.number("xylophone"), 0);
        assert!(lexicon.entries.len() * 2 < lexicon.places.len());
    }

    #[test]
    fn the_lists_are_written_as_the_tokens_are_folded() {
        let phrases = PHRASES.iter().flat_map(|(_, phrases)| phrases.split('|'));
        for phrase in phrases.clone() {
            assert!(
                (1..=LONGEST_PHRASE).contains(&phrase.split(' ').count()),
                "{phrase:?}"
            );
        }
        for word in FEELINGS
            .iter()
            .flat_map(|(_, words)| words.split_whitespace())
            .chain(phrases.flat_map(|phrase| phrase.split(' ')))
        {
            assert!(
                !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
                "{word:?}"
            );
        }
    }
}
