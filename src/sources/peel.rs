//! Takes off what connectors wrap around a payload: a batch as a list or under `events` or `data`, a
//! CloudEvent in structured mode, Kafka Connect's `{"schema", "payload"}`, JSON inside a JSON string, and
//! `{"headers", "body"}` or `{"event", "payload"}` where the event's name travels outside the body.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::adapter::Context;
use super::loose::{Int, One, Str};
use crate::domain::fate::{Reject, RejectReason};

/// Payloads of a list that are looked at; a list with more is refused before it is read.
const BATCH: usize = 1024;

/// What was inside.
pub(super) enum Peeled<'a> {
    /// The payloads inside, none if the batch was empty, and what the wrapper says of them.
    Inside(Vec<Cow<'a, str>>, Context<'a>),
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
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(borrow)]
    headers: One<BTreeMap<Cow<'a, str>, Str<'a>>>,
    #[serde(borrow)]
    event: Str<'a>,
    #[serde(borrow, rename = "type")]
    kind: Str<'a>,
    #[serde(borrow)]
    specversion: Str<'a>,
}

impl<'a> Wrapper<'a> {
    /// What it says of the payload inside.
    fn context(self) -> Context<'a> {
        let headers = self.headers.0.unwrap_or_default().into_iter();
        Context {
            event: self
                .event
                .take()
                .or_else(|| self.specversion.get().and(self.kind.0)),
            headers: headers
                .filter_map(|(name, value)| Some((lower(name), value.take()?)))
                .collect(),
            mapping: None,
        }
    }
}

/// A header's name as it is compared.
pub(super) fn lower(name: Cow<'_, str>) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        name
    }
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
            Ok(Peeled::Inside(vec![Cow::Owned(inner)], Context::default()))
        }
        Some(_) | None => object(body),
    }
}

fn list(body: &[u8]) -> Result<Peeled<'_>, Reject> {
    let batch: Batch<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if batch.beyond > 0 {
        let found = batch.inside.len() + batch.beyond;
        let detail = format!("a batch of {found} payloads, more than {BATCH}");
        return Err(Reject::new(RejectReason::Oversize, detail));
    }
    Ok(Peeled::Inside(batch.inside, Context::default()))
}

/// Payloads of a list that are kept, and how many there are beyond.
struct Batch<'a> {
    inside: Vec<Cow<'a, str>>,
    beyond: usize,
}

struct BatchVisitor;

impl<'de> Visitor<'de> for BatchVisitor {
    type Value = Batch<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Batch<'de>, A::Error> {
        let (mut inside, mut beyond) = (Vec::new(), 0);
        while inside.len() < BATCH
            && let Some(part) = list.next_element::<&'de RawValue>()?
        {
            inside.push(Cow::Borrowed(part.get()));
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            beyond += 1;
        }
        Ok(Batch { inside, beyond })
    }
}

impl<'de> Deserialize<'de> for Batch<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(BatchVisitor)
    }
}

fn object(body: &[u8]) -> Result<Peeled<'_>, Reject> {
    let wrapper: Wrapper<'_> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    if wrapper
        .outcry
        .0
        .as_ref()
        .is_some_and(|marker| marker.until.0.is_some())
    {
        return Ok(Peeled::UntilMark);
    }
    // Only beside headers or an event's name: a post may have a body too.
    let named = wrapper.headers.0.is_some() || wrapper.event.get().is_some();
    let body = wrapper.body.filter(|_| named);
    Ok(
        match wrapper.payload.or(wrapper.data).or(wrapper.events).or(body) {
            Some(inside) => Peeled::Inside(vec![Cow::Borrowed(inside.get())], wrapper.context()),
            None => Peeled::Bare,
        },
    )
}

/// What a document says. Bytes that are UTF-8 are looked at once for all texts in them; of others, the texts that
/// are read must be. For networks that send much: it is compiled twice.
pub(super) fn document<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Reject> {
    match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(body),
    }
    .map_err(|e| not_json(&e))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What is inside, the event's name, and the headers.
    type Seen = (Vec<String>, Option<String>, Vec<(String, String)>);

    fn peeled(body: &str) -> Option<Seen> {
        match peel(body.as_bytes()) {
            Ok(Peeled::Inside(inside, said)) => Some((
                inside.into_iter().map(Cow::into_owned).collect(),
                said.event.map(Cow::into_owned),
                said.headers
                    .into_iter()
                    .map(|(name, value)| (name.into_owned(), value.into_owned()))
                    .collect(),
            )),
            Ok(Peeled::UntilMark | Peeled::Bare) | Err(_) => None,
        }
    }

    #[test]
    fn headers_and_names_of_events_are_taken_from_the_wrapper() {
        let headers = r#"{"headers":{"X-Forum-Event":"post_created","Number":7,"Gone":null},"body":{"a":1}}"#;
        let (inside, event, said) = peeled(headers).unwrap();
        assert_eq!((inside, event), (vec![r#"{"a":1}"#.to_owned()], None));
        let wanted = [("number", "7"), ("x-forum-event", "post_created")];
        assert_eq!(
            said,
            wanted.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        let (inside, event, _) = peeled(r#"{"event":"message_created","payload":{"a":1}}"#).unwrap();
        assert_eq!((inside.len(), event.as_deref()), (1, Some("message_created")));
        let cloud = r#"{"specversion":"1.0","type":"care.post","data":{"a":1}}"#;
        assert_eq!(peeled(cloud).unwrap().1.as_deref(), Some("care.post"));
    }

    #[test]
    fn only_texts_that_are_read_must_be_utf_8() {
        let until = |body: &[u8]| document::<Marker>(body).ok().map(|marker| marker.until.0);
        assert_eq!(until(b"{\"until\":\"7\",\"other\":\"\xFF\"}"), Some(Some(7)));
        assert_eq!(until(b"{\"until\":\"\xFF\",\"other\":\"7\"}"), None);
    }

    #[test]
    fn a_post_with_a_body_is_no_wrapper() {
        assert_eq!(peeled(r#"{"body":"words","author":"a"}"#), None);
    }
}
