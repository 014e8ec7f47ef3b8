//! The axes that are read off the words by phrases of our own, beside the learnt model: what is wanted, how
//! soon, which signs stand out, the tone, how the case stands, whether it is about the brand, the language.
//! Every one of them can be explained by the phrases it rests on.

mod brand;
mod case_state;
mod compiled;
mod cues;
mod explain;
mod goal;
mod intents;
mod language;
mod matcher;
#[cfg(test)]
mod pairs;
mod pattern;
mod phrasebook;
mod phrases;
mod reading;
mod script;
mod sign;
#[cfg(test)]
mod tests;
mod tone;
mod urgency;

pub use brand::stance;
pub use compiled::{BrandProblem, Compiled};
pub use cues::{CUES, Cues};
pub use explain::{Explained, Explanation, explain};
pub use intents::{INTENTS, Strengths, group};
pub use sign::Sign;

use crate::domain::score::{CaseState, Stance, Tone, Urgency};
use crate::scoring::text::Scan;
use cues::Balance;
use reading::Reading;
use urgency::Facts;

/// What is known of a text beside its words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The text that was scanned.
    pub text: &'a str,
    /// It was sent to the brand: a direct message, or a reply to a post of the brand.
    pub addressed: bool,
    /// The network's language tag.
    pub language: Option<&'a str>,
    /// How the text sounds, from -1 to 1, by the learnt model; `None` where it abstains.
    pub sentiment: Option<f64>,
    /// Probability that the text complains, by the learnt model; `None` where it abstains.
    pub complaint: Option<f64>,
}

/// What the words say, axis by axis. Holds nothing on the heap.
#[derive(Debug, Clone, PartialEq)]
pub struct Axes {
    /// Signs in the words.
    pub cues: Cues,
    /// How soon somebody must act.
    pub urgency: Urgency,
    /// The rule that says so.
    pub urgency_rule: &'static str,
    /// How strongly the phrases speak for each intent.
    pub strengths: Strengths,
    /// The tone.
    pub tone: Tone,
    /// How the case stands.
    pub case_state: CaseState,
    /// Probability that the text is about the brand; `None` where no brand is configured.
    pub about_brand: Option<f64>,
    /// The brand is named by a common word only: worth a look by a person now and then.
    pub ambiguous: bool,
    /// How the text stands towards the brand.
    pub stance: Stance,
    /// Primary tag of the language.
    pub language: Option<&'static str>,
    /// How sure the language is, from 0 to 1.
    pub language_confidence: f64,
}

/// Reads every axis of a scanned text. A pure function of its arguments.
#[must_use]
pub fn read(scan: &Scan, compiled: &Compiled, asked: Asked<'_>) -> Axes {
    let reading = Reading::of(scan.tokens(), &compiled.matcher, |_, _| {});
    axes(scan, compiled, asked, &reading)
}

fn axes(scan: &Scan, compiled: &Compiled, asked: Asked<'_>, reading: &Reading) -> Axes {
    let balance = Balance::of(reading, asked);
    let cues = cues::cues(reading, balance);
    let (urgency, urgency_rule) = urgency::urgency(Facts::of(reading, cues, balance));
    let about_brand = compiled.has_brand.then(|| {
        let own_handle = brand::has_handle(scan.tokens(), asked.text, &compiled.handles);
        brand::about_brand(reading, asked.addressed, own_handle)
    });
    let (language, language_confidence) = language::language(scan, asked.text, reading, asked.language);
    Axes {
        cues,
        urgency,
        urgency_rule,
        strengths: Strengths::of(reading, balance),
        tone: tone::tone(reading),
        case_state: case_state::case_state(reading, cues),
        about_brand,
        ambiguous: reading.shows(Sign::AmbiguousName) && !reading.shows(Sign::BrandName),
        stance: stance(about_brand, asked.sentiment, cues),
        language,
        language_confidence: crate::domain::score::rounded(language_confidence),
    }
}
