//! The layers that a small network is made of.

use ndarray::{Array1, Array2, ArrayView2, Axis};

use super::arrays::Arrays;

/// Keeps a division by nothing away.
const EPSILON: f32 = 1e-12;

/// Weights, and a bias a column.
#[derive(Debug, Clone)]
pub(super) struct Dense {
    pub(super) weights: Array2<f32>,
    pub(super) bias: Array1<f32>,
}

impl Dense {
    pub(super) fn read(arrays: &Arrays, names: (&str, &str), from: usize, to: usize) -> Result<Self, String> {
        Ok(Self {
            weights: arrays.matrix(names.0, from, to)?,
            bias: Array1::from_vec(arrays.row(names.1, to)?),
        })
    }

    /// Layers of one input side by side: their names end in `ends`.
    pub(super) fn beside(
        arrays: &Arrays,
        names: (&str, &str),
        ends: &[String],
        (from, to): (usize, usize),
    ) -> Result<Self, String> {
        let mut beside = Self {
            weights: Array2::zeros((from, 0)),
            bias: Array1::zeros(0),
        };
        for end in ends {
            let one = Self::read(
                arrays,
                (&format!("{}{end}", names.0), &format!("{}{end}", names.1)),
                from,
                to,
            )?;
            let fits = |cause: ndarray::ShapeError| format!("{}{end}: {cause}", names.0);
            beside.weights.append(Axis(1), one.weights.view()).map_err(fits)?;
            beside.bias.append(Axis(0), one.bias.view()).map_err(fits)?;
        }
        Ok(beside)
    }

    pub(super) fn apply(&self, rows: &ArrayView2<'_, f32>) -> Array2<f32> {
        rows.dot(&self.weights) + &self.bias
    }
}

/// Brings the numbers of a row to one mean and one spread (Ba, Kiros and Hinton 2016).
#[derive(Debug, Clone)]
pub(super) struct Norm {
    spread: Vec<f32>,
    mean: Vec<f32>,
}

impl Norm {
    pub(super) fn read(arrays: &Arrays, names: (&str, &str), length: usize) -> Result<Self, String> {
        Ok(Self {
            spread: arrays.row(names.0, length)?,
            mean: arrays.row(names.1, length)?,
        })
    }

    /// One norm over rows that several layers made: the names of its parts end in `ends`.
    pub(super) fn beside(
        arrays: &Arrays,
        names: (&str, &str),
        ends: &[String],
        length: usize,
    ) -> Result<Self, String> {
        let mut beside = Self {
            spread: Vec::new(),
            mean: Vec::new(),
        };
        for end in ends {
            beside
                .spread
                .extend(arrays.row(&format!("{}{end}", names.0), length)?);
            beside
                .mean
                .extend(arrays.row(&format!("{}{end}", names.1), length)?);
        }
        Ok(beside)
    }

    pub(super) fn apply(&self, rows: &mut Array2<f32>) {
        for mut row in rows.rows_mut() {
            let length = row.len().max(1) as f32;
            let mean = row.sum() / length;
            row -= mean;
            let variance = row.dot(&row) / length;
            let scale = 1.0 / (variance + EPSILON).sqrt();
            for ((number, spread), mean) in row.iter_mut().zip(&self.spread).zip(&self.mean) {
                *number = *number * scale * spread + mean;
            }
        }
    }
}

/// What is below nothing becomes nothing.
pub(super) fn rectify(mut rows: Array2<f32>) -> Array2<f32> {
    rows.mapv_inplace(|number| number.max(0.0));
    rows
}

/// Rows brought to length 1.
pub(super) fn scaled_to_one(mut rows: Array2<f32>) -> Array2<f32> {
    for mut row in rows.rows_mut() {
        let length = row.dot(&row).max(EPSILON).sqrt();
        row /= length;
    }
    rows
}
