//! VADER: rated words and a few rules of grammar and emphasis (Hutto and Gilbert, "VADER: A Parsimonious Rule-based
//! Model for Sentiment Analysis of Social Media Text", ICWSM 2014). The numbers of the Python package
//! vaderSentiment 3.3.2, the oddities of its rules among them.

mod compound;
mod contrast;
mod emoji;
mod emphasis;
mod hit;
mod lists;
mod phrases;
mod rules;
mod section;
mod sense;
#[cfg(test)]
mod tests;
mod words;

pub use compound::Compound;
pub use hit::{Hit, Rule, explain};
pub use lists::{Entries, Lists, ListsError, Thousandths};

use emphasis::Emphasis;
use rules::Sentence;
use words::Words;

/// Buffers of one reader. Reusable: a call forgets what was there before.
#[derive(Debug, Default)]
pub struct Scratch {
    words: Words,
    valences: Vec<f64>,
}

impl Scratch {
    /// Empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// Scores a text: any text. No allocation once the buffers have grown to the longest text.
#[must_use]
pub fn score(lists: &Lists, text: &str, scratch: &mut Scratch) -> Compound {
    weigh(lists, text, scratch, &mut |_, _| {}).0
}

/// Scores a text, and tells `note` which rule changed which word, by its place.
fn weigh(
    lists: &Lists,
    text: &str,
    scratch: &mut Scratch,
    note: &mut impl FnMut(usize, Rule),
) -> (Compound, Emphasis) {
    let Scratch { words, valences } = scratch;
    let emphasis = Emphasis::of(words.read(lists, text));
    let sentence = Sentence::new(words.all(), lists.phrases());
    valences.clear();
    valences.extend((0..words.all().len()).map(|at| sentence.valence(at, note)));
    if let Some(but) = sentence.but() {
        contrast::contrast(valences, but, note);
    }
    (Compound::new(valences, emphasis), emphasis)
}
