//! Where the values of an event come from: which scalars of the payload hold them, and by which step. What
//! several scalars hold is said to come from each of them; what none holds is derived.

use serde::Serialize;
use serde_json::Value;

use super::{moment, words};
use crate::domain::ids::{AuthorHasher, ConversationKey, PostKey};
use crate::domain::network::Network;
use crate::domain::time::Time;

/// Scalars named for one field; beyond them a value is too common to say anything.
const MOST: usize = 8;

/// JSON inside a JSON string inside a JSON string, and no deeper.
const DEPTH: usize = 3;

/// How a value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It stands in the payload as it is.
    Sent,
    /// It stands there in another form: a moment, words with marks or escapes, a name with a sign before it.
    Rewritten,
    /// It is a hash of what stands there.
    Hashed,
    /// It follows from the payload's shape, from settings or from other fields.
    Derived,
}

impl How {
    /// The name used in output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Rewritten => "rewritten",
            Self::Hashed => "hashed",
            Self::Derived => "derived",
        }
    }
}

/// Where one field of an event comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Origin {
    /// The field, as a JSON Pointer into the event.
    pub field: String,
    /// Its value.
    pub value: Value,
    /// How it came about.
    pub how: How,
    /// Where it stands: JSON Pointers into the payload, `#` where one goes on inside a text that is JSON
    /// itself, or numbers of lines of a payload that is no JSON. Several where several hold it.
    pub from: Vec<String>,
}

/// A scalar of a payload: where it stands and its text.
struct Scalar {
    at: String,
    text: String,
}

/// Whether a scalar is where a value comes from.
type Matches<'a> = &'a dyn Fn(&Scalar) -> bool;

/// What is needed to recognise hashes.
pub(super) struct Keys<'a> {
    pub(super) tenant: &'a str,
    pub(super) network: Network,
    pub(super) hasher: &'a AuthorHasher,
}

impl Keys<'_> {
    /// Whether the value is a key of what this text names.
    fn made(&self, value: &str, text: &str) -> bool {
        let post = PostKey::derive(self.tenant, self.network, text);
        value == post.to_string()
            || value == ConversationKey::of_root(post).to_string()
            || value == self.hasher.key(self.network, text).to_string()
    }
}

/// Every field of this event with where it comes from.
pub(super) fn origins(event: &Value, payload: &[u8], keys: &Keys<'_>) -> Vec<Origin> {
    let mut scalars = Vec::new();
    match serde_json::from_slice::<Value>(payload) {
        Ok(json) => collect(&json, String::new(), DEPTH, &mut scalars),
        Err(_) => lines(payload, &mut scalars),
    }
    let mut fields = Vec::new();
    leaves(event, String::new(), &mut fields);
    fields
        .into_iter()
        .map(|(field, value)| origin(field, value, &scalars, keys))
        .collect()
}

fn origin(field: String, value: &Value, scalars: &[Scalar], keys: &Keys<'_>) -> Origin {
    let found = |matches: Matches<'_>| -> Vec<String> {
        let all = scalars.iter().filter(|scalar| matches(scalar));
        all.take(MOST).map(|scalar| scalar.at.clone()).collect()
    };
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => String::new(),
    };
    let moment = field.ends_with("_at").then(|| value.as_i64().map(Time)).flatten();
    let hash = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let steps: [(How, Matches<'_>); 3] = [
        (How::Sent, &|scalar| !text.is_empty() && scalar.text == text),
        (How::Rewritten, &|scalar| match moment {
            Some(moment) => moment::parse(&scalar.text) == Some(moment),
            None => value.is_string() && rewritten(&field, &text, &scalar.text),
        }),
        (How::Hashed, &|scalar| hash && keys.made(&text, &scalar.text)),
    ];
    let (how, from) = steps
        .into_iter()
        .map(|(how, matches)| (how, found(matches)))
        .find(|(_, from)| !from.is_empty())
        .unwrap_or((How::Derived, Vec::new()));
    Origin {
        field,
        value: value.clone(),
        how,
        from,
    }
}

/// Whether a text of an event is made of this scalar.
fn rewritten(field: &str, text: &str, sent: &str) -> bool {
    let sent = sent.trim();
    if text.is_empty() || sent.len() < 2 {
        return false;
    }
    if field.ends_with("/plain") {
        return words::readings(sent).iter().any(|reading| {
            !reading.is_empty()
                && (text == reading
                    || text.starts_with(&format!("{reading}\n\n"))
                    || text.ends_with(&format!("\n\n{reading}")))
        });
    }
    sent.trim_start_matches(['@', '#']).eq_ignore_ascii_case(text) || sent.ends_with(&format!(": {text}"))
}

fn leaves<'v>(value: &'v Value, at: String, found: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| leaves(value, format!("{at}/{}", escaped(name)), found)),
        Value::Array(items) if !items.is_empty() => (0..)
            .zip(items)
            .for_each(|(number, value): (usize, _)| leaves(value, format!("{at}/{number}"), found)),
        // What is missing comes from nowhere.
        Value::Null | Value::Array(_) => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push((at, value)),
    }
}

fn collect(value: &Value, at: String, depth: usize, found: &mut Vec<Scalar>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| collect(value, format!("{at}/{}", escaped(name)), depth, found)),
        Value::Array(items) => (0..)
            .zip(items)
            .for_each(|(number, value): (usize, _)| collect(value, format!("{at}/{number}"), depth, found)),
        Value::String(text) => {
            let inner = depth.checked_sub(1).filter(|_| text.starts_with(['{', '[']));
            if let Some((depth, inner)) = inner.zip(serde_json::from_str::<Value>(text).ok()) {
                collect(&inner, format!("{at}#"), depth, found);
            }
            found.push(Scalar {
                at,
                text: text.clone(),
            });
        }
        Value::Number(number) => found.push(Scalar {
            at,
            text: number.to_string(),
        }),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Lines of a payload that is no JSON, and the words of elements and headers in them.
fn lines(payload: &[u8], found: &mut Vec<Scalar>) {
    for (number, line) in (1..).zip(String::from_utf8_lossy(payload).lines()) {
        let pieces = line.split(['<', '>', '"']).chain([line]);
        let pieces = pieces.chain(line.split_once(": ").map(|(_, value)| value));
        let mut texts: Vec<&str> = pieces.map(str::trim).filter(|piece| !piece.is_empty()).collect();
        texts.sort_unstable();
        texts.dedup();
        found.extend(texts.into_iter().map(|text| Scalar {
            at: format!("line {number}"),
            text: text.to_owned(),
        }));
    }
}

/// A name within a JSON Pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
