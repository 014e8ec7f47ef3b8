//! A social event: one piece of news about one post, the same shape for every network.
//! Missing is missing: an absent number is `None`, never 0.

use serde::{Deserialize, Serialize};

use super::ids::{AuthorKey, ConversationKey, EventId, PayloadHash, PostKey};
use super::network::Network;
use super::reply::ReplyRoute;
use super::surface::Surface;
use super::thread::{OwnAccount, Thread};
use super::time::Time;

/// What happened to the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Only ever read from a newer writer.
    Unknown,
    /// It appeared.
    Create,
    /// A new revision of it appeared.
    Edit,
    /// It was taken away.
    Delete,
    /// What was deleted is back.
    Restore,
    /// It is there, and out of sight.
    Hide,
    /// What was hidden is in sight again.
    Unhide,
}

impl Action {
    /// Every action that is written.
    pub const ALL: [Self; 6] = [
        Self::Create,
        Self::Edit,
        Self::Delete,
        Self::Restore,
        Self::Hide,
        Self::Unhide,
    ];

    /// The name used in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Create => "create",
            Self::Edit => "edit",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Hide => "hide",
            Self::Unhide => "unhide",
        }
    }

    /// Whether the post is out of sight after it, for good or for now.
    #[must_use]
    pub const fn removes(self) -> bool {
        match self {
            Self::Delete | Self::Hide => true,
            Self::Unknown | Self::Create | Self::Edit | Self::Restore | Self::Unhide => false,
        }
    }

    /// Whether it hides a post or brings one back, any number of times. Networks then often repeat the post, with
    /// the moment at which it was written.
    #[must_use]
    pub const fn toggles(self) -> bool {
        match self {
            Self::Hide | Self::Restore | Self::Unhide => true,
            Self::Unknown | Self::Create | Self::Edit | Self::Delete => false,
        }
    }

    /// Whether a post that was out of sight is back after it.
    #[must_use]
    pub const fn restores(self) -> bool {
        match self {
            Self::Restore | Self::Unhide => true,
            Self::Unknown | Self::Create | Self::Edit | Self::Delete | Self::Hide => false,
        }
    }
}

/// What sort of post it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Not said by the payload (a bare delete), or only known to a newer writer.
    Unknown,
    /// Stands by itself.
    Post,
    /// Answers another post.
    Reply,
    /// Shows another post and adds words of its own.
    Quote,
    /// Passes another post on without words of its own.
    Share,
    /// A like or its removal.
    Reaction,
    /// Stands at the top level below something that is no post of a conversation: a video, an article, a
    /// page's post. That is its parent.
    Comment,
    /// Sent to somebody: a direct message, a chat, an e-mail, a message of a ticket, a turn of a call.
    Message,
    /// Judges a product or a service.
    Review,
    /// Answers a survey.
    Survey,
    /// Says how a service does: an incident, a maintenance.
    Notice,
}

impl Kind {
    /// The name used in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Post => "post",
            Self::Reply => "reply",
            Self::Quote => "quote",
            Self::Share => "share",
            Self::Reaction => "reaction",
            Self::Comment => "comment",
            Self::Message => "message",
            Self::Review => "review",
            Self::Survey => "survey",
            Self::Notice => "notice",
        }
    }
}

/// Whose side wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Not told, as of a call whose sides have no names; or only known to a newer writer.
    Unknown,
    /// Anybody but the brand.
    Inbound,
    /// One of the brand's own accounts.
    Outbound,
}

/// Who can see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Not said by the payload.
    Unknown,
    /// Everybody.
    Public,
    /// Followers or members only.
    Restricted,
    /// Only the people addressed.
    Direct,
    /// Everybody who knows where it is: left out of searches and public streams.
    Unlisted,
    /// Only the brand's own people: a note, a whisper, a private comment of a desk. It is never a customer's word and
    /// never an answer.
    Internal,
}

/// A post named by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostRef {
    /// The network's id.
    pub native_id: String,
    /// Its key.
    pub post_key: PostKey,
}

/// Who wrote a post, as far as the payload says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Keyed hash of the account id.
    pub key: AuthorKey,
    /// The name a reply must address.
    pub handle: Option<String>,
    /// Followers at the time of the payload.
    pub followers: Option<i64>,
    /// Whether the network vouches for the account.
    pub verified: Option<bool>,
    /// When the account was made.
    pub joined_at: Option<Time>,
    /// Whether the account says it is automated.
    pub bot: Option<bool>,
}

/// What a span of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanKind {
    /// Only ever read from a newer writer.
    Unknown,
    /// Names an account.
    Mention,
    /// A hashtag or cashtag.
    Hashtag,
    /// A link.
    Link,
}

/// A span of `Text::plain`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSpan {
    /// What it is.
    pub kind: SpanKind,
    /// First Unicode scalar, from 0.
    pub start: i32,
    /// One past the last Unicode scalar.
    pub end: i32,
    /// Handle, tag or expanded address, without `@` or `#`.
    pub value: String,
}

/// Who says in which language a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LanguageOrigin {
    /// Nobody, or only known to a newer writer.
    Unknown,
    /// The network, which looked at the text.
    Network,
    /// The author or the feed, which declares it.
    Declared,
}

/// The form in which words were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextFormat {
    /// Not known to this version: only ever read from a newer writer or an older one.
    Unknown,
    /// As they are read, perhaps with a few characters escaped.
    Plain,
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
}

/// The words of a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Plain text, entities resolved, Unicode NFC. A title or content warning comes first, then a blank line.
    pub plain: String,
    /// The language tag that came with it (BCP 47), `None` when none did or the language is not known.
    pub language: Option<String>,
    /// Who says so.
    pub language_origin: LanguageOrigin,
    /// Mentions, hashtags and links, in order of `start`.
    pub spans: Vec<TextSpan>,
    /// Whether it was cut at the length limit.
    pub truncated: bool,
    /// The form in which it was sent.
    pub format: TextFormat,
    /// The words as sent, or before a translation, where they differ from `plain`; cut at the length limit.
    pub original: Option<String>,
    /// Unicode scalars of quoted history and signatures that were left out.
    pub trimmed_chars: i32,
}

/// Public counts at the time of the payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Shares.
    pub shares: Option<i64>,
    /// Replies.
    pub replies: Option<i64>,
    /// Likes.
    pub likes: Option<i64>,
    /// Quotes.
    pub quotes: Option<i64>,
    /// Times shown.
    pub views: Option<i64>,
}

/// Another post that the payload shows whole: the one shared or quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embedded {
    /// The network's id.
    pub native_id: String,
    /// Its key (first revision's id).
    pub post_key: PostKey,
    /// Its revision.
    pub revision: i32,
    /// The conversation it stands in.
    pub conversation: ConversationKey,
    /// Whose side wrote it.
    pub direction: Direction,
    /// Its author.
    pub author: Option<Author>,
    /// Its words.
    pub text: Option<Text>,
    /// When it was written.
    pub occurred_at: Option<Time>,
    /// Whether that was longer before it was shown than the feed's `page_within`.
    pub stale: bool,
}

/// Where a post was written, as roughly as the payload says it; exact positions are never kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostPlace {
    /// Name of the place.
    pub name: Option<String>,
    /// Country, by the code of two or three letters that the network uses (ISO 3166).
    pub country: Option<String>,
}

/// What sort of thing is attached to a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// Something else, or only known to a newer writer.
    Unknown,
    /// A still picture.
    Image,
    /// A film.
    Video,
    /// A moving picture without sound.
    Animation,
    /// Sound.
    Audio,
    /// A document.
    File,
    /// A sticker.
    Sticker,
}

/// Something attached to a post. It is not fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// What it is.
    pub kind: MediaKind,
    /// What its author says it shows.
    pub alt: Option<String>,
    /// Link to it, where everybody can open it: https, at most 512 bytes, nothing in it that proves a right.
    pub url: Option<String>,
}

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Not said, or only known to a newer writer.
    Unknown,
    /// Stars of a review.
    Stars,
    /// Likelihood to recommend (net promoter score), 0 to 10.
    Nps,
    /// Customer effort.
    Ces,
    /// Customer satisfaction.
    Csat,
}

impl Metric {
    /// Every metric that is written.
    pub const ALL: [Self; 4] = [Self::Stars, Self::Nps, Self::Ces, Self::Csat];

    /// The name used in rules and records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Stars => "stars",
            Self::Nps => "nps",
            Self::Ces => "ces",
            Self::Csat => "csat",
        }
    }
}

/// A figure that a customer gave. As reported: never derived from words.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// What it measures.
    pub metric: Metric,
    /// The figure, from 0.
    pub value: f64,
    /// The highest figure that could be given, from 0.
    pub max: Option<f64>,
}

impl Rating {
    /// The figure as a share of its scale, from 0 to 1; `None` where the scale is not known.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let max = self.max.filter(|max| *max > 0.0)?;
        Some((self.value / max).clamp(0.0, 1.0))
    }

    /// The lower of two figures by their shares; one whose scale is not known only where there is no other.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        let rank = |rating: &Self| rating.share().unwrap_or(f64::INFINITY);
        let order = rank(&self).total_cmp(&rank(&other));
        let order = order.then(self.metric.cmp(&other.metric));
        let order = order.then(self.value.total_cmp(&other.value));
        if order.is_le() { self } else { other }
    }
}

/// A field of the payload that has no place of its own in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extra {
    /// Its name, as the network writes it.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Where the raw payload lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRef {
    /// Topic.
    pub topic: String,
    /// Partition.
    pub partition: i32,
    /// Offset.
    pub offset: i64,
    /// SHA-256 of the value, its first sixteen bytes.
    pub sha256: PayloadHash,
}

/// One piece of news about one post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SocialEvent {
    /// Id of this piece of news: the same whenever the same news is read again.
    pub event_id: EventId,
    /// Whose deployment it belongs to.
    pub tenant: String,
    /// The network.
    pub network: Network,
    /// The part of the network it stands in, as the network calls it, where it has several: `dm`, `messenger`,
    /// `live`, `story`.
    pub part: Option<String>,
    /// The sort of place it stands in.
    pub surface: Surface,
    /// The brand's account that it addresses, where the payload says it.
    pub own_account: Option<OwnAccount>,
    /// Link to the post: https, at most 512 bytes.
    pub url: Option<String>,
    /// The thread it stands in.
    pub thread: Thread,
    /// What happened.
    pub action: Action,
    /// To what sort of post.
    pub kind: Kind,
    /// The network's id of the post as this payload names it.
    pub native_id: String,
    /// Key of the post, the same for all revisions.
    pub post_key: PostKey,
    /// Revision, from 0.
    pub revision: i32,
    /// The conversation it stands in; its own for a root.
    pub conversation: ConversationKey,
    /// The post answered.
    pub parent: Option<PostRef>,
    /// The post quoted.
    pub quoted: Option<PostRef>,
    /// The post shared.
    pub shared: Option<PostRef>,
    /// The shared or quoted post, where the payload shows it.
    pub embedded: Option<Box<Embedded>>,
    /// Whose side wrote it.
    pub direction: Direction,
    /// Who can see it.
    pub visibility: Visibility,
    /// How it is answered; `None` where it is not, or is no word of anybody else.
    pub reply: Option<ReplyRoute>,
    /// Who wrote it.
    pub author: Option<Author>,
    /// Its words.
    pub text: Option<Text>,
    /// Public counts.
    pub counts: Option<Counts>,
    /// Figures that the author gave.
    pub ratings: Vec<Rating>,
    /// What is attached, in the order of the payload.
    pub media: Vec<Media>,
    /// Where it was written.
    pub place: Option<PostPlace>,
    /// Whether the payload only tells that there is a post: its words must be fetched.
    pub needs_enrichment: bool,
    /// When it happened, by the network.
    pub occurred_at: Option<Time>,
    /// When the connector saw it, or when the network says that the post was hidden or brought back.
    pub observed_at: Option<Time>,
    /// When it reached the first topic.
    pub ingested_at: Time,
    /// Whether the feed marks it as back-fill.
    pub backfill: bool,
    /// Whether it happened longer before it arrived than the feed's `page_within`: it never pages anybody.
    pub stale: bool,
    /// Whether the payload's moment lay in the future and was brought back to the arrival.
    pub clamped: bool,
    /// Lanes it was forwarded through.
    pub hops: i32,
    /// The raw payload.
    pub raw_ref: RawRef,
    /// Version of the adapter that read it.
    pub adapter: i32,
    /// Fields that the adapter knows and that have no place of their own, capped; others are not kept.
    pub extras: Vec<Extra>,
}

impl SocialEvent {
    /// When it happened, or at least when it was first held.
    #[must_use]
    pub fn when(&self) -> Time {
        self.occurred_at.unwrap_or(self.ingested_at)
    }

    /// When the post was taken away or brought back, at the latest when that was first held.
    #[must_use]
    pub fn toggled_at(&self) -> Time {
        let told = self.occurred_at.filter(|_| !self.action.toggles());
        let told = self.observed_at.or(told);
        told.map_or(self.ingested_at, |at| at.min(self.ingested_at))
    }

    /// The conversation of the post itself: a share stands in that of the post it shares, a quote in its own
    /// even where this event tells another conversation of it.
    #[must_use]
    pub fn conversation_of_post(&self) -> ConversationKey {
        match self.kind {
            Kind::Quote => ConversationKey::of_root(self.post_key),
            Kind::Unknown
            | Kind::Post
            | Kind::Reply
            | Kind::Share
            | Kind::Reaction
            | Kind::Comment
            | Kind::Message
            | Kind::Review
            | Kind::Survey
            | Kind::Notice => self.conversation,
        }
    }

    /// The same quote, to be told to the conversation that it spreads.
    #[must_use]
    pub fn amplified(&self, conversation: ConversationKey) -> Self {
        Self {
            event_id: EventId::derive(self.post_key, "amplify", 0),
            kind: Kind::Quote,
            conversation,
            parent: None,
            ..self.clone()
        }
    }

    /// Whether it tells another conversation of a quote: see [`SocialEvent::amplified`].
    #[must_use]
    pub fn is_amplified(&self) -> bool {
        self.event_id == EventId::derive(self.post_key, "amplify", 0)
    }

    /// Whether it is the root of its conversation.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.conversation.root() == self.post_key
    }
}
