//! What the fields of a Facebook page send, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;

use super::super::loose::{Flag, Int, Many, One, Scalar, Str, Strs};
use super::super::moment::Moment;

/// The value of the fields `feed`, `ratings` and `mention`. Older ones name the sender beside, newer ones in
/// `from`, reviews as the reviewer, page likes as the user.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Value<'a> {
    #[serde(borrow)]
    pub(super) item: Str<'a>,
    #[serde(borrow)]
    pub(super) verb: Str<'a>,
    #[serde(borrow)]
    pub(super) from: One<Sender<'a>>,
    #[serde(borrow)]
    pub(super) sender_id: Str<'a>,
    #[serde(borrow)]
    pub(super) reviewer_id: Str<'a>,
    #[serde(borrow)]
    pub(super) user_id: Str<'a>,
    #[serde(borrow)]
    pub(super) post_id: Str<'a>,
    #[serde(borrow)]
    pub(super) comment_id: Str<'a>,
    #[serde(borrow)]
    pub(super) parent_id: Str<'a>,
    #[serde(borrow)]
    pub(super) open_graph_story_id: Str<'a>,
    #[serde(borrow)]
    pub(super) share_id: Str<'a>,
    #[serde(borrow)]
    pub(super) album_id: Str<'a>,
    #[serde(borrow)]
    pub(super) photo_id: Str<'a>,
    #[serde(borrow)]
    pub(super) video_id: Str<'a>,
    #[serde(borrow)]
    pub(super) event_id: Str<'a>,
    #[serde(borrow)]
    pub(super) message: Str<'a>,
    #[serde(borrow)]
    pub(super) message_tags: Many<Tag<'a>>,
    #[serde(borrow)]
    pub(super) review_text: Str<'a>,
    #[serde(borrow)]
    pub(super) rating: Scalar<'a>,
    #[serde(borrow)]
    pub(super) recommendation_type: Str<'a>,
    #[serde(borrow)]
    pub(super) reaction_type: Str<'a>,
    pub(super) created_time: Moment,
    pub(super) published: Flag,
    #[serde(borrow)]
    pub(super) photo: Str<'a>,
    #[serde(borrow)]
    pub(super) photos: Strs<'a>,
    #[serde(borrow)]
    pub(super) photo_ids: Strs<'a>,
    #[serde(borrow)]
    pub(super) video: Str<'a>,
    #[serde(borrow)]
    pub(super) sticker: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Sender<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
}

/// An account named in the words; positions count Unicode scalars.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Tag<'a> {
    #[serde(borrow)]
    pub(super) name: Str<'a>,
    pub(super) offset: Int,
    pub(super) length: Int,
}
