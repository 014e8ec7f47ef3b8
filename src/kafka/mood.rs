//! Client errors to faults: the one place that judges error codes.

use rdkafka::error::{KafkaError, RDKafkaErrorCode as Code};

use crate::runtime::fault::{Cause, Fault};

/// What an error code says, whatever the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// Waiting helps: it is of the surroundings.
    Passing,
    /// The group has moved on.
    Evicted,
    /// A newer producer of the same id shut this one out.
    Fenced,
    /// A record is refused for what it is: too large, or of a form the topic does not take.
    Content,
    /// Waiting does not help: rights, names, versions, a second process of the same name.
    Lasting,
}

/// Judges an error code. Codes that are not named here pass: they are retried, aborted, or said aloud.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the client's enum of 170 codes grows with the library; what is lasting is listed by name"
)]
pub(super) const fn mood(code: Code) -> Mood {
    match code {
        Code::IllegalGeneration | Code::UnknownMemberId | Code::RebalanceInProgress => Mood::Evicted,
        Code::Fenced | Code::ProducerFenced | Code::InvalidProducerEpoch => Mood::Fenced,
        Code::MessageSizeTooLarge
        | Code::MessageBatchTooLarge
        | Code::InvalidMessageSize
        | Code::InvalidTimestamp
        | Code::InvalidRecord => Mood::Content,
        Code::TopicAuthorizationFailed
        | Code::GroupAuthorizationFailed
        | Code::ClusterAuthorizationFailed
        | Code::TransactionalIdAuthorizationFailed
        | Code::SaslAuthenticationFailed
        | Code::Authentication
        | Code::UnsupportedSASLMechanism
        | Code::SSL
        | Code::InvalidTransactionTimeout
        | Code::UnsupportedVersion
        | Code::UnsupportedForMessageFormat
        | Code::FencedInstanceId
        | Code::UnknownGroup
        | Code::InvalidGroupId
        | Code::InvalidTopic
        | Code::InvalidSessionTimeout
        | Code::InconsistentGroupProtocol => Mood::Lasting,
        _ => Mood::Passing,
    }
}

fn lasting(detail: &str) -> Fault {
    Fault::Denied(detail.to_owned())
}

/// The fault of a call outside a transaction.
pub(super) fn outside(what: &str, error: &KafkaError) -> Fault {
    let detail = format!("{what}: {error}");
    let code = error.rdkafka_error_code();
    match code.map(mood) {
        // Whether it is a rival or the coordinator that was lost, the consumer says itself.
        Some(Mood::Lasting) if code == Some(Code::FencedInstanceId) => Fault::Again(detail),
        Some(Mood::Lasting) => lasting(&detail),
        Some(Mood::Passing | Mood::Evicted | Mood::Fenced | Mood::Content) | None => Fault::Again(detail),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the client's enum is open; what differs from the rest is listed by name"
)]
fn code(error: &KafkaError) -> (bool, Option<Code>) {
    match error {
        KafkaError::Transaction(error) => (error.is_fatal(), Some(error.code())),
        other => (false, other.rdkafka_error_code()),
    }
}

/// The fault of a call inside a transaction whose commit was not asked for.
pub(super) fn inside(what: &str, error: &KafkaError) -> Fault {
    let detail = format!("{what}: {error}");
    let (fatal, code) = code(error);
    match code.map(mood) {
        Some(Mood::Lasting) if code != Some(Code::FencedInstanceId) => lasting(&detail),
        Some(Mood::Evicted | Mood::Lasting) => Fault::Evicted(detail),
        Some(Mood::Fenced) => Fault::Fenced(detail),
        Some(Mood::Content) => Fault::Content {
            cause: Cause::Refused,
            lane: None,
            detail,
        },
        Some(Mood::Passing) | None if fatal => Fault::Broken(detail),
        Some(Mood::Passing) | None => Fault::Abort(detail),
    }
}

/// The fault of a call whose failure leaves the producer without use.
pub(super) fn broken(what: &str, error: &KafkaError) -> Fault {
    let detail = format!("{what}: {error}");
    match code(error).1.map(mood) {
        Some(Mood::Fenced) => Fault::Fenced(detail),
        Some(Mood::Passing | Mood::Evicted | Mood::Content | Mood::Lasting) | None => Fault::Broken(detail),
    }
}

/// The fault of the commit itself.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the client's enum is open; what differs from the rest is listed by name"
)]
pub(super) fn committing(error: &KafkaError) -> Fault {
    let detail = format!("commit: {error}");
    match error {
        // The client says itself that the commit was refused before it was decided.
        KafkaError::Transaction(error) if error.txn_requires_abort() => match mood(error.code()) {
            Mood::Evicted => Fault::Evicted(detail),
            Mood::Lasting | Mood::Passing | Mood::Fenced | Mood::Content => Fault::Abort(detail),
        },
        KafkaError::Flush(_) => Fault::Abort(detail),
        _ => Fault::Unknown(detail),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_judged_by_what_helps() {
        let table = [
            (Code::OperationTimedOut, "again"),
            (Code::BrokerTransportFailure, "again"),
            (Code::CoordinatorLoadInProgress, "again"),
            (Code::GroupAuthorizationFailed, "denied"),
            (Code::FencedInstanceId, "again"),
        ];
        for (code, expected) in table {
            let fault = outside("committed offsets", &KafkaError::MetadataFetch(code));
            assert_eq!(fault.name(), expected, "{code}");
        }
        let table = [
            (Code::MessageTimedOut, "abort"),
            // A client that has lost its broker forgets what topics there are.
            (Code::UnknownPartition, "abort"),
            (Code::UnknownTopic, "abort"),
            (Code::IllegalGeneration, "evicted"),
            (Code::RebalanceInProgress, "evicted"),
            (Code::FencedInstanceId, "evicted"),
            (Code::TopicAuthorizationFailed, "denied"),
            (Code::MessageSizeTooLarge, "refused"),
            (Code::InvalidTimestamp, "refused"),
            (Code::ProducerFenced, "fenced"),
            (Code::PurgeQueue, "abort"),
            (Code::AllBrokersDown, "abort"),
            (Code::NotEnoughReplicas, "abort"),
        ];
        for (code, expected) in table {
            let fault = inside("send", &KafkaError::MessageProduction(code));
            assert_eq!(fault.name(), expected, "{code}");
        }
        assert_eq!(
            committing(&KafkaError::Flush(Code::OperationTimedOut)).name(),
            "abort"
        );
        assert_eq!(committing(&KafkaError::Canceled).name(), "unknown");
    }
}
