//! What WhatsApp sends, as far as it is read. Unknown fields are skipped.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::super::loose::{Many, One, Str};
use super::super::moment::Moment;

/// The value of a change: messages of one of the business's numbers.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Value<'a> {
    #[serde(borrow)]
    pub(super) metadata: One<Metadata<'a>>,
    #[serde(borrow)]
    pub(super) contacts: Many<Contact<'a>>,
    #[serde(borrow)]
    pub(super) messages: Many<Message<'a>>,
    /// Messages that the business wrote elsewhere.
    #[serde(borrow)]
    pub(super) message_echoes: Many<Message<'a>>,
    /// Messages from before this feed began.
    #[serde(borrow)]
    pub(super) history: Many<History<'a>>,
    /// Messages while another application has the conversation.
    #[serde(borrow)]
    pub(super) standby: One<Box<Value<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Metadata<'a> {
    #[serde(borrow)]
    pub(super) display_phone_number: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Contact<'a> {
    #[serde(borrow)]
    pub(super) wa_id: Str<'a>,
    #[serde(borrow)]
    pub(super) user_id: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct History<'a> {
    #[serde(borrow)]
    pub(super) threads: Many<Thread<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Thread<'a> {
    /// The customer.
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) messages: Many<Message<'a>>,
}

/// A message. The field named like its type holds the rest, and may be missing.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Message<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    #[serde(borrow)]
    pub(super) from: Str<'a>,
    #[serde(borrow)]
    pub(super) from_user_id: Str<'a>,
    #[serde(borrow)]
    pub(super) to: Str<'a>,
    #[serde(borrow)]
    pub(super) to_user_id: Str<'a>,
    #[serde(borrow)]
    pub(super) group_id: Str<'a>,
    pub(super) timestamp: Moment,
    #[serde(borrow, rename = "type")]
    pub(super) form: Str<'a>,
    #[serde(borrow)]
    pub(super) context: One<Answered<'a>>,
    #[serde(borrow)]
    pub(super) text: One<Words<'a>>,
    #[serde(borrow)]
    pub(super) button: One<Words<'a>>,
    #[serde(borrow)]
    pub(super) order: One<Words<'a>>,
    #[serde(borrow)]
    pub(super) interactive: One<Interactive<'a>>,
    #[serde(borrow)]
    pub(super) image: One<Words<'a>>,
    #[serde(borrow)]
    pub(super) video: One<Words<'a>>,
    #[serde(borrow)]
    pub(super) document: One<Words<'a>>,
    #[serde(borrow)]
    pub(super) location: One<Location<'a>>,
    #[serde(borrow)]
    pub(super) reaction: One<Reaction<'a>>,
    #[serde(borrow)]
    pub(super) edit: One<Changed<'a>>,
    #[serde(borrow)]
    pub(super) revoke: One<Changed<'a>>,
}

/// The message answered. A forwarded message has one of these without id.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Answered<'a> {
    #[serde(borrow)]
    pub(super) id: Str<'a>,
}

/// Words of a message, wherever its type keeps them.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Words<'a> {
    #[serde(borrow)]
    pub(super) body: Str<'a>,
    #[serde(borrow)]
    pub(super) caption: Str<'a>,
    #[serde(borrow)]
    pub(super) text: Str<'a>,
    #[serde(borrow)]
    pub(super) title: Str<'a>,
}

/// What was chosen of what the business offered.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Interactive<'a> {
    #[serde(borrow)]
    pub(super) button_reply: One<Words<'a>>,
    #[serde(borrow)]
    pub(super) list_reply: One<Words<'a>>,
    #[serde(borrow)]
    pub(super) nfm_reply: One<Filled<'a>>,
}

/// A form that was filled in.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Filled<'a> {
    #[serde(borrow)]
    pub(super) name: Str<'a>,
    #[serde(borrow)]
    pub(super) body: Str<'a>,
    /// The answers: JSON as a text, or plainly.
    #[serde(borrow)]
    pub(super) response_json: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Location<'a> {
    #[serde(borrow)]
    pub(super) name: Str<'a>,
}

/// A reaction; without sign it takes the one before back.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Reaction<'a> {
    #[serde(borrow)]
    pub(super) message_id: Str<'a>,
    #[serde(borrow)]
    pub(super) emoji: Str<'a>,
}

/// An edit or a revocation. It has an id of its own and names the message here.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Changed<'a> {
    #[serde(borrow)]
    pub(super) original_message_id: Str<'a>,
    /// What the message now is.
    #[serde(borrow)]
    pub(super) message: One<Box<Message<'a>>>,
}
