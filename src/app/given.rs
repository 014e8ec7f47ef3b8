//! Settings for a command: its files, the environment and its flags.

use std::collections::BTreeMap;

use super::cli::Layers;
use super::exit::{Exit, Failure};
use crate::kafka::cluster::Cluster;
use crate::settings::{Given, Loaded, LogLevel, Settings, SettingsFile, load};
use crate::telemetry::start_logging;
use secrecy::ExposeSecret;

/// Whether a command publishes author keys, hence needs the tenants' secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// It does.
    Needed,
    /// It does not: the default secret may be missing.
    Optional,
}

/// The environment, as a map.
#[must_use]
pub fn environment() -> BTreeMap<String, String> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// Loads the settings of a command and starts logging. `sugar` are flags of the command's own that stand for
/// settings; they come last.
///
/// # Errors
/// A file that cannot be read, or every mistake in the settings.
pub fn settings(
    layers: &Layers,
    sugar: &[(&str, Option<&str>)],
    secrets: Secrets,
) -> Result<Loaded, Failure> {
    let mut files = Vec::new();
    let mut unread = Vec::new();
    for path in &layers.config {
        match std::fs::read_to_string(path) {
            Ok(text) => files.push(SettingsFile {
                name: path.display().to_string(),
                text,
            }),
            Err(error) => unread.push(format!("cannot read the settings {}: {error}", path.display())),
        }
    }
    if !unread.is_empty() {
        return Err(Failure::new(Exit::Config, unread.join("\n")));
    }
    let mut sets = layers.set.clone();
    sets.extend(
        sugar
            .iter()
            .filter_map(|(key, value)| value.map(|value| format!("{key}={value}"))),
    );
    let given = Given {
        files,
        env: environment(),
        sets,
        secrets_needed: secrets == Secrets::Needed,
    };
    let mut loaded = load(&given).map_err(|problems| Failure::new(Exit::Config, problems))?;
    let log = &mut loaded.settings.log;
    log.level = match (layers.quiet, layers.verbose) {
        (true, _) => LogLevel::Error,
        (false, 0) => log.level,
        (false, 1) => log.level.max(LogLevel::Debug),
        (false, _) => LogLevel::Trace,
    };
    start_logging(*log, super::terminal::colour());
    for remark in &loaded.remarks {
        tracing::warn!("{remark}");
    }
    Ok(loaded)
}

/// Every key of the client, secrets among them.
#[must_use]
pub fn client(settings: &Settings) -> BTreeMap<String, String> {
    let mut client = settings.kafka.client.clone();
    let secrets = settings.kafka.client_secrets.iter();
    client.extend(secrets.map(|(key, value)| (key.clone(), value.expose_secret().to_owned())));
    client
}

/// The cluster of these settings.
#[must_use]
pub fn cluster(settings: &Settings) -> Cluster {
    Cluster {
        bootstrap: settings.kafka.bootstrap_servers.clone(),
        client: client(settings),
    }
}
