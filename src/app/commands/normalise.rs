//! `normalise`: what payloads come to.

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use serde_json::value::RawValue;

use crate::app::cli::NormaliseArgs;
use crate::app::exit::{Exit, Failure, Outcome};
use crate::app::given::{Secrets, settings};
use crate::app::normalise::line;
use crate::app::terminal::unwritten;
use crate::app::topology;
use crate::domain::network::Network;
use crate::settings::{Feed, nearest};
use crate::sources::Reader;

/// The network that this name means.
///
/// # Errors
/// There is none.
pub(super) fn network(name: &str) -> Result<Network, Failure> {
    let known: Vec<&str> = Network::ALL.iter().map(|network| network.name()).collect();
    Network::called(name).ok_or_else(|| {
        let hint = nearest(name, known.iter().copied()).map_or_else(
            || format!("known: {}", known.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        Failure::new(Exit::Usage, format!("no network `{name}`; {hint}"))
    })
}

/// All bytes of a file, or of standard input for `-`.
///
/// # Errors
/// It cannot be read.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let unread = |error| Failure::new(Exit::NoInput, format!("cannot read {}: {error}", path.display()));
    if path.as_os_str() == "-" {
        let mut all = Vec::new();
        io::stdin().lock().read_to_end(&mut all).map_err(unread)?;
        return Ok(all);
    }
    std::fs::read(path).map_err(unread)
}

/// The payloads of a file: one if the whole is one JSON document or no JSON at all (a mail, a feed, frames of a
/// stream), else one a line.
fn payloads(all: &[u8]) -> Vec<&[u8]> {
    let begins_as_json = matches!(all.trim_ascii_start().first(), Some(b'{' | b'[' | b'"'));
    if !begins_as_json || serde_json::from_slice::<&RawValue>(all).is_ok() {
        return vec![all];
    }
    let lines: Vec<&[u8]> = all
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .collect();
    // One document that breaks off is one payload, however many lines it has.
    let json = lines
        .iter()
        .filter(|line| serde_json::from_slice::<&RawValue>(line).is_ok())
        .count();
    if json == 0 { vec![all] } else { lines }
}

/// The tenant's reader where the settings have one for the network, else that of the first tenant.
///
/// # Errors
/// There is no tenant.
pub(super) fn reader(settings: &crate::settings::Settings, network: Network) -> Result<Reader, Failure> {
    let configured = settings
        .sources
        .iter()
        .find(|feed| feed.network == network)
        .cloned();
    let feed = configured.or_else(|| {
        settings.tenants.first().map(|tenant| Feed {
            network,
            tenant: tenant.name.clone(),
            page_within: None,
            mapping: None,
        })
    });
    let reader = feed.and_then(|feed| topology::reader(settings, &feed));
    reader.ok_or_else(|| Failure::new(Exit::Config, "no tenant is configured; add one to `tenants`"))
}

pub(in crate::app) fn run(args: &NormaliseArgs) -> Outcome {
    let network = network(&args.network)?;
    let settings = settings(&args.layers, &[], Secrets::Optional)?.settings;
    let reader = reader(&settings, network)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for path in &args.files {
        let all = bytes(path)?;
        for payload in payloads(&all) {
            let text = line(&reader, network, payload);
            match writeln!(out, "{text}") {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
                Err(error) => return Err(unwritten(&error)),
            }
        }
    }
    out.flush().map_err(|error| unwritten(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_document_or_one_a_line() {
        assert_eq!(payloads(b"{\n \"a\": 1\n}\n").len(), 1);
        assert_eq!(payloads(b"{\"a\":1}\n\n{\"b\":2}\n").len(), 2);
        assert_eq!(payloads(b"{\"a\":1}\n{broken\n").len(), 2);
        assert_eq!(payloads(b"nothing\nof the sort").len(), 1);
        assert_eq!(payloads(b"Subject: lost\n\n42\n\"quoted\"\n").len(), 1, "a mail");
        assert_eq!(payloads(b"").len(), 1);
    }
}
