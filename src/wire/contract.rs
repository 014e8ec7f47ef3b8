//! The values that travel on topics, and what they look like to people.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Wire, WireError};
use crate::domain::event::SocialEvent;
use crate::domain::lookup::LookupQuestion;
use crate::domain::scored::ScoredEvent;
use crate::domain::topic::RecordType;
use crate::domain::topology::record_types;

/// A value that travels on a topic.
pub trait Contract: Serialize + DeserializeOwned {
    /// Its type, hence its schema.
    const TYPE: RecordType;
}

macro_rules! values {
    ($($(#[doc = $doc:literal])*
    $kind:ident = $module:ident::$name:ident $file:literal $ce_type:literal $audience:ident)*) => {
        $(impl Contract for crate::domain::$module::$name {
            const TYPE: RecordType = RecordType::$kind;
        })*

        impl Wire {
            fn plain_json(&self, record: RecordType, bytes: &[u8]) -> Result<Value, WireError> {
                match record {
                    $(RecordType::$kind => self.json::<crate::domain::$module::$name>(bytes),)*
                }
            }
        }
    };
}
record_types!(values);

impl Wire {
    /// The JSON of a framed value of any type, for people; a framed event within it is shown as JSON too.
    ///
    /// # Errors
    /// As `decode`.
    pub fn to_json(&self, bytes: &[u8]) -> Result<Value, WireError> {
        let record = self.record_type(bytes)?;
        let mut whole = self.plain_json(record, bytes)?;
        let within = if record == RecordType::ScoredEvent {
            self.decode::<ScoredEvent>(bytes)?.event
        } else if record == RecordType::LookupQuestion {
            Some(self.decode::<LookupQuestion>(bytes)?.event)
        } else {
            None
        };
        if let (Some(event), Some(fields)) = (within, whole.as_object_mut()) {
            // One that cannot be read stays what it is: bytes.
            if let Ok(event) = self.json::<SocialEvent>(&event) {
                fields.insert("event".into(), event);
            }
        }
        Ok(whole)
    }

    fn json<T: Contract>(&self, bytes: &[u8]) -> Result<Value, WireError> {
        serde_json::to_value(self.decode::<T>(bytes)?)
            .map_err(|e| WireError::BadBody(format!("{}: {e}", T::TYPE.name())))
    }
}
