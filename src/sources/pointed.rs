//! Values of a JSON document that JSON Pointers name, found in its text: no tree is made of the document.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::loose::Str;
use crate::domain::mapping::Pointer;

/// The value there. Of a field that stands twice in an object, the last counts.
pub(super) fn at<'a>(document: &'a RawValue, pointer: &Pointer) -> Option<&'a RawValue> {
    let mut found = document;
    for token in pointer.as_str().split('/').skip(1) {
        let name = if token.contains('~') {
            Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
        } else {
            Cow::Borrowed(token)
        };
        let mut reader = serde_json::Deserializer::from_str(found.get());
        found = Step(&name).deserialize(&mut reader).ok()??;
    }
    Some(found)
}

/// Calls with each value of a list.
pub(super) fn each<'a>(list: &'a RawValue, told: impl FnMut(&'a RawValue)) {
    let mut reader = serde_json::Deserializer::from_str(list.get());
    // The document was read as a whole before: a list in it cannot break off.
    drop(reader.deserialize_seq(Each(told)));
}

/// The child of this name, or of this number.
struct Step<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Step<'_> {
    type Value = Option<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Step<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(Str(name)) = map.next_key::<Str<'de>>()? {
            if name.as_deref().unwrap_or_default() == self.0 {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        // As JSON Pointers write numbers: without sign and leading zeros.
        let plain = self.0 == "0" || !self.0.starts_with(['0', '+']);
        let wanted = self.0.parse::<usize>().ok().filter(|_| plain);
        let (mut found, mut number) = (None, 0);
        while let Some(value) = list.next_element::<&'de RawValue>()? {
            if Some(number) == wanted {
                found = Some(value);
            }
            number += 1;
        }
        Ok(found)
    }
}

/// Hands on each value.
struct Each<F>(F);

impl<'de, F: FnMut(&'de RawValue)> Visitor<'de> for Each<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element()? {
            (self.0)(value);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(document: &str, pointer: &str) -> Option<String> {
        let document: &RawValue = serde_json::from_str(document).unwrap();
        let pointer = Pointer::parse(pointer).unwrap();
        let value: serde_json::Value = serde_json::from_str(at(document, &pointer)?.get()).unwrap();
        Some(value.to_string())
    }

    #[test]
    fn a_pointer_leads_as_it_does_through_a_tree() {
        let document = r#"{"a":{"b/c":[1,{"~":"x"}],"":2},"a~1b":3,"n":null,"d":1,"d":2,"01":[7]}"#;
        let tree: serde_json::Value = serde_json::from_str(document).unwrap();
        let pointers = [
            "/a",
            "/a/b~1c",
            "/a/b~1c/0",
            "/a/b~1c/1/~0",
            "/a/b~1c/2",
            "/a/b~1c/00",
            "/a/b~1c/+1",
            "/a/",
            "/a~01b",
            "/n",
            "/n/x",
            "/d",
            "/d/0",
            "/01/0",
            "/nothing",
        ];
        for pointer in pointers {
            let wanted = tree.pointer(pointer).map(ToString::to_string);
            assert_eq!(found(document, pointer), wanted, "{pointer}");
        }
    }
}
