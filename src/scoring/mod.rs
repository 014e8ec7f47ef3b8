//! Numbers for words and for spread. Floating point is allowed here and only here in the core: `exp` and
//! `ln` come from `libm`, sums run in a fixed order, what is published is rounded. Knows no stage and no rule.

mod abstain;
pub mod axes;
pub mod explain;
pub mod features;
mod groups;
pub mod intents;
pub mod linear;
pub mod model;
mod particles;
pub mod scorer;
mod sieve;
pub mod spelling;
pub mod spread;
pub mod spread_params;
pub mod tenants;
pub mod text;
pub mod urgency;
pub mod vader;
pub mod valences;

use crate::domain::score::Scores;

pub use spread::Spread;
pub use spread_params::SpreadParams;

/// A text to be scored, and what else is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Whose deployment: who the brand is, and how its scores are calibrated.
    pub tenant: &'a str,
    /// The text.
    pub text: &'a str,
    /// The language tag that came with it (BCP 47), if one did.
    pub language_tag: Option<&'a str>,
    /// Whether it was sent to the brand: it mentions one of the brand's own accounts by its handle, nobody else was
    /// meant to read it, or it judges what the brand does.
    pub addressed: bool,
}

impl<'a> Asked<'a> {
    /// A text of which nothing else is known.
    #[must_use]
    pub const fn alone(text: &'a str) -> Self {
        Self {
            tenant: "",
            text,
            language_tag: None,
            addressed: false,
        }
    }
}

/// Says what a text holds. A pure function of what is asked: the same text gives the same scores everywhere.
pub trait Scorer: Send + Sync {
    /// Scores one text; abstains (`sentiment` is `None`) rather than guess.
    fn score(&self, asked: &Asked<'_>) -> Scores;
}
