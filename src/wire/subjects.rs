//! Under which subjects a registry holds the schemas: topic name, `-`, full record name. Topics between stages are no
//! business of a registry.

use crate::domain::topic::RecordType;

/// The subjects of this type in a deployment whose topics have this prefix.
pub(super) fn subjects(record: RecordType, name: &str, prefix: &str) -> Vec<String> {
    record
        .topics()
        .filter(|topic| !topic.is_hop())
        .map(|topic| format!("{prefix}{}-{name}", topic.name()))
        .collect()
}
