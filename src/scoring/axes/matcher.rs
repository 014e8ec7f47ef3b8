//! Phrases, compiled: a tree read from the last word of a phrase backwards, one look-up for a word that ends
//! no phrase. A phrase never reaches over the end of a sentence, a comma, a link or a face.

use std::collections::BTreeMap;

use super::pattern::spelled_out;
use super::sign::Sign;
use crate::scoring::text::{Kind, Token, hash_of};

const ANY: u64 = hash_of("*");
const NUMBER: u64 = hash_of("0");
const ROOT: usize = 0;

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

/// A place in the tree as it is gathered.
#[derive(Debug, Clone, Default)]
struct Place {
    /// Where each word goes on to.
    next: BTreeMap<u64, usize>,
    marks: Vec<Mark>,
}

/// Phrases as they are gathered.
#[derive(Debug, Clone)]
pub(super) struct Phrasebook {
    places: Vec<Place>,
    written: Vec<Box<str>>,
}

/// Where a word leads to: nowhere, to a node, or to the end of all phrases that end so, which needs no node of its
/// own. A node by its number; an end by a bit, how many marks it has, and the first of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Goal(u32);

impl Goal {
    const NOWHERE: Self = Self(0);
    const END: u32 = 1 << 31;
    /// Bits of the number of the first mark.
    const FIRST: u32 = 24;

    const fn node(number: usize) -> Self {
        Self(number as u32)
    }

    const fn end(first: usize, count: usize) -> Self {
        Self(Self::END | (count as u32) << Self::FIRST | first as u32)
    }

    #[inline]
    const fn is_end(self) -> bool {
        self.0 & Self::END != 0
    }

    /// The marks of an end.
    #[inline]
    fn marks(self, all: &[Mark]) -> &[Mark] {
        let first = (self.0 & ((1 << Self::FIRST) - 1)) as usize;
        let count = ((self.0 & !Self::END) >> Self::FIRST) as usize;
        all.get(first..first + count).unwrap_or_default()
    }
}

/// A place from which a word goes on.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// A bit for every word that goes on from here, by its hash: most others are told apart without a look-up.
    next: u64,
    /// Where any word goes on to from here.
    any: Goal,
    /// The phrases that end here.
    own: Goal,
}

impl Node {
    const fn may_go_on(self, word: u64) -> bool {
        self.next & bit(word) != 0
    }
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

    /// The tree, with the marks of a place side by side; of two equal signs at one place the first stays.
    pub(super) fn compiled(self) -> Matcher {
        let mut marks = Vec::new();
        let mut inner = 0;
        let goals: Vec<(Goal, Goal)> = self
            .places
            .iter()
            .map(|place| {
                let first = marks.len();
                let mut own = place.marks.clone();
                own.sort_by_key(|mark| mark.index);
                own.dedup_by_key(|mark| mark.index);
                marks.extend(own);
                let end = Goal::end(first, marks.len() - first);
                if place.next.is_empty() {
                    return (end, end);
                }
                inner += 1;
                (Goal::node(inner - 1), end)
            })
            .collect();
        let goal = |place: &usize| goals.get(*place).map_or(Goal::NOWHERE, |(goal, _)| *goal);
        let (mut words, mut steps, mut nodes) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for (place, (_, own)) in self.places.iter().zip(&goals) {
            if place.next.is_empty() {
                continue;
            }
            let number = nodes.len();
            for (word, next) in &place.next {
                if number == ROOT {
                    words.insert(*word, goal(next));
                } else {
                    steps.insert(step(number as u32, *word), goal(next));
                }
            }
            nodes.push(Node {
                next: place.next.keys().fold(0, |bits, word| bits | bit(*word)),
                any: place.next.get(&ANY).map_or(Goal::NOWHERE, goal),
                own: *own,
            });
        }
        Matcher {
            words: Table::of(&words),
            steps: Table::of(&steps),
            nodes,
            marks,
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
        if let Some(goal) = self.words.get(key(token)) {
            self.descend(tokens, goal, last, last, take);
        }
    }

    fn descend(
        &self,
        tokens: &[Token],
        mut goal: Goal,
        mut first: usize,
        last: usize,
        take: &mut impl FnMut(Found),
    ) {
        loop {
            let node = match self.nodes.get(goal.0 as usize) {
                Some(node) if !goal.is_end() => *node,
                _ => return self.tell(goal, first, last, take),
            };
            self.tell(node.own, first, last, take);
            let Some(before) = before(tokens, first) else {
                return;
            };
            let Some(token) = tokens.get(before) else { return };
            let word = key(token);
            let next = if node.may_go_on(word) {
                self.steps.get(step(goal.0, word))
            } else {
                None
            };
            first = before;
            goal = match next {
                Some(next) if node.any == Goal::NOWHERE => next,
                Some(next) => {
                    self.descend(tokens, next, first, last, take);
                    node.any
                }
                None => node.any,
            };
            if goal == Goal::NOWHERE {
                return;
            }
        }
    }

    /// Feeds the phrases of an end.
    #[inline]
    fn tell(&self, end: Goal, first: usize, last: usize, take: &mut impl FnMut(Found)) {
        for mark in end.marks(&self.marks) {
            take(Found {
                mark: *mark,
                first,
                last,
            });
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

/// Goals by keys, with open addressing; nowhere is a free place. A place holds the upper half of a key: the lower half
/// says where it lies.
#[derive(Debug, Clone)]
struct Table {
    places: Vec<(u32, Goal)>,
}

impl Table {
    #[inline]
    fn get(&self, key: u64) -> Option<Goal> {
        let mask = self.places.len() - 1;
        let mut at = key as usize & mask;
        let half = (key >> 32) as u32;
        loop {
            match *self.places.get(at)? {
                (_, Goal::NOWHERE) => return None,
                (found, goal) if found == half => return Some(goal),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn put(&mut self, key: u64, goal: Goal) {
        let mask = self.places.len() - 1;
        let mut at = key as usize & mask;
        let taken = |place: &(u32, Goal)| place.1 != Goal::NOWHERE;
        while self.places.get(at).is_some_and(taken) {
            at = (at + 1) & mask;
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = ((key >> 32) as u32, goal);
        }
    }

    /// A table of these, three quarters full at most.
    fn of(goals: &BTreeMap<u64, Goal>) -> Self {
        let room = (goals.len() * 4 / 3).next_power_of_two().max(64);
        let mut table = Self {
            places: vec![(0, Goal::NOWHERE); room],
        };
        for (key, goal) in goals {
            table.put(*key, *goal);
        }
        table
    }
}
