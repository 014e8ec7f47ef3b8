//! What Reddit sends, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::loose::{Flag, Int, Many, One, Scalar, Str};
use super::super::moment::Moment;

/// Anything, with a word for what it is.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Thing<'a> {
    #[serde(borrow)]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) data: One<Box<Data<'a>>>,
}

/// The answer to a form: what was written, or what was asked for after `more`.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Answer<'a> {
    #[serde(borrow)]
    pub(super) json: One<AnswerBody<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct AnswerBody<'a> {
    #[serde(borrow)]
    pub(super) data: One<Things<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Things<'a> {
    #[serde(borrow)]
    pub(super) things: Many<Thing<'a>>,
}

/// A listing, a comment, a post or a message: their fields have the same meaning wherever they occur.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Data<'a> {
    #[serde(borrow)]
    pub(super) children: Many<Thing<'a>>,
    /// A listing of answers; empty text where there are none.
    #[serde(borrow, deserialize_with = "answers")]
    pub(super) replies: Many<Thing<'a>>,
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) name: Str<'a>,
    #[serde(borrow)]
    pub(super) link_id: Str<'a>,
    #[serde(borrow)]
    pub(super) parent_id: Str<'a>,
    #[serde(borrow)]
    pub(super) first_message_name: Str<'a>,
    #[serde(borrow)]
    pub(super) author: Str<'a>,
    #[serde(borrow)]
    pub(super) author_fullname: Str<'a>,
    #[serde(borrow)]
    pub(super) title: Str<'a>,
    #[serde(borrow)]
    pub(super) subject: Str<'a>,
    #[serde(borrow)]
    pub(super) body: Str<'a>,
    #[serde(borrow)]
    pub(super) selftext: Str<'a>,
    #[serde(borrow)]
    pub(super) permalink: Str<'a>,
    #[serde(borrow)]
    pub(super) context: Str<'a>,
    #[serde(borrow)]
    pub(super) url: Str<'a>,
    pub(super) was_comment: Flag,
    pub(super) created_utc: Moment,
    #[serde(borrow)]
    pub(super) edited: Option<&'a RawValue>,
    pub(super) score: Int,
    pub(super) score_hidden: Flag,
    pub(super) hide_score: Flag,
    pub(super) num_comments: Int,
    pub(super) num_crossposts: Int,
    pub(super) view_count: Int,
    #[serde(borrow)]
    pub(super) crosspost_parent: Str<'a>,
    #[serde(borrow)]
    pub(super) crosspost_parent_list: Many<Data<'a>>,
    #[serde(borrow)]
    pub(super) removed_by_category: Str<'a>,
    #[serde(borrow)]
    pub(super) removed_by: Str<'a>,
    pub(super) removed: Flag,
    pub(super) spam: Flag,
    pub(super) approved: Flag,
    /// Its name, or whether there was one.
    #[serde(borrow)]
    pub(super) banned_by: Scalar<'a>,
    pub(super) banned_at_utc: Moment,
    #[serde(borrow)]
    pub(super) subreddit: Str<'a>,
    #[serde(borrow)]
    pub(super) subreddit_type: Str<'a>,
    #[serde(borrow)]
    pub(super) link_flair_text: Str<'a>,
    #[serde(borrow)]
    pub(super) post_hint: Str<'a>,
    pub(super) is_self: Flag,
    pub(super) is_video: Flag,
    #[serde(borrow)]
    pub(super) gallery_data: One<Gallery<'a>>,
}

/// The things of a listing, or a list of things.
fn answers<'de: 'a, 'a, D: serde::Deserializer<'de>>(from: D) -> Result<Many<Thing<'a>>, D::Error> {
    let listings = Many::<Thing<'a>>::deserialize(from)?.0.into_iter();
    let inside = listings.flat_map(|thing| match thing.kind.get() {
        Some("Listing") => thing.data.0.map(|data| data.children.0).unwrap_or_default(),
        Some(_) | None => vec![thing],
    });
    Ok(Many(inside.collect()))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Gallery<'a> {
    #[serde(borrow)]
    pub(super) items: Many<Picture<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Picture<'a> {
    #[serde(borrow)]
    pub(super) caption: Str<'a>,
}
