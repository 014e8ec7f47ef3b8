//! X, API v2: filtered-stream lines, lookup answers, Activity envelopes, deletions and control lines.

mod post;
mod shape;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::IgnoredAny;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, Part, Shape};
use super::loose::{One, Str};
use super::peel::not_json;
use crate::domain::event::{Action, Kind};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::time::Time;
use shape::{Deleted, Deletion, Frame, Includes, Item};

/// How X is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
};

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Edit),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Quote, Action::Create),
    (Kind::Share, Action::Create),
    (Kind::Unknown, Action::Delete),
];

/// Families of activities that are no news of a post.
const CONTROL_FAMILIES: [&str; 14] = [
    "follow",
    "mute",
    "block",
    "dm",
    "chat",
    "profile",
    "oauth",
    "broadcast",
    "news",
    "space",
    "spaces",
    "MessageCreate",
    "ParticipantsJoin",
    "ParticipantsLeave",
];

/// Keys of objects that say something about the stream, an account, or what may be shown where.
const CONTROL_KEYS: [&str; 26] = [
    "username",
    "errors",
    "disconnect",
    "warning",
    "limit",
    "connection_issue",
    "meta",
    "scrub_geo",
    "status_withheld",
    "user_withheld",
    "withheld",
    "drop",
    "undrop",
    "tweet_edit",
    "user_delete",
    "user_undelete",
    "user_protect",
    "user_unprotect",
    "user_suspend",
    "user_unsuspend",
    "user_profile_modification",
    "user_event",
    "follow_events",
    "block_events",
    "mute_events",
    "direct_message_events",
];

/// Reads one object.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Vec<Part<'a>>) -> Result<Shape, Reject> {
    let frame: Frame<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let includes = frame.includes.0.unwrap_or_default();
    let found = frame.data.0.len();
    for item in frame.data.0 {
        parts.extend(part(item, &includes)?);
    }
    if found > 0 && parts.len() == found {
        return Ok(Shape::Known);
    }
    if found > 1 && !parts.is_empty() {
        let detail = format!(
            "{} of {found} parts are of no kind that is known",
            found - parts.len()
        );
        parts.push(Part::Refused(Reject::new(RejectReason::UnknownKind, detail)));
        return Ok(Shape::Known);
    }
    read_bare(body, parts)
}

/// Reads an object that is not under `data`, or a line that concerns no post.
fn read_bare<'a>(body: &'a [u8], parts: &mut Vec<Part<'a>>) -> Result<Shape, Reject> {
    let item: Item<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if let Some(part) = part(item, &Includes::default())? {
        parts.push(part);
        return Ok(Shape::Known);
    }
    if is_control(body)? {
        parts.push(Part::Ignored(Ignored::Control));
        return Ok(Shape::Known);
    }
    Ok(Shape::Unknown)
}

fn is_control(body: &[u8]) -> Result<bool, Reject> {
    type Keys<'a> = BTreeMap<Cow<'a, str>, IgnoredAny>;
    #[derive(serde::Deserialize, Default)]
    #[serde(default)]
    struct Nested<'a> {
        #[serde(borrow)]
        data: One<Keys<'a>>,
    }
    let has = |keys: &Keys<'_>| CONTROL_KEYS.iter().any(|key| keys.contains_key(*key));
    let keys: Keys<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let nested: Nested<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    Ok(has(&keys) || nested.data.0.is_some_and(|keys| has(&keys)))
}

/// What one item is; `None` if it is of no known kind.
fn part<'a>(item: Item<'a>, includes: &Includes<'a>) -> Result<Option<Part<'a>>, Reject> {
    if item.event_type.get().is_some() {
        return activity(&item, includes);
    }
    if item.liked_tweet_id.get().is_some() {
        return Ok(Some(Part::Ignored(Ignored::Reaction)));
    }
    if let Some(deletion) = item.delete.0 {
        return Ok(deleted(deletion));
    }
    if item.id.get().is_some() && item.action.get() == Some("delete") {
        return Ok(Some(compliance(item)));
    }
    let (id, text) = (item.id.get().is_some(), item.text.0.is_some());
    let author = item.author_id.get().is_some();
    let missing = match (id, text) {
        (true, true) => return Ok(Some(Part::News(Box::new(post::read(item, includes, Kind::Post))))),
        (false, true) => "id",
        (true, false) if author => "text",
        (_, false) => return Ok(None),
    };
    let detail = format!("a post of x without `{missing}`");
    Ok(Some(Part::Refused(Reject::new(RejectReason::BadField, detail))))
}

/// An Activity envelope; what it shows besides stands inside or beside it.
fn activity<'a>(item: &Item<'a>, beside: &Includes<'a>) -> Result<Option<Part<'a>>, Reject> {
    let name = item.event_type.get().unwrap_or_default();
    let kind = match name {
        "post.create" | "post.mention.create" => Kind::Post,
        "post.reply.create" => Kind::Reply,
        "post.quote.create" => Kind::Quote,
        "post.repost.create" => Kind::Share,
        "post.delete" => Kind::Unknown,
        _ if name.starts_with("like.") => return Ok(Some(Part::Ignored(Ignored::Reaction))),
        _ => {
            let family = name.split('.').next().unwrap_or_default();
            let known = CONTROL_FAMILIES.contains(&family);
            return Ok(known.then_some(Part::Ignored(Ignored::Control)));
        }
    };
    let includes = item.includes.0.as_ref().unwrap_or(beside);
    let payload: One<Item<'a>> = match item.payload {
        Some(raw) => serde_json::from_str(raw.get()).map_err(|e| not_json(&e))?,
        None => One(None),
    };
    let payload = payload.0.unwrap_or_default();
    let missing = match (payload.id.get(), &payload.text.0) {
        (None, _) => "id",
        (Some(_), None) if kind != Kind::Unknown => "text",
        (Some(_), _) if kind == Kind::Unknown => {
            let author = payload.author_id.take();
            let author = author.map(|id| post::author(id, includes));
            let id = payload.id.take().unwrap_or_default();
            return Ok(Some(Part::News(Box::new(delete(id, author, None)))));
        }
        (Some(_), _) => return Ok(Some(Part::News(Box::new(post::read(payload, includes, kind))))),
    };
    let detail = format!("an activity `{name}` of x without `payload.{missing}`");
    Ok(Some(Part::Refused(Reject::new(RejectReason::BadField, detail))))
}

/// A streamed deletion.
fn deleted(deletion: Deletion<'_>) -> Option<Part<'_>> {
    if deletion.favorite.0.is_some() {
        return Some(Part::Ignored(Ignored::Reaction));
    }
    let Deleted {
        id,
        id_str,
        author_id,
        user_id,
        user_id_str,
    } = deletion.tweet.0.or(deletion.status.0)?;
    let first = |first: Str<'_>, others: [Str<'_>; 2]| {
        let mut all = std::iter::once(first).chain(others).filter_map(Str::take);
        all.next().map(|id| Cow::Owned(id.into_owned()))
    };
    let Some(id) = first(id_str, [id, Str(None)]) else {
        let detail = "a deletion of x without `id`";
        return Some(Part::Refused(Reject::new(RejectReason::BadField, detail)));
    };
    let author = first(author_id, [user_id_str, user_id]).map(DraftAuthor::named);
    let at = deletion.event_at.0.or(deletion.timestamp_ms.0);
    Some(Part::News(Box::new(delete(id, author, at))))
}

/// A line of a compliance answer. Its `created_at` is the post's, not the deletion's.
fn compliance(item: Item<'_>) -> Part<'_> {
    Part::News(Box::new(delete(item.id.take().unwrap_or_default(), None, None)))
}

/// Only an id is known: which post it was a revision of, and in what conversation, must be looked up.
fn delete<'a>(id: Cow<'a, str>, author: Option<DraftAuthor<'a>>, at: Option<Time>) -> Draft<'a> {
    Draft {
        author,
        occurred_at: at,
        ..Draft::bare(Action::Delete, id)
    }
}
