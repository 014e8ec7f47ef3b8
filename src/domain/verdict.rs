//! What is counted of each scored post.

use super::score::{Abstention, Scores, Stance};

/// How likely a post is about the brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// No brand is configured.
    Unknown,
    /// Below 0.3.
    Unlikely,
    /// From 0.3 to below 0.7: a name that means something else too, perhaps.
    Ambiguous,
    /// From 0.7.
    Likely,
}

/// What is counted of one scored post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// How likely it is about the brand.
    pub about: About,
    /// The feeling towards the brand.
    pub stance: Stance,
    /// Why the scorer abstained, if it did.
    pub abstention: Option<Abstention>,
}

impl About {
    /// The label used in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Unlikely => "unlikely",
            Self::Ambiguous => "ambiguous",
            Self::Likely => "likely",
        }
    }

    fn of(probability: Option<f64>) -> Self {
        match probability {
            None => Self::Unknown,
            Some(p) if p < 0.3 => Self::Unlikely,
            Some(p) if p < 0.7 => Self::Ambiguous,
            Some(_) => Self::Likely,
        }
    }
}

impl Verdict {
    /// Of these scores.
    #[must_use]
    pub fn of(scores: &Scores) -> Self {
        Self {
            about: About::of(scores.about_brand),
            stance: scores.stance,
            abstention: scores.abstention,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_begins_at_its_lower_bound() {
        let bands = [
            None,
            Some(0.0),
            Some(0.2999),
            Some(0.3),
            Some(0.6999),
            Some(0.7),
            Some(1.0),
        ];
        let names = bands.map(|probability| About::of(probability).name());
        assert_eq!(
            names,
            [
                "unknown",
                "unlikely",
                "unlikely",
                "ambiguous",
                "ambiguous",
                "likely",
                "likely"
            ]
        );
    }
}
