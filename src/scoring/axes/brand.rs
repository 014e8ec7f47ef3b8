//! Whether a text is about the brand, and how it stands towards it.

use super::cues::Cues;
use super::reading::Reading;
use super::sign::Sign;
use crate::domain::score::{Cue, Stance};
use crate::scoring::text::{Kind, Token};

/// About the brand, from here on.
const ABOUT: f64 = 0.5;
/// A feeling towards the brand, from here on.
const FELT: f64 = 0.25;
/// What others have met must sound this bad or good to be a stance of the writer.
const HEARD: f64 = 0.5;

/// Probability that the text is about the brand.
pub(super) fn about_brand(reading: &Reading, addressed: bool, own_handle: bool) -> f64 {
    let name = reading.shows(Sign::BrandName);
    let ambiguous = reading.shows(Sign::AmbiguousName);
    let context = reading.shows(Sign::BrandContext);
    let excluded = reading.shows(Sign::BrandExclusion);
    match (addressed || own_handle, name, ambiguous, context, excluded) {
        (true, _, _, _, false) => 0.98,
        (true, _, _, _, true) => 0.9,
        (_, true, _, _, false) => 0.95,
        (_, true, _, true, true) => 0.75,
        (_, true, _, false, true) => 0.4,
        (_, _, true, true, false) => 0.85,
        (_, _, true, true, true) => 0.45,
        (_, _, true, false, false) => 0.3,
        (_, _, true, false, true) => 0.05,
        (_, _, _, _, _) => 0.02,
    }
}

/// Whether one of the handles stands in the text.
pub(super) fn has_handle(tokens: &[Token], text: &str, handles: &[Box<str>]) -> bool {
    let is_own = |token: &Token| {
        let found = text
            .get(token.from as usize + 1..token.to as usize)
            .unwrap_or_default();
        handles.iter().any(|own| own.eq_ignore_ascii_case(found))
    };
    tokens
        .iter()
        .any(|token| token.kind == Kind::Handle && is_own(token))
}

/// How the text stands towards the brand.
#[must_use]
pub fn stance(about_brand: Option<f64>, sentiment: Option<f64>, cues: Cues) -> Stance {
    let Some(about) = about_brand else {
        return Stance::Unknown;
    };
    if about < ABOUT {
        return Stance::None;
    }
    if cues.has(Cue::Defends) && !cues.has(Cue::Complaint) {
        return Stance::For;
    }
    let Some(felt) = sentiment else {
        return Stance::Unknown;
    };
    let least = if cues.has(Cue::Hearsay) { HEARD } else { FELT };
    if felt <= -least {
        Stance::Against
    } else if felt >= least {
        Stance::For
    } else {
        Stance::Neutral
    }
}
