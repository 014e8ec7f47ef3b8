//! Chatwoot: webhooks of messages and conversations. A message stands in its conversation; events of a
//! conversation repeat its last message, which is told by itself.

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{
    Draft, DraftAuthor, DraftMedia, DraftOwn, DraftReply, DraftText, Form, Part, Root, Shape,
};
use super::fields::Fields;
use super::history;
use super::parts::Parts;
use super::peel::not_json;
use super::revision;
use crate::domain::event::{Action, Direction, Kind, MediaKind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::reply::ReplyTarget;
use crate::domain::surface::Surface;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[
    (Kind::Message, Action::Create),
    (Kind::Message, Action::Edit),
    (Kind::Message, Action::Delete),
];

/// Families of events that are no news of a message.
const CONTROL: [&str; 7] = [
    "conversation_",
    "contact_",
    "inbox_",
    "webwidget_",
    "typing_",
    "agent_",
    "account_",
];

/// An answer goes into the conversation. Which server holds it, no payload says, so that there is no link to it.
fn act(draft: &mut Draft<'_>) {
    draft.surface = match draft.part {
        Some("web") => Surface::Chat,
        Some("email") => Surface::Email,
        Some("api" | "messenger" | "instagram" | "whatsapp" | "sms" | "telegram" | "line") => Surface::Direct,
        // On X it may be a post or a message.
        Some(_) | None => Surface::Unknown,
    };
    draft.thread.native_id = draft.root_id().cloned();
    draft.reply = Some(DraftReply::to(ReplyTarget::Thread));
}

/// The inbox that the message came to.
fn inbox<'a>(message: &Fields<'a>, conversation: Option<&Fields<'a>>) -> Option<DraftOwn<'a>> {
    let inbox = message.object(&["inbox"]).unwrap_or_default();
    let id = inbox
        .text(&["id"])
        .or_else(|| message.text(&["inboxid"]))
        .or_else(|| conversation?.text(&["inboxid"]))?;
    Some(DraftOwn {
        handle: inbox.text(&["name"]),
        ..DraftOwn::ours(id)
    })
}

fn read<'a>(body: &'a [u8], context: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let fields: Fields<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let said = fields.text(&["event"]);
    let event = said.as_deref().or_else(|| context.event("x-chatwoot-event"));
    // A rule of automation tells the same news once more, with the conversation around it.
    let event = event.map(|event| event.strip_prefix("automation_event.").unwrap_or(event));
    let message = fields.has(&["messagetype"]);
    match event {
        Some("message_created") if message => parts.push(read_message(&fields, Action::Create)),
        Some("message_updated") if message => parts.push(read_message(&fields, Action::Edit)),
        Some("message_created" | "message_updated") if fields.has(&["messages"]) => {
            let last = fields.objects(&["messages"]).and_then(|mut all| all.pop());
            let news = last.map(|last| within(read_message(&last, Action::Create), &fields));
            parts.push(news.unwrap_or(Part::Ignored(Ignored::Control)));
        }
        Some("message_created" | "message_updated") if !fields.has(&["payload", "data", "body"]) => {
            parts.push(read_message(&fields, Action::Create));
        }
        Some(name) if CONTROL.iter().any(|family| name.starts_with(family)) => {
            parts.push(Part::Ignored(Ignored::Control));
        }
        None if message && fields.has(&["conversationid", "conversation"]) => {
            parts.push(read_message(&fields, Action::Create));
        }
        Some(_) if fields.has(&["account"]) => parts.push(Part::Ignored(Ignored::Control)),
        Some(_) | None => return Ok(Shape::Unknown),
    }
    Ok(Shape::Known)
}

/// Who speaks in a message, by its type: a word outside and a number inside a conversation.
enum Voice {
    Customer,
    Ours { bot: bool },
    Nobody,
}

fn voice(message: &Fields<'_>) -> Voice {
    match message.text(&["messagetype"]).as_deref() {
        Some("activity" | "2") => Voice::Nobody,
        Some("outgoing" | "1") => Voice::Ours { bot: false },
        Some("template" | "3") => Voice::Ours { bot: true },
        Some(_) | None => Voice::Customer,
    }
}

fn read_message<'a>(message: &Fields<'a>, action: Action) -> Part<'a> {
    let voice = voice(message);
    if matches!(voice, Voice::Nobody) {
        return Part::Ignored(Ignored::Control);
    }
    let conversation = message.object(&["conversation"]);
    let named = conversation
        .as_ref()
        .and_then(|all| all.text(&["id", "displayid"]));
    let root = named.or_else(|| message.text(&["conversationid"]));
    let (Some(id), Some(root)) = (message.text(&["id"]), root) else {
        let detail = "a chatwoot message without `id` or `conversation.id`";
        return Part::Refused(Reject::new(RejectReason::BadField, detail));
    };
    let private = message.flag(&["private"]) == Some(true);
    let attributes = message.object(&["contentattributes"]).unwrap_or_default();
    let deleted = attributes.flag(&["deleted"]) == Some(true);
    let action = if deleted { Action::Delete } else { action };
    let content = message.text(&["content"]).filter(|_| !deleted);
    let mail = conversation.as_ref().and_then(part) == Some("email");
    let edit = (action == Action::Edit).then(|| revision_of(message, conversation.as_ref(), &id));
    let draft = Draft {
        revision: edit.unwrap_or(0),
        part: conversation.as_ref().and_then(part),
        addressed: inbox(message, conversation.as_ref()).into_iter().collect(),
        root: Root::Id(root),
        parent: attributes.text(&["inreplyto"]).filter(|parent| *parent != id),
        direction: Some(match voice {
            Voice::Customer | Voice::Nobody => Direction::Inbound,
            Voice::Ours { .. } => Direction::Outbound,
        }),
        author: author(message, &voice),
        text: content.map(|content| text(content, &voice, mail)),
        media: media(message),
        visibility: if private {
            Visibility::Internal
        } else {
            Visibility::Direct
        },
        occurred_at: message.time(&["createdat"]).filter(|_| !deleted),
        ..Draft::new(action, Kind::Message, id)
    };
    draft.news()
}

/// A message of the conversation that is shown around it.
fn within<'a>(message: Part<'a>, conversation: &Fields<'a>) -> Part<'a> {
    match message {
        Part::News(mut draft) => {
            draft.part = draft.part.or_else(|| part(conversation));
            if draft.addressed.is_empty() {
                draft.addressed.extend(inbox(conversation, None));
            }
            Part::News(draft)
        }
        other @ (Part::Account(_) | Part::Gap(_) | Part::Ignored(_) | Part::Refused(_)) => other,
    }
}

/// Only the copy inside the conversation says when a message was changed.
fn revision_of(message: &Fields<'_>, conversation: Option<&Fields<'_>>, id: &str) -> i64 {
    let copies = conversation
        .and_then(|all| all.objects(&["messages"]))
        .unwrap_or_default();
    let copy = copies
        .iter()
        .find(|copy| copy.text(&["id"]).as_deref() == Some(id));
    let at = message
        .time(&["updatedat"])
        .or_else(|| copy.and_then(|copy| copy.time(&["updatedat"])));
    match at {
        Some(at) => revision::by_moment(Some(at)),
        None => revision::by_content(&[message.text(&["content"]).as_deref().unwrap_or_default()]),
    }
}

fn author<'a>(message: &Fields<'a>, voice: &Voice) -> Option<DraftAuthor<'a>> {
    let sender = message.object(&["sender"]);
    let named = sender.as_ref().and_then(|sender| sender.text(&["id"]));
    let kind = sender.as_ref().and_then(|sender| sender.text(&["type"]));
    let bot = kind.as_deref() == Some("agent_bot") || matches!(voice, Voice::Ours { bot: true });
    Some(DraftAuthor {
        bot: bot.then_some(true),
        ..DraftAuthor::named(named.or_else(|| message.text(&["senderid"]))?)
    })
}

fn text<'a>(content: Cow<'a, str>, voice: &Voice, mail: bool) -> DraftText<'a> {
    // Agents write in an editor that sends Markdown; customers write as their channel lets them.
    let form = match voice {
        Voice::Customer | Voice::Nobody => Form::Plain,
        Voice::Ours { .. } => Form::Markdown,
    };
    let (content, trimmed_chars) = if mail && form == Form::Plain {
        history::leave_out(content)
    } else {
        (content, 0)
    };
    DraftText {
        seek: form == Form::Plain,
        trimmed_chars,
        ..DraftText::new(content, form)
    }
}

fn media<'a>(message: &Fields<'a>) -> Vec<DraftMedia<'a>> {
    let attachments = message.objects(&["attachments"]).unwrap_or_default();
    let media = attachments.iter().map(|attachment| DraftMedia {
        url: None,
        kind: match attachment.text(&["filetype"]).as_deref() {
            Some("image" | "story_mention" | "0") => MediaKind::Image,
            Some("audio" | "1") => MediaKind::Audio,
            Some("video" | "ig_reel" | "2") => MediaKind::Video,
            Some("file" | "3") => MediaKind::File,
            Some(_) | None => MediaKind::Unknown,
        },
        alt: attachment.text(&["fallbacktitle"]),
    });
    media.collect()
}

fn part(conversation: &Fields<'_>) -> Option<&'static str> {
    let channel = conversation.text(&["channel"])?;
    Some(match channel.rsplit("::").next()? {
        "WebWidget" => "web",
        "Email" => "email",
        "Api" => "api",
        "FacebookPage" => "messenger",
        "Instagram" => "instagram",
        "Whatsapp" => "whatsapp",
        "Sms" | "TwilioSms" => "sms",
        "Telegram" => "telegram",
        "Line" => "line",
        "TwitterProfile" => "x",
        _ => return None,
    })
}
