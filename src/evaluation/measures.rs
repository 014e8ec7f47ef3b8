//! The measures. All as shares from 0 to 1; a class that no row has is left out of the means.

use super::outcome::{Outcome, Truth};

/// Bins of the expected calibration error.
pub const BINS: usize = 15;

/// How often each class was taken for each: rows by what is right, columns by what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion(Vec<Vec<u32>>);

impl Confusion {
    /// Counts outcomes with a class.
    #[must_use]
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>, classes: usize) -> Self {
        let mut counts = vec![vec![0; classes]; classes];
        for outcome in outcomes {
            let place = outcome
                .class()
                .and_then(|class| counts.get_mut(class))
                .and_then(|row| row.get_mut(outcome.guess()));
            if let Some(count) = place {
                *count += 1;
            }
        }
        Self(counts)
    }

    /// The counts.
    #[must_use]
    pub fn counts(&self) -> &[Vec<u32>] {
        &self.0
    }

    fn hits(&self, class: usize) -> u32 {
        self.0
            .get(class)
            .and_then(|row| row.get(class))
            .copied()
            .unwrap_or(0)
    }

    /// Rows of a class.
    #[must_use]
    pub fn support(&self, class: usize) -> u32 {
        self.0.get(class).map_or(0, |row| row.iter().sum())
    }

    fn said(&self, class: usize) -> u32 {
        self.0.iter().filter_map(|row| row.get(class)).sum()
    }

    /// Share of the rows of a class that were found.
    #[must_use]
    pub fn recall(&self, class: usize) -> f64 {
        share(self.hits(class), self.support(class))
    }

    /// Share of what was said to be of a class that is.
    #[must_use]
    pub fn precision(&self, class: usize) -> f64 {
        share(self.hits(class), self.said(class))
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self, class: usize) -> f64 {
        share(2 * self.hits(class), self.support(class) + self.said(class))
    }

    fn mean(&self, of: impl Fn(usize) -> f64) -> f64 {
        let present: Vec<f64> = (0..self.0.len())
            .filter(|class| self.support(*class) > 0)
            .map(of)
            .collect();
        present.iter().sum::<f64>() / present.len().max(1) as f64
    }

    /// Mean recall of the classes.
    #[must_use]
    pub fn macro_recall(&self) -> f64 {
        self.mean(|class| self.recall(class))
    }

    /// Mean F1 of the classes.
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        self.mean(|class| self.f1(class))
    }

    /// Share of the rows that were right.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        let hits = (0..self.0.len()).map(|class| self.hits(class)).sum();
        share(hits, self.0.iter().flatten().sum())
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        0.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

/// Expected calibration error: mean gap between how sure the model was and how often it was right, over
/// [`BINS`] bins of equal width (Guo, Pleiss, Sun and Weinberger 2017, section 2).
#[must_use]
pub fn calibration_error(outcomes: &[Outcome]) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    let mut all = 0.0;
    for outcome in outcomes {
        let Some(class) = outcome.class() else { continue };
        let confidence = outcome.confidence();
        let bin = ((confidence * BINS as f64) as usize).min(BINS - 1);
        if let Some((sure, right)) = bins.get_mut(bin) {
            *sure += confidence;
            *right += f64::from(u8::from(outcome.guess() == class));
        }
        all += 1.0;
    }
    bins.iter()
        .map(|(sure, right): &(f64, f64)| (sure - right).abs())
        .sum::<f64>()
        / f64::max(all, 1.0)
}

/// Correlation (Pearson) of the grades with `p(last class) - p(first class)`; `None` with fewer than two grades.
#[must_use]
pub fn correlation(outcomes: &[Outcome]) -> Option<f64> {
    let pairs: Vec<(f64, f64)> = outcomes
        .iter()
        .filter_map(
            |outcome| match (outcome.truth, outcome.probabilities.as_slice()) {
                (Truth::Grade(grade), [first, .., last]) => Some((last - first, grade)),
                _ => None,
            },
        )
        .collect();
    if pairs.len() < 2 {
        return None;
    }
    let count = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (left, right) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let product = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
    let both = product(&|pair| (pair.0 - left) * (pair.1 - right));
    let squares = product(&|pair| (pair.0 - left) * (pair.0 - left))
        * product(&|pair| (pair.1 - right) * (pair.1 - right));
    (squares > 0.0).then(|| both / squares.sqrt())
}
