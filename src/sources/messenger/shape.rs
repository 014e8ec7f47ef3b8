//! What the inboxes of Messenger and Instagram send, as far as it is read. Unknown fields are skipped.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::super::fields::Fields;
use super::super::loose::{Flag, Int, Many, One, Str};
use super::super::moment::Moment;

/// An event of an inbox. The field that is there says what it is.
#[derive(Default)]
pub(in super::super) struct Event<'a> {
    pub(super) sender: One<Party<'a>>,
    pub(super) recipient: One<Party<'a>>,
    pub(super) timestamp: Moment,
    pub(super) message: One<Message<'a>>,
    pub(super) message_edit: One<Rewritten<'a>>,
    pub(super) reaction: One<Reaction<'a>>,
    pub(super) postback: One<Postback<'a>>,
    pub(super) feedback: One<Fields<'a>>,
    /// Whether there is an object besides that is not known.
    pub(super) unknown: bool,
}

/// What happens in an inbox without a word: read, delivered, handed over, opted in, paid.
const SILENT: [&str; 19] = [
    "read",
    "delivery",
    "optin",
    "referral",
    "account_linking",
    "policy_enforcement",
    "policy-enforcement",
    "app_roles",
    "pass_thread_control",
    "take_thread_control",
    "request_thread_control",
    "pass_metadata",
    "game_play",
    "payment",
    "checkout_update",
    "pre_checkout",
    "response_feedback",
    "typing",
    "prior_message",
];

struct EventVisitor;

impl<'de> Visitor<'de> for EventVisitor {
    type Value = Event<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event of an inbox")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event<'de>, A::Error> {
        let mut event = Event::default();
        while let Some(Str(name)) = map.next_key::<Str<'de>>()? {
            match name.as_deref().unwrap_or_default() {
                "sender" => event.sender = map.next_value()?,
                "recipient" => event.recipient = map.next_value()?,
                "timestamp" => event.timestamp = map.next_value()?,
                "message" => event.message = map.next_value()?,
                "message_edit" => event.message_edit = map.next_value()?,
                "reaction" => event.reaction = map.next_value()?,
                "postback" => event.postback = map.next_value()?,
                "messaging_feedback" => event.feedback = map.next_value()?,
                other => {
                    let value: &'de RawValue = map.next_value()?;
                    event.unknown |= value.get().starts_with('{') && !SILENT.contains(&other);
                }
            }
        }
        Ok(event)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Event<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(EventVisitor)
    }
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
