//! An object as a draft: a note, an article, a question, a page.

use std::borrow::Cow;

use super::super::draft::{
    Draft, DraftAnchor, DraftAuthor, DraftMedia, DraftOwn, DraftShown, DraftText, DraftThread, Form, Part,
    Root,
};
use super::super::loose::Strs;
use super::super::revision;
use super::missing;
use super::shape::{Attachment, First, Node, Tag, Total, plain};
use crate::domain::event::{Action, Counts, Kind, LanguageOrigin, MediaKind, SpanKind, Visibility};
use crate::domain::fate::Ignored;

/// Names of the collection of everybody.
const EVERYBODY: [&str; 3] = [
    "https://www.w3.org/ns/activitystreams#Public",
    "as:Public",
    "Public",
];

/// News of an object, as the activity around it tells them, if there is one.
pub(super) fn read<'a>(
    mut node: Node<'a>,
    name: &str,
    action: Action,
    activity: Option<Node<'a>>,
) -> Part<'a> {
    let around = activity.unwrap_or_default();
    let Some(id) = node.id.0.take().filter(|id| !id.is_empty()) else {
        return missing("an object", "id");
    };
    let answered = std::mem::take(&mut node.in_reply_to)
        .take()
        .and_then(|other| other.id.take());
    // A vote is a note without content that answers a question.
    if answered.is_some() && node.content.get().is_none() && node.name.get().is_some() && name == "Note" {
        return Part::Ignored(Ignored::Control);
    }
    let quoted = node.quoted();
    let kind = match (name, &answered, &quoted) {
        ("ChatMessage", _, _) => Kind::Message,
        (_, Some(_), _) => Kind::Reply,
        (_, None, Some(_)) => Kind::Quote,
        (_, None, None) => Kind::Post,
    };
    let by = std::mem::take(&mut node.attributed_to);
    let seen = visibility(&node);
    let (at, published) = (node.updated.0.or(around.updated.0), node.published.0);
    let changed = action == Action::Edit || at.zip(published).is_some_and(|(at, first)| at > first);
    let revision = match (changed, at.or(around.published.0)) {
        (false, _) => 0,
        (true, Some(at)) => revision::by_moment(Some(at)),
        (true, None) => revision::by_content(&[node.content.get().unwrap_or_default()]),
    };
    Draft {
        revision,
        addressed: to_whom(&node),
        url: page(&mut node),
        thread: thread(&mut node),
        root: answered.clone().map_or_else(|| Root::Id(id.clone()), Root::Ask),
        parent: answered,
        quoted,
        author: written_by(author(by), author(around.actor)),
        counts: Some(Counts {
            shares: total(node.shares.0.take()),
            replies: total(node.replies.0.take()),
            likes: total(node.likes.0.take()),
            quotes: None,
            views: None,
        }),
        visibility: if seen == Visibility::Unknown {
            addressed(&around.to, &around.cc)
        } else {
            seen
        },
        occurred_at: published.or(around.published.0),
        media: std::mem::take(&mut node.attachment)
            .0
            .into_iter()
            .filter_map(media)
            .collect(),
        text: text(node, name, kind == Kind::Reply),
        ..Draft::new(action, kind, id)
    }
    .news()
}

/// An activity about an object of which only the address is told.
pub(super) fn only_named<'a>(id: Cow<'a, str>, action: Action, activity: Node<'a>) -> Part<'a> {
    let at = activity.updated.0.or(activity.published.0);
    Draft {
        revision: if action == Action::Edit {
            revision::by_moment(at)
        } else {
            0
        },
        root: Root::Ask(id.clone()),
        visibility: visibility(&activity),
        needs_enrichment: true,
        occurred_at: activity.published.0,
        author: author(activity.actor),
        ..Draft::new(action, Kind::Post, id)
    }
    .news()
}

/// An object that is shown within a share; `None` if it is only named.
pub(super) fn show(mut node: Node<'_>) -> Option<DraftShown<'_>> {
    let id = node.id.0.take()?;
    let name = node.kind.0.take()?;
    let answers = std::mem::take(&mut node.in_reply_to).take().is_some();
    let edited = node
        .updated
        .0
        .zip(node.published.0)
        .filter(|(at, first)| at > first);
    Some(DraftShown {
        first_id: id.clone(),
        root_id: id.clone(),
        native_id: id,
        revision: edited.map_or(0, |(at, _)| revision::by_moment(Some(at))),
        occurred_at: node.published.0,
        author: author(std::mem::take(&mut node.attributed_to)),
        text: text(node, plain(&name), answers),
    })
}

/// Who did it. The name is known where the account is shown, and is that of an account on its server.
pub(super) fn author(nodes: First<'_>) -> Option<DraftAuthor<'_>> {
    let node = nodes.take()?;
    let id = node.id.take()?;
    let host = id.split('/').nth(2).filter(|host| !host.is_empty());
    let handle = node.preferred_username.get().zip(host);
    Some(DraftAuthor {
        handle: handle.map(|(name, host)| Cow::Owned(format!("{name}@{host}"))),
        bot: match node.kind.get().map(plain) {
            Some("Service" | "Application") => Some(true),
            Some("Person") => Some(false),
            Some(_) | None => None,
        },
        ..DraftAuthor::named(id)
    })
}

/// The author named by the object, as the activity shows it if it is the account that acts.
fn written_by<'a>(
    named: Option<DraftAuthor<'a>>,
    acting: Option<DraftAuthor<'a>>,
) -> Option<DraftAuthor<'a>> {
    match (named, acting) {
        (Some(named), Some(acting)) if named.id == acting.id && named.handle.is_none() => Some(acting),
        (Some(named), _) => Some(named),
        (None, acting) => acting,
    }
}

pub(super) fn visibility(node: &Node<'_>) -> Visibility {
    addressed(&node.to, &node.cc)
}

fn addressed(to: &Strs<'_>, cc: &Strs<'_>) -> Visibility {
    let everybody = |all: &[Cow<'_, str>]| all.iter().any(|id| EVERYBODY.contains(&&**id));
    let followers = |all: &[Cow<'_, str>]| all.iter().any(|id| id.ends_with("/followers"));
    if everybody(&to.0) {
        Visibility::Public
    } else if everybody(&cc.0) {
        Visibility::Unlisted
    } else if followers(&to.0) || followers(&cc.0) {
        Visibility::Restricted
    } else if to.0.is_empty() && cc.0.is_empty() {
        Visibility::Unknown
    } else {
        Visibility::Direct
    }
}

/// The page that shows it.
fn page<'a>(node: &mut Node<'a>) -> Option<Cow<'a, str>> {
    let link = std::mem::take(&mut node.url).take()?;
    link.href.take().or_else(|| link.id.take())
}

/// The conversation, as its server names it.
fn thread<'a>(node: &mut Node<'a>) -> DraftThread<'a> {
    let whole = std::mem::take(&mut node.context).take();
    let named = node.conversation.0.take();
    DraftThread {
        native_id: named.or_else(|| whole?.id.take()),
        ..DraftThread::default()
    }
}

/// Accounts that an object addresses beyond these are not looked at.
const ADDRESSEES: usize = 32;

/// The accounts that it is sent to, and those that it speaks of.
fn to_whom<'a>(node: &Node<'a>) -> Vec<DraftOwn<'a>> {
    let mentions = node
        .tag
        .0
        .iter()
        .filter(|tag| tag.kind.get().map(plain) == Some("Mention"));
    let mentioned = mentions.filter_map(|tag| tag.href.0.clone());
    let all = node.to.0.iter().chain(&node.cc.0).cloned().chain(mentioned);
    all.take(ADDRESSEES).map(DraftOwn::perhaps).collect()
}

fn total(collection: Option<Total>) -> Option<i64> {
    collection?.total_items.0
}

/// The content under its title; of a note the summary is the warning before it. An article that `answers` nothing is
/// a page, whose quotes belong to it.
fn text<'a>(mut node: Node<'a>, name: &str, answers: bool) -> Option<DraftText<'a>> {
    let map = node.content_map.0.take().unwrap_or_default();
    let own = node.content.0.take().filter(|content| !content.is_empty());
    let (language, raw) = match own {
        Some(content) => {
            let mut all = map.into_iter();
            let same = all.find(|(_, other)| other.get() == Some(&content));
            (same.map(|(language, _)| language), content)
        }
        None => match map.into_iter().find(|(_, content)| content.get().is_some()) {
            Some((language, content)) => (Some(language), content.take().unwrap_or_default()),
            None => (None, Cow::Borrowed("")),
        },
    };
    let form = match node.media_type.get() {
        Some("text/plain") => Form::Plain,
        Some("text/markdown") => Form::Markdown,
        Some(_) | None if name == "Article" && !answers => Form::Html,
        Some(_) | None => Form::Thread,
    };
    let (title, summary) = (node.name.take(), node.summary.take());
    let heading = match (title, summary) {
        (Some(title), Some(warning)) if name == "Note" => {
            Some((Cow::Owned(format!("{title}\n\n{warning}")), Form::Plain))
        }
        (Some(title), _) => Some((title, Form::Plain)),
        (None, Some(summary)) => Some((summary, Form::Html)),
        (None, None) => None,
    };
    if raw.is_empty() && heading.is_none() {
        return None;
    }
    Some(DraftText {
        heading,
        language: language.filter(|language| language != "und"),
        language_origin: LanguageOrigin::Declared,
        anchors: node.tag.0.into_iter().filter_map(anchor).collect(),
        ..DraftText::new(raw, form)
    })
}

fn anchor(tag: Tag<'_>) -> Option<DraftAnchor<'_>> {
    let (kind, sign) = match plain(tag.kind.get()?) {
        "Mention" => (SpanKind::Mention, '@'),
        "Hashtag" => (SpanKind::Hashtag, '#'),
        _ => return None,
    };
    let name = tag.name.take()?;
    Some(DraftAnchor {
        address: tag.href.take()?,
        kind,
        value: match name.strip_prefix(sign) {
            Some(bare) => Cow::Owned(bare.to_owned()),
            None => name,
        },
    })
}

fn media(attachment: Attachment<'_>) -> Option<DraftMedia<'_>> {
    let form = attachment
        .media_type
        .get()
        .and_then(|form| form.split('/').next());
    let kind = match (form, attachment.kind.get().map(plain)) {
        (Some("image"), _) | (None, Some("Image")) => MediaKind::Image,
        (Some("video"), _) | (None, Some("Video")) => MediaKind::Video,
        (Some("audio"), _) | (None, Some("Audio")) => MediaKind::Audio,
        (_, Some("Document")) => MediaKind::File,
        // Fields of a profile, links and their previews.
        (_, _) => return None,
    };
    Some(DraftMedia {
        kind,
        alt: attachment.name.take().or_else(|| attachment.summary.take()),
        url: None,
    })
}
