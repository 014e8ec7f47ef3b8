//! `config`: the settings in effect.

use std::io::{self, Write};

use crate::app::cli::{ConfigAction, ConfigArgs, Format};
use crate::app::exit::Outcome;
use crate::app::given::{Secrets, settings};
use crate::app::terminal::{say, unwritten};
use crate::settings::DEFAULTS;

pub(in crate::app) fn run(args: &ConfigArgs) -> Outcome {
    let mut out = io::stdout().lock();
    if args.action == ConfigAction::Default {
        return write!(out, "{DEFAULTS}").map_err(|error| unwritten(&error));
    }
    let loaded = settings(&args.layers, &[], Secrets::Optional)?;
    let entries = &loaded.effective.0;
    match args.format {
        Format::Json => {
            let table: serde_json::Map<String, serde_json::Value> = entries
                .iter()
                .map(|entry| {
                    let value = serde_json::json!({ "value": entry.value, "place": entry.place });
                    (entry.key.clone(), value)
                })
                .collect();
            say(&mut out, &serde_json::Value::Object(table).to_string())
        }
        Format::Text => {
            let width = entries
                .iter()
                .map(|entry| entry.key.len() + entry.value.len() + 2)
                .max()
                .unwrap_or(0);
            entries.iter().try_for_each(|entry| {
                let left = format!("{}: {}", entry.key, entry.value);
                say(&mut out, &format!("{left:width$}  # {}", entry.place))
            })
        }
    }
}
