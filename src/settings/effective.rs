//! What the settings came to, for people: each value with its place, secrets masked.

use config::{Value, ValueKind};

use super::protected::is_secret;
use super::userinfo::{MASK, masked};

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Dotted path.
    pub key: String,
    /// Its value, or a mask.
    pub value: String,
    /// Where it was written.
    pub place: String,
}

/// Every value, in the order of its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective(pub Vec<Entry>);

impl Effective {
    pub(super) fn of(root: &Value) -> Self {
        let mut entries = Vec::new();
        walk(root, "", false, &mut entries);
        entries.sort_by(|a, b| a.key.cmp(&b.key));
        Self(entries)
    }
}

fn walk(value: &Value, path: &str, secret: bool, to: &mut Vec<Entry>) {
    match &value.kind {
        ValueKind::Table(entries) => {
            // A reference to a secret is no secret: it may be shown.
            let reference = secret && entries.keys().all(|key| key == "env" || key == "file");
            for (key, inner) in entries {
                let inner_path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                walk(inner, &inner_path, !reference && (secret || is_secret(key)), to);
            }
        }
        ValueKind::Array(items) if items.iter().any(|item| matches!(item.kind, ValueKind::Table(_))) => {
            for (at, item) in items.iter().enumerate() {
                walk(item, &format!("{path}[{at}]"), secret, to);
            }
        }
        ValueKind::Nil
        | ValueKind::Boolean(_)
        | ValueKind::I64(_)
        | ValueKind::I128(_)
        | ValueKind::U64(_)
        | ValueKind::U128(_)
        | ValueKind::Float(_)
        | ValueKind::String(_)
        | ValueKind::Array(_) => to.push(Entry {
            key: path.to_owned(),
            value: if secret && !matches!(value.kind, ValueKind::Nil) {
                MASK.to_owned()
            } else {
                shown(&value.kind)
            },
            place: value.origin().unwrap_or_default().to_owned(),
        }),
    }
}

fn shown(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Nil => "~".to_owned(),
        ValueKind::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| shown(&item.kind)).collect();
            format!("[{}]", items.join(", "))
        }
        ValueKind::Boolean(_)
        | ValueKind::I64(_)
        | ValueKind::I128(_)
        | ValueKind::U64(_)
        | ValueKind::U128(_)
        | ValueKind::Float(_)
        | ValueKind::String(_)
        | ValueKind::Table(_) => {
            masked(&Value::new(None, kind.clone()).into_string().unwrap_or_default()).into_owned()
        }
    }
}
