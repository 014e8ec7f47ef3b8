//! Facebook: the fields `feed`, `ratings` and `mention` of a page's webhook, and its inbox on Messenger.

mod feed;
mod shape;

use super::acting;
use super::adapter::{Adapter, BodyForm, Context};
use super::draft::Draft;
use super::draft::{Part, Shape};
use super::messenger::{self, Event};
use super::meta::{self, Change};
use super::parts::Parts;
use crate::domain::event::{Action, Kind};
use crate::domain::fate::{Ignored, Reject};
use crate::domain::surface::Surface;
use crate::domain::time::Time;
use feed::Page;
use shape::Value;
use std::borrow::Cow;

/// How Facebook is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// What is told of a page is answered where it stands; its inbox at the account that wrote, for a day.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    match draft.surface {
        Surface::Direct | Surface::Survey => acting::answer_author(draft, Some(acting::DAY)),
        Surface::PublicPost | Surface::Comment | Surface::Review => {
            // An answer to a comment is a comment.
            if draft.kind == Kind::Reply {
                draft.surface = Surface::Comment;
            }
            draft.url = Some(Cow::Owned(format!(
                "https://www.facebook.com/{}",
                draft.native_id
            )));
            draft.thread.native_id = draft.root_id().cloned();
            draft.thread.root_url = draft
                .root_id()
                .map(|id| Cow::Owned(format!("https://www.facebook.com/{id}")));
            acting::answer_post(draft);
        }
        Surface::Unknown
        | Surface::Group
        | Surface::Email
        | Surface::Call
        | Surface::Chat
        | Surface::Forum => {}
    }
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Edit),
    (Kind::Post, Action::Delete),
    (Kind::Post, Action::Hide),
    (Kind::Post, Action::Unhide),
    (Kind::Comment, Action::Create),
    (Kind::Comment, Action::Edit),
    (Kind::Comment, Action::Delete),
    (Kind::Comment, Action::Hide),
    (Kind::Comment, Action::Unhide),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Reply, Action::Delete),
    (Kind::Reply, Action::Hide),
    (Kind::Reply, Action::Unhide),
    (Kind::Share, Action::Create),
    (Kind::Share, Action::Edit),
    (Kind::Share, Action::Delete),
    (Kind::Share, Action::Hide),
    (Kind::Share, Action::Unhide),
    (Kind::Review, Action::Create),
    (Kind::Review, Action::Edit),
    (Kind::Review, Action::Delete),
    (Kind::Review, Action::Hide),
    (Kind::Review, Action::Unhide),
    (Kind::Reaction, Action::Create),
    (Kind::Reaction, Action::Edit),
    (Kind::Reaction, Action::Delete),
    (Kind::Survey, Action::Create),
    (Kind::Message, Action::Create),
    (Kind::Message, Action::Edit),
    (Kind::Message, Action::Delete),
];

/// Reads one delivery.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let known = meta::open(body, |entry| {
        let (page, at) = (entry.id.get(), entry.time.0);
        for change in entry.changes.0 {
            parts.push(changed(&change, page, at).unwrap_or_else(Part::Refused));
        }
        for inbox in [entry.messaging, entry.standby] {
            inbox.each(|event| {
                parts.push(messenger::part(event, page, at, "messenger"));
                Ok(())
            })?;
        }
        Ok(())
    })?;
    if !known {
        return Ok(Shape::Unknown);
    }
    Ok(meta::close(parts))
}

/// What one change is. Most fields of a page say nothing of a post.
fn changed<'a>(change: &Change<'a>, id: Option<&str>, at: Option<Time>) -> Result<Part<'a>, Reject> {
    let field = change.field.get().unwrap_or("feed");
    let part = match field {
        "feed" | "group_feed" | "ratings" | "mention" => {
            let page = Page { id, at, field };
            change.value::<Value<'a>>()?.map(|value| feed::part(value, &page))
        }
        "messages"
        | "message_edits"
        | "message_reactions"
        | "message_echoes"
        | "messaging_postbacks"
        | "messaging_feedback"
        | "standby" => change
            .value::<Event<'a>>()?
            .map(|event| messenger::part(event, id, at, "messenger")),
        _ => Some(meta::unread(change)),
    };
    Ok(part.unwrap_or(Part::Ignored(Ignored::Control)))
}
