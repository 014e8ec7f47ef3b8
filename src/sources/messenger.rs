//! The inbox of an account as Meta's webhooks tell it: messages, edits, reactions and buttons pressed, on
//! Messenger and in Instagram's direct messages. The conversation is the person's: it has no id of its own.

mod feedback;
mod shape;
mod start;

use std::borrow::Cow;

use super::draft::{Draft, DraftAuthor, DraftMedia, DraftText, Form, Part, Root};
use super::fingerprint::fingerprint;
use super::loose::Str;
use super::revision;
use crate::domain::event::{Action, Direction, Kind, MediaKind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::time::Time;
pub(super) use shape::Event;
use shape::{Attachment, Message, Postback, Reaction, Rewritten};

/// What one event is. `account` is the inbox's, `part` the part of the network it belongs to.
pub(super) fn part<'a>(
    event: Event<'a>,
    account: Option<&str>,
    at: Option<Time>,
    part: &'static str,
) -> Part<'a> {
    let message = event.message.0;
    let echo = message
        .as_ref()
        .is_some_and(|message| message.is_echo.0 == Some(true));
    let sender = event.sender.0.and_then(|party| party.id.take());
    let own = echo || (sender.is_some() && sender.as_deref() == account);
    let person = if own {
        event.recipient.0.and_then(|party| party.id.take())
    } else {
        sender.clone()
    };
    let thread = Thread {
        person,
        sender,
        own,
        at: event.timestamp.0.or(at),
        part,
    };
    if let Some(message) = message {
        thread.message(message)
    } else if let Some(edit) = event.message_edit.0 {
        thread.edit(edit)
    } else if let Some(reaction) = event.reaction.0 {
        thread.reaction(reaction)
    } else if let Some(feedback) = event.feedback.0 {
        feedback::part(thread, &feedback)
    } else if event.postback.0.is_none() && event.unknown {
        let detail = "an event of an inbox of no kind that is known";
        Part::Refused(Reject::new(RejectReason::UnknownKind, detail))
    } else {
        thread.button(event.postback.0.unwrap_or_default())
    }
}

/// Who speaks with the account, and in what.
struct Thread<'a> {
    person: Option<Cow<'a, str>>,
    sender: Option<Cow<'a, str>>,
    own: bool,
    at: Option<Time>,
    part: &'static str,
}

impl<'a> Thread<'a> {
    fn draft(self, action: Action, kind: Kind, id: Cow<'a, str>) -> Draft<'a> {
        Draft {
            root: Root::Id(self.person.unwrap_or_else(|| id.clone())),
            part: Some(self.part),
            direction: self.own.then_some(Direction::Outbound),
            author: self.sender.map(DraftAuthor::named),
            visibility: Visibility::Direct,
            occurred_at: self.at,
            ..Draft::new(action, kind, id)
        }
    }

    fn message(self, message: Message<'a>) -> Part<'a> {
        let Some(id) = message.mid.take() else {
            return without_id("message");
        };
        if message.is_deleted.0 == Some(true) {
            return self.draft(Action::Delete, Kind::Message, id).news();
        }
        let answered = message.reply_to.0.unwrap_or_default();
        let told_of = |form: &str| matches!(form, "story_mention" | "ig_story");
        let mentioned = message
            .attachments
            .0
            .iter()
            .any(|one| one.form.get().is_some_and(told_of));
        let story = answered.story.0.is_some() || mentioned;
        let extras = answered.story.0.and_then(|story| story.id.take());
        let draft = self.draft(Action::Create, Kind::Message, id);
        // What a story says, and a message of a form that is not known, must be looked up.
        let silent = message.text.get().is_none() && (mentioned || message.attachments.0.is_empty());
        Draft {
            part: if story { Some("story") } else { draft.part },
            parent: answered.mid.take(),
            text: message.text.take().map(words),
            media: message.attachments.0.into_iter().filter_map(media).collect(),
            needs_enrichment: silent || message.is_unsupported.0 == Some(true),
            extras: extras.into_iter().map(|id| ("story_id", id)).collect(),
            ..draft
        }
        .news()
    }

    /// An edit that says it is none stands for the message itself, whose words were kept back.
    fn edit(self, edit: Rewritten<'a>) -> Part<'a> {
        let Some(id) = edit.mid.take() else {
            return without_id("edit");
        };
        let first = edit.num_edit.0 == Some(0);
        let text = edit.text.take().map(words);
        let at = self.at;
        let action = if first { Action::Create } else { Action::Edit };
        Draft {
            revision: edit.num_edit.0.unwrap_or_else(|| revision::by_moment(at)),
            needs_enrichment: text.is_none(),
            text,
            ..self.draft(action, Kind::Message, id)
        }
        .news()
    }

    fn reaction(self, reaction: Reaction<'a>) -> Part<'a> {
        let Some(target) = reaction.mid.take() else {
            return without_id("reaction");
        };
        let action = if reaction.action.get() == Some("unreact") {
            Action::Delete
        } else {
            Action::Create
        };
        let id = format!("{target}/{}", self.sender.as_deref().unwrap_or("-"));
        let shown = reaction.emoji.take().or_else(|| reaction.reaction.take());
        Draft {
            parent: Some(target),
            extras: shown.into_iter().map(|shown| ("reaction", shown)).collect(),
            ..self.draft(action, Kind::Reaction, Cow::Owned(id))
        }
        .news()
    }

    /// A button with words is a message that the person chose, but for the one that opens the conversation. Older ones
    /// have no id: who pressed which button when tells them apart.
    fn button(self, postback: Postback<'a>) -> Part<'a> {
        let Postback { mid, title, payload } = postback;
        let Some(title) = title.take().filter(|title| !start::opens(title, payload.get())) else {
            return Part::Ignored(Ignored::Control);
        };
        let made = || {
            let (person, at) = (self.person.as_deref()?, self.at?.0.to_string());
            Some(Cow::Owned(fingerprint(&[person, &at, &title])))
        };
        let Some(id) = mid.take().or_else(made) else {
            return Part::Ignored(Ignored::Control);
        };
        Draft {
            text: Some(words(title)),
            ..self.draft(Action::Create, Kind::Message, id)
        }
        .news()
    }
}

fn without_id<'a>(what: &str) -> Part<'a> {
    let detail = format!("a {what} of an inbox without `mid`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}

fn words(raw: Cow<'_, str>) -> DraftText<'_> {
    DraftText {
        seek: true,
        ..DraftText::new(raw, Form::Plain)
    }
}

/// What is attached; a place is not, and where exactly it lies is not kept.
fn media(one: Attachment<'_>) -> Option<DraftMedia<'_>> {
    let payload = one.payload.0.unwrap_or_default();
    let kind = match one.form.get() {
        Some("location") => return None,
        Some("image") if payload.sticker_id.get().is_some() => MediaKind::Sticker,
        Some("image") => MediaKind::Image,
        Some("video" | "reel" | "ig_reel") => MediaKind::Video,
        Some("animated_image") => MediaKind::Animation,
        Some("audio") => MediaKind::Audio,
        Some("file") => MediaKind::File,
        Some("sticker" | "like_heart") => MediaKind::Sticker,
        Some(_) | None => MediaKind::Unknown,
    };
    let alt = [one.title, payload.title].into_iter().find_map(Str::take);
    Some(DraftMedia { kind, alt, url: None })
}
