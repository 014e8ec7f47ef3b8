//! Temperature and bias: what makes a probability mean what it says (Guo, Pleiss, Sun and Weinberger 2017).

use crate::scoring::linear::softmax;

/// Logits of a row and the number of its class.
pub type Labelled = (Vec<f64>, usize);

/// What calibration adds to the logits, after it has divided them by the temperature.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Above 1 when the model was too sure.
    pub temperature: f64,
    /// One number a class; adds up to 0.
    pub shifts: Vec<f64>,
}

/// Steps of descent; the loss is convex and settles well before.
const STEPS: u32 = 400;

/// Fits a temperature, and a shift a class if wanted, to labelled rows by the likelihood. No rows: nothing changes.
#[must_use]
pub fn calibrate(rows: &[Labelled], classes: usize, with_shifts: bool) -> Calibration {
    let mut scale = 1.0;
    let mut shifts = vec![0.0; classes];
    let mut squares = vec![1e-9; classes + 1];
    for _ in 0..if rows.is_empty() { 0 } else { STEPS } {
        let (pull, pulls) = slope(rows, scale, &shifts);
        let mut step = |number: usize, pull: f64| {
            let square: &mut f64 = match squares.get_mut(number) {
                Some(square) => square,
                None => return 0.0,
            };
            *square += pull * pull;
            0.1 * pull / square.sqrt()
        };
        scale = (scale - step(classes, pull)).max(0.01);
        if with_shifts {
            for (number, (shift, pull)) in shifts.iter_mut().zip(pulls).enumerate() {
                *shift -= step(number, pull);
            }
        }
    }
    let mean = shifts.iter().sum::<f64>() / classes.max(1) as f64;
    Calibration {
        temperature: 1.0 / scale,
        shifts: shifts.into_iter().map(|shift| shift - mean).collect(),
    }
}

fn slope(rows: &[Labelled], scale: f64, shifts: &[f64]) -> (f64, Vec<f64>) {
    let mut pull = 0.0;
    let mut pulls = vec![0.0; shifts.len()];
    for (logits, class) in rows {
        let mut shares: Vec<f64> = logits
            .iter()
            .zip(shifts)
            .map(|(logit, shift)| logit * scale + shift)
            .collect();
        softmax(&mut shares);
        for (number, (share, logit)) in shares.iter().zip(logits).enumerate() {
            let wrong = share - f64::from(u8::from(number == *class));
            pull += wrong * logit;
            if let Some(sum) = pulls.get_mut(number) {
                *sum += wrong;
            }
        }
    }
    let count = rows.len().max(1) as f64;
    (pull / count, pulls.into_iter().map(|pull| pull / count).collect())
}
