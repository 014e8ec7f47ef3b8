//! News of a page's posts, comments, reviews and reactions.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftAuthor, DraftMedia, DraftOwn, DraftSpan, DraftText, Form, Part, Root};
use super::super::loose::{Scalar, Str};
use super::super::{meta, revision};
use super::shape::{Tag, Value};
use crate::domain::event::{Action, Direction, Kind, MediaKind, Metric, Rating, SpanKind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::time::Time;

/// The page that a change is news of.
pub(super) struct Page<'b> {
    pub(super) id: Option<&'b str>,
    /// When the webhook was sent.
    pub(super) at: Option<Time>,
    /// The field that changed.
    pub(super) field: &'b str,
}

impl Page<'_> {
    /// Whether it is about reviews: their story then stands for the post.
    fn ratings(&self) -> bool {
        self.field == "ratings"
    }
}

/// What one value is.
pub(super) fn part<'a>(value: Value<'a>, page: &Page<'_>) -> Part<'a> {
    let Some(action) = action(&value) else {
        return without_effect(&value);
    };
    match value.item.get() {
        Some("like" | "reaction") => reaction(value, action, page).news(),
        Some("comment") => comment(value, action, page),
        None if value.comment_id.get().is_some() => comment(value, action, page),
        Some("rating" | "review" | "recommendation") => review(value, action, page),
        Some("share") => post(value, action, Kind::Share, page),
        Some(_) | None => post(value, action, Kind::Post, page),
    }
}

/// What happened; `None` if nothing that is news of a post: somebody was blocked or muted, for example.
fn action(value: &Value<'_>) -> Option<Action> {
    Some(match value.verb.get() {
        Some("add") | None => Action::Create,
        Some("edit" | "edited" | "update") => Action::Edit,
        Some("remove" | "delete") => Action::Delete,
        Some("hide") => Action::Hide,
        Some("unhide") => Action::Unhide,
        Some(_) => return None,
    })
}

fn comment<'a>(mut value: Value<'a>, action: Action, page: &Page<'_>) -> Part<'a> {
    let Some(id) = std::mem::take(&mut value.comment_id).take() else {
        return without("comment", "comment_id");
    };
    let post = std::mem::take(&mut value.post_id).take();
    let parent = std::mem::take(&mut value.parent_id).take();
    let story = std::mem::take(&mut value.open_graph_story_id).take();
    let top = match (&parent, &post) {
        (Some(parent), Some(post)) => is_same_post(parent, post),
        (_, _) => parent.is_none(),
    };
    let root = story.filter(|_| page.ratings()).or_else(|| post.clone());
    let root = match (root, &parent) {
        (Some(root), _) => Root::Id(root),
        (None, Some(parent)) => Root::Ask(parent.clone()),
        (None, None) => Root::Ask(id.clone()),
    };
    let kind = if top { Kind::Comment } else { Kind::Reply };
    Draft {
        root,
        parent: parent.or(post),
        ..told(value, page, action, kind, id)
    }
    .news()
}

/// Whether both name one post: `<page>_<post>`, or `<post>` alone.
fn is_same_post(one: &str, other: &str) -> bool {
    let alone = |id: &str| id.rsplit('_').next().map(str::len);
    one == other
        || (!one.contains('_') && alone(other) == Some(one.len()) && other.ends_with(one))
        || (!other.contains('_') && alone(one) == Some(other.len()) && one.ends_with(other))
}

/// A review has the id of its story.
fn review<'a>(mut value: Value<'a>, action: Action, page: &Page<'_>) -> Part<'a> {
    let ids = [
        std::mem::take(&mut value.open_graph_story_id),
        std::mem::take(&mut value.post_id),
    ];
    let Some(id) = ids.into_iter().find_map(Str::take) else {
        return without("review", "open_graph_story_id");
    };
    let said = std::mem::take(&mut value.recommendation_type).take();
    let stars = stars(&value.rating);
    Draft {
        ratings: stars.into_iter().collect(),
        extras: said
            .into_iter()
            .map(|said| ("recommendation_type", said))
            .collect(),
        ..told(value, page, action, Kind::Review, id)
    }
    .news()
}

fn stars(rating: &Scalar<'_>) -> Option<Rating> {
    let value = match rating {
        Scalar::Whole(n) => f64::from(i32::try_from(*n).ok()?),
        Scalar::Decimal(n) => *n,
        Scalar::Text(text) => text.trim().parse().ok()?,
        Scalar::Nothing | Scalar::Flag(_) | Scalar::Large(_) | Scalar::Parts { .. } => return None,
    };
    Some(Rating {
        metric: Metric::Stars,
        value,
        max: Some(5.0),
    })
}

/// A post of any form. One without any id is no post but something of the page.
fn post<'a>(mut value: Value<'a>, action: Action, kind: Kind, page: &Page<'_>) -> Part<'a> {
    let ids = [
        std::mem::take(&mut value.post_id),
        std::mem::take(&mut value.album_id),
        value.photo_id.clone(),
        value.video_id.clone(),
        std::mem::take(&mut value.share_id),
        std::mem::take(&mut value.event_id),
    ];
    match ids.into_iter().find_map(Str::take) {
        Some(id) => told(value, page, action, kind, id).news(),
        None if value.message.get().is_some() => without("post", "post_id"),
        None => Part::Ignored(Ignored::Control),
    }
}

/// What is no news of a post; but words are not passed over.
fn without_effect<'a>(value: &Value<'a>) -> Part<'a> {
    let words = [&value.message, &value.review_text];
    if words.into_iter().any(|words| words.get().is_some()) {
        meta::unknown()
    } else {
        Part::Ignored(Ignored::Control)
    }
}

/// A like of a comment, of a post, or of the page itself. An account has one for each of them.
fn reaction<'a>(mut value: Value<'a>, action: Action, page: &Page<'_>) -> Draft<'a> {
    let story = std::mem::take(&mut value.open_graph_story_id).take();
    let comment = std::mem::take(&mut value.comment_id).take();
    let post = std::mem::take(&mut value.post_id).take();
    let parent = std::mem::take(&mut value.parent_id).take();
    let shown = std::mem::take(&mut value.reaction_type).take();
    let root = story.filter(|_| page.ratings()).or(post);
    let target = comment.or_else(|| root.clone()).or(parent);
    let by = author(&mut value);
    let id = format!(
        "{}/{}",
        target.as_deref().or(page.id).unwrap_or("-"),
        by.as_ref().map_or("-", |by| by.id.as_ref())
    );
    let place = match (root, &target) {
        (Some(root), _) => Root::Id(root),
        (None, Some(target)) => Root::Ask(target.clone()),
        (None, None) => Root::Id(Cow::Owned(id.clone())),
    };
    Draft {
        root: place,
        parent: target,
        direction: own(by.as_ref(), page),
        author: by,
        media: Vec::new(),
        extras: shown.into_iter().map(|shown| ("reaction_type", shown)).collect(),
        ..told(value, page, action, Kind::Reaction, Cow::Owned(id))
    }
}

/// What all news of a page have in common.
fn told<'a>(
    mut value: Value<'a>,
    page: &Page<'_>,
    action: Action,
    kind: Kind,
    id: Cow<'a, str>,
) -> Draft<'a> {
    let author = author(&mut value);
    let media = media(&value);
    let words = value.message.take().or_else(|| value.review_text.take());
    let gone = action == Action::Delete;
    let text = words
        .filter(|_| !gone && kind != Kind::Reaction)
        .map(|raw| DraftText {
            spans: value.message_tags.0.into_iter().filter_map(span).collect(),
            seek: true,
            ..DraftText::new(raw, Form::Plain)
        });
    // A mention elsewhere often comes without words, and who wrote is told to approved applications alone.
    let written = matches!(action, Action::Create | Action::Edit) && kind != Kind::Reaction;
    let wordless = page.field == "mention" && text.is_none() && !gone;
    let lacks = wordless || (written && author.is_none());
    // A post may be edited, hidden and shown any number of times.
    let changed = matches!(action, Action::Edit | Action::Hide | Action::Unhide);
    Draft {
        revision: if changed {
            revision::by_moment(page.at.or(value.created_time.0))
        } else {
            0
        },
        direction: own(author.as_ref(), page),
        addressed: page
            .id
            .map(|id| DraftOwn::ours(Cow::Owned(id.to_owned())))
            .into_iter()
            .collect(),
        author,
        needs_enrichment: lacks,
        text,
        media: if gone { Vec::new() } else { media },
        visibility: if value.published.0 == Some(false) {
            Visibility::Unknown
        } else {
            Visibility::Public
        },
        occurred_at: value.created_time.0.or(page.at),
        observed_at: page.at.filter(|_| action.toggles()),
        ..Draft::new(action, kind, id)
    }
}

/// What a page writes itself names the page.
fn own(author: Option<&DraftAuthor<'_>>, page: &Page<'_>) -> Option<Direction> {
    let ours = author.is_some_and(|author| Some(author.id.as_ref()) == page.id);
    ours.then_some(Direction::Outbound)
}

fn author<'a>(value: &mut Value<'a>) -> Option<DraftAuthor<'a>> {
    let ids = [
        std::mem::take(&mut value.from).0.unwrap_or_default().id,
        std::mem::take(&mut value.sender_id),
        std::mem::take(&mut value.reviewer_id),
        std::mem::take(&mut value.user_id),
    ];
    ids.into_iter().find_map(Str::take).map(DraftAuthor::named)
}

fn media<'a>(value: &Value<'a>) -> Vec<DraftMedia<'a>> {
    let given = |one: &Str<'_>| usize::from(one.get().is_some());
    let item = value.item.get();
    let single = given(&value.photo)
        .max(given(&value.photo_id))
        .max(usize::from(item == Some("photo")));
    let images = value.photos.0.len().max(value.photo_ids.0.len()).max(single);
    let videos = given(&value.video)
        .max(given(&value.video_id))
        .max(usize::from(item == Some("video")));
    let of = |kind, count| std::iter::repeat_n(kind, count);
    of(MediaKind::Image, images)
        .chain(of(MediaKind::Video, videos))
        .chain(of(MediaKind::Sticker, given(&value.sticker)))
        .map(|kind| DraftMedia {
            kind,
            alt: None,
            url: None,
        })
        .collect()
}

fn span(tag: Tag<'_>) -> Option<DraftSpan<'_>> {
    let start = usize::try_from(tag.offset.0?).ok()?;
    let length = usize::try_from(tag.length.0?).ok()?;
    Some(DraftSpan {
        kind: SpanKind::Mention,
        start,
        end: start.checked_add(length)?,
        value: tag.name.take()?,
    })
}

fn without<'a>(what: &str, field: &str) -> Part<'a> {
    let detail = format!("a {what} of facebook without `{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}
