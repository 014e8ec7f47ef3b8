//! A scorer by word list.

use super::lexicon::Lexicon;
use super::reading::Reading;
use super::tokens::cut;
use super::{Asked, Scorer};
use crate::domain::event::Text;
use crate::domain::score::{Abstention, CaseState, Cue, Scores, Stance, Tone, Urgency, rounded};

/// Name and version of this scorer, as published.
pub const MODEL: &str = "words-1";

/// A text this bad is a complaint, whatever its words: one clear word of displeasure and nothing against it.
const COMPLAINT: f64 = -0.35;
/// Thanks amid a mood this bad are sour: a complaint.
const SOUR: f64 = -0.15;
/// A text this good, without a complaint or question, is praise.
const PRAISE: f64 = 0.55;

/// Every cue that a text can show, in order.
const CUES: [Cue; 13] = [
    Cue::Question,
    Cue::Complaint,
    Cue::Thanks,
    Cue::Safety,
    Cue::Legal,
    Cue::Media,
    Cue::Regulator,
    Cue::ThreatToLeave,
    Cue::RepeatContact,
    Cue::AsksForManager,
    Cue::OffersHelp,
    Cue::SameHere,
    Cue::Defends,
];

/// Scores by a small list of weighted words and phrases, with negation, emphasis, `but` and emoji.
/// Abstains where no word of a feeling was found.
#[derive(Debug, Clone)]
pub struct WordList {
    lexicon: Lexicon,
}

impl Default for WordList {
    fn default() -> Self {
        Self::new()
    }
}

impl WordList {
    /// The built-in list.
    #[must_use]
    pub fn new() -> Self {
        Self {
            lexicon: Lexicon::new(),
        }
    }
}

impl Scorer for WordList {
    fn score(&self, asked: &Asked<'_>) -> Scores {
        let text = asked.text;
        let mut reading = Reading::new(&self.lexicon);
        cut(&text.plain, |token| reading.take(token));
        let feeling = reading.feeling();
        let cues = cues(&reading, feeling.map_or(0.0, |(sentiment, _)| sentiment));
        Scores {
            sentiment: feeling.map(|(sentiment, _)| rounded(sentiment)),
            confidence: rounded(feeling.map_or(0.0, |(_, sure)| sure)),
            abstention: feeling.is_none().then_some(Abstention::TooShort),
            about_brand: None,
            stance: Stance::Unknown,
            complaint: None,
            intents: Vec::new(),
            urgency: urgency(&reading, &cues),
            cues,
            tone: Tone::PLAIN,
            case_state: CaseState::Unknown,
            language: language(text, &reading),
            language_confidence: 0.0,
            model: MODEL.into(),
        }
    }
}

fn cues(reading: &Reading<'_>, sentiment: f64) -> Vec<Cue> {
    let sour = reading.saw(Cue::Thanks) && sentiment <= SOUR;
    let complaint = reading.saw(Cue::Complaint) || sentiment <= COMPLAINT || sour;
    let praise = sentiment >= PRAISE && !complaint && !reading.saw(Cue::Question);
    let shown =
        |cue: Cue| reading.saw(cue) || (cue == Cue::Complaint && complaint) || (cue == Cue::Thanks && praise);
    CUES.into_iter().filter(|cue| shown(*cue)).collect()
}

fn urgency(reading: &Reading<'_>, cues: &[Cue]) -> Urgency {
    let has = |cue| cues.contains(&cue);
    let wants = has(Cue::Question) || has(Cue::Complaint);
    let serious = [
        Cue::Legal,
        Cue::Media,
        Cue::Regulator,
        Cue::RepeatContact,
        Cue::AsksForManager,
    ];
    if has(Cue::Safety) || (wants && reading.now) {
        Urgency::Now
    } else if serious.into_iter().any(has) || (wants && reading.today) {
        Urgency::Today
    } else if wants || has(Cue::ThreatToLeave) {
        Urgency::CanWait
    } else {
        Urgency::NoAction
    }
}

fn language(text: &Text, reading: &Reading<'_>) -> Option<String> {
    match &text.language {
        Some(tag) => tag.split(['-', '_']).next().map(str::to_ascii_lowercase),
        None => reading.language().map(Into::into),
    }
}

#[cfg(test)]
#[path = "word_list_tests.rs"]
mod tests;
