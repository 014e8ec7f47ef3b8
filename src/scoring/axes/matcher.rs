//! Phrases, compiled: a tree read from the last word of a phrase backwards; for a word that ends no phrase after the
//! word before it, no look-up but a bit or two. A phrase never reaches over the end of a sentence, a comma, a link or a
//! face.

use std::collections::BTreeMap;

use super::goal::{Goal, Table};
use super::phrasebook::{ANY, Mark, Phrasebook, ROOT, key};
use crate::scoring::sieve::Sieve;
use crate::scoring::text::{Kind, Token};

/// A phrase found in a text, by its first and last token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) mark: Mark,
    pub(super) first: usize,
    pub(super) last: usize,
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
    /// Words that end a phrase whatever stands before them.
    alone: Sieve,
    /// Of the other words that end a phrase, each with the words that stand before it there: [`pair`].
    pairs: Sieve,
    words: Table,
    steps: Table,
    nodes: Vec<Node>,
    marks: Vec<Mark>,
    written: Vec<Box<str>>,
}

/// Where the words lead that go on from each place of a phrasebook, and what ends there.
fn goals(book: &Phrasebook, marks: &mut Vec<Mark>) -> Vec<(Goal, Goal)> {
    let mut inner = 0;
    let goals = book.places.iter().map(|place| {
        let first = marks.len();
        let mut own = place.marks.clone();
        own.sort_by_key(|mark| (mark.index, mark.drawn));
        own.dedup_by_key(|mark| (mark.index, mark.drawn));
        marks.extend(own);
        let end = Goal::end(first, marks.len() - first);
        if place.next.is_empty() {
            return (end, end);
        }
        inner += 1;
        (Goal::node(inner - 1), end)
    });
    goals.collect()
}

/// The words that end a phrase whatever stands before them, and the pairs of words that others end one as.
fn endings(book: &Phrasebook) -> (Vec<u64>, Vec<u64>) {
    let (mut alone, mut pairs) = (Vec::new(), Vec::new());
    for (word, place) in book.places.get(ROOT).iter().flat_map(|root| &root.next) {
        let Some(place) = book.places.get(*place) else {
            continue;
        };
        if !place.marks.is_empty() || place.next.contains_key(&ANY) {
            alone.push(*word);
        } else {
            pairs.extend(place.next.keys().map(|before| pair(*before, *word)));
        }
    }
    (alone, pairs)
}

impl Matcher {
    /// The phrases of a phrasebook, the marks of a place side by side; of two equal signs at one place the first stays.
    pub(super) fn of(book: Phrasebook) -> Self {
        let mut marks = Vec::new();
        let goals = goals(&book, &mut marks);
        let goal = |place: &usize| goals.get(*place).map_or(Goal::NOWHERE, |(goal, _)| *goal);
        let (mut words, mut steps, mut nodes) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for (place, (_, own)) in book.places.iter().zip(&goals) {
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
        let (alone, pairs) = endings(&book);
        Self {
            alone: Sieve::of(&alone),
            pairs: Sieve::of(&pairs),
            words: Table::of(&words),
            steps: Table::of(&steps),
            nodes,
            marks,
            written: book.written,
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
        let Some(word) = tokens.get(last).map(key) else {
            return;
        };
        if !self.alone.may_hold(word) {
            let before = before(tokens, last).and_then(|before| tokens.get(before));
            if !before.is_some_and(|before| self.pairs.may_hold(pair(key(before), word))) {
                return;
            }
        }
        if let Some(goal) = self.words.get(word) {
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
            let node = match self.nodes.get(goal.number() as usize) {
                Some(node) if !goal.is_end() => *node,
                _ => return self.tell(tokens, goal, (first, last), take),
            };
            self.tell(tokens, node.own, (first, last), take);
            let Some(before) = before(tokens, first) else {
                return;
            };
            let Some(token) = tokens.get(before) else { return };
            let word = key(token);
            let next = if node.may_go_on(word) {
                self.steps.get(step(goal.number(), word))
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
    fn tell(&self, tokens: &[Token], end: Goal, (first, last): (usize, usize), take: &mut impl FnMut(Found)) {
        for mark in end.marks(&self.marks) {
            if mark.drawn && !tokens.get(last).is_some_and(|token| token.drawn) {
                continue;
            }
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

const fn bit(word: u64) -> u64 {
    1 << (word >> 58)
}

/// A word and the one before it.
#[inline]
const fn pair(before: u64, word: u64) -> u64 {
    (before.rotate_left(32) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[inline]
fn step(node: u32, word: u64) -> u64 {
    (word ^ u64::from(node))
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(31)
}

#[cfg(test)]
mod tests {
    use super::super::pattern::spelled_out;
    use super::super::phrases::LISTS;
    use super::super::sign::Sign;
    use super::*;
    use crate::scoring::text::Scan;

    fn signs(matcher: &Matcher, text: &str) -> Vec<Sign> {
        let mut scan = Scan::new();
        scan.read(text);
        let mut signs = Vec::new();
        for last in 0..scan.tokens().len() {
            matcher.ending_at(scan.tokens(), last, &mut |found| signs.push(found.mark.sign));
        }
        signs
    }

    /// A word that a word of a phrase stands for.
    fn word(written: &str) -> &str {
        match written {
            "*" => "zebra",
            "0" => "7",
            "@" => "@somebody",
            ":smile" => ":)",
            ":frown" => ":(",
            ":cry" => ":'(",
            ":laugh" => ":D",
            ":wink" => ";)",
            ":tongue" => ":P",
            ":heart" => "<3",
            written => written,
        }
    }

    #[test]
    fn a_word_with_a_letter_three_times_is_another_than_with_two() {
        let mut book = Phrasebook::new();
        book.add(Sign::Office, 1, "bbb|told the bbb");
        let matcher = Matcher::of(book);
        for text in ["the BBB", "I told the bbb", "bbbb"] {
            assert!(!signs(&matcher, text).is_empty(), "{text}");
        }
        for text in ["the BB", "I told the bb", "b"] {
            assert_eq!(signs(&matcher, text), [], "{text}");
        }
    }

    #[test]
    fn every_phrase_is_found_where_it_is_written() {
        let mut book = Phrasebook::new();
        let lists = || LISTS.iter().copied().flatten();
        for (sign, strength, phrases) in lists() {
            book.add(*sign, *strength, phrases);
        }
        let matcher = Matcher::of(book);
        let mut missed = Vec::new();
        for (sign, _, phrases) in lists() {
            for words in phrases.split('|').flat_map(spelled_out) {
                let text: Vec<&str> = words.iter().copied().map(word).collect();
                let text = text.join(" ");
                if !signs(&matcher, &text).contains(sign) {
                    missed.push(text);
                }
            }
        }
        assert!(missed.is_empty(), "{} are not found: {missed:?}", missed.len());
    }
}
