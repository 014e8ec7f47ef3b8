//! Expectations of recorded payloads against what they came to, field by field.

use std::fmt;
use std::path::{Path, PathBuf};

use outcry::app::normalise;
use outcry::domain::ids::PostKey;
use outcry::domain::network::Network;
use serde_json::{Value, json};

use super::super::{TENANT, hasher, reader};

/// A field that is not as expected.
pub(super) struct Miss {
    path: PathBuf,
    field: &'static str,
    wanted: Value,
    got: Value,
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            field,
            wanted,
            got,
        } = self;
        write!(f, "{} {field}: {wanted} expected, {got} found", path.display())
    }
}

/// The line that `normalise` prints for a payload. Where the event's name or headers travel outside the
/// body, they stand in a wrapper, as a connector without headers would send them.
pub(super) fn line_of(network: Network, body: &[u8], expected: &Value) -> Value {
    let (event, headers) = (&expected["event"], &expected["headers"]);
    let inner = serde_json::from_slice::<Value>(body).ok();
    let named = inner.as_ref().is_some_and(|body| body["event"] == *event);
    let line = match inner {
        Some(body) if headers.is_object() => {
            let wrapped = json!({"headers": headers, "body": body});
            normalise::line(&reader(), network, wrapped.to_string().as_bytes())
        }
        // The event of a wrapped or typed body is only repeated in the expectation.
        Some(body) if event.is_string() && !named && network == Network::Discourse => {
            let wrapped = json!({"event": event, "payload": body});
            normalise::line(&reader(), network, wrapped.to_string().as_bytes())
        }
        Some(_) | None => normalise::line(&reader(), network, body),
    };
    serde_json::from_str(&line).unwrap()
}

/// Whether nothing of it was refused.
pub(super) fn is_accepted(line: &Value) -> bool {
    !["rejected", "partial"].contains(&line["fate"].as_str().unwrap_or_default())
}

/// The kind in the words of the expectations.
fn kind(line: &Value) -> String {
    let event = &line["events"][0];
    let post = !event.is_null() && event["type"].is_null();
    match (
        line["fate"].as_str(),
        line["reason"].as_str(),
        event["action"].as_str(),
    ) {
        (Some("rejected"), Some(reason), _) => format!("rejected: {reason}"),
        (Some("ignored"), Some(reason), _) if !post => reason.to_owned(),
        // A reaction taken back is still news of a reaction.
        (_, _, _) if event["kind"] == "reaction" => "reaction".to_owned(),
        (_, _, Some("restore")) => "undelete".to_owned(),
        (_, _, Some(action @ ("delete" | "edit" | "hide" | "unhide"))) => action.to_owned(),
        _ => event["kind"].as_str().unwrap_or("nothing").to_owned(),
    }
}

fn texts(event: &Value) -> String {
    let of = |event: &Value| event["text"]["plain"].as_str().unwrap_or_default().to_owned();
    let all = format!("{}\n{}", of(event), of(&event["embedded"]));
    flat(&all)
}

/// Whether a piece of the text is there. Marks of Markdown and the line before a quote are no words: they
/// are kept in the original alone.
fn is_told(piece: &str, all: &str, event: &Value) -> bool {
    let piece = flat(piece);
    let marks = piece == "RE:" || piece.contains("**") || piece.contains("](");
    let original = event["text"]["original"].as_str().map(flat).unwrap_or_default();
    all.contains(&piece) || (marks && original.contains(&piece))
}

/// Where a line breaks says nothing about the words.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `und` and its like say that the language is not known; `in` was replaced long ago; a locale is written
/// with `_`.
fn language(tag: &Value) -> Value {
    match tag.as_str() {
        Some("und" | "zxx" | "qme" | "qst" | "qht" | "qam" | "qct" | "art") => Value::Null,
        Some("in") => json!("id"),
        // Locales are written with `_`, language tags (BCP 47) with `-`.
        Some(tag) => json!(tag.replace('_', "-")),
        None => Value::Null,
    }
}

/// What an expected field must look like in an event.
fn wanted(network: Network, field: &str, expected: &Value) -> Value {
    let text = expected.as_str().unwrap_or_default();
    match field {
        "author_id" => json!(hasher().key(network, text)),
        "root_id" => json!(PostKey::derive(TENANT, network, text)),
        "created_at" => json!(text.parse::<jiff::Timestamp>().unwrap().as_millisecond()),
        "lang_tag" => language(expected),
        // What followers or members see is called `restricted` here.
        "visibility" if text == "private" => json!("restricted"),
        _ => expected.clone(),
    }
}

/// How many expected fields there are, and those that are not as expected. A field that is null in the
/// expectation is not asked for.
pub(super) fn compare(network: Network, path: &Path, expected: &Value, line: &Value) -> (usize, Vec<Miss>) {
    let event = &line["events"][0];
    let parents = [&event["shared"], &event["parent"], &event["quoted"]];
    let parent = parents
        .into_iter()
        .find(|named| !named.is_null())
        .unwrap_or(&Value::Null);
    let (kind, own) = (json!(kind(line)), json!(event["direction"] == "outbound"));
    let mut fields = vec![("kind", &kind)];
    // What opens no item need not be told in detail.
    if expected["kind"] != "control" {
        fields.extend([
            ("native_id", &event["native_id"]),
            ("author_id", &event["author"]["key"]),
            ("author_handle", &event["author"]["handle"]),
            ("created_at", &event["occurred_at"]),
            ("parent_id", &parent["native_id"]),
            ("root_id", &event["conversation"]),
            ("lang_tag", &event["text"]["language"]),
            ("visibility", &event["visibility"]),
            ("followers", &event["author"]["followers"]),
            ("shares", &event["counts"]["shares"]),
            ("likes", &event["counts"]["likes"]),
            ("replies", &event["counts"]["replies"]),
            ("own", &own),
        ]);
    }
    let mut asked = 0;
    let mut misses = Vec::new();
    let mut ask = |field, wanted: Value, got: Value| {
        asked += 1;
        if wanted != got {
            misses.push(Miss {
                path: path.to_owned(),
                field,
                wanted,
                got,
            });
        }
    };
    for (name, got) in fields.into_iter().filter(|(name, _)| !expected[*name].is_null()) {
        let other = &expected[format!("{name}_alt").as_str()];
        let wanted = match name {
            "native_id" if !other.is_null() && got == other => other.clone(),
            _ => wanted(network, name, &expected[name]),
        };
        ask(name, wanted, got.clone());
    }
    if expected["kind"] != "control" {
        for piece in expected["text_contains"].as_array().into_iter().flatten() {
            let all = texts(event);
            let found = is_told(piece.as_str().unwrap(), &all, event);
            ask(
                "text_contains",
                piece.clone(),
                if found { piece.clone() } else { json!(all) },
            );
        }
    }
    (asked, misses)
}
