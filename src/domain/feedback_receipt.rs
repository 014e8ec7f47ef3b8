//! The receipt of a word of the contact centre.

use serde::{Deserialize, Serialize};

use super::feedback::FeedbackAction;
use super::ids::EventId;
use super::item_state::WorkState;
use super::time::Time;
use super::words::words;

words! {
    /// What became of a word of the contact centre.
    FeedbackOutcome {
        /// It was taken.
        Taken "taken"
        /// A word of this id was taken before: nothing changed.
        Repeated "repeated"
        /// It would end what has changed since it was seen: nothing changed.
        Stale "stale"
        /// It was refused: `reason` says why.
        Refused "refused"
        /// There is no such item: it has expired, was erased, or never was.
        UnknownItem "unknown_item"
    }
}

words! {
    /// Why a word of the contact centre was refused.
    FeedbackRefusal {
        /// A field is missing, too long or not of its form: `detail` says which.
        BadField "bad_field"
        /// The action is not known to this version.
        UnknownAction "unknown_action"
        /// Another agent has it: release or reassign it first.
        ClaimedByOther "claimed_by_other"
        /// Nobody has it.
        NotClaimed "not_claimed"
        /// It is resolved: reopen it first.
        IsResolved "is_resolved"
        /// It is closed: reopen it first.
        IsClosed "is_closed"
        /// It went on in another item.
        IsMerged "is_merged"
        /// Every post of it is gone.
        IsRetracted "is_retracted"
        /// It is open: there is nothing to reopen.
        IsOpen "is_open"
        /// `to_queue` is no queue of the rules.
        UnknownQueue "unknown_queue"
        /// `into_item` is no open or resolved item of the same customer.
        UnknownTarget "unknown_target"
    }
}

/// What became of a word of the contact centre: one for each word that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackReceipt {
    /// Id of this record.
    pub receipt_id: EventId,
    /// The desk's id of the word; empty where it was not of its form: the header `outcry-origin` says which record.
    pub feedback_id: String,
    /// The item, as the word named it: the record's key; empty where it cannot be an item.
    pub item_id: String,
    /// What was done.
    pub action: FeedbackAction,
    /// What became of it.
    pub outcome: FeedbackOutcome,
    /// Why it was refused.
    pub reason: Option<FeedbackRefusal>,
    /// The same for people: what is wrong, and what to do.
    pub detail: Option<String>,
    /// Where the item stood before.
    pub work_state_before: Option<WorkState>,
    /// Where it stands now.
    pub work_state: Option<WorkState>,
    /// Its version now: the one that the word led to, if it led to one.
    pub version: Option<i64>,
    /// Its `content_version` now.
    pub content_version: Option<i64>,
    /// When the word was taken or refused.
    pub at: Time,
}
