//! A status as a draft.

use std::borrow::Cow;

use super::super::draft::{
    Draft, DraftAnchor, DraftAuthor, DraftMedia, DraftShown, DraftText, Form, Part, Root,
};
use super::super::loose::Str;
use super::super::revision;
use super::missing;
use super::shape::{Account, Attachment, Status};
use crate::domain::event::{Action, Counts, Kind, LanguageOrigin, MediaKind, SpanKind, Visibility};

/// News of a status. `action` is what the event says; the answer to a deletion shows by itself what it is.
pub(super) fn read<'a>(mut status: Status<'a>, action: Action) -> Part<'a> {
    let Some(id) = std::mem::take(&mut status.id).take() else {
        return missing("a status", "id");
    };
    let deleted = status.content.0.is_none() && status.text.0.is_some();
    let action = if deleted { Action::Delete } else { action };
    let parent = std::mem::take(&mut status.in_reply_to_id).take();
    let shared = std::mem::take(&mut status.reblog).0;
    let (quoted, quoted_status) = status.take_quote();
    let shared_id = shared.as_ref().and_then(|other| other.id.0.clone());
    let kind = match (&shared_id, &parent, &quoted) {
        (Some(_), _, _) => Kind::Share,
        (None, Some(_), _) => Kind::Reply,
        (None, None, Some(_)) => Kind::Quote,
        (None, None, None) => Kind::Post,
    };
    // Of a share nothing but the sharing can change, and what is counted is counted at the post shared.
    let share = kind == Kind::Share;
    let edited = status.edited_at.0.is_some() || action == Action::Edit;
    Draft {
        revision: if edited && !share {
            revision::by_moment(status.edited_at.0)
        } else {
            0
        },
        root: match shared_id.as_ref().or(parent.as_ref()) {
            Some(other) => Root::Ask(other.clone()),
            None => Root::Id(id.clone()),
        },
        parent,
        quoted,
        shared: shared_id,
        shown: shared
            .or(quoted_status)
            .and_then(|other| show(*other))
            .map(Box::new),
        visibility: visibility(status.visibility.get()),
        occurred_at: status.created_at.0,
        counts: (!share).then(|| counts(&status)),
        media: std::mem::take(&mut status.media_attachments)
            .0
            .into_iter()
            .map(media)
            .collect(),
        extras: status.uri.0.clone().map(|uri| ("uri", uri)).into_iter().collect(),
        url: std::mem::take(&mut status.url).take(),
        text: if deleted { None } else { text(&mut status) },
        author: status.account.0.and_then(author),
        ..Draft::new(if share { Action::Create } else { action }, kind, id)
    }
    .news()
}

/// A status that another one shows.
pub(super) fn show(mut status: Status<'_>) -> Option<DraftShown<'_>> {
    let id = std::mem::take(&mut status.id).take()?;
    let edited = status.edited_at.0;
    Some(DraftShown {
        first_id: id.clone(),
        revision: edited.map_or(0, |at| revision::by_moment(Some(at))),
        root_id: id.clone(),
        native_id: id,
        occurred_at: status.created_at.0,
        text: text(&mut status),
        author: status.account.0.and_then(author),
    })
}

pub(super) fn author(account: Account<'_>) -> Option<DraftAuthor<'_>> {
    Some(DraftAuthor {
        handle: account.acct.take(),
        followers: account.followers_count.0,
        joined_at: account.created_at.0,
        bot: account.bot.0,
        ..DraftAuthor::named(account.id.take()?)
    })
}

pub(super) fn visibility(name: Option<&str>) -> Visibility {
    match name {
        Some("public") => Visibility::Public,
        Some("unlisted") => Visibility::Unlisted,
        Some("private" | "limited" | "local") => Visibility::Restricted,
        Some("direct") => Visibility::Direct,
        Some(_) | None => Visibility::Unknown,
    }
}

fn counts(status: &Status<'_>) -> Counts {
    Counts {
        shares: status.reblogs_count.0,
        replies: status.replies_count.0,
        likes: status.favourites_count.0,
        quotes: status.quotes_count.0,
        views: None,
    }
}

fn text<'a>(status: &mut Status<'a>) -> Option<DraftText<'a>> {
    let (raw, form) = match (
        std::mem::take(&mut status.content).0,
        std::mem::take(&mut status.text).0,
    ) {
        (Some(content), _) => (content, Form::Thread),
        (None, Some(text)) => (text, Form::Plain),
        (None, None) => (Cow::Borrowed(""), Form::Thread),
    };
    let warning = std::mem::take(&mut status.spoiler_text).take();
    if raw.is_empty() && warning.is_none() {
        return None;
    }
    let mentions = std::mem::take(&mut status.mentions).0.into_iter();
    let tags = std::mem::take(&mut status.tags).0.into_iter();
    let mentions = mentions.map(|mention| (SpanKind::Mention, mention.url, mention.acct));
    let tags = tags.map(|tag| (SpanKind::Hashtag, tag.url, tag.name));
    let anchor = |(kind, address, value): (_, Str<'a>, Str<'a>)| {
        Some(DraftAnchor {
            address: address.take()?,
            kind,
            value: value.take()?,
        })
    };
    Some(DraftText {
        heading: warning.map(|warning| (warning, Form::Plain)),
        language: std::mem::take(&mut status.language).take(),
        language_origin: LanguageOrigin::Declared,
        anchors: mentions.chain(tags).filter_map(anchor).collect(),
        ..DraftText::new(raw, form)
    })
}

fn media(attachment: Attachment<'_>) -> DraftMedia<'_> {
    DraftMedia {
        url: None,
        kind: match attachment.kind.get() {
            Some("image") => MediaKind::Image,
            Some("gifv") => MediaKind::Animation,
            Some("video") => MediaKind::Video,
            Some("audio") => MediaKind::Audio,
            Some(_) | None => MediaKind::Unknown,
        },
        alt: attachment.description.take(),
    }
}
