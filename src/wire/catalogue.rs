//! The schemas of `schemas/`, embedded: one a record type.

use crate::domain::topic::RecordType;
use crate::domain::topology::record_types;

macro_rules! schemas {
    ($($(#[doc = $doc:literal])*
    $kind:ident = $module:ident::$name:ident $file:literal $ce_type:literal $audience:ident)*) => {
        /// The JSON text of a record type's schema.
        pub(super) const fn schema(record: RecordType) -> &'static str {
            match record {
                $(RecordType::$kind => include_str!(concat!("../../schemas/", $file, ".avsc")),)*
            }
        }
    };
}
record_types!(schemas);

/// `schemas/ids.lock`.
pub(super) const IDS_LOCK: &str = include_str!("../../schemas/ids.lock");
