//! Values that another build wrote: its schema may lack fields, or have more of them and of symbols.

use std::fs;
use std::path::Path;

use apache_avro::Schema;
use apache_avro::reader::datum::GenericDatumReader;
use apache_avro::types::Value;
use apache_avro::writer::datum::GenericDatumWriter;
use outcry::domain::item::WorkItem;
use outcry::domain::item_state::WorkState;
use outcry::domain::topic::RecordType;
use outcry::wire::ids::SchemaIds;
use outcry::wire::{Wire, WireError};

use super::item_samples;

/// The ids of the lock, and one more schema under the id 7.
#[derive(Debug)]
struct AndOneMore(String);

impl SchemaIds for AndOneMore {
    fn own(&self, record: RecordType, _name: &str, _schema: &str) -> Result<Vec<u32>, WireError> {
        Ok(vec![0x4F55_0000 + record as u32])
    }

    fn writer(&self, id: u32) -> Result<Option<String>, WireError> {
        Ok((id == 7).then(|| self.0.clone()))
    }
}

fn schemas() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

fn work_item_schema() -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(schemas().join("work_item.avsc")).unwrap()).unwrap()
}

fn fields(schema: &mut serde_json::Value) -> &mut Vec<serde_json::Value> {
    schema["fields"].as_array_mut().unwrap()
}

/// The sample's fields as the tree that the library writes from.
fn tree(item: &WorkItem) -> Vec<(String, Value)> {
    let mut bytes = Vec::new();
    Wire::locked().encode(item, &mut bytes).unwrap();
    let schema = Schema::parse_str(&work_item_schema().to_string()).unwrap();
    let reader = GenericDatumReader::builder(&schema).build().unwrap();
    let Value::Record(fields) = reader.read_value(&mut &bytes[5..]).unwrap() else {
        panic!("no record")
    };
    fields
}

fn written(schema: &serde_json::Value, fields: Vec<(String, Value)>) -> (Wire, Vec<u8>) {
    let text = schema.to_string();
    let parsed = Schema::parse_str(&text).unwrap();
    let writer = GenericDatumWriter::builder(&parsed).build().unwrap();
    let body = writer.write_value_to_vec(Value::Record(fields)).unwrap();
    let wire = Wire::new(Box::new(AndOneMore(text))).unwrap();
    (wire, [&[0, 0, 0, 0, 7][..], &body].concat())
}

#[test]
fn a_newer_writers_fields_and_symbols_are_survived() {
    let mut newer = work_item_schema();
    fields(&mut newer).insert(
        2,
        serde_json::json!({"name": "mood", "type": "string", "default": ""}),
    );
    let status = fields(&mut newer)
        .iter_mut()
        .find(|field| field["name"] == "work_state")
        .unwrap();
    let symbols = status["type"]["symbols"].as_array_mut().unwrap();
    let parked = u32::try_from(symbols.len()).unwrap();
    symbols.push("parked".into());
    let mut values = tree(&item_samples::work_item_full());
    values.insert(2, ("mood".into(), Value::String("calm".into())));
    let status = values.iter_mut().find(|(name, _)| name == "work_state").unwrap();
    status.1 = Value::Enum(parked, "parked".into());
    let (wire, bytes) = written(&newer, values);
    let expected = WorkItem {
        work_state: WorkState::Unknown,
        ..item_samples::work_item_full()
    };
    assert_eq!(wire.record_type(&bytes), Ok(RecordType::WorkItem));
    assert_eq!(wire.decode(&bytes), Ok(expected));
}

#[test]
fn an_older_writers_missing_fields_have_their_defaults() {
    let absent = ["assignee", "skills", "work_state", "others"];
    let mut older = work_item_schema();
    fields(&mut older).retain(|field| !absent.contains(&field["name"].as_str().unwrap()));
    let mut values = tree(&item_samples::work_item_full());
    values.retain(|(name, _)| !absent.contains(&name.as_str()));
    let (wire, bytes) = written(&older, values);
    let expected = WorkItem {
        assignee: None,
        skills: Vec::new(),
        work_state: WorkState::Unknown,
        others: Vec::new(),
        ..item_samples::work_item_full()
    };
    assert_eq!(wire.decode(&bytes), Ok(expected));
    let longer = [&bytes[..], &[0]].concat();
    assert!(matches!(
        wire.decode::<WorkItem>(&longer),
        Err(WireError::BadBody(_))
    ));
}

#[test]
fn a_schema_that_does_not_fit_is_the_records_fault() {
    let mut other = work_item_schema();
    fields(&mut other).retain(|field| field["name"] != "tenant");
    let mut values = tree(&item_samples::work_item_full());
    values.retain(|(name, _)| name != "tenant");
    let (wire, bytes) = written(&other, values);
    assert!(matches!(
        wire.decode::<WorkItem>(&bytes),
        Err(WireError::BadBody(_))
    ));
}
