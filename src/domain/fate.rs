//! What became of an input record: each one ends as exactly one fate, and the fates are counted.

use std::fmt;

/// The end of one input record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Fate {
    /// It led to this many records on other topics.
    Emitted(u32),
    /// It changed state and led to no record by itself.
    Absorbed,
    /// It was seen before.
    Duplicate,
    /// It is valid and deliberately without effect.
    Ignored(Ignored),
    /// It is refused, whole, and becomes a dead letter in the same transaction.
    Rejected(Reject),
    /// It carried this many parts that were refused beside the outputs of the others.
    Partial {
        /// Records written.
        outputs: u32,
        /// The refused parts: one dead letter, with the first reason, for the record.
        refused: Reject,
    },
    /// It is a tick: time passed, and this many records came of it.
    Tick(u32),
}

/// Why a valid record has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ignored {
    /// Keep-alive, disconnect notice, profile, follow, block: nothing to care for.
    Control,
    /// A like or another reaction.
    Reaction,
    /// The marker that closes a partition of historical data.
    UntilMark,
    /// An older revision of a post whose newer one is known.
    Superseded,
    /// News of a post that was deleted before.
    Deleted,
    /// A stranger's remark in somebody's conversation that asks nothing of the brand.
    Bystander,
    /// The brand's own post that answers nobody.
    Own,
    /// A note that only the brand's own people see.
    Internal,
    /// It concerns an item, alert or post that is not there.
    NothingToDo,
    /// A tombstone on a topic where none is expected.
    Tombstone,
    /// News of an author or post that was erased; of a new post, every lane is told once.
    Erased,
}

impl Ignored {
    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::Control,
        Self::Reaction,
        Self::UntilMark,
        Self::Superseded,
        Self::Deleted,
        Self::Bystander,
        Self::Own,
        Self::Internal,
        Self::NothingToDo,
        Self::Tombstone,
        Self::Erased,
    ];

    /// The label used in metrics and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Reaction => "reaction",
            Self::UntilMark => "until_mark",
            Self::Superseded => "superseded",
            Self::Deleted => "deleted",
            Self::Bystander => "bystander",
            Self::Own => "own",
            Self::Internal => "internal",
            Self::NothingToDo => "nothing_to_do",
            Self::Tombstone => "tombstone",
            Self::Erased => "erased",
        }
    }
}

/// A refusal: the reason to route on, and words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Stable code.
    pub reason: RejectReason,
    /// What was wrong and where; never the text of a post.
    pub detail: String,
}

impl Reject {
    /// A refusal for this reason.
    pub fn new(reason: RejectReason, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.reason.name(), self.detail)
    }
}

/// Why a record is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RejectReason {
    /// The bytes are not of the format.
    Undecodable,
    /// A required field is missing or of no usable form.
    BadField,
    /// A kind of payload this version does not know.
    UnknownKind,
    /// Larger than the limit.
    Oversize,
    /// The framing names no schema that is known.
    UnknownSchema,
    /// A type of record that does not belong on this topic.
    WrongType,
    /// It was forwarded from lane to lane too often.
    TooManyHops,
    /// An output made of it is larger than a topic takes.
    OutputOversize,
    /// Processing it ended in a panic.
    Panic,
    /// A change of state that is not allowed.
    IllegalTransition,
    /// What it leads to is refused by client or broker.
    Unwritable,
    /// Processing it takes longer than a transaction may.
    TooSlow,
}

impl RejectReason {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::Undecodable,
        Self::BadField,
        Self::UnknownKind,
        Self::Oversize,
        Self::UnknownSchema,
        Self::WrongType,
        Self::TooManyHops,
        Self::OutputOversize,
        Self::Panic,
        Self::IllegalTransition,
        Self::Unwritable,
        Self::TooSlow,
    ];

    /// The stable code used in `dlq-reason-code` and in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Undecodable => "undecodable",
            Self::BadField => "bad_field",
            Self::UnknownKind => "unknown_kind",
            Self::Oversize => "oversize",
            Self::UnknownSchema => "unknown_schema",
            Self::WrongType => "wrong_type",
            Self::TooManyHops => "too_many_hops",
            Self::OutputOversize => "output_oversize",
            Self::Panic => "panic",
            Self::IllegalTransition => "illegal_transition",
            Self::Unwritable => "unwritable",
            Self::TooSlow => "too_slow",
        }
    }
}

impl Fate {
    /// Shorthand for a refusal.
    pub fn reject(reason: RejectReason, detail: impl Into<String>) -> Self {
        Self::Rejected(Reject::new(reason, detail))
    }

    /// The refusal that must become a dead letter, if there is one.
    #[must_use]
    pub const fn refused(&self) -> Option<&Reject> {
        match self {
            Self::Rejected(reject) | Self::Partial { refused: reject, .. } => Some(reject),
            Self::Emitted(_) | Self::Absorbed | Self::Duplicate | Self::Ignored(_) | Self::Tick(_) => None,
        }
    }

    /// The label used in metrics and output.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Emitted(_) => "emitted",
            Self::Absorbed => "absorbed",
            Self::Duplicate => "duplicate",
            Self::Ignored(_) => "ignored",
            Self::Rejected(_) => "rejected",
            Self::Partial { .. } => "partial",
            Self::Tick(_) => "tick",
        }
    }

    /// The reason within the fate, empty where there is none.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Ignored(reason) => reason.name(),
            Self::Rejected(reject) | Self::Partial { refused: reject, .. } => reject.reason.name(),
            Self::Emitted(_) | Self::Absorbed | Self::Duplicate | Self::Tick(_) => "",
        }
    }
}
