//! Texts that no model may have seen: known by their hashes alone. A file that holds one is refused.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::rows::{Rows, hex};

/// Name of the file of hashes, beside the sets.
pub const FILE: &str = "sealed-text-hashes.txt";
/// Hexadecimal digits of a hash that are kept.
const DIGITS: usize = 16;
/// Texts with fewer characters are too common to tell anything.
const LEAST: usize = 12;

/// Why a set may not be used for training.
#[derive(Debug, Error)]
pub enum SealedError {
    /// There is no list of hashes.
    #[error("{path}: {error}; training is refused without the list of sealed texts")]
    Missing {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A set holds sealed texts.
    #[error("{path}: {count} rows hold sealed texts, the first is {first}; such a set may not train a model")]
    Found {
        /// The set.
        path: PathBuf,
        /// How many rows.
        count: usize,
        /// Id of the first.
        first: String,
    },
}

/// The hashes of sealed texts.
#[derive(Debug, Clone, Default)]
pub struct Sealed(BTreeSet<String>);

impl Sealed {
    /// Reads the list in a folder of sets.
    ///
    /// # Errors
    /// [`SealedError::Missing`] when it is not there.
    pub fn read(folder: &Path) -> Result<Self, SealedError> {
        let path = folder.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Self(text.split_whitespace().map(str::to_owned).collect())),
            Err(error) => Err(SealedError::Missing { path, error }),
        }
    }

    /// Refuses a file in which any row, used or not, holds a sealed text.
    ///
    /// # Errors
    /// [`SealedError::Found`] with how many and which is the first.
    pub fn refuse(&self, file: &Rows) -> Result<(), SealedError> {
        let mut found = file.rows.iter().filter(|row| self.has(&row.text));
        let Some(first) = found.next() else { return Ok(()) };
        Err(SealedError::Found {
            path: file.path.clone(),
            count: 1 + found.count(),
            first: first.id.clone(),
        })
    }

    /// Whether a text is sealed.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        hash(text).is_some_and(|hash| self.0.contains(&hash))
    }
}

/// First 16 digits of the SHA-256 over a text in its plainest form: NFKC, lower case, without links and handles,
/// every run of other characters than letters, digits and low lines one space, trimmed. `None` for texts of fewer
/// than 12 characters.
#[must_use]
pub fn hash(text: &str) -> Option<String> {
    let lower: String = text.nfkc().collect::<String>().to_lowercase();
    let mut plain = String::with_capacity(lower.len());
    for letter in without_links_and_handles(&lower).chars() {
        if is_of_a_word(letter) {
            plain.push(letter);
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    let plain = plain.trim();
    (plain.chars().count() >= LEAST).then(|| {
        hex(&Sha256::digest(plain.as_bytes()))
            .chars()
            .take(DIGITS)
            .collect()
    })
}

/// Letters, digits and low lines; a mark that only joins a letter is none.
fn is_of_a_word(letter: char) -> bool {
    letter == '_' || (letter.is_alphanumeric() && !is_combining_mark(letter))
}

fn without_links_and_handles(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if ["http://", "https://", "www."]
            .iter()
            .any(|start| rest.starts_with(start))
        {
            rest.find(char::is_whitespace).unwrap_or(rest.len())
        } else if first == '@' {
            let name = rest.get(1..).unwrap_or_default();
            let end = name.find(|sign: char| !is_of_a_word(sign));
            1 + end.unwrap_or(name.len())
        } else {
            0
        };
        if length > 1 {
            out.push(' ');
            rest = rest.get(length..).unwrap_or_default();
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    out
}
