//! Forms that a customer filled in: flows, and the form for an address.

use std::borrow::Cow;

use super::super::halves;
use super::super::inside::{self, Seen};
use super::super::loose::Str;
use super::shape::Filled;

/// What a customer filled in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answers<'a> {
    /// In words, an answer a line.
    Words(Cow<'a, str>),
    /// Nothing that is words.
    Nothing,
    /// It cannot be told.
    Unread,
}

/// The answers of a form. Its body is the address where it asked for one; of a flow it only says that it was sent.
pub(super) fn read(form: Filled<'_>) -> Answers<'_> {
    let address = form.name.get() == Some("address_message");
    if let Some(body) = form.body.take().filter(|_| address) {
        return Answers::Words(body);
    }
    let Some(raw) = form.response_json else {
        return Answers::Unread;
    };
    let within = halves::text(raw).and_then(Str::take);
    let json = within.as_deref().unwrap_or_else(|| raw.get());
    let Some(answers) = inside::texts(json, seen) else {
        return Answers::Unread;
    };
    let answers: Vec<&str> = answers.iter().map(|(name, answer)| shown(name, answer)).collect();
    if answers.is_empty() {
        Answers::Nothing
    } else {
        Answers::Words(Cow::Owned(answers.join("\n")))
    }
}

/// Names of what belongs to the form and to files sent with it, not to what was answered.
fn seen(name: &str) -> Seen {
    match name {
        "flow_token"
        | "flow_id"
        | "flow_version"
        | "wa_flow_response_params"
        | "mime_type"
        | "sha256"
        | "file_name"
        | "media_id"
        | "cdn_url"
        | "encryption_metadata" => Seen::Hidden,
        _ => Seen::Shown,
    }
}

/// The answer as it was shown: forms made in the editor of the network number the choices.
fn shown<'t>(name: &str, answer: &'t str) -> &'t str {
    let choice = answer
        .split_once('_')
        .filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
    match choice {
        Some((number, choice)) if name.starts_with("screen_") && !number.is_empty() => choice,
        Some(_) | None => answer,
    }
}
