//! A social event as subscribers see it: flat, and without what is the service's own business.
//! Missing is missing: an absent number is `None`, never 0.

use serde::{Deserialize, Serialize};

use super::event::{Action, Direction, Kind, PostRef, SocialEvent, SpanKind, Visibility};
use super::ids::{AuthorKey, ConversationKey, EventId, PostKey};
use super::surface::Surface;
use super::time::Time;

/// What happened to a post, in the words of the views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// Only ever read from a newer writer.
    Unknown,
    /// It appeared.
    Created,
    /// A new revision of it appeared.
    Edited,
    /// It was taken away.
    Deleted,
    /// What was deleted is back.
    Restored,
    /// It is there, and out of sight.
    Hidden,
    /// What was hidden is in sight again.
    Shown,
}

impl From<Action> for Happened {
    fn from(action: Action) -> Self {
        match action {
            Action::Unknown => Self::Unknown,
            Action::Create => Self::Created,
            Action::Edit => Self::Edited,
            Action::Delete => Self::Deleted,
            Action::Restore => Self::Restored,
            Action::Hide => Self::Hidden,
            Action::Unhide => Self::Shown,
        }
    }
}

/// Who can see a post, in the words of the views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeenBy {
    /// Not said by the network.
    Unknown,
    /// Everybody.
    Everybody,
    /// Everybody who knows where it is.
    Unlisted,
    /// Followers or members only.
    Restricted,
    /// Only the people addressed.
    Addressed,
    /// Only the brand's own people.
    Internal,
}

impl From<Visibility> for SeenBy {
    fn from(visibility: Visibility) -> Self {
        match visibility {
            Visibility::Unknown => Self::Unknown,
            Visibility::Public => Self::Everybody,
            Visibility::Unlisted => Self::Unlisted,
            Visibility::Restricted => Self::Restricted,
            Visibility::Direct => Self::Addressed,
            Visibility::Internal => Self::Internal,
        }
    }
}

/// One piece of news about one post, for subscribers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedEvent {
    /// Id of this piece of news: the same whenever the same news is read again.
    pub event_id: EventId,
    /// Whose deployment it belongs to.
    pub tenant: String,
    /// Name of the network.
    pub network: String,
    /// The part of the network it stands in, as the network calls it, where it has several.
    pub part: Option<String>,
    /// The sort of place it stands in.
    pub surface: Surface,
    /// Link to the post.
    pub url: Option<String>,
    /// What happened.
    pub action: Happened,
    /// To what sort of post.
    pub kind: Kind,
    /// Whose side wrote it.
    pub direction: Direction,
    /// Who can see it.
    pub visibility: SeenBy,
    /// The network's id of the post as the payload names it.
    pub native_id: String,
    /// Key of the post, the same for all revisions.
    pub post_key: PostKey,
    /// Revision, from 0.
    pub revision: i32,
    /// The conversation it stands in: the record's key.
    pub conversation_key: ConversationKey,
    /// The network's id of the post answered.
    pub parent_native_id: Option<String>,
    /// The network's id of the post quoted.
    pub quoted_native_id: Option<String>,
    /// The network's id of the post shared.
    pub shared_native_id: Option<String>,
    /// Keyed hash of the author's account id.
    pub author_key: Option<AuthorKey>,
    /// The name a reply must address.
    pub author_handle: Option<String>,
    /// The author's followers at the time of the payload.
    pub author_followers: Option<i64>,
    /// Whether the network vouches for the author's account.
    pub author_verified: Option<bool>,
    /// Its words, masked, as plain text.
    pub text: Option<String>,
    /// Whether the words were cut at the length limit.
    pub text_truncated: bool,
    /// The language tag that came with the words (BCP 47).
    pub language: Option<String>,
    /// Addresses that the words name, in order.
    pub urls: Vec<String>,
    /// Handles of accounts that the words name, without `@`, in order.
    pub mentions: Vec<String>,
    /// Hashtags and cashtags in the words, without their sign, in order.
    pub hashtags: Vec<String>,
    /// Shares at the time of the payload.
    pub shares: Option<i64>,
    /// Replies at the time of the payload.
    pub replies: Option<i64>,
    /// Likes at the time of the payload.
    pub likes: Option<i64>,
    /// Quotes at the time of the payload.
    pub quotes: Option<i64>,
    /// Times shown at the time of the payload.
    pub views: Option<i64>,
    /// When it happened, by the network.
    pub occurred_at: Option<Time>,
    /// When the connector saw it, or when the network says that the post was hidden or brought back.
    pub observed_at: Option<Time>,
    /// When it reached the first topic.
    pub ingested_at: Time,
    /// Whether the feed marks it as back-fill.
    pub backfill: bool,
    /// Whether it happened longer before it arrived than its feed may be behind: it pages nobody.
    pub stale: bool,
    /// Whether `occurred_at` lay in the future and was brought back to the arrival.
    pub clamped: bool,
}

impl PublishedEvent {
    /// What subscribers are told of this event.
    #[must_use]
    pub fn of(event: &SocialEvent) -> Self {
        let native_id = |named: &Option<PostRef>| named.as_ref().map(|post| post.native_id.clone());
        let (author, text, counts) = (event.author.as_ref(), event.text.as_ref(), event.counts.as_ref());
        let values = |kind: SpanKind| -> Vec<String> {
            let spans = text.into_iter().flat_map(|text| &text.spans);
            let spans = spans.filter(|span| span.kind == kind);
            spans.map(|span| span.value.clone()).collect()
        };
        Self {
            event_id: event.event_id,
            tenant: event.tenant.clone(),
            network: event.network.name().into(),
            part: event.part.clone(),
            surface: event.surface,
            url: event.url.clone(),
            action: event.action.into(),
            kind: event.kind,
            direction: event.direction,
            visibility: event.visibility.into(),
            native_id: event.native_id.clone(),
            post_key: event.post_key,
            revision: event.revision,
            conversation_key: event.conversation,
            parent_native_id: native_id(&event.parent),
            quoted_native_id: native_id(&event.quoted),
            shared_native_id: native_id(&event.shared),
            author_key: author.map(|author| author.key),
            author_handle: author.and_then(|author| author.handle.clone()),
            author_followers: author.and_then(|author| author.followers),
            author_verified: author.and_then(|author| author.verified),
            text: text.map(|text| text.plain.clone()),
            text_truncated: text.is_some_and(|text| text.truncated),
            language: text.and_then(|text| text.language.clone()),
            urls: values(SpanKind::Link),
            mentions: values(SpanKind::Mention),
            hashtags: values(SpanKind::Hashtag),
            shares: counts.and_then(|counts| counts.shares),
            replies: counts.and_then(|counts| counts.replies),
            likes: counts.and_then(|counts| counts.likes),
            quotes: counts.and_then(|counts| counts.quotes),
            views: counts.and_then(|counts| counts.views),
            occurred_at: event.occurred_at,
            observed_at: event.observed_at,
            ingested_at: event.ingested_at,
            backfill: event.backfill,
            stale: event.stale,
            clamped: event.clamped,
        }
    }
}
