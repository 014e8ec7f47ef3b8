//! What v1.1 of X sends as a post, as far as it is read. Unknown fields are skipped.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::super::draft::DraftMedia;
use super::super::super::loose::{Flag, Int, Many, One, Str, Strs};
use super::super::super::moment::Moment;
use super::super::notice::first;
use super::super::shape::{User, kind_of_media};

/// A post. Number ids may be rounded: their text twins go first.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in super::super) struct Status<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) id_str: Str<'a>,
    pub(super) created_at: Moment,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) full_text: Str<'a>,
    #[serde(borrow)]
    pub(super) extended_tweet: One<Extended<'a>>,
    pub(super) truncated: Flag,
    #[serde(borrow)]
    pub(super) lang: Str<'a>,
    #[serde(borrow)]
    pub(super) in_reply_to_status_id: Str<'a>,
    #[serde(borrow)]
    pub(super) in_reply_to_status_id_str: Str<'a>,
    #[serde(borrow)]
    pub(super) quoted_status_id: Str<'a>,
    #[serde(borrow)]
    pub(super) quoted_status_id_str: Str<'a>,
    #[serde(borrow)]
    pub(super) quoted_status: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) retweeted_status: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) user: One<Account<'a>>,
    #[serde(borrow)]
    pub(super) entities: One<Entities<'a>>,
    #[serde(borrow)]
    pub(super) extended_entities: One<Attached<'a>>,
    #[serde(borrow)]
    pub(super) place: One<Place<'a>>,
    #[serde(borrow)]
    pub(super) edit_history: One<History<'a>>,
    pub(super) retweet_count: Int,
    pub(super) favorite_count: Int,
    pub(super) reply_count: Int,
    pub(super) quote_count: Int,
}

impl<'a> Status<'a> {
    /// Its id.
    pub(in super::super) fn take_id(self) -> Option<Cow<'a, str>> {
        first([self.id_str, self.id])
    }
}

/// The whole text of a post that is longer than the first form of the interface allowed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Extended<'a> {
    #[serde(borrow)]
    pub(super) full_text: Str<'a>,
    #[serde(borrow)]
    pub(super) entities: One<Entities<'a>>,
    #[serde(borrow)]
    pub(super) extended_entities: One<Attached<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct History<'a> {
    #[serde(borrow)]
    pub(super) edit_tweet_ids: Strs<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Place<'a> {
    #[serde(borrow)]
    pub(super) full_name: Str<'a>,
    #[serde(borrow)]
    pub(super) country_code: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(in super::super) struct Entities<'a> {
    #[serde(borrow)]
    pub(super) user_mentions: Many<Entity<'a>>,
    #[serde(borrow)]
    pub(super) hashtags: Many<Entity<'a>>,
    #[serde(borrow)]
    pub(super) symbols: Many<Entity<'a>>,
    #[serde(borrow)]
    pub(super) urls: Many<Entity<'a>>,
    #[serde(borrow)]
    pub(super) media: Many<Medium<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Entity<'a> {
    #[serde(borrow)]
    pub(super) indices: Strs<'a>,
    #[serde(borrow)]
    pub(super) screen_name: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) expanded_url: Str<'a>,
    #[serde(borrow)]
    pub(super) url: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Attached<'a> {
    #[serde(borrow)]
    pub(super) media: Many<Medium<'a>>,
}

/// Something attached.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in super::super) struct Medium<'a> {
    #[serde(borrow, rename = "type")]
    kind: Str<'a>,
    #[serde(borrow)]
    ext_alt_text: Str<'a>,
}

impl<'a> Medium<'a> {
    /// It as a draft.
    pub(in super::super) fn draft(self) -> DraftMedia<'a> {
        DraftMedia {
            kind: kind_of_media(self.kind.get()),
            alt: self.ext_alt_text.take(),
            url: None,
        }
    }
}

/// An account. Some events wrap it, in the form of API v2.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in super::super) struct Account<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) id_str: Str<'a>,
    #[serde(borrow)]
    pub(super) screen_name: Str<'a>,
    pub(super) followers_count: Int,
    pub(super) verified: Flag,
    pub(super) protected: Flag,
    pub(super) created_at: Moment,
    pub(super) created_timestamp: Moment,
    #[serde(borrow)]
    pub(super) data: One<User<'a>>,
}
