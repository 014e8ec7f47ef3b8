//! LinkedIn: notifications of what is done with the posts of a page, pushed or pulled, and comments and posts as
//! they are looked up. Ids are URNs.

mod comment;
mod post;
mod shape;

use super::acting;
use crate::domain::surface::Surface;
use std::borrow::Cow;

use serde::Deserialize;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftShown, DraftText, Form, Part, Root, Shape};
use super::fields::Fields;
use super::listed::Listed;
use super::parts::Parts;
use super::peel::not_json;
use super::revision;
use crate::domain::event::{Action, Direction, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use shape::{Comment, Frame, Notification, Thing};

/// How LinkedIn is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// Posts have pages, named by their URN; comments and posts are answered where they stand.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    if !matches!(draft.surface, Surface::PublicPost | Surface::Comment) {
        return;
    }
    let page = |urn: &str| -> Option<Cow<'_, str>> {
        let posts = ["urn:li:share:", "urn:li:ugcPost:", "urn:li:activity:"];
        let known = posts.iter().any(|start| urn.starts_with(start));
        known.then(|| Cow::Owned(format!("https://www.linkedin.com/feed/update/{urn}")))
    };
    if draft.kind == Kind::Reply {
        draft.surface = Surface::Comment;
    }
    let (own, root) = (
        page(&draft.native_id),
        draft.root_id().and_then(|root| page(root)),
    );
    let (own, root) = (own.map(into_owned), root.map(into_owned));
    draft.url = own;
    draft.thread.native_id = draft.root_id().cloned();
    draft.thread.root_url = root;
    acting::answer_post(draft);
}

fn into_owned<'a>(text: Cow<'_, str>) -> Cow<'a, str> {
    Cow::Owned(text.into_owned())
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Comment, Action::Create),
    (Kind::Comment, Action::Edit),
    (Kind::Comment, Action::Delete),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Reply, Action::Delete),
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Edit),
    (Kind::Share, Action::Create),
    (Kind::Quote, Action::Create),
    (Kind::Reaction, Action::Create),
];

/// Reads one object.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let frame: Frame<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let control = frame.challenge.get().is_some() || frame.kind.get() == Some("LEAD_ACTION");
    match (frame.notifications, frame.elements) {
        (Some(notifications), _) => each(notifications, parts, notification)?,
        (None, Some(elements)) => elements_of(elements.get(), parts)?,
        (None, None) if control => {}
        (None, None) => return read_bare(body, parts),
    }
    if parts.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}

/// The elements of an answer.
fn elements_of<'a>(elements: &'a str, parts: &mut Parts<'_>) -> Result<(), Reject> {
    let notifications = || serde_json::from_str(elements).map_err(|e| not_json(&e));
    let (listed, mut notified): (Listed<'a, Notification<'a>>, _) = (notifications()?, false);
    listed.each(|found| {
        notified |= found.action.get().is_some();
        Ok(())
    })?;
    if notified {
        return each(notifications()?, parts, notification);
    }
    let others: Listed<'a, Fields<'a>> = serde_json::from_str(elements).map_err(|e| not_json(&e))?;
    let mut commented = false;
    others
        .clone()
        .first(|found| commented |= found.has(&["message"]) && found.has(&["object"]));
    if !commented {
        return each(others, parts, |found| post::read(&found));
    }
    let comments: Listed<'a, Comment<'a>> = serde_json::from_str(elements).map_err(|e| not_json(&e))?;
    each(comments, parts, |found| {
        if comment::is_one(&found) {
            comment::read(found)
        } else {
            Part::Ignored(Ignored::Control)
        }
    })
}

/// Tells each of a list.
fn each<'a, T: Deserialize<'a>>(
    listed: Listed<'a, T>,
    parts: &mut Parts<'_>,
    read: impl Fn(T) -> Part<'a>,
) -> Result<(), Reject> {
    listed.each(|one| {
        parts.push(read(one));
        Ok(())
    })
}

/// Reads one notification, one comment or one post by itself.
fn read_bare<'a>(body: &'a [u8], parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let found: Notification<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if found.action.get().is_some() && found.organizational_entity.get().is_some() {
        parts.push(notification(found));
        return Ok(Shape::Known);
    }
    let found: Comment<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if comment::is_one(&found) {
        parts.push(comment::read(found));
        return Ok(Shape::Known);
    }
    let found: Fields<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if post::is_one(&found) {
        parts.push(post::read(&found));
        return Ok(Shape::Known);
    }
    Ok(Shape::Unknown)
}

fn notification(found: Notification<'_>) -> Part<'_> {
    match found.action.get().unwrap_or_default() {
        "LIKE" => like(found),
        "COMMENT" | "COMMENT_MENTION" => commented(found, Action::Create, None),
        "ADMIN_COMMENT" => commented(found, Action::Create, Some(Direction::Outbound)),
        "COMMENT_EDIT" => commented(found, Action::Edit, None),
        "COMMENT_DELETE" => commented(found, Action::Delete, None),
        "SHARE" => shared(found, true),
        // Posts name a page in their words, their pictures or their films.
        action if action.ends_with("_MENTION") => shared(found, false),
        _ => unread(found),
    }
}

/// A notification of an action that is not known; words are not passed over.
fn unread(found: Notification<'_>) -> Part<'_> {
    let decorated = found.decorated_generated_activity.0.unwrap_or_default();
    let things = [decorated.comment.0, decorated.share.0];
    if things.iter().flatten().any(|thing| thing.words().is_some()) {
        let detail = "a notification of linkedin with words, of no kind that is known";
        return Part::Refused(Reject::new(RejectReason::UnknownKind, detail));
    }
    Part::Ignored(Ignored::Control)
}

fn commented<'a>(mut found: Notification<'a>, action: Action, side: Option<Direction>) -> Part<'a> {
    let decorated = found.decorated_generated_activity.0.take().unwrap_or_default();
    let thing = decorated.comment.0.unwrap_or_default();
    let text = thing.words().map(text);
    let Some(id) = thing.entity.take().or_else(|| found.generated_activity.take()) else {
        return missing("a comment of linkedin", "generatedActivity");
    };
    let object = thing.object.take().map(canonical);
    let below = object.clone().filter(|object| is_comment(object));
    let above = thing.parent_comment.take().map(canonical).or(below);
    let source = found
        .decorated_source_post
        .0
        .and_then(|source| source.entity.take());
    let post = found
        .source_post
        .take()
        .or(object.filter(|object| !is_comment(object)));
    let post = post.or(source);
    let author = thing.owner.take().or_else(|| thing.actor.take());
    let author = author.or_else(|| found.actor.take());
    let at = found.last_modified_at.0;
    let first = canonical(id.clone());
    let kind = if above.is_some() {
        Kind::Reply
    } else {
        Kind::Comment
    };
    Draft {
        revision: if action == Action::Edit {
            revision::by_moment(at)
        } else {
            0
        },
        root: match (&post, &above) {
            (Some(post), _) => Root::Id(post.clone()),
            (None, Some(above)) => Root::Ask(above.clone()),
            (None, None) => Root::Ask(first.clone()),
        },
        first_id: Some(first),
        direction: side.or_else(|| ours(author.as_deref(), found.organizational_entity.get())),
        author: author.map(DraftAuthor::named),
        needs_enrichment: text.is_none() && action != Action::Delete,
        text: text.filter(|_| action != Action::Delete),
        visibility: Visibility::Public,
        occurred_at: at,
        parent: above.or(post),
        ..Draft::new(action, kind, id)
    }
    .news()
}

/// A post that passes on a post of the page, or one that names the page.
fn shared(mut found: Notification<'_>, passes_on: bool) -> Part<'_> {
    let decorated = found.decorated_generated_activity.0.take().unwrap_or_default();
    let thing = decorated.share.0.unwrap_or_default();
    let text = thing.words().map(text);
    let source = found.source_post.take();
    let id = thing.entity.take().or_else(|| found.generated_activity.take());
    // Of a post that names the page, the source is that post.
    let id = id.or_else(|| source.clone().filter(|_| !passes_on));
    let Some(id) = id else {
        return missing("a share of linkedin", "generatedActivity");
    };
    let passed = source.filter(|_| passes_on);
    let shown = found.decorated_source_post.0.filter(|_| passes_on);
    let author = thing.owner.take().or_else(|| thing.actor.take());
    let author = author.or_else(|| found.actor.take());
    let kind = match (passes_on, &text) {
        (false, _) => Kind::Post,
        (true, None) => Kind::Share,
        (true, Some(_)) => Kind::Quote,
    };
    let is = |wanted: Kind| passed.clone().filter(|_| kind == wanted);
    Draft {
        root: match is(Kind::Share) {
            Some(post) => Root::Id(post),
            None => Root::Id(id.clone()),
        },
        quoted: is(Kind::Quote),
        shared: is(Kind::Share),
        shown: passed
            .clone()
            .zip(shown)
            .map(|(post, thing)| Box::new(show(post, thing))),
        direction: ours(author.as_deref(), found.organizational_entity.get()),
        author: author.map(DraftAuthor::named),
        needs_enrichment: text.is_none() && kind == Kind::Post,
        text,
        visibility: Visibility::Public,
        occurred_at: found.last_modified_at.0,
        ..Draft::new(Action::Create, kind, id)
    }
    .news()
}

fn show<'a>(post: Cow<'a, str>, thing: Thing<'a>) -> DraftShown<'a> {
    DraftShown {
        native_id: post.clone(),
        first_id: post.clone(),
        revision: 0,
        root_id: post,
        text: thing.words().map(text),
        author: thing.owner.take().map(DraftAuthor::named),
        occurred_at: None,
    }
}

fn like(mut found: Notification<'_>) -> Part<'_> {
    let decorated = found.decorated_generated_activity.0.take().unwrap_or_default();
    let thing = decorated.like.0.unwrap_or_default();
    let id = thing.entity.take().or_else(|| found.generated_activity.take());
    let (Some(id), Some(post)) = (id, found.source_post.take()) else {
        return Part::Ignored(Ignored::Reaction);
    };
    // The name of a like is made up of who gave it and what for.
    let named = id
        .strip_prefix("urn:li:like:(")
        .and_then(|rest| rest.split(',').next());
    let named = named
        .filter(|urn| urn.starts_with("urn:li:"))
        .map(|urn| Cow::Owned(urn.to_owned()));
    let author = thing.owner.take().or_else(|| thing.actor.take()).or(named);
    Draft {
        root: Root::Id(post.clone()),
        parent: Some(post),
        author: author.map(DraftAuthor::named),
        visibility: Visibility::Public,
        occurred_at: found.last_modified_at.0,
        ..Draft::new(Action::Create, Kind::Reaction, id)
    }
    .news()
}

/// Our side, where the payload shows it: the page itself wrote it.
fn ours(author: Option<&str>, page: Option<&str>) -> Option<Direction> {
    (author.is_some() && author == page).then_some(Direction::Outbound)
}

fn text(raw: Cow<'_, str>) -> DraftText<'_> {
    DraftText {
        seek: true,
        ..DraftText::new(raw, Form::Plain)
    }
}

fn is_comment(urn: &str) -> bool {
    urn.starts_with("urn:li:comment:")
}

/// A comment has two names, one of which leaves out the beginning of the post's; this is the whole one.
fn canonical(urn: Cow<'_, str>) -> Cow<'_, str> {
    match urn.strip_prefix("urn:li:comment:(") {
        Some(rest) if !rest.starts_with("urn:li:") => Cow::Owned(format!("urn:li:comment:(urn:li:{rest}")),
        Some(_) | None => urn,
    }
}

/// The refusal of something that lacks a field.
fn missing<'a>(what: &str, field: &str) -> Part<'a> {
    let detail = format!("{what} without `{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}
