//! Phrases, compiled: a tree read from the last word of a phrase backwards, one look-up for a word that ends
//! no phrase. A phrase never reaches over the end of a sentence, a comma, a link or a face.

use super::pattern::spelled_out;
use super::sign::Sign;
use crate::scoring::text::{Kind, Token, hash_of};

const ANY: u64 = hash_of("*");
const NUMBER: u64 = hash_of("0");
const ROOT: u32 = 0;

/// What a phrase says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) sign: Sign,
    /// How strongly; below zero it speaks against the sign.
    pub(super) strength: i8,
    /// Number of the phrase as it is written.
    pub(super) phrase: u16,
}

/// A phrase found in a text, by its first and last token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) mark: Mark,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// A place in the tree.
#[derive(Debug, Clone, Default)]
struct Node {
    marks: Vec<Mark>,
    /// Longer phrases go on from here.
    longer: bool,
    /// One of them with any word.
    any: bool,
}

/// Every phrase.
#[derive(Debug, Clone)]
pub(super) struct Matcher {
    words: Table,
    steps: Table,
    nodes: Vec<Node>,
    written: Vec<Box<str>>,
}

impl Matcher {
    pub(super) fn new() -> Self {
        Self {
            words: Table::new(),
            steps: Table::new(),
            nodes: vec![Node::default()],
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
                self.add_words(words.into_iter().rev().map(hash_of), mark);
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
            strength,
            phrase: number,
        }
    }

    fn add_words(&mut self, backwards: impl Iterator<Item = u64>, mark: Mark) {
        let mut at = ROOT;
        for word in backwards {
            let next = self.nodes.len() as u32;
            let found = if at == ROOT {
                self.words.get_or_put(word, next)
            } else {
                self.steps.get_or_put(step(at, word), next)
            };
            if found == next {
                self.nodes.push(Node::default());
            }
            if at != ROOT
                && let Some(node) = self.nodes.get_mut(at as usize)
            {
                node.longer = true;
                node.any |= word == ANY;
            }
            at = found;
        }
        if at != ROOT
            && let Some(node) = self.nodes.get_mut(at as usize)
        {
            let again = |known: &Mark| known.sign == mark.sign;
            if !node.marks.iter().any(again) {
                node.marks.push(mark);
            }
        }
    }

    /// A phrase as it is written in the lists.
    pub(super) fn written(&self, phrase: u16) -> &str {
        self.written
            .get(usize::from(phrase))
            .map_or("", |written| written)
    }

    /// Feeds every phrase that ends at a token.
    #[inline]
    pub(super) fn ending_at(&self, tokens: &[Token], last: usize, take: &mut impl FnMut(Found)) {
        let Some(token) = tokens.get(last) else { return };
        if let Some(node) = self.words.get(key(token)) {
            self.descend(tokens, node, last, last, take);
        }
    }

    fn descend(&self, tokens: &[Token], at: u32, first: usize, last: usize, take: &mut impl FnMut(Found)) {
        let Some(node) = self.nodes.get(at as usize) else {
            return;
        };
        for mark in &node.marks {
            take(Found {
                mark: *mark,
                first,
                last,
            });
        }
        if !node.longer {
            return;
        }
        let Some(before) = before(tokens, first) else {
            return;
        };
        let Some(token) = tokens.get(before) else { return };
        if let Some(next) = self.steps.get(step(at, key(token))) {
            self.descend(tokens, next, before, last, take);
        }
        if node.any
            && let Some(next) = self.steps.get(step(at, ANY))
        {
            self.descend(tokens, next, before, last, take);
        }
    }

    #[cfg(test)]
    pub(super) fn all_written(&self) -> impl Iterator<Item = &str> {
        self.written.iter().map(|written| &**written)
    }
}

/// The token before in the same clause.
fn before(tokens: &[Token], mut at: usize) -> Option<usize> {
    loop {
        at = at.checked_sub(1)?;
        match tokens.get(at)?.kind {
            Kind::Word | Kind::Hashtag | Kind::Handle | Kind::Number => return Some(at),
            Kind::Other => {}
            Kind::Link
            | Kind::Emoji
            | Kind::Emoticon
            | Kind::Stop
            | Kind::Comma
            | Kind::Question
            | Kind::Exclamation => return None,
        }
    }
}

#[inline]
fn key(token: &Token) -> u64 {
    if token.kind == Kind::Number {
        NUMBER
    } else {
        token.hash
    }
}

#[inline]
fn step(node: u32, word: u64) -> u64 {
    (word ^ u64::from(node))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(31)
}

/// Numbers by 64 bit keys, with open addressing; 0 is a free place.
#[derive(Debug, Clone)]
struct Table {
    places: Vec<(u64, u32)>,
    filled: usize,
}

impl Table {
    fn new() -> Self {
        Self {
            places: vec![(0, 0); 1024],
            filled: 0,
        }
    }

    #[inline]
    fn get(&self, key: u64) -> Option<u32> {
        let mask = self.places.len() - 1;
        let mut at = (key ^ (key >> 32)) as usize & mask;
        loop {
            match *self.places.get(at)? {
                (_, 0) => return None,
                (found, number) if found == key => return Some(number),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn get_or_put(&mut self, key: u64, number: u32) -> u32 {
        if let Some(found) = self.get(key) {
            return found;
        }
        if (self.filled + 1) * 3 > self.places.len() {
            let wider = vec![(0, 0); self.places.len() * 2];
            for (key, number) in std::mem::replace(&mut self.places, wider) {
                if number != 0 {
                    self.put(key, number);
                }
            }
        }
        self.filled += 1;
        self.put(key, number);
        number
    }

    fn put(&mut self, key: u64, number: u32) {
        let mask = self.places.len() - 1;
        let mut at = (key ^ (key >> 32)) as usize & mask;
        while self.places.get(at).is_some_and(|(_, number)| *number != 0) {
            at = (at + 1) & mask;
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = (key, number);
        }
    }
}
