//! What Discourse sends, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::super::loose::{Flag, Int, One, Str};
use super::super::moment::Moment;

/// The body: one object, under the name of what it is.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Frame<'a> {
    #[serde(borrow)]
    pub(super) post: One<Box<Post<'a>>>,
    #[serde(borrow)]
    pub(super) topic: One<Topic<'a>>,
    #[serde(borrow)]
    pub(super) like: One<Like<'a>>,
    pub(super) solved: Option<IgnoredAny>,
    pub(super) ping: Option<IgnoredAny>,
    pub(super) user: Option<IgnoredAny>,
    pub(super) category: Option<IgnoredAny>,
    pub(super) group: Option<IgnoredAny>,
    pub(super) tag: Option<IgnoredAny>,
    pub(super) reviewable: Option<IgnoredAny>,
    pub(super) notification: Option<IgnoredAny>,
    pub(super) user_badge: Option<IgnoredAny>,
    pub(super) group_user: Option<IgnoredAny>,
    pub(super) topic_voting: Option<IgnoredAny>,
    pub(super) chat_message: Option<IgnoredAny>,
    pub(super) assign: Option<IgnoredAny>,
    pub(super) calendar_event: Option<IgnoredAny>,
    /// Something is wrapped around the body.
    pub(super) payload: Option<IgnoredAny>,
    pub(super) body: Option<IgnoredAny>,
}

impl Frame<'_> {
    /// Whether the body is about something that is no post.
    pub(super) fn is_control(&self) -> bool {
        let about = [
            &self.solved,
            &self.ping,
            &self.user,
            &self.category,
            &self.group,
            &self.tag,
            &self.reviewable,
            &self.notification,
            &self.user_badge,
            &self.group_user,
            &self.topic_voting,
            &self.chat_message,
            &self.assign,
            &self.calendar_event,
        ];
        about.into_iter().any(Option::is_some)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Like<'a> {
    #[serde(borrow)]
    pub(super) post: One<Box<Post<'a>>>,
    #[serde(borrow)]
    pub(super) user: One<User<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct User<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) username: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Post<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) topic_id: Str<'a>,
    #[serde(borrow)]
    pub(super) topic_title: Str<'a>,
    #[serde(borrow)]
    pub(super) topic_archetype: Str<'a>,
    pub(super) post_number: Int,
    /// 1 is a post, 2 a moderator's, 3 a line of the forum itself, 4 a whisper among staff.
    pub(super) post_type: Int,
    /// A number within the topic, not an id.
    #[serde(borrow)]
    pub(super) reply_to_post_number: Str<'a>,
    #[serde(borrow)]
    pub(super) user_id: Str<'a>,
    #[serde(borrow)]
    pub(super) username: Str<'a>,
    pub(super) user_cakedate: Moment,
    pub(super) created_at: Moment,
    pub(super) deleted_at: Moment,
    #[serde(borrow)]
    pub(super) cooked: Str<'a>,
    #[serde(borrow)]
    pub(super) raw: Str<'a>,
    pub(super) version: Int,
    pub(super) reply_count: Int,
    pub(super) quote_count: Int,
    pub(super) reads: Int,
    pub(super) hidden: Flag,
    pub(super) staff: Flag,
    pub(super) admin: Flag,
    pub(super) moderator: Flag,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Topic<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) title: Str<'a>,
    #[serde(borrow)]
    pub(super) archetype: Str<'a>,
    #[serde(borrow)]
    pub(super) user_id: Str<'a>,
    #[serde(borrow)]
    pub(super) created_by: One<User<'a>>,
    pub(super) created_at: Moment,
    pub(super) deleted_at: Moment,
    pub(super) reply_count: Int,
    pub(super) like_count: Int,
    pub(super) views: Int,
}
