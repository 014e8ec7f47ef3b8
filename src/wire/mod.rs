//! Records to bytes and back: Confluent framing and Avro. The only folder that names the Avro library.

pub mod customer;
pub mod rows;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::alert::EscalationAlert;
use crate::domain::cascade::Cascade;
use crate::domain::event::SocialEvent;
use crate::domain::feedback::WorkItemFeedback;
use crate::domain::item::WorkItem;
use crate::domain::lookup::{LookupQuestion, LookupRow};
use crate::domain::measure::{Measure, Opportunity};
use crate::domain::notice::{Reassigned, RiskChanged};
use crate::domain::scored::ScoredEvent;
use crate::domain::tick::Tick;
use crate::domain::topic::RecordType;

/// A value that travels on a topic.
pub trait Contract: Serialize + DeserializeOwned {
    /// Its type, hence its schema.
    const TYPE: RecordType;
}

macro_rules! contract {
    ($($name:ident => $kind:ident),* $(,)?) => {$(
        impl Contract for $name {
            const TYPE: RecordType = RecordType::$kind;
        }
    )*};
}
contract! {
    SocialEvent => SocialEvent, ScoredEvent => ScoredEvent, RiskChanged => RiskChanged,
    Reassigned => Reassigned, WorkItemFeedback => Feedback, Cascade => Cascade, WorkItem => WorkItem,
    EscalationAlert => Alert, Opportunity => Opportunity, Measure => Measure, LookupRow => LookupRow,
    LookupQuestion => LookupQuestion, Tick => Tick,
}

/// Why bytes are not a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Too short, or another magic byte.
    #[error("not framed: {0}")]
    NotFramed(String),
    /// The id names no schema that is known.
    #[error("schema id {0} is not known")]
    UnknownSchema(u32),
    /// A record of another type than the one asked for.
    #[error("a {found} where a {wanted} was expected")]
    WrongType {
        /// Asked for.
        wanted: &'static str,
        /// Found.
        found: &'static str,
    },
    /// The body does not follow its schema.
    #[error("the body does not follow its schema: {0}")]
    BadBody(String),
}

/// Encodes and decodes records under one source of schema ids. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Wire;

impl Wire {
    /// Ids from `schemas/ids.lock`: needs no registry.
    #[must_use]
    pub fn locked() -> Self {
        Self
    }

    /// Appends the framed value.
    ///
    /// # Errors
    /// The value does not fit its schema: a bug.
    pub fn encode<T: Contract>(&self, value: &T, to: &mut Vec<u8>) -> Result<(), WireError> {
        to.push(0);
        to.extend_from_slice(&(0x4F55_0000 + T::TYPE as u32).to_be_bytes());
        serde_json::to_writer(to, value).map_err(|e| WireError::BadBody(e.to_string()))
    }

    /// The type of a framed value, by its schema id alone.
    ///
    /// # Errors
    /// Not framed, or an unknown id.
    pub fn record_type(&self, bytes: &[u8]) -> Result<RecordType, WireError> {
        let [0, a, b, c, d, ..] = bytes else {
            return Err(WireError::NotFramed(format!("{} bytes", bytes.len())));
        };
        let id = u32::from_be_bytes([*a, *b, *c, *d]);
        RecordType::ALL
            .into_iter()
            .find(|t| 0x4F55_0000 + *t as u32 == id)
            .ok_or(WireError::UnknownSchema(id))
    }

    /// Reads a framed value of this type, written under this or the former version of its schema.
    ///
    /// # Errors
    /// Not framed, an unknown id, another type, or a body that does not follow its schema.
    pub fn decode<T: Contract>(&self, bytes: &[u8]) -> Result<T, WireError> {
        let found = self.record_type(bytes)?;
        if found != T::TYPE {
            return Err(WireError::WrongType {
                wanted: T::TYPE.name(),
                found: found.name(),
            });
        }
        let body = bytes.get(5..).unwrap_or_default();
        serde_json::from_slice(body).map_err(|e| WireError::BadBody(e.to_string()))
    }
}
