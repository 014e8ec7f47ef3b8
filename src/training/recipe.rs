//! What to train a model from, as its TOML file says it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::fit::{Adapt, FitParams};
use super::teacher::Teacher;
use crate::scoring::linear::ONE;

/// What to train a model from.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Name of the model.
    pub name: String,
    /// Its version, from 1.
    pub version: u32,
    /// Where every order starts.
    pub seed: u64,
    /// Folder of the sets, beside this file unless absolute.
    pub data: PathBuf,
    /// Folder of the packages that hold word lists, beside this file unless absolute.
    pub lists: PathBuf,
    /// Languages of the translated word list.
    pub languages: Vec<String>,
    /// A most probable class below this is unsure.
    #[serde(default)]
    pub unsure: f64,
    /// Negative, neutral, positive.
    pub sentiment: Option<Head>,
    /// The same from words alone.
    pub fast: Option<Head>,
    /// Complaint or not: shares the buckets of `sentiment`.
    pub complaint: Option<Head>,
    /// What is wanted.
    pub intents: Option<Head>,
    /// How soon somebody must act.
    pub urgency: Option<Head>,
    /// Who judges posts without labels for `sentiment` and `fast` to learn from.
    pub teacher: Option<Teacher>,
}

/// One head: how it is fitted, and from which sets.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Buckets, as a power of two; complaint uses those of the head that it is a column of.
    pub bits: u32,
    /// Passes over the rows.
    pub epochs: u32,
    /// Fits that are averaged, each in another order of the rows.
    #[serde(default = "once")]
    pub fits: u64,
    /// Size of the first step.
    pub rate: f32,
    /// How the size of a step falls.
    pub adapt: Adapt,
    /// Whether steps shrink to nothing towards the end.
    #[serde(default)]
    pub decay: bool,
    /// Pull towards nothing.
    #[serde(default)]
    pub l2: f32,
    /// How far rare classes are raised, from 0 to 1.
    pub balance: f32,
    /// Complaint only: how surely what is negative complains before any row is seen.
    #[serde(default)]
    pub lean: f32,
    /// Weight of words, phrases, letters and style; complaint uses those of the head that it is a column of.
    pub groups: [f32; 4],
    /// The sets.
    pub sets: Vec<Set>,
    /// Sentiment and intents only: sets that the temperature is fitted on; none: it stays 1.
    #[serde(default)]
    pub calibrate: Vec<Set>,
    /// Complaint and urgency only: the temperature is fitted on the head's own rows, each judged by a fit to the
    /// other parts of so many, at least 2; 0: it stays 1.
    #[serde(default)]
    pub folds: u16,
}

/// A file of rows, or a part of it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// Name of the file in the folder of sets.
    pub file: String,
    /// Where it is from and on what terms.
    pub terms: String,
    /// Whether its terms allow only what is not commercial.
    #[serde(default)]
    pub non_commercial: bool,
    /// Splits that are used; none: all rows.
    #[serde(default)]
    pub splits: Vec<String>,
    /// Languages that are used; none: all.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Languages that are left out.
    #[serde(default)]
    pub without_languages: Vec<String>,
    /// Labels that are left out.
    #[serde(default)]
    pub without_labels: Vec<String>,
    /// How much a row counts.
    #[serde(default = "one")]
    pub weight: f32,
    /// Labels by what they mean here; a label that is not named means itself where `labels` is empty, and is left
    /// out otherwise. A name that ends in `*` stands for all that begin so.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

const fn once() -> u64 {
    1
}

const fn one() -> f32 {
    1.0
}

/// Why a recipe cannot be used.
#[derive(Debug, Error)]
pub enum RecipeError {
    /// The file cannot be read.
    #[error("{path}: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// It is not understood.
    #[error("{path}: {what}")]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What and where.
        what: String,
    },
}

impl Recipe {
    /// Reads a recipe; its folders are taken from where the file lies.
    ///
    /// # Errors
    /// [`RecipeError`] with the file and the place.
    pub fn read(path: &Path) -> Result<Self, RecipeError> {
        let text = std::fs::read_to_string(path).map_err(|error| RecipeError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        let wrong = |what: String| RecipeError::Wrong {
            path: path.to_owned(),
            what,
        };
        let mut recipe: Self = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let misplaced = recipe.misplaced();
        if !misplaced.is_empty() {
            return Err(wrong(misplaced.join("; ")));
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        recipe.data = folder.join(&recipe.data);
        recipe.lists = folder.join(&recipe.lists);
        Ok(recipe)
    }

    /// Every head that is told to start or to calibrate in a way that it does not heed, in the order of the heads.
    fn misplaced(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (name, head) in self.heads() {
            let (complaint, own) = (name == "complaint", ["complaint", "urgency"].contains(&name));
            if head.lean != 0.0 && !complaint {
                found.push(format!(
                    "[{name}] lean: only [complaint] starts from sentiment; leave it out"
                ));
            }
            if head.folds != 0 && !own {
                found.push(format!(
                    "[{name}] folds: only [complaint] and [urgency] are calibrated on their own rows; name sets in calibrate"
                ));
            }
            if !head.calibrate.is_empty() && own {
                found.push(format!(
                    "[{name}] calibrate: it is calibrated on its own rows; say how by folds"
                ));
            }
            if own && head.folds == 1 {
                found.push(format!(
                    "[{name}] folds: one fold leaves no rows to fit; 0 or at least 2 are wanted"
                ));
            }
        }
        found
    }

    /// Its heads by name.
    #[must_use]
    pub fn heads(&self) -> Vec<(&'static str, &Head)> {
        let heads = [
            ("sentiment", &self.sentiment),
            ("fast", &self.fast),
            ("complaint", &self.complaint),
            ("intents", &self.intents),
            ("urgency", &self.urgency),
        ];
        heads
            .into_iter()
            .filter_map(|(name, head)| Some((name, head.as_ref()?)))
            .collect()
    }
}

impl Head {
    /// How it is fitted.
    #[must_use]
    pub const fn fit(&self, seed: u64) -> FitParams {
        FitParams {
            epochs: self.epochs,
            rate: self.rate,
            l2: self.l2,
            seed,
            balance: self.balance,
            adapt: self.adapt,
            decay: self.decay,
        }
    }

    /// Weight of each group, in units of `1 / ONE`.
    #[must_use]
    pub fn weights(&self) -> [u32; 4] {
        self.groups
            .map(|weight| (weight.clamp(0.0, 64.0) * ONE as f32).round() as u32)
    }
}

impl Set {
    /// What a label means here.
    #[must_use]
    pub fn meaning<'a>(&'a self, label: &'a str) -> Option<&'a str> {
        if self.without_labels.iter().any(|out| out == label) {
            return None;
        }
        if self.labels.is_empty() {
            return Some(label);
        }
        let named = self.labels.get(label).or_else(|| {
            let mut patterns = self.labels.iter();
            let wide = patterns.find(|(name, _)| {
                name.strip_suffix('*')
                    .is_some_and(|start| label.starts_with(start))
            });
            wide.map(|(_, meaning)| meaning)
        });
        named.map(String::as_str)
    }
}
