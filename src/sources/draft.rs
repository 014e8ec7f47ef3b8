//! What an adapter makes of a payload: the same shape for every network, nothing checked yet.

use std::borrow::Cow;

use crate::domain::account::AccountState;
use crate::domain::event::{
    Action, Counts, Direction, Kind, LanguageOrigin, MediaKind, Rating, SpanKind, Visibility,
};
use crate::domain::fate::{Ignored, Reject};
use crate::domain::gap::GapReason;
use crate::domain::reply::ReplyTarget;
use crate::domain::surface::Surface;
use crate::domain::time::{Span, Time};

/// What one part of a payload is. News is the largest and the most common: a part lives no longer than it
/// takes to finish it.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "a box would be made and taken apart for each post"
)]
pub(super) enum Part<'a> {
    /// News of a post.
    News(Draft<'a>),
    /// News of an account.
    Account(DraftAccount<'a>),
    /// The feed says that it left something out.
    Gap(DraftGap),
    /// Valid and without effect.
    Ignored(Ignored),
    /// Not usable.
    Refused(Reject),
}

/// News of an account as a payload tells it.
#[derive(Debug)]
pub(super) struct DraftAccount<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) state: AccountState,
    pub(super) at: Option<Time>,
}

/// A gap as a feed tells it.
#[derive(Debug)]
pub(super) struct DraftGap {
    pub(super) reason: GapReason,
    pub(super) count: Option<i64>,
    pub(super) from: Option<Time>,
    pub(super) to: Option<Time>,
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
    /// The post is its own root, under the id that the payload names.
    Own,
    /// This post is its root.
    Id(Cow<'a, str>),
    /// It is the conversation that this post stands in.
    Ask(Cow<'a, str>),
}

impl<'a> Root<'a> {
    /// The post named, if another one is.
    pub(super) fn id(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Own => None,
            Self::Id(id) | Self::Ask(id) => Some(id),
        }
    }
}

/// News of a post as a payload tells it. Adapters write what they know over `Draft::new`.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) action: Action,
    pub(super) kind: Kind,
    /// The part of the network, as the network calls it.
    pub(super) part: Option<&'static str>,
    /// `Unknown`: the adapter's `act` says it.
    pub(super) surface: Surface,
    /// Accounts that the payload addresses; the first that is the brand's is told.
    pub(super) addressed: Vec<DraftOwn<'a>>,
    pub(super) url: Option<Cow<'a, str>>,
    pub(super) thread: DraftThread<'a>,
    /// How it is answered, were it a word of somebody else; the finishing step sees to the rest.
    pub(super) reply: Option<DraftReply<'a>>,
    pub(super) native_id: Cow<'a, str>,
    /// Id of the first revision, where edits get ids of their own; `None`: the same.
    pub(super) first_id: Option<Cow<'a, str>>,
    /// What the ids of posts are unique in, where they are not unique in the network. The root's is.
    pub(super) scope: Option<Cow<'a, str>>,
    /// Revision; `revision` makes one where the network does not number them.
    pub(super) revision: i64,
    pub(super) root: Root<'a>,
    pub(super) parent: Option<Cow<'a, str>>,
    pub(super) quoted: Option<Cow<'a, str>>,
    pub(super) shared: Option<Cow<'a, str>>,
    pub(super) shown: Option<Box<DraftShown<'a>>>,
    /// Whose side wrote it, where the payload itself shows that; else the configured accounts decide. `Unknown`:
    /// neither side is likelier, and without configured accounts none is claimed.
    pub(super) direction: Option<Direction>,
    pub(super) author: Option<DraftAuthor<'a>>,
    pub(super) text: Option<DraftText<'a>>,
    pub(super) counts: Option<Counts>,
    pub(super) ratings: Vec<Rating>,
    pub(super) media: Vec<DraftMedia<'a>>,
    pub(super) place: Option<DraftPlace<'a>>,
    pub(super) visibility: Visibility,
    /// Whether the payload only tells that there is a post.
    pub(super) needs_enrichment: bool,
    pub(super) occurred_at: Option<Time>,
    pub(super) observed_at: Option<Time>,
    pub(super) backfill: bool,
    /// Fields without a place of their own, by the network's names for them.
    pub(super) extras: Vec<(&'static str, Cow<'a, str>)>,
}

impl<'a> Draft<'a> {
    /// News of the post of this id, of which nothing else is known: the root of its own conversation.
    pub(super) fn new(action: Action, kind: Kind, native_id: Cow<'a, str>) -> Self {
        Self {
            action,
            kind,
            part: None,
            surface: Surface::Unknown,
            addressed: Vec::new(),
            url: None,
            thread: DraftThread::default(),
            reply: None,
            first_id: None,
            scope: None,
            revision: 0,
            root: Root::Own,
            native_id,
            parent: None,
            quoted: None,
            shared: None,
            shown: None,
            direction: None,
            author: None,
            text: None,
            counts: None,
            ratings: Vec::new(),
            media: Vec::new(),
            place: None,
            visibility: Visibility::Unknown,
            needs_enrichment: false,
            occurred_at: None,
            observed_at: None,
            backfill: false,
            extras: Vec::new(),
        }
    }

    /// News of a post of which only the id is known: its conversation must be looked up.
    pub(super) fn bare(action: Action, native_id: Cow<'a, str>) -> Self {
        Self {
            root: Root::Ask(native_id.clone()),
            ..Self::new(action, Kind::Unknown, native_id)
        }
    }

    /// Id of the post that its conversation began with, where the payload tells it.
    pub(super) const fn root_id(&self) -> Option<&Cow<'a, str>> {
        match &self.root {
            Root::Own => Some(&self.native_id),
            Root::Id(id) => Some(id),
            Root::Ask(_) => None,
        }
    }

    /// It as a part of a payload.
    pub(super) fn news(self) -> Part<'a> {
        Part::News(self)
    }
}

/// Something attached.
#[derive(Debug)]
pub(super) struct DraftMedia<'a> {
    pub(super) kind: MediaKind,
    pub(super) alt: Option<Cow<'a, str>>,
    /// Where it lies; only an address that the network shows to everybody.
    pub(super) url: Option<Cow<'a, str>>,
}

impl DraftMedia<'_> {
    /// Something attached of which nothing else is known.
    pub(super) const fn of(kind: MediaKind) -> Self {
        Self {
            kind,
            alt: None,
            url: None,
        }
    }
}

/// An account that a payload addresses.
#[derive(Debug)]
pub(super) struct DraftOwn<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) handle: Option<Cow<'a, str>>,
    /// Whether the payload shows that it is the brand's; else the configured accounts decide.
    pub(super) ours: bool,
}

impl<'a> DraftOwn<'a> {
    /// The brand's account of this id, as the payload shows.
    pub(super) const fn ours(id: Cow<'a, str>) -> Self {
        Self {
            id,
            handle: None,
            ours: true,
        }
    }

    /// An account that may be the brand's.
    pub(super) const fn perhaps(id: Cow<'a, str>) -> Self {
        Self {
            id,
            handle: None,
            ours: false,
        }
    }
}

/// Where a post stands, as the network names and shows it.
#[derive(Debug, Default)]
pub(super) struct DraftThread<'a> {
    /// Never the account of a customer.
    pub(super) native_id: Option<Cow<'a, str>>,
    pub(super) url: Option<Cow<'a, str>>,
    pub(super) root_url: Option<Cow<'a, str>>,
}

/// How a post is answered.
#[derive(Debug)]
pub(super) struct DraftReply<'a> {
    pub(super) target: ReplyTarget,
    /// The post answered; `None`: the post itself.
    pub(super) post: Option<Cow<'a, str>>,
    /// The thread; `None`: that of the draft.
    pub(super) thread: Option<Cow<'a, str>>,
    /// Sealed before it goes on.
    pub(super) address: Option<Cow<'a, str>>,
    /// How long after the post a business may answer freely.
    pub(super) window: Option<Span>,
}

impl<'a> DraftReply<'a> {
    /// An answer to the post or the thread.
    pub(super) fn to(target: ReplyTarget) -> Self {
        Self {
            target,
            post: None,
            thread: None,
            address: None,
            window: None,
        }
    }

    /// An answer to this account.
    pub(super) fn to_address(address: Cow<'a, str>) -> Self {
        Self {
            address: Some(address),
            ..Self::to(ReplyTarget::Address)
        }
    }
}

/// Where a post was written.
#[derive(Debug, Default)]
pub(super) struct DraftPlace<'a> {
    pub(super) name: Option<Cow<'a, str>>,
    pub(super) country: Option<Cow<'a, str>>,
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
    /// UTF-16 code units of the text as sent.
    Utf16,
    /// Bytes of the text as sent, in UTF-8.
    Bytes,
}

/// How words are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As they are read.
    Plain,
    /// As they are read, with `&`, `<`, `>` and quotes sent as `&amp;` and so on.
    Escaped,
    /// HTML: tags go, entities are resolved, links, mentions and hashtags become spans.
    Html,
    /// HTML of a post in a conversation: the same, and a block quote repeats the words of somebody else. On a page
    /// by itself it belongs to the page.
    Thread,
    /// HTML of a mail: what it repeats of older ones goes, too.
    Letter,
    /// Markdown: marks of emphasis go, links become spans, and quotes are left out.
    Markdown,
    /// Markdown in which `&`, `<` and `>` are sent as `&amp;` and so on.
    EscapedMarkdown,
}

/// Words as sent. Adapters write what they know over `DraftText::new`.
#[derive(Debug, Clone)]
pub(super) struct DraftText<'a> {
    pub(super) raw: Cow<'a, str>,
    pub(super) form: Form,
    /// A title, subject or content warning, in its own form: it comes first, then a blank line.
    pub(super) heading: Option<(Cow<'a, str>, Form)>,
    /// The words before the network translated them.
    pub(super) original: Option<Cow<'a, str>>,
    /// Whether the network cut it.
    pub(super) cut: bool,
    /// Unicode scalars of quoted history and signatures that the adapter left out.
    pub(super) trimmed_chars: usize,
    pub(super) language: Option<Cow<'a, str>>,
    /// Who says so, where there is a language.
    pub(super) language_origin: LanguageOrigin,
    /// What the positions of `spans` count.
    pub(super) unit: Unit,
    /// Spans of `raw`; used where the form is plain or escaped.
    pub(super) spans: Vec<DraftSpan<'a>>,
    /// What links of HTML or Markdown lead to, where the payload lists it; other links stay links.
    pub(super) anchors: Vec<DraftAnchor<'a>>,
    /// Whether links, mentions and hashtags are to be looked for in the words: for networks that do not
    /// mark them.
    pub(super) seek: bool,
}

impl<'a> DraftText<'a> {
    /// Words of which nothing else is known.
    pub(super) const fn new(raw: Cow<'a, str>, form: Form) -> Self {
        Self {
            raw,
            form,
            heading: None,
            original: None,
            cut: false,
            trimmed_chars: 0,
            language: None,
            language_origin: LanguageOrigin::Network,
            unit: Unit::Scalars,
            spans: Vec::new(),
            anchors: Vec::new(),
            seek: false,
        }
    }
}

/// A span of the text as sent.
#[derive(Debug, Clone)]
pub(super) struct DraftSpan<'a> {
    pub(super) kind: SpanKind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Cow<'a, str>,
}

/// What a link of this address is.
#[derive(Debug, Clone)]
pub(super) struct DraftAnchor<'a> {
    pub(super) address: Cow<'a, str>,
    pub(super) kind: SpanKind,
    pub(super) value: Cow<'a, str>,
}
