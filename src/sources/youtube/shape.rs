//! What the Data API and the live chat send, as far as it is read. Unknown fields are skipped.

use std::borrow::Cow;

use serde::Deserialize;

use super::super::listed::Listed;
use super::super::loose::{Flag, Int, Many, One, Str};
use super::super::moment::Moment;

/// An answer that lists things, or one of them.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Frame<'a> {
    #[serde(borrow)]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) items: Listed<'a, Comment<'a>>,
}

/// A comment, a thread of comments, or a message of a live chat.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Comment<'a> {
    #[serde(borrow)]
    pub(super) kind: Str<'a>,
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) snippet: One<Box<Snippet<'a>>>,
    #[serde(borrow)]
    pub(super) replies: One<Replies<'a>>,
    #[serde(borrow)]
    pub(super) author_details: One<AuthorDetails<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Replies<'a> {
    #[serde(borrow)]
    pub(super) comments: Many<Comment<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Snippet<'a> {
    #[serde(borrow)]
    pub(super) channel_id: Str<'a>,
    #[serde(borrow)]
    pub(super) video_id: Str<'a>,
    #[serde(borrow)]
    pub(super) top_level_comment: One<Box<Comment<'a>>>,
    pub(super) total_reply_count: Int,
    pub(super) is_public: Flag,
    #[serde(borrow)]
    pub(super) author_display_name: Str<'a>,
    #[serde(borrow)]
    pub(super) author_channel_id: Channel<'a>,
    #[serde(borrow)]
    pub(super) author_channel_url: Str<'a>,
    #[serde(borrow)]
    pub(super) text_display: Str<'a>,
    #[serde(borrow)]
    pub(super) text_original: Str<'a>,
    #[serde(borrow)]
    pub(super) parent_id: Str<'a>,
    pub(super) like_count: Int,
    #[serde(borrow)]
    pub(super) moderation_status: Str<'a>,
    pub(super) published_at: Moment,
    pub(super) updated_at: Moment,
    #[serde(borrow, rename = "type")]
    pub(super) event: Str<'a>,
    #[serde(borrow)]
    pub(super) live_chat_id: Str<'a>,
    #[serde(borrow)]
    pub(super) display_message: Str<'a>,
    #[serde(borrow)]
    pub(super) text_message_details: One<Message<'a>>,
    #[serde(borrow)]
    pub(super) super_chat_details: One<Message<'a>>,
    #[serde(borrow)]
    pub(super) member_milestone_chat_details: One<Message<'a>>,
    #[serde(borrow)]
    pub(super) fan_funding_event_details: One<Message<'a>>,
    #[serde(borrow)]
    pub(super) message_deleted_details: One<Gone<'a>>,
    #[serde(borrow)]
    pub(super) message_retracted_details: One<Gone<'a>>,
}

impl Snippet<'_> {
    /// Whether it is that of a comment or of a thread.
    pub(super) fn is_comment(&self) -> bool {
        self.top_level_comment.0.is_some() || self.text_display.0.is_some() || self.text_original.0.is_some()
    }
}

/// The id of a channel: `{"value": id}`, or in a live chat the id itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Channel<'a> {
    /// In an object.
    Object {
        /// The id.
        #[serde(borrow)]
        value: Str<'a>,
    },
    /// Alone.
    Alone(#[serde(borrow)] Str<'a>),
}

impl Default for Channel<'_> {
    fn default() -> Self {
        Self::Alone(Str(None))
    }
}

impl<'a> Channel<'a> {
    /// The id, if there is one.
    pub(super) fn id(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Object { value } | Self::Alone(value) => value.take(),
        }
    }
}

/// Words of a message; each kind of message has another name for them.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    pub(super) message_text: Str<'a>,
    #[serde(borrow)]
    pub(super) user_comment: Str<'a>,
}

/// The message that was taken away.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Gone<'a> {
    #[serde(borrow)]
    pub(super) deleted_message_id: Str<'a>,
    #[serde(borrow)]
    pub(super) retracted_message_id: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct AuthorDetails<'a> {
    #[serde(borrow)]
    pub(super) channel_id: Str<'a>,
    #[serde(borrow)]
    pub(super) display_name: Str<'a>,
    pub(super) is_verified: Flag,
}
