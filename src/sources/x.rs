//! X: posts of API v2 by stream, lookup and Activity envelope; posts of v1.1 and the lines of its streams;
//! webhooks of account activity; direct messages; deletions, compliance notices and lines of control.

mod activity;
mod article;
mod like;
mod message;
mod notice;
mod post;
mod shape;
mod status;
mod webhook;

use super::acting;
use super::adapter::{Adapter, BodyForm, Context};
use super::draft::Draft;
use super::draft::{Part, Shape};
use super::parts::Parts;
use super::peel::document;
use crate::domain::event::{Action, Kind};
use crate::domain::fate::{Reject, RejectReason};
use crate::domain::surface::Surface;
use shape::{Frame, Includes, Item};

/// How X is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// Messages are answered at the account that wrote, posts where they stand.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    if draft.surface == Surface::Direct {
        return acting::answer_author(draft, None);
    }
    if draft.surface != Surface::PublicPost {
        return;
    }
    let handle = draft.author.as_ref().and_then(|author| author.handle.as_deref());
    draft.url = Some(post_url(&draft.native_id, handle).into());
    draft.thread.native_id = draft.root_id().cloned();
    draft.thread.root_url = draft.root_id().map(|id| post_url(id, None).into());
    acting::answer_post(draft);
}

/// The page of a post; X leads on from the second form to the first.
fn post_url(id: &str, handle: Option<&str>) -> String {
    let plain = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    match handle
        .map(|name| name.trim_start_matches('@'))
        .filter(|name| plain(name) && !name.is_empty())
    {
        Some(name) => format!("https://x.com/{name}/status/{id}"),
        None => format!("https://x.com/i/web/status/{id}"),
    }
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Edit),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Quote, Action::Create),
    (Kind::Share, Action::Create),
    (Kind::Message, Action::Create),
    (Kind::Reaction, Action::Create),
    (Kind::Reaction, Action::Delete),
    (Kind::Unknown, Action::Delete),
    (Kind::Unknown, Action::Restore),
];

/// Reads one object.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let frame: Frame<'a> = document(body)?;
    if frame.data.is_empty() {
        return read_bare(body, &frame, parts);
    }
    let includes = frame.includes.0.unwrap_or_default();
    let (mut found, mut known) = (0, 0);
    frame.data.each(|item| {
        found += 1;
        known += usize::from(read_item(item, &includes, parts)?);
        Ok(())
    })?;
    if known == 0 {
        return notice::read(body, parts);
    }
    if known < found {
        let detail = format!("{} of {found} parts are of no kind that is known", found - known);
        parts.push(Part::Refused(Reject::new(RejectReason::UnknownKind, detail)));
    }
    Ok(Shape::Known)
}

/// Reads an object that holds nothing under `data`.
fn read_bare<'a>(body: &'a [u8], frame: &Frame<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    if frame.for_user_id.get().is_some() {
        webhook::read(body, parts)?;
        return Ok(Shape::Known);
    }
    if frame.id_str.get().is_some() || frame.user.0.is_some() {
        parts.push(status::read(body)?);
        return Ok(Shape::Known);
    }
    if frame.payload.is_some() && frame.event_type.get().is_none() {
        return Ok(Shape::Unknown);
    }
    let item: Item<'a> = document(body)?;
    if read_item(item, &Includes::default(), parts)? || webhook::read(body, parts)? {
        return Ok(Shape::Known);
    }
    notice::read(body, parts)
}

/// Reads one item; `false` if it is of no known kind.
fn read_item<'a>(item: Item<'a>, includes: &Includes<'a>, parts: &mut Parts<'_>) -> Result<bool, Reject> {
    if item.event_type.get().is_some() {
        activity::read(item, includes, parts)?;
        return Ok(true);
    }
    if item.id_str.get().is_some() {
        return Ok(false);
    }
    if item.liked_tweet_id.get().is_some() {
        parts.push(like::read(item));
        return Ok(true);
    }
    let (id, text) = (item.id.get().is_some(), item.text.0.is_some());
    let author = item.author_id.get().is_some();
    let part = match (id, text) {
        (true, true) => Part::News(post::read(item, includes, Kind::Post)),
        (false, true) => missing("a post of x", "id"),
        (true, false) if author => missing("a post of x", "text"),
        (_, false) => return Ok(false),
    };
    parts.push(part);
    Ok(true)
}

/// The refusal of something that lacks a field.
fn missing<'a>(what: &str, field: &str) -> Part<'a> {
    let detail = format!("{what} without `{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}
