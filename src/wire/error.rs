//! Why bytes are not a record, or cannot be told to be one.

use super::lock::is_locked;
use crate::domain::fate::RejectReason;

/// Why bytes are not a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Too short, or another magic byte.
    #[error("not framed: {0}")]
    NotFramed(String),
    /// The id names no schema that is known.
    #[error("schema id {} is not known", named(*.0))]
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
    /// A schema cannot be used: of this build, of the lock, or one that a registry holds.
    #[error("{0}")]
    BadSchema(String),
    /// The registry cannot be asked. Nothing is wrong with the record: try again later.
    #[error("{0}")]
    RegistryUnavailable(String),
    /// The registry does not let us ask. Nothing is wrong with the record.
    #[error("{0}")]
    RegistryTurnedAway(String),
}

/// An id as people find it again: ids of the lock are written there in hexadecimal.
fn named(id: u32) -> String {
    if is_locked(id) {
        format!("0x{id:08X}, of another build's schemas/ids.lock,")
    } else {
        id.to_string()
    }
}

impl WireError {
    /// The reason of the dead letter; `None` when the record is not at fault.
    #[must_use]
    pub const fn reason(&self) -> Option<RejectReason> {
        match self {
            Self::NotFramed(_) | Self::BadBody(_) => Some(RejectReason::Undecodable),
            Self::UnknownSchema(_) | Self::BadSchema(_) => Some(RejectReason::UnknownSchema),
            Self::WrongType { .. } => Some(RejectReason::WrongType),
            Self::RegistryUnavailable(_) | Self::RegistryTurnedAway(_) => None,
        }
    }
}
