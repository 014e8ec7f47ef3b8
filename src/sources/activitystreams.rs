//! ActivityStreams 2.0 as servers hand it on: activities, the objects in them, and collections of either.
//! Ids are addresses. What is no activity about a post is control: follows, reports, changes of accounts.

mod object;
mod shape;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAccount, DraftReply, Part, Root, Shape};
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::account::AccountState;
use crate::domain::event::{Action, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::reply::ReplyTarget;
use crate::domain::surface::Surface;
use crate::domain::time::Time;
use shape::{Node, plain};

/// How `ActivityStreams` is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Edit),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Quote, Action::Create),
    (Kind::Quote, Action::Edit),
    (Kind::Message, Action::Create),
    (Kind::Message, Action::Edit),
    (Kind::Share, Action::Create),
    (Kind::Share, Action::Delete),
    (Kind::Reaction, Action::Create),
    (Kind::Reaction, Action::Delete),
    (Kind::Unknown, Action::Delete),
    (Kind::Unknown, Action::Restore),
];

/// Types of objects that are read as posts.
const POSTS: [&str; 9] = [
    "Note",
    "Article",
    "Question",
    "Page",
    "Event",
    "Video",
    "Audio",
    "Image",
    "ChatMessage",
];

/// How deep collections are followed into one another: a page stands in its collection.
const DEPTH: usize = 4;

/// An answer names the object that it answers.
fn act(draft: &mut Draft<'_>) {
    let message = draft.kind == Kind::Message;
    draft.surface = match draft.visibility {
        Visibility::Direct => Surface::Direct,
        Visibility::Public | Visibility::Unlisted | Visibility::Restricted => Surface::PublicPost,
        Visibility::Internal | Visibility::Unknown if message => Surface::Direct,
        Visibility::Internal | Visibility::Unknown => Surface::Unknown,
    };
    draft.reply = Some(DraftReply::to(ReplyTarget::Post));
}

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let node: Node<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if node.kind.get().is_none() || node.specversion.get().is_some() {
        return Ok(Shape::Unknown);
    }
    any(node, 0, parts)?;
    Ok(Shape::Known)
}

/// Reads what stands `depth` collections deep.
fn any<'a>(mut node: Node<'a>, depth: usize, parts: &mut Parts<'_>) -> Result<(), Reject> {
    let name = node.kind.0.take();
    let name = plain(name.as_deref().unwrap_or_default());
    let part = match name {
        "Create" => news(node, Action::Create),
        "Update" => news(node, Action::Edit),
        "Delete" => delete(node),
        "Announce" => return announce(node, depth, parts),
        "Like" | "Dislike" | "EmojiReact" => reaction(node, Action::Create),
        "Undo" => undo(node),
        "Collection" | "OrderedCollection" | "CollectionPage" | "OrderedCollectionPage" => {
            return collection(node, depth, parts);
        }
        name if POSTS.contains(&name) => object::read(node, name, Action::Create, None),
        // Tombstones stand for what was deleted.
        "Tombstone" => gone(node.id.take(), node.deleted.0),
        _ => Part::Ignored(Ignored::Control),
    };
    parts.push(part);
    Ok(())
}

fn collection(node: Node<'_>, depth: usize, parts: &mut Parts<'_>) -> Result<(), Reject> {
    if depth >= DEPTH {
        let detail = format!("collections stand more than {DEPTH} deep in one another");
        return Err(Reject::new(RejectReason::BadField, detail));
    }
    let before = parts.len();
    for items in [node.items, node.ordered_items] {
        items.each(|item| any(*item, depth + 1, parts))?;
    }
    if parts.len() == before {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(())
}

/// An object that was made or changed. Accounts are changed by the same activity.
fn news<'a>(mut activity: Node<'a>, action: Action) -> Part<'a> {
    let Some(mut object) = std::mem::take(&mut activity.object).take() else {
        return missing("an activity", "object");
    };
    let Some(kind) = object.kind.0.take() else {
        // The id alone: there is something, and its words must be fetched.
        return match object.id.take() {
            Some(id) => object::only_named(id, action, activity),
            None => missing("an activity", "object.id"),
        };
    };
    let name = plain(&kind);
    if !POSTS.contains(&name) {
        return Part::Ignored(Ignored::Control);
    }
    object::read(object, name, action, Some(activity))
}

fn delete(activity: Node<'_>) -> Part<'_> {
    let actor = activity.actor.take().and_then(|actor| actor.id.take());
    let Some(object) = activity.object.take() else {
        return missing("a deletion", "object");
    };
    let Some(id) = object.id.take() else {
        return missing("a deletion", "object.id");
    };
    let at = object.deleted.0.or(activity.published.0).or(activity.updated.0);
    let account = object
        .kind
        .get()
        .is_some_and(|kind| matches!(plain(kind), "Person" | "Service" | "Group"));
    if account || actor.as_deref() == Some(&*id) {
        return Part::Account(DraftAccount {
            id,
            state: AccountState::Erased,
            at,
        });
    }
    gone(Some(id), at)
}

fn gone<'a>(id: Option<Cow<'a, str>>, at: Option<Time>) -> Part<'a> {
    match id {
        Some(id) => Draft {
            occurred_at: at,
            ..Draft::bare(Action::Delete, id)
        }
        .news(),
        None => missing("a tombstone", "id"),
    }
}

/// A share; or, from a group, an activity that the group hands on to its members.
fn announce<'a>(mut activity: Node<'a>, depth: usize, parts: &mut Parts<'_>) -> Result<(), Reject> {
    let mut object = std::mem::take(&mut activity.object).take();
    let handed_on = object
        .as_ref()
        .and_then(|object| object.kind.get())
        .is_some_and(|kind| {
            matches!(
                plain(kind),
                "Create" | "Update" | "Delete" | "Undo" | "Like" | "Dislike" | "Announce"
            )
        });
    if handed_on {
        return object.map_or(Ok(()), |object| any(object, depth, parts));
    }
    let shared = object.as_mut().and_then(|object| object.id.0.clone());
    let (Some(id), Some(shared)) = (activity.id.0.take(), shared) else {
        parts.push(missing("an announcement", "id` or `object"));
        return Ok(());
    };
    let draft = Draft {
        root: Root::Ask(shared.clone()),
        shared: Some(shared),
        visibility: object::visibility(&activity),
        occurred_at: activity.published.0,
        author: object::author(std::mem::take(&mut activity.actor)),
        shown: object.and_then(|object| object::show(object)).map(Box::new),
        ..Draft::new(Action::Create, Kind::Share, id)
    };
    parts.push(draft.news());
    Ok(())
}

/// A like or its like, made or taken back.
fn reaction(mut activity: Node<'_>, action: Action) -> Part<'_> {
    let subject = std::mem::take(&mut activity.object)
        .take()
        .and_then(|object| object.id.take());
    let actor = object::author(std::mem::take(&mut activity.actor));
    let Some(subject) = subject else {
        return missing("a reaction", "object");
    };
    // Some servers give reactions no id: an account likes a post once.
    let id = activity
        .id
        .take()
        .or_else(|| Some(Cow::Owned(format!("{subject}#like-{}", actor.as_ref()?.id))));
    let Some(id) = id else {
        return missing("a reaction", "id` or `actor");
    };
    Draft {
        root: Root::Ask(subject.clone()),
        parent: Some(subject),
        author: actor,
        occurred_at: activity.published.0,
        ..Draft::new(action, Kind::Reaction, id)
    }
    .news()
}

fn undo(activity: Node<'_>) -> Part<'_> {
    let Some(mut inner) = activity.object.take() else {
        return missing("an undoing", "object");
    };
    let at = activity.published.0;
    let Some(kind) = inner.kind.0.take() else {
        return gone(inner.id.take(), at);
    };
    match plain(&kind) {
        "Like" | "Dislike" | "EmojiReact" => reaction(inner, Action::Delete),
        "Announce" => {
            let shared = std::mem::take(&mut inner.object)
                .take()
                .and_then(|object| object.id.take());
            let Some(id) = inner.id.0.take() else {
                return missing("an announcement", "id");
            };
            Draft {
                root: Root::Ask(shared.clone().unwrap_or_else(|| id.clone())),
                shared,
                author: object::author(inner.actor),
                occurred_at: at,
                ..Draft::new(Action::Delete, Kind::Share, id)
            }
            .news()
        }
        "Delete" => match inner.object.take().and_then(|object| object.id.take()) {
            Some(id) => Draft {
                occurred_at: at,
                observed_at: at,
                ..Draft::bare(Action::Restore, id)
            }
            .news(),
            None => missing("a deletion", "object"),
        },
        _ => Part::Ignored(Ignored::Control),
    }
}

fn missing<'a>(what: &str, field: &str) -> Part<'a> {
    let detail = format!("{what} of activitystreams without `{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}
