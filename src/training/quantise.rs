//! Weights as whole numbers: each column has its own unit, small enough for its largest weights to fit.

use super::fit::Weights;
use crate::scoring::linear::{Column, Linear, ONE};

/// Share of the weights that are not nothing which may be cut to the largest whole number.
const CUT: f64 = 1e-4;
/// Largest whole number.
const LARGEST: f32 = 127.0;

/// Fitted columns side by side as one model of whole numbers; `None` unless all have `2^bits` rows.
#[must_use]
pub fn quantise(bits: u32, weights: [u32; 4], fitted: &[(Vec<String>, &Weights)]) -> Option<Linear> {
    let width: usize = fitted.iter().map(|(_, weights)| weights.classes).sum();
    let mut rows = vec![0_i8; (1 << bits) * width];
    let mut columns = Vec::new();
    for (labels, weights) in fitted {
        for (class, label) in labels.iter().enumerate() {
            let unit = unit(weights, class);
            let column = columns.len();
            for (row, found) in weights.rows.chunks_exact(weights.classes).enumerate() {
                let whole = found.get(class).map_or(0.0, |weight| (weight / unit).round());
                if let Some(place) = rows.get_mut(row * width + column) {
                    *place = whole.clamp(-LARGEST, LARGEST) as i8;
                }
            }
            let unit = f64::from(unit) / (f64::from(ONE) * f64::from(ONE));
            let bias = f64::from(weights.bias.get(class).copied().unwrap_or(0.0));
            columns.push(Column {
                label: label.clone(),
                bias: libm::round(bias / unit) as i64,
                unit,
            });
        }
    }
    Linear::new(bits, columns, weights, &rows)
}

/// What one whole number of a column is worth.
fn unit(weights: &Weights, class: usize) -> f32 {
    let column = weights.rows.iter().skip(class).step_by(weights.classes);
    let mut sizes: Vec<f32> = column
        .map(|weight| weight.abs())
        .filter(|size| *size > 0.0)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let cut = (sizes.len() as f64 * CUT) as usize;
    let largest = sizes.iter().rev().nth(cut).copied().unwrap_or(1.0);
    largest / LARGEST
}
