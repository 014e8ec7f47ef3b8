//! Payloads recorded from the networks, with what a careful person derives from each; and a day as a
//! stream. They lie beside the repository, not in it: where they are missing the tests say so and pass.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use outcry::app::normalise;
use outcry::domain::network::Network;
use serde_json::{Value, json};

use super::{hasher, read_at, reader};

fn shared(below: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("OUTCRY_SHARED").map_or(beside, PathBuf::from);
    let path = root.join("data").join(below);
    if !path.exists() {
        eprintln!(
            "SKIPPED: {} is not there; name its root in OUTCRY_SHARED",
            path.display()
        );
        return None;
    }
    Some(path)
}

/// The kinds that the expectations know, made of what a payload came to.
fn kind(line: &Value) -> String {
    let event = &line["events"][0];
    match (
        line["fate"].as_str(),
        line["reason"].as_str(),
        event["action"].as_str(),
    ) {
        (Some("ignored"), Some(reason), _) => reason.to_owned(),
        (Some("rejected"), Some(reason), _) => format!("rejected: {reason}"),
        (_, _, Some("delete")) => "delete".to_owned(),
        _ => event["kind"].as_str().unwrap_or("nothing").to_owned(),
    }
}

fn texts(event: &Value) -> String {
    let own = event["text"]["plain"].as_str().unwrap_or_default();
    format!(
        "{own}\n{}",
        event["embedded"]["text"]["plain"].as_str().unwrap_or_default()
    )
}

/// Each expected field and what came of it; a field that is null in the expectation is not asked for.
fn compare(network: Network, expected: &Value, line: &Value) -> Vec<(&'static str, Value, Value)> {
    // A message between two people is no post: it has no effect yet.
    let wanted_kind = match expected["kind"].as_str() {
        Some("message") => json!("control"),
        _ => expected["kind"].clone(),
    };
    let mut asked = vec![("kind", wanted_kind, json!(kind(line)))];
    let event = &line["events"][0];
    if event.is_null() {
        return asked;
    }
    let key = |id: &Value| {
        json!(outcry::domain::ids::PostKey::derive(
            "harbour",
            network,
            id.as_str().unwrap()
        ))
    };
    let parent = [&event["shared"], &event["parent"], &event["quoted"]];
    let parent = parent
        .into_iter()
        .find(|named| !named.is_null())
        .unwrap_or(&Value::Null);
    let author = |id: &Value| json!(hasher().key(network, id.as_str().unwrap()));
    let time = |text: &Value| {
        json!(
            text.as_str()
                .unwrap()
                .parse::<jiff::Timestamp>()
                .unwrap()
                .as_millisecond()
        )
    };
    // `und` and its like say that the language is not known.
    let language = |tag: &Value| match tag.as_str() {
        Some("und" | "zxx" | "qme" | "qst" | "qht" | "qam" | "qct" | "art") => Value::Null,
        Some("in") => json!("id"),
        _ => tag.clone(),
    };
    let same = Value::clone;
    let fields: [(&'static str, &dyn Fn(&Value) -> Value, &Value); 11] = [
        ("native_id", &same, &event["native_id"]),
        ("author_id", &author, &event["author"]["key"]),
        ("author_handle", &same, &event["author"]["handle"]),
        ("created_at", &time, &event["occurred_at"]),
        ("parent_id", &same, &parent["native_id"]),
        ("root_id", &key, &event["conversation"]),
        ("lang_tag", &language, &event["text"]["language"]),
        ("followers", &same, &event["author"]["followers"]),
        ("shares", &same, &event["counts"]["shares"]),
        ("likes", &same, &event["counts"]["likes"]),
        ("replies", &same, &event["counts"]["replies"]),
    ];
    for (name, form, got) in fields {
        if !expected[name].is_null() {
            asked.push((name, form(&expected[name]), got.clone()));
        }
    }
    if let Some(visibility) = expected["visibility"].as_str() {
        asked.push(("visibility", json!(visibility), event["visibility"].clone()));
    }
    for piece in expected["text_contains"].as_array().into_iter().flatten() {
        let found = texts(event).contains(piece.as_str().unwrap());
        asked.push((
            "text_contains",
            piece.clone(),
            if found { piece.clone() } else { json!(texts(event)) },
        ));
    }
    asked
}

#[test]
fn recorded_payloads_come_to_what_a_person_reads_in_them() {
    let (mut asked, mut wrong, mut payloads) = (0, Vec::new(), 0);
    for (network, folder) in [
        (Network::X, "payloads/x_v2"),
        (Network::Bluesky, "payloads/bluesky"),
    ] {
        let Some(folder) = shared(folder) else {
            return;
        };
        let mut paths: Vec<_> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        for path in paths
            .iter()
            .filter(|path| !path.to_string_lossy().ends_with(".expect.json"))
        {
            let expected = std::fs::read(path.with_extension("expect.json")).unwrap();
            let expected: Value = serde_json::from_slice(&expected).unwrap();
            let line = normalise::line(&reader(), network, &std::fs::read(path).unwrap());
            let line: Value = serde_json::from_str(&line).unwrap();
            payloads += 1;
            for (field, wanted, got) in compare(network, &expected, &line) {
                asked += 1;
                if wanted != got {
                    wrong.push(format!(
                        "{} {field}: {wanted} expected, {got} found",
                        path.display()
                    ));
                }
            }
        }
    }
    eprintln!(
        "{payloads} recorded payloads, {asked} fields, {} wrong",
        wrong.len()
    );
    for miss in &wrong {
        eprintln!("{miss}");
    }
    assert!(
        asked > 100 && wrong.len() * 100 <= asked,
        "{} of {asked} fields are wrong",
        wrong.len()
    );
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
