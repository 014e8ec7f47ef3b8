//! What TikTok's webhooks send, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::loose::{One, Str};
use super::super::moment::Moment;

/// The outermost object.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Frame<'a> {
    #[serde(borrow)]
    pub(super) client_key: Str<'a>,
    #[serde(borrow)]
    pub(super) event: Str<'a>,
    pub(super) create_time: Moment,
    /// The business account whose event it is.
    #[serde(borrow)]
    pub(super) user_openid: Str<'a>,
    /// An object, mostly as JSON inside a JSON string.
    #[serde(borrow)]
    pub(super) content: Option<&'a RawValue>,
}

/// The content of events about comments and messages.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Content<'a> {
    #[serde(borrow)]
    pub(super) comment_id: Str<'a>,
    #[serde(borrow)]
    pub(super) video_id: Str<'a>,
    #[serde(borrow)]
    pub(super) parent_comment_id: Str<'a>,
    #[serde(borrow)]
    pub(super) comment_action: Str<'a>,
    /// Account that wrote a comment.
    #[serde(borrow)]
    pub(super) unique_identifier: Str<'a>,
    pub(super) timestamp: Moment,
    #[serde(borrow)]
    pub(super) message_id: Str<'a>,
    #[serde(borrow)]
    pub(super) conversation_id: Str<'a>,
    #[serde(borrow, rename = "type")]
    pub(super) form: Str<'a>,
    /// Name of the account that wrote a message.
    #[serde(borrow)]
    pub(super) from: Str<'a>,
    #[serde(borrow)]
    pub(super) from_user: One<Account<'a>>,
    #[serde(borrow)]
    pub(super) sender: Str<'a>,
    #[serde(borrow)]
    pub(super) text: One<Words<'a>>,
    #[serde(borrow)]
    pub(super) referenced_message_info: One<Referenced<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Account<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Words<'a> {
    #[serde(borrow)]
    pub(super) body: Str<'a>,
}

/// The message answered.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Referenced<'a> {
    #[serde(borrow)]
    pub(super) referenced_message_id: Str<'a>,
}
