//! Parameters of the spread estimator.

use crate::domain::time::Span;

/// How spread becomes a score, and a score a level.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadParams {
    /// Time after which a share counts half in the pace of spread; above 0.
    pub half_life: Span,
    /// Score from which the level is `Low`; thresholds ascend, each from 0 to 1.
    pub low: f64,
    /// Score from which the level is `Medium`.
    pub medium: f64,
    /// Score from which the level is `High`.
    pub high: f64,
    /// Score from which the level is `Critical`.
    pub critical: f64,
}

impl Default for SpreadParams {
    fn default() -> Self {
        Self {
            half_life: Span::hours(2),
            low: 0.05,
            medium: 0.3,
            high: 0.6,
            critical: 0.85,
        }
    }
}
