//! One schema, made ready to write and read values without a tree in between.

use apache_avro::reader::datum::GenericDatumReader;
use apache_avro::schema::{NamesRef, ResolvedSchema, UnionSchema};
use apache_avro::{Schema, from_value, write_avro_datum_ref};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::plan::Plan;
use super::read::Reader;
use super::write::Writer;
use crate::domain::ids::hex;

/// No string, byte field or array of a record is longer than this: a length that claims more is refused
/// before memory is asked for. Kafka's largest record is far below it.
const LONGEST: usize = 16 * 1024 * 1024;

/// Longest part of a codec's complaint that is kept: it may quote the value.
const LONGEST_COMPLAINT: usize = 160;

/// A parsed schema.
#[derive(Debug)]
pub(super) struct Datum {
    whole: Schema,
    /// The same without references by name, which would be looked up at each value.
    inlined: Schema,
    /// The quick way, where the schema allows it.
    plan: Option<Plan>,
}

impl Datum {
    /// Parses the JSON text of a schema.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        apache_avro::util::max_allocation_bytes(LONGEST);
        let whole = Schema::parse_str(text).map_err(|e| shortened(&e.to_string()))?;
        let resolved = ResolvedSchema::new(&whole).map_err(|e| shortened(&e.to_string()))?;
        let inlined = inline(&whole, resolved.get_names(), 0)?;
        let plan = Plan::of(&inlined);
        Ok(Self { whole, inlined, plan })
    }

    /// The full name of the record.
    pub(super) fn name(&self) -> String {
        self.whole.name().map(ToString::to_string).unwrap_or_default()
    }

    /// SHA-256 of the parsing canonical form, in hexadecimal.
    pub(super) fn fingerprint(&self) -> String {
        let hash = Sha256::digest(self.whole.canonical_form().as_bytes());
        let halves = hash.chunks_exact(16).filter_map(|half| half.try_into().ok());
        halves
            .map(|half: [u8; 16]| String::from_utf8_lossy(&hex(&half)).into_owned())
            .collect()
    }

    /// Whether values of both look the same on the wire and mean the same.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.whole == other.whole
    }

    /// Appends the value's bytes.
    ///
    /// # Errors
    /// The value does not fit the schema; `to` may hold a part of it.
    pub(super) fn write<T: Serialize>(&self, value: &T, to: &mut Vec<u8>) -> Result<(), String> {
        if let Some(plan) = &self.plan {
            return value
                .serialize(Writer::new(plan, to))
                .map_err(|e| shortened(&e.0));
        }
        write_avro_datum_ref(&self.inlined, &NamesRef::new(), value, to)
            .map(|_| ())
            .map_err(complaint)
    }

    /// Appends the bytes of one item of a schema that is an array.
    ///
    /// # Errors
    /// The item does not fit the schema, or the schema is no array of the quick way.
    pub(super) fn write_item<T: Serialize>(&self, item: &T, to: &mut Vec<u8>) -> Result<(), String> {
        let Some(Plan::Array(plan)) = &self.plan else {
            return Err("its schema is no array of what the plan knows".into());
        };
        let written = item.serialize(Writer::new(plan, to));
        written.map_err(|e| shortened(&e.0))
    }

    /// Reads a value written under this schema, to its last byte.
    ///
    /// # Errors
    /// The bytes do not follow the schema, or something follows them.
    pub(super) fn read<T: DeserializeOwned>(&self, mut body: &[u8]) -> Result<T, String> {
        if let Some(plan) = &self.plan {
            let value = T::deserialize(Reader::new(plan, &mut body)).map_err(|e| shortened(&e.0))?;
            return at_end(body).map(|()| value);
        }
        let none = ResolvedSchema::new_with_schemata(Vec::new()).map_err(complaint)?;
        let value = GenericDatumReader::builder(&self.inlined)
            .resolved_writer_schemata(none)
            .build()
            .and_then(|reader| reader.read_deser(&mut body))
            .map_err(complaint)?;
        at_end(body)?;
        Ok(value)
    }

    /// Reads a value written under `writer` as a value of this schema: fields that the writer did not
    /// know get their defaults, symbols that this schema does not know become its enum's default.
    /// Slower than `read`: it goes through a tree.
    ///
    /// # Errors
    /// The bytes do not follow the writer's schema, something follows them, or the two schemas do not fit.
    pub(super) fn read_from<T: DeserializeOwned>(&self, writer: &Self, mut body: &[u8]) -> Result<T, String> {
        let value = GenericDatumReader::builder(&writer.whole)
            .reader_schema(&self.whole)
            .build()
            .and_then(|reader| reader.read_value(&mut body))
            .map_err(complaint)?;
        at_end(body)?;
        from_value(&value).map_err(complaint)
    }
}

fn at_end(rest: &[u8]) -> Result<(), String> {
    if rest.is_empty() {
        Ok(())
    } else {
        Err(format!("{} bytes follow its end", rest.len()))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "takes what map_err gives")]
fn complaint(error: apache_avro::Error) -> String {
    use apache_avro::error::Details;
    // Those two print the whole schema.
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum that grows")]
    match error.details() {
        Details::DeserializeSchemaAware {
            value_type, value, ..
        } => shortened(&format!("no {value_type} here: {value}")),
        Details::SerializeRecordFieldWithSchema {
            field_name, error, ..
        } => shortened(&format!("field `{field_name}`: {error}")),
        other => shortened(&other.to_string()),
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_COMPLAINT).collect()
}

/// Deepest nesting of a schema.
const DEEPEST: usize = 32;

fn inline(schema: &Schema, names: &NamesRef<'_>, depth: usize) -> Result<Schema, String> {
    if depth > DEEPEST {
        return Err("the schema refers to itself".into());
    }
    let mut copy = schema.clone();
    match &mut copy {
        Schema::Ref { name } => {
            let found = names.get(name).ok_or_else(|| format!("no type `{name}`"))?;
            return inline(found, names, depth + 1);
        }
        Schema::Array(array) => *array.items = inline(&array.items, names, depth + 1)?,
        Schema::Map(map) => *map.types = inline(&map.types, names, depth + 1)?,
        Schema::Union(union) => {
            let variants: Result<Vec<Schema>, String> = union
                .variants()
                .iter()
                .map(|v| inline(v, names, depth + 1))
                .collect();
            *union = UnionSchema::new(variants?).map_err(complaint)?;
        }
        Schema::Record(record) => {
            for field in &mut record.fields {
                field.schema = inline(&field.schema, names, depth + 1)?;
            }
        }
        Schema::Null
        | Schema::Boolean
        | Schema::Int
        | Schema::Long
        | Schema::Float
        | Schema::Double
        | Schema::Bytes
        | Schema::String
        | Schema::Enum(_)
        | Schema::Fixed(_)
        | Schema::Decimal(_)
        | Schema::BigDecimal
        | Schema::Uuid(_)
        | Schema::Date
        | Schema::TimeMillis
        | Schema::TimeMicros
        | Schema::TimestampMillis
        | Schema::TimestampMicros
        | Schema::TimestampNanos
        | Schema::LocalTimestampMillis
        | Schema::LocalTimestampMicros
        | Schema::LocalTimestampNanos
        | Schema::Duration(_) => {}
    }
    Ok(copy)
}
