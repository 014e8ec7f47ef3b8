//! Feeds: RSS 2.0 and its elder versions, RSS 1.0 (RDF), Atom, JSON Feed, and what is put into them by other names.
//! Feeds are rarely what they say they are: only what makes an entry unreadable is refused.

mod decode;
mod document;
mod entry;
mod json;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftMedia, DraftText, Form, Part, Root, Shape};
use super::fingerprint::{fingerprint, unfolded};
use super::parts::Parts;
use super::revision;
use crate::domain::event::{Action, Kind, LanguageOrigin, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::surface::Surface;
use entry::{Entry, Feed, Words};

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json, BodyForm::Xml],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Delete),
    (Kind::Reply, Action::Create),
];

/// A feed is read, never written to.
fn act(draft: &mut Draft<'_>) {
    draft.surface = match draft.kind {
        Kind::Reply => Surface::Comment,
        Kind::Unknown
        | Kind::Post
        | Kind::Quote
        | Kind::Comment
        | Kind::Message
        | Kind::Review
        | Kind::Survey
        | Kind::Share
        | Kind::Reaction
        | Kind::Notice => Surface::PublicPost,
    };
}

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    if body.starts_with(b"{") {
        let Some(feed) = json::read(body)? else {
            return Ok(Shape::Unknown);
        };
        tell(feed, parts);
        if parts.is_empty() {
            parts.push(Part::Ignored(Ignored::Control));
        }
        return Ok(Shape::Known);
    }
    let text = decode::decode(body);
    if !text.trim_start().starts_with('<') {
        return Err(Reject::new(
            RejectReason::Undecodable,
            "not xml, and no json either",
        ));
    }
    let (feed, broken) = document::read(&text);
    if !feed.known && broken.is_none() {
        let detail = "an xml document that is no feed";
        return Err(Reject::new(RejectReason::UnknownKind, detail));
    }
    tell(feed, parts);
    if let Some(at) = broken {
        let detail = format!("the xml breaks off or cannot be read from byte {at} on");
        parts.push(Part::Refused(Reject::new(RejectReason::Undecodable, detail)));
    } else if parts.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}

fn tell(feed: Feed, parts: &mut Parts<'_>) {
    let Feed {
        link,
        language,
        entries,
        ..
    } = feed;
    for entry in entries {
        parts.push(part(entry, &link, &language));
    }
}

fn part<'a>(entry: Entry, link: &str, language: &str) -> Part<'a> {
    let Some(id) = id(&entry) else {
        let detail = "an entry of a feed without id, link, title and text";
        return Part::Refused(Reject::new(RejectReason::BadField, detail));
    };
    // An id that is no address counts within its feed alone.
    let first = if id.contains(':') || link.is_empty() {
        id.clone()
    } else {
        Cow::Owned(format!("{}#{id}", unfolded(link.into())))
    };
    if entry.deleted {
        return Draft {
            root: Root::Id(first.clone()),
            first_id: Some(first),
            visibility: Visibility::Public,
            occurred_at: entry.updated,
            ..Draft::new(Action::Delete, Kind::Post, id)
        }
        .news();
    }
    let parent = some(entry.parent.clone()).map(|parent| unfolded(parent.into()));
    let (kind, root) = match &parent {
        Some(parent) => (Kind::Reply, Root::Ask(parent.clone())),
        None => (Kind::Post, Root::Id(first.clone())),
    };
    Draft {
        url: some(entry.link.clone()).map(Cow::Owned),
        first_id: Some(first),
        revision: revision_of(&entry),
        root,
        parent,
        author: author(&entry, link),
        occurred_at: entry.published.or(entry.updated),
        media: entry.media.iter().map(|kind| DraftMedia::of(*kind)).collect(),
        visibility: Visibility::Public,
        text: Some(words(entry, language)),
        ..Draft::new(Action::Create, kind, id)
    }
    .news()
}

fn some(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

/// The entry's own id; else its link; else one made of its words.
fn id<'a>(entry: &Entry) -> Option<Cow<'a, str>> {
    let named = [&entry.id, &entry.link, &entry.about];
    let named = named.into_iter().find(|id| !id.trim().is_empty());
    let words = [entry.title.text.as_str(), entry.body().text.as_str()];
    match named {
        Some(id) => Some(unfolded(Cow::Owned(id.clone()))),
        None if words.iter().all(|words| words.trim().is_empty()) => None,
        None => Some(Cow::Owned(fingerprint(&words))),
    }
}

/// An entry that says when it was changed later is numbered by that; of others the content alone tells.
fn revision_of(entry: &Entry) -> i64 {
    match (entry.published, entry.updated) {
        (published, Some(updated)) if published != Some(updated) => revision::by_moment(Some(updated)),
        (_, Some(_)) => 0,
        (_, None) => revision::by_content(&[&entry.title.text, &entry.body().text]),
    }
}

/// Names are shared, so that one without an address counts within its feed alone.
fn author<'a>(entry: &Entry, link: &str) -> Option<DraftAuthor<'a>> {
    let name = some(entry.author.clone());
    let addresses = [&entry.author_address, &entry.author_mail];
    let address = addresses.into_iter().find(|address| !address.trim().is_empty());
    let id = match (address, &name) {
        (Some(address), _) => unfolded(Cow::Owned(address.clone())),
        (None, Some(name)) => Cow::Owned(fingerprint(&[link, name.trim()])),
        (None, None) => return None,
    };
    Some(DraftAuthor {
        handle: name.map(|name| Cow::Owned(name.trim().to_owned())),
        ..DraftAuthor::named(id)
    })
}

fn words<'a>(mut entry: Entry, language: &str) -> DraftText<'a> {
    // An entry that answers another one is no page by itself.
    let html = if entry.parent.trim().is_empty() {
        Form::Html
    } else {
        Form::Thread
    };
    let form = |words: &Words| if words.plain { Form::Plain } else { html };
    let title = std::mem::take(&mut entry.title);
    let own = std::mem::take(&mut entry.language);
    let body = entry.into_body();
    let tag = some(own).or_else(|| some(language.to_owned()));
    DraftText {
        heading: Some((Cow::Owned(title.text.trim().to_owned()), form(&title))),
        language: tag.map(|tag| Cow::Owned(tag.trim().to_owned())),
        language_origin: LanguageOrigin::Declared,
        seek: body.plain,
        ..DraftText::new(Cow::Owned(body.text.trim().to_owned()), form(&body))
    }
}
