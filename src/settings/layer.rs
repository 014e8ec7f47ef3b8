//! The layers settings are made of: embedded defaults, files, variables of the environment, flags.

use std::collections::BTreeMap;

use config::{Config, Map, Source, Value, ValueKind};

use super::problem::Problem;
use super::tree::{Origin, parse};

/// The settings every deployment starts from.
pub const DEFAULTS: &str = include_str!("../../deploy/settings/default.yaml");
/// What the place of a default is called.
pub(super) const DEFAULT_PLACE: &str = "built-in default";
const PREFIX: &str = "OUTCRY__";
/// Keys below it hold dots; a variable writes them with `_`.
const CLIENT: &str = "kafka.client";

/// One layer, parsed.
#[derive(Debug, Clone)]
struct Layer(Value);

impl Source for Layer {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, config::ConfigError> {
        match &self.0.kind {
            ValueKind::Nil => Ok(Map::new()),
            ValueKind::Boolean(_)
            | ValueKind::I64(_)
            | ValueKind::I128(_)
            | ValueKind::U64(_)
            | ValueKind::U128(_)
            | ValueKind::Float(_)
            | ValueKind::String(_)
            | ValueKind::Table(_)
            | ValueKind::Array(_) => self.0.clone().into_table(),
        }
    }
}

/// A file of settings, read.
#[derive(Debug, Clone)]
pub struct SettingsFile {
    /// The name used in messages.
    pub name: String,
    /// Its YAML text.
    pub text: String,
}

/// A text given by a variable or flag: a list or table where it looks like one, else itself.
fn given(text: &str, origin: &str) -> Result<Value, Problem> {
    if text.starts_with('[') || text.starts_with('{') {
        parse(text, &Origin::Name(origin))
    } else {
        Ok(Value::new(
            Some(&origin.to_owned()),
            ValueKind::String(text.to_owned()),
        ))
    }
}

/// Splits a dotted key; what follows `kafka.client.` is one key, with `_` read as `.`.
fn segments(key: &str) -> Vec<String> {
    if let Some(client_key) = key.strip_prefix(CLIENT).and_then(|rest| rest.strip_prefix('.')) {
        vec!["kafka".into(), "client".into(), client_key.replace('_', ".")]
    } else {
        key.split('.').map(ToOwned::to_owned).collect()
    }
}

fn nested(path: &[String], leaf: Value) -> Value {
    path.iter().rev().fold(leaf, |inner, key| {
        let table: Map<String, Value> = std::iter::once((key.clone(), inner)).collect();
        Value::new(None, ValueKind::Table(table))
    })
}

fn from_environment(env: &BTreeMap<String, String>) -> Vec<Result<Layer, Problem>> {
    env.iter()
        .filter_map(|(name, text)| name.strip_prefix(PREFIX).map(|rest| (name, rest, text)))
        .map(|(name, rest, text)| {
            let key = rest.to_lowercase().replace("__", ".");
            given(text, name).map(|value| Layer(nested(&segments(&key), value)))
        })
        .collect()
}

fn from_flag(set: &str) -> Result<Layer, Problem> {
    let Some((key, text)) = set.split_once('=') else {
        return Err(Problem {
            place: format!("--set {set}"),
            key: String::new(),
            message: "no `=` in it".into(),
            hint: Some("write --set section.key=value".into()),
        });
    };
    let origin = format!("--set {key}");
    given(text, &origin).map(|value| Layer(nested(&segments(key), value)))
}

/// Lays flags over the environment over files over the defaults.
///
/// # Errors
/// Every layer that cannot be read.
pub(super) fn merged(
    files: &[SettingsFile],
    env: &BTreeMap<String, String>,
    sets: &[String],
) -> Result<Value, Vec<Problem>> {
    let mut layers = vec![parse(DEFAULTS, &Origin::Name(DEFAULT_PLACE)).map(Layer)];
    layers.extend(files.iter().map(file_layer));
    layers.extend(from_environment(env));
    layers.extend(sets.iter().map(|set| from_flag(set)));
    let mut problems = Vec::new();
    let mut builder = Config::builder();
    for layer in layers {
        match layer {
            Ok(layer) => builder = builder.add_source(layer),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    builder.build().map(|config| config.cache).map_err(|error| {
        vec![Problem {
            place: String::new(),
            key: String::new(),
            message: error.to_string(),
            hint: None,
        }]
    })
}

fn file_layer(file: &SettingsFile) -> Result<Layer, Problem> {
    let value = parse(&file.text, &Origin::File(&file.name))?;
    if matches!(value.kind, ValueKind::Table(_) | ValueKind::Nil) {
        return Ok(Layer(value));
    }
    Err(Problem {
        place: value.origin().unwrap_or(&file.name).to_owned(),
        key: String::new(),
        message: "settings are a table of sections".into(),
        hint: Some("start with a section such as `kafka:`".into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_key_keeps_its_dots() {
        assert_eq!(
            segments("kafka.client.security_protocol"),
            ["kafka", "client", "security.protocol"]
        );
        assert_eq!(
            segments("kafka.client.sasl.username"),
            ["kafka", "client", "sasl.username"]
        );
        assert_eq!(segments("http.listen"), ["http", "listen"]);
    }
}
