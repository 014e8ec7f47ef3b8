//! Cross-validation: every row judged by a model that has not seen it.

use sha2::{Digest, Sha256};

use super::corpus::Corpus;
use super::fit::Weights;
use super::recipe::Head;
use super::rows::Row;
use super::sets::Example;
use super::train::{averaged, corpus};
use crate::scoring::linear::softmax;
use crate::scoring::valences::Valences;

/// The fold of a row, from 0: by the hash of its text, so that equal texts are never on both sides.
#[must_use]
pub fn fold(row: &Row, folds: usize) -> usize {
    let digest = Sha256::digest(row.text.as_bytes());
    let number = digest
        .iter()
        .take(8)
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    (number % folds.max(1) as u64) as usize
}

/// Probabilities of each class for every example, in their order. `head` says how, `over` which buckets,
/// `start` where from, `known` what is known of a text before.
#[must_use]
pub fn cross_validate(
    examples: &[Example<'_>],
    labels: &[String],
    valences: &Valences,
    (head, over, seed): (&Head, &Head, u64),
    start: &Weights,
    known: &dyn Fn(&str) -> Vec<f32>,
    folds: usize,
) -> Vec<Vec<f64>> {
    let mut found = vec![Vec::new(); examples.len()];
    let all = corpus(examples, valences, labels, over, known);
    for held in 0..folds {
        let seen: Vec<Example<'_>> = examples
            .iter()
            .filter(|example| fold(example.row, folds) != held)
            .copied()
            .collect();
        let rest = corpus(&seen, valences, labels, over, known);
        let weights = averaged(&rest, start, (head, seed));
        for ((example, doc), place) in examples.iter().zip(all.docs()).zip(&mut found) {
            if fold(example.row, folds) == held {
                *place = probabilities(&all, doc, &weights.rows, &weights.bias);
            }
        }
    }
    found
}

fn probabilities(corpus: &Corpus, doc: &super::corpus::Doc, rows: &[f32], bias: &[f32]) -> Vec<f64> {
    let mut logits: Vec<f64> = bias.iter().map(|bias| f64::from(*bias)).collect();
    for (logit, known) in logits.iter_mut().zip(&doc.known) {
        *logit += f64::from(*known);
    }
    for (buckets, scale) in corpus.groups(doc) {
        for bucket in buckets {
            let at = *bucket as usize * bias.len();
            let row = rows.get(at..at + bias.len()).unwrap_or_default();
            for (logit, weight) in logits.iter_mut().zip(row) {
                *logit += f64::from(scale * weight);
            }
        }
    }
    softmax(&mut logits);
    logits
}
