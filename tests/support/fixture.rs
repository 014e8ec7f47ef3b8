//! The fixtures of the networks, and the deployment that they are read for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use outcry::domain::mask::MaskPolicy;
use outcry::domain::network::Network;
use outcry::settings::{Given, SettingsFile};
use outcry::sources::{Limits, Mapping, Reader, Setup, coverage};

pub const TENANT: &str = "harbour";
pub const SECRET: &[u8] = b"a secret of the tests";

/// A deployment with own accounts on three networks.
fn setup() -> Setup {
    Setup {
        tenant: TENANT.into(),
        secret: SECRET.to_vec(),
        own_accounts: BTreeMap::from([
            (Network::X, ["@HARBOURair".to_owned()].into()),
            (
                Network::Bluesky,
                ["did:plc:gggg2222hhhh3333iiii4444".to_owned()].into(),
            ),
            (Network::Email, ["care@harbour.example".to_owned()].into()),
        ]),
        limits: Limits::default(),
        page_within: Network::X.page_within(),
        masking: MaskPolicy::default(),
        mapping: mapping(),
    }
}

/// The mapping of the generic network's fixtures, as settings say it.
fn mapping() -> Option<Mapping> {
    let given = Given {
        files: vec![SettingsFile {
            name: "generic.yaml".to_owned(),
            text: include_str!("../fixtures/sources/generic.yaml").to_owned(),
        }],
        ..Given::default()
    };
    let loaded = outcry::settings::load(&given).unwrap_or_else(|problems| panic!("{problems}"));
    loaded.settings.sources.into_iter().find_map(|feed| feed.mapping)
}

pub fn reader() -> Reader {
    Reader::new(setup())
}

/// The networks that are read: those whose adapter lists what it covers.
pub fn covered() -> Vec<Network> {
    let listed = |network: &Network| coverage(*network).is_some_and(|c| !c.covers.is_empty());
    Network::ALL.into_iter().filter(listed).collect()
}

/// Name of a fixture that is the payload file `<name>.in.<ext>`.
pub fn payload_name(file: &str) -> Option<&str> {
    let (name, extension) = file.rsplit_once('.')?;
    let name = name.strip_suffix(".in")?;
    ["json", "eml", "xml", "txt"].contains(&extension).then_some(name)
}

/// Every fixture of a network: its name and its payload, in the order of the names.
pub fn fixtures(network: Network) -> Vec<(String, Vec<u8>)> {
    let folder = folder(network);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut found: Vec<(String, Vec<u8>)> = entries
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            let name = payload_name(path.file_name()?.to_str()?)?.to_owned();
            Some((name, std::fs::read(&path).unwrap()))
        })
        .collect();
    found.sort();
    found
}

pub fn folder(network: Network) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/fixtures/sources").join(network.name())
}
