//! Phrases, compiled: a tree read from the last word of a phrase backwards, one look-up for a word that ends
//! no phrase. A phrase never reaches over the end of a sentence, a comma, a link or a face.

use std::collections::BTreeMap;

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
    /// Its number: [`Sign::index`].
    pub(super) index: u8,
    /// How many words before the phrase a negation may stand that undoes it.
    pub(super) reach: u8,
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
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// A bit for every word that goes on from here, by its hash: most others are told apart without a look-up.
    next: u64,
    /// Where any word goes on to from here; the root where none does.
    any: u32,
    /// First of its marks and their number.
    marks: u32,
    count: u16,
}

impl Node {
    const fn may_go_on(self, word: u64) -> bool {
        self.next & bit(word) != 0
    }
}

/// Phrases as they are gathered.
#[derive(Debug, Clone)]
pub(super) struct Phrasebook {
    words: BTreeMap<u64, u32>,
    steps: BTreeMap<u64, u32>,
    nodes: Vec<Node>,
    written: Vec<Box<str>>,
    marks: Vec<(u32, Mark)>,
}

/// Every phrase.
#[derive(Debug, Clone)]
pub(super) struct Matcher {
    words: Table,
    steps: Table,
    nodes: Vec<Node>,
    marks: Vec<Mark>,
    written: Vec<Box<str>>,
}

impl Phrasebook {
    pub(super) fn new() -> Self {
        Self {
            words: BTreeMap::new(),
            steps: BTreeMap::new(),
            nodes: vec![Node::default()],
            written: Vec::new(),
            marks: Vec::new(),
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
            index: sign.index() as u8,
            reach: sign.reach() as u8,
            strength,
            phrase: number,
        }
    }

    fn add_words(&mut self, backwards: impl Iterator<Item = u64>, mark: Mark) {
        let mut at = ROOT;
        for word in backwards {
            let next = self.nodes.len() as u32;
            let found = if at == ROOT {
                *self.words.entry(word).or_insert(next)
            } else {
                *self.steps.entry(step(at, word)).or_insert(next)
            };
            if found == next {
                self.nodes.push(Node::default());
            }
            if let Some(node) = self.nodes.get_mut(at as usize) {
                node.next |= bit(word);
                if word == ANY {
                    node.any = found;
                }
            }
            at = found;
        }
        self.marks.push((at, mark));
    }

    /// The tree, with the marks of a place side by side; of two equal signs at one place the first stays.
    pub(super) fn compiled(mut self) -> Matcher {
        self.marks.sort_by_key(|(node, mark)| (*node, mark.index));
        self.marks.dedup_by_key(|(node, mark)| (*node, mark.index));
        for (number, (at, _)) in self.marks.iter().enumerate() {
            if let Some(node) = self.nodes.get_mut(*at as usize) {
                if node.count == 0 {
                    node.marks = number as u32;
                }
                node.count += 1;
            }
        }
        Matcher {
            words: Table::of(&self.words),
            steps: Table::of(&self.steps),
            nodes: self.nodes,
            marks: self.marks.into_iter().map(|(_, mark)| mark).collect(),
            written: self.written,
        }
    }
}

impl Matcher {
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
        if node.count > 0 {
            let from = node.marks as usize;
            let marks = self
                .marks
                .get(from..from + usize::from(node.count))
                .unwrap_or_default();
            for mark in marks {
                take(Found {
                    mark: *mark,
                    first,
                    last,
                });
            }
        }
        if node.next == 0 {
            return;
        }
        let Some(before) = before(tokens, first) else {
            return;
        };
        let Some(token) = tokens.get(before) else { return };
        let word = key(token);
        if node.may_go_on(word)
            && let Some(next) = self.steps.get(step(at, word))
        {
            self.descend(tokens, next, before, last, take);
        }
        if node.any != ROOT {
            self.descend(tokens, node.any, before, last, take);
        }
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

const fn bit(word: u64) -> u64 {
    1 << (word >> 58)
}

#[inline]
fn step(node: u32, word: u64) -> u64 {
    (word ^ u64::from(node))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(31)
}

/// Numbers by keys, with open addressing; number 0 is a free place. A place holds the upper half of a key: the
/// lower half says where it lies.
#[derive(Debug, Clone)]
struct Table {
    places: Vec<(u32, u32)>,
}

impl Table {
    #[inline]
    fn get(&self, key: u64) -> Option<u32> {
        let mask = self.places.len() - 1;
        let mut at = key as usize & mask;
        let half = (key >> 32) as u32;
        loop {
            match *self.places.get(at)? {
                (_, 0) => return None,
                (found, number) if found == half => return Some(number),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn put(&mut self, key: u64, number: u32) {
        let mask = self.places.len() - 1;
        let mut at = key as usize & mask;
        while self.places.get(at).is_some_and(|(_, number)| *number != 0) {
            at = (at + 1) & mask;
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = ((key >> 32) as u32, number);
        }
    }

    /// A table of these, three quarters full at most.
    fn of(numbers: &BTreeMap<u64, u32>) -> Self {
        let room = (numbers.len() * 4 / 3).next_power_of_two().max(64);
        let mut table = Self {
            places: vec![(0, 0); room],
        };
        for (key, number) in numbers {
            table.put(*key, *number);
        }
        table
    }
}
