//! A network of one hidden layer over the numbers of an encoder, fitted by Adam (Kingma and Ba 2015).

use ndarray::{Array1, Array2, ArrayView2, Axis, Zip};

use super::layers::{Dense, rectify};
use crate::evaluation::dice::Dice;
use crate::scoring::linear::softmax;

/// Rows of a step.
const BATCH: usize = 64;
/// How long means of slopes and of their squares remember.
const SLOPES: f32 = 0.9;
const SQUARES: f32 = 0.999;
const EPSILON: f32 = 1e-8;

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lessons {
    /// Units of the hidden layer.
    pub hidden: usize,
    /// Passes over the rows.
    pub epochs: u32,
    /// Size of the first step; it falls to nothing towards the end.
    pub rate: f32,
    /// Pull of the weights towards nothing, a step, as a share of the step.
    pub decay: f32,
    /// Share of the hidden units that a row does without while it is learned, from 0 to below 1 (Srivastava et al.
    /// 2014).
    pub dropout: f32,
    /// Where the order of the rows and the first weights start.
    pub seed: u64,
}

/// What to learn: the numbers of each row, the share of each class, and how much the row counts.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// Numbers of a text, a row a text.
    pub numbers: ArrayView2<'a, f32>,
    /// Shares of the classes, a row a text.
    pub targets: ArrayView2<'a, f32>,
    /// How much each counts.
    pub weights: &'a [f32],
}

/// A network of one hidden layer.
#[derive(Debug, Clone)]
pub struct Perceptron {
    scale: f32,
    layers: [Dense; 2],
}

/// Means of slopes and of their squares, for each number of a layer.
struct Moments {
    weights: [Array2<f32>; 2],
    bias: [Array1<f32>; 2],
}

impl Perceptron {
    /// Fits a network to rows whose numbers have length 1.
    #[must_use]
    pub fn fit(rows: Rows<'_>, lessons: Lessons) -> Self {
        let (from, to) = (rows.numbers.ncols(), rows.targets.ncols());
        let mut dice = Dice(lessons.seed);
        let mut network = Self {
            scale: (from as f32).sqrt(),
            layers: [
                drawn(from, lessons.hidden, &mut dice),
                drawn(lessons.hidden, to, &mut dice),
            ],
        };
        let mut moments = [
            Moments::nothing(from, lessons.hidden),
            Moments::nothing(lessons.hidden, to),
        ];
        let mut order: Vec<usize> = (0..rows.numbers.nrows()).collect();
        let steps = (lessons.epochs as usize * order.len().div_ceil(BATCH)) as f32;
        let mut done = 0;
        for _ in 0..lessons.epochs {
            dice.shuffle(&mut order);
            for batch in order.chunks(BATCH) {
                let kept = kept((batch.len(), lessons.hidden), lessons.dropout, &mut dice);
                let slopes = network.slopes(rows, batch, &kept);
                done += 1;
                let rate = lessons.rate * (1.0 - done as f32 / (steps + 1.0));
                for ((layer, slope), moments) in network.layers.iter_mut().zip(&slopes).zip(&mut moments) {
                    moments.step(layer, slope, (rate, lessons.decay, done));
                }
            }
        }
        network
    }

    /// The logits of rows.
    #[must_use]
    pub fn logits(&self, numbers: &ArrayView2<'_, f32>) -> Array2<f32> {
        let [first, second] = &self.layers;
        second.apply(&self.hidden(first, numbers).view())
    }

    fn hidden(&self, first: &Dense, numbers: &ArrayView2<'_, f32>) -> Array2<f32> {
        rectify(numbers.dot(&first.weights) * self.scale + &first.bias)
    }

    /// The slopes of the loss of some rows.
    fn slopes(&self, rows: Rows<'_>, batch: &[usize], kept: &Array2<f32>) -> [Dense; 2] {
        let [first, second] = &self.layers;
        let numbers = rows.numbers.select(Axis(0), batch);
        let hidden = self.hidden(first, &numbers.view()) * kept;
        let mut wrong = second.apply(&hidden.view());
        for (mut row, number) in wrong.rows_mut().into_iter().zip(batch) {
            let mut shares: Vec<f64> = row.iter().map(|logit| f64::from(*logit)).collect();
            softmax(&mut shares);
            let weight = rows.weights.get(*number).copied().unwrap_or(0.0) / batch.len() as f32;
            let target = rows.targets.row(*number);
            for ((place, share), target) in row.iter_mut().zip(shares).zip(target) {
                *place = (share as f32 - target) * weight;
            }
        }
        let mut through = wrong.dot(&second.weights.t());
        Zip::from(&mut through)
            .and(&hidden)
            .and(kept)
            .for_each(|slope, hidden, kept| {
                *slope *= if *hidden > 0.0 { *kept } else { 0.0 };
            });
        [
            Dense {
                weights: numbers.t().dot(&through) * self.scale,
                bias: through.sum_axis(Axis(0)),
            },
            Dense {
                weights: hidden.t().dot(&wrong),
                bias: wrong.sum_axis(Axis(0)),
            },
        ]
    }
}

/// What each hidden unit of each row is multiplied with: nothing for a share of them, a little more for the others.
fn kept(shape: (usize, usize), dropout: f32, dice: &mut Dice) -> Array2<f32> {
    if dropout <= 0.0 {
        return Array2::ones(shape);
    }
    let raised = 1.0 / (1.0 - dropout).max(f32::EPSILON);
    Array2::from_shape_simple_fn(shape, || if share(dice) < dropout { 0.0 } else { raised })
}

/// A share from 0 to below 1.
fn share(dice: &mut Dice) -> f32 {
    (dice.roll() >> 40) as f32 / (1_u64 << 24) as f32
}

impl Moments {
    fn nothing(from: usize, to: usize) -> Self {
        Self {
            weights: [Array2::zeros((from, to)), Array2::zeros((from, to))],
            bias: [Array1::zeros(to), Array1::zeros(to)],
        }
    }

    fn step(&mut self, layer: &mut Dense, slope: &Dense, (rate, decay, done): (f32, f32, i32)) {
        let (first, second) = (1.0 - SLOPES.powi(done), 1.0 - SQUARES.powi(done));
        let [means, squares] = &mut self.weights;
        let weights = Zip::from(&mut layer.weights)
            .and(&slope.weights)
            .and(means)
            .and(squares);
        weights.for_each(|weight, slope, mean, square| {
            *weight -= rate * (moved(*slope, mean, square, (first, second)) + decay * *weight);
        });
        let [means, squares] = &mut self.bias;
        let bias = Zip::from(&mut layer.bias)
            .and(&slope.bias)
            .and(means)
            .and(squares);
        bias.for_each(|weight, slope, mean, square| {
            *weight -= rate * moved(*slope, mean, square, (first, second));
        });
    }
}

#[inline]
fn moved(slope: f32, mean: &mut f32, square: &mut f32, (first, second): (f32, f32)) -> f32 {
    *mean = SLOPES * *mean + (1.0 - SLOPES) * slope;
    *square = SQUARES * *square + (1.0 - SQUARES) * slope * slope;
    (*mean / first) / ((*square / second).sqrt() + EPSILON)
}

/// First weights, between `-root` and `root` of 6 over inputs and outputs (Glorot and Bengio 2010).
fn drawn(from: usize, to: usize, dice: &mut Dice) -> Dense {
    let reach = (6.0 / (from + to) as f32).sqrt();
    let weights = Array2::from_shape_simple_fn((from, to), || (2.0 * share(dice) - 1.0) * reach);
    Dense {
        weights,
        bias: Array1::zeros(to),
    }
}
