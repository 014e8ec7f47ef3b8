//! How soon somebody must act: the rules, and a linear model on top of them where a model file has one.

use super::linear::{Linear, softmax};
use crate::domain::score::Urgency;

/// The classes, from the least, in the order of the columns.
pub const CLASSES: [Urgency; 4] = [Urgency::NoAction, Urgency::CanWait, Urgency::Today, Urgency::Now];
/// What the word of the rules is worth, as a logit, while a linear model is fitted on top of them.
const RULES: f64 = 2.0;
/// How sure the rules are taken to be where they speak alone: about as often as they are right.
const ALONE: f64 = 0.72;

/// A linear model on top of the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// What the words of a text add to each class.
    pub linear: Linear,
    /// What the word of the rules is worth, as a logit.
    pub rules: f64,
}

impl Head {
    /// A model that was fitted to what is [`known`], made as sure as `temperature` lets it be: above 1 it was too
    /// sure. Which class is the likeliest does not change.
    #[must_use]
    pub fn new(linear: Linear, temperature: f64) -> Self {
        let changes = vec![(0.0, temperature); linear.columns().len()];
        Self {
            linear: linear.calibrated(&changes),
            rules: RULES / temperature,
        }
    }
}

/// Probability of each class by the rules alone.
#[must_use]
pub fn by_rules(urgency: Urgency) -> [f64; 4] {
    let rest = (1.0 - ALONE) / (CLASSES.len() - 1) as f64;
    CLASSES.map(|class| if class == floor(urgency) { ALONE } else { rest })
}

/// What is known before a linear model is fitted, a logit a class.
#[must_use]
pub fn known(urgency: Urgency) -> [f64; 4] {
    worth(urgency, RULES)
}

fn worth(urgency: Urgency, rules: f64) -> [f64; 4] {
    CLASSES.map(|class| if class == floor(urgency) { rules } else { 0.0 })
}

/// Probability of each class by the rules, whose word is worth so much, and the logits of a linear model.
pub(super) fn by_both(urgency: Urgency, rules: f64, logits: &[f64]) -> [f64; 4] {
    let mut shares = worth(urgency, rules);
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

#[cfg(test)]
mod tests {
    use super::super::linear::{Column, ONE};
    use super::*;

    fn linear() -> Linear {
        let columns = CLASSES.map(|class| Column {
            label: format!("{class:?}"),
            bias: 3,
            unit: 0.5,
        });
        Linear::new(1, columns.to_vec(), [ONE, 0, 0, 0], &[0; 8]).unwrap()
    }

    #[test]
    fn a_temperature_cools_the_rules_and_the_words_alike() {
        let logits = [2.5, 0.5, -0.5, -1.5];
        let plain = Head::new(linear(), 1.0);
        assert_eq!(plain.rules, RULES);
        let cooled = Head::new(linear(), 2.0);
        assert_eq!(cooled.linear.columns()[0].unit, 0.25);
        let before = by_both(Urgency::Today, plain.rules, &logits);
        let after = by_both(Urgency::Today, cooled.rules, &logits.map(|logit| logit / 2.0));
        assert_eq!(
            (likeliest(before), likeliest(after)),
            (Urgency::NoAction, Urgency::NoAction)
        );
        for (before, after) in before.windows(2).zip(after.windows(2)) {
            let (far, near) = ((before[0] / before[1]).ln(), (after[0] / after[1]).ln());
            assert!((far - 2.0 * near).abs() < 1e-12, "{far} is not twice {near}");
        }
    }
}
