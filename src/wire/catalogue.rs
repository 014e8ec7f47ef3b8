//! The schemas of `schemas/`, embedded: one a record type.

use crate::domain::topic::RecordType;

/// The schema of one record type.
#[derive(Debug)]
pub(super) struct Entry {
    /// Whose.
    pub(super) record: RecordType,
    /// Its JSON text.
    pub(super) text: &'static str,
}

macro_rules! catalogue {
    ($($kind:ident $file:literal)*) => {
        &[$(Entry {
            record: RecordType::$kind,
            text: include_str!(concat!("../../schemas/", $file, ".avsc")),
        }),*]
    };
}

/// One entry a record type, in the order of `RecordType::ALL`.
pub(super) const ENTRIES: &[Entry] = catalogue! {
    SocialEvent "social_event"
    ScoredEvent "scored_event"
    RiskChanged "risk_changed"
    Reassigned "reassigned"
    Feedback "work_item_feedback"
    Cascade "cascade"
    WorkItem "work_item"
    Alert "escalation_alert"
    Opportunity "opportunity"
    Measure "measure"
    LookupRow "lookup_row"
    LookupQuestion "lookup_question"
    Tick "tick"
    ErasureRequest "erasure_request"
    Erasure "erasure"
    ErasureAnswer "erasure_answer"
    ErasureReceipt "erasure_receipt"
    FeedGap "feed_gap"
    AccountChanged "account_changed"
};

/// `schemas/ids.lock`.
pub(super) const IDS_LOCK: &str = include_str!("../../schemas/ids.lock");
