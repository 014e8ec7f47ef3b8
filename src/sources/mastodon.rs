//! Mastodon and servers like it: frames of the stream as an event stream and as a WebSocket sends them,
//! notifications, conversations, web hooks, and statuses as REST answers hold them. An id is the server's
//! own; the address that is the same on every server is kept beside it.

mod frames;
mod shape;
mod status;

use super::acting;
use crate::domain::surface::Surface;
use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, Part, Root, Shape};
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Kind};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use shape::{Envelope, Status};

/// How Mastodon is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json, BodyForm::EventStream],
    covers: COVERS,
    read,
    act,
};

/// A direct message is a status that only those named see: all are answered as statuses.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    if matches!(draft.surface, Surface::PublicPost | Surface::Direct) {
        acting::answer_post(draft);
    }
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Edit),
    (Kind::Post, Action::Delete),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Reply, Action::Delete),
    (Kind::Quote, Action::Create),
    (Kind::Quote, Action::Edit),
    (Kind::Quote, Action::Delete),
    (Kind::Share, Action::Create),
    (Kind::Reaction, Action::Create),
    (Kind::Unknown, Action::Delete),
];

/// Names of events that tell of a post; every other one is about something else.
const TELLING: [&str; 7] = [
    "update",
    "status.update",
    "delete",
    "notification",
    "conversation",
    "status.created",
    "status.updated",
];

fn read<'a>(body: &'a [u8], context: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let event = context.event("event");
    if body.first() == Some(&b'{') {
        return object(body, event, parts);
    }
    let text = std::str::from_utf8(body)
        .map_err(|_| Reject::new(RejectReason::Undecodable, "the event stream is not utf-8"))?;
    if !frames::is_stream(text) {
        parts.push(bare(text, event));
        return Ok(Shape::Known);
    }
    for frame in frames::frames(text) {
        frame_of_stream(frame, parts);
    }
    if parts.is_empty() {
        // A comment keeps the connection open.
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}

fn frame_of_stream<'a>(frame: frames::Frame<'a>, parts: &mut Parts<'_>) {
    let data = match frame.data {
        Ok(data) => data.trim(),
        Err(reject) => return parts.push(Part::Refused(reject)),
    };
    if !data.starts_with('{') {
        return parts.push(bare(data, frame.event));
    }
    match object(data.as_bytes(), frame.event, parts) {
        Ok(Shape::Known) => {}
        Ok(Shape::Unknown) => {
            let detail = "an event of mastodon whose data is of no known form";
            parts.push(Part::Refused(Reject::new(RejectReason::UnknownKind, detail)));
        }
        Err(reject) => parts.push(Part::Refused(reject)),
    }
}

/// Data that is no object: the id of a deleted status. Without an event's name only digits are one.
fn bare<'a>(data: &'a str, event: Option<&str>) -> Part<'a> {
    let data = data.trim().trim_matches('"');
    let digits = !data.is_empty() && data.bytes().all(|byte| byte.is_ascii_digit());
    match event {
        Some("delete") => Draft::bare(Action::Delete, Cow::Borrowed(data)).news(),
        None if digits => Draft::bare(Action::Delete, Cow::Borrowed(data)).news(),
        None if data != "undefined" => {
            let detail = "neither json nor an event stream";
            Part::Refused(Reject::new(RejectReason::Undecodable, detail))
        }
        Some(_) | None => Part::Ignored(Ignored::Control),
    }
}

/// Reads one object; `event` is its name where it stands outside.
fn object<'a>(body: &'a [u8], event: Option<&str>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let item: Envelope<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let name = item.event.0.clone();
    let name = name.as_deref().or(event).filter(|name| !name.is_empty());
    let wrapped = item.payload.is_some() || item.data.is_some();
    let control = name.is_some_and(|name| !TELLING.contains(&name)) || item.error.get().is_some();
    if control {
        parts.push(Part::Ignored(Ignored::Control));
        return Ok(Shape::Known);
    }
    if wrapped {
        return Ok(Shape::Unknown);
    }
    let action = match name {
        Some("status.update" | "status.updated") => Action::Edit,
        Some(_) | None => Action::Create,
    };
    if let Some(status) = item.object.0 {
        parts.push(status::read(*status, action));
    } else if let Some(status) = item.last_status.0 {
        parts.push(status::read(*status, action));
    } else if !(item.statuses.0.is_empty() && item.ancestors.0.is_empty() && item.descendants.0.is_empty()) {
        let all = [item.ancestors.0, item.statuses.0, item.descendants.0];
        let all = all.into_iter().flatten();
        parts.extend(all.map(|status| status::read(status, Action::Create)));
    } else {
        let this: Status<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
        return one(this, item.kind.get(), item.status.0, action, parts);
    }
    Ok(Shape::Known)
}

/// A status, a notification, or an object that is about no status.
fn one<'a>(
    this: Status<'a>,
    kind: Option<&str>,
    about: Option<Box<Status<'a>>>,
    action: Action,
    parts: &mut Parts<'_>,
) -> Result<Shape, Reject> {
    let worded = this.content.0.is_some() || this.text.0.is_some();
    let part = match kind {
        _ if worded && this.account.0.is_some() => status::read(this, action),
        Some(kind) if this.account.0.is_some() => notification(this, kind, about),
        // An account, a conversation without posts, the marker of a list.
        _ if this.acct.get().is_some() || this.unread.0.is_some() => Part::Ignored(Ignored::Control),
        Some(_) | None => return Ok(Shape::Unknown),
    };
    parts.push(part);
    Ok(Shape::Known)
}

/// News of what somebody did with a status.
fn notification<'a>(this: Status<'a>, kind: &str, about: Option<Box<Status<'a>>>) -> Part<'a> {
    let Some(about) = about else {
        return match kind {
            "mention" | "status" | "update" | "quote" | "reblog" | "favourite" => {
                missing("a notification", "status")
            }
            _ => Part::Ignored(Ignored::Control),
        };
    };
    match kind {
        "mention" | "status" | "quote" => status::read(*about, Action::Create),
        "update" => status::read(*about, Action::Edit),
        "favourite" | "pleroma:emoji_reaction" | "reaction" => deed(this, *about, Kind::Reaction),
        "reblog" => deed(this, *about, Kind::Share),
        // Follows, ended polls, reports, warnings, and what later servers add.
        _ => Part::Ignored(Ignored::Control),
    }
}

/// A favourite or a boost: it is known by the notification's id alone.
fn deed<'a>(this: Status<'a>, about: Status<'a>, kind: Kind) -> Part<'a> {
    let (Some(id), Some(subject)) = (this.id.take(), about.id.0.clone()) else {
        return missing("a notification", "id");
    };
    let place = Root::Ask(subject.clone());
    let draft = Draft {
        root: place,
        author: this.account.0.and_then(status::author),
        occurred_at: this.created_at.0,
        visibility: status::visibility(about.visibility.get()),
        ..Draft::new(Action::Create, kind, id)
    };
    let draft = if kind == Kind::Share {
        Draft {
            shared: Some(subject),
            shown: status::show(about).map(Box::new),
            ..draft
        }
    } else {
        Draft {
            parent: Some(subject),
            ..draft
        }
    };
    draft.news()
}

fn missing<'a>(what: &str, field: &str) -> Part<'a> {
    let detail = format!("{what} of mastodon without `{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}
