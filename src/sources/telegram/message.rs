//! A message of Telegram as a draft.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::super::draft::{
    Draft, DraftAuthor, DraftMedia, DraftPlace, DraftSpan, DraftText, Form, Part, Unit,
};
use super::super::fields::Fields;
use super::super::filled;
use super::super::loose::Str;
use super::super::revision;
use super::quote::{self, Piece};
use super::service;
use super::shape::{Account, Chat, Entity, Message};
use super::{within, without};
use crate::domain::event::{Action, Direction, Kind, MediaKind, SpanKind, Visibility};
use crate::domain::fate::Ignored;

/// What a message is. One that only says what happened in the chat, or commands the bot, is none.
/// `all` are the fields of the message, those that are not read among them.
pub(super) fn part<'a>(mut message: Message<'a>, action: Action, all: &Fields<'a>) -> Part<'a> {
    let media = media(&message);
    let channel = message
        .chat
        .0
        .as_ref()
        .is_some_and(|chat| chat.form.get() == Some("channel"));
    let text = text(&mut message, channel);
    let venue = message.venue.0.and_then(|venue| venue.title.take());
    let bare = venue.is_none() && message.contact.0.is_none() && message.location.0.is_none();
    let empty = text.is_none() && media.is_empty() && bare;
    if (empty && service::is_one(all)) || text.as_ref().is_some_and(|text| is_command(&text.raw)) {
        return Part::Ignored(Ignored::Control);
    }
    let chat = message.chat.0.unwrap_or_default();
    let seen = visibility(&chat);
    let (Some(chat), Some(id)) = (chat.id.take(), message.message_id.take()) else {
        return without("message_id` or `chat.id");
    };
    let answered = message.reply_to_message.0.unwrap_or_default();
    let parent = match answered.forum_topic_created.0 {
        Some(_) => None,
        None => answered.message_id.take(),
    };
    let kind = match &parent {
        Some(_) => Kind::Reply,
        None if channel => Kind::Post,
        None => Kind::Message,
    };
    // The chat that writes comes first: an account that stands for it is named beside.
    let by = [message.sender_chat.0, message.from.0]
        .into_iter()
        .flatten()
        .next();
    let by = by.and_then(author);
    // A private chat has the other side's id: whoever else writes in it is ours.
    let guest = message.guest_query_id.get().is_some();
    let ours = message.sender_business_bot.0.is_some()
        || (seen == Visibility::Direct && !guest && by.as_ref().is_some_and(|by| by.id != chat));
    Draft {
        revision: if action == Action::Edit {
            revision::by_moment(message.edit_date.0.or(message.date.0))
        } else {
            0
        },
        parent,
        direction: ours.then_some(Direction::Outbound),
        author: by,
        text,
        media,
        place: venue.map(|name| DraftPlace {
            name: Some(name),
            country: None,
        }),
        visibility: seen,
        // A message of a form that is not known.
        needs_enrichment: empty,
        occurred_at: message.date.0,
        ..within(chat, action, kind, id)
    }
    .news()
}

pub(super) fn author(account: Account<'_>) -> Option<DraftAuthor<'_>> {
    Some(DraftAuthor {
        handle: account.username.take(),
        bot: account.is_bot.0,
        ..DraftAuthor::named(account.id.take()?)
    })
}

/// A group with a name of its own can be found by everybody.
pub(super) fn visibility(chat: &Chat<'_>) -> Visibility {
    match chat.form.get() {
        Some("private") => Visibility::Direct,
        Some("channel") => Visibility::Public,
        Some("supergroup") if chat.username.get().is_some() => Visibility::Public,
        Some("group" | "supergroup") => Visibility::Restricted,
        Some(_) | None => Visibility::Unknown,
    }
}

/// Whether the words are nothing but a command to the bot: `/start`, perhaps with what a link gave it.
fn is_command(raw: &str) -> bool {
    let mut words = raw.split_ascii_whitespace();
    let Some(name) = words.next().and_then(|word| word.strip_prefix('/')) else {
        return false;
    };
    let form = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'@');
    !name.is_empty() && name.bytes().all(form) && (words.next().is_none() || name == "start")
}

fn text<'a>(message: &mut Message<'a>, channel: bool) -> Option<DraftText<'a>> {
    let (words, entities) = match std::mem::take(&mut message.text).take() {
        Some(text) => (Some(text), std::mem::take(&mut message.entities)),
        None => (
            std::mem::take(&mut message.caption).take(),
            std::mem::take(&mut message.caption_entities),
        ),
    };
    let asked = message.poll.0.take().and_then(|poll| poll.question.take());
    let raw = words.or(asked).or_else(|| further(message))?;
    let mut spans = Vec::new();
    let mut quotes = Vec::new();
    entities.first(|entity| match quote(&entity) {
        Some(quote) => quotes.push(quote),
        None => spans.extend(span(&raw, entity)),
    });
    let text = DraftText {
        unit: Unit::Utf16,
        spans,
        ..DraftText::new(raw, Form::Plain)
    };
    // A channel writes pages, whose quotes belong to them.
    Some(if channel {
        text
    } else {
        quote::leave_out(text, &quotes)
    })
}

/// A piece that is marked as a quote.
fn quote(entity: &Entity<'_>) -> Option<Piece> {
    let marked = matches!(entity.form.get(), Some("blockquote" | "expandable_blockquote"));
    let start = usize::try_from(entity.offset.0.filter(|_| marked)?).ok()?;
    let length = usize::try_from(entity.length.0?).ok()?;
    Some(Piece {
        start,
        end: start.checked_add(length)?,
    })
}

/// Words of messages that are no text: tasks, what was filled into a form, a remark beside a gift.
fn further<'a>(message: &mut Message<'a>) -> Option<Cow<'a, str>> {
    let lists = [message.checklist.0.take(), message.checklist_tasks_added.0.take()];
    let lists = lists.into_iter().flatten().flat_map(|list| {
        let tasks = list.tasks.0.into_iter().map(|task| task.text);
        std::iter::once(list.title).chain(tasks)
    });
    let lines: Vec<Cow<'a, str>> = lists.filter_map(Str::take).collect();
    if !lines.is_empty() {
        return Some(Cow::Owned(lines.join("\n")));
    }
    let filled = message.web_app_data.0.take();
    if let Some(data) = filled.and_then(|filled| filled.data.take()) {
        return Some(filled_in(data));
    }
    let remarks = [message.gift.0.take(), message.suggested_post_declined.0.take()];
    let mut remarks = remarks.into_iter().flatten();
    remarks.find_map(|remark| remark.text.take().or_else(|| remark.comment.take()))
}

/// The words in what a form sent, answer by answer; what is no JSON, or has no words in it, as it is.
fn filled_in(data: Cow<'_, str>) -> Cow<'_, str> {
    let form: Option<&RawValue> = serde_json::from_str(&data).ok();
    let words = form.map_or_else(Vec::new, filled::words);
    match words.is_empty() {
        true => data,
        false => Cow::Owned(words.join("\n\n")),
    }
}

/// A marked piece that leads somewhere. What it shows is its value, unless it names another.
fn span<'a>(raw: &str, entity: Entity<'a>) -> Option<DraftSpan<'a>> {
    let start = usize::try_from(entity.offset.0?).ok()?;
    let end = start.checked_add(usize::try_from(entity.length.0?).ok()?)?;
    let shown = || piece(raw, start, end);
    let bare = |sign| Some(Cow::Owned(shown()?.trim_start_matches(sign).to_owned()));
    let (kind, value) = match entity.form.get()? {
        "mention" => (SpanKind::Mention, bare('@')?),
        "text_mention" => {
            let name = entity.user.0.and_then(|user| user.username.take());
            (SpanKind::Mention, name.or_else(|| bare('@'))?)
        }
        "hashtag" => (SpanKind::Hashtag, bare('#')?),
        "cashtag" => (SpanKind::Hashtag, bare('$')?),
        "url" => (SpanKind::Link, Cow::Owned(shown()?.to_owned())),
        "text_link" => (SpanKind::Link, entity.url.take()?),
        _ => return None,
    };
    Some(DraftSpan {
        kind,
        start,
        end,
        value,
    })
}

/// The piece between two positions in UTF-16 code units.
fn piece(raw: &str, start: usize, end: usize) -> Option<&str> {
    let byte = |wanted: usize| {
        let mut units = 0;
        let mut all = raw.char_indices().map(|(byte, c)| {
            let at = (units, byte);
            units += c.len_utf16();
            at
        });
        let found = all.find(|(units, _)| *units >= wanted);
        drop(all);
        match found {
            Some((at, byte)) => (at == wanted).then_some(byte),
            None => (units == wanted).then_some(raw.len()),
        }
    };
    raw.get(byte(start)?..byte(end)?)
}

fn media<'a>(message: &Message<'a>) -> Vec<DraftMedia<'a>> {
    // A moving picture is sent as a document too.
    let document = message.document.0.is_some() && message.animation.0.is_none();
    let all = [
        (MediaKind::Image, message.photo.0.is_some()),
        (MediaKind::Video, message.video.0.is_some()),
        (MediaKind::Video, message.video_note.0.is_some()),
        (MediaKind::Animation, message.animation.0.is_some()),
        (MediaKind::Audio, message.audio.0.is_some()),
        (MediaKind::Audio, message.voice.0.is_some()),
        (MediaKind::File, document),
        (MediaKind::Image, message.live_photo.0.is_some()),
        (MediaKind::Unknown, message.paid_media.0.is_some()),
        (MediaKind::Unknown, message.story.0.is_some()),
        (MediaKind::Unknown, message.dice.0.is_some()),
    ];
    let there = all.into_iter().filter(|(_, there)| *there);
    let plain = there.map(|(kind, _)| DraftMedia {
        kind,
        alt: None,
        url: None,
    });
    // A sticker stands for a sign.
    let sticker = message.sticker.0.as_ref().map(|sticker| DraftMedia {
        kind: MediaKind::Sticker,
        alt: sticker.emoji.clone().take(),
        url: None,
    });
    plain.chain(sticker).collect()
}
