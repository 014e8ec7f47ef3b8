//! What several posts say together: the worst, the highest, the union, and of tone and state the newest.

use crate::domain::event::Rating;
use crate::domain::score::{Abstention, CaseState, Cue, ScoredIntent, Stance, Tone, Urgency};
use crate::state::customer::{SaidRow, add};

/// What several posts say together. What the scorer abstained on is left out, and weighs nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally {
    /// Worst sentiment.
    pub sentiment: Option<f64>,
    /// How sure the scorer is of it.
    pub confidence: f64,
    /// Why the newest words that the scorer abstained on have no sentiment.
    abstained: Option<Abstention>,
    /// Highest probability that it is about the brand.
    pub about_brand: Option<f64>,
    /// Strongest stance: against before for, for before neutral, neutral before none.
    pub stance: Stance,
    /// Highest probability of a complaint.
    pub complaint: Option<f64>,
    /// Every intent with its highest confidence, the surest first.
    pub intents: Vec<ScoredIntent>,
    /// Highest urgency.
    pub urgency: Urgency,
    /// Every sign, in order.
    pub cues: Vec<Cue>,
    /// Tone of the newest words.
    pub tone: Option<Tone>,
    /// How the case stands by the newest words that say so.
    pub case_state: CaseState,
    /// Language of the newest words that have one.
    pub language: Option<String>,
    /// How sure that language is.
    pub language_confidence: f64,
    /// Highest number of followers shown.
    pub followers: Option<i64>,
    /// Whether the network ever vouched for the author; `None` where nothing is said.
    pub verified: Option<bool>,
    /// The worst figure given.
    pub rating: Option<Rating>,
    /// Whether words of one must be fetched.
    pub needs_enrichment: bool,
}

impl Tally {
    /// Of these, from the oldest to the newest.
    pub(super) fn of<'a>(all: impl Iterator<Item = &'a SaidRow>) -> Self {
        let mut tally = Self {
            sentiment: None,
            confidence: 0.0,
            abstained: None,
            about_brand: None,
            stance: Stance::Unknown,
            complaint: None,
            intents: Vec::new(),
            urgency: Urgency::Unknown,
            cues: Vec::new(),
            tone: None,
            case_state: CaseState::Unknown,
            language: None,
            language_confidence: 0.0,
            followers: None,
            verified: None,
            rating: None,
            needs_enrichment: false,
        };
        for said in all {
            tally.join(said);
        }
        let surest = |a: &ScoredIntent, b: &ScoredIntent| b.confidence.total_cmp(&a.confidence);
        tally.intents.sort_by(surest);
        tally
    }

    /// Why there is no sentiment; `None` where there is one, and where no reason is known.
    pub(super) fn abstention(&self) -> Option<Abstention> {
        self.abstained.filter(|_| self.sentiment.is_none())
    }

    /// The surest intents, at most this many.
    pub(super) fn surest(&self, most: usize) -> &[ScoredIntent] {
        self.intents.get(..most).unwrap_or(&self.intents)
    }

    fn join(&mut self, said: &SaidRow) {
        self.join_sentiment(said);
        self.about_brand = highest(self.about_brand, said.about_brand);
        if strength(said.stance) > strength(self.stance) {
            self.stance = said.stance;
        }
        self.complaint = highest(self.complaint, said.complaint);
        for intent in &said.intents {
            self.join_intent(*intent);
        }
        self.urgency = self.urgency.max(said.urgency);
        for cue in &said.cues {
            add(&mut self.cues, *cue);
        }
        self.tone = said.tone.or(self.tone);
        if said.case_state != CaseState::Unknown {
            self.case_state = said.case_state;
        }
        if said.language.is_some() {
            self.language.clone_from(&said.language);
            self.language_confidence = said.language_confidence;
        }
        self.followers = self.followers.max(said.followers);
        self.verified = self.verified.max(said.verified);
        self.rating = match (self.rating, said.rating) {
            (Some(a), Some(b)) => Some(a.worse(b)),
            (a, b) => a.or(b),
        };
        self.needs_enrichment |= said.needs_enrichment;
    }

    fn join_sentiment(&mut self, said: &SaidRow) {
        let Some(sentiment) = said.sentiment else {
            self.abstained = said.abstention.or(self.abstained);
            return;
        };
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

    /// Kept in the order of the intents until all are joined.
    fn join_intent(&mut self, new: ScoredIntent) {
        match self
            .intents
            .binary_search_by_key(&new.intent, |known| known.intent)
        {
            Ok(at) => {
                if let Some(known) = self.intents.get_mut(at) {
                    known.confidence = known.confidence.max(new.confidence);
                }
            }
            Err(at) => self.intents.insert(at, new),
        }
    }
}

fn highest(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    }
}

const fn strength(stance: Stance) -> u8 {
    match stance {
        Stance::Unknown => 0,
        Stance::None => 1,
        Stance::Neutral => 2,
        Stance::For => 3,
        Stance::Against => 4,
    }
}
