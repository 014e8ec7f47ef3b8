//! The files under `schemas/`: documented, of one style, and frozen as the lock says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use outcry::wire::Wire;
use outcry::wire::lock::{self, LockLine};
use serde_json::Value;
use sha2::Digest;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn avsc_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|p| p.extension().is_some_and(|e| e == "avsc"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no schema in {}", folder.display());
    files
}

/// Complaints about a type, at any depth.
fn complaints(at: &str, schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Array(variants) => {
            if variants.len() != 2 || variants[0] != "null" {
                found.push(format!("{at}: a union other than null and one more"));
            }
            variants.iter().for_each(|variant| complaints(at, variant, found));
        }
        Value::Object(fields) => {
            let named = fields.contains_key("name");
            if named
                && fields
                    .get("doc")
                    .and_then(Value::as_str)
                    .is_none_or(|doc| doc.len() < 4)
            {
                found.push(format!("{at}: no doc"));
            }
            if let Some(items) = fields.get("items") {
                complaints(at, items, found);
            }
            if fields["type"] == "enum"
                && (fields["symbols"][0] != "unknown" || fields["default"] != "unknown")
            {
                found.push(format!("{at}: `unknown` is not its first symbol and default"));
            }
            for field in fields
                .get("fields")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                field_complaints(at, field, found);
            }
        }
        Value::String(_) => {}
        Value::Null | Value::Bool(_) | Value::Number(_) => found.push(format!("{at}: no type")),
    }
}

fn field_complaints(at: &str, field: &Value, found: &mut Vec<String>) {
    let at = format!("{at}.{}", field["name"].as_str().unwrap_or("?"));
    let doc = field["doc"].as_str().unwrap_or_default();
    if doc.len() < 4 {
        found.push(format!("{at}: no doc"));
    }
    let optional = field["type"].is_array();
    if optional && field.get("default") != Some(&Value::Null) {
        found.push(format!("{at}: optional, and its default is not null"));
    }
    let kind = if optional {
        &field["type"][1]
    } else {
        &field["type"]
    };
    // The `at` of a bin is its number, an int.
    let named_time = (at.ends_with("_at") || at.ends_with(".at")) && kind != "int";
    if named_time && (kind["logicalType"] != "timestamp-millis" || !doc.contains("1970")) {
        found.push(format!("{at}: a moment that is no documented timestamp-millis"));
    }
    if at.ends_with("_ms") && (kind != "long" || !doc.contains("milliseconds")) {
        found.push(format!(
            "{at}: a length of time that is no documented long of milliseconds"
        ));
    }
    if (kind == "double" || kind == "int")
        && !doc.to_lowercase().contains("from ")
        && !doc.contains(" to ")
        && !doc.contains("scalar")
    {
        found.push(format!("{at}: a number without a range"));
    }
    complaints(&at, &field["type"], found);
}

#[test]
fn every_type_and_field_is_documented_and_of_one_style() {
    let mut found = Vec::new();
    for file in [avsc_files(&folder()), avsc_files(&folder().join("state"))].concat() {
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        complaints(&stem, &json(&file), &mut found);
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn locked() -> Vec<LockLine> {
    lock::parse(&fs::read_to_string(folder().join("ids.lock")).unwrap()).unwrap()
}

fn frozen(line: &LockLine) -> PathBuf {
    let name = line.record.rsplit('.').next().unwrap();
    folder()
        .join("history")
        .join(name)
        .join(format!("v{}.avsc", line.version))
}

#[test]
fn a_changed_schema_is_a_new_version() {
    let lines = locked();
    for schema in Wire::locked().schemas() {
        let newest = lines
            .iter()
            .filter(|line| line.record == schema.name)
            .max_by_key(|line| line.version);
        let newest = newest.unwrap_or_else(|| panic!("schemas/ids.lock has no line for {}", schema.name));
        assert_eq!(newest.id, schema.id, "{}", schema.name);
        assert_eq!(
            newest.fingerprint,
            schema.fingerprint,
            "the schema of {0} has changed: copy it to schemas/history as v{1}.avsc, name that version in \
             src/wire/catalogue.rs, and add to schemas/ids.lock:\n0x{2:08X} {0} {1} {3}",
            schema.name,
            newest.version + 1,
            lines.iter().map(|line| line.id).max().unwrap() + 1,
            schema.fingerprint,
        );
    }
    assert_eq!(Wire::locked().schemas().count(), 19);
}

/// Without the words for people, which may be improved without a new version.
fn without_docs(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(fields) => {
            fields.remove("doc");
            fields
                .values_mut()
                .for_each(|value| *value = without_docs(value.take()));
        }
        Value::Array(values) => values
            .iter_mut()
            .for_each(|value| *value = without_docs(value.take())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    schema
}

#[test]
fn the_newest_frozen_version_is_what_is_written_now() {
    let mut newest: BTreeMap<String, LockLine> = BTreeMap::new();
    for line in locked() {
        let known = newest.entry(line.record.clone()).or_insert_with(|| line.clone());
        if line.version > known.version {
            *known = line;
        }
    }
    let current: BTreeMap<String, Value> = avsc_files(&folder())
        .iter()
        .map(|file| json(file))
        .map(|schema| {
            let full = |part: &str| schema[part].as_str().unwrap().to_owned();
            (format!("{}.{}", full("namespace"), full("name")), schema)
        })
        .collect();
    assert_eq!(
        newest.keys().collect::<Vec<_>>(),
        current.keys().collect::<Vec<_>>()
    );
    for (name, line) in newest {
        let (then, now) = (json(&frozen(&line)), current[&name].clone());
        assert_eq!(
            without_docs(then),
            without_docs(now),
            "{name}: defaults, aliases and logical types count too"
        );
    }
}

#[test]
fn the_lock_names_each_id_and_each_version_once() {
    let lines = locked();
    let mut next: BTreeMap<&str, usize> = BTreeMap::new();
    for (line, id) in lines.iter().zip(0x4F55_0000..) {
        assert_eq!(line.id, id, "ids are given in order and never again");
        let version = next.entry(&line.record).or_insert(1);
        assert_eq!(line.version, *version, "{}", line.record);
        *version += 1;
        let schema = apache_avro::Schema::parse_str(&fs::read_to_string(frozen(line)).unwrap()).unwrap();
        let hash = sha2::Sha256::digest(schema.canonical_form().as_bytes());
        let fingerprint: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(fingerprint, line.fingerprint, "{}", line.record);
    }
}

#[test]
fn a_line_of_another_form_is_named_with_its_number() {
    let text = "# remark\n0x01 a.B 1 ff\n2 a.B 2 ff\n0x03 a.B two ff\n0x04 a.B 4 ff more\n";
    let error = lock::parse(text).unwrap_err();
    let numbers: Vec<&str> = error
        .lines()
        .map(|line| line.split(':').nth(1).unwrap())
        .collect();
    assert_eq!(numbers, ["3", "4", "5"]);
}
