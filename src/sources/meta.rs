//! The envelope of Meta's webhooks, in which Facebook, Instagram and WhatsApp deliver: entries, each of one
//! account, with changes of fields and events of its inbox.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::draft::{Part, Shape};
use super::fields::Fields;
use super::listed::Listed;
use super::loose::{Many, One, Str};
use super::messenger::Event;
use super::moment::Moment;
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::fate::{Ignored, Reject, RejectReason};

#[derive(Deserialize, Default)]
#[serde(default)]
struct Frame<'a> {
    #[serde(borrow)]
    object: Str<'a>,
    #[serde(borrow)]
    entry: Listed<'a, Entry<'a>>,
    #[serde(borrow)]
    field: Str<'a>,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
}

/// What happened to one account. With one way of login, field and value stand here and not in a change.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Entry<'a> {
    /// The account.
    #[serde(borrow)]
    pub(super) id: Str<'a>,
    /// When the webhook was sent, in seconds or milliseconds.
    pub(super) time: Moment,
    #[serde(borrow)]
    pub(super) changes: Many<Change<'a>>,
    /// Events of the inbox.
    #[serde(borrow)]
    pub(super) messaging: Listed<'a, Event<'a>>,
    /// The same, while another application has the conversation.
    #[serde(borrow)]
    pub(super) standby: Listed<'a, Event<'a>>,
    #[serde(borrow)]
    field: Str<'a>,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
}

/// A change of a field. The value may be missing.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Change<'a> {
    #[serde(borrow)]
    pub(super) field: Str<'a>,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
}

impl<'a> Change<'a> {
    /// The value, if it is an object.
    pub(super) fn value<T: Deserialize<'a>>(&self) -> Result<Option<T>, Reject> {
        let Some(raw) = self.value else {
            return Ok(None);
        };
        let value: One<T> = serde_json::from_str(raw.get()).map_err(|e| not_json(&e))?;
        Ok(value.0)
    }
}

/// What a change of a field that is not read comes to: without words it says nothing of a post.
pub(super) fn unread<'a>(change: &Change<'a>) -> Part<'a> {
    let fields = change.value.and_then(Fields::of).unwrap_or_default();
    match fields.text(&["message", "text", "reviewtext", "caption", "body"]) {
        Some(_) => unknown(),
        None => Part::Ignored(Ignored::Control),
    }
}

/// The refusal of a change with words that is of no kind that is known.
pub(super) fn unknown<'a>() -> Part<'a> {
    let detail = "a change with words, of no kind that is known";
    Part::Refused(Reject::new(RejectReason::UnknownKind, detail))
}

/// Hands on the entries of a delivery; `false` if it is none.
pub(super) fn open<'a>(
    body: &'a [u8],
    mut told: impl FnMut(Entry<'a>) -> Result<(), Reject>,
) -> Result<bool, Reject> {
    let frame: Frame<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let mut told = |mut entry: Entry<'a>| {
        if entry.field.get().is_some() {
            entry.changes.0.push(Change {
                field: std::mem::take(&mut entry.field),
                value: entry.value.take(),
            });
        }
        told(entry)
    };
    if frame.entry.is_empty() && frame.field.get().is_some() && frame.value.is_some() {
        told(Entry {
            field: frame.field,
            value: frame.value,
            ..Entry::default()
        })?;
    } else if frame.entry.is_empty() && frame.object.get().is_none() {
        return Ok(false);
    } else {
        frame.entry.each(told)?;
    }
    Ok(true)
}

/// A delivery of which nothing is left to say is no less known.
pub(super) fn close(parts: &mut Parts<'_>) -> Shape {
    if parts.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Shape::Known
}
