//! WhatsApp, by the Cloud API: messages, edits, revocations, reactions, echoes of what the business wrote
//! elsewhere, and history. The conversation is the customer's, or the group's: it has no id of its own.

mod filled;
mod shape;

use super::acting;
use crate::domain::surface::Surface;
use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{
    Draft, DraftAuthor, DraftMedia, DraftOwn, DraftPlace, DraftText, Form, Part, Root, Shape,
};
use super::loose::Str;
use super::meta;
use super::parts::Parts;
use super::revision;
use crate::domain::event::{Action, Direction, Kind, MediaKind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use filled::Answers;
use shape::{Contact, Message, Value, Words};

/// How WhatsApp is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// A message is answered at the number that wrote, for a day.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    if draft.surface == Surface::Direct {
        acting::answer_author(draft, Some(acting::DAY));
    }
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Message, Action::Create),
    (Kind::Message, Action::Edit),
    (Kind::Message, Action::Delete),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Reaction, Action::Create),
    (Kind::Reaction, Action::Delete),
];

/// What messages are beside pictures and files: of one of another form without words nobody knows what it says.
const FORMS: [&str; 7] = [
    "text",
    "button",
    "interactive",
    "order",
    "location",
    "contacts",
    "template",
];

/// Reads one delivery. States of delivery, templates, calls and the like are no messages.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let known = meta::open(body, |entry| {
        for change in entry.changes.0 {
            match change.value::<Value<'a>>() {
                Ok(Some(value)) => read_value(value, parts),
                Ok(None) => {}
                Err(reject) => parts.push(Part::Refused(reject)),
            }
        }
        Ok(())
    })?;
    if !known {
        return Ok(Shape::Unknown);
    }
    Ok(meta::close(parts))
}

fn read_value<'a>(value: Value<'a>, parts: &mut Parts<'_>) {
    let number = value.metadata.0.unwrap_or_default().display_phone_number;
    let mut line = Line {
        number: number.get(),
        // Only where there is one alone is it plain whose messages these are.
        contact: match value.contacts.0.as_slice() {
            [contact] => Some(contact),
            _ => None,
        },
        ..Line::default()
    };
    parts.extend(value.messages.0.into_iter().map(|message| line.part(message)));
    line.echo = true;
    parts.extend(
        value
            .message_echoes
            .0
            .into_iter()
            .map(|message| line.part(message)),
    );
    line.echo = false;
    line.history = true;
    for thread in value.history.0.into_iter().flat_map(|history| history.threads.0) {
        line.thread = thread.id.0;
        parts.extend(thread.messages.0.into_iter().map(|message| line.part(message)));
    }
    if let Some(standby) = value.standby.0 {
        read_value(*standby, parts);
    }
}

/// What is known of messages from where they stand.
#[derive(Default)]
struct Line<'a, 'b> {
    /// The business's number.
    number: Option<&'b str>,
    contact: Option<&'b Contact<'a>>,
    /// Whether the business wrote them.
    echo: bool,
    /// Whether they are from before this feed began.
    history: bool,
    /// The customer whose history it is.
    thread: Option<Cow<'a, str>>,
}

impl<'a> Line<'a, '_> {
    fn part(&self, mut message: Message<'a>) -> Part<'a> {
        if matches!(message.form.get(), Some("system" | "request_welcome")) {
            return Part::Ignored(Ignored::Control);
        }
        if let Some(reaction) = message.reaction.0.take() {
            let Some(target) = reaction.message_id.take() else {
                return without("reaction.message_id");
            };
            return self.reaction(message, target, reaction.emoji.take()).news();
        }
        if let Some(revoked) = message.revoke.0.take() {
            return match revoked.original_message_id.take() {
                Some(id) => self.told(&mut message, Action::Delete, Kind::Message, id).news(),
                None => without("revoke.original_message_id"),
            };
        }
        if let Some(edited) = message.edit.0.take() {
            let Some(id) = edited.original_message_id.take() else {
                return without("edit.original_message_id");
            };
            let at = message.timestamp.0;
            let now = edited.message.0.map(|now| *now);
            let draft = Draft {
                revision: revision::by_moment(at),
                ..self.told(&mut message, Action::Edit, Kind::Message, id)
            };
            return said(now.unwrap_or(message), draft).news();
        }
        match std::mem::take(&mut message.id).take() {
            Some(id) => {
                let draft = self.told(&mut message, Action::Create, Kind::Message, id);
                said(message, draft).news()
            }
            None => without("id"),
        }
    }

    /// An account has one reaction to each message.
    fn reaction(
        &self,
        mut message: Message<'a>,
        target: Cow<'a, str>,
        sign: Option<Cow<'a, str>>,
    ) -> Draft<'a> {
        let action = if sign.is_some() {
            Action::Create
        } else {
            Action::Delete
        };
        let id = Cow::Owned(format!("{target}/{}", message.from.get().unwrap_or("-")));
        Draft {
            parent: Some(target),
            extras: sign.into_iter().map(|sign| ("emoji", sign)).collect(),
            ..self.told(&mut message, action, Kind::Reaction, id)
        }
    }

    /// What all news of a message have in common.
    fn told(&self, message: &mut Message<'a>, action: Action, kind: Kind, id: Cow<'a, str>) -> Draft<'a> {
        let from = [
            std::mem::take(&mut message.from),
            std::mem::take(&mut message.from_user_id),
        ];
        let from = from.into_iter().find_map(Str::take);
        let own = self.echo || (self.number.is_some() && from.as_deref() == self.number);
        let known = self.contact.and_then(|contact| {
            let id = contact.wa_id.clone().take();
            id.or_else(|| contact.user_id.clone().take())
        });
        let author = from.or_else(|| known.clone().filter(|_| !own));
        let to = [
            std::mem::take(&mut message.to),
            std::mem::take(&mut message.to_user_id),
        ];
        let customer = if own {
            to.into_iter().find_map(Str::take).or(known)
        } else {
            author.clone()
        };
        let group = std::mem::take(&mut message.group_id).take();
        let place = group.or_else(|| self.thread.clone()).or(customer);
        Draft {
            root: Root::Id(place.unwrap_or_else(|| id.clone())),
            direction: own.then_some(Direction::Outbound),
            addressed: self
                .number
                .map(|id| DraftOwn::ours(Cow::Owned(id.to_owned())))
                .into_iter()
                .collect(),
            author: author.map(DraftAuthor::named),
            visibility: Visibility::Direct,
            occurred_at: message.timestamp.0,
            backfill: self.history,
            ..Draft::new(action, kind, id)
        }
    }
}

/// What a message says, over what is known of it. One that names another answers it.
fn said<'a>(message: Message<'a>, draft: Draft<'a>) -> Draft<'a> {
    let parent = message.context.0.and_then(|answered| answered.id.take());
    let chosen = message.interactive.0.unwrap_or_default();
    let media = match message.form.get().unwrap_or_default() {
        "image" => Some(MediaKind::Image),
        "video" => Some(MediaKind::Video),
        "audio" | "voice" => Some(MediaKind::Audio),
        "sticker" => Some(MediaKind::Sticker),
        "document" => Some(MediaKind::File),
        _ => None,
    };
    // The network passes on that there is such a message, and nothing of it.
    let kept_back = matches!(message.form.get(), Some("unsupported" | "unknown" | "ephemeral"));
    let known = media.is_some() || message.form.get().is_none_or(|form| FORMS.contains(&form));
    let mut places = [
        message.text,
        message.image,
        message.video,
        message.document,
        message.button,
        message.order,
        chosen.button_reply,
        chosen.list_reply,
    ]
    .into_iter();
    let name = message.location.0.and_then(|location| location.name.take());
    let filled = chosen.nfm_reply.0.map(filled::read);
    let unread = filled == Some(Answers::Unread);
    let filled = match filled {
        Some(Answers::Words(words)) => Some(words),
        Some(Answers::Nothing | Answers::Unread) | None => None,
    };
    let words = places.find_map(|words| written(words.0?)).or(filled);
    let worded = words.is_some();
    Draft {
        kind: if parent.is_some() { Kind::Reply } else { draft.kind },
        parent,
        text: words.map(|raw| DraftText {
            seek: true,
            ..DraftText::new(raw, Form::Plain)
        }),
        media: media
            .into_iter()
            .map(|kind| DraftMedia {
                kind,
                alt: None,
                url: None,
            })
            .collect(),
        place: name.map(|name| DraftPlace {
            name: Some(name),
            country: None,
        }),
        needs_enrichment: kept_back || unread || (!known && !worded),
        ..draft
    }
}

fn written(words: Words<'_>) -> Option<Cow<'_, str>> {
    let Words {
        body,
        caption,
        text,
        title,
    } = words;
    [body, caption, text, title].into_iter().find_map(Str::take)
}

fn without<'a>(field: &str) -> Part<'a> {
    let detail = format!("a message of whatsapp without `{field}`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}
