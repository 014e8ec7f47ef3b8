//! Under which subjects a registry holds the schemas: topic name, `-`, full record name.

use crate::domain::topic::RecordType;

/// The subjects of this type in a deployment whose topics have this prefix.
pub(super) fn subjects(record: RecordType, name: &str, prefix: &str) -> Vec<String> {
    record
        .topics()
        .map(|topic| format!("{prefix}{}-{name}", topic.name()))
        .collect()
}
