//! Posts of v1.1 as drafts.

pub(super) mod shape;

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::super::draft::{
    Draft, DraftAuthor, DraftPlace, DraftShown, DraftSpan, DraftText, Form, Part, Root, Unit,
};
use super::super::loose::{Many, One, Str};
use super::super::peel::not_json;
use super::notice::first;
use super::post::shown_author;
use super::{article, missing};
use crate::domain::event::{Action, Counts, Direction, Kind, SpanKind, Visibility};
use crate::domain::fate::{Ignored, Reject};
use shape::{Account, Entities, Entity, Status};

/// Reads one post, or an account by itself.
pub(super) fn read(body: &[u8]) -> Result<Part<'_>, Reject> {
    let status: Status<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let words = [&status.text, &status.full_text];
    if status.user.0.is_none() && words.iter().all(|text| text.0.is_none()) {
        return Ok(Part::Ignored(Ignored::Control));
    }
    Ok(part(status, None))
}

/// The post as a part of what was sent for the account `own`.
pub(super) fn part<'a>(mut status: Status<'a>, own: Option<&str>) -> Part<'a> {
    let names = Names::of(&status);
    if names.id.is_empty() {
        return missing("a post of x", "id");
    }
    let links = match Links::of(&mut status) {
        Ok(links) => links,
        Err(reject) => return Part::Refused(reject),
    };
    let text = text(&status, links.shared.is_some());
    if text.is_none() && status.text.0.is_none() && status.full_text.0.is_none() {
        return missing("a post of x", "text");
    }
    let kind = match (&links.shared, &links.parent, &links.quoted) {
        (Some(_), _, _) => Kind::Share,
        (None, Some(_), _) => Kind::Reply,
        (None, None, Some(_)) => Kind::Quote,
        (None, None, None) => Kind::Post,
    };
    let shown = links.shown.as_ref();
    let root = match (kind, shown, &links.shared, &links.parent) {
        (Kind::Share, Some(shown), _, _) => root_of_shown(shown),
        (Kind::Share, None, Some(id), _) | (Kind::Reply, _, _, Some(id)) => Root::Ask(id.clone()),
        (_, _, _, _) => Root::Id(names.first.clone()),
    };
    let author = status.user.0.as_ref().and_then(author);
    let ours = author.as_ref().is_some_and(|author| own == Some(&*author.id));
    let protected = status.user.0.as_ref().and_then(|user| user.protected.0);
    let place = status.place.0.take();
    let draft = Draft {
        first_id: Some(names.first),
        revision: names.revision,
        root,
        parent: links.parent,
        quoted: links.quoted,
        shared: links.shared,
        shown: shown.map(show).map(Box::new),
        direction: ours.then_some(Direction::Outbound),
        author,
        text,
        counts: Some(counts(&status)),
        visibility: if protected == Some(true) {
            Visibility::Restricted
        } else {
            Visibility::Public
        },
        place: place.map(|place| DraftPlace {
            name: place.full_name.take(),
            country: place.country_code.take(),
        }),
        occurred_at: status.created_at.0,
        needs_enrichment: is_article(&status),
        media: media(status),
        ..Draft::new(names.action, kind, names.id)
    };
    draft.news()
}

/// What a post is called, and which revision of which post it is: every edit is a post with an id of its
/// own, and the history lists them, oldest first.
struct Names<'a> {
    id: Cow<'a, str>,
    first: Cow<'a, str>,
    revision: i64,
    action: Action,
}

impl<'a> Names<'a> {
    fn of(status: &Status<'a>) -> Self {
        let id = first([status.id_str.clone(), status.id.clone()]).unwrap_or_default();
        let history = status.edit_history.0.as_ref();
        let history = history.map_or(&[][..], |history| &history.edit_tweet_ids.0);
        let index = history.iter().position(|other| *other == id).unwrap_or_default();
        Self {
            first: history.first().filter(|_| index > 0).unwrap_or(&id).clone(),
            revision: i64::try_from(index).unwrap_or(i64::MAX),
            action: if index > 0 { Action::Edit } else { Action::Create },
            id,
        }
    }
}

/// The posts that a post refers to, and the one it shows.
struct Links<'a> {
    parent: Option<Cow<'a, str>>,
    quoted: Option<Cow<'a, str>>,
    shared: Option<Cow<'a, str>>,
    shown: Option<Status<'a>>,
}

impl<'a> Links<'a> {
    fn of(status: &mut Status<'a>) -> Result<Self, Reject> {
        let take = std::mem::take::<Str<'a>>;
        let shared = inner(status.retweeted_status)?;
        let quoted = inner(status.quoted_status)?;
        let id = |shown: &Option<Status<'a>>| {
            let shown = shown.as_ref()?;
            first([shown.id_str.clone(), shown.id.clone()])
        };
        let named = first([
            take(&mut status.quoted_status_id_str),
            take(&mut status.quoted_status_id),
        ]);
        let shared_id = id(&shared);
        Ok(Self {
            parent: first([
                take(&mut status.in_reply_to_status_id_str),
                take(&mut status.in_reply_to_status_id),
            ]),
            // What a share shows quotes, not the share.
            quoted: named.or_else(|| id(&quoted)).filter(|_| shared_id.is_none()),
            shown: shared.or(quoted).filter(|shown| {
                let ids = [&shown.id_str, &shown.id];
                ids.into_iter().any(|id| id.get().is_some())
            }),
            shared: shared_id,
        })
    }
}

/// A post within a post. What that one shows in turn is not looked at.
fn inner(raw: Option<&RawValue>) -> Result<Option<Status<'_>>, Reject> {
    let Some(raw) = raw else {
        return Ok(None);
    };
    let one: One<Status<'_>> = serde_json::from_str(raw.get()).map_err(|e| not_json(&e))?;
    Ok(one.0)
}

fn root_of_shown<'a>(shown: &Status<'a>) -> Root<'a> {
    let names = Names::of(shown);
    let answered = [&shown.in_reply_to_status_id_str, &shown.in_reply_to_status_id];
    if answered.into_iter().any(|id| id.get().is_some()) {
        Root::Ask(names.id)
    } else {
        Root::Id(names.first)
    }
}

fn show<'a>(shown: &Status<'a>) -> DraftShown<'a> {
    let root_id = root_of_shown(shown).id().unwrap_or_default();
    let names = Names::of(shown);
    DraftShown {
        native_id: names.id,
        first_id: names.first,
        revision: names.revision,
        root_id,
        author: shown.user.0.as_ref().and_then(author),
        text: text(shown, false),
        occurred_at: shown.created_at.0,
    }
}

/// The author that an account object shows.
pub(super) fn author<'a>(account: &Account<'a>) -> Option<DraftAuthor<'a>> {
    let id = first([account.id_str.clone(), account.id.clone()])?;
    Some(author_of(id, account))
}

/// The author of this id, shown by `account`.
pub(super) fn author_of<'a>(id: Cow<'a, str>, account: &Account<'a>) -> DraftAuthor<'a> {
    if let Some(user) = &account.data.0 {
        return shown_author(id, user);
    }
    DraftAuthor {
        handle: account.screen_name.clone().take(),
        followers: account.followers_count.0,
        verified: account.verified.0,
        joined_at: account.created_at.0.or(account.created_timestamp.0),
        ..DraftAuthor::named(id)
    }
}

/// Whether the post stands for an article, of which this form of the interface knows nothing.
fn is_article(status: &Status<'_>) -> bool {
    let words = status.full_text.get().or(status.text.get()).unwrap_or_default();
    let links = status
        .entities
        .0
        .as_ref()
        .map_or(&[][..], |entities| entities.urls.0.as_slice());
    let mut links = links.iter().filter_map(|link| link.expanded_url.get());
    article::is_address_alone(words) && links.any(article::is_address)
}

fn text<'a>(status: &Status<'a>, shares: bool) -> Option<DraftText<'a>> {
    let long = status.extended_tweet.0.as_ref();
    let long = long.filter(|long| long.full_text.get().is_some());
    let (whole, entities) = match long {
        Some(long) => (&long.full_text, &long.entities),
        None => (&status.full_text, &status.entities),
    };
    let raw = whole.get().map_or(&status.text, |_| whole).clone().take()?;
    let cut = if shares {
        raw.ends_with('…')
    } else {
        whole.get().is_none() && status.truncated.0 == Some(true)
    };
    Some(DraftText {
        cut,
        language: status.lang.clone().take(),
        // Counted in the text as sent, escapes in full.
        unit: Unit::Scalars,
        spans: entities.0.as_ref().map(spans).unwrap_or_default(),
        ..DraftText::new(raw, Form::Escaped)
    })
}

/// The spans that these entities mark.
pub(super) fn spans<'a>(entities: &Entities<'a>) -> Vec<DraftSpan<'a>> {
    let groups: [(SpanKind, &Many<Entity<'a>>); 4] = [
        (SpanKind::Mention, &entities.user_mentions),
        (SpanKind::Hashtag, &entities.hashtags),
        (SpanKind::Hashtag, &entities.symbols),
        (SpanKind::Link, &entities.urls),
    ];
    let all = groups
        .into_iter()
        .flat_map(|(kind, group)| group.0.iter().map(move |one| (kind, one)));
    all.filter_map(|(kind, entity)| span(kind, entity)).collect()
}

fn span<'a>(kind: SpanKind, entity: &Entity<'a>) -> Option<DraftSpan<'a>> {
    let position = |at: usize| entity.indices.0.get(at)?.parse().ok();
    let values: [&Str<'a>; 4] = [
        &entity.screen_name,
        &entity.text,
        &entity.expanded_url,
        &entity.url,
    ];
    Some(DraftSpan {
        kind,
        start: position(0)?,
        end: position(1)?,
        value: values.into_iter().find_map(|value| value.clone().take())?,
    })
}

const fn counts(status: &Status<'_>) -> Counts {
    Counts {
        shares: status.retweet_count.0,
        replies: status.reply_count.0,
        likes: status.favorite_count.0,
        quotes: status.quote_count.0,
        views: None,
    }
}

/// What is attached: the extended list is whole, the other shows the first alone.
fn media(status: Status<'_>) -> Vec<super::super::draft::DraftMedia<'_>> {
    let long = status.extended_tweet.0.unwrap_or_default();
    let lists = [
        long.extended_entities.0.map(|attached| attached.media),
        status.extended_entities.0.map(|attached| attached.media),
        long.entities.0.map(|entities| entities.media),
        status.entities.0.map(|entities| entities.media),
    ];
    let mut lists = lists.into_iter().flatten().filter(|list| !list.0.is_empty());
    let list = lists.next().unwrap_or_default();
    list.0.into_iter().map(shape::Medium::draft).collect()
}
