//! Stars of reviews, out of five.

use serde::de::{Deserialize, Deserializer};

use super::loose::Scalar;
use crate::domain::event::{Metric, Rating};

/// Stars from 1 to 5, as a number or as text; anything else reads as absent.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Stars(pub(super) Option<f64>);

impl Stars {
    /// The ratings of a post that has these stars.
    pub(super) fn ratings(self) -> Vec<Rating> {
        let rating = self.0.map(|value| Rating {
            metric: Metric::Stars,
            value,
            max: Some(5.0),
        });
        rating.into_iter().collect()
    }
}

impl<'de> Deserialize<'de> for Stars {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Scalar::deserialize(from).map(|value| {
            let stars = match value {
                Scalar::Whole(n) => i32::try_from(n).ok().map(f64::from),
                Scalar::Decimal(n) => Some(n),
                Scalar::Text(text) => text.trim().parse().ok(),
                Scalar::Nothing | Scalar::Flag(_) | Scalar::Large(_) | Scalar::Parts { .. } => None,
            };
            Self(stars.filter(|stars| (1.0..=5.0).contains(stars)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_in_every_form() {
        let read = |text: &str| serde_json::from_str::<Stars>(text).unwrap().0;
        assert_eq!(
            (read("4"), read("4.0"), read("\"4\"")),
            (Some(4.0), Some(4.0), Some(4.0))
        );
        assert_eq!(read("4.5"), Some(4.5));
        for none in ["0", "6", "null", "\"\"", "{}", "true", "\"NaN\""] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
