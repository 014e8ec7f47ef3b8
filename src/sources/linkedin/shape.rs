//! What LinkedIn sends, as far as it is read. Unknown fields are skipped.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::halves;
use super::super::listed::Listed;
use super::super::loose::{Int, One, Str};
use super::super::moment::Moment;

/// The outermost object: a webhook, or the answer of a finder.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Frame<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) notifications: Option<Listed<'a, Notification<'a>>>,
    #[serde(borrow)]
    pub(super) elements: Option<&'a RawValue>,
    /// Asks whether the receiver is who it says.
    #[serde(borrow, rename = "challengeCode")]
    pub(super) challenge: Str<'a>,
}

/// Somebody did something with a post of a page, or named the page.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Notification<'a> {
    #[serde(borrow)]
    pub(super) action: Str<'a>,
    #[serde(borrow)]
    pub(super) organizational_entity: Str<'a>,
    #[serde(borrow)]
    pub(super) source_post: Str<'a>,
    #[serde(borrow)]
    pub(super) decorated_source_post: One<Thing<'a>>,
    #[serde(borrow)]
    pub(super) generated_activity: Str<'a>,
    #[serde(borrow)]
    pub(super) decorated_generated_activity: One<Decorated<'a>>,
    pub(super) last_modified_at: Moment,
    #[serde(borrow)]
    pub(super) actor: Str<'a>,
}

/// What was done, shown.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Decorated<'a> {
    #[serde(borrow)]
    pub(super) comment: One<Thing<'a>>,
    #[serde(borrow)]
    pub(super) share: One<Thing<'a>>,
    #[serde(borrow)]
    pub(super) like: One<Thing<'a>>,
}

/// A post, a comment or a like.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Thing<'a> {
    #[serde(borrow)]
    pub(super) entity: Str<'a>,
    #[serde(borrow)]
    pub(super) owner: Str<'a>,
    #[serde(borrow)]
    pub(super) actor: Str<'a>,
    #[serde(borrow)]
    pub(super) object: Str<'a>,
    #[serde(borrow)]
    pub(super) parent_comment: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) message: Option<&'a RawValue>,
}

impl<'a> Thing<'a> {
    /// Its words, which stand in either field, bare or within an object.
    pub(super) fn words(&self) -> Option<Cow<'a, str>> {
        words(self.text).or_else(|| words(self.message))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Worded<'a> {
    #[serde(borrow)]
    text: Option<&'a RawValue>,
}

fn words(raw: Option<&RawValue>) -> Option<Cow<'_, str>> {
    let raw = raw?;
    let within = || halves::text(serde_json::from_str::<One<Worded<'_>>>(raw.get()).ok()?.0?.text?)?.take();
    halves::text(raw)?.take().or_else(within)
}

/// A comment as it is looked up.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Comment<'a> {
    #[serde(borrow)]
    pub(super) comment_urn: Str<'a>,
    #[serde(borrow, rename = "$URN")]
    pub(super) urn: Str<'a>,
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) actor: Str<'a>,
    #[serde(borrow)]
    pub(super) object: Str<'a>,
    #[serde(borrow)]
    pub(super) parent_comment: Str<'a>,
    #[serde(borrow)]
    pub(super) message: Option<&'a RawValue>,
    pub(super) created: One<Stamp>,
    pub(super) last_modified: One<Stamp>,
    pub(super) likes_summary: One<Likes>,
    pub(super) comments_summary: One<Comments>,
}

impl<'a> Comment<'a> {
    /// Its words.
    pub(super) fn words(&self) -> Option<Cow<'a, str>> {
        words(self.message)
    }
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(default)]
pub(super) struct Stamp {
    pub(super) time: Moment,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Likes {
    pub(super) total_likes: Int,
    pub(super) aggregated_total_likes: Int,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Comments {
    pub(super) aggregated_total_comments: Int,
    pub(super) total_first_level_comments: Int,
}
