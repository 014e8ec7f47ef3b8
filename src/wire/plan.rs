//! A schema laid out for walking beside a value: what `write` and `read` check each step against.

use apache_avro::Schema;

use super::known::Known;

/// The part of Avro that the schemas of this repository use.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// `boolean`.
    Bool,
    /// `int` or `long`, timestamps included: the same on the wire.
    Whole,
    /// `double`.
    Double,
    /// `bytes`.
    Bytes,
    /// `string`.
    Text,
    /// `enum`, by its symbols.
    Symbols(Vec<String>),
    /// Union of null and one more, in this order.
    Optional(Box<Self>),
    /// `array`.
    Array(Box<Self>),
    /// `record`, by its fields; never empty, so that every value but null takes at least a byte.
    Record(Fields),
}

/// The fields of a record, in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) all: Vec<Field>,
    names: Known<[&'static str]>,
}

impl Fields {
    /// Whether these are their names, in order.
    pub(super) fn are(&self, names: &'static [&'static str]) -> bool {
        self.names
            .is(names, || self.all.iter().map(|field| &field.name).eq(names))
    }
}

/// A field of a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) plan: Plan,
    known: Known<str>,
}

impl Field {
    /// Whether this is its name.
    pub(super) fn is(&self, name: &'static str) -> bool {
        self.known.is(name, || self.name == name)
    }
}

impl Plan {
    /// The plan of a schema without references; `None` if it uses something else of Avro.
    pub(super) fn of(schema: &Schema) -> Option<Self> {
        Some(match schema {
            Schema::Boolean => Self::Bool,
            Schema::Int | Schema::Long | Schema::TimestampMillis => Self::Whole,
            Schema::Double => Self::Double,
            Schema::Bytes => Self::Bytes,
            Schema::String => Self::Text,
            Schema::Enum(symbols) => Self::Symbols(symbols.symbols.clone()),
            Schema::Union(union) => match union.variants() {
                [Schema::Null, present] => Self::Optional(Box::new(Self::of(present)?)),
                _ => return None,
            },
            Schema::Array(array) => Self::Array(Box::new(Self::of(&array.items)?)),
            Schema::Record(record) if !record.fields.is_empty() => {
                let planned = |field: &apache_avro::schema::RecordField| {
                    Some(Field {
                        name: field.name.clone(),
                        plan: Self::of(&field.schema)?,
                        known: Known::new(),
                    })
                };
                Self::Record(Fields {
                    all: record.fields.iter().map(planned).collect::<Option<_>>()?,
                    names: Known::new(),
                })
            }
            Schema::Null
            | Schema::Float
            | Schema::Record(_)
            | Schema::Map(_)
            | Schema::Fixed(_)
            | Schema::Decimal(_)
            | Schema::BigDecimal
            | Schema::Uuid(_)
            | Schema::Date
            | Schema::TimeMillis
            | Schema::TimeMicros
            | Schema::TimestampMicros
            | Schema::TimestampNanos
            | Schema::LocalTimestampMillis
            | Schema::LocalTimestampMicros
            | Schema::LocalTimestampNanos
            | Schema::Duration(_)
            | Schema::Ref { .. } => return None,
        })
    }

    /// Its kind in the words of Avro, for complaints.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Bool => "boolean",
            Self::Whole => "int or long",
            Self::Double => "double",
            Self::Bytes => "bytes",
            Self::Text => "string",
            Self::Symbols(_) => "enum",
            Self::Optional(_) => "union with null",
            Self::Array(_) => "array",
            Self::Record(_) => "record",
        }
    }
}

/// A value and its schema, or bytes and their schema, do not fit.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Misfit(pub(super) String);

impl serde::ser::Error for Misfit {
    fn custom<T: std::fmt::Display>(what: T) -> Self {
        Self(what.to_string())
    }
}

impl serde::de::Error for Misfit {
    fn custom<T: std::fmt::Display>(what: T) -> Self {
        Self(what.to_string())
    }
}
