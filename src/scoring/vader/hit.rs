//! Why a text has its score: its rated words, and the rules that changed them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::emphasis::direction;
use super::lists::Lists;
use super::{Scratch, weigh};

/// A rule that changed a valence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The word is in capitals while others are not.
    Capitals,
    /// A booster or dampener before it.
    Booster,
    /// A negation before it.
    Negation,
    /// `never so` or `never this` before it: stronger, not negated.
    NeverSo,
    /// `no` before it, or it is a `no` that negates the next word.
    No,
    /// `least` before it, without `at` or `very`.
    Least,
    /// A phrase that feels other than its words.
    Phrase,
    /// It stands before a `but`: half as strong.
    BeforeBut,
    /// It stands after a `but`: half as strong again.
    AfterBut,
    /// Exclamation marks.
    Exclamation,
    /// Question marks.
    Question,
}

impl Rule {
    /// Its name in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Capitals => "capitals",
            Self::Booster => "booster",
            Self::Negation => "negation",
            Self::NeverSo => "never so",
            Self::No => "no",
            Self::Least => "least",
            Self::Phrase => "phrase",
            Self::BeforeBut => "before but",
            Self::AfterBut => "after but",
            Self::Exclamation => "exclamation",
            Self::Question => "question",
        }
    }
}

/// A part of a text that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What it adds to the sum, after all rules.
    pub valence: f64,
    /// The rules that changed it, in the order of their work.
    pub rules: Vec<Rule>,
}

/// The rated words of a text in order, then its marks. Their valences add up to the sum that `compound` comes from.
#[must_use]
pub fn explain(lists: &Lists, text: &str) -> Vec<Hit> {
    let mut scratch = Scratch::new();
    let mut rules: BTreeMap<usize, Vec<Rule>> = BTreeMap::new();
    let (_, emphasis) = weigh(lists, text, &mut scratch, &mut |at, rule| {
        rules.entry(at).or_default().push(rule);
    });
    let words = &scratch.words;
    let rated = words.all().iter().zip(&scratch.valences).enumerate();
    let mut hits: Vec<Hit> = rated
        .filter(|(at, (_, valence))| **valence != 0.0 || rules.contains_key(at))
        .map(|(at, (word, valence))| {
            let (from, to) = words.source(word);
            Hit {
                range: from..to,
                valence: *valence,
                rules: rules.get(&at).cloned().unwrap_or_default(),
            }
        })
        .collect();
    let sign = direction(scratch.valences.iter().sum());
    for (mark, amount, rule) in [
        ('!', emphasis.exclamations, Rule::Exclamation),
        ('?', emphasis.questions, Rule::Question),
    ] {
        if amount * sign != 0.0 {
            hits.push(Hit {
                // An emoji's description may hold the mark: then the text as a whole is emphatic.
                range: text.find(mark).unwrap_or(0)..text.rfind(mark).map_or(text.len(), |at| at + 1),
                valence: amount * sign,
                rules: vec![rule],
            });
        }
    }
    hits
}
