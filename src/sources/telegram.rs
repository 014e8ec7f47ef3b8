//! Telegram, by the updates of the Bot API: messages, posts of channels, edits, reactions, and what a business
//! account deletes. The conversation is the chat; ids of messages are unique in it alone.

mod message;
mod quote;
mod shape;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, Part, Root, Shape};
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use message::{author, visibility};
use shape::{Deleted, Message, Reacted, Update};

/// How Telegram is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
};

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

/// Reads one update, or an answer that lists several.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let mut update: Update<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let listed = std::mem::take(&mut update.result);
    if !listed.is_empty() {
        listed.each(|update| {
            read_update(*update, parts);
            Ok(())
        })?;
    } else if update.update_id.get().is_some() || has_news(&update) {
        read_update(update, parts);
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
        parts.push(message::part(alone, action));
    }
    Ok(Shape::Known)
}

fn has_news(update: &Update<'_>) -> bool {
    let messages = [
        &update.message,
        &update.edited_message,
        &update.channel_post,
        &update.edited_channel_post,
        &update.business_message,
        &update.edited_business_message,
    ];
    messages
        .into_iter()
        .any(|message| message.0.as_ref().is_some_and(|message| message.chat.0.is_some()))
        || update.deleted_business_messages.0.is_some()
        || update.message_reaction.0.is_some()
}

/// An update says one thing. Buttons pressed, queries, polls and members are no news of a post.
fn read_update<'a>(update: Update<'a>, parts: &mut Parts<'_>) {
    let new = [update.message, update.channel_post, update.business_message];
    let edited = [
        update.edited_message,
        update.edited_channel_post,
        update.edited_business_message,
    ];
    let before = parts.len();
    let of = |action| move |message: Box<Message<'a>>| message::part(*message, action);
    parts.extend(new.into_iter().filter_map(|one| one.0).map(of(Action::Create)));
    parts.extend(edited.into_iter().filter_map(|one| one.0).map(of(Action::Edit)));
    if let Some(deleted) = update.deleted_business_messages.0 {
        delete(deleted, parts);
    }
    if let Some(reacted) = update.message_reaction.0 {
        parts.push(reaction(reacted));
    }
    if parts.len() == before {
        let counted = update.message_reaction_count.0.is_some();
        parts.push(Part::Ignored(if counted {
            Ignored::Reaction
        } else {
            Ignored::Control
        }));
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
