//! Direct messages: as webhooks and the Activity API send them, as they are looked up, and encrypted ones,
//! of which only the fact is told.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::draft::{Draft, DraftAuthor, DraftText, Form, Part, Root};
use super::super::loose::{Many, One, Str};
use super::super::moment::Moment;
use super::super::parts::Parts;
use super::super::peel::not_json;
use super::notice::first;
use super::shape::{Includes, Item};
use super::status::shape::{Account, Entities, Medium};
use super::{missing, post, status};
use crate::domain::event::{Action, Direction, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject};
use crate::domain::time::Time;

/// A direct message of a webhook.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct DirectMessage<'a> {
    #[serde(borrow)]
    id: Str<'a>,
    created_timestamp: Moment,
    #[serde(borrow)]
    message_create: One<Created<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Created<'a> {
    #[serde(borrow)]
    target: One<Target<'a>>,
    #[serde(borrow)]
    sender_id: Str<'a>,
    #[serde(borrow)]
    message_data: One<Data<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Target<'a> {
    #[serde(borrow)]
    recipient_id: Str<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Data<'a> {
    #[serde(borrow)]
    text: Str<'a>,
    #[serde(borrow)]
    entities: One<Entities<'a>>,
    #[serde(borrow)]
    attachment: One<Attachment<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Attachment<'a> {
    #[serde(borrow)]
    media: One<Medium<'a>>,
}

/// A direct message of the streams of single users, as it was before the webhooks.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Streamed<'a> {
    #[serde(borrow)]
    id: Str<'a>,
    #[serde(borrow)]
    id_str: Str<'a>,
    #[serde(borrow)]
    text: Str<'a>,
    created_at: Moment,
    #[serde(borrow)]
    sender: One<Account<'a>>,
    #[serde(borrow)]
    recipient: One<Account<'a>>,
    #[serde(borrow)]
    entities: One<Entities<'a>>,
}

/// The accounts of a webhook, by their ids.
pub(super) type Accounts<'a> = One<BTreeMap<Cow<'a, str>, One<Box<Account<'a>>>>>;

/// What the envelope of an activity holds: the webhook's form, or one message as it is looked up.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Messages<'a> {
    #[serde(borrow)]
    direct_message_events: Many<DirectMessage<'a>>,
    #[serde(borrow)]
    users: Accounts<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Chat<'a> {
    #[serde(borrow)]
    id: Str<'a>,
    created_at_msec: Moment,
    #[serde(borrow)]
    sender_id: Str<'a>,
    #[serde(borrow)]
    conversation_id: Str<'a>,
}

/// The messages of an activity.
pub(super) fn activity<'a>(
    item: &Item<'a>,
    beside: &Includes<'a>,
    direction: Option<Direction>,
    parts: &mut Parts<'_>,
) -> Result<(), Reject> {
    let raw = item.payload.map_or("{}", |raw| raw.get());
    let messages: One<Messages<'a>> = serde_json::from_str(raw).map_err(|e| not_json(&e))?;
    let messages = messages.0.unwrap_or_default();
    if messages.direct_message_events.0.is_empty() {
        let one: One<Item<'a>> = serde_json::from_str(raw).map_err(|e| not_json(&e))?;
        let includes = item.includes.0.as_ref().unwrap_or(beside);
        parts.push(looked_up(one.0.unwrap_or_default(), includes, direction));
    }
    for message in messages.direct_message_events.0 {
        parts.push(direct(message, &messages.users, direction, None));
    }
    Ok(())
}

/// A message of a webhook for the account `own`.
pub(super) fn direct<'a>(
    message: DirectMessage<'a>,
    accounts: &Accounts<'a>,
    direction: Option<Direction>,
    own: Option<&str>,
) -> Part<'a> {
    let Some(created) = message.message_create.0 else {
        return Part::Ignored(Ignored::Control);
    };
    let Some(id) = message.id.take() else {
        return missing("a direct message of x", "id");
    };
    let recipient = created.target.0.and_then(|target| target.recipient_id.take());
    let sender = created.sender_id.take();
    let conversation = sender.as_deref().zip(recipient.as_deref());
    let conversation = conversation.map(|(one, other)| Cow::Owned(between(one, other)));
    let ours = own.is_some() && own == sender.as_deref();
    let author = sender.map(|id| {
        let account = accounts.0.as_ref().and_then(|all| all.get(&id)?.0.as_ref());
        match account {
            Some(account) => status::author_of(id, account),
            None => DraftAuthor::named(id),
        }
    });
    let data = created.message_data.0.unwrap_or_default();
    let medium = data.attachment.0.and_then(|attachment| attachment.media.0);
    Draft {
        author,
        direction: direction.or(ours.then_some(Direction::Outbound)),
        text: data.text.take().map(|raw| DraftText {
            spans: data.entities.0.as_ref().map(status::spans).unwrap_or_default(),
            ..DraftText::new(raw, Form::Escaped)
        }),
        media: medium.map(Medium::draft).into_iter().collect(),
        ..bare(id, conversation, message.created_timestamp.0)
    }
    .news()
}

/// A message of a stream; `own` is the account that the stream is of, where that is known.
pub(super) fn streamed<'a>(message: Streamed<'a>, own: Option<&str>) -> Part<'a> {
    let Some(id) = first([message.id_str, message.id]) else {
        return missing("a direct message of x", "id");
    };
    let sender = message.sender.0.as_ref().and_then(status::author);
    let recipient = message.recipient.0.as_ref().and_then(status::author);
    let both = sender.as_ref().zip(recipient.as_ref());
    let conversation = both.map(|(one, other)| Cow::Owned(between(&one.id, &other.id)));
    let ours = own.is_some() && own == sender.as_ref().map(|sender| sender.id.as_ref());
    let spans = message.entities.0.as_ref().map(status::spans);
    Draft {
        direction: ours.then_some(Direction::Outbound),
        text: message.text.take().map(|raw| DraftText {
            spans: spans.unwrap_or_default(),
            ..DraftText::new(raw, Form::Escaped)
        }),
        author: sender,
        ..bare(id, conversation, message.created_at.0)
    }
    .news()
}

/// A message as it is looked up.
pub(super) fn looked_up<'a>(
    item: Item<'a>,
    includes: &Includes<'a>,
    direction: Option<Direction>,
) -> Part<'a> {
    let Some(id) = item.id.take() else {
        return missing("a direct message of x", "id");
    };
    Draft {
        author: item.sender_id.take().map(|id| post::author(id, includes)),
        direction,
        text: item.text.take().map(|raw| DraftText::new(raw, Form::Escaped)),
        media: includes.media(item.attachments.0.as_ref()),
        ..bare(id, item.dm_conversation_id.take(), item.created_at.0)
    }
    .news()
}

/// An encrypted message: its words can be had only from a device of the account.
pub(super) fn encrypted<'a>(item: &Item<'a>, direction: Option<Direction>) -> Result<Part<'a>, Reject> {
    let raw = item.payload.map_or("{}", |raw| raw.get());
    let chat: One<Chat<'a>> = serde_json::from_str(raw).map_err(|e| not_json(&e))?;
    let chat = chat.0.unwrap_or_default();
    let Some(id) = chat.id.take() else {
        return Ok(missing("an encrypted message of x", "id"));
    };
    Ok(Draft {
        author: chat.sender_id.take().map(DraftAuthor::named),
        direction,
        needs_enrichment: true,
        ..bare(id, chat.conversation_id.take(), chat.created_at_msec.0)
    }
    .news())
}

fn bare<'a>(id: Cow<'a, str>, conversation: Option<Cow<'a, str>>, at: Option<Time>) -> Draft<'a> {
    let root = conversation.unwrap_or_else(|| id.clone());
    Draft {
        root: Root::Id(root),
        visibility: Visibility::Direct,
        occurred_at: at,
        ..Draft::new(Action::Create, Kind::Message, id)
    }
}

/// The conversation of two accounts as it is named where messages are looked up: the older account first.
fn between(one: &str, other: &str) -> String {
    if (one.len(), one) <= (other.len(), other) {
        format!("{one}-{other}")
    } else {
        format!("{other}-{one}")
    }
}
