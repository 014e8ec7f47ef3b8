//! Each fixture against the line it must come to. `UPDATE_GOLDEN=1` writes the lines anew: read the diff.

use std::collections::BTreeSet;

use outcry::app::normalise;
use outcry::domain::network::Network;
use serde_json::Value;

use super::{fixtures, folder, reader};

fn lines(network: Network) -> Vec<(String, Value)> {
    let reader = reader();
    let lines = fixtures(network).into_iter().map(|(name, body)| {
        let line = normalise::line(&reader, network, &body);
        assert!(!line.contains('\n'), "{name} is more than one line");
        (name, serde_json::from_str(&line).unwrap())
    });
    lines.collect()
}

#[test]
fn every_fixture_comes_to_its_line() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    for network in Network::ALL {
        for (name, line) in lines(network) {
            let path = folder(network).join(format!("{name}.out.json"));
            let printed = format!("{}\n", serde_json::to_string_pretty(&line).unwrap());
            if update {
                std::fs::write(&path, printed).unwrap();
            } else if std::fs::read_to_string(&path).ok().as_ref() != Some(&printed) {
                wrong.push(format!("{} gives\n{printed}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_expected_line_has_its_payload() {
    for network in Network::ALL {
        let names: BTreeSet<String> = fixtures(network).into_iter().map(|(name, _)| name).collect();
        for entry in std::fs::read_dir(folder(network)).unwrap() {
            let file = entry.unwrap().file_name().into_string().unwrap();
            let name = file
                .strip_suffix(".out.json")
                .or_else(|| file.strip_suffix(".in.json"));
            assert!(
                name.is_some_and(|name| names.contains(name)),
                "{file} stands alone"
            );
        }
    }
}

/// What every network must have a fixture for, as kind and action of an event, or fate and reason.
const EVERYWHERE: [(&str, &str); 12] = [
    ("post", "create"),
    ("reply", "create"),
    ("quote", "create"),
    ("share", "create"),
    ("post", "edit"),
    ("unknown", "delete"),
    ("ignored", "control"),
    ("ignored", "reaction"),
    ("ignored", "until_mark"),
    ("rejected", "unknown_kind"),
    ("rejected", "bad_field"),
    ("emitted", ""),
];

const BESIDES: [(Network, &str, &str); 4] = [
    (Network::X, "reply", "edit"),
    (Network::X, "partial", "bad_field"),
    (Network::X, "rejected", "undecodable"),
    (Network::Bluesky, "share", "delete"),
];

#[test]
fn every_shape_listed_has_a_fixture() {
    for network in Network::ALL {
        let lines = lines(network);
        assert!(
            lines.len() >= 5,
            "{} has {} fixtures",
            network.name(),
            lines.len()
        );
        let mut shown = BTreeSet::new();
        for (_, line) in &lines {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            shown.insert((text(&line["fate"]), text(&line["reason"])));
            for event in line["events"].as_array().unwrap() {
                shown.insert((text(&event["kind"]), text(&event["action"])));
            }
        }
        let besides = BESIDES.iter().filter(|(other, ..)| *other == network);
        let wanted = EVERYWHERE
            .iter()
            .copied()
            .chain(besides.map(|(_, a, b)| (*a, *b)));
        for (a, b) in wanted {
            let there = shown.contains(&(a.to_owned(), b.to_owned()));
            assert!(there, "{} has no fixture for {a} {b}", network.name());
        }
    }
}
