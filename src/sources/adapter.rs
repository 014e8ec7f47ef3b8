//! What an adapter is: one value a network, made in the network's own file.

use std::borrow::Cow;

use serde::Serialize;

use super::draft::{Draft, Shape};
use super::generic::Mapping;
use super::parts::Parts;
use crate::domain::event::{Action, Kind};
use crate::domain::fate::Reject;

/// Form of a payload's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyForm {
    /// A JSON object, or several in one of the usual wrappers.
    Json,
    /// An XML document.
    Xml,
    /// A message of RFC 5322.
    Mail,
    /// Frames of an event stream: lines `event:` and `data:`.
    EventStream,
}

impl BodyForm {
    /// The name used in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Mail => "mail",
            Self::EventStream => "event_stream",
        }
    }
}

/// What an adapter knows besides the body: what the connector sent around it.
#[derive(Debug, Clone, Default)]
pub(super) struct Context<'a> {
    /// Name of the event, where the wrapper says it.
    pub(super) event: Option<Cow<'a, str>>,
    /// Headers of the record or of the wrapper, names in lower case; the innermost come first.
    pub(super) headers: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// The mapping of the settings, for payloads of no network.
    pub(super) mapping: Option<&'a Mapping>,
}

impl<'a> Context<'a> {
    /// Adds what is known of the wrapper around the wrapper.
    pub(super) fn around(&mut self, outer: &Context<'a>) {
        self.event = self.event.take().or_else(|| outer.event.clone());
        self.headers.extend(outer.headers.iter().cloned());
        self.mapping = outer.mapping;
    }

    /// The header of this name, given in lower case; an empty one is as good as none.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter();
        let found = all.find(|(known, value)| known == name && !value.is_empty());
        found.map(|(_, value)| value.as_ref())
    }

    /// The event's name: from this header, else from the wrapper.
    pub(super) fn event(&self, header: &str) -> Option<&str> {
        self.header(header)
            .or(self.event.as_deref())
            .filter(|name| !name.is_empty())
    }
}

/// Reads one body and pushes what it tells. `Unknown`: perhaps something is wrapped around it; nothing must
/// have been pushed then.
pub(super) type Read = for<'a> fn(&'a [u8], &Context<'a>, &mut Parts<'_>) -> Result<Shape, Reject>;

/// Writes into a draft what the network's own rules make of its ids: where it stands, its link, and how it is answered.
pub(super) type Act = for<'a> fn(&mut Draft<'a>);

/// How one network is read.
pub(super) struct Adapter {
    /// Raised when the same payload comes to other events than before; from 1.
    pub(super) version: i32,
    /// Forms of body that `read` is given.
    pub(super) forms: &'static [BodyForm],
    /// The kinds and actions that come out; each has a fixture.
    pub(super) covers: &'static [(Kind, Action)],
    /// The reading itself.
    pub(super) read: Read,
    /// What a desk needs to act on what was read.
    pub(super) act: Act,
}

impl Adapter {
    /// Whether `read` is to see this body: an object of JSON, or bytes that can be no JSON document at all.
    pub(super) fn takes(&self, body: &[u8]) -> bool {
        match body.first() {
            Some(b'{') => self.forms.contains(&BodyForm::Json),
            Some(b'[' | b'"') | None => false,
            Some(_) => self.forms.iter().any(|form| *form != BodyForm::Json),
        }
    }
}

/// What a network's adapter can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Version of the adapter.
    pub version: i32,
    /// Forms of body that it reads.
    pub forms: &'static [BodyForm],
    /// The kinds and actions that come out.
    pub covers: &'static [(Kind, Action)],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_wrapper_speaks_first() {
        let named = |event: Option<&'static str>, headers: &[(&'static str, &'static str)]| Context {
            event: event.map(Cow::Borrowed),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
            mapping: None,
        };
        let outer = named(Some("outer"), &[("x-event", "old"), ("x-type", "post")]);
        let mut inner = named(None, &[("x-event", "new"), ("x-none", "")]);
        inner.around(&outer);
        assert_eq!(
            (inner.event("x-event"), inner.event("x-none")),
            (Some("new"), Some("outer"))
        );
        assert_eq!(inner.header("x-type"), Some("post"));
    }

    #[test]
    fn bodies_that_are_no_json_go_to_adapters_that_take_them() {
        let adapter = |forms| Adapter {
            version: 1,
            forms,
            covers: &[],
            read: |_, _, _| Ok(Shape::Unknown),
            act: |_| {},
        };
        let (json, both) = (
            adapter(&[BodyForm::Json]),
            adapter(&[BodyForm::Json, BodyForm::Mail]),
        );
        let mail = adapter(&[BodyForm::Mail]);
        for (body, taken) in [
            (&b"{}"[..], [true, true, false]),
            (b"[{}]", [false, false, false]),
            (b"\"{}\"", [false, false, false]),
            (b"From: a", [false, true, true]),
            (b"", [false, false, false]),
        ] {
            assert_eq!([json.takes(body), both.takes(body), mail.takes(body)], taken);
        }
    }
}
