//! Reddit: things (`kind`, `data`) as listings, comment pages, inboxes and streams hold them, alone or as
//! an archive keeps them, without their wrapper. A thing's id is its full name, `t1_` and so on.

mod shape;
mod words;

use super::acting;
use crate::domain::surface::Surface;
use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftMedia, DraftShown, Part, Root, Shape};
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Counts, Kind, MediaKind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use shape::{Answer, Data, Thing};

/// How Reddit is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// Posts and comments are answered where they stand, as private messages are.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    match draft.surface {
        Surface::Direct => acting::answer_post(draft),
        Surface::PublicPost | Surface::Comment => {
            draft.surface = Surface::Forum;
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

/// The page of a post or comment, by the path that the payload has.
fn page<'a>(data: &Data<'a>) -> Option<Cow<'a, str>> {
    let path = data
        .permalink
        .get()
        .filter(|path| path.starts_with("/r/") || path.starts_with("/user/"))?;
    Some(Cow::Owned(format!("https://www.reddit.com{path}")))
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Delete),
    (Kind::Comment, Action::Create),
    (Kind::Comment, Action::Delete),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Delete),
    (Kind::Share, Action::Create),
    (Kind::Share, Action::Delete),
    (Kind::Message, Action::Create),
];

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let top: Thing<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if top.kind.get().is_some() && top.data.0.is_some() {
        thing(top, parts);
        return Ok(Shape::Known);
    }
    let answer: Answer<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if let Some(answer) = answer.json.0 {
        let things = answer.data.0.unwrap_or_default().things.0;
        many(things, parts);
        return Ok(Shape::Known);
    }
    let data: Data<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let Some(kind) = kind_of(&data) else {
        return Ok(Shape::Unknown);
    };
    parts.push(post(kind, data));
    Ok(Shape::Known)
}

fn many<'a>(things: Vec<Thing<'a>>, parts: &mut Parts<'_>) {
    if things.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    for inner in things {
        thing(inner, parts);
    }
}

/// A thing, then the answers it holds.
fn thing<'a>(thing: Thing<'a>, parts: &mut Parts<'_>) {
    let mut data = thing.data.0.unwrap_or_default();
    match thing.kind.get() {
        Some("Listing") => many(data.children.0, parts),
        Some(kind @ ("t1" | "t3" | "t4")) => {
            let replies = std::mem::take(&mut data.replies).0;
            parts.push(post(kind, *data));
            for inner in replies {
                self::thing(inner, parts);
            }
        }
        // Accounts, communities, and `more`: what is there and was not sent.
        Some(_) | None => parts.push(Part::Ignored(Ignored::Control)),
    }
}

/// What a thing without its wrapper is.
fn kind_of(data: &Data<'_>) -> Option<&'static str> {
    let named = |prefix: &str| data.name.get().is_some_and(|name| name.starts_with(prefix));
    let comment = data.body.0.is_some() && data.parent_id.get().is_some();
    let link = data.title.0.is_some() && (data.selftext.0.is_some() || data.url.0.is_some());
    if named("t4_") {
        Some("t4")
    } else if named("t1_") || comment {
        Some("t1")
    } else if named("t3_") || (link && data.id.get().is_some()) {
        Some("t3")
    } else {
        None
    }
}

fn post<'a>(kind: &str, mut data: Data<'a>) -> Part<'a> {
    let id = match (std::mem::take(&mut data.name).take(), data.id.get()) {
        (Some(name), _) => name,
        (None, Some(id)) => Cow::Owned(format!("{kind}_{id}")),
        (None, None) => {
            let detail = format!("a {kind} of reddit without `name` and `id`");
            return Part::Refused(Reject::new(RejectReason::BadField, detail));
        }
    };
    let gone = words::is_tombstone(&data);
    let text = if gone { None } else { words::text(&mut data) };
    let draft = Draft {
        revision: words::revision_of(data.edited),
        author: author(&mut data),
        occurred_at: data.created_utc.0,
        url: page(&data),
        extras: extras(&mut data),
        text,
        ..Draft::new(if gone { Action::Delete } else { Action::Create }, Kind::Post, id)
    };
    match kind {
        "t1" => comment(draft, data),
        "t4" => message(draft, data),
        _ => link(draft, data),
    }
    .news()
}

fn comment<'a>(draft: Draft<'a>, mut data: Data<'a>) -> Draft<'a> {
    let parent = std::mem::take(&mut data.parent_id).take();
    let link = std::mem::take(&mut data.link_id)
        .take()
        .or_else(|| link_in_path(&data));
    let top = parent.as_deref().is_none_or(|id| id.starts_with("t3_"));
    let root = match (link.or_else(|| parent.clone().filter(|_| top)), &parent) {
        (Some(link), _) => Root::Id(link),
        (None, Some(parent)) => Root::Ask(parent.clone()),
        (None, None) => Root::Id(draft.native_id.clone()),
    };
    let hidden = data.score_hidden.0 == Some(true);
    Draft {
        kind: if top { Kind::Comment } else { Kind::Reply },
        root,
        parent,
        visibility: visibility(&data),
        counts: Some(Counts {
            shares: None,
            replies: None,
            likes: data.score.0.filter(|_| !hidden),
            quotes: None,
            views: None,
        }),
        ..draft
    }
}

/// The post in the path of a comment, `/r/x/comments/<id>/...`: inboxes name it nowhere else.
fn link_in_path<'a>(data: &Data<'a>) -> Option<Cow<'a, str>> {
    let path = data.permalink.get().or(data.context.get())?;
    let id = path.split('/').skip_while(|part| *part != "comments").nth(1)?;
    (!id.is_empty()).then(|| Cow::Owned(format!("t3_{id}")))
}

fn message<'a>(draft: Draft<'a>, data: Data<'a>) -> Draft<'a> {
    let parent = data.parent_id.take();
    let root = match (data.first_message_name.take(), &parent) {
        (Some(first), _) => Root::Id(first),
        (None, Some(parent)) => Root::Ask(parent.clone()),
        (None, None) => Root::Id(draft.native_id.clone()),
    };
    Draft {
        kind: Kind::Message,
        root,
        parent,
        visibility: Visibility::Direct,
        ..draft
    }
}

/// A post. One that hands on another is a share with a conversation of its own.
fn link<'a>(draft: Draft<'a>, mut data: Data<'a>) -> Draft<'a> {
    let original = std::mem::take(&mut data.crosspost_parent_list)
        .0
        .into_iter()
        .next();
    let shared = data.crosspost_parent.0.clone().filter(|id| !id.is_empty());
    let hidden = data.hide_score.0 == Some(true);
    Draft {
        kind: if shared.is_some() { Kind::Share } else { Kind::Post },
        shown: original.filter(|_| shared.is_some()).and_then(show).map(Box::new),
        shared,
        visibility: visibility(&data),
        counts: Some(Counts {
            shares: data.num_crossposts.0,
            replies: data.num_comments.0,
            likes: data.score.0.filter(|_| !hidden),
            quotes: None,
            views: data.view_count.0,
        }),
        media: media(data),
        ..draft
    }
}

fn show(mut data: Data<'_>) -> Option<DraftShown<'_>> {
    let id = std::mem::take(&mut data.name).take()?;
    Some(DraftShown {
        first_id: id.clone(),
        root_id: id.clone(),
        native_id: id,
        revision: words::revision_of(data.edited),
        author: author(&mut data),
        occurred_at: data.created_utc.0,
        text: if words::is_tombstone(&data) {
            None
        } else {
            words::text(&mut data)
        },
    })
}

/// The author. Older payloads hold the name alone, which no two accounts share and none can change.
fn author<'a>(data: &mut Data<'a>) -> Option<DraftAuthor<'a>> {
    let name = std::mem::take(&mut data.author)
        .take()
        .filter(|name| name != words::DELETED);
    let id = std::mem::take(&mut data.author_fullname).take();
    Some(DraftAuthor {
        handle: name.clone(),
        ..DraftAuthor::named(id.or(name)?)
    })
}

fn visibility(data: &Data<'_>) -> Visibility {
    match data.subreddit_type.get() {
        _ if words::is_taken_away(data) => Visibility::Restricted,
        Some("private" | "gold_only" | "employees_only") => Visibility::Restricted,
        Some(_) | None => Visibility::Public,
    }
}

fn media(data: Data<'_>) -> Vec<DraftMedia<'_>> {
    let one = |kind| {
        vec![DraftMedia {
            kind,
            alt: None,
            url: None,
        }]
    };
    let pictures = data.gallery_data.0.unwrap_or_default().items.0;
    if data.is_video.0 == Some(true) {
        return one(MediaKind::Video);
    }
    if pictures.is_empty() && data.post_hint.get() == Some("image") {
        return one(MediaKind::Image);
    }
    let captions = pictures.into_iter().map(|picture| picture.caption.take());
    captions
        .map(|alt| DraftMedia {
            kind: MediaKind::Image,
            alt,
            url: None,
        })
        .collect()
}

fn extras<'a>(data: &mut Data<'a>) -> Vec<(&'static str, Cow<'a, str>)> {
    let linked = std::mem::take(&mut data.url);
    let linked = if data.is_self.0 == Some(false) {
        linked.take()
    } else {
        None
    };
    let flair = std::mem::take(&mut data.link_flair_text).take();
    [
        ("subreddit", std::mem::take(&mut data.subreddit).take()),
        ("link_flair_text", flair),
        ("removed_by_category", data.removed_by_category.0.clone()),
        ("url", linked),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}
