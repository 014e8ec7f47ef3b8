//! Secrets: named by reference in settings, read once, never printed.

use std::path::Path;

use config::ValueKind;
use secrecy::SecretString;

use super::layer::DEFAULT_PLACE;
use super::section::{Context, Found, Section};

const HINT: &str = "name a variable as `{ env: NAME }` or a file as `{ file: PATH }`";

/// Reads the secret that `found` refers to. A text stands for itself only where it came from the environment.
pub(super) fn secret(context: &Context<'_>, found: Found) -> Option<SecretString> {
    match &found.kind {
        ValueKind::Table(_) => referred(context, found),
        ValueKind::String(text) if found.place.starts_with("OUTCRY__") => Some(text.clone().into()),
        ValueKind::Nil
        | ValueKind::Boolean(_)
        | ValueKind::I64(_)
        | ValueKind::I128(_)
        | ValueKind::U64(_)
        | ValueKind::U128(_)
        | ValueKind::Float(_)
        | ValueKind::String(_)
        | ValueKind::Array(_) => {
            let message = "a secret is not written into files or flags";
            context.problem(&found.place, &found.path, message, Some(HINT.into()));
            None
        }
    }
}

fn referred(context: &Context<'_>, found: Found) -> Option<SecretString> {
    let (place, path) = (found.place.clone(), found.path.clone());
    let mut section = Section::of(context, found);
    let (variable, file) = (section.maybe_text("env"), section.maybe_text("file"));
    section.finish();
    match (variable, file) {
        (Some(name), None) => from_variable(context, &place, &path, &name),
        (None, Some(name)) => from_file(context, &place, &path, &name),
        (None, None) | (Some(_), Some(_)) => {
            context.problem(
                &place,
                &path,
                "one of `env` and `file` is wanted",
                Some(HINT.into()),
            );
            None
        }
    }
}

fn from_variable(context: &Context<'_>, place: &str, path: &str, name: &str) -> Option<SecretString> {
    context.referred.borrow_mut().insert(name.to_owned());
    let value = context
        .env
        .get(name)
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty());
    if value.is_none() && (context.secrets_needed || place != DEFAULT_PLACE) {
        let message = format!("the environment variable {name} is not set");
        let hint = format!("set {name}, or refer to another secret in the settings");
        context.problem(place, path, message, Some(hint));
    }
    value.map(Into::into)
}

fn from_file(context: &Context<'_>, place: &str, path: &str, name: &str) -> Option<SecretString> {
    match std::fs::read_to_string(Path::new(name)) {
        Ok(text) if !text.trim().is_empty() => Some(text.trim().to_owned().into()),
        Ok(_) => {
            context.problem(place, path, format!("the file {name} is empty"), None);
            None
        }
        Err(error) => {
            context.problem(
                place,
                path,
                format!("the file {name} cannot be read: {error}"),
                None,
            );
            None
        }
    }
}
