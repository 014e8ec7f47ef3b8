//! The four numbers of a text.

use super::emphasis::Emphasis;

/// How close a sum comes to the ends of the scale: 15 puts the largest sums of usual sentences near 1.
const ALPHA: f64 = 15.0;

/// The four numbers of a text. The shares add up to 1 but for rounding; all are 0 for a text without words.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Compound {
    /// Share of the text that is negative, 0 to 1, to three digits.
    pub negative: f64,
    /// Share that is neutral, 0 to 1, to three digits.
    pub neutral: f64,
    /// Share that is positive, 0 to 1, to three digits.
    pub positive: f64,
    /// All in one: -1 (most negative) to 1 (most positive), to four digits.
    pub compound: f64,
}

impl Compound {
    /// From the valence of each word, and the emphasis of the marks.
    pub(super) fn new(valences: &[f64], emphasis: Emphasis) -> Self {
        if valences.is_empty() {
            return Self::default();
        }
        let stress = emphasis.amount();
        let sum = emphasis.on(valences.iter().sum());
        let (mut positive, mut negative, mut neutral) = (0.0, 0.0, 0_u32);
        for valence in valences {
            // A rated word counts as itself and as one word, so that it compares with the neutral ones.
            if *valence > 0.0 {
                positive += valence + 1.0;
            } else if *valence < 0.0 {
                negative += 1.0 - valence;
            } else {
                neutral += 1;
            }
        }
        if positive > negative {
            positive += stress;
        } else if positive < negative {
            negative += stress;
        }
        let total = positive + negative + f64::from(neutral);
        Self {
            negative: rounded(negative / total, 1e3),
            neutral: rounded(f64::from(neutral) / total, 1e3),
            positive: rounded(positive / total, 1e3),
            compound: rounded((sum / libm::sqrt(sum * sum + ALPHA)).clamp(-1.0, 1.0), 1e4),
        }
    }
}

/// Rounds to `1 / scale` by the exact binary value; a value exactly between two goes to the even one.
fn rounded(value: f64, scale: f64) -> f64 {
    let below = libm::floor(value * scale);
    // One rounding only, so its sign is that of the exact difference.
    let over = libm::fma(value, scale, -(below + 0.5));
    let up = over > 0.0 || (over == 0.0 && below % 2.0 != 0.0);
    (below + f64::from(u8::from(up))) / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_looks_at_the_exact_value() {
        // As `round(x, 3)` of Python.
        assert_eq!(rounded(0.0625, 1e3), 0.062);
        assert_eq!(rounded(0.1875, 1e3), 0.188);
        assert_eq!(rounded(0.0005, 1e3), 0.001);
        assert_eq!(rounded(0.0015, 1e3), 0.002);
        assert_eq!(rounded(1.0, 1e3), 1.0);
        assert_eq!(rounded(-0.06255, 1e4), -0.0625);
        assert_eq!(rounded(-0.0625, 1e3), -0.062);
    }
}
