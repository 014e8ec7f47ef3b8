//! How keys and rows become bytes of the changelog.

use std::hash::Hash;

use super::committed::Committed;
use super::due::Due;
use crate::domain::ids::{
    AuthorKey, ConversationKey, CustomerKey, ErasedKey, ErasureId, OrphanKey, PostKey, QuestionKey, SharerKey,
};

/// A changelog record that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("changelog record of table `{table}` cannot be read: {detail}")]
pub struct BadRow {
    /// Name of the table, or `?`.
    pub table: String,
    /// What is wrong.
    pub detail: String,
}

impl BadRow {
    /// A record of this table is wrong in this way.
    pub fn new(table: &str, detail: impl Into<String>) -> Self {
        Self {
            table: table.into(),
            detail: detail.into(),
        }
    }
}

/// A key of a table: fixed bytes whose order is the key's order.
pub trait RowKey: Ord + Hash + Copy + Send {
    /// The bytes.
    fn bytes(&self) -> &[u8; 16];
    /// The key of these bytes.
    fn of(bytes: [u8; 16]) -> Self;
}

macro_rules! row_key {
    ($($name:ident),*) => {$(
        impl RowKey for $name {
            fn bytes(&self) -> &[u8; 16] {
                Self::bytes(self)
            }
            fn of(bytes: [u8; 16]) -> Self {
                Self::from_bytes(bytes)
            }
        }
    )*};
}
row_key!(
    AuthorKey,
    ConversationKey,
    CustomerKey,
    ErasedKey,
    ErasureId,
    OrphanKey,
    PostKey,
    QuestionKey,
    SharerKey
);

/// A row of a table.
pub trait Row: Clone + Send {
    /// Appends the row's bytes: framing and Avro, by `wire`.
    fn encode(&self, to: &mut Vec<u8>);

    /// Reads a row back.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    fn decode(bytes: &[u8]) -> Result<Self, String>;

    /// Takes a row from the changelog: checked against its schema at least, and read now or when somebody looks at it.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    fn restore(bytes: &[u8]) -> Result<Committed<Self>, String> {
        Self::decode(bytes).map(Committed::read)
    }

    /// When the row wants to be looked at by a tick, if ever.
    fn due(&self) -> Option<Due> {
        None
    }

    /// A post that the row waits for, together with others perhaps.
    fn awaits(&self) -> Option<PostKey> {
        None
    }
}
