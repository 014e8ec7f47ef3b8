//! Telegram, by the updates of the Bot API: messages, posts of channels, edits, reactions, and what a business
//! account deletes. The conversation is the chat; ids of messages are unique in it alone.

mod message;
mod quote;
mod service;
mod shape;

use super::acting;
use super::draft::DraftReply;
use crate::domain::surface::Surface;
use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, Part, Root, Shape};
use super::fields::Fields;
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use message::{author, visibility};
use shape::{Deleted, Message, Reacted};

/// How Telegram is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// In a private chat the chat is the account that wrote; in a group the message is answered where it stands. A group with
/// a name of its own has pages.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    let chat = draft.scope.clone();
    if draft.surface == Surface::Direct {
        draft.reply = chat.map(DraftReply::to_address);
    } else if draft.surface == Surface::PublicPost {
        draft.surface = Surface::Group;
        draft.thread.native_id = chat;
        acting::answer_post(draft);
    }
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Edit),
    (Kind::Message, Action::Create),
    (Kind::Message, Action::Edit),
    (Kind::Message, Action::Delete),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Reaction, Action::Create),
    (Kind::Reaction, Action::Delete),
];

/// Updates that hold a message.
const MESSAGES: [(&str, Action); 7] = [
    ("message", Action::Create),
    ("channelpost", Action::Create),
    ("businessmessage", Action::Create),
    ("guestmessage", Action::Create),
    ("editedmessage", Action::Edit),
    ("editedchannelpost", Action::Edit),
    ("editedbusinessmessage", Action::Edit),
];

/// Buttons pressed, queries, polls, payments and members: no news of a post.
const CONTROL: [&str; 15] = [
    "updateid",
    "inlinequery",
    "choseninlineresult",
    "callbackquery",
    "shippingquery",
    "precheckoutquery",
    "purchasedpaidmedia",
    "poll",
    "pollanswer",
    "mychatmember",
    "chatmember",
    "chatjoinrequest",
    "chatboost",
    "removedchatboost",
    "businessconnection",
];

/// Reads one update, or an answer that lists several.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let fields: Fields<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let listed = fields.listed(&["result"]).filter(|listed| !listed.is_empty());
    if let Some(listed) = listed {
        listed.each(|update| {
            read_update(&update, parts);
            Ok(())
        })?;
    } else if fields.has(&["updateid"]) || has_news(&fields) {
        read_update(&fields, parts);
    } else {
        let alone: Message<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
        if alone.message_id.get().is_none() || alone.chat.0.is_none() {
            return Ok(Shape::Unknown);
        }
        let action = if alone.edit_date.0.is_some() {
            Action::Edit
        } else {
            Action::Create
        };
        parts.push(message::part(alone, action, &fields));
    }
    Ok(Shape::Known)
}

fn has_news(update: &Fields<'_>) -> bool {
    let with_chat =
        |(name, _): &(&str, Action)| update.object(&[*name]).is_some_and(|one| one.has(&["chat"]));
    MESSAGES.iter().any(with_chat) || update.has(&["deletedbusinessmessages", "messagereaction"])
}

/// An update says one thing.
fn read_update<'a>(update: &Fields<'a>, parts: &mut Parts<'_>) {
    let before = parts.len();
    for (name, action) in MESSAGES {
        let read = || {
            let message = update.one::<Box<Message<'a>>>(name)?;
            Some(message::part(*message, action, &update.one(name)?))
        };
        parts.extend(read());
    }
    if let Some(deleted) = update.one("deletedbusinessmessages") {
        delete(deleted, parts);
    }
    if let Some(reacted) = update.one("messagereaction") {
        parts.push(reaction(reacted));
    }
    if parts.len() == before {
        parts.push(besides(update));
    }
}

/// An update without news of a post, or of a kind that is not known: one that holds a message is read as news of that.
fn besides<'a>(update: &Fields<'a>) -> Part<'a> {
    if update.has(&["messagereactioncount"]) {
        return Part::Ignored(Ignored::Reaction);
    }
    let unknown =
        |name: &String| !CONTROL.contains(&name.as_str()) && update.object(&[name.as_str()]).is_some();
    let Some(name) = update.names().find(unknown) else {
        return Part::Ignored(Ignored::Control);
    };
    let (message, all) = (update.one::<Box<Message<'a>>>(&name), update.object(&[&name]));
    match message.zip(all) {
        Some((message, all)) if message.message_id.get().is_some() && message.chat.0.is_some() => {
            let action = if name.starts_with("edited") {
                Action::Edit
            } else {
                Action::Create
            };
            message::part(*message, action, &all)
        }
        _ => {
            let detail = "an update of telegram of no kind that is known";
            Part::Refused(Reject::new(RejectReason::UnknownKind, detail))
        }
    }
}

fn delete<'a>(deleted: Deleted<'a>, parts: &mut Parts<'_>) {
    let Some(chat) = deleted.chat.0.and_then(|chat| chat.id.take()) else {
        parts.push(without("chat.id"));
        return;
    };
    let gone = deleted.message_ids.0.into_iter().map(|id| {
        Draft {
            visibility: Visibility::Direct,
            ..within(chat.clone(), Action::Delete, Kind::Message, id)
        }
        .news()
    });
    parts.extend(gone);
}

/// An account has one set of reactions to each message; an empty one takes the reaction back.
fn reaction(reacted: Reacted<'_>) -> Part<'_> {
    let chat = reacted.chat.0.unwrap_or_default();
    let seen = visibility(&chat);
    let (Some(chat), Some(target)) = (chat.id.take(), reacted.message_id.take()) else {
        return without("message_id` or `chat.id");
    };
    let by = [reacted.user.0, reacted.actor_chat.0]
        .into_iter()
        .flatten()
        .next();
    let by: Option<DraftAuthor<'_>> = by.and_then(author);
    let action = if reacted.new_reaction.0.is_empty() {
        Action::Delete
    } else {
        Action::Create
    };
    let id = format!("{target}/{}", by.as_ref().map_or("-", |by| by.id.as_ref()));
    let signs = reacted.new_reaction.0.into_iter();
    Draft {
        parent: Some(target),
        author: by,
        visibility: seen,
        occurred_at: reacted.date.0,
        extras: signs
            .filter_map(|sign| Some(("emoji", sign.emoji.take()?)))
            .collect(),
        ..within(chat, action, Kind::Reaction, Cow::Owned(id))
    }
    .news()
}

/// News of a post of this chat.
fn within<'a>(chat: Cow<'a, str>, action: Action, kind: Kind, id: Cow<'a, str>) -> Draft<'a> {
    Draft {
        root: Root::Id(chat.clone()),
        scope: Some(chat),
        ..Draft::new(action, kind, id)
    }
}

fn without<'a>(field: &str) -> Part<'a> {
    let detail = format!("an update of telegram without `{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}
