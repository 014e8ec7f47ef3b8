//! What the same records come to without a broker: the `replay` command's output.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use outcry::domain::topic::Topic;

use super::client::Stored;
use super::outcome::Outcome;
use super::world::{World, said};

/// Runs `replay` over these records with the deployment's settings.
pub fn outcome(world: &World, records: &[Stored]) -> Outcome {
    let file = world.dir().join("recorded.jsonl");
    let out = world.dir().join("replayed");
    let mut lines = std::io::BufWriter::new(std::fs::File::create(&file).expect("file"));
    for record in records {
        let value: Value = serde_json::from_slice(record.value.as_deref().unwrap_or(b"null")).expect("JSON");
        let line = json!({
            "topic": "social.raw.x.v1", "key": null, "timestamp": record.timestamp, "value": value,
        });
        writeln!(lines, "{line}").expect("written");
    }
    lines.flush().expect("written");
    let done = world.command(
        "replay",
        &[&file.to_string_lossy(), "--out", &out.to_string_lossy()],
    );
    assert!(done.status.success(), "replay: {}", said(&done));
    let cascades = by_key(&out, Topic::Cascades).into_iter();
    Outcome {
        items: by_key(&out, Topic::WorkItems),
        alerts: by_key(&out, Topic::Alerts),
        cascades: cascades
            .filter_map(|(key, mut all): (_, Vec<_>)| Some((key, all.pop()?)))
            .collect(),
    }
}

fn by_key<T: DeserializeOwned>(out: &Path, topic: Topic) -> BTreeMap<String, Vec<T>> {
    let text = std::fs::read_to_string(out.join(format!("{}.jsonl", topic.name()))).unwrap_or_default();
    let mut found: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for line in text.lines() {
        let mut line: Value = serde_json::from_str(line).expect("a line of replay");
        let key = line["key"].as_str().unwrap_or_default().to_string();
        let value = serde_json::from_value(line["value"].take()).expect("a record of replay");
        found.entry(key).or_default().push(value);
    }
    found
}
