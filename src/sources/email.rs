//! E-mail: messages of RFC 5322 with MIME, and the Email objects of JMAP (RFC 8621). Quoted history and
//! signatures are left out and counted; what a machine answers or returns is no news.

mod address;
mod jmap;
mod mime;
pub(super) mod quoted;
mod repair;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftMedia, DraftText, Form, Part, Root, Shape};
use super::fingerprint::unfolded;
use super::parts::Parts;
use crate::domain::event::{Action, Kind, MediaKind, Visibility};
use crate::domain::fate::{Ignored, Reject};
use crate::domain::time::Time;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Mail, BodyForm::Json],
    covers: COVERS,
    read,
};

const COVERS: &[(Kind, Action)] = &[(Kind::Message, Action::Create), (Kind::Reply, Action::Create)];

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    if body.starts_with(b"{") {
        return jmap::read(body, parts);
    }
    parts.push(mime::read(body)?.part());
    Ok(Shape::Known)
}

/// A mail, whatever form it was sent in.
#[derive(Default)]
struct Letter<'a> {
    id: Cow<'a, str>,
    /// The mail answered.
    answered: Option<Cow<'a, str>>,
    /// The mails of its conversation, oldest first.
    references: Vec<Cow<'a, str>>,
    /// Address of its author.
    from: Option<Cow<'a, str>>,
    subject: Option<Cow<'a, str>>,
    body: Cow<'a, str>,
    html: bool,
    /// Whether the body was cut.
    cut: bool,
    sent: Option<Time>,
    received: Option<Time>,
    /// Whether a machine wrote it in answer to something, or it was never sent.
    automatic: bool,
    media: Vec<MediaKind>,
    extras: Vec<(&'static str, Cow<'a, str>)>,
}

impl<'a> Letter<'a> {
    fn part(self) -> Part<'a> {
        if self.automatic {
            return Part::Ignored(Ignored::Control);
        }
        let id = unfolded(self.id);
        let tidy = |ids: Vec<Cow<'a, str>>| ids.into_iter().map(unfolded).filter(|id| !id.is_empty());
        let references: Vec<Cow<'a, str>> = tidy(self.references).collect();
        let answered = tidy(self.answered.into_iter().collect()).next();
        let parent = answered
            .or_else(|| references.last().cloned())
            .filter(|parent| *parent != id);
        let (kind, root) = match (&parent, references.first()) {
            (Some(_), Some(first)) => (Kind::Reply, Root::Id(first.clone())),
            (Some(parent), None) => (Kind::Reply, Root::Ask(parent.clone())),
            (None, _) => (Kind::Message, Root::Id(id.clone())),
        };
        let author = self.from.map(|address| DraftAuthor {
            handle: Some(address.clone()),
            ..DraftAuthor::named(address)
        });
        let (words, trimmed) = if self.html {
            (self.body, 0)
        } else {
            quoted::leave_out(self.body)
        };
        Draft {
            root,
            parent,
            author,
            text: Some(DraftText {
                heading: self.subject.map(|subject| (subject, Form::Plain)),
                cut: self.cut,
                trimmed_chars: trimmed,
                seek: !self.html,
                ..DraftText::new(words, if self.html { Form::Html } else { Form::Plain })
            }),
            media: self
                .media
                .into_iter()
                .map(|kind| DraftMedia { kind, alt: None })
                .collect(),
            visibility: Visibility::Direct,
            occurred_at: self.sent,
            observed_at: self.received,
            extras: self.extras,
            ..Draft::new(Action::Create, kind, id)
        }
        .news()
    }
}

/// What sort of thing an attachment of this media type is.
fn media(kind: &str) -> MediaKind {
    match kind.split('/').next().map(str::to_ascii_lowercase).as_deref() {
        Some("image") => MediaKind::Image,
        Some("video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        Some(_) | None => MediaKind::File,
    }
}

/// Whether a header says that a machine wrote the mail (RFC 3834 and what was before it). `name` is in lower
/// case.
fn is_of_machine(name: &str, value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    match name {
        "auto-submitted" => !value.is_empty() && !value.starts_with("no"),
        "precedence" => matches!(&*value, "bulk" | "junk" | "auto_reply"),
        "x-autoreply" | "x-autorespond" | "x-autoresponder" => value != "no",
        "return-path" => value == "<>",
        "content-type" => {
            value.starts_with("multipart/report") || value.starts_with("message/delivery-status")
        }
        "from" => value.contains("mailer-daemon"),
        _ => false,
    }
}
