//! Each fixture against the line it must come to. `UPDATE_GOLDEN=1` writes the lines anew: read the diff.

use std::collections::BTreeSet;

use outcry::app::normalise;
use outcry::domain::network::Network;
use outcry::sources::coverage;
use serde_json::Value;

use super::{covered, fixtures, folder, payload_name, reader};

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
    for network in covered() {
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
    for network in covered() {
        let names: BTreeSet<String> = fixtures(network).into_iter().map(|(name, _)| name).collect();
        for entry in std::fs::read_dir(folder(network)).unwrap() {
            let file = entry.unwrap().file_name().into_string().unwrap();
            let name = file.strip_suffix(".out.json").or_else(|| payload_name(&file));
            assert!(
                name.is_some_and(|name| names.contains(name)),
                "{file} stands alone"
            );
        }
    }
}

/// What a fixture must show besides the kinds and actions that the adapter lists: fate and reason.
const EVERYWHERE: [(&str, &str); 3] = [
    ("ignored", "until_mark"),
    ("rejected", "unknown_kind"),
    ("rejected", "bad_field"),
];

const BESIDES: [(Network, &str, &str); 6] = [
    (Network::X, "partial", "bad_field"),
    (Network::X, "rejected", "undecodable"),
    (Network::X, "ignored", "control"),
    (Network::X, "ignored", "reaction"),
    (Network::Bluesky, "ignored", "control"),
    (Network::Bluesky, "ignored", "reaction"),
];

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[test]
fn every_kind_and_action_listed_has_a_fixture_and_no_other_is_shown() {
    let mut wrong = Vec::new();
    for network in covered() {
        let lines = lines(network);
        let name = network.name();
        if lines.len() < 5 {
            wrong.push(format!("{name} has {} fixtures, 5 are wanted", lines.len()));
        }
        let events = lines
            .iter()
            .flat_map(|(_, line)| line["events"].as_array().unwrap());
        let posts = events.filter(|event| event["type"].is_null());
        let shown: BTreeSet<(String, String)> = posts
            .map(|event| (text(&event["kind"]), text(&event["action"])))
            .collect();
        let covers = coverage(network).unwrap().covers.iter();
        let listed: BTreeSet<(String, String)> = covers
            .map(|(kind, action)| (kind.name().to_owned(), action.name().to_owned()))
            .collect();
        for (kind, action) in listed.difference(&shown) {
            wrong.push(format!("{name} lists {kind} {action}, and no fixture shows it"));
        }
        for (kind, action) in shown.difference(&listed) {
            wrong.push(format!(
                "{name} has a fixture for {kind} {action}, which is not listed"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fate_has_a_fixture() {
    for network in covered() {
        let fates: BTreeSet<(String, String)> = lines(network)
            .iter()
            .map(|(_, line)| (text(&line["fate"]), text(&line["reason"])))
            .collect();
        let besides = BESIDES.iter().filter(|(other, ..)| *other == network);
        let besides = besides.map(|(_, fate, reason)| (*fate, *reason));
        for (fate, reason) in EVERYWHERE.iter().copied().chain(besides) {
            let there = fates.contains(&(fate.to_owned(), reason.to_owned()));
            assert!(there, "{} has no fixture for {fate} {reason}", network.name());
        }
    }
}
