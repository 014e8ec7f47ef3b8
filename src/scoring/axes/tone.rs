//! The tone: a hint for whoever answers.

use super::reading::Reading;
use super::sign::Sign;
use crate::domain::score::{Emotion, Tone, rounded};

const EMOTIONS: [Emotion; 5] = [
    Emotion::Anger,
    Emotion::Sadness,
    Emotion::Fear,
    Emotion::Joy,
    Emotion::Gratitude,
];

/// The tone of a text.
pub(super) fn tone(reading: &Reading) -> Tone {
    if reading.words == 0 && reading.emoji == 0 {
        return Tone::PLAIN;
    }
    let words = f64::from(reading.words.max(1));
    Tone {
        formality: rounded(formality(reading)),
        humour: rounded((f64::from(reading.strength(Sign::Laughter).max(0)) / 4.0).min(1.0)),
        emotion: emotion(reading),
        all_caps: rounded(f64::from(reading.loud) / f64::from(reading.long_words.max(1))),
        emoji_density: rounded((f64::from(reading.emoji) / words).min(1.0)),
    }
}

/// Signs of care less signs of haste, for their number, from -1 to 1.
fn formality(reading: &Reading) -> f64 {
    let careful = f64::from(reading.strength(Sign::Formal).max(0)) * 1.5;
    let sentences = f64::from(u8::from(
        reading.stops >= 1 && reading.words >= 12 && reading.exclamations == 0,
    ));
    let hasty = f64::from(reading.strength(Sign::Slang).max(0))
        + f64::from(reading.drawn)
        + f64::from(reading.emoji) * 0.5
        + f64::from(reading.exclamations.saturating_sub(1)) * 0.5;
    let (good, bad) = (careful + sentences, hasty);
    (good - bad) / (good + bad + 2.0)
}

/// The strongest emotion; the first of the list where two are alike.
fn emotion(reading: &Reading) -> Emotion {
    let sour = reading.shows(Sign::Sour);
    let mut best = (0, Emotion::None);
    for emotion in EMOTIONS {
        let strength = reading.strength(Sign::Emotion(emotion));
        let meant = !(sour && matches!(emotion, Emotion::Joy | Emotion::Gratitude));
        if meant && strength > best.0 {
            best = (strength, emotion);
        }
    }
    best.1
}
