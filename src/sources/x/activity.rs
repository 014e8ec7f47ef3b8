//! Envelopes of the Activity API.

use super::super::draft::Part;
use super::super::loose::One;
use super::super::parts::Parts;
use super::super::peel::not_json;
use super::shape::{Includes, Item};
use super::{like, message, missing, notice, post};
use crate::domain::event::{Action, Direction, Kind};
use crate::domain::fate::{Ignored, Reject, RejectReason};

/// Reads one envelope, or a direct message as looked up, which says what it is in the same field; what it
/// shows besides stands inside or beside it.
pub(super) fn read<'a>(item: Item<'a>, beside: &Includes<'a>, parts: &mut Parts<'_>) -> Result<(), Reject> {
    let Some(name) = item.event_type.0.clone() else {
        return Ok(());
    };
    if name == "MessageCreate" {
        parts.push(message::looked_up(item, beside, None));
        return Ok(());
    }
    let sent = name.ends_with(".sent").then_some(Direction::Outbound);
    match name.as_ref() {
        "dm.received" | "dm.sent" => return message::activity(&item, beside, sent, parts),
        "chat.received" | "chat.sent" => parts.push(message::encrypted(&item, sent)?),
        "like.create" => {
            let like = payload(&item)?;
            parts.push(like::read(like));
        }
        "post.create" | "post.mention.create" => parts.push(news(&item, beside, Kind::Post, &name)?),
        "post.reply.create" => parts.push(news(&item, beside, Kind::Reply, &name)?),
        "post.quote.create" => parts.push(news(&item, beside, Kind::Quote, &name)?),
        "post.repost.create" => parts.push(news(&item, beside, Kind::Share, &name)?),
        "post.delete" => parts.push(deleted(&item, beside, &name)?),
        _ => parts.push(besides(&item)?),
    }
    Ok(())
}

/// Follows, profiles, typing, spaces, permissions: whatever else happens is no news of a post, unless it has words.
fn besides<'a>(item: &Item<'a>) -> Result<Part<'a>, Reject> {
    if payload(item)?.text.get().is_none() && item.text.get().is_none() {
        return Ok(Part::Ignored(Ignored::Control));
    }
    let detail = "an activity of x with words, of no kind that is known";
    Ok(Part::Refused(Reject::new(RejectReason::UnknownKind, detail)))
}

/// What the envelope holds.
fn payload<'a>(item: &Item<'a>) -> Result<Item<'a>, Reject> {
    let payload: One<Item<'a>> = match item.payload {
        Some(raw) => serde_json::from_str(raw.get()).map_err(|e| not_json(&e))?,
        None => One(None),
    };
    Ok(payload.0.unwrap_or_default())
}

fn news<'a>(item: &Item<'a>, beside: &Includes<'a>, kind: Kind, name: &str) -> Result<Part<'a>, Reject> {
    let payload = payload(item)?;
    let what = || format!("an activity `{name}` of x");
    Ok(match (payload.id.get(), &payload.text.0) {
        (None, _) => missing(&what(), "payload.id"),
        (Some(_), None) => missing(&what(), "payload.text"),
        (Some(_), Some(_)) => {
            let includes = item.includes.0.as_ref().unwrap_or(beside);
            Part::News(post::read(payload, includes, kind))
        }
    })
}

fn deleted<'a>(item: &Item<'a>, beside: &Includes<'a>, name: &str) -> Result<Part<'a>, Reject> {
    let payload = payload(item)?;
    let includes = item.includes.0.as_ref().unwrap_or(beside);
    let author = payload.author_id.take().map(|id| post::author(id, includes));
    Ok(match payload.id.take() {
        Some(id) => notice::changed(Action::Delete, id, author, None).news(),
        None => missing(&format!("an activity `{name}` of x"), "payload.id"),
    })
}
