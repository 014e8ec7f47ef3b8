//! What several posts say together: the worst, the highest, the union.

use crate::domain::score::{Cue, Urgency};
use crate::state::customer::{SaidRow, add};

/// What several posts say together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally {
    /// Worst sentiment.
    pub sentiment: Option<f64>,
    /// How sure the scorer is of it.
    pub confidence: f64,
    /// Highest urgency.
    pub urgency: Urgency,
    /// Every sign, in order.
    pub cues: Vec<Cue>,
    /// Language of the newest words that have one.
    pub language: Option<String>,
    /// Highest number of followers shown.
    pub followers: Option<i64>,
    /// Whether the network ever vouched for the author; `None` where nothing is said.
    pub verified: Option<bool>,
}

impl Tally {
    /// Of these, from the oldest to the newest.
    pub(super) fn of<'a>(all: impl Iterator<Item = &'a SaidRow>) -> Self {
        let mut tally = Self {
            sentiment: None,
            confidence: 0.0,
            urgency: Urgency::Unknown,
            cues: Vec::new(),
            language: None,
            followers: None,
            verified: None,
        };
        for said in all {
            tally.join(said);
        }
        tally
    }

    fn join(&mut self, said: &SaidRow) {
        if let Some(sentiment) = said.sentiment {
            match self.sentiment {
                Some(worst) if worst < sentiment => {}
                Some(worst) if worst.total_cmp(&sentiment).is_eq() => {
                    self.confidence = self.confidence.max(said.confidence);
                }
                Some(_) | None => {
                    self.sentiment = Some(sentiment);
                    self.confidence = said.confidence;
                }
            }
        }
        self.urgency = self.urgency.max(said.urgency);
        for cue in &said.cues {
            add(&mut self.cues, *cue);
        }
        if said.language.is_some() {
            self.language.clone_from(&said.language);
        }
        self.followers = self.followers.max(said.followers);
        self.verified = self.verified.max(said.verified);
    }
}
