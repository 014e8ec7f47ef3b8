//! What chance alone explains: the measure over rows drawn again and again (Efron 1979).

use super::dice::Dice;
use super::outcome::Outcome;

/// Times that rows are drawn.
const DRAWS: usize = 1000;
const SEED: u64 = 1979;

/// The interval that holds 95 of 100 draws. Rows are drawn with a fixed seed.
#[must_use]
pub fn interval(outcomes: &[Outcome], measure: impl Fn(&[&Outcome]) -> f64) -> (f64, f64) {
    let mut dice = Dice(SEED);
    let mut found: Vec<f64> = Vec::with_capacity(DRAWS);
    let mut drawn: Vec<&Outcome> = Vec::with_capacity(outcomes.len());
    for _ in 0..if outcomes.is_empty() { 0 } else { DRAWS } {
        drawn.clear();
        drawn.extend((0..outcomes.len()).filter_map(|_| outcomes.get(dice.below(outcomes.len()))));
        found.push(measure(&drawn));
    }
    found.sort_by(f64::total_cmp);
    let at = |place: usize| found.get(place).copied().unwrap_or(0.0);
    (at(DRAWS / 40), at(DRAWS - 1 - DRAWS / 40))
}
