//! Where schema ids come from.

use std::time::Duration;

use super::WireError;
use crate::domain::topic::RecordType;

/// A source of schema ids.
pub trait SchemaIds: Send + Sync + std::fmt::Debug {
    /// The ids of the schema that this version writes for `record`: the first is written, all are read
    /// without a detour. `name` is the record's full name, `schema` its JSON text.
    ///
    /// # Errors
    /// The source does not know the schema, or cannot be asked.
    fn own(&self, record: RecordType, name: &str, schema: &str) -> Result<Vec<u32>, WireError>;

    /// The JSON text of the schema that `id` names; `None` when there is none.
    ///
    /// # Errors
    /// The source cannot be asked: nothing is wrong with the record.
    fn writer(&self, id: u32) -> Result<Option<String>, WireError>;

    /// Time since some moment, by which ids are forgotten that named nothing. `None`: asking costs nothing, and they
    /// need not be remembered.
    fn now(&self) -> Option<Duration> {
        None
    }
}
