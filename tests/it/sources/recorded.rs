//! Payloads recorded from the networks, with what a careful person derives from each; and a day as a
//! stream. They lie beside the repository, not in it: where they are missing the tests say so and pass.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use outcry::app::normalise;
use outcry::domain::ids::PostKey;
use outcry::domain::network::Network;
use serde_json::{Value, json};

use super::{TENANT, hasher, read_at, reader};

fn shared(below: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let root = std::env::var_os("OUTCRY_SHARED").map_or(beside, PathBuf::from);
    let path = root.join("data").join(below);
    if !path.exists() {
        let mut out = std::io::stderr();
        let _ = std::io::Write::write_fmt(
            &mut out,
            format_args!("SKIPPED: {} is not there; name its root in OUTCRY_SHARED\n", path.display()),
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
        (_, _, Some(action @ ("delete" | "edit"))) => action.to_owned(),
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

/// `und` and its like say that the language is not known; `in` was replaced long ago.
fn language(tag: &Value) -> Value {
    match tag.as_str() {
        Some("und" | "zxx" | "qme" | "qst" | "qht" | "qam" | "qct" | "art") => Value::Null,
        Some("in") => json!("id"),
        _ => tag.clone(),
    }
}

/// What an expected field must look like in an event.
fn wanted(network: Network, field: &str, expected: &Value) -> Value {
    let text = expected.as_str().unwrap_or_default();
    match field {
        // A message between two people is no post: it has no effect yet.
        "kind" if text == "message" => json!("control"),
        "author_id" => json!(hasher().key(network, text)),
        "root_id" => json!(PostKey::derive(TENANT, network, text)),
        "created_at" => json!(text.parse::<jiff::Timestamp>().unwrap().as_millisecond()),
        "lang_tag" => language(expected),
        _ => expected.clone(),
    }
}

/// Each expected field and what came of it; a field that is null in the expectation is not asked for.
fn compare(network: Network, expected: &Value, line: &Value) -> Vec<(&'static str, Value, Value)> {
    let event = &line["events"][0];
    let parents = [&event["shared"], &event["parent"], &event["quoted"]];
    let parent = parents
        .into_iter()
        .find(|named| !named.is_null())
        .unwrap_or(&Value::Null);
    let kind = json!(kind(line));
    let mut fields = vec![("kind", &kind)];
    if !event.is_null() {
        fields.extend([
            ("native_id", &event["native_id"]),
            ("author_id", &event["author"]["key"]),
            ("author_handle", &event["author"]["handle"]),
            ("created_at", &event["occurred_at"]),
            ("parent_id", &parent["native_id"]),
            ("root_id", &event["conversation"]),
            ("lang_tag", &event["text"]["language"]),
            ("visibility", &event["visibility"]),
            ("followers", &event["author"]["followers"]),
            ("shares", &event["counts"]["shares"]),
            ("likes", &event["counts"]["likes"]),
            ("replies", &event["counts"]["replies"]),
        ]);
    }
    fields.retain(|(name, _)| !expected[name].is_null());
    let asked = fields.into_iter();
    let mut asked: Vec<_> = asked
        .map(|(name, got)| (name, wanted(network, name, &expected[name]), got.clone()))
        .collect();
    // A message has no effect yet, so there is no event whose words could be compared.
    if expected["kind"] == "message" {
        return asked;
    }
    for piece in expected["text_contains"].as_array().into_iter().flatten() {
        let all = texts(event);
        let found = all.contains(piece.as_str().unwrap());
        asked.push((
            "text_contains",
            piece.clone(),
            if found { piece.clone() } else { json!(all) },
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
