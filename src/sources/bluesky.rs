//! Bluesky, by Jetstream: frames of the first form (`kind`, `commit`) and of the second (`$type`,
//! `payload`); and by Tap, which also brings what was written before (`type`, `record`). A post's id is its address, `at://did/collection/rkey`.

mod account;
mod embed;
mod shape;

use super::acting;
use crate::domain::surface::Surface;
use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftSpan, DraftText, Form, Part, Root, Shape, Unit};
use super::parts::Parts;
use super::peel::document;
use super::revision;
use crate::domain::event::{Action, Kind, LanguageOrigin, SpanKind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::time::Time;
use shape::{Commit, Facet, Frame, Record};

/// How Bluesky is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

/// Posts have a page each, named by the account and the key of the record.
fn act(draft: &mut Draft<'_>) {
    acting::place(draft);
    if draft.surface != Surface::PublicPost {
        return;
    }
    draft.url = page(&draft.native_id);
    draft.thread.native_id = draft.root_id().cloned();
    draft.thread.root_url = draft.root_id().and_then(|root| page(root));
    acting::answer_post(draft);
}

/// The page of a post by its address `at://<account>/app.bsky.feed.post/<key>`.
fn page<'a>(uri: &str) -> Option<Cow<'a, str>> {
    let (account, rest) = uri.strip_prefix("at://")?.split_once('/')?;
    let key = rest.strip_prefix("app.bsky.feed.post/")?;
    Some(Cow::Owned(format!(
        "https://bsky.app/profile/{account}/post/{key}"
    )))
}

const COVERS: &[(Kind, Action)] = &[
    (Kind::Post, Action::Create),
    (Kind::Post, Action::Edit),
    (Kind::Reply, Action::Create),
    (Kind::Quote, Action::Create),
    (Kind::Share, Action::Create),
    (Kind::Share, Action::Delete),
    (Kind::Reaction, Action::Create),
    (Kind::Reaction, Action::Delete),
    (Kind::Unknown, Action::Delete),
];

const POST: &str = "app.bsky.feed.post";
const REPOST: &str = "app.bsky.feed.repost";
const LIKE: &str = "app.bsky.feed.like";

/// Reads one frame.
fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let frame: Frame<'a> = document(body)?;
    let name = frame.kind.get().or(frame.form.get()).or(frame.sort.get());
    let commit = match (name, frame.commit.0, frame.payload.0) {
        (Some("commit") | None, Some(commit), _) => Commit {
            did: frame.did,
            time: frame.time_us,
            ..commit
        },
        (Some("message"), _, Some(payload)) => {
            match payload.form.get().and_then(|form| form.rsplit('#').next()) {
                Some("commit") => payload,
                Some("account") => return account::read_second(body, parts),
                Some("identity" | "sync" | "info") => return Ok(control(parts)),
                Some(_) | None => return Ok(Shape::Unknown),
            }
        }
        (Some("record"), _, _) => match frame.record.0 {
            Some(record) => record,
            None => return Ok(Shape::Unknown),
        },
        (Some("account"), _, _) => return account::read(body, parts),
        (Some("identity" | "info" | "error"), _, _) => return Ok(control(parts)),
        (_, _, _) => return Ok(Shape::Unknown),
    };
    parts.push(read_commit(commit));
    Ok(Shape::Known)
}

fn control(parts: &mut Parts<'_>) -> Shape {
    parts.push(Part::Ignored(Ignored::Control));
    Shape::Known
}

/// What was done to a record, with everything needed to say so.
struct Change<'a> {
    did: Cow<'a, str>,
    uri: Cow<'a, str>,
    time: Option<Time>,
    /// When the repository changed, by its own clock.
    changed_at: Option<Time>,
}

fn read_commit<'a>(commit: Commit<'a>) -> Part<'a> {
    let kind = match commit.collection.get() {
        Some(POST) => Kind::Post,
        Some(REPOST) => Kind::Share,
        Some(LIKE) => Kind::Reaction,
        Some(_) => return Part::Ignored(Ignored::Control),
        None => return missing(&["collection"]),
    };
    let action = match commit.operation.get() {
        Some("create") => Action::Create,
        Some("update") => Action::Edit,
        Some("delete") => Action::Delete,
        Some(_) => {
            let detail = "a bluesky commit whose `operation` is none of create, update, delete";
            return Part::Refused(Reject::new(RejectReason::UnknownKind, detail));
        }
        None => return missing(&["operation"]),
    };
    let absent = [
        ("did", commit.did.get().is_none()),
        ("rkey", commit.rkey.get().is_none()),
        ("record", action != Action::Delete && commit.record.0.is_none()),
    ];
    let absent: Vec<&str> = absent
        .into_iter()
        .filter(|(_, gone)| *gone)
        .map(|(name, _)| name)
        .collect();
    if !absent.is_empty() {
        return missing(&absent);
    }
    let backfill = commit.live.0 == Some(false);
    let did = commit.did.take().unwrap_or_default();
    let (collection, rkey) = (commit.collection.take(), commit.rkey.take());
    let (collection, rkey) = (collection.unwrap_or_default(), rkey.unwrap_or_default());
    let address = ["at://", &did, "/", &collection, "/", &rkey].concat();
    let change = Change {
        did,
        uri: Cow::Owned(address),
        time: commit.time.0,
        changed_at: commit.rev.get().and_then(moment_of_rev),
    };
    let record = commit.record.0.unwrap_or_default();
    let draft = match (action, kind) {
        (Action::Delete, Kind::Share | Kind::Reaction) => Ok(delete(change, kind)),
        (Action::Delete, _) => Ok(delete(change, Kind::Unknown)),
        (_, Kind::Share) => share(change, action, record),
        (_, Kind::Reaction) => like(change, action, record),
        (_, _) => Ok(post(change, action, record)),
    };
    let told = |draft| Part::News(Draft { backfill, ..draft });
    draft.map_or_else(Part::Refused, told)
}

fn missing<'a>(names: &[&str]) -> Part<'a> {
    let detail = format!("a bluesky commit without `{}`", names.join("`, `"));
    Part::Refused(Reject::new(RejectReason::BadField, detail))
}

/// What all drafts of a change have in common: news of the record itself, which knows no other post.
fn bare<'a>(change: Change<'a>, action: Action, kind: Kind) -> Draft<'a> {
    Draft {
        revision: if action == Action::Edit {
            revision::by_moment(change.changed_at.or(change.time))
        } else {
            0
        },
        author: Some(DraftAuthor::named(change.did)),
        visibility: Visibility::Public,
        observed_at: change.time,
        ..Draft::new(action, kind, change.uri)
    }
}

fn delete<'a>(change: Change<'a>, kind: Kind) -> Draft<'a> {
    let own = change.uri.clone();
    Draft {
        root: Root::Ask(own),
        visibility: Visibility::Unknown,
        ..bare(change, Action::Delete, kind)
    }
}

fn like<'a>(change: Change<'a>, action: Action, record: Record<'a>) -> Result<Draft<'a>, Reject> {
    let occurred_at = record.created_at.0.or(change.time);
    let subject = subject(record, "like")?;
    Ok(Draft {
        root: Root::Ask(subject.clone()),
        parent: Some(subject),
        occurred_at,
        ..bare(change, action, Kind::Reaction)
    })
}

/// The post that a repost or like is about.
fn subject<'a>(record: Record<'a>, what: &str) -> Result<Cow<'a, str>, Reject> {
    let subject = record.subject.0.and_then(|subject| subject.uri.take());
    subject.ok_or_else(|| {
        let detail = format!("a bluesky {what} without `subject.uri`");
        Reject::new(RejectReason::BadField, detail)
    })
}

fn share<'a>(change: Change<'a>, action: Action, record: Record<'a>) -> Result<Draft<'a>, Reject> {
    let occurred_at = record.created_at.0.or(change.time);
    let subject = subject(record, "repost")?;
    Ok(Draft {
        root: Root::Ask(subject.clone()),
        shared: Some(subject),
        occurred_at,
        ..bare(change, action, Kind::Share)
    })
}

fn post<'a>(change: Change<'a>, action: Action, record: Record<'a>) -> Draft<'a> {
    let (root, parent) = match record.reply.0 {
        Some(reply) => (
            reply.root.0.and_then(|link| link.uri.take()),
            reply.parent.0.and_then(|link| link.uri.take()),
        ),
        None => (None, None),
    };
    let shown = record.embed.0.map(embed::read).unwrap_or_default();
    let quoted = shown.quoted;
    let kind = match (root.is_some() || parent.is_some(), &quoted) {
        (true, _) => Kind::Reply,
        (false, Some(_)) => Kind::Quote,
        (false, None) => Kind::Post,
    };
    let place = match (root.clone(), &parent) {
        (Some(root), _) => Root::Id(root),
        (None, Some(parent)) => Root::Ask(parent.clone()),
        (None, None) => Root::Own,
    };
    // The record of an edit still names when the post was first written.
    let changed_at = change
        .changed_at
        .or(change.time)
        .filter(|_| action == Action::Edit);
    let occurred_at = changed_at.or(record.created_at.0).or(change.time);
    let facets = record.facets;
    let text = record.text.take().map(|raw| DraftText {
        unit: Unit::Bytes,
        spans: {
            let mut all = Vec::new();
            facets.first(|facet| spans(&raw, facet, &mut all));
            all
        },
        language: record.langs.0.into_iter().next(),
        language_origin: LanguageOrigin::Declared,
        ..DraftText::new(raw, Form::Plain)
    });
    Draft {
        root: place,
        parent: parent.or(root),
        quoted,
        text: embed::with_page(text, shown.page),
        media: shown.media,
        occurred_at,
        ..bare(change, action, kind)
    }
}

fn spans<'a>(raw: &str, facet: Facet<'a>, all: &mut Vec<DraftSpan<'a>>) {
    let position = |n: Option<i64>| usize::try_from(n?).ok();
    let index = facet.index.0.unwrap_or_default();
    let (Some(start), Some(end)) = (position(index.byte_start.0), position(index.byte_end.0)) else {
        return;
    };
    let shown = raw.get(start..end).unwrap_or_default();
    let span = |kind, value| DraftSpan {
        kind,
        start,
        end,
        value,
    };
    let features = facet.features.0.into_iter();
    let spans = features.filter_map(|feature| match feature.form.get()?.rsplit('#').next() {
        // The feature names the account by its DID; a reply must address the handle, which the text shows.
        Some("mention") => Some(span(
            SpanKind::Mention,
            Cow::Owned(shown.trim_start_matches('@').to_owned()),
        )),
        Some("tag") => Some(span(SpanKind::Hashtag, feature.tag.take()?)),
        Some("link") => Some(span(SpanKind::Link, feature.uri.take()?)),
        Some(_) | None => None,
    });
    all.extend(spans);
}

/// The moment in a revision: thirteen digits to base 32, of which the lowest ten bits number the clock and
/// the rest are microseconds since 1970.
fn moment_of_rev(rev: &str) -> Option<Time> {
    const DIGITS: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";
    if rev.len() != 13 {
        return None;
    }
    let mut value: u64 = 0;
    for digit in rev.bytes() {
        let digit = DIGITS.iter().position(|other| *other == digit)?;
        value = value.checked_mul(32)?.checked_add(digit as u64)?;
    }
    i64::try_from((value >> 10) / 1000).ok().map(Time)
}
