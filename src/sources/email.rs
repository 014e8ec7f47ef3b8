//! E-mail: messages of RFC 5322 with MIME, and the Email objects of JMAP (RFC 8621). Quoted history and
//! signatures are left out and counted; what a machine answers or returns is no news.

mod address;
mod automatic;
mod jmap;
mod joined;
mod mime;
mod repair;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{
    Draft, DraftAuthor, DraftMedia, DraftOwn, DraftReply, DraftText, DraftThread, Form, Part, Root, Shape,
};
use super::fingerprint::unfolded;
use super::history;
use super::parts::Parts;
use crate::domain::event::{Action, Kind, MediaKind, Visibility};
use crate::domain::fate::{Ignored, Reject};
use crate::domain::surface::Surface;
use crate::domain::time::Time;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Mail, BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[(Kind::Message, Action::Create), (Kind::Reply, Action::Create)];

/// Addressees of a mail beyond these are not looked at.
const ADDRESSEES: usize = 32;

/// A mail has no page. Its thread is called by its first mail, where its server has no name for it.
fn act(draft: &mut Draft<'_>) {
    draft.surface = Surface::Email;
    draft.thread.native_id = draft.thread.native_id.take().or_else(|| draft.root_id().cloned());
}

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
    /// Where its author wants the answer.
    reply_to: Option<Cow<'a, str>>,
    /// Addresses that it was sent to.
    to: Vec<Cow<'a, str>>,
    /// The thread, as the server names it.
    thread: Option<Cow<'a, str>>,
    subject: Option<Cow<'a, str>>,
    body: Cow<'a, str>,
    html: bool,
    /// Whether the body was cut.
    cut: bool,
    sent: Option<Time>,
    received: Option<Time>,
    /// Whether a machine wrote it in answer to something, or it was never sent; `None`: nothing says so.
    automatic: Option<bool>,
    media: Vec<MediaKind>,
    extras: Vec<(&'static str, Cow<'a, str>)>,
}

impl<'a> Letter<'a> {
    fn part(self) -> Part<'a> {
        if self.automatic.unwrap_or_else(|| self.looks_automatic()) {
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
        let answer_to = self.reply_to.or_else(|| self.from.clone());
        let author = self.from.map(|address| DraftAuthor {
            handle: Some(address.clone()),
            ..DraftAuthor::named(address)
        });
        let (words, trimmed) = if self.html {
            (self.body, 0)
        } else {
            history::leave_out(self.body)
        };
        Draft {
            addressed: self
                .to
                .into_iter()
                .take(ADDRESSEES)
                .map(DraftOwn::perhaps)
                .collect(),
            thread: DraftThread {
                native_id: self.thread,
                ..DraftThread::default()
            },
            reply: answer_to.map(DraftReply::to_address),
            root,
            parent,
            author,
            text: Some(DraftText {
                heading: self.subject.map(|subject| (subject, Form::Plain)),
                cut: self.cut,
                trimmed_chars: trimmed,
                seek: !self.html,
                ..DraftText::new(words, if self.html { Form::Letter } else { Form::Plain })
            }),
            media: self.media.into_iter().map(DraftMedia::of).collect(),
            visibility: Visibility::Direct,
            occurred_at: self.sent,
            observed_at: self.received,
            extras: self.extras,
            ..Draft::new(Action::Create, kind, id)
        }
        .news()
    }

    /// Whether author, subject and words are those of a machine.
    fn looks_automatic(&self) -> bool {
        let subject = self.subject.as_deref().unwrap_or_default();
        let from = self.from.as_deref().unwrap_or_default();
        let answers = self.answered.is_some() || !self.references.is_empty();
        automatic::is_reply(subject, answers) || automatic::is_bounce(from, subject, &self.body)
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
