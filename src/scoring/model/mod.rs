//! A model: word lists and linear models that the training command has fitted, read from one file.

mod bytes;
mod error;
mod file;
mod linear;
mod lists;
#[cfg(test)]
mod tests;

pub use error::ModelError;

use super::linear::Linear;
use super::urgency;
use super::vader::Lists;
use super::valences::Valences;

/// How the sentiment of a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// Words, letters of words and feelings.
    Full,
    /// Words and feelings only: faster, a little less right.
    Fast,
}

/// What a model is and was fitted from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// Its name: `default`.
    pub name: String,
    /// Its version, from 1.
    pub version: u32,
    /// First 16 hexadecimal digits of the SHA-256 over the file; empty until it is written.
    pub hash: String,
    /// The training list, seed and hashes that reproduce it, as JSON.
    pub recipe: String,
    /// Languages (BCP 47 primary tags) that it was fitted or measured on, in order.
    pub languages: Vec<String>,
}

/// The linear models of a file; a file for one task holds only that one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heads {
    /// Negative, neutral, positive, complaint: all features.
    pub full: Option<Linear>,
    /// The same from words alone.
    pub fast: Option<Linear>,
    /// Intents.
    pub intents: Option<Linear>,
    /// Urgencies, where the training list allows it.
    pub urgency: Option<urgency::Head>,
}

/// A model. Read only: one serves all threads.
#[derive(Debug, Clone)]
pub struct Model {
    /// What it is.
    pub identity: Identity,
    /// Most probable class below this probability: unsure.
    pub unsure: f64,
    /// The word lists of the rules.
    pub rules: Lists,
    /// Words with a feeling.
    pub valences: Valences,
    /// The linear models.
    pub heads: Heads,
}

impl Model {
    /// `name-version-hash`, as published with every score.
    #[must_use]
    pub fn title(&self) -> String {
        let Identity {
            name, version, hash, ..
        } = &self.identity;
        format!("{name}-{version}-{hash}")
    }

    /// The sentiment model of a profile.
    #[must_use]
    pub const fn sentiment(&self, profile: Profile) -> Option<&Linear> {
        match profile {
            Profile::Full => self.heads.full.as_ref(),
            Profile::Fast => self.heads.fast.as_ref(),
        }
    }
}
