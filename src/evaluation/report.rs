//! The report of an evaluation.

use std::collections::BTreeMap;

use serde::Serialize;

use super::interval::interval;
use super::measures::{Confusion, calibration_error, correlation};
use super::outcome::Outcome;

/// How right a model is. Shares from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What was asked: sentiment, complaint, intent, urgency.
    pub task: String,
    /// Who answered.
    pub model: String,
    /// Rows with an answer that is known to be right.
    pub rows: usize,
    /// Rows left out: without a label, or with one that the model does not know.
    pub left_out: usize,
    /// Mean recall of the classes.
    pub macro_recall: f64,
    /// Mean F1 of the classes.
    pub macro_f1: f64,
    /// Interval of the mean F1 that chance alone explains, 95 of 100.
    pub macro_f1_interval: (f64, f64),
    /// Share of the rows that were right.
    pub accuracy: f64,
    /// Expected calibration error, 15 bins.
    pub calibration_error: f64,
    /// What is left where the model is sure enough.
    pub sure: Sure,
    /// Correlation with grades, where rows are graded.
    pub correlation: Option<f64>,
    /// Class by class.
    pub classes: Vec<Class>,
    /// Rows by what is right, columns by what was said.
    pub confusion: Vec<Vec<u32>>,
    /// Language by language, where there is more than one.
    pub languages: BTreeMap<String, Language>,
    /// Mean over the languages of their mean F1.
    pub mean_language_f1: Option<f64>,
}

/// Rows whose most probable class is not below the unsure band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sure {
    /// The lower bound.
    pub threshold: f64,
    /// Share of the rows.
    pub coverage: f64,
    /// Share of them that were right.
    pub accuracy: f64,
    /// Mean F1 over them.
    pub macro_f1: f64,
}

/// One class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Class {
    /// Its name.
    pub label: String,
    /// Share of what was said to be of it that is.
    pub precision: f64,
    /// Interval of the precision, 95 of 100.
    pub precision_interval: (f64, f64),
    /// Share of its rows that were found.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// Its rows.
    pub rows: u32,
}

/// One language.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Language {
    /// Its rows.
    pub rows: usize,
    /// Mean recall of the classes.
    pub macro_recall: f64,
    /// Mean F1 of the classes.
    pub macro_f1: f64,
    /// Share that were right.
    pub accuracy: f64,
}

/// Classes of which precision intervals are drawn: with more, they would say little and take long.
const FEW: usize = 12;

impl Report {
    /// Judges outcomes.
    #[must_use]
    pub fn new(task: &str, model: &str, labels: &[String], outcomes: &[Outcome], threshold: f64) -> Self {
        let width = labels.len();
        let confusion = Confusion::of(outcomes, width);
        let classed = outcomes.iter().any(|outcome| outcome.class().is_some());
        let languages = languages(outcomes, width);
        let mean =
            languages.values().map(|language| language.macro_f1).sum::<f64>() / languages.len().max(1) as f64;
        Self {
            task: task.to_owned(),
            model: model.to_owned(),
            rows: outcomes.len(),
            left_out: 0,
            macro_recall: confusion.macro_recall(),
            macro_f1: confusion.macro_f1(),
            macro_f1_interval: if classed {
                interval(outcomes, |drawn| {
                    Confusion::of(drawn.iter().copied(), width).macro_f1()
                })
            } else {
                (0.0, 0.0)
            },
            accuracy: confusion.accuracy(),
            calibration_error: calibration_error(outcomes),
            sure: sure(outcomes, width, threshold),
            correlation: correlation(outcomes),
            classes: classes(labels, outcomes, &confusion),
            confusion: confusion.counts().to_vec(),
            mean_language_f1: (!languages.is_empty()).then_some(mean),
            languages,
        }
    }
}

fn classes(labels: &[String], outcomes: &[Outcome], confusion: &Confusion) -> Vec<Class> {
    let few = labels.len() <= FEW && confusion.accuracy() > 0.0;
    let of = |(number, label): (usize, &String)| Class {
        label: label.clone(),
        precision: confusion.precision(number),
        precision_interval: if few {
            interval(outcomes, |drawn| {
                Confusion::of(drawn.iter().copied(), labels.len()).precision(number)
            })
        } else {
            (0.0, 1.0)
        },
        recall: confusion.recall(number),
        f1: confusion.f1(number),
        rows: confusion.support(number),
    };
    labels.iter().enumerate().map(of).collect()
}

fn sure(outcomes: &[Outcome], width: usize, threshold: f64) -> Sure {
    let kept: Vec<&Outcome> = outcomes
        .iter()
        .filter(|outcome| outcome.confidence() >= threshold)
        .collect();
    let confusion = Confusion::of(kept.iter().copied(), width);
    Sure {
        threshold,
        coverage: kept.len() as f64 / outcomes.len().max(1) as f64,
        accuracy: confusion.accuracy(),
        macro_f1: confusion.macro_f1(),
    }
}

fn languages(outcomes: &[Outcome], width: usize) -> BTreeMap<String, Language> {
    let mut by_language: BTreeMap<String, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes
        .iter()
        .filter(|outcome| outcome.class().is_some() && !outcome.language.is_empty())
    {
        by_language
            .entry(outcome.language.clone())
            .or_default()
            .push(outcome);
    }
    if by_language.len() < 2 {
        return BTreeMap::new();
    }
    let judged = by_language.into_iter().map(|(language, outcomes)| {
        let confusion = Confusion::of(outcomes.iter().copied(), width);
        let found = Language {
            rows: outcomes.len(),
            macro_recall: confusion.macro_recall(),
            macro_f1: confusion.macro_f1(),
            accuracy: confusion.accuracy(),
        };
        (language, found)
    });
    judged.collect()
}
