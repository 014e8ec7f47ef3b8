//! Zendesk: event webhooks, the form of Amazon `EventBridge`, messaging, and objects of the interface. A
//! ticket is a post, its comments are replies to it, and what is written in a messenger are messages of it.

mod object;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftReply, DraftText, Form, Part, Root, Shape};
use super::fields::Fields;
use super::parts::Parts;
use super::peel::not_json;
use super::revision;
use crate::domain::event::{Action, Direction, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::reply::ReplyTarget;
use crate::domain::surface::Surface;
use crate::domain::time::Time;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Edit),
    (Kind::Post, Action::Hide),
    (Kind::Post, Action::Restore),
    (Kind::Post, Action::Delete),
    (Kind::Reply, Action::Create),
    (Kind::Reply, Action::Edit),
    (Kind::Reply, Action::Hide),
    (Kind::Message, Action::Create),
];

/// An answer is a comment of the ticket, or a message of the conversation.
fn act(draft: &mut Draft<'_>) {
    let alone = draft.kind != Kind::Post && draft.root_id() == Some(&draft.native_id);
    // What stands in no ticket cannot be answered.
    if alone {
        return;
    }
    draft.thread.native_id = draft.root_id().cloned();
    draft.thread.root_url = draft.thread.url.clone();
    draft.reply = Some(DraftReply::to(ReplyTarget::Thread));
}

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let fields: Fields<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let name = fields.text(&["type"]);
    let name = name
        .as_deref()
        .and_then(|name| name.strip_prefix("zen:event-type:"));
    let detail = fields.object(&["detail"]).unwrap_or_default();
    if let Some(name) = name {
        let news = News {
            ticket: ticket_of(&fields, &detail),
            event: fields.object(&["event"]).unwrap_or_default(),
            at: fields.time(&["time"]),
            detail,
        };
        parts.push(news.read(name));
    } else if let Some(event) = detail.object(&["ticketevent", "chatevent"]) {
        parts.push(bridged(&fields, event));
    } else if fields.has(&["detailtype"]) {
        parts.push(Part::Ignored(Ignored::Control));
    } else {
        return Ok(object::read(&fields, parts));
    }
    Ok(Shape::Known)
}

/// The ticket that the subject names, as `zen:ticket:35436`; else the one that the details show.
fn ticket_of<'a>(fields: &Fields<'a>, detail: &Fields<'a>) -> Option<Cow<'a, str>> {
    let of_subject = || {
        let subject = fields.text(&["subject"])?;
        let id = subject.strip_prefix("zen:ticket:")?;
        Some(Cow::Owned(id.to_owned()))
    };
    detail.text(&["id"]).or_else(of_subject)
}

/// An event of the form of `EventBridge`, brought to that of webhooks.
fn bridged<'a>(fields: &Fields<'a>, event: Fields<'a>) -> Part<'a> {
    let detail = event.object(&["ticket"]).unwrap_or_default();
    let chat = event.object(&["chat"]).unwrap_or_default();
    let meta = event.object(&["meta"]).unwrap_or_default();
    let name = event.text(&["type"]).unwrap_or_default();
    let name = match name.as_ref() {
        "Ticket Created" => "ticket.created",
        "Comment Created" | "Comment Added" => "ticket.comment_added",
        "Comment Made Private" => "ticket.comment_made_private",
        "Comment Redacted" => "ticket.comment_redacted",
        "Description Changed" => "ticket.description_changed",
        "Subject Changed" => "ticket.subject_changed",
        "Ticket Soft Deleted" => "ticket.soft_deleted",
        "Ticket Permanently Deleted" => "ticket.permanently_deleted",
        "Ticket Undeleted" => "ticket.undeleted",
        "Ticket Marked As Spam" | "Marked As Spam" => "ticket.marked_as_spam",
        "Message Added" => "messaging_ticket.message_added",
        _ => return Part::Ignored(Ignored::Control),
    };
    let news = News {
        ticket: detail.text(&["id"]).or_else(|| chat.text(&["ticketid"])),
        at: meta.time(&["occurredat"]).or_else(|| fields.time(&["time"])),
        event,
        detail,
    };
    news.read(name)
}

/// One event of a ticket.
struct News<'a> {
    ticket: Option<Cow<'a, str>>,
    /// The ticket as it is after the event.
    detail: Fields<'a>,
    event: Fields<'a>,
    at: Option<Time>,
}

impl<'a> News<'a> {
    fn read(&self, name: &str) -> Part<'a> {
        let read = match name {
            "ticket.created" => self.created(),
            "ticket.description_changed" | "ticket.subject_changed" => self.changed(name),
            "ticket.soft_deleted" | "ticket.permanently_deleted" => self.moved(Action::Delete),
            "ticket.undeleted" => self.moved(Action::Restore),
            "ticket.marked_as_spam" => self.moved(Action::Hide),
            "ticket.comment_added" => self.comment(Action::Create),
            "ticket.comment_made_private" => self.comment(Action::Hide),
            "ticket.comment_redacted" => self.comment(Action::Edit),
            "messaging_ticket.message_added" => self.message(),
            _ => return Part::Ignored(Ignored::Control),
        };
        read.map_or_else(Part::Refused, Draft::news)
    }

    fn ticket(&self) -> Result<Cow<'a, str>, Reject> {
        self.ticket
            .clone()
            .ok_or_else(|| missing("a ticket", "detail.id"))
    }

    fn created(&self) -> Result<Draft<'a>, Reject> {
        Ok(object::ticket(self.ticket()?, &self.detail, self.at))
    }

    fn changed(&self, name: &str) -> Result<Draft<'a>, Reject> {
        let current = self.event.text(&["current"]);
        let (heading, words) = if name == "ticket.subject_changed" {
            (current, self.detail.text(&["description"]))
        } else {
            (self.detail.text(&["subject"]), current)
        };
        Ok(Draft {
            text: object::text(heading, words),
            ..self.of_ticket(Action::Edit)?
        })
    }

    fn moved(&self, action: Action) -> Result<Draft<'a>, Reject> {
        self.of_ticket(action)
    }

    /// News of the ticket itself. Who wrote it is who asked, whoever changed it.
    fn of_ticket(&self, action: Action) -> Result<Draft<'a>, Reject> {
        Ok(Draft {
            revision: if action == Action::Edit {
                revision::by_moment(self.at)
            } else {
                0
            },
            author: self.detail.text(&["requesterid"]).map(DraftAuthor::named),
            surface: object::surface(&self.detail),
            addressed: object::addressed(&self.detail),
            visibility: Visibility::Direct,
            occurred_at: self.at,
            observed_at: self.at.filter(|_| action.toggles()),
            ..Draft::new(action, Kind::Post, self.ticket()?)
        })
    }

    fn comment(&self, action: Action) -> Result<Draft<'a>, Reject> {
        let comment = self.event.object(&["comment"]).unwrap_or_default();
        let id = comment.text(&["id"]).or_else(|| self.event.text(&["commentid"]));
        let id = id.ok_or_else(|| missing("a comment", "event.comment.id"))?;
        let ticket = self.ticket()?;
        let draft = self.of_whom(object::comment(id, &comment));
        Ok(Draft {
            action,
            surface: if draft.surface == Surface::Unknown {
                object::surface(&self.detail)
            } else {
                draft.surface
            },
            addressed: object::addressed(&self.detail),
            revision: if action == Action::Edit {
                revision::by_moment(self.at)
            } else {
                0
            },
            root: Root::Id(ticket.clone()),
            parent: Some(ticket),
            occurred_at: self.at.or(draft.occurred_at),
            observed_at: self.at.filter(|_| action.toggles()),
            ..draft
        })
    }

    /// What the requester wrote in a messenger is filed as a private comment: no agent's note, and no word of a ticket.
    fn of_whom(&self, draft: Draft<'a>) -> Draft<'a> {
        let requester = self.detail.text(&["requesterid"]);
        let writer = draft.author.as_ref().map(|author| &author.id);
        if draft.visibility != Visibility::Internal || requester.is_none() || requester.as_ref() != writer {
            return draft;
        }
        Draft {
            visibility: Visibility::Direct,
            direction: Some(Direction::Outbound),
            ..draft
        }
    }

    fn message(&self) -> Result<Draft<'a>, Reject> {
        let message = self.event.object(&["message"]).unwrap_or_default();
        let id = message
            .text(&["id"])
            .ok_or_else(|| missing("a message", "event.message.id"))?;
        let actor = self.event.object(&["actor"]).unwrap_or_default();
        let kind = actor.text(&["type"]);
        let root = self
            .ticket
            .clone()
            .or_else(|| self.event.text(&["conversationid"]));
        Ok(Draft {
            part: Some("messaging"),
            surface: Surface::Chat,
            root: Root::Id(root.unwrap_or_else(|| id.clone())),
            direction: match kind.as_deref() {
                Some("end_user") => Some(Direction::Inbound),
                Some("agent" | "trigger" | "system") => Some(Direction::Outbound),
                Some(_) | None => None,
            },
            author: actor.text(&["id"]).map(|id| DraftAuthor {
                bot: matches!(kind.as_deref(), Some("trigger" | "system")).then_some(true),
                ..DraftAuthor::named(id)
            }),
            text: message.text(&["body"]).map(|body| DraftText {
                seek: true,
                ..DraftText::new(body, Form::Plain)
            }),
            visibility: Visibility::Direct,
            occurred_at: self.at,
            ..Draft::new(Action::Create, Kind::Message, id)
        })
    }
}

fn missing(what: &str, field: &str) -> Reject {
    Reject::new(
        RejectReason::BadField,
        format!("zendesk tells of {what} without `{field}`"),
    )
}
