//! Tickets and comments as Zendesk's interface answers them, alone or in lists; also as events show them.

use std::borrow::Cow;

use super::super::draft::{
    Draft, DraftAuthor, DraftMedia, DraftOwn, DraftText, DraftThread, Form, Part, Root, Shape,
};
use super::super::fields::Fields;
use super::super::history;
use super::super::parts::Parts;
use crate::domain::event::{Action, Direction, Kind, MediaKind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::surface::Surface;
use crate::domain::time::Time;

/// Lists and objects of the interface in which nobody says anything.
const CONTROL: [&str; 10] = [
    "user",
    "users",
    "organization",
    "organizations",
    "group",
    "groups",
    "ticketfields",
    "ticketmetrics",
    "brands",
    "tags",
];

/// Reads an answer of the interface.
pub(super) fn read<'a>(fields: &Fields<'a>, parts: &mut Parts<'_>) -> Shape {
    if let Some(comments) = fields.objects(&["comments", "comment"]) {
        let under = fields.text(&["ticketid"]);
        parts.extend(comments.iter().map(|one| read_comment(one, under.as_ref())));
    } else if let Some(tickets) = fields.objects(&["tickets", "ticket"]) {
        parts.extend(tickets.iter().map(read_ticket));
    } else if let Some(audits) = fields.objects(&["audits", "audit"]) {
        audits.iter().for_each(|audit| read_audit(audit, parts));
    } else if fields.has(&["ticketid"]) && fields.has(&["events"]) {
        read_audit(fields, parts);
    } else if is_comment(fields) {
        parts.push(read_comment(fields, None));
    } else if fields.has(&["requesterid"]) {
        parts.push(read_ticket(fields));
    } else if fields.has(&CONTROL) {
        parts.push(Part::Ignored(Ignored::Control));
    } else {
        return Shape::Unknown;
    }
    if parts.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Shape::Known
}

fn is_comment(fields: &Fields<'_>) -> bool {
    let named = matches!(
        fields.text(&["type"]).as_deref(),
        Some("Comment" | "VoiceComment")
    );
    named || (fields.has(&["authorid"]) && fields.has(&["body", "htmlbody"]))
}

/// The comments of an audit; its other events change a ticket's fields.
fn read_audit<'a>(audit: &Fields<'a>, parts: &mut Parts<'_>) {
    let under = audit.text(&["ticketid"]);
    let events = audit.objects(&["events"]).unwrap_or_default();
    for comment in events.iter().filter(|event| is_comment(event)) {
        parts.push(match read_comment(comment, under.as_ref()) {
            Part::News(mut draft) => {
                draft.occurred_at = draft.occurred_at.or_else(|| audit.time(&["createdat"]));
                if draft.surface == Surface::Unknown {
                    draft.surface = surface(audit);
                }
                Part::News(draft)
            }
            other @ (Part::Account(_) | Part::Gap(_) | Part::Ignored(_) | Part::Refused(_)) => other,
        });
    }
}

fn read_comment<'a>(fields: &Fields<'a>, under: Option<&Cow<'a, str>>) -> Part<'a> {
    let Some(id) = fields.text(&["id"]) else {
        return refused("a comment");
    };
    let draft = comment(id, fields);
    let ticket = fields.text(&["ticketid"]).or_else(|| under.cloned());
    match ticket {
        Some(ticket) => Draft {
            root: Root::Id(ticket.clone()),
            parent: Some(ticket),
            ..draft
        },
        None => draft,
    }
    .news()
}

fn read_ticket<'a>(fields: &Fields<'a>) -> Part<'a> {
    let id = fields.text(&["id"]);
    id.map_or_else(|| refused("a ticket"), |id| ticket(id, fields, None).news())
}

fn refused<'a>(what: &str) -> Part<'a> {
    let detail = format!("{what} of zendesk without `id`");
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}

/// A ticket as it was opened.
pub(super) fn ticket<'a>(id: Cow<'a, str>, fields: &Fields<'a>, at: Option<Time>) -> Draft<'a> {
    let words = fields.text(&["description"]);
    let page = page(fields, &id);
    Draft {
        part: fields.object(&["via"]).and_then(|via| part(&via)),
        surface: surface(fields),
        addressed: addressed(fields),
        url: page.clone(),
        thread: DraftThread {
            url: page,
            ..DraftThread::default()
        },
        author: fields
            .text(&["requesterid", "submitterid"])
            .map(DraftAuthor::named),
        needs_enrichment: words.is_none(),
        text: text(fields.text(&["subject", "rawsubject"]), words),
        visibility: visibility(fields),
        occurred_at: fields.time(&["createdat"]).or(at),
        ..Draft::new(Action::Create, Kind::Post, id)
    }
}

/// A comment; where it stands is for the caller to say.
pub(super) fn comment<'a>(id: Cow<'a, str>, fields: &Fields<'a>) -> Draft<'a> {
    let author = fields.object(&["author"]).unwrap_or_default();
    let plain = fields
        .text(&["body", "plainbody"])
        .map(|body| (body, Form::Plain));
    let words = plain.or_else(|| Some((fields.text(&["htmlbody"])?, Form::Thread)));
    let ours = author.flag(&["isstaff"]) == Some(true);
    Draft {
        part: fields.object(&["via"]).and_then(|via| part(&via)),
        surface: surface(fields),
        direction: ours.then_some(Direction::Outbound),
        author: author
            .text(&["id"])
            .or_else(|| fields.text(&["authorid"]))
            .map(DraftAuthor::named),
        text: words.map(|(body, form)| match form {
            Form::Plain => plain_text(body),
            Form::Escaped
            | Form::Html
            | Form::Thread
            | Form::Letter
            | Form::Markdown
            | Form::EscapedMarkdown => DraftText::new(body, form),
        }),
        media: media(fields),
        visibility: visibility(fields),
        occurred_at: fields.time(&["createdat"]),
        ..Draft::new(Action::Create, Kind::Reply, id)
    }
}

/// What is not public is seen by agents alone, whoever's account wrote it.
fn visibility(fields: &Fields<'_>) -> Visibility {
    match fields.flag(&["ispublic", "public"]) {
        Some(false) => Visibility::Internal,
        Some(true) | None => Visibility::Direct,
    }
}

/// A subject and what stands below it.
pub(super) fn text<'a>(subject: Option<Cow<'a, str>>, words: Option<Cow<'a, str>>) -> Option<DraftText<'a>> {
    (subject.is_some() || words.is_some()).then(|| DraftText {
        heading: subject.map(|subject| (subject, Form::Plain)),
        ..plain_text(words.unwrap_or_default())
    })
}

/// Words that came by mail or are written as in one: lines of others stand behind a sign, below an introduction.
fn plain_text(words: Cow<'_, str>) -> DraftText<'_> {
    let (words, trimmed_chars) = history::leave_out(words);
    DraftText {
        trimmed_chars,
        seek: true,
        ..DraftText::new(words, Form::Plain)
    }
}

fn media<'a>(fields: &Fields<'a>) -> Vec<DraftMedia<'a>> {
    let attachments = fields.objects(&["attachments"]).unwrap_or_default();
    let media = attachments.iter().map(|attachment| {
        let form = attachment.text(&["contenttype"]).unwrap_or_default();
        DraftMedia {
            url: None,
            kind: match form.split('/').next().unwrap_or_default() {
                "image" => MediaKind::Image,
                "video" => MediaKind::Video,
                "audio" => MediaKind::Audio,
                _ => MediaKind::File,
            },
            alt: None,
        }
    });
    media.collect()
}

fn part(via: &Fields<'_>) -> Option<&'static str> {
    Some(match via.text(&["channel"])?.as_ref() {
        "email" => "email",
        "web" => "web",
        "api" => "api",
        "chat" => "chat",
        "native_messaging" | "messaging" => "messaging",
        "voice" => "voice",
        "sms" => "sms",
        "facebook" => "facebook",
        "twitter" => "x",
        _ => return None,
    })
}

/// Where a ticket or a comment was written, by its channel. Pages and posts of other networks say what they are in
/// `rel`.
pub(super) fn surface(fields: &Fields<'_>) -> Surface {
    let Some(via) = fields.object(&["via"]) else {
        return Surface::Unknown;
    };
    let rel = || via.object(&["source"])?.text(&["rel"]);
    match part(&via) {
        Some("email") => Surface::Email,
        Some("chat" | "messaging") => Surface::Chat,
        Some("voice") => Surface::Call,
        // Forms are filled in by one, and read by the desk alone.
        Some("web" | "api" | "sms") => Surface::Direct,
        Some("facebook" | "x") => match rel().as_deref() {
            Some("direct_message" | "message") => Surface::Direct,
            Some("mention" | "post") => Surface::PublicPost,
            Some(_) | None => Surface::Unknown,
        },
        Some(_) | None => Surface::Unknown,
    }
}

/// The brand's address that the ticket was sent to, else its brand.
pub(super) fn addressed<'a>(fields: &Fields<'a>) -> Vec<DraftOwn<'a>> {
    let own = fields.text(&["recipient", "brandid"]);
    own.map(DraftOwn::ours).into_iter().collect()
}

/// The page of the ticket for agents, on the server that the address of the ticket's data shows.
fn page<'a>(fields: &Fields<'a>, id: &str) -> Option<Cow<'a, str>> {
    let url = fields.text(&["url"])?;
    let host = url.strip_prefix("https://")?.split_once('/')?.0;
    host.ends_with(".zendesk.com")
        .then(|| Cow::Owned(format!("https://{host}/agent/tickets/{id}")))
}
