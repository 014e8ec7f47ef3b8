//! An object read by the names of its fields, for feeds that have as many spellings as senders: names are
//! compared without case, `_` and `-`, so that `ContactId`, `contactId` and `contact_id` are one.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::halves;
use super::listed::Listed;
use super::loose::{Flag, One, Scalar, Str};
use super::moment::Moment;
use crate::domain::time::Time;

/// Fields of an object beyond this many are not seen.
const MOST: usize = 256;

/// The fields of an object, their values unread.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut all = Vec::new();
        while let Some((Str(name), value)) = map.next_entry::<Str<'de>, &'de RawValue>()? {
            all.extend(name.filter(|_| all.len() < MOST).map(|name| (name, value)));
        }
        Ok(Fields(all))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(FieldsVisitor)
    }
}

fn same(name: &str, wanted: &str) -> bool {
    let plain = name.bytes().filter(|byte| !matches!(byte, b'_' | b'-'));
    plain.map(|byte| byte.to_ascii_lowercase()).eq(wanted.bytes())
}

fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Option<T> {
    serde_json::from_str(raw.get()).ok()
}

impl<'a> Fields<'a> {
    /// The fields of this value, if it is an object.
    pub(super) fn of(raw: &'a RawValue) -> Option<Self> {
        raw.get().starts_with('{').then(|| read(raw)).flatten()
    }

    /// The fields of an object that was sent as JSON inside a JSON string, or plainly.
    pub(super) fn inside<'b>(text: &'b str) -> Option<Fields<'b>> {
        text.trim_start()
            .starts_with('{')
            .then(|| serde_json::from_str(text).ok())
            .flatten()
    }

    /// The names of all fields, as names are compared.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        let plain = |name: &Cow<'a, str>| name.to_ascii_lowercase().replace(['_', '-'], "");
        self.0.iter().map(move |(name, _)| plain(name))
    }

    /// Every field, in the order of the payload.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), *value))
    }

    /// The value of this field, unless it is null. Names are given in lower case without `_` and `-`.
    pub(super) fn raw(&self, name: &str) -> Option<&'a RawValue> {
        let mut all = self.0.iter();
        let found = all.find(|(other, value)| same(other, name) && value.get() != "null");
        found.map(|(_, value)| *value)
    }

    /// Whether one of these fields is there.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.raw(name).is_some())
    }

    fn first<T>(&self, names: &[&str], read: impl Fn(&'a RawValue) -> Option<T>) -> Option<T> {
        names.iter().find_map(|name| read(self.raw(name)?))
    }

    /// The first of these fields that is a text or a whole number.
    pub(super) fn text(&self, names: &[&str]) -> Option<Cow<'a, str>> {
        self.first(names, |raw| halves::text(raw)?.take())
    }

    /// The first of these fields that names a moment.
    pub(super) fn time(&self, names: &[&str]) -> Option<Time> {
        self.first(names, |raw| read::<Moment>(raw)?.0)
    }

    /// The first of these fields that is a number, also as text.
    pub(super) fn number(&self, names: &[&str]) -> Option<f64> {
        self.first(names, number)
    }

    /// The first of these fields that says yes or no.
    pub(super) fn flag(&self, names: &[&str]) -> Option<bool> {
        self.first(names, |raw| read::<Flag>(raw)?.0)
    }

    /// The first of these fields that is an object.
    pub(super) fn object(&self, names: &[&str]) -> Option<Self> {
        self.first(names, Self::of)
    }

    /// This field read as a value of another type, if it is an object.
    pub(super) fn one<T: Deserialize<'a>>(&self, name: &str) -> Option<T> {
        read::<One<T>>(self.raw(name)?)?.0
    }

    /// The same for a list that may be long.
    pub(super) fn listed(&self, names: &[&str]) -> Option<Listed<'a, Self>> {
        let parts = |raw: &'a RawValue| raw.get().starts_with(['[', '{']).then(|| read(raw)).flatten();
        self.first(names, parts)
    }

    /// The objects of the first of these fields that is a list, or the one object that it is.
    pub(super) fn objects(&self, names: &[&str]) -> Option<Vec<Self>> {
        self.first(names, |raw| match raw.get().as_bytes().first() {
            Some(b'[') => {
                let items: Vec<&'a RawValue> = read(raw)?;
                Some(items.into_iter().filter_map(Self::of).collect())
            }
            Some(b'{') => Some(vec![Self::of(raw)?]),
            Some(_) | None => None,
        })
    }
}

/// The number that this value is, also as text.
pub(super) fn number(raw: &RawValue) -> Option<f64> {
    let scalar: Scalar<'_> = serde_json::from_str(raw.get()).ok()?;
    match scalar {
        #[expect(
            clippy::cast_precision_loss,
            reason = "figures of surveys and milliseconds of calls are small"
        )]
        Scalar::Whole(n) => Some(n as f64),
        Scalar::Decimal(n) => Some(n),
        Scalar::Text(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
        Scalar::Nothing | Scalar::Flag(_) | Scalar::Large(_) | Scalar::Parts { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_in_every_spelling() {
        for name in ["ContactId", "contactId", "contact_id", "contact-ID"] {
            let body = format!(r#"{{"a":null,"{name}":7}}"#);
            let fields: Fields<'_> = serde_json::from_str(&body).unwrap();
            assert_eq!(fields.text(&["a", "contactid"]).as_deref(), Some("7"), "{name}");
            assert!(!fields.has(&["contact", "contactids", "a"]), "{name}");
        }
    }

    #[test]
    fn numbers_are_read_from_text_and_nothing_else_is_one() {
        let body = r#"{"a":"9","b":9,"c":9.5,"d":"nine","e":[],"f":true,"g":"NaN"}"#;
        let fields: Fields<'_> = serde_json::from_str(body).unwrap();
        let number = |name: &str| fields.number(&[name]);
        assert_eq!(
            (number("a"), number("b"), number("c")),
            (Some(9.0), Some(9.0), Some(9.5))
        );
        assert!(["d", "e", "f", "g"].iter().all(|name| number(name).is_none()));
    }
}
