//! Fits a linear model: multinomial logistic regression over hashed features by AdaGrad (Duchi, Hazan and Singer
//! 2011). One thread and a seeded order, so that the same rows give the same weights.

use super::corpus::{Corpus, Doc};
use crate::evaluation::dice::Dice;

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitParams {
    /// Passes over the rows.
    pub epochs: u32,
    /// Size of the first step.
    pub rate: f32,
    /// Pull towards nothing, a step.
    pub l2: f32,
    /// Where the order of the rows starts.
    pub seed: u64,
    /// How far rare classes are raised: 0 not at all, 1 until all weigh the same.
    pub balance: f32,
    /// How the size of a step falls with what has moved a weight before.
    pub adapt: Adapt,
    /// Whether steps also shrink to nothing towards the end.
    pub decay: bool,
}

/// How the size of a step falls with the sum of the squares of what has moved a weight before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Adapt {
    /// By its root, as in the paper: rare features learn fast.
    Root,
    /// By the root of its root: frequent features keep more of the say; better where classes are many.
    FourthRoot,
}

/// Weights as they are fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Classes.
    pub classes: usize,
    /// `classes` numbers a bucket.
    pub rows: Vec<f32>,
    /// One number a class.
    pub bias: Vec<f32>,
}

impl Weights {
    /// Nothing anywhere.
    #[must_use]
    pub fn nothing(bits: u32, classes: usize) -> Self {
        Self {
            classes,
            rows: vec![0.0; (1 << bits) * classes],
            bias: vec![0.0; classes],
        }
    }

    /// The logits of a row.
    #[must_use]
    pub fn logits(&self, corpus: &Corpus, doc: &Doc) -> Vec<f32> {
        let mut logits = self.bias.clone();
        for (buckets, scale) in corpus.groups(doc) {
            for bucket in buckets {
                let at = *bucket as usize * self.classes;
                let row = self.rows.get(at..at + self.classes).unwrap_or_default();
                let pairs = logits.iter_mut().zip(row);
                pairs.for_each(|(logit, weight)| *logit += scale * weight);
            }
        }
        logits
    }

    /// Adds a share of other weights of the same shape.
    pub fn add(&mut self, other: &Self, share: f32) {
        let rows = self.rows.iter_mut().zip(&other.rows);
        let bias = self.bias.iter_mut().zip(&other.bias);
        rows.chain(bias).for_each(|(sum, weight)| *sum += share * weight);
    }
}

/// Starts below one so that the first steps are not huge.
const EPSILON: f32 = 1e-6;

/// Weights while they are fitted, and the sums of squares of what moved them.
struct Table {
    classes: usize,
    weights: Vec<f32>,
    squares: Vec<f32>,
    bias: Vec<f32>,
    bias_squares: Vec<f32>,
    /// Room for one row's sums, and for what pulls at each class.
    sums: Vec<f32>,
    shares: Vec<f32>,
}

/// Fits `classes` classes to a corpus.
#[must_use]
pub fn fit(corpus: &Corpus, classes: usize, params: FitParams) -> Weights {
    let start = Weights::nothing(corpus.bits(), classes);
    fit_from(corpus, start, params)
}

/// Fits the classes of `start` to a corpus, from the weights that are there.
#[must_use]
pub fn fit_from(corpus: &Corpus, start: Weights, params: FitParams) -> Weights {
    let classes = start.classes;
    let mut table = Table {
        classes,
        weights: start.rows,
        squares: vec![0.0; corpus.buckets() * classes],
        bias: start.bias,
        bias_squares: vec![0.0; classes],
        sums: vec![0.0; classes],
        shares: vec![0.0; classes],
    };
    let class_weights = balanced(corpus, classes, params.balance);
    let mut order: Vec<usize> = (0..corpus.docs().len()).collect();
    let mut dice = Dice(params.seed);
    let all = params.epochs as f32 * order.len() as f32;
    let mut done = 0.0;
    for _ in 0..params.epochs {
        dice.shuffle(&mut order);
        for number in &order {
            let left = if params.decay { 1.0 - done / all } else { 1.0 };
            done += 1.0;
            if let Some(doc) = corpus.docs().get(*number) {
                let rate = params.rate * left;
                table.step(corpus, doc, &class_weights, FitParams { rate, ..params });
            }
        }
    }
    Weights {
        classes,
        rows: table.weights,
        bias: table.bias,
    }
}

/// What a class must weigh so that rare ones count as much as frequent ones; the mean over the rows is 1.
#[must_use]
pub fn balanced(corpus: &Corpus, classes: usize, balance: f32) -> Vec<f32> {
    let mut mass = vec![0.0_f32; classes];
    for doc in corpus.docs() {
        for (sum, share) in mass.iter_mut().zip(&doc.target) {
            *sum += share * doc.weight;
        }
    }
    let all: f32 = mass.iter().sum();
    let fair = all / classes as f32;
    let raised = mass.iter().map(|mass| libm::powf(fair / mass.max(1e-9), balance));
    let weights: Vec<f32> = raised.collect();
    let mean: f32 = weights
        .iter()
        .zip(&mass)
        .map(|(weight, mass)| weight * mass)
        .sum::<f32>()
        / all.max(1e-9);
    weights
        .into_iter()
        .map(|weight| weight / mean.max(1e-9))
        .collect()
}

impl Table {
    fn step(&mut self, corpus: &Corpus, doc: &Doc, class_weights: &[f32], params: FitParams) {
        self.guess(corpus, doc);
        let importance: f32 = doc
            .target
            .iter()
            .zip(class_weights)
            .map(|(share, weight)| share * weight)
            .sum();
        for (share, target) in self.shares.iter_mut().zip(&doc.target) {
            *share = (*share - target) * importance * doc.weight;
        }
        for (buckets, scale) in corpus.groups(doc) {
            for bucket in buckets {
                let at = *bucket as usize * self.classes;
                let place = at..at + self.classes;
                if let (Some(row), Some(squares)) =
                    (self.weights.get_mut(place.clone()), self.squares.get_mut(place))
                {
                    descend(row, squares, &self.shares, scale, params);
                }
            }
        }
        let free = FitParams { l2: 0.0, ..params };
        descend(&mut self.bias, &mut self.bias_squares, &self.shares, 1.0, free);
    }

    /// Leaves the probability of each class in `shares`.
    fn guess(&mut self, corpus: &Corpus, doc: &Doc) {
        self.shares.copy_from_slice(&self.bias);
        self.shares
            .iter_mut()
            .zip(&doc.known)
            .for_each(|(share, known)| *share += known);
        for (buckets, scale) in corpus.groups(doc) {
            self.sums.fill(0.0);
            for bucket in buckets {
                let at = *bucket as usize * self.classes;
                if let Some(row) = self.weights.get(at..at + self.classes) {
                    self.sums
                        .iter_mut()
                        .zip(row)
                        .for_each(|(sum, weight)| *sum += weight);
                }
            }
            self.shares
                .iter_mut()
                .zip(&self.sums)
                .for_each(|(logit, sum)| *logit += scale * sum);
        }
        softmax(&mut self.shares);
    }
}

#[inline]
fn descend(row: &mut [f32], squares: &mut [f32], pull: &[f32], scale: f32, params: FitParams) {
    for ((weight, square), pull) in row.iter_mut().zip(squares).zip(pull) {
        let slope = pull * scale + params.l2 * *weight;
        *square += slope * slope;
        let root = (*square + EPSILON).sqrt();
        *weight -= params.rate * slope
            / match params.adapt {
                Adapt::Root => root,
                Adapt::FourthRoot => root.sqrt(),
            };
    }
}

/// Turns logits into shares that add up to 1.
pub fn softmax(logits: &mut [f32]) {
    let most = logits.iter().copied().fold(f32::MIN, f32::max);
    for logit in logits.iter_mut() {
        *logit = libm::expf(*logit - most);
    }
    let all: f32 = logits.iter().sum();
    logits.iter_mut().for_each(|share| *share /= all);
}
