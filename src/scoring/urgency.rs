//! How soon somebody must act: the rules, and a linear model on top of them where a model file has one.

use super::linear::softmax;
use crate::domain::score::Urgency;

/// The classes, from the least, in the order of the columns.
pub const CLASSES: [Urgency; 4] = [Urgency::NoAction, Urgency::CanWait, Urgency::Today, Urgency::Now];
/// What the word of the rules is worth, as a logit, where a linear model speaks too.
const RULES: f64 = 2.0;
/// How sure the rules are taken to be where they speak alone: about as often as they are right.
const ALONE: f64 = 0.72;

/// Probability of each class by the rules alone.
#[must_use]
pub fn by_rules(urgency: Urgency) -> [f64; 4] {
    let rest = (1.0 - ALONE) / (CLASSES.len() - 1) as f64;
    CLASSES.map(|class| if class == floor(urgency) { ALONE } else { rest })
}

/// What is known before the linear model speaks, a logit a class.
#[must_use]
pub fn known(urgency: Urgency) -> [f64; 4] {
    CLASSES.map(|class| if class == floor(urgency) { RULES } else { 0.0 })
}

/// Probability of each class by both.
pub(super) fn by_both(urgency: Urgency, logits: &[f64]) -> [f64; 4] {
    let mut shares = known(urgency);
    shares
        .iter_mut()
        .zip(logits)
        .for_each(|(share, logit)| *share += logit);
    softmax(&mut shares);
    shares
}

/// The likeliest class; of equals the sooner.
pub(super) fn likeliest(shares: [f64; 4]) -> Urgency {
    let mut best = (Urgency::NoAction, f64::MIN);
    for (class, share) in CLASSES.into_iter().zip(shares) {
        if share >= best.1 {
            best = (class, share);
        }
    }
    best.0
}

/// Nothing known is nothing to do.
const fn floor(urgency: Urgency) -> Urgency {
    match urgency {
        Urgency::Unknown | Urgency::NoAction => Urgency::NoAction,
        Urgency::CanWait => Urgency::CanWait,
        Urgency::Today => Urgency::Today,
        Urgency::Now => Urgency::Now,
    }
}
