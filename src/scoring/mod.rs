//! Numbers for words and for spread. Floating point is allowed here and only here in the core: `exp` and
//! `ln` come from `libm`, sums run in a fixed order, what is published is rounded. Knows no stage and no rule.

mod lexicon;
mod phrases;
mod reading;
pub mod spread;
pub mod spread_params;
mod tokens;
pub mod word_list;
mod words;

use crate::domain::event::Text;
use crate::domain::score::Scores;

pub use spread::Spread;
pub use spread_params::SpreadParams;
pub use word_list::WordList;

/// Says what a text holds. A pure function of the text: the same text gives the same scores everywhere.
pub trait Scorer: Send + Sync {
    /// Scores one text; abstains (`sentiment` is `None`) rather than guess.
    fn score(&self, text: &Text) -> Scores;
}
