//! TikTok, by its webhooks: comments, of which only ids are told, and messages to a business account.

mod shape;

use super::acting;
use super::draft::DraftReply;
use crate::domain::reply::ReplyTarget;
use crate::domain::surface::Surface;
use std::borrow::Cow;

use serde_json::value::RawValue;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftMedia, DraftText, Form, Part, Root, Shape};
use super::halves;
use super::loose::{One, Str};
use super::parts::Parts;
use super::peel::not_json;
use super::revision;
use crate::domain::event::{Action, Direction, Kind, MediaKind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use shape::{Content, Frame};

/// How TikTok is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// Comments are answered where they stand, messages in their conversation. No payload has the link of a film.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    match draft.surface {
        Surface::Direct => {
            draft.thread.native_id = draft.root_id().cloned();
            draft.reply = Some(DraftReply::to(ReplyTarget::Thread));
        }
        Surface::Comment | Surface::PublicPost => {
            draft.surface = Surface::Comment;
            draft.thread.native_id = draft.root_id().cloned();
            acting::answer_post(draft);
        }
        Surface::Unknown
        | Surface::Group
        | Surface::Review
        | Surface::Email
        | Surface::Call
        | Surface::Chat
        | Surface::Survey
        | Surface::Forum => {}
    }
}

const COVERS: &[(Kind, Action)] = &[
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
    (Kind::Message, Action::Create),
];

/// Reads one event. Videos, authorisations and what was read are no news of a post.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let frame: Frame<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let around = frame.client_key.get().is_some() || frame.user_openid.get().is_some();
    let Some(name) = frame.event.get().filter(|_| around || frame.content.is_some()) else {
        return Ok(Shape::Unknown);
    };
    let about: fn(&Content<'_>, &Frame<'_>) -> Part<'a> = match name {
        _ if name.starts_with("comment.") => comment,
        _ if name.starts_with("im_receive_msg") || name.starts_with("im_send_msg") => message,
        _ => {
            parts.push(Part::Ignored(Ignored::Control));
            return Ok(Shape::Known);
        }
    };
    let raw = frame.content.map_or("null", RawValue::get);
    let text: String;
    let inner = if raw.starts_with('"') {
        text = serde_json::from_str(raw).map_err(|e| not_json(&e))?;
        text.as_str()
    } else {
        raw
    };
    let whole: Vec<u8>;
    let content: One<Content<'_>> = match serde_json::from_str(inner) {
        Ok(content) => content,
        Err(error) => {
            whole = halves::mend(inner.as_bytes()).ok_or_else(|| not_json(&error))?;
            serde_json::from_slice(&whole).map_err(|e| not_json(&e))?
        }
    };
    parts.push(about(&content.0.unwrap_or_default(), &frame));
    Ok(Shape::Known)
}

/// A comment on a video of the account. Its words must be fetched.
fn comment<'a>(content: &Content<'_>, frame: &Frame<'_>) -> Part<'a> {
    let Some(action) = action(content.comment_action.get().unwrap_or("insert")) else {
        return Part::Ignored(Ignored::Control);
    };
    let Some(id) = own(&content.comment_id) else {
        return without("comment", "comment_id");
    };
    let video = own(&content.video_id);
    // A comment that answers none says 0.
    let answered = own(&content.parent_comment_id).filter(|id| id != "0");
    let kind = if answered.is_some() {
        Kind::Reply
    } else {
        Kind::Comment
    };
    let root = match (&video, &answered) {
        (Some(video), _) => Root::Id(video.clone()),
        (None, Some(answered)) => Root::Ask(answered.clone()),
        (None, None) => Root::Ask(id.clone()),
    };
    let at = frame.create_time.0.or(content.timestamp.0);
    Draft {
        // A comment may be edited, hidden and shown any number of times.
        revision: if matches!(action, Action::Edit | Action::Hide | Action::Unhide) {
            revision::by_moment(at)
        } else {
            0
        },
        root,
        parent: answered.or(video),
        author: own(&content.unique_identifier).map(DraftAuthor::named),
        visibility: Visibility::Public,
        needs_enrichment: matches!(action, Action::Create | Action::Edit),
        occurred_at: at,
        observed_at: at.filter(|_| action.toggles()),
        ..Draft::new(action, kind, id)
    }
    .news()
}

/// What was done to a comment; `None` if it is not known.
fn action(name: &str) -> Option<Action> {
    Some(match name {
        "insert" | "add" | "create" => Action::Create,
        "update" | "edit" => Action::Edit,
        "delete" | "remove" => Action::Delete,
        "set_to_hidden" | "set_to_friends_only" | "hide" => Action::Hide,
        "set_to_public" | "unhide" => Action::Unhide,
        _ => return None,
    })
}

/// A message between a person and the account. For some regions its words are left out.
fn message<'a>(content: &Content<'_>, frame: &Frame<'_>) -> Part<'a> {
    let Some(id) = own(&content.message_id) else {
        return without("message", "message_id");
    };
    let sender = content.from_user.0.as_ref().and_then(|account| own(&account.id));
    let ours = frame.event.get().is_some_and(|name| name.starts_with("im_send"))
        || sender
            .as_deref()
            .is_some_and(|id| Some(id) == frame.user_openid.get());
    let author = sender
        .or_else(|| own(&content.sender))
        .or_else(|| own(&content.from));
    let text = content.text.0.as_ref().and_then(|words| own(&words.body));
    let media = match content.form.get() {
        Some("image") => Some(MediaKind::Image),
        Some("video" | "share_post") => Some(MediaKind::Video),
        Some("sticker" | "emoji") => Some(MediaKind::Sticker),
        _ => None,
    };
    let answered = content.referenced_message_info.0.as_ref();
    Draft {
        part: Some("dm"),
        root: Root::Id(own(&content.conversation_id).unwrap_or_else(|| id.clone())),
        parent: answered.and_then(|answered| own(&answered.referenced_message_id)),
        direction: ours.then_some(Direction::Outbound),
        author: author.map(|id| DraftAuthor {
            handle: own(&content.from),
            ..DraftAuthor::named(id)
        }),
        needs_enrichment: text.is_none() && media.is_none(),
        text: text.map(|raw| DraftText {
            seek: true,
            ..DraftText::new(raw, Form::Plain)
        }),
        media: media
            .into_iter()
            .map(|kind| DraftMedia {
                kind,
                alt: None,
                url: None,
            })
            .collect(),
        visibility: Visibility::Direct,
        occurred_at: content.timestamp.0.or(frame.create_time.0),
        ..Draft::new(Action::Create, Kind::Message, id)
    }
    .news()
}

/// The content lies in a string of its own, which does not outlive the reading.
fn own<'a>(text: &Str<'_>) -> Option<Cow<'a, str>> {
    text.get().map(|text| Cow::Owned(text.to_owned()))
}

fn without<'a>(what: &str, field: &str) -> Part<'a> {
    let detail = format!("a {what} of tiktok without `content.{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}
