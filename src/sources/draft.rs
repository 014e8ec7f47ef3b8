//! What an adapter makes of a payload: the same shape for every network, nothing checked yet.

use std::borrow::Cow;

use crate::domain::event::{Action, Counts, Kind, SpanKind, Visibility};
use crate::domain::fate::{Ignored, Reject};
use crate::domain::time::Time;

/// What one part of a payload is.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// News of a post.
    News(Box<Draft<'a>>),
    /// Valid and without effect.
    Ignored(Ignored),
    /// Not usable.
    Refused(Reject),
}

/// Whether the adapter knows the payload's outermost shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It does; the parts say the rest.
    Known,
    /// It does not: perhaps something is wrapped around it.
    Unknown,
}

/// Where a post's conversation is to be had from.
#[derive(Debug, Clone)]
pub(super) enum Root<'a> {
    /// This post is its root.
    Id(Cow<'a, str>),
    /// It is the conversation that this post stands in.
    Ask(Cow<'a, str>),
}

/// News of a post as a payload tells it.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) action: Action,
    pub(super) kind: Kind,
    pub(super) native_id: Cow<'a, str>,
    /// Id of the first revision, where edits get ids of their own.
    pub(super) first_id: Cow<'a, str>,
    pub(super) revision: i64,
    pub(super) root: Root<'a>,
    pub(super) parent: Option<Cow<'a, str>>,
    pub(super) quoted: Option<Cow<'a, str>>,
    pub(super) shared: Option<Cow<'a, str>>,
    pub(super) shown: Option<DraftShown<'a>>,
    pub(super) author: Option<DraftAuthor<'a>>,
    pub(super) text: Option<DraftText<'a>>,
    pub(super) counts: Option<Counts>,
    pub(super) visibility: Visibility,
    pub(super) occurred_at: Option<Time>,
    pub(super) observed_at: Option<Time>,
    pub(super) backfill: bool,
}

/// Another post that the payload shows whole.
#[derive(Debug)]
pub(super) struct DraftShown<'a> {
    pub(super) native_id: Cow<'a, str>,
    pub(super) first_id: Cow<'a, str>,
    pub(super) revision: i64,
    pub(super) root_id: Cow<'a, str>,
    pub(super) author: Option<DraftAuthor<'a>>,
    pub(super) text: Option<DraftText<'a>>,
    pub(super) occurred_at: Option<Time>,
}

/// An author as the payload tells it.
#[derive(Debug, Clone)]
pub(super) struct DraftAuthor<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) handle: Option<Cow<'a, str>>,
    pub(super) followers: Option<i64>,
    pub(super) verified: Option<bool>,
    pub(super) joined_at: Option<Time>,
    pub(super) bot: Option<bool>,
}

impl<'a> DraftAuthor<'a> {
    /// An author of whom only the id is known.
    pub(super) const fn named(id: Cow<'a, str>) -> Self {
        Self {
            id,
            handle: None,
            followers: None,
            verified: None,
            joined_at: None,
            bot: None,
        }
    }
}

/// What the positions of spans count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Unicode scalars of the text as sent.
    Scalars,
    /// Bytes of the text as sent, in UTF-8.
    Bytes,
}

/// Words as sent.
#[derive(Debug, Clone)]
pub(super) struct DraftText<'a> {
    pub(super) raw: Cow<'a, str>,
    /// Whether `&`, `<` and `>` are sent as `&amp;`, `&lt;` and `&gt;`.
    pub(super) escaped: bool,
    /// Whether the network cut it.
    pub(super) cut: bool,
    pub(super) language: Option<Cow<'a, str>>,
    pub(super) unit: Unit,
    pub(super) spans: Vec<DraftSpan<'a>>,
}

/// A span of the text as sent.
#[derive(Debug, Clone)]
pub(super) struct DraftSpan<'a> {
    pub(super) kind: SpanKind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Cow<'a, str>,
}
