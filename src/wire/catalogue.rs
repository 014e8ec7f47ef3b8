//! The schemas of `schemas/`, embedded: what this version writes, and every version it has ever written.

use crate::domain::topic::RecordType;

/// The schemas of one record type.
#[derive(Debug)]
pub(super) struct Entry {
    /// Whose.
    pub(super) record: RecordType,
    /// The version that is written now.
    pub(super) text: &'static str,
    /// All versions, oldest first; the last is the one written now.
    pub(super) frozen: &'static [&'static str],
}

macro_rules! catalogue {
    ($($kind:ident $file:literal $folder:literal [$($version:literal)*])*) => {
        &[$(Entry {
            record: RecordType::$kind,
            text: include_str!(concat!("../../schemas/", $file, ".avsc")),
            frozen: &[$(include_str!(concat!("../../schemas/history/", $folder, "/", $version, ".avsc"))),*],
        }),*]
    };
}

/// One entry a record type, in the order of `RecordType::ALL`.
pub(super) const ENTRIES: &[Entry] = catalogue! {
    SocialEvent "social_event" "SocialEvent" ["v1" "v2"]
    ScoredEvent "scored_event" "ScoredEvent" ["v1" "v2" "v3" "v4"]
    RiskChanged "risk_changed" "RiskChanged" ["v1"]
    Reassigned "reassigned" "Reassigned" ["v1"]
    Feedback "work_item_feedback" "WorkItemFeedback" ["v1"]
    Cascade "cascade" "Cascade" ["v1"]
    WorkItem "work_item" "WorkItem" ["v1" "v2" "v3" "v4"]
    Alert "escalation_alert" "EscalationAlert" ["v1"]
    Opportunity "opportunity" "Opportunity" ["v1"]
    Measure "measure" "Measure" ["v1"]
    LookupRow "lookup_row" "LookupRow" ["v1" "v2"]
    LookupQuestion "lookup_question" "LookupQuestion" ["v1"]
    Tick "tick" "Tick" ["v1"]
    ErasureRequest "erasure_request" "ErasureRequest" ["v1"]
    Erasure "erasure" "Erasure" ["v1"]
    ErasureAnswer "erasure_answer" "ErasureAnswer" ["v1"]
    ErasureReceipt "erasure_receipt" "ErasureReceipt" ["v1"]
    FeedGap "feed_gap" "FeedGap" ["v1"]
    AccountChanged "account_changed" "AccountChanged" ["v1"]
};

/// `schemas/ids.lock`.
pub(super) const IDS_LOCK: &str = include_str!("../../schemas/ids.lock");
