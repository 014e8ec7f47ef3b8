//! What the Bot API of Telegram sends, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;

use super::super::listed::Listed;
use super::super::loose::{Flag, Int, Many, One, Str, Strs};
use super::super::moment::Moment;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    pub(super) message_id: Str<'a>,
    #[serde(borrow)]
    pub(super) from: One<Account<'a>>,
    /// Who really wrote, where `from` only stands for it.
    #[serde(borrow)]
    pub(super) sender_chat: One<Account<'a>>,
    #[serde(borrow)]
    pub(super) chat: One<Chat<'a>>,
    pub(super) date: Moment,
    pub(super) edit_date: Moment,
    #[serde(borrow)]
    pub(super) reply_to_message: One<Answered<'a>>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) entities: Listed<'a, Entity<'a>>,
    #[serde(borrow)]
    pub(super) caption: Str<'a>,
    #[serde(borrow)]
    pub(super) caption_entities: Listed<'a, Entity<'a>>,
    #[serde(borrow)]
    pub(super) poll: One<Poll<'a>>,
    #[serde(borrow)]
    pub(super) venue: One<Venue<'a>>,
    #[serde(borrow)]
    pub(super) sticker: One<Sticker<'a>>,
    pub(super) photo: One<There>,
    pub(super) video: One<There>,
    pub(super) video_note: One<There>,
    pub(super) animation: One<There>,
    pub(super) audio: One<There>,
    pub(super) voice: One<There>,
    pub(super) document: One<There>,
    pub(super) paid_media: One<There>,
    pub(super) live_photo: One<There>,
    pub(super) story: One<There>,
    pub(super) contact: One<There>,
    pub(super) location: One<There>,
    pub(super) dice: One<There>,
    #[serde(borrow)]
    pub(super) checklist: One<Checklist<'a>>,
    /// Tasks that somebody added to a checklist.
    #[serde(borrow)]
    pub(super) checklist_tasks_added: One<Checklist<'a>>,
    #[serde(borrow)]
    pub(super) web_app_data: One<Filled<'a>>,
    #[serde(borrow)]
    pub(super) gift: One<Remark<'a>>,
    #[serde(borrow)]
    pub(super) suggested_post_declined: One<Remark<'a>>,
    /// Somebody called the bot into a chat that it is no member of.
    #[serde(borrow)]
    pub(super) guest_query_id: Str<'a>,
    /// A bot of the business that wrote in its name.
    pub(super) sender_business_bot: One<There>,
}

/// A user or a chat that writes.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Account<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) username: Str<'a>,
    pub(super) is_bot: Flag,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Chat<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow, rename = "type")]
    pub(super) form: Str<'a>,
    #[serde(borrow)]
    pub(super) username: Str<'a>,
}

/// The message answered. That a topic was opened is what every message of the topic "answers".
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Answered<'a> {
    #[serde(borrow)]
    pub(super) message_id: Str<'a>,
    pub(super) forum_topic_created: One<There>,
}

/// A marked piece of the words; positions count UTF-16 code units.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Entity<'a> {
    #[serde(borrow, rename = "type")]
    pub(super) form: Str<'a>,
    pub(super) offset: Int,
    pub(super) length: Int,
    #[serde(borrow)]
    pub(super) url: Str<'a>,
    #[serde(borrow)]
    pub(super) user: One<Account<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Poll<'a> {
    #[serde(borrow)]
    pub(super) question: Str<'a>,
}

/// A list of tasks, with a title where it is sent whole.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Checklist<'a> {
    #[serde(borrow)]
    pub(super) title: Str<'a>,
    #[serde(borrow)]
    pub(super) tasks: Many<Task<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Task<'a> {
    #[serde(borrow)]
    pub(super) text: Str<'a>,
}

/// What somebody filled into an application inside the chat; most send JSON.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Filled<'a> {
    #[serde(borrow)]
    pub(super) data: Str<'a>,
}

/// Words that come with something that happened.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Remark<'a> {
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) comment: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Venue<'a> {
    #[serde(borrow)]
    pub(super) title: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Sticker<'a> {
    #[serde(borrow)]
    pub(super) emoji: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Deleted<'a> {
    #[serde(borrow)]
    pub(super) chat: One<Chat<'a>>,
    #[serde(borrow)]
    pub(super) message_ids: Strs<'a>,
}

/// The reactions of one account to one message, before and after.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Reacted<'a> {
    #[serde(borrow)]
    pub(super) chat: One<Chat<'a>>,
    #[serde(borrow)]
    pub(super) message_id: Str<'a>,
    #[serde(borrow)]
    pub(super) user: One<Account<'a>>,
    #[serde(borrow)]
    pub(super) actor_chat: One<Account<'a>>,
    pub(super) date: Moment,
    #[serde(borrow)]
    pub(super) new_reaction: Many<Sign<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Sign<'a> {
    #[serde(borrow)]
    pub(super) emoji: Str<'a>,
}

/// Something of which only the presence matters.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct There {}
