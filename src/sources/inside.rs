//! Texts inside JSON of a shape that is not known: answers of a form, cards of a chat.

use serde_json::value::RawValue;

use super::fields::Fields;
use super::halves;

/// Depth to which objects and lists are followed.
const DEPTH: usize = 8;

/// What the name of a field says of what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// A text there is shown to a person.
    Shown,
    /// A text there is not, but others may be that lie deeper.
    Around,
    /// Nothing there is.
    Hidden,
}

/// The texts that a person sees, with the names of their fields, in order; `None` if this is no JSON.
pub(super) fn texts(json: &str, seen: fn(&str) -> Seen) -> Option<Vec<(String, String)>> {
    let raw: &RawValue = serde_json::from_str(json).ok()?;
    Some(within(raw, DEPTH, seen))
}

/// The same of a value that was read as JSON already, to this depth.
pub(super) fn within(raw: &RawValue, depth: usize, seen: fn(&str) -> Seen) -> Vec<(String, String)> {
    let mut gathering = Gathering {
        seen,
        found: Vec::new(),
    };
    gathering.value("", Seen::Shown, raw, depth);
    gathering.found
}

struct Gathering {
    seen: fn(&str) -> Seen,
    found: Vec<(String, String)>,
}

impl Gathering {
    fn value(&mut self, name: &str, seen: Seen, raw: &RawValue, depth: usize) {
        let Some(depth) = depth.checked_sub(1).filter(|_| seen != Seen::Hidden) else {
            return;
        };
        match raw.get().as_bytes().first() {
            Some(b'{') => {
                for (name, value) in Fields::of(raw).unwrap_or_default().all() {
                    self.value(name, (self.seen)(name), value, depth);
                }
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
                for item in items {
                    self.value(name, seen, item, depth);
                }
            }
            Some(b'"') if seen == Seen::Shown => {
                let text = halves::text(raw).and_then(|text| Some(text.get()?.trim().to_owned()));
                let text = text.filter(|text| !text.is_empty());
                self.found.extend(text.map(|text| (name.to_owned(), text)));
            }
            Some(_) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(name: &str) -> Seen {
        match name {
            "token" => Seen::Hidden,
            "box" => Seen::Around,
            _ => Seen::Shown,
        }
    }

    #[test]
    fn texts_are_found_in_order_as_far_as_they_are_shown() {
        let json = r#"{"z":"first","token":{"a":"no"},"box":["no",{"b":["two"," three "]}],"n":5,"e":""}"#;
        let found = texts(json, seen).unwrap();
        let found: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(found, ["first", "two", "three"]);
        assert_eq!(texts("\"alone\"", seen).unwrap().len(), 1);
        assert!(texts("no json", seen).is_none());
        let deep = format!("{}\"deep\"{}", "[".repeat(50), "]".repeat(50));
        assert!(texts(&deep, seen).unwrap().is_empty());
    }
}
