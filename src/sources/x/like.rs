//! Likes, given and taken back.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftAuthor, Part, Root};
use super::shape::Item;
use crate::domain::event::{Action, Kind};
use crate::domain::fate::Ignored;
use crate::domain::time::Time;

/// A like of the stream of likes or of an activity. Who gave it is seldom said there.
pub(super) fn read(item: Item<'_>) -> Part<'_> {
    let at = item.created_at.0.or(item.timestamp_ms.0);
    let author = item.liking_user_id.take().map(DraftAuthor::named);
    given(item.id.take(), item.liked_tweet_id.take(), author, at)
}

/// A like of this id for this post; without both it tells nothing.
pub(super) fn given<'a>(
    id: Option<Cow<'a, str>>,
    post: Option<Cow<'a, str>>,
    author: Option<DraftAuthor<'a>>,
    at: Option<Time>,
) -> Part<'a> {
    let (Some(id), Some(post)) = (id, post) else {
        return Part::Ignored(Ignored::Reaction);
    };
    Draft {
        root: Root::Ask(post.clone()),
        parent: Some(post),
        author,
        occurred_at: at,
        ..Draft::new(Action::Create, Kind::Reaction, id)
    }
    .news()
}

/// A like taken back. It is named by its post alone; who took it back makes it one like among others.
pub(super) fn taken_back<'a>(
    post: Option<Cow<'a, str>>,
    user: Option<Cow<'a, str>>,
    at: Option<Time>,
) -> Part<'a> {
    let (Some(post), Some(user)) = (post, user) else {
        return Part::Ignored(Ignored::Reaction);
    };
    Draft {
        first_id: Some(Cow::Owned(format!("{post}/likes/{user}"))),
        root: Root::Ask(post.clone()),
        parent: Some(post.clone()),
        author: Some(DraftAuthor::named(user)),
        occurred_at: at,
        ..Draft::new(Action::Delete, Kind::Reaction, post)
    }
    .news()
}
