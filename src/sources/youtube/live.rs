//! Messages of a live chat.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftAuthor, DraftText, Form, Part, Root};
use super::shape::{Comment, Message, Snippet};
use crate::domain::event::{Action, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};

/// News of a message, or of one that was taken away.
pub(super) fn read(item: Comment<'_>) -> Part<'_> {
    let mut snippet = *item.snippet.0.unwrap_or_default();
    let deleted = snippet.message_deleted_details.0.take();
    let retracted = snippet.message_retracted_details.0.take();
    let deleted = deleted.and_then(|gone| gone.deleted_message_id.take());
    if let Some(id) = deleted.or_else(|| retracted?.retracted_message_id.take()) {
        return Draft {
            occurred_at: snippet.published_at.0,
            ..Draft::bare(Action::Delete, id)
        }
        .news();
    }
    let details = item.author_details.0.unwrap_or_default();
    let author = details
        .channel_id
        .take()
        .or_else(|| snippet.author_channel_id.clone().id());
    let (handle, verified) = (details.display_name.take(), details.is_verified.0);
    let (chat, at) = (snippet.live_chat_id.0.clone(), snippet.published_at.0);
    // Members, stickers, bans and the end of a chat have no words of a person.
    let Some(words) = words(snippet) else {
        return Part::Ignored(Ignored::Control);
    };
    let Some(id) = item.id.take() else {
        let detail = "a message of a live chat of youtube without `id`";
        return Part::Refused(Reject::new(RejectReason::BadField, detail));
    };
    Draft {
        part: Some("live_chat"),
        root: Root::Id(chat.clone().unwrap_or_else(|| id.clone())),
        parent: chat,
        author: author.map(|id| DraftAuthor {
            handle,
            verified,
            ..DraftAuthor::named(id)
        }),
        text: Some(DraftText {
            seek: true,
            ..DraftText::new(words, Form::Plain)
        }),
        visibility: Visibility::Public,
        occurred_at: at,
        ..Draft::new(Action::Create, Kind::Comment, id)
    }
    .news()
}

fn words(snippet: Snippet<'_>) -> Option<Cow<'_, str>> {
    let of = |message: Option<Message<'_>>| {
        let message = message?;
        let words = message
            .message_text
            .take()
            .or_else(|| message.user_comment.take())?;
        Some(Cow::Owned(words.into_owned()))
    };
    let text = of(snippet.text_message_details.0)
        .or_else(|| of(snippet.super_chat_details.0))
        .or_else(|| of(snippet.member_milestone_chat_details.0))
        .or_else(|| of(snippet.fan_funding_event_details.0));
    match snippet.event.get() {
        Some("textMessageEvent") => text.or_else(|| snippet.display_message.take()),
        Some("superChatEvent" | "memberMilestoneChatEvent" | "fanFundingEvent") => text,
        Some(_) | None => None,
    }
}
