//! Settings of the Kafka client: where the cluster is and how to speak to it.

use std::collections::BTreeMap;
use std::time::Duration;

use config::ValueKind;
use secrecy::SecretString;

use super::protected::{clash, is_protected, is_secret};
use super::secret::secret;
use super::section::{Context, Found, Section};

/// How the cluster is reached.
#[derive(Debug, Clone)]
pub struct Kafka {
    /// Addresses of brokers, comma-separated.
    pub bootstrap_servers: String,
    /// Name of this instance, the same after a restart and different from every other running instance:
    /// part of member and transactional ids.
    pub instance: String,
    /// Threads a stage; each has a consumer and a producer of its own. From 1 to 64.
    pub shards: u32,
    /// How long to wait for the first contact with a broker.
    pub start_timeout: Duration,
    /// Whether an instance that ends in order leaves its groups: others take its partitions at once. Otherwise it is
    /// expected back until its session is over, 15 s unless `session.timeout.ms` says otherwise.
    pub leave_on_end: bool,
    /// Further keys of the client, none of which carries correctness.
    pub client: BTreeMap<String, String>,
    /// Keys of the client whose values are secret.
    pub client_secrets: BTreeMap<String, SecretString>,
}

pub(super) fn read(mut section: Section<'_>) -> Kafka {
    let bootstrap_servers = section
        .parsed(
            "bootstrap_servers",
            "a comma-separated list of host:port",
            addresses,
        )
        .unwrap_or_default();
    let instance = section
        .parsed(
            "instance",
            "a name of letters, digits, `.`, `_` and `-`, at most 60",
            name,
        )
        .unwrap_or_default();
    let shards = section.whole("shards", 1..=64);
    let start_timeout = section.span("start_timeout");
    let leave_on_end = section.flag("leave_on_end");
    let mut free = section.section("client");
    let (client, client_secrets) = client(free.context, free.rest());
    section.finish();
    Kafka {
        bootstrap_servers,
        instance,
        shards: u32::try_from(shards).unwrap_or(1),
        start_timeout,
        leave_on_end,
        client,
        client_secrets,
    }
}

/// A name that may stand in group and transactional ids.
pub(super) fn name(text: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    ((1..=60).contains(&text.len()) && text.chars().all(fits)).then(|| text.to_owned())
}

fn addresses(text: &str) -> Option<String> {
    let all: Vec<&str> = text.split(',').map(str::trim).collect();
    let good = |address: &&str| {
        address
            .rsplit_once(':')
            .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0))
    };
    all.iter().all(good).then(|| all.join(","))
}

type Plain = BTreeMap<String, String>;
type Secret = BTreeMap<String, SecretString>;

fn client(context: &Context<'_>, entries: Vec<(String, Found)>) -> (Plain, Secret) {
    let (mut plain, mut hidden) = (Plain::new(), Secret::new());
    for (key, found) in entries {
        if matches!(found.kind, ValueKind::Nil) {
            continue;
        }
        if is_secret(&key) {
            hidden.extend(secret(context, found).map(|value| (key, value)));
            continue;
        }
        let Some(value) = found.text() else {
            let hint = "write the client's dotted key on one line, such as `security.protocol: SSL`";
            context.problem(&found.place, &found.path, "a text is wanted", Some(hint.into()));
            continue;
        };
        if let Some(ours) = clash(&key, &value) {
            let message = format!(
                "`{value}` clashes with `{ours}`, which the service sets because it carries correctness"
            );
            context.problem(&found.place, &found.path, message, Some("remove the key".into()));
            continue;
        }
        // A key that says what is so anyway needs no saying.
        if !is_protected(&key) {
            plain.insert(key, value);
        }
    }
    (plain, hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_ports() {
        assert_eq!(addresses("a:9092, b:9093").as_deref(), Some("a:9092,b:9093"));
        for bad in ["a", "a:", ":9092", "a:0", "a:9092,", "a:70000"] {
            assert_eq!(addresses(bad), None, "{bad}");
        }
    }
}
