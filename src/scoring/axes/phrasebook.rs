//! Phrases as they are gathered: a tree read from the last word of a phrase backwards.

use std::collections::BTreeMap;

use super::pattern::spelled_out;
use super::sign::Sign;
use crate::scoring::text::{Kind, Token, hash_of};

/// Number of the place that every phrase is read from.
pub(super) const ROOT: usize = 0;
/// The word that stands for any word.
pub(super) const ANY: u64 = hash_of("*");
/// The word that stands for any number.
const NUMBER: u64 = hash_of("0");

/// A token as a word of a phrase.
#[inline]
pub(super) fn key(token: &Token) -> u64 {
    if token.kind == Kind::Number {
        NUMBER
    } else {
        token.hash
    }
}

/// A word as texts are read: a letter that stands three times and more stands twice.
fn folded(word: &str) -> String {
    let mut folded = String::new();
    for letter in word.chars() {
        let mut before = folded.chars().rev();
        if !(before.next() == Some(letter) && before.next() == Some(letter)) {
            folded.push(letter);
        }
    }
    folded
}

/// What a phrase says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) sign: Sign,
    /// Its number: [`Sign::index`].
    pub(super) index: u8,
    /// How many words before the phrase a negation may stand that undoes it.
    pub(super) reach: u8,
    /// How strongly; below zero it speaks against the sign.
    pub(super) strength: i8,
    /// The last word is written with a letter three times and more: a text's words keep two of them, so that `bbb` and
    /// `bb` differ by this alone.
    pub(super) drawn: bool,
    /// Number of the phrase as it is written.
    pub(super) phrase: u16,
}

/// A place in the tree as it is gathered.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// Where each word goes on to.
    pub(super) next: BTreeMap<u64, usize>,
    pub(super) marks: Vec<Mark>,
}

/// Phrases as they are gathered.
#[derive(Debug, Clone)]
pub(super) struct Phrasebook {
    pub(super) places: Vec<Place>,
    pub(super) written: Vec<Box<str>>,
}

impl Phrasebook {
    pub(super) fn new() -> Self {
        Self {
            places: vec![Place::default()],
            written: Vec::new(),
        }
    }

    /// Adds phrases in the notation of [`super::pattern`].
    pub(super) fn add(&mut self, sign: Sign, strength: i8, phrases: &str) {
        for phrase in phrases
            .split('|')
            .map(str::trim)
            .filter(|phrase| !phrase.is_empty())
        {
            let mark = self.mark(sign, strength, phrase);
            for words in spelled_out(phrase) {
                let drawn = words.last().is_some_and(|word| folded(word) != *word);
                let backwards = words.into_iter().rev().map(|word| hash_of(&folded(word)));
                self.add_words(backwards, Mark { drawn, ..mark });
            }
        }
    }

    /// Adds one phrase whose words are already tokens: a name out of the settings.
    pub(super) fn add_name(&mut self, sign: Sign, written: &str, tokens: &[Token]) {
        let mark = self.mark(sign, 1, written);
        self.add_words(tokens.iter().rev().map(key), mark);
    }

    fn mark(&mut self, sign: Sign, strength: i8, phrase: &str) -> Mark {
        let number = u16::try_from(self.written.len()).unwrap_or(u16::MAX);
        self.written.push(phrase.into());
        Mark {
            sign,
            index: sign.index() as u8,
            reach: sign.reach() as u8,
            strength,
            drawn: false,
            phrase: number,
        }
    }

    fn add_words(&mut self, backwards: impl Iterator<Item = u64>, mark: Mark) {
        let mut at = ROOT;
        for word in backwards {
            let new = self.places.len();
            let Some(place) = self.places.get_mut(at) else {
                return;
            };
            at = *place.next.entry(word).or_insert(new);
            if at == new {
                self.places.push(Place::default());
            }
        }
        if let Some(place) = self.places.get_mut(at) {
            place.marks.push(mark);
        }
    }
}
