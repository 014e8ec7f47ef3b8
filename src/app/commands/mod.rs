//! The commands, one a file.

pub(super) mod base64;
pub(super) mod capture;
pub(super) mod check;
pub(super) mod config;
pub(super) mod publish;

use std::sync::Arc;

use super::exit::{Exit, Failure};
use crate::routing::RuleSet;
use crate::settings::{Schemas, Settings};
use crate::wire::Wire;

/// The rules built in.
const RULES: &str = include_str!("../../../deploy/rules/routing.yaml");

/// The rules of these settings.
///
/// # Errors
/// The file cannot be read, or every mistake in it.
fn rules(settings: &Settings) -> Result<Arc<RuleSet>, Failure> {
    let (name, text) = match &settings.rules_file {
        None => ("built-in routing.yaml", RULES.to_owned()),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| {
                Failure::new(Exit::Config, format!("cannot read the rules {path}: {error}"))
            })?;
            (path.as_str(), text)
        }
    };
    RuleSet::compile(name, &text).map(Arc::new).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::new(Exit::Config, lines.join("\n"))
    })
}

/// The wire of these settings.
///
/// # Errors
/// The registry does not answer, or does not know a schema.
fn wire(settings: &Settings) -> Result<Wire, Failure> {
    match &settings.schemas {
        Schemas::Locked => Ok(Wire::locked()),
        Schemas::Registry { url, .. } => Err(Failure::new(
            Exit::Unavailable,
            format!("the registry at {url} is not supported yet"),
        )),
    }
}
