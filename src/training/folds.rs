//! Cross-validation: every row judged by a model that has not seen it.

use sha2::{Digest, Sha256};

use super::calibrate::{Labelled, calibrate};
use super::corpus::{Corpus, Doc};
use super::fit::Weights;
use super::recipe::Head;
use super::rows::Row;
use super::sets::Example;
use super::train::{averaged, corpus};
use crate::scoring::linear::softmax;
use crate::scoring::valences::Valences;

/// The fold of a row, from 0, of so many.
type Cut = fn(&Row, usize) -> usize;

/// The fold of a row, from 0: by the hash of its text, so that equal texts are never on both sides.
#[must_use]
pub fn fold(row: &Row, folds: usize) -> usize {
    by_digest(row, folds, 0)
}

/// The same, cut otherwise: for folds of what another fold leaves.
fn fold_within(row: &Row, folds: usize) -> usize {
    by_digest(row, folds, 8)
}

fn by_digest(row: &Row, folds: usize, from: usize) -> usize {
    let digest = Sha256::digest(row.text.as_bytes());
    let bytes = digest.iter().skip(from).take(8);
    let number = bytes.fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    (number % folds.max(1) as u64) as usize
}

/// How a head is fitted, whatever the rows.
pub struct Fitting<'a> {
    /// Its classes, in the order of the columns.
    pub labels: &'a [String],
    /// Words with a feeling.
    pub valences: &'a Valences,
    /// Steps, passes and balance.
    pub head: &'a Head,
    /// Whose buckets and groups of features it uses.
    pub over: &'a Head,
    /// Where the orders of the rows start.
    pub seed: u64,
    /// Where the weights start.
    pub start: &'a Weights,
    /// What is known of a text before any feature is seen, a logit a class; empty for nothing.
    pub known: &'a dyn Fn(&str) -> Vec<f32>,
}

impl Fitting<'_> {
    /// The weights that fit these rows.
    #[must_use]
    pub(super) fn fit(&self, examples: &[Example<'_>]) -> Weights {
        averaged(&self.corpus(examples), self.start, (self.head, self.seed))
    }

    /// Probabilities of each class for every example, in their order: each is judged by a fit to the other folds,
    /// as sure as the temperature of that fit lets it be. An empty list for a row whose label is none of the classes.
    #[must_use]
    pub fn cross_validate(&self, examples: &[Example<'_>], folds: usize) -> Vec<Vec<f64>> {
        self.held_out(examples, (folds, fold), &|seen| {
            self.temperature_by(seen, fold_within)
        })
    }

    /// The temperature that the `folds` of the head give: of these rows, each judged without having been fitted.
    /// 1 where it has none.
    #[must_use]
    pub(super) fn temperature(&self, examples: &[Example<'_>]) -> f64 {
        self.temperature_by(examples, fold)
    }

    fn temperature_by(&self, examples: &[Example<'_>], cut: Cut) -> f64 {
        if self.head.folds == 0 {
            return 1.0;
        }
        let found = self.held_out(examples, (self.head.folds.into(), cut), &|_| 1.0);
        let judged = found.into_iter().zip(examples);
        let rows: Vec<Labelled> = judged
            .filter_map(|(shares, example)| Some((logits(&shares), self.class(example)?)))
            .collect();
        calibrate(&rows, self.labels.len(), false).temperature
    }

    fn held_out(
        &self,
        examples: &[Example<'_>],
        (folds, cut): (usize, Cut),
        temperature: &dyn Fn(&[Example<'_>]) -> f64,
    ) -> Vec<Vec<f64>> {
        let mut found = vec![Vec::new(); examples.len()];
        let all = self.corpus(examples);
        for held in 0..folds {
            let of = |example: &Example<'_>| cut(example.row, folds);
            let others = examples.iter().copied();
            let seen: Vec<Example<'_>> = others.filter(|example| of(example) != held).collect();
            let weights = self.fit(&seen);
            let temperature = temperature(&seen);
            // rows of other classes are not in the corpus
            let wanted = examples.iter().zip(&mut found);
            let wanted = wanted.filter(|(example, _)| self.class(example).is_some());
            for ((example, place), doc) in wanted.zip(all.docs()) {
                if of(example) == held {
                    *place = tempered(probabilities(&all, doc, &weights), temperature);
                }
            }
        }
        found
    }

    fn class(&self, example: &Example<'_>) -> Option<usize> {
        self.labels.iter().position(|label| label == example.label)
    }

    fn corpus(&self, examples: &[Example<'_>]) -> Corpus {
        corpus(examples, self.valences, self.labels, self.over, self.known)
    }
}

/// The logits that give these probabilities; they add up to 0.
fn logits(shares: &[f64]) -> Vec<f64> {
    let logarithm = |share: &f64| libm::log(share.max(f64::MIN_POSITIVE));
    let logarithms: Vec<f64> = shares.iter().map(logarithm).collect();
    let above = |one: &f64| logarithms.iter().map(|other| one - other).sum::<f64>() / shares.len() as f64;
    logarithms.iter().map(above).collect()
}

/// Probabilities as they are once their logits are divided by a temperature.
fn tempered(shares: Vec<f64>, temperature: f64) -> Vec<f64> {
    if temperature == 1.0 {
        return shares;
    }
    let mut logits = logits(&shares);
    logits.iter_mut().for_each(|logit| *logit /= temperature);
    softmax(&mut logits);
    logits
}

fn probabilities(corpus: &Corpus, doc: &Doc, weights: &Weights) -> Vec<f64> {
    let Weights { classes, rows, bias } = weights;
    let mut logits: Vec<f64> = bias.iter().map(|bias| f64::from(*bias)).collect();
    for (logit, known) in logits.iter_mut().zip(&doc.known) {
        *logit += f64::from(*known);
    }
    for (buckets, scale) in corpus.groups(doc) {
        for bucket in buckets {
            let at = *bucket as usize * classes;
            let row = rows.get(at..at + classes).unwrap_or_default();
            for (logit, weight) in logits.iter_mut().zip(row) {
                *logit += f64::from(scale * weight);
            }
        }
    }
    softmax(&mut logits);
    logits
}
