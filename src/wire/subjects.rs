//! Under which subjects a registry holds the schemas: topic name, `-`, full record name.

use crate::domain::topic::{RecordType, Topic};

/// The topics that carry records of this type.
pub(super) const fn topics(record: RecordType) -> &'static [Topic] {
    match record {
        RecordType::SocialEvent => &[Topic::SocialEvents],
        RecordType::ScoredEvent
        | RecordType::RiskChanged
        | RecordType::Reassigned
        | RecordType::AccountChanged => &[Topic::ScoredEvents],
        RecordType::Feedback => &[Topic::Feedback, Topic::ScoredEvents],
        RecordType::Cascade => &[Topic::Cascades],
        RecordType::WorkItem => &[Topic::WorkItems],
        RecordType::Alert => &[Topic::Alerts],
        RecordType::Opportunity => &[Topic::Opportunities],
        RecordType::Measure | RecordType::FeedGap => &[Topic::Measures],
        RecordType::LookupRow | RecordType::LookupQuestion => &[Topic::PostLookups],
        RecordType::Tick => &[
            Topic::Clock,
            Topic::PostLookups,
            Topic::SocialEvents,
            Topic::ScoredEvents,
        ],
        RecordType::ErasureRequest => &[Topic::ErasureRequests],
        RecordType::Erasure => &[Topic::PostLookups, Topic::SocialEvents, Topic::ScoredEvents],
        RecordType::ErasureAnswer => &[Topic::ScoredEvents],
        RecordType::ErasureReceipt => &[Topic::ErasureReceipts],
    }
}

/// The subjects of this type in a deployment whose topics have this prefix.
pub(super) fn subjects(record: RecordType, name: &str, prefix: &str) -> Vec<String> {
    topics(record)
        .iter()
        .map(|topic| format!("{prefix}{}-{name}", topic.name()))
        .collect()
}
