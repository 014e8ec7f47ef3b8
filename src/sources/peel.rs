//! Takes off what connectors wrap around a payload: a batch as a list or under `events` or `data`, a
//! CloudEvent in structured mode, Kafka Connect's `{"schema", "payload"}`, JSON inside a JSON string.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::loose::{Int, One};
use crate::domain::fate::{Reject, RejectReason};

/// What was inside.
pub(super) enum Peeled<'a> {
    /// The payloads inside; none if the batch was empty.
    Inside(Vec<Cow<'a, str>>),
    /// The marker that closes historical data.
    UntilMark,
    /// It is wrapped in nothing that is known.
    Bare,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wrapper<'a> {
    outcry: One<Marker>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
    #[serde(borrow)]
    events: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Marker {
    until: Int,
}

/// Takes off one layer.
pub(super) fn peel(body: &[u8]) -> Result<Peeled<'_>, Reject> {
    match body.first() {
        Some(b'[') => list(body),
        Some(b'"') => {
            let inner: String = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
            Ok(Peeled::Inside(vec![Cow::Owned(inner)]))
        }
        Some(_) | None => object(body),
    }
}

fn list(body: &[u8]) -> Result<Peeled<'_>, Reject> {
    let inside: Vec<&RawValue> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    Ok(Peeled::Inside(
        inside.into_iter().map(|part| Cow::Borrowed(part.get())).collect(),
    ))
}

fn object(body: &[u8]) -> Result<Peeled<'_>, Reject> {
    let wrapper: Wrapper<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if wrapper.outcry.0.is_some_and(|marker| marker.until.0.is_some()) {
        return Ok(Peeled::UntilMark);
    }
    Ok(match wrapper.payload.or(wrapper.data).or(wrapper.events) {
        Some(inside) => Peeled::Inside(vec![Cow::Borrowed(inside.get())]),
        None => Peeled::Bare,
    })
}

/// The refusal of bytes that are no JSON. The parser's own words may quote the payload: only its verdict
/// and the position are passed on.
pub(super) fn not_json(error: &serde_json::Error) -> Reject {
    let what = match error.classify() {
        serde_json::error::Category::Eof => "the json ends too early",
        serde_json::error::Category::Syntax => "not json",
        serde_json::error::Category::Data => "json of another form than documented",
        serde_json::error::Category::Io => "not readable",
    };
    Reject::new(
        RejectReason::Undecodable,
        format!("{what}, line {} column {}", error.line(), error.column()),
    )
}
