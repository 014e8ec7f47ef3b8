//! Instagram: comments, live comments and mentions of an account's webhook, and its direct messages.

mod shape;

use super::acting;
use crate::domain::surface::Surface;
use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftText, Form, Part, Root, Shape};
use super::loose::Str;
use super::messenger::{self, Event};
use super::meta::{self, Change};
use super::parts::Parts;
use crate::domain::event::{Action, Direction, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::time::Time;
use shape::{Sender, Value};

/// How Instagram is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// Comments and mentions are answered where they stand; the inbox at the account that wrote, for a day. No payload has
/// the link of a post, and its id leads to none.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    match draft.surface {
        Surface::Direct | Surface::Survey => acting::answer_author(draft, Some(acting::DAY)),
        Surface::PublicPost | Surface::Comment => {
            if draft.kind == Kind::Reply {
                draft.surface = Surface::Comment;
            }
            draft.thread.native_id = draft.root_id().cloned();
            acting::answer_post(draft);
        }
        Surface::Unknown
        | Surface::Group
        | Surface::Review
        | Surface::Email
        | Surface::Call
        | Surface::Chat
        | Surface::Forum => {}
    }
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Comment, Action::Create),
    (Kind::Reply, Action::Create),
    (Kind::Message, Action::Create),
    (Kind::Message, Action::Edit),
    (Kind::Message, Action::Delete),
    (Kind::Reaction, Action::Create),
    (Kind::Reaction, Action::Delete),
];

/// Reads one delivery.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let known = meta::open(body, |entry| {
        let (account, at) = (entry.id.get(), entry.time.0);
        for change in entry.changes.0 {
            parts.push(changed(&change, account, at).unwrap_or_else(Part::Refused));
        }
        for inbox in [entry.messaging, entry.standby] {
            inbox.each(|event| {
                parts.push(messenger::part(event, account, at, "dm"));
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

/// What one change is. Other fields, such as figures of a story, say nothing of a post.
fn changed<'a>(change: &Change<'a>, account: Option<&str>, at: Option<Time>) -> Result<Part<'a>, Reject> {
    let field = change.field.get().unwrap_or_default();
    let part = match field {
        "comments" | "live_comments" => change
            .value::<Value<'a>>()?
            .map(|value| comment(value, field == "live_comments", account, at)),
        "mentions" => change.value::<Value<'a>>()?.map(|value| mention(value, at)),
        "messages"
        | "message_edit"
        | "message_edits"
        | "message_reactions"
        | "messaging_postbacks"
        | "standby" => change
            .value::<Event<'a>>()?
            .map(|event| messenger::part(event, account, at, "dm")),
        _ => Some(meta::unread(change)),
    };
    Ok(part.unwrap_or(Part::Ignored(Ignored::Control)))
}

/// A comment says when the webhook was sent, not when it was written.
fn comment<'a>(value: Value<'a>, live: bool, account: Option<&str>, at: Option<Time>) -> Part<'a> {
    let Some(id) = [value.id, value.comment_id].into_iter().find_map(Str::take) else {
        return without("comment", "id");
    };
    let media = value.media.0.unwrap_or_default();
    let live = live || media.media_product_type.get() == Some("LIVE");
    let container = [media.id, value.media_id].into_iter().find_map(Str::take);
    let parent = value.parent_id.take();
    let kind = if parent.is_some() {
        Kind::Reply
    } else {
        Kind::Comment
    };
    let from = value.from.0.unwrap_or_default();
    let text = value.text.take().map(words);
    Draft {
        part: live.then_some("live"),
        root: root(container.as_ref(), parent.as_ref(), &id),
        parent: parent.or(container),
        direction: own(&from, account),
        author: author(from),
        // Moving pictures are sent as comments without words.
        needs_enrichment: text.is_none(),
        text,
        visibility: Visibility::Public,
        occurred_at: value.timestamp.0.or(at),
        extras: media.ad_id.take().into_iter().map(|ad| ("ad_id", ad)).collect(),
        ..Draft::new(Action::Create, kind, id)
    }
    .news()
}

/// A mention names the post, or the comment below it: the words must be fetched.
fn mention<'a>(value: Value<'a>, at: Option<Time>) -> Part<'a> {
    let media = value.media.0.unwrap_or_default();
    let container = [value.media_id, media.id].into_iter().find_map(Str::take);
    let comment = [value.comment_id, value.id].into_iter().find_map(Str::take);
    let (kind, id, container) = match (comment, container) {
        (Some(comment), container) => (Kind::Comment, comment, container),
        (None, Some(media)) => (Kind::Post, media, None),
        (None, None) => return without("mention", "media_id"),
    };
    let text = value.text.take().map(words);
    let parent = value.parent_id.take();
    Draft {
        root: root(container.as_ref(), parent.as_ref(), &id),
        parent: parent.or(container),
        author: value.from.0.and_then(author),
        needs_enrichment: text.is_none(),
        text,
        visibility: Visibility::Public,
        occurred_at: value.timestamp.0.or(at),
        ..Draft::new(Action::Create, kind, id)
    }
    .news()
}

fn root<'a>(container: Option<&Cow<'a, str>>, parent: Option<&Cow<'a, str>>, own: &Cow<'a, str>) -> Root<'a> {
    match (container, parent) {
        (Some(container), _) => Root::Id(container.clone()),
        (None, Some(parent)) => Root::Ask(parent.clone()),
        (None, None) => Root::Id(own.clone()),
    }
}

fn own(from: &Sender<'_>, account: Option<&str>) -> Option<Direction> {
    let id = from.id.get();
    let ours = from.self_ig_scoped_id.get().is_some() || (id.is_some() && id == account);
    ours.then_some(Direction::Outbound)
}

fn author(from: Sender<'_>) -> Option<DraftAuthor<'_>> {
    let id = [from.id, from.self_ig_scoped_id]
        .into_iter()
        .find_map(Str::take)?;
    Some(DraftAuthor {
        handle: from.username.take(),
        ..DraftAuthor::named(id)
    })
}

fn words(raw: Cow<'_, str>) -> DraftText<'_> {
    DraftText {
        seek: true,
        ..DraftText::new(raw, Form::Plain)
    }
}

fn without<'a>(what: &str, field: &str) -> Part<'a> {
    let detail = format!("a {what} of instagram without `{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}
