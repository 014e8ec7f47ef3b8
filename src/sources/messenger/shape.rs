//! What the inboxes of Messenger and Instagram send, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;

use super::super::loose::{Flag, Int, Many, One, Str};
use super::super::moment::Moment;

/// An event of an inbox. The field that is there says what it is.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(in super::super) struct Event<'a> {
    #[serde(borrow)]
    pub(super) sender: One<Party<'a>>,
    #[serde(borrow)]
    pub(super) recipient: One<Party<'a>>,
    pub(super) timestamp: Moment,
    #[serde(borrow)]
    pub(super) message: One<Message<'a>>,
    #[serde(borrow)]
    pub(super) message_edit: One<Rewritten<'a>>,
    #[serde(borrow)]
    pub(super) reaction: One<Reaction<'a>>,
    #[serde(borrow)]
    pub(super) postback: One<Postback<'a>>,
}

/// A person, known to this account alone by this id, or the account itself.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Party<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    pub(super) mid: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    pub(super) is_echo: Flag,
    pub(super) is_deleted: Flag,
    pub(super) is_unsupported: Flag,
    #[serde(borrow)]
    pub(super) reply_to: One<Answered<'a>>,
    #[serde(borrow)]
    pub(super) attachments: Many<Attachment<'a>>,
}

/// What a message answers: another message, or a story.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Answered<'a> {
    #[serde(borrow)]
    pub(super) mid: Str<'a>,
    #[serde(borrow)]
    pub(super) story: One<Story<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Story<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Attachment<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) form: Str<'a>,
    #[serde(borrow)]
    pub(super) title: Str<'a>,
    #[serde(borrow)]
    pub(super) payload: One<Attached<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Attached<'a> {
    #[serde(borrow)]
    pub(super) title: Str<'a>,
    #[serde(borrow)]
    pub(super) sticker_id: Str<'a>,
}

/// A message with other words than before.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Rewritten<'a> {
    #[serde(borrow)]
    pub(super) mid: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    /// Which edit it is, from 1.
    pub(super) num_edit: Int,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Reaction<'a> {
    #[serde(borrow)]
    pub(super) mid: Str<'a>,
    #[serde(borrow)]
    pub(super) action: Str<'a>,
    #[serde(borrow)]
    pub(super) reaction: Str<'a>,
    #[serde(borrow)]
    pub(super) emoji: Str<'a>,
}

/// A button pressed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Postback<'a> {
    #[serde(borrow)]
    pub(super) mid: Str<'a>,
    #[serde(borrow)]
    pub(super) title: Str<'a>,
    /// What the button tells the page, in its own words.
    #[serde(borrow)]
    pub(super) payload: Str<'a>,
}
