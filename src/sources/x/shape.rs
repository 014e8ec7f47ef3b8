//! What API v2 of X sends, as far as it is read: filtered-stream lines, lookup answers and Activity
//! envelopes. Unknown fields are skipped.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::draft::{DraftMedia, DraftPlace};
use super::super::listed::Listed;
use super::super::loose::{Flag, Int, Many, One, Str, Strs};
use super::super::moment::Moment;
use crate::domain::event::MediaKind;

/// The outermost object.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Frame<'a> {
    #[serde(borrow)]
    pub(super) data: Listed<'a, Item<'a>>,
    #[serde(borrow)]
    pub(super) includes: One<Includes<'a>>,
    /// Only posts of v1.1 name their id twice.
    #[serde(borrow)]
    pub(super) id_str: Str<'a>,
    /// Only posts of v1.1 hold their author.
    pub(super) user: One<Gone>,
    /// Only webhooks name the account that they are for.
    #[serde(borrow)]
    pub(super) for_user_id: Str<'a>,
    #[serde(borrow)]
    pub(super) event_type: Str<'a>,
    #[serde(borrow)]
    pub(super) payload: Option<&'a RawValue>,
}

/// A post, a direct message, a like, or the envelope of an activity: they come in the same place.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Item<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) id_str: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) author_id: Str<'a>,
    pub(super) created_at: Moment,
    #[serde(borrow)]
    pub(super) conversation_id: Str<'a>,
    #[serde(borrow)]
    pub(super) lang: Str<'a>,
    #[serde(borrow)]
    pub(super) edit_history_tweet_ids: Strs<'a>,
    #[serde(borrow)]
    pub(super) referenced_tweets: Many<Reference<'a>>,
    #[serde(borrow)]
    pub(super) in_reply_to_tweet_id: Str<'a>,
    pub(super) public_metrics: One<Metrics>,
    #[serde(borrow)]
    pub(super) entities: One<Entities<'a>>,
    #[serde(borrow)]
    pub(super) note_tweet: One<Note<'a>>,
    #[serde(borrow)]
    pub(super) article: One<Article<'a>>,
    #[serde(borrow)]
    pub(super) attachments: One<Attachments<'a>>,
    #[serde(borrow)]
    pub(super) geo: One<Geo<'a>>,
    #[serde(borrow)]
    pub(super) event_type: Str<'a>,
    #[serde(borrow)]
    pub(super) payload: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) includes: One<Includes<'a>>,
    #[serde(borrow)]
    pub(super) liked_tweet_id: Str<'a>,
    /// Who gave a like, where that is told.
    #[serde(borrow)]
    pub(super) liking_user_id: Str<'a>,
    pub(super) timestamp_ms: Moment,
    #[serde(borrow)]
    pub(super) sender_id: Str<'a>,
    #[serde(borrow)]
    pub(super) dm_conversation_id: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Reference<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) id: Str<'a>,
}

/// What is attached, by the keys of what the payload shows beside the posts.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Attachments<'a> {
    #[serde(borrow)]
    pub(super) media_keys: Strs<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Geo<'a> {
    #[serde(borrow)]
    pub(super) place_id: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Metrics {
    pub(super) retweet_count: Int,
    pub(super) reply_count: Int,
    pub(super) like_count: Int,
    pub(super) quote_count: Int,
    pub(super) impression_count: Int,
    pub(super) followers_count: Int,
}

/// The whole text of a long post; `text` holds only its beginning then.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Note<'a> {
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) entities: One<Entities<'a>>,
}

/// An article, of which `text` holds the address alone.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Article<'a> {
    #[serde(borrow)]
    pub(super) title: Str<'a>,
    #[serde(borrow)]
    pub(super) plain_text: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Entities<'a> {
    #[serde(borrow)]
    pub(super) mentions: Many<Entity<'a>>,
    #[serde(borrow)]
    pub(super) hashtags: Many<Entity<'a>>,
    #[serde(borrow)]
    pub(super) cashtags: Many<Entity<'a>>,
    #[serde(borrow)]
    pub(super) urls: Many<Entity<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Entity<'a> {
    pub(super) start: Int,
    pub(super) end: Int,
    #[serde(borrow)]
    pub(super) username: Str<'a>,
    #[serde(borrow)]
    pub(super) tag: Str<'a>,
    #[serde(borrow)]
    pub(super) expanded_url: Str<'a>,
    #[serde(borrow)]
    pub(super) url: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Includes<'a> {
    #[serde(borrow)]
    pub(super) users: Many<User<'a>>,
    #[serde(borrow)]
    pub(super) tweets: Many<Item<'a>>,
    #[serde(borrow)]
    pub(super) media: Many<Medium<'a>>,
    #[serde(borrow)]
    pub(super) places: Many<Place<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Medium<'a> {
    #[serde(borrow)]
    media_key: Str<'a>,
    #[serde(borrow, rename = "type")]
    kind: Str<'a>,
    #[serde(borrow)]
    alt_text: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Place<'a> {
    #[serde(borrow)]
    id: Str<'a>,
    #[serde(borrow)]
    full_name: Str<'a>,
    #[serde(borrow)]
    country_code: Str<'a>,
}

impl<'a> Includes<'a> {
    /// The account of this id, taken out of its wrapping if it has one.
    pub(super) fn user(&self, id: &str) -> Option<&User<'a>> {
        let is = |user: &&User<'a>| user.id.get() == Some(id);
        let inner = |user: &'_ User<'a>| user.data.0.as_deref().filter(|user| is(user)).is_some();
        let found = self.users.0.iter().find(|user| is(user) || inner(user))?;
        Some(found.data.0.as_deref().unwrap_or(found))
    }

    /// The post of this id.
    pub(super) fn post(&self, id: &str) -> Option<&Item<'a>> {
        self.tweets.0.iter().find(|post| post.id.get() == Some(id))
    }

    /// What is attached to a post, as far as it is shown, in the order of the post.
    pub(super) fn media(&self, attached: Option<&Attachments<'a>>) -> Vec<DraftMedia<'a>> {
        let keys = attached.map_or(&[][..], |attached| &attached.media_keys.0);
        let shown = keys
            .iter()
            .filter_map(|key| self.media.0.iter().find(|one| one.media_key.get() == Some(key)));
        let draft = |one: &Medium<'a>| DraftMedia {
            kind: kind_of_media(one.kind.get()),
            alt: one.alt_text.clone().take(),
            url: None,
        };
        shown.map(draft).collect()
    }

    /// Where a post was written, as far as the place is shown.
    pub(super) fn place(&self, geo: Option<&Geo<'a>>) -> Option<DraftPlace<'a>> {
        let id = geo?.place_id.get()?;
        let place = self.places.0.iter().find(|place| place.id.get() == Some(id))?;
        Some(DraftPlace {
            name: place.full_name.clone().take(),
            country: place.country_code.clone().take(),
        })
    }

    /// Id of the first revision of the post that has `id` as one of its revisions, if it is shown.
    pub(super) fn first_of(&self, id: &str) -> Option<Cow<'a, str>> {
        let histories = self.tweets.0.iter().map(|post| &post.edit_history_tweet_ids.0);
        histories
            .into_iter()
            .find(|history| history.iter().any(|other| other == id))?
            .first()
            .cloned()
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct User<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) username: Str<'a>,
    pub(super) verified: Flag,
    pub(super) protected: Flag,
    pub(super) created_at: Moment,
    pub(super) public_metrics: One<Metrics>,
    /// Some events wrap each account once more.
    #[serde(borrow)]
    pub(super) data: One<Box<User<'a>>>,
}

/// What sort of thing is attached, by the name that every form of the interface gives it.
pub(super) fn kind_of_media(name: Option<&str>) -> MediaKind {
    match name {
        Some("photo") => MediaKind::Image,
        Some("video") => MediaKind::Video,
        Some("animated_gif") => MediaKind::Animation,
        Some(_) | None => MediaKind::Unknown,
    }
}

/// Something of which only the presence matters.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Gone {}
