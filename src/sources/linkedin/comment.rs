//! Comments as they are looked up.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftAuthor, Part, Root};
use super::super::revision;
use super::shape::Comment;
use super::{canonical, is_comment, missing, text};
use crate::domain::event::{Action, Counts, Kind, Visibility};

/// Whether it is a comment at all: it has words, and something it stands below.
pub(super) const fn is_one(comment: &Comment<'_>) -> bool {
    comment.message.is_some() && comment.object.0.is_some()
}

/// Reads one comment.
pub(super) fn read(comment: Comment<'_>) -> Part<'_> {
    let Some(id) = id(&comment) else {
        return missing("a comment of linkedin", "commentUrn");
    };
    let time = |stamp: Option<super::shape::Stamp>| stamp.and_then(|stamp| stamp.time.0);
    let (created, changed) = (time(comment.created.0), time(comment.last_modified.0));
    let edited = created.is_some() && changed > created;
    let text = comment.words().map(text);
    let object = comment.object.take().map(canonical);
    let below = object.clone().filter(|object| is_comment(object));
    let above = comment.parent_comment.take().map(canonical).or(below);
    let post = object.filter(|object| !is_comment(object));
    let root = match (&post, &above) {
        (Some(post), _) => Root::Id(post.clone()),
        (None, Some(above)) => Root::Ask(above.clone()),
        (None, None) => Root::Id(id.clone()),
    };
    let action = if edited { Action::Edit } else { Action::Create };
    let kind = if above.is_some() {
        Kind::Reply
    } else {
        Kind::Comment
    };
    let likes = comment.likes_summary.0.unwrap_or_default();
    let comments = comment.comments_summary.0.unwrap_or_default();
    let total = comments.aggregated_total_comments.0;
    Draft {
        revision: if edited { revision::by_moment(changed) } else { 0 },
        root,
        author: comment.actor.take().map(DraftAuthor::named),
        needs_enrichment: text.is_none(),
        text,
        counts: Some(Counts {
            shares: None,
            replies: total.or(comments.total_first_level_comments.0),
            likes: likes.aggregated_total_likes.0.or(likes.total_likes.0),
            quotes: None,
            views: None,
        }),
        visibility: Visibility::Public,
        occurred_at: if edited { changed } else { created.or(changed) },
        parent: above.or(post),
        ..Draft::new(action, kind, id)
    }
    .news()
}

/// Its full name, made up of the post's and its own number where only these are given.
fn id<'a>(comment: &Comment<'a>) -> Option<Cow<'a, str>> {
    let named = [&comment.comment_urn, &comment.urn];
    let named = named.into_iter().find_map(|urn| urn.clone().take());
    let made = || match (comment.id.get()?, comment.object.get()?) {
        (id, _) if id.starts_with("urn:li:") => comment.id.clone().take(),
        (id, object) => Some(Cow::Owned(format!("urn:li:comment:({object},{id})"))),
    };
    named.or_else(made).map(canonical)
}
