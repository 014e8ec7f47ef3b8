//! A post of X as a draft.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftAuthor, DraftShown, DraftSpan, DraftText, Form, Root, Unit};
use super::super::loose::{Many, Str};
use super::article;
use super::shape::{Entities, Entity, Includes, Item, User};
use crate::domain::event::{Action, Counts, Kind, SpanKind, Visibility};

/// The draft of a post; `hint` is the kind that the envelope says, for posts sent without references.
pub(super) fn read<'a>(mut item: Item<'a>, includes: &Includes<'a>, hint: Kind) -> Draft<'a> {
    let links = Links::of(&mut item);
    let id = item.id.clone().take().unwrap_or_default();
    let revision = Revision::of(&id, &item.edit_history_tweet_ids.0);
    let kind = kind(&item, &links, &revision, hint);
    let root = match (&links.shared, kind) {
        (Some(shared), _) => root_of_shared(shared, includes),
        (None, Kind::Share) => Root::Id(revision.first.clone()),
        (None, _) => root(&item, kind, links.parent.as_ref(), &revision, includes),
    };
    let shown = links.shared.as_ref().or(links.quoted.as_ref());
    let shown = shown.and_then(|id| Some(Box::new(show(includes.post(id)?, includes))));
    let author = item.author_id.clone().take().map(|id| author(id, includes));
    let protected = item.author_id.get().and_then(|id| includes.user(id)?.protected.0);
    let cut = kind == Kind::Share && item.text.get().is_some_and(|text| text.ends_with('…'));
    let text = text(&item, cut);
    let needs_enrichment = article::is_missing(&item);
    let action = if revision.index > 0 {
        Action::Edit
    } else {
        Action::Create
    };
    Draft {
        first_id: Some(revision.first),
        revision: revision.index,
        root,
        parent: links.parent,
        quoted: links.quoted,
        shared: links.shared,
        shown,
        author,
        text,
        counts: item.public_metrics.0.map(|metrics| Counts {
            shares: metrics.retweet_count.0,
            replies: metrics.reply_count.0,
            likes: metrics.like_count.0,
            quotes: metrics.quote_count.0,
            views: metrics.impression_count.0,
        }),
        visibility: if protected == Some(true) {
            Visibility::Restricted
        } else {
            Visibility::Public
        },
        media: includes.media(item.attachments.0.as_ref()),
        place: includes.place(item.geo.0.as_ref()),
        needs_enrichment,
        occurred_at: item.created_at.0,
        ..Draft::new(action, kind, id)
    }
}

/// The posts that a post refers to.
struct Links<'a> {
    parent: Option<Cow<'a, str>>,
    quoted: Option<Cow<'a, str>>,
    shared: Option<Cow<'a, str>>,
}

impl<'a> Links<'a> {
    fn of(item: &mut Item<'a>) -> Self {
        let mut links = Self {
            parent: None,
            quoted: None,
            shared: None,
        };
        for reference in std::mem::take(&mut item.referenced_tweets).0 {
            let place = match reference.kind.get() {
                Some("replied_to") => &mut links.parent,
                Some("quoted") => &mut links.quoted,
                Some("retweeted" | "reposted") => &mut links.shared,
                Some(_) | None => continue,
            };
            *place = reference.id.take();
        }
        let answered = std::mem::take(&mut item.in_reply_to_tweet_id);
        links.parent = links.parent.or_else(|| answered.take());
        links
    }
}

/// Which revision a post is. Every edit is a post with an id of its own; the history lists them, oldest
/// first. An id that its own history does not list stands for itself.
struct Revision<'i, 'a> {
    first: Cow<'a, str>,
    index: i64,
    history: &'i [Cow<'a, str>],
}

impl<'i, 'a> Revision<'i, 'a> {
    fn of(own: &Cow<'a, str>, history: &'i [Cow<'a, str>]) -> Self {
        let listed = history.iter().position(|id| id == own);
        let history = listed.map_or(&[][..], |_| history);
        Self {
            first: history.first().unwrap_or(own).clone(),
            index: listed.map_or(0, |index| i64::try_from(index).unwrap_or(i64::MAX)),
            history,
        }
    }

    fn of_shown(post: &'i Item<'a>) -> Self {
        let own = post.id.0.clone().unwrap_or_default();
        Self::of(&own, &post.edit_history_tweet_ids.0)
    }

    fn has(&self, id: &str) -> bool {
        self.first == id || self.history.iter().any(|other| other == id)
    }
}

fn kind(item: &Item<'_>, links: &Links<'_>, revision: &Revision<'_, '_>, hint: Kind) -> Kind {
    let elsewhere = item.conversation_id.get().is_some_and(|id| !revision.has(id));
    if links.shared.is_some() {
        Kind::Share
    } else if links.parent.is_some() {
        Kind::Reply
    } else if links.quoted.is_some() {
        Kind::Quote
    } else if hint == Kind::Post && elsewhere {
        // Sent without references, but it stands in another post's conversation.
        Kind::Reply
    } else {
        hint
    }
}

/// The conversation of a post that shares nothing. That of an edit is named by the edit's own new id, so
/// on the edit of an answer it says nothing.
fn root<'a>(
    item: &Item<'a>,
    kind: Kind,
    parent: Option<&Cow<'a, str>>,
    revision: &Revision<'_, 'a>,
    includes: &Includes<'a>,
) -> Root<'a> {
    let named = item.conversation_id.0.as_ref().filter(|id| !id.is_empty());
    match (named, parent) {
        (Some(id), _) if !revision.has(id) => Root::Id(includes.first_of(id).unwrap_or_else(|| id.clone())),
        (_, Some(parent)) if kind == Kind::Reply => Root::Ask(parent.clone()),
        (_, _) => Root::Id(revision.first.clone()),
    }
}

/// A share stands in the conversation of the post shared: known only where that post is shown.
fn root_of_shared<'a>(shared: &Cow<'a, str>, includes: &Includes<'a>) -> Root<'a> {
    includes
        .post(shared)
        .map_or_else(|| Root::Ask(shared.clone()), |post| root_of_shown(post, includes))
}

fn root_of_shown<'a>(post: &Item<'a>, includes: &Includes<'a>) -> Root<'a> {
    let answered = post
        .referenced_tweets
        .0
        .iter()
        .find(|other| other.kind.get() == Some("replied_to"));
    let parent = answered.and_then(|other| other.id.0.as_ref());
    let kind = if parent.is_some() { Kind::Reply } else { Kind::Post };
    match root(post, kind, parent, &Revision::of_shown(post), includes) {
        Root::Id(id) => Root::Id(id),
        Root::Own | Root::Ask(_) => Root::Ask(post.id.0.clone().unwrap_or_default()),
    }
}

fn show<'a>(post: &Item<'a>, includes: &Includes<'a>) -> DraftShown<'a> {
    let revision = Revision::of_shown(post);
    let root_id = root_of_shown(post, includes).id().unwrap_or_default();
    DraftShown {
        native_id: post.id.0.clone().unwrap_or_default(),
        first_id: revision.first,
        revision: revision.index,
        root_id,
        author: post.author_id.0.clone().map(|id| author(id, includes)),
        text: text(post, false),
        occurred_at: post.created_at.0,
    }
}

/// The account of this id, as far as the payload shows it.
pub(super) fn author<'a>(id: Cow<'a, str>, includes: &Includes<'a>) -> DraftAuthor<'a> {
    match includes.user(&id) {
        Some(user) => shown_author(id, user),
        None => DraftAuthor::named(id),
    }
}

/// The account of this id, shown by `user`.
pub(super) fn shown_author<'a>(id: Cow<'a, str>, user: &User<'a>) -> DraftAuthor<'a> {
    DraftAuthor {
        handle: user.username.clone().take(),
        followers: user
            .public_metrics
            .0
            .as_ref()
            .and_then(|metrics| metrics.followers_count.0),
        verified: user.verified.0,
        joined_at: user.created_at.0,
        bot: None,
        id,
    }
}

fn text<'a>(item: &Item<'a>, cut: bool) -> Option<DraftText<'a>> {
    article::words(item, own_text(item, cut))
}

fn own_text<'a>(item: &Item<'a>, cut: bool) -> Option<DraftText<'a>> {
    let note = item
        .note_tweet
        .0
        .as_ref()
        .filter(|note| note.text.get().is_some());
    let (text, entities) = match note {
        Some(note) => (&note.text, &note.entities),
        None => (&item.text, &item.entities),
    };
    Some(DraftText {
        cut,
        language: item.lang.clone().take(),
        // Counted in the text as sent, escapes in full.
        unit: Unit::Scalars,
        spans: entities.0.as_ref().map(spans).unwrap_or_default(),
        ..DraftText::new(text.clone().take()?, Form::Escaped)
    })
}

fn spans<'a>(entities: &Entities<'a>) -> Vec<DraftSpan<'a>> {
    let Entities {
        mentions,
        hashtags,
        cashtags,
        urls,
    } = entities;
    let groups: [(SpanKind, &Many<Entity<'a>>); 4] = [
        (SpanKind::Mention, mentions),
        (SpanKind::Hashtag, hashtags),
        (SpanKind::Hashtag, cashtags),
        (SpanKind::Link, urls),
    ];
    let all = groups
        .into_iter()
        .flat_map(|(kind, group)| group.0.iter().map(move |one| (kind, one)));
    all.filter_map(|(kind, entity)| span(kind, entity)).collect()
}

fn span<'a>(kind: SpanKind, entity: &Entity<'a>) -> Option<DraftSpan<'a>> {
    let values: [&Str<'a>; 4] = [&entity.username, &entity.tag, &entity.expanded_url, &entity.url];
    Some(DraftSpan {
        kind,
        start: usize::try_from(entity.start.0?).ok()?,
        end: usize::try_from(entity.end.0?).ok()?,
        value: values.into_iter().find_map(|value| value.clone().take())?,
    })
}
