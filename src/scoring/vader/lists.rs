//! The word lists behind the rules.

use std::collections::{BTreeMap, BTreeSet};

use super::emoji::Descriptions;
use super::phrases::{LONGEST, Phrases};
use super::section;
use super::sense::{Role, Sense, Senses};

/// A valence, or what a booster adds, in thousandths.
pub type Thousandths = i16;

/// Longest word or phrase of a list, in bytes.
pub(super) const LONGEST_WORD: usize = 64;
/// Longest description of an emoji, in bytes.
pub(super) const LONGEST_DESCRIPTION: usize = 128;
/// Most entries of one list.
pub(super) const MOST_ENTRIES: usize = 50_000;

/// Why lists cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListsError {
    /// The section has another version.
    #[error("word lists: version {found}, this program reads version {known}; train the model anew")]
    Version {
        /// What it says.
        found: u8,
        /// What this program reads.
        known: u8,
    },
    /// The bytes do not follow the format.
    #[error("word lists: {what} at byte {at}; the model file is damaged, train it anew")]
    Damaged {
        /// Where, in bytes from the section's start.
        at: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// An entry cannot be kept.
    #[error("word lists: {what} in the list of {list}")]
    Entry {
        /// Which list.
        list: &'static str,
        /// What is wrong.
        what: &'static str,
    },
}

/// The lists as they are written down. Words are in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entries {
    /// Rated words and faces, -4 to 4.
    pub words: BTreeMap<String, Thousandths>,
    /// What boosters (more than 0) and dampeners (less) add; of one word, or of two or three.
    pub boosters: BTreeMap<String, Thousandths>,
    /// Words that negate.
    pub negations: BTreeSet<String>,
    /// Phrases of two or three words with a valence of their own.
    pub phrases: BTreeMap<String, Thousandths>,
    /// What an emoji of one character shows.
    pub emoji: BTreeMap<char, String>,
}

/// The lists, ready for use.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    entries: Entries,
    senses: Senses,
    phrases: Phrases,
    descriptions: Descriptions,
}

impl Lists {
    /// Lists of these entries. Those that no text can meet are left out: with capitals, or of more words than
    /// the rules look at.
    ///
    /// # Errors
    /// [`ListsError::Entry`] when a list or an entry is too long, or an emoji is none.
    pub fn new(mut entries: Entries) -> Result<Self, ListsError> {
        entries.words.retain(|word, _| can_be_met(word, 1..=1));
        entries.boosters.retain(|word, _| can_be_met(word, 1..=LONGEST));
        entries.negations.retain(|word| can_be_met(word, 1..=1));
        entries.phrases.retain(|word, _| can_be_met(word, 2..=LONGEST));
        check(&entries)?;
        let (senses, phrases) = index(&entries);
        Ok(Self {
            senses,
            phrases,
            descriptions: Descriptions::new(&entries.emoji),
            entries,
        })
    }

    /// The lists as they are written down.
    #[must_use]
    pub const fn entries(&self) -> &Entries {
        &self.entries
    }

    /// Writes them as a section of a model file. The same lists give the same bytes.
    pub fn write(&self, into: &mut Vec<u8>) {
        section::write(&self.entries, into);
    }

    /// Reads a section.
    ///
    /// # Errors
    /// [`ListsError`] when it has another version, is damaged, or goes beyond the limits.
    pub fn read(bytes: &[u8]) -> Result<Self, ListsError> {
        Self::new(section::read(bytes)?)
    }

    pub(super) const fn senses(&self) -> &Senses {
        &self.senses
    }

    pub(super) const fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    pub(super) const fn descriptions(&self) -> &Descriptions {
        &self.descriptions
    }
}

/// Whether words of a text, in lower case and with a space between them, can be this.
fn can_be_met(entry: &str, words: std::ops::RangeInclusive<usize>) -> bool {
    let spaced: usize = entry.split_whitespace().map(|word| word.len() + 1).sum();
    spaced == entry.len() + 1
        && words.contains(&entry.split_whitespace().count())
        && entry.to_lowercase() == entry
}

fn check(entries: &Entries) -> Result<(), ListsError> {
    let names: [(&str, Vec<usize>, usize); 5] = [
        ("words", lengths(entries.words.keys()), LONGEST_WORD),
        ("boosters", lengths(entries.boosters.keys()), LONGEST_WORD),
        ("negations", lengths(&entries.negations), LONGEST_WORD),
        ("phrases", lengths(entries.phrases.keys()), LONGEST_WORD),
        ("emoji", lengths(entries.emoji.values()), LONGEST_DESCRIPTION),
    ];
    for (list, lengths, longest) in names {
        let what = if lengths.len() > MOST_ENTRIES {
            "too many entries"
        } else if lengths.iter().any(|length| *length > longest) {
            "an entry that is too long"
        } else if list == "emoji" && entries.emoji.keys().any(char::is_ascii) {
            "a character of ASCII"
        } else {
            continue;
        };
        return Err(ListsError::Entry { list, what });
    }
    Ok(())
}

fn lengths<'a>(entries: impl IntoIterator<Item = &'a String>) -> Vec<usize> {
    entries.into_iter().map(String::len).collect()
}

fn amount(thousandths: Thousandths) -> f64 {
    f64::from(thousandths) / 1000.0
}

/// Every word with its sense, and the phrases by the numbers of their words.
fn index(entries: &Entries) -> (Senses, Phrases) {
    let mut senses: BTreeMap<&str, Sense> = BTreeMap::new();
    for (word, valence) in &entries.words {
        senses.entry(word).or_default().valence = Some(amount(*valence));
    }
    for word in &entries.negations {
        senses.entry(word).or_default().negates = true;
    }
    for (word, role) in Role::WORDS {
        senses.entry(word).or_default().role = Some(role);
    }
    let mut numbers: BTreeMap<&str, u16> = BTreeMap::new();
    let boosting = entries.boosters.keys().filter(|booster| booster.contains(' '));
    for part in entries
        .phrases
        .keys()
        .chain(boosting)
        .flat_map(|phrase| phrase.split(' '))
    {
        let next = u16::try_from(numbers.len() + 1).unwrap_or(0);
        numbers.entry(part).or_insert(next);
    }
    let numbered = |phrase: &str| {
        let mut parts = [0; LONGEST];
        for (part, word) in parts.iter_mut().zip(phrase.split(' ')) {
            *part = numbers.get(word).copied().unwrap_or(0);
        }
        parts
    };
    let mut boosts = Vec::new();
    for (booster, added) in &entries.boosters {
        if booster.contains(' ') {
            boosts.push((numbered(booster), amount(*added)));
        } else {
            senses.entry(booster).or_default().boost = Some(amount(*added));
        }
    }
    for (word, number) in &numbers {
        senses.entry(word).or_default().part = *number;
    }
    let special = entries
        .phrases
        .iter()
        .map(|(phrase, valence)| (numbered(phrase), amount(*valence)))
        .collect();
    (Senses::new(senses.into_iter()), Phrases::new(special, boosts))
}
