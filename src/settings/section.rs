//! Reads one table of the merged settings, key by key; what nobody asked for is an unknown key.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::time::Duration;

use config::{Value, ValueKind};

use super::natural;
use super::problem::{Problem, nearest};

/// What all sections share while settings are read.
pub(super) struct Context<'e> {
    /// Mistakes so far.
    pub(super) problems: RefCell<Vec<Problem>>,
    /// The environment, for secrets that are named by reference.
    pub(super) env: &'e BTreeMap<String, String>,
    /// Whether a secret that is not there is a mistake.
    pub(super) secrets_needed: bool,
    /// Variables that secrets were looked for in.
    pub(super) referred: RefCell<BTreeSet<String>>,
}

impl Context<'_> {
    /// Notes a mistake.
    pub(super) fn problem(&self, place: &str, key: &str, message: impl Into<String>, hint: Option<String>) {
        self.problems.borrow_mut().push(Problem {
            place: place.to_owned(),
            key: key.to_owned(),
            message: message.into(),
            hint,
        });
    }
}

/// A value with its path, taken out of its table.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Dotted path.
    pub(super) path: String,
    /// Where it was written.
    pub(super) place: String,
    /// The value.
    pub(super) kind: ValueKind,
}

impl Found {
    fn new(path: String, value: Value) -> Self {
        Self {
            place: place_of(&value).unwrap_or_default(),
            path,
            kind: value.kind,
        }
    }

    /// The scalar as text; `None` for nothing, lists and tables.
    pub(super) fn text(&self) -> Option<String> {
        Value::new(None, self.kind.clone()).into_string().ok()
    }

    /// The items, if it is a list; a text is split at commas.
    pub(super) fn items(&self) -> Option<Vec<Self>> {
        let texts = match &self.kind {
            ValueKind::Array(items) => {
                return Some(
                    items
                        .iter()
                        .enumerate()
                        .map(|(at, item)| Self::new(format!("{}[{at}]", self.path), item.clone()))
                        .collect(),
                );
            }
            ValueKind::String(text) => text.split(',').map(str::trim).filter(|part| !part.is_empty()),
            ValueKind::Nil => return Some(Vec::new()),
            ValueKind::Boolean(_)
            | ValueKind::I64(_)
            | ValueKind::I128(_)
            | ValueKind::U64(_)
            | ValueKind::U128(_)
            | ValueKind::Float(_)
            | ValueKind::Table(_) => return None,
        };
        let place = self.place.clone();
        let found = |(at, part): (usize, &str)| Self {
            path: format!("{}[{at}]", self.path),
            place: place.clone(),
            kind: ValueKind::String(part.to_owned()),
        };
        Some(texts.enumerate().map(found).collect())
    }
}

/// Where a value was written; for a table, where its first entry was.
fn place_of(value: &Value) -> Option<String> {
    match &value.kind {
        ValueKind::Table(entries) => {
            let places = entries.values().filter_map(place_of);
            places.min_by(|a, b| natural(a).cmp(&natural(b)))
        }
        ValueKind::Nil
        | ValueKind::Boolean(_)
        | ValueKind::I64(_)
        | ValueKind::I128(_)
        | ValueKind::U64(_)
        | ValueKind::U128(_)
        | ValueKind::Float(_)
        | ValueKind::String(_)
        | ValueKind::Array(_) => None,
    }
    .or_else(|| value.origin().map(ToOwned::to_owned))
}

/// One table being read.
pub(super) struct Section<'c> {
    /// What is shared.
    pub(super) context: &'c Context<'c>,
    path: String,
    place: String,
    entries: BTreeMap<String, Value>,
    asked: BTreeSet<&'static str>,
    /// It was no table: that is said once, not again for each key it lacks.
    broken: bool,
}

impl<'c> Section<'c> {
    /// The table at `found`; something else is a mistake and reads as an empty one.
    pub(super) fn of(context: &'c Context<'c>, found: Found) -> Self {
        let broken = !matches!(found.kind, ValueKind::Table(_) | ValueKind::Nil);
        let entries = match found.kind {
            ValueKind::Table(entries) => entries.into_iter().collect(),
            ValueKind::Nil => BTreeMap::new(),
            other @ (ValueKind::Boolean(_)
            | ValueKind::I64(_)
            | ValueKind::I128(_)
            | ValueKind::U64(_)
            | ValueKind::U128(_)
            | ValueKind::Float(_)
            | ValueKind::String(_)
            | ValueKind::Array(_)) => {
                let message = format!("a table is wanted, found {}", shape(&other));
                context.problem(&found.place, &found.path, message, None);
                BTreeMap::new()
            }
        };
        Self {
            context,
            path: found.path,
            place: found.place,
            entries,
            asked: BTreeSet::new(),
            broken,
        }
    }

    /// The whole of the settings.
    pub(super) fn root(context: &'c Context<'c>, value: Value) -> Self {
        Self::of(context, Found::new(String::new(), value))
    }

    /// Dotted path of a key of this table.
    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// Takes the value of a key; nothing and absent are the same.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Found> {
        self.asked.insert(key);
        let value = self.entries.remove(key)?;
        let found = Found::new(self.path(key), value);
        (!matches!(found.kind, ValueKind::Nil)).then_some(found)
    }

    /// Takes the value of a key that must be there.
    pub(super) fn must(&mut self, key: &'static str) -> Option<Found> {
        let found = self.take(key);
        if found.is_none() && !self.broken {
            self.context
                .problem(&self.place, &self.path(key), "no value", Some("set it".into()));
        }
        found
    }

    /// The table of a key.
    pub(super) fn section(&mut self, key: &'static str) -> Section<'c> {
        let found = self.take(key).unwrap_or_else(|| Found {
            path: self.path(key),
            place: String::new(),
            kind: ValueKind::Nil,
        });
        Section::of(self.context, found)
    }

    /// Every entry that is left, for tables whose keys are free.
    pub(super) fn rest(&mut self) -> Vec<(String, Found)> {
        let entries = std::mem::take(&mut self.entries);
        entries
            .into_iter()
            .map(|(key, value)| {
                let found = Found::new(self.path(&key), value);
                (key, found)
            })
            .collect()
    }

    /// A value made of the text of a key that must be there.
    pub(super) fn parsed<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.must(key)?;
        let text = found.text();
        let value = text.as_deref().and_then(read);
        if value.is_none() {
            let got = text.map_or_else(|| shape(&found.kind).to_owned(), |text| format!("`{text}`"));
            let message = format!("{wanted} is wanted, found {got}");
            self.context.problem(&found.place, &found.path, message, None);
        }
        value
    }

    /// Text that is not empty.
    pub(super) fn text(&mut self, key: &'static str) -> String {
        let read = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        self.parsed(key, "a text", read).unwrap_or_default()
    }

    /// Text, or nothing.
    pub(super) fn maybe_text(&mut self, key: &'static str) -> Option<String> {
        let found = self.take(key)?;
        let text = found.text();
        if text.is_none() {
            let message = format!("a text is wanted, found {}", shape(&found.kind));
            self.context.problem(&found.place, &found.path, message, None);
        }
        text.map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    }

    /// A whole number within bounds.
    pub(super) fn whole(&mut self, key: &'static str, bounds: RangeInclusive<i64>) -> i64 {
        let wanted = format!("a whole number from {} to {}", bounds.start(), bounds.end());
        let read = |text: &str| text.replace('_', "").parse().ok().filter(|n| bounds.contains(n));
        self.parsed(key, &wanted, read).unwrap_or(*bounds.start())
    }

    /// A length of time such as `500ms`, `30s`, `15m`, `4h`, `7d`.
    pub(super) fn span(&mut self, key: &'static str) -> Duration {
        self.parsed(key, "a length of time such as 500ms, 30s, 15m, 4h or 7d", span)
            .unwrap_or_default()
    }

    /// A length of time, or nothing.
    pub(super) fn maybe_span(&mut self, key: &'static str) -> Option<Duration> {
        let given = self
            .entries
            .get(key)
            .is_some_and(|value| !matches!(value.kind, ValueKind::Nil));
        if given {
            Some(self.span(key))
        } else {
            self.take(key);
            None
        }
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let read = |text: &str| match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        self.parsed(key, "true or false", read).unwrap_or_default()
    }

    /// One of several words.
    pub(super) fn choice<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
        let read = |text: &str| {
            words
                .iter()
                .find(|(name, _)| *name == text)
                .map(|(_, value)| *value)
        };
        self.parsed(key, &format!("one of {}", names.join(", ")), read)
    }

    /// The items of a list; something else is a mistake.
    pub(super) fn items(&mut self, key: &'static str) -> Vec<Found> {
        let Some(found) = self.take(key) else {
            return Vec::new();
        };
        found.items().unwrap_or_else(|| {
            let message = format!("a list is wanted, found {}", shape(&found.kind));
            self.context.problem(&found.place, &found.path, message, None);
            Vec::new()
        })
    }

    /// Refuses every key that nobody asked for.
    pub(super) fn finish(mut self) {
        for (key, found) in self.rest() {
            let near = nearest(&key, self.asked.iter().copied());
            let hint = near.map_or_else(
                || {
                    format!(
                        "known here: {}",
                        self.asked.iter().copied().collect::<Vec<_>>().join(", ")
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            self.context
                .problem(&found.place, &found.path, "no such key", Some(hint));
        }
    }
}

fn shape(kind: &ValueKind) -> &'static str {
    match kind {
        ValueKind::Nil => "nothing",
        ValueKind::Boolean(_) => "true or false",
        ValueKind::I64(_) | ValueKind::I128(_) | ValueKind::U64(_) | ValueKind::U128(_) => "a whole number",
        ValueKind::Float(_) => "a number",
        ValueKind::String(_) => "a text",
        ValueKind::Table(_) => "a table",
        ValueKind::Array(_) => "a list",
    }
}

/// A length of time: a whole number and one of `ms`, `s`, `m`, `h`, `d`.
#[must_use]
pub fn span(text: &str) -> Option<Duration> {
    let unit_at = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at_checked(unit_at)?;
    let number: u64 = number.parse().ok()?;
    let unit_ms: u64 = match unit.trim() {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    number.checked_mul(unit_ms).map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time() {
        for (text, wanted) in [
            ("500ms", Some(500)),
            ("3s", Some(3000)),
            ("7d", Some(604_800_000)),
            ("5", None),
        ] {
            assert_eq!(span(text), wanted.map(Duration::from_millis), "{text}");
        }
        assert_eq!(span("h"), None);
        assert_eq!(span("99999999999999999999d"), None);
    }
}
