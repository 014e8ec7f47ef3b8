//! What is wanted: phrases and the linear model together.

use super::axes::{Axes, INTENTS};
use crate::domain::score::{Intent, ScoredIntent, rounded};

/// What the linear model as a whole weighs against one phrase.
const LEARNT: f64 = 1.0;
/// Below this an intent is not published.
const LEAST: f64 = 0.1;
/// No rounding lifts what is below this to `LEAST`.
const FAR_BELOW: f64 = LEAST - 1e-3;

/// The intent of this name, as published and as a label of the training sets.
#[must_use]
pub fn named(label: &str) -> Option<Intent> {
    let mut known = Intent::ALL
        .into_iter()
        .filter(|intent| *intent != Intent::Unknown);
    known.find(|intent| intent.name() == label)
}

/// The surest intents, the surest first: the strength of the phrases and the probability by the model (`columns`
/// says of which intent each is; without a model there is none), as shares of all strength.
pub(super) fn surest<const N: usize>(
    columns: &[Option<Intent>],
    shares: &[f64],
    axes: &Axes,
) -> [Option<ScoredIntent>; N] {
    let mut strengths = [0.0; Intent::ALL.len()];
    let all = || INTENTS.iter().copied().chain([Intent::Other]);
    for intent in all() {
        if let Some(strength) = strengths.get_mut(intent as usize) {
            *strength = f64::from(axes.strengths.get(intent));
        }
    }
    for (intent, share) in columns.iter().zip(shares) {
        if let Some(strength) = intent.and_then(|intent| strengths.get_mut(intent as usize)) {
            *strength += LEARNT * share;
        }
    }
    let sum = strengths.iter().sum::<f64>().max(1.0);
    let mut best: [Option<ScoredIntent>; N] = [None; N];
    for intent in all() {
        let strength = strengths.get(intent as usize).copied().unwrap_or(0.0);
        // most are far below: neither divided nor rounded
        if strength < FAR_BELOW * sum {
            continue;
        }
        let confidence = rounded(strength / sum);
        let mut next = (confidence >= LEAST).then_some(ScoredIntent { intent, confidence });
        for place in &mut best {
            let behind = match (&place, &next) {
                (Some(known), Some(new)) => new.confidence > known.confidence,
                (None, Some(_)) => true,
                (_, None) => false,
            };
            if behind {
                std::mem::swap(place, &mut next);
            }
        }
    }
    best
}
