//! Records to bytes and back: Confluent framing and Avro. The only folder that names the Avro library.
//! Guarantees: bytes of any content give a value or an error, never a panic; a value written under
//! an earlier or a later schema that a registry holds is read; ids of the lock are read under every source. Knows nothing of Kafka, nor of what the values mean.

mod blocked;
pub mod bundle;
mod catalogue;
pub mod chunk;
mod contract;
pub mod customer;
mod datum;
mod error;
pub mod headers;
pub mod ids;
pub mod kept;
mod known;
pub mod lock;
mod moment;
mod plan;
mod read;
pub mod registry;
pub mod rows;
mod schemas;
pub mod sealed;
mod subjects;
mod varint;
mod write;

use std::sync::{Arc, LazyLock};

use crate::domain::topic::RecordType;

pub use contract::Contract;
pub use error::WireError;
use ids::SchemaIds;
use lock::Locked;
use schemas::{Schemas, Writer};

/// Encodes and decodes records under one source of schema ids. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Wire(Arc<Schemas>);

static LOCKED: LazyLock<Wire> = LazyLock::new(|| {
    let wire = Locked::embedded()
        .map_err(WireError::BadSchema)
        .and_then(|ids| Wire::new(Box::new(ids)));
    #[expect(
        clippy::expect_used,
        reason = "schemas and lock are embedded; the tests use them"
    )]
    wire.expect("the embedded schemas and their lock fit")
});

impl Wire {
    /// Ids from `schemas/ids.lock`: needs no registry.
    #[must_use]
    pub fn locked() -> Self {
        LOCKED.clone()
    }

    /// Ids from this source.
    ///
    /// # Errors
    /// A schema cannot be used, or the source does not know it.
    pub fn new(ids: Box<dyn SchemaIds>) -> Result<Self, WireError> {
        Schemas::new(ids).map(|schemas| Self(Arc::new(schemas)))
    }

    /// Appends the framed value. Appends nothing when it fails.
    ///
    /// # Errors
    /// The value does not fit its schema: a bug.
    pub fn encode<T: Contract>(&self, value: &T, to: &mut Vec<u8>) -> Result<(), WireError> {
        self.framed(self.0.own(T::TYPE).id, value, to)
    }

    /// As `encode`, for a public record that goes on on an internal topic: no registry stands between stages.
    ///
    /// # Errors
    /// As `encode`.
    pub fn encode_locked<T: Contract>(&self, value: &T, to: &mut Vec<u8>) -> Result<(), WireError> {
        self.framed(self.0.own(T::TYPE).locked, value, to)
    }

    fn framed<T: Contract>(&self, id: u32, value: &T, to: &mut Vec<u8>) -> Result<(), WireError> {
        let own = self.0.own(T::TYPE);
        let start = to.len();
        to.push(MAGIC);
        to.extend_from_slice(&id.to_be_bytes());
        own.datum.write(value, to).map_err(|e| {
            to.truncate(start);
            WireError::BadBody(format!("{}: {e}", T::TYPE.name()))
        })
    }

    /// The type of a framed value, by its schema id alone.
    ///
    /// # Errors
    /// Not framed, an unknown id, or one that cannot be looked up now.
    pub fn record_type(&self, bytes: &[u8]) -> Result<RecordType, WireError> {
        let (id, _) = unframed(bytes)?;
        match self.0.own_type(id) {
            Some(record) => Ok(record),
            None => self.0.writer(id).map(|writer| writer.record),
        }
    }

    /// Reads a framed value of this type, written under this or another version of its schema.
    ///
    /// # Errors
    /// Not framed, an unknown id, another type, or a body that does not follow its schema.
    pub fn decode<T: Contract>(&self, bytes: &[u8]) -> Result<T, WireError> {
        let (id, body) = unframed(bytes)?;
        let own = self.0.own(T::TYPE);
        let read = if id == own.id {
            own.datum.read(body)
        } else {
            self.read_other(id, body)?
        };
        read.map_err(|e| WireError::BadBody(format!("{}: {e}", T::TYPE.name())))
    }

    fn read_other<T: Contract>(&self, id: u32, body: &[u8]) -> Result<Result<T, String>, WireError> {
        let own = self.0.own(T::TYPE);
        let wrong = |found: RecordType| WireError::WrongType {
            wanted: T::TYPE.name(),
            found: found.name(),
        };
        match self.0.own_type(id) {
            Some(found) if found != T::TYPE => return Err(wrong(found)),
            Some(_) => return Ok(own.datum.read(body)),
            None => {}
        }
        let writer: Arc<Writer> = self.0.writer(id)?;
        if writer.record != T::TYPE {
            return Err(wrong(writer.record));
        }
        Ok(if writer.is_own {
            own.datum.read(body)
        } else {
            own.datum.read_from(&writer.datum, body)
        })
    }

    /// What this build writes under, in the order of `RecordType::ALL`.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaInUse> {
        let own = RecordType::ALL
            .into_iter()
            .map(|record| (record, self.0.own(record)));
        own.map(|(record, own)| SchemaInUse {
            record,
            name: own.datum.name(),
            id: own.id,
            fingerprint: own.datum.fingerprint(),
        })
    }

    /// Makes sure that this value's schema is at hand, so that `decode` will not have to ask a registry.
    /// A record for which this fails is to be read again later; any other fault of it is left to `decode`.
    ///
    /// # Errors
    /// Only those without a [`WireError::reason`]: the registry cannot be asked.
    pub fn prepare(&self, bytes: &[u8]) -> Result<(), WireError> {
        let Ok((id, _)) = unframed(bytes) else {
            return Ok(());
        };
        if self.0.own_type(id).is_some() {
            return Ok(());
        }
        match self.0.sought(id) {
            Err(error) if error.reason().is_none() => Err(error),
            Ok(_) | Err(_) => Ok(()),
        }
    }
}

/// A schema that this build writes under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaInUse {
    /// Of which records.
    pub record: RecordType,
    /// Full name of the Avro record.
    pub name: String,
    /// Its id.
    pub id: u32,
    /// SHA-256 of the parsing canonical form, in hexadecimal.
    pub fingerprint: String,
}

/// First byte of a framed value.
const MAGIC: u8 = 0;

fn unframed(bytes: &[u8]) -> Result<(u32, &[u8]), WireError> {
    match bytes {
        [MAGIC, a, b, c, d, body @ ..] => Ok((u32::from_be_bytes([*a, *b, *c, *d]), body)),
        [MAGIC, ..] | [] => Err(WireError::NotFramed(format!(
            "{} bytes, and the frame alone takes 5",
            bytes.len()
        ))),
        [other, ..] => Err(WireError::NotFramed(format!("first byte {other}, not {MAGIC}"))),
    }
}
