//! The envelope of Meta's webhooks, in which Facebook, Instagram and WhatsApp deliver: entries, each of one
//! account, with changes of fields and events of its inbox.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::draft::{Part, Shape};
use super::loose::{Many, One, Str};
use super::messenger::Event;
use super::moment::Moment;
use super::peel::not_json;
use crate::domain::fate::{Ignored, Reject};

#[derive(Deserialize, Default)]
#[serde(default)]
struct Frame<'a> {
    #[serde(borrow)]
    object: Str<'a>,
    #[serde(borrow)]
    entry: Many<Entry<'a>>,
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
    pub(super) messaging: Many<Event<'a>>,
    /// The same, while another application has the conversation.
    #[serde(borrow)]
    pub(super) standby: Many<Event<'a>>,
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

/// The entries of a delivery; `None` if it is none.
pub(super) fn open(body: &[u8]) -> Result<Option<Vec<Entry<'_>>>, Reject> {
    let frame: Frame<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let mut entries = frame.entry.0;
    if entries.is_empty() && frame.field.get().is_some() && frame.value.is_some() {
        entries.push(Entry {
            field: frame.field,
            value: frame.value,
            ..Entry::default()
        });
    } else if entries.is_empty() && frame.object.get().is_none() {
        return Ok(None);
    }
    for entry in &mut entries {
        if entry.field.get().is_some() {
            entry.changes.0.push(Change {
                field: std::mem::take(&mut entry.field),
                value: entry.value.take(),
            });
        }
    }
    Ok(Some(entries))
}

/// A delivery of which nothing is left to say is no less known.
pub(super) fn close(parts: &mut Vec<Part<'_>>) -> Shape {
    if parts.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Shape::Known
}
