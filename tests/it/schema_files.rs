//! The files under `schemas/`: documented, of one style, and those that the lock names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use outcry::domain::topic::RecordType;
use outcry::wire::lock::{self, LockLine};
use outcry::wire::{SchemaInUse, Wire};
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

/// The lock as the files under `schemas/` want it.
fn wanted_lock() -> String {
    let remarks = "# Schema ids that need no registry: id, full record name, version, SHA-256 of the parsing canonical form.\n\
                   # schemas/README.md says when a line changes.\n";
    let line = |schema: SchemaInUse| LockLine {
        id: schema.id,
        record: schema.name,
        version: 1,
        fingerprint: schema.fingerprint,
    };
    let wire = Wire::locked();
    let lines = wire.schemas().map(|schema| format!("{}\n", line(schema)));
    lines.fold(remarks.into(), |text: String, line| text + &line)
}

#[test]
fn the_lock_has_one_line_a_record_and_it_fits_the_file() {
    let path = folder().join("ids.lock");
    let wanted = wanted_lock();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap();
    let missing: Vec<&str> = wanted
        .lines()
        .filter(|line| !found.lines().any(|found| found == *line))
        .collect();
    assert_eq!(
        found,
        wanted,
        "schemas have changed: run with UPDATE_GOLDEN=1, or put into schemas/ids.lock in place of the lines of the \
         same records:\n{}",
        missing.join("\n")
    );
}

#[test]
fn ids_are_given_in_order_and_each_file_has_one() {
    let lines = lock::parse(&fs::read_to_string(folder().join("ids.lock")).unwrap()).unwrap();
    for (line, id) in lines.iter().zip(0x4F55_0000..) {
        assert_eq!(line.id, id, "{}", line.record);
    }
    let full_name = |file: &PathBuf| {
        let schema = json(file);
        format!(
            "{}.{}",
            schema["namespace"].as_str().unwrap(),
            schema["name"].as_str().unwrap()
        )
    };
    let files: BTreeSet<String> = avsc_files(&folder()).iter().map(full_name).collect();
    let locked: BTreeSet<String> = lines.iter().map(|line| line.record.clone()).collect();
    assert_eq!(locked, files);
    assert_eq!(lines.len(), RecordType::ALL.len());
}

#[test]
fn the_fingerprint_is_the_hash_of_the_canonical_form() {
    for line in lock::parse(&wanted_lock()).unwrap() {
        let short = line.record.rsplit('.').next().unwrap();
        let file = avsc_files(&folder())
            .into_iter()
            .find(|file| json(file)["name"] == short);
        let schema = apache_avro::Schema::parse_str(&fs::read_to_string(file.unwrap()).unwrap()).unwrap();
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
