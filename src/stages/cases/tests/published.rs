//! What the stage publishes, as the tests read it.

use super::*;

/// What came out, in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Published {
    Item(Box<WorkItem>),
    Alert(Box<EscalationAlert>),
    Measure(Measure),
    Opportunity(Opportunity),
    Forgotten(Topic, String),
    Told(Erasure, Option<i32>),
    Answer(ErasureAnswer),
    Receipt(ErasureReceipt),
    Heard(FeedbackReceipt),
}

/// Reads an output.
pub(super) fn read(out: &Outbox, output: &crate::domain::outbox::Output) -> Published {
    let Some(value) = out.value(output) else {
        let key = String::from_utf8(out.key(output).to_vec()).unwrap();
        return Published::Forgotten(output.topic, key);
    };
    let wire = Wire::locked();
    if output.record_type == Some(RecordType::Erasure) {
        return Published::Told(wire.decode(value).unwrap(), output.partition);
    }
    match output.topic {
        Topic::WorkItems => {
            let item: WorkItem = wire.decode(value).unwrap();
            assert_eq!(out.key(output), item.item_id.to_string().as_bytes());
            assert_eq!(output.labels.len(), 5);
            Published::Item(Box::new(item))
        }
        Topic::Alerts => {
            let alert: EscalationAlert = wire.decode(value).unwrap();
            assert_eq!(out.key(output), alert.alert_key.hex());
            assert!(!alert.changed.is_empty() && alert.summary.len() < 1024);
            Published::Alert(Box::new(alert))
        }
        Topic::Measures => Published::Measure(wire.decode(value).unwrap()),
        Topic::Scored => Published::Answer(wire.decode(value).unwrap()),
        Topic::ErasureReceipts => Published::Receipt(wire.decode(value).unwrap()),
        Topic::FeedbackReceipts => Published::Heard(wire.decode(value).unwrap()),
        Topic::Opportunities => Published::Opportunity(wire.decode(value).unwrap()),
        other @ (Topic::Raw(_)
        | Topic::Feedback
        | Topic::ErasureRequests
        | Topic::Events
        | Topic::PostLookups
        | Topic::Cascades
        | Topic::Clock
        | Topic::PublishedEvents
        | Topic::ScoredPosts
        | Topic::Changelog(_)
        | Topic::DeadLetters(_)) => panic!("nothing is written to {}", other.name()),
    }
}
