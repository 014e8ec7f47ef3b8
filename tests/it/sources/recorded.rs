//! Payloads recorded from the networks, with what a careful person derives from each; and a day as a
//! stream. They lie beside the repository, not in it: where they are missing the tests say so and pass.
//! `OUTCRY_NETWORK=reddit` looks at one folder alone and asserts even if its adapter lists nothing.

mod expected;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use outcry::domain::network::Network;
use serde_json::Value;

use super::{covered, read_at, reader};
use expected::{Miss, compare, is_accepted, line_of};

fn shared(below: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("OUTCRY_SHARED").map_or(beside, PathBuf::from);
    let path = root.join("data").join(below);
    if !path.exists() {
        let mut out = std::io::stderr();
        let _ = std::io::Write::write_fmt(
            &mut out,
            format_args!(
                "SKIPPED: {} is not there; name its root in OUTCRY_SHARED\n",
                path.display()
            ),
        );
        return None;
    }
    Some(path)
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// What came of the payloads of one folder.
#[derive(Default)]
struct Tally {
    payloads: usize,
    accepted: usize,
    fields: usize,
    misses: Vec<Miss>,
}

fn tally(network: Network, folder: &Path) -> Tally {
    let mut tally = Tally::default();
    let payloads = sorted(folder).into_iter();
    for path in payloads.filter(|path| !path.to_string_lossy().ends_with(".expect.json")) {
        let expected = std::fs::read(path.with_extension("expect.json")).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let line = line_of(network, &std::fs::read(&path).unwrap(), &expected);
        tally.payloads += 1;
        tally.accepted += usize::from(is_accepted(&line));
        let (fields, misses) = compare(network, &path, &expected, &line);
        tally.fields += fields;
        tally.misses.extend(misses);
    }
    tally
}

#[test]
fn recorded_payloads_come_to_what_a_person_reads_in_them() {
    let Some(root) = shared("payloads") else {
        return;
    };
    let asked = std::env::var("OUTCRY_NETWORK").ok();
    let called = |name: &String| Network::called(name).unwrap_or_else(|| panic!("no network `{name}`"));
    let only = asked.as_ref().map(called);
    let mut tallies = BTreeMap::new();
    for folder in sorted(&root).iter().filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let network = Network::called(&name).unwrap_or_else(|| panic!("no network `{name}`"));
        let exact = asked
            .as_ref()
            .is_none_or(|asked| !root.join(asked).is_dir() || *asked == name);
        if exact && only.is_none_or(|only| only == network) {
            tallies.insert(name, (network, tally(network, folder)));
        }
    }
    assert!(!tallies.is_empty(), "no folder of that network");
    eprintln!("network              payloads accepted   fields    right");
    for (name, (_, tally)) in &tallies {
        let right = tally.fields - tally.misses.len();
        eprintln!(
            "{name:20} {:8} {:8} {:8} {right:8}",
            tally.payloads, tally.accepted, tally.fields
        );
    }
    let mut wrong = Vec::new();
    for (name, (network, tally)) in &tallies {
        if only.is_none() && !covered().contains(network) {
            continue;
        }
        for miss in &tally.misses {
            eprintln!("{miss}");
        }
        if tally.accepted < tally.payloads {
            wrong.push(format!(
                "{name}: {} of {} payloads accepted",
                tally.accepted, tally.payloads
            ));
        }
        if tally.misses.len() * 100 > tally.fields {
            wrong.push(format!(
                "{name}: {} of {} fields wrong",
                tally.misses.len(),
                tally.fields
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[derive(serde::Deserialize)]
struct Captured<'a> {
    timestamp: i64,
    #[serde(borrow)]
    value: &'a serde_json::value::RawValue,
}

#[test]
fn a_recorded_day_is_read_to_the_last_record() {
    let Some(path) = shared("stream/x-day.jsonl.gz") else {
        return;
    };
    let file = flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap());
    let reader = reader();
    let mut fates = std::collections::BTreeMap::<String, usize>::new();
    for line in BufReader::new(file).lines() {
        let line = line.unwrap();
        let record: Captured<'_> = serde_json::from_str(&line).unwrap();
        let arrived = outcry::domain::time::Time(record.timestamp);
        let reading = read_at(&reader, Network::X, record.value.get().as_bytes(), arrived);
        assert!(reading.refused.is_empty(), "{reading:?}\n{line}");
        for read in &reading.events {
            let event = read.event();
            let asks = matches!(read, outcry::sources::Read::Unplaced { .. });
            let name = format!(
                "{:?} {:?}{}",
                event.action,
                event.kind,
                if asks { ", to look up" } else { "" }
            );
            *fates.entry(name).or_default() += 1;
        }
        if let Some(reason) = reading.ignored {
            *fates.entry(format!("ignored {}", reason.name())).or_default() += 1;
        }
    }
    eprintln!("{fates:#?}");
    let count = |name: &str| fates.get(name).copied().unwrap_or_default();
    assert_eq!(fates.values().sum::<usize>(), 43_446, "one outcome a record");
    assert_eq!(count("ignored control"), 24, "the disconnect notices");
    assert!(count("Create Share") > 17_000 && count("Edit Post") >= 300 && count("Create Quote") >= 565);
    assert_eq!(count("Delete Unknown, to look up"), 417);
}
