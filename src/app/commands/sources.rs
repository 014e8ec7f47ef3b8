//! `sources`: which networks are read, and where the fields of an event come from.

use std::collections::BTreeMap;
use std::io;

use comfy_table::{ContentArrangement, Table, presets};
use serde_json::{Value, json};

use super::normalise::{bytes, network, reader};
use crate::app::cli::{SourcesArgs, SourcesCommand, SourcesExplainArgs, SourcesListArgs};
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, settings};
use crate::app::normalise::line;
use crate::app::terminal::say;
use crate::domain::network::Network;
use crate::sources::{BodyForm, Coverage, Origin, coverage};

/// The actions of each kind that an adapter covers.
fn by_kind(coverage: &Coverage) -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (kind, action) in coverage.covers {
        kinds.entry(kind.name()).or_default().push(action.name());
    }
    kinds
}

fn forms(coverage: &Coverage) -> Vec<&'static str> {
    coverage.forms.iter().copied().map(BodyForm::name).collect()
}

fn covered() -> impl Iterator<Item = (Network, Coverage)> {
    let all = Network::ALL
        .into_iter()
        .filter_map(|network| Some((network, coverage(network)?)));
    all.filter(|(_, coverage)| !coverage.covers.is_empty())
}

fn list(args: &SourcesListArgs) -> Outcome {
    if args.json {
        let networks: Vec<Value> = covered()
            .map(|(network, coverage)| {
                json!({
                    "network": network.name(),
                    "adapter": coverage.version,
                    "bodies": forms(&coverage),
                    "kinds": by_kind(&coverage),
                })
            })
            .collect();
        return say(
            &mut io::stdout().lock(),
            &json!({ "networks": networks }).to_string(),
        );
    }
    let mut table = table(["network", "adapter", "bodies", "kinds and actions"]);
    for (network, coverage) in covered() {
        let kinds = by_kind(&coverage).into_iter();
        let kinds: Vec<String> = kinds
            .map(|(kind, actions)| format!("{kind}: {}", actions.join(", ")))
            .collect();
        table.add_row([
            network.name().to_owned(),
            coverage.version.to_string(),
            forms(&coverage).join(", "),
            kinds.join("; "),
        ]);
    }
    say(&mut io::stdout().lock(), &table.to_string())
}

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header);
    table
}

fn explain(args: &SourcesExplainArgs) -> Outcome {
    let network = network(&args.network)?;
    let settings = settings(&args.layers, &[], Secrets::Optional)?.settings;
    let reader = reader(&settings, network)?;
    let body = bytes(&args.file)?;
    let bug =
        |error: serde_json::Error| Failure::new(Exit::Software, format!("a line that is no json: {error}"));
    let told: Value = serde_json::from_str(&line(&reader, network, &body)).map_err(bug)?;
    let events = told.get("events").and_then(Value::as_array).cloned();
    let explained: Vec<Vec<Origin>> = events
        .unwrap_or_default()
        .iter()
        .map(|event| reader.origins(network, event, &body))
        .collect();
    let of = |name: &str| told.get(name).cloned().unwrap_or_default();
    let mut out = io::stdout().lock();
    if args.json {
        let all = json!({
            "fate": of("fate"), "reason": of("reason"), "refused": of("refused"), "events": explained,
        });
        return say(&mut out, &all.to_string());
    }
    let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
    say(
        &mut out,
        format!("{} {}", word(of("fate")), word(of("reason"))).trim_end(),
    )?;
    for refused in of("refused").as_array().into_iter().flatten() {
        say(
            &mut out,
            refused.get("detail").and_then(Value::as_str).unwrap_or_default(),
        )?;
    }
    for (number, origins) in (1..).zip(&explained) {
        let mut table = table(["field", "value", "how", "from"]);
        for origin in origins {
            table.add_row([
                origin.field.clone(),
                shown(&origin.value),
                origin.how.name().to_owned(),
                origin.from.join(", "),
            ]);
        }
        say(&mut out, &format!("event {number}\n{table}"))?;
    }
    Ok(())
}

/// A value on one line, cut where it is long.
fn shown(value: &Value) -> String {
    const MOST: usize = 48;
    let text = value.to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}

pub(in crate::app) fn run(args: &SourcesArgs) -> Outcome {
    match &args.command {
        SourcesCommand::List(args) => list(args),
        SourcesCommand::Explain(args) => explain(args),
    }
}
