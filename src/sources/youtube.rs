//! YouTube: comments, their threads, answers that list either, and messages of a live chat. Comments are
//! had by asking again and again: what is gone is not told, and an edit is a later `updatedAt`.

mod live;
mod plain;
mod shape;

use super::acting;
use super::draft::DraftReply;
use super::draft::DraftThread;
use crate::domain::reply::ReplyTarget;
use crate::domain::surface::Surface;
use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftText, Form, Part, Root, Shape};
use super::loose::Str;
use super::parts::Parts;
use super::peel::not_json;
use super::revision;
use crate::domain::event::{Action, Counts, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use shape::{Comment, Frame, Snippet};

/// How `YouTube` is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// A comment is answered where it stands; a live chat goes on for all.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    if draft.part == Some("live_chat") {
        draft.surface = Surface::Chat;
        draft.thread.native_id = draft.root_id().cloned();
        draft.reply = Some(DraftReply::to(ReplyTarget::Thread));
    } else if matches!(draft.surface, Surface::Comment | Surface::PublicPost) {
        draft.surface = Surface::Comment;
        acting::answer_post(draft);
    }
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Comment, Action::Create),
    (Kind::Reply, Action::Create),
    (Kind::Unknown, Action::Delete),
];

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let frame: Frame<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let named = frame.kind.get().is_some_and(|kind| kind.starts_with("youtube#"));
    if !frame.items.is_empty() {
        frame.items.each(|item| {
            one(item, parts);
            Ok(())
        })?;
        return Ok(Shape::Known);
    }
    let item: Comment<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let worded = item
        .snippet
        .0
        .as_ref()
        .is_some_and(|snippet| snippet.is_comment());
    if !named && !worded {
        return Ok(Shape::Unknown);
    }
    one(item, parts);
    Ok(Shape::Known)
}

/// A thread, a comment, or a message of a live chat. Videos, channels and activities are no comments.
fn one<'a>(item: Comment<'a>, parts: &mut Parts<'_>) {
    match item.kind.get() {
        Some("youtube#liveChatMessage") => parts.push(live::read(item)),
        Some("youtube#comment" | "youtube#commentThread") | None => thread(item, parts),
        Some(_) => parts.push(Part::Ignored(Ignored::Control)),
    }
}

fn thread<'a>(mut item: Comment<'a>, parts: &mut Parts<'_>) {
    let mut snippet = item.snippet.0.take().unwrap_or_default();
    let Some(top) = snippet.top_level_comment.0.take() else {
        item.snippet.0 = Some(snippet);
        return parts.push(comment(item, &Around::default()));
    };
    let around = Around {
        video: snippet.video_id.0.clone(),
        thread: item.id.0.clone(),
        answers: snippet.total_reply_count.0,
        hidden: snippet.is_public.0 == Some(false),
    };
    parts.push(comment(*top, &around));
    let around = Around {
        answers: None,
        ..around
    };
    let replies = item.replies.0.unwrap_or_default().comments.0;
    parts.extend(replies.into_iter().map(|reply| comment(reply, &around)));
}

/// What the thread says of the comments in it.
#[derive(Default)]
struct Around<'a> {
    video: Option<Cow<'a, str>>,
    thread: Option<Cow<'a, str>>,
    answers: Option<i64>,
    hidden: bool,
}

/// The page of a comment, and its thread: that of the comment answered, or its own.
fn pages<'a>(
    video: Option<&str>,
    answered: Option<&Cow<'a, str>>,
    id: &Cow<'a, str>,
) -> (Option<Cow<'a, str>>, DraftThread<'a>) {
    let film = video.map(|video| format!("https://www.youtube.com/watch?v={video}"));
    let page = |of: &str| Some(Cow::Owned(format!("{}&lc={of}", film.as_ref()?)));
    let top = answered.unwrap_or(id);
    let thread = DraftThread {
        native_id: Some(top.clone()),
        url: page(top),
        root_url: film.clone().map(Cow::Owned),
    };
    (page(id), thread)
}

fn comment<'a>(item: Comment<'a>, around: &Around<'a>) -> Part<'a> {
    let snippet = item.snippet.0.unwrap_or_default();
    let Some(id) = item.id.take() else {
        let detail = "a comment of youtube without `id`";
        return Part::Refused(Reject::new(RejectReason::BadField, detail));
    };
    let answered = snippet.parent_id.0.clone().filter(|id| !id.is_empty());
    // The id of an answer is that of its thread, a point, and its own.
    let answered = answered.or_else(|| {
        id.split_once('.')
            .map(|(thread, _)| Cow::Owned(thread.to_owned()))
    });
    let channel = snippet.channel_id.0.clone().filter(|id| !id.is_empty());
    let video = snippet
        .video_id
        .0
        .clone()
        .or_else(|| around.video.clone())
        .filter(|id| !id.is_empty());
    let thread = answered.clone().or_else(|| around.thread.clone());
    let root = match (&video, thread) {
        (Some(video), _) => Root::Id(video.clone()),
        (None, Some(thread)) if thread != id => Root::Ask(thread),
        (None, _) => Root::Id(id.clone()),
    };
    let (url, thread) = pages(video.as_deref(), answered.as_ref(), &id);
    let published = snippet.published_at.0;
    let changed = snippet
        .updated_at
        .0
        .filter(|at| published.is_some_and(|first| *at > first));
    Draft {
        revision: changed.map_or(0, |at| revision::by_moment(Some(at))),
        root,
        url,
        thread,
        parent: answered.clone().or(video).or(channel),
        author: author(&snippet),
        counts: Some(Counts {
            shares: None,
            replies: around.answers,
            likes: snippet.like_count.0,
            quotes: None,
            views: None,
        }),
        visibility: visibility(&snippet, around),
        occurred_at: published,
        text: text(snippet.text_original, snippet.text_display),
        ..Draft::new(
            Action::Create,
            if answered.is_some() {
                Kind::Reply
            } else {
                Kind::Comment
            },
            id,
        )
    }
    .news()
}

/// What waits for the channel's owner is seen by nobody else.
fn visibility(snippet: &Snippet<'_>, around: &Around<'_>) -> Visibility {
    let held = matches!(
        snippet.moderation_status.get(),
        Some("heldForReview" | "likelySpam" | "rejected")
    );
    if held || around.hidden {
        Visibility::Restricted
    } else {
        Visibility::Public
    }
}

/// The author, by the channel's id; where that is missing, by what its address ends in: the same id, or the
/// handle, which no two channels share.
fn author<'a>(snippet: &Snippet<'a>) -> Option<DraftAuthor<'a>> {
    let given = snippet.author_channel_id.clone().id();
    let of_address = |address: &Str<'a>| {
        let id = address.get()?.rsplit('/').next()?;
        (!id.is_empty()).then(|| Cow::Owned(id.to_owned()))
    };
    let id = given.or_else(|| of_address(&snippet.author_channel_url))?;
    Some(DraftAuthor {
        handle: snippet
            .author_display_name
            .0
            .clone()
            .filter(|name| !name.is_empty()),
        ..DraftAuthor::named(id)
    })
}

/// The words as written, if the payload has them, else as shown: in HTML, unless plain text was asked for.
fn text<'a>(original: Str<'a>, display: Str<'a>) -> Option<DraftText<'a>> {
    let (raw, form) = match (original.take(), display.take()) {
        (Some(original), _) => (original, Form::Plain),
        (None, Some(display)) if plain::is_plain(&display) => (display, Form::Plain),
        (None, Some(display)) => (display, Form::Html),
        (None, None) => return None,
    };
    Some(DraftText {
        seek: true,
        ..DraftText::new(raw, form)
    })
}
