//! What servers send, as far as it is read. Unknown fields are skipped.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::loose::{Flag, Int, Many, One, Str};
use super::super::moment::Moment;

/// What the outermost object holds, unless it is a status: it is a frame, a web hook, a notification, a
/// conversation or a list.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Envelope<'a> {
    #[serde(borrow)]
    pub(super) event: Str<'a>,
    pub(super) payload: Option<IgnoredAny>,
    pub(super) data: Option<IgnoredAny>,
    #[serde(borrow)]
    pub(super) error: Str<'a>,
    #[serde(borrow)]
    pub(super) object: One<Box<Status<'a>>>,
    #[serde(borrow)]
    pub(super) last_status: One<Box<Status<'a>>>,
    #[serde(borrow)]
    pub(super) statuses: Many<Status<'a>>,
    #[serde(borrow)]
    pub(super) ancestors: Many<Status<'a>>,
    #[serde(borrow)]
    pub(super) descendants: Many<Status<'a>>,
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) status: One<Box<Status<'a>>>,
}

/// A status. A notification has its id, account and time in the same places.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Status<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) uri: Str<'a>,
    /// Its page; servers that only pass it on may not know one.
    #[serde(borrow)]
    pub(super) url: Str<'a>,
    pub(super) created_at: Moment,
    pub(super) edited_at: Moment,
    #[serde(borrow)]
    pub(super) in_reply_to_id: Str<'a>,
    #[serde(borrow)]
    pub(super) content: Str<'a>,
    /// The words as written, in the answer to a deletion alone.
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) spoiler_text: Str<'a>,
    #[serde(borrow)]
    pub(super) visibility: Str<'a>,
    #[serde(borrow)]
    pub(super) language: Str<'a>,
    #[serde(borrow)]
    pub(super) account: One<Account<'a>>,
    #[serde(borrow)]
    pub(super) mentions: Many<Mention<'a>>,
    #[serde(borrow)]
    pub(super) tags: Many<Tag<'a>>,
    #[serde(borrow)]
    pub(super) media_attachments: Many<Attachment<'a>>,
    #[serde(borrow)]
    pub(super) reblog: One<Box<Status<'a>>>,
    /// A status, or what tells of one.
    #[serde(borrow)]
    pub(super) quote: One<Box<Status<'a>>>,
    #[serde(borrow)]
    pub(super) quote_id: Str<'a>,
    /// What Pleroma and servers like it say besides.
    #[serde(borrow)]
    pub(super) pleroma: One<Box<Beside<'a>>>,
    /// Of what tells of a quote: the status, unless it was taken back or is not allowed.
    #[serde(borrow)]
    pub(super) quoted_status: One<Box<Status<'a>>>,
    #[serde(borrow)]
    pub(super) quoted_status_id: Str<'a>,
    pub(super) replies_count: Int,
    pub(super) reblogs_count: Int,
    pub(super) favourites_count: Int,
    pub(super) quotes_count: Int,
    /// Only accounts have it.
    #[serde(borrow)]
    pub(super) acct: Str<'a>,
    /// Only conversations have it.
    pub(super) unread: Flag,
}

impl<'a> Status<'a> {
    /// The id of what it quotes, and the status itself if it is shown. Mastodon puts it into an object that tells of
    /// the quote, Fedibird and Misskey in its place, Pleroma beside.
    pub(super) fn take_quote(&mut self) -> (Option<Cow<'a, str>>, Option<Box<Self>>) {
        let take = std::mem::take::<Str<'a>>;
        let told = std::mem::take(&mut self.quote).0;
        let beside = std::mem::take(&mut self.pleroma).0.unwrap_or_default();
        let mut told = told.or(beside.quote.0).unwrap_or_default();
        let named = take(&mut told.quoted_status_id).take();
        let shown = if told.id.get().is_some() {
            Some(told)
        } else {
            told.quoted_status.0
        };
        let id = shown.as_ref().and_then(|status| status.id.clone().take());
        let named = [named, take(&mut self.quote_id).take(), beside.quote_id.take()];
        (id.or_else(|| named.into_iter().flatten().next()), shown)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Account<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) acct: Str<'a>,
    pub(super) bot: Flag,
    pub(super) followers_count: Int,
    pub(super) created_at: Moment,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Mention<'a> {
    #[serde(borrow)]
    pub(super) url: Str<'a>,
    #[serde(borrow)]
    pub(super) acct: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Tag<'a> {
    #[serde(borrow)]
    pub(super) url: Str<'a>,
    #[serde(borrow)]
    pub(super) name: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Attachment<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) description: Str<'a>,
}

/// What a server says of a status in a place of its own.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Beside<'a> {
    #[serde(borrow)]
    pub(super) quote: One<Box<Status<'a>>>,
    #[serde(borrow)]
    pub(super) quote_id: Str<'a>,
}
