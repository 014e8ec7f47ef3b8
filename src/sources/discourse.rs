//! Discourse web hooks: posts, topics, likes. What happened stands in a header, never in the body. Topics and
//! posts are counted apart, so that ids of posts have a scope of their own. A topic and its first post are
//! one, under the topic's id, because events of a topic name no post; the title alone is its revision 0.

mod shape;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{
    Draft, DraftAuthor, DraftReply, DraftShown, DraftText, DraftThread, Form, Part, Root, Shape,
};
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Counts, Direction, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::reply::ReplyTarget;
use crate::domain::surface::Surface;
use crate::domain::time::Time;
use shape::{Frame, Like, Post, Topic};

/// How Discourse is read.
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
    (Kind::Post, Action::Delete),
    (Kind::Post, Action::Restore),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Reply, Action::Delete),
    (Kind::Reply, Action::Restore),
    (Kind::Reaction, Action::Create),
];

/// An answer goes into the topic.
fn act(draft: &mut Draft<'_>) {
    draft.thread.native_id = draft.root_id().cloned();
    draft.reply = Some(DraftReply::to(ReplyTarget::Thread));
}

/// Where the post stands. A forum names its address in a header, and the number of a post in its topic in the post.
fn place<'a>(
    draft: Draft<'a>,
    archetype: Option<&str>,
    forum: Option<&str>,
    number: Option<i64>,
) -> Draft<'a> {
    let topic = draft.root_id().zip(forum);
    let topic = topic.map(|(id, forum)| format!("{}/t/{id}", forum.trim_end_matches('/')));
    let of = |number: i64| Some(Cow::Owned(format!("{}/{number}", topic.as_ref()?)));
    Draft {
        surface: match archetype {
            Some("private_message") => Surface::Direct,
            Some(_) => Surface::Forum,
            None => Surface::Unknown,
        },
        url: number.and_then(of),
        thread: DraftThread {
            native_id: None,
            root_url: of(1),
            url: topic.map(Cow::Owned),
        },
        ..draft
    }
}

fn read<'a>(body: &'a [u8], context: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let frame: Frame<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let event = context.event("x-discourse-event");
    let action = event.and_then(|name| name.rsplit('_').next());
    let forum = context.header("x-discourse-instance");
    let part = if let Some(like) = frame.like.0 {
        read_like(like, forum)
    } else if let Some(post) = frame.post.0 {
        read_post(*post, action, forum)
    } else if let Some(topic) = frame.topic.0 {
        read_topic(topic, action, forum)
    } else if event.is_some() && frame.payload.is_none() && frame.body.is_none() {
        // Users, categories, groups, solutions, and whatever plugins add.
        Part::Ignored(Ignored::Control)
    } else if frame.is_control() {
        Part::Ignored(Ignored::Control)
    } else {
        return Ok(Shape::Unknown);
    };
    parts.push(part);
    Ok(Shape::Known)
}

/// What a header's last word does; without one, the body at least tells what is gone.
fn action(word: Option<&str>, deleted: bool) -> Option<Action> {
    Some(match word {
        Some("created") => Action::Create,
        Some("edited") => Action::Edit,
        Some("destroyed") => Action::Delete,
        Some("recovered") => Action::Restore,
        Some(_) => return None,
        None if deleted => Action::Delete,
        None => Action::Create,
    })
}

/// When it was deleted, if it was and that is told, else when it was written.
fn when(action: Action, deleted: Option<Time>, created: Option<Time>) -> Option<Time> {
    deleted.filter(|_| action == Action::Delete).or(created)
}

fn missing<'a>(what: &str, field: &str) -> Part<'a> {
    let detail = format!("a {what} of discourse without `{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}

/// Type of a post that only those see who run the forum, and whom they let.
const WHISPER: i64 = 4;

/// Scope of the ids of posts.
const POSTS: &str = "post";

fn read_post<'a>(post: Post<'a>, word: Option<&str>, forum: Option<&str>) -> Part<'a> {
    let deleted = post.deleted_at.0.is_some();
    let Some(action) = action(word, deleted) else {
        return Part::Ignored(Ignored::Control);
    };
    // Closed, moved, pinned: a line that the forum itself writes into the topic.
    if post.post_type.0 == Some(3) {
        return Part::Ignored(Ignored::Control);
    }
    let Some(id) = post.id.0.clone().filter(|id| !id.is_empty()) else {
        return missing("post", "id");
    };
    let Some(topic) = post.topic_id.0.clone().filter(|id| !id.is_empty()) else {
        return missing("post", "topic_id");
    };
    let first = post.post_number.0 == Some(1);
    let written = post.version.0.unwrap_or(1).max(1);
    let (archetype, number) = (post.topic_archetype.clone(), post.post_number.0);
    let draft = Draft {
        first_id: first.then(|| topic.clone()),
        scope: (!first).then_some(Cow::Borrowed(POSTS)),
        // Of the first post the topic's title alone is revision 0.
        revision: if first { written } else { written - 1 },
        direction: ours(&post),
        author: author(&post),
        visibility: visibility(&post),
        counts: Some(Counts {
            shares: None,
            replies: post.reply_count.0,
            likes: None,
            quotes: post.quote_count.0,
            views: post.reads.0,
        }),
        occurred_at: when(action, post.deleted_at.0, post.created_at.0),
        extras: post
            .reply_to_post_number
            .0
            .clone()
            .map(|n| ("reply_to_post_number", n))
            .into_iter()
            .collect(),
        text: if action == Action::Delete {
            None
        } else {
            text(post)
        },
        root: Root::Id(topic),
        ..Draft::new(action, if first { Kind::Post } else { Kind::Reply }, id)
    };
    place(draft, archetype.get(), forum, number).news()
}

/// A topic's events hold its title alone.
fn read_topic<'a>(topic: Topic<'a>, word: Option<&str>, forum: Option<&str>) -> Part<'a> {
    let Some(action) = action(word, topic.deleted_at.0.is_some()) else {
        return Part::Ignored(Ignored::Control);
    };
    let Some(id) = topic.id.take() else {
        return missing("topic", "id");
    };
    let by = topic.created_by.0.unwrap_or_default();
    let author = topic
        .user_id
        .take()
        .or_else(|| by.id.take())
        .map(|id| DraftAuthor {
            handle: by.username.take(),
            bot: is_system(&id),
            ..DraftAuthor::named(id)
        });
    let title = topic.title.take().filter(|_| action != Action::Delete);
    let draft = Draft {
        author,
        visibility: archetype(topic.archetype.get()),
        counts: Some(Counts {
            shares: None,
            replies: topic.reply_count.0,
            likes: topic.like_count.0,
            quotes: None,
            views: topic.views.0,
        }),
        occurred_at: when(action, topic.deleted_at.0, topic.created_at.0),
        text: title.map(|title| DraftText::new(title, Form::Plain)),
        needs_enrichment: action != Action::Delete,
        ..Draft::new(action, Kind::Post, id)
    };
    place(draft, topic.archetype.get(), forum, Some(1)).news()
}

fn read_like<'a>(like: Like<'a>, forum: Option<&str>) -> Part<'a> {
    let (post, user) = (like.post.0.unwrap_or_default(), like.user.0.unwrap_or_default());
    let (Some(id), Some(by)) = (post.id.0.clone(), user.id.take()) else {
        return missing("like", "post.id` or `user.id");
    };
    let topic = post.topic_id.0.clone().unwrap_or_else(|| id.clone());
    let first = post.post_number.0 == Some(1);
    let shown = DraftShown {
        first_id: if first {
            topic.clone()
        } else {
            Cow::Owned(format!("{POSTS}/{id}"))
        },
        native_id: id.clone(),
        revision: post.version.0.unwrap_or(1).max(1) - i64::from(!first),
        root_id: topic.clone(),
        author: author(&post),
        occurred_at: post.created_at.0,
        text: None,
    };
    let archetype = post.topic_archetype.clone();
    let draft = Draft {
        scope: Some(Cow::Borrowed(POSTS)),
        root: Root::Id(topic),
        parent: Some(id.clone()),
        visibility: visibility(&post),
        shown: Some(Box::new(DraftShown {
            text: text(*post),
            ..shown
        })),
        author: Some(DraftAuthor {
            handle: user.username.take(),
            ..DraftAuthor::named(by.clone())
        }),
        // Likes have no ids: an account likes a post once.
        ..Draft::new(
            Action::Create,
            Kind::Reaction,
            Cow::Owned(format!("like/{id}/{by}")),
        )
    };
    // A like has no page.
    place(draft, archetype.get(), forum, None).news()
}

fn author<'a>(post: &Post<'a>) -> Option<DraftAuthor<'a>> {
    let id = post.user_id.0.clone().filter(|id| !id.is_empty())?;
    Some(DraftAuthor {
        handle: post.username.0.clone(),
        joined_at: post.user_cakedate.0,
        bot: is_system(&id),
        ..DraftAuthor::named(id)
    })
}

/// The forum's own accounts count down from -1.
fn is_system(id: &str) -> Option<bool> {
    id.starts_with('-').then_some(true)
}

/// Whoever runs the forum is our side.
fn ours(post: &Post<'_>) -> Option<Direction> {
    let any = [post.staff.0, post.admin.0, post.moderator.0];
    any.contains(&Some(true)).then_some(Direction::Outbound)
}

fn visibility(post: &Post<'_>) -> Visibility {
    let seen = archetype(post.topic_archetype.get());
    if post.post_type.0 == Some(WHISPER) {
        Visibility::Internal
    } else if seen == Visibility::Public && post.hidden.0 == Some(true) {
        Visibility::Restricted
    } else {
        seen
    }
}

fn archetype(name: Option<&str>) -> Visibility {
    match name {
        Some("private_message") => Visibility::Direct,
        Some(_) => Visibility::Public,
        None => Visibility::Unknown,
    }
}

/// The post as it is shown, or its Markdown; the title belongs to the first post.
fn text(post: Post<'_>) -> Option<DraftText<'_>> {
    let (raw, form) = match (post.cooked.take(), post.raw.take()) {
        (Some(cooked), _) => (cooked, Form::Thread),
        (None, Some(raw)) => (raw, Form::Markdown),
        (None, None) => (Cow::Borrowed(""), Form::Thread),
    };
    let title = post.topic_title.take().filter(|_| post.post_number.0 == Some(1));
    (!raw.is_empty() || title.is_some()).then(|| DraftText {
        heading: title.map(|title| (title, Form::Plain)),
        ..DraftText::new(raw, form)
    })
}
