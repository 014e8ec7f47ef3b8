//! What a deployment may set of this stage.

use crate::domain::calendar::Calendars;
use crate::domain::score::Level;
use crate::domain::time::Span;
use crate::stages::erasure::ErasureParams;

/// What a deployment may set of this stage. The bounds on rows are not among it: they carry correctness.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseParams {
    /// A post joins the case whose latest activity is no longer ago than this.
    pub association: Span,
    /// A customer of whom nothing was heard for this long is forgotten, but for the number of their cases.
    pub retention: Span,
    /// How long a post can be edited or deleted after it came in: its words go then.
    pub words_kept: Span,
    /// How long an item that has expired stays to be read before it gets a tombstone.
    pub item_grace: Span,
    /// How long the agent who handled a case stays the preferred one.
    pub affinity: Span,
    /// A post that thanks is a moment worth spreading from this sentiment on, 0 to 1.
    pub praise_from: f64,
    /// A post that the rules would ignore opens a case when its author's own conversation spreads this far,
    /// unless it thanks or praises: the words of an outcry need not sound like one.
    pub opens_from: Level,
    /// Business calendars, by name.
    pub calendars: Calendars,
    /// Bounds of erasure.
    pub erasure: ErasureParams,
    /// Names of the topics whose records are deleted by age, without prefix, in order.
    pub aging: Vec<String>,
    /// The age at which the broker has deleted them for certain; `None`: never.
    pub gone_after: Option<Span>,
}

impl Default for CaseParams {
    fn default() -> Self {
        Self {
            association: Span::hours(7 * 24),
            retention: Span::hours(30 * 24),
            words_kept: Span::hours(30 * 24),
            item_grace: Span::hours(7 * 24),
            affinity: Span::hours(90 * 24),
            praise_from: 0.5,
            opens_from: Level::High,
            calendars: Calendars::default(),
            erasure: ErasureParams::default(),
            aging: Vec::new(),
            gone_after: None,
        }
    }
}
