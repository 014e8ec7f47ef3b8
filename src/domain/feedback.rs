//! What the contact centre says of a work item.

use serde::{Deserialize, Serialize};

use super::event::Visibility;
use super::time::{Span, Time};
use super::words::words;

words! {
    /// What was done.
    FeedbackAction {
        /// An agent took it.
        Claim "claim"
        /// It was given back.
        Release "release"
        /// It goes to another agent (`to_agent`) or another queue (`to_queue`), or both.
        Reassign "reassign"
        /// The customer was answered elsewhere than in a feed that outcry reads.
        Answer "answer"
        /// The desk waits for the customer.
        Wait "wait"
        /// The desk holds it for solved: the customer's next post opens it again.
        Resolve "resolve"
        /// It was not solved after all.
        Reopen "reopen"
        /// It is done: the customer's next post opens another item.
        Close "close"
        /// It goes on in another item of the same customer (`into_item`).
        Merge "merge"
        /// A score, intent or queue is wrong; `labels` has what is right.
        Mislabel "mislabel"
        /// Somebody wrote a note.
        Note "note"
    }
}

/// What is right of something that was read wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackLabel {
    /// What it is about, as `intent` or `stance`: 1 to 64 letters, digits, `.`, `_`, `:` or `-`.
    pub name: String,
    /// What is right: in the same form.
    pub value: String,
}

/// What the contact centre says of a work item. Each is answered by a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItemFeedback {
    /// The desk's own id of this word, the same when it is sent again: 1 to 64 letters, digits, `.`, `_`, `:` or `-`.
    pub feedback_id: String,
    /// The item: the record's key.
    pub item_id: String,
    /// What was done.
    pub action: FeedbackAction,
    /// Who did it, as a pseudonym: 1 to 64 letters, digits, `.`, `_`, `:` or `-`.
    pub agent: Option<String>,
    /// Who has it now; with `reassign`. In the form of `agent`.
    pub to_agent: Option<String>,
    /// The queue it goes to, one of the rules'; with `reassign`.
    pub to_queue: Option<String>,
    /// The item it goes on in; with `merge`.
    pub into_item: Option<String>,
    /// The `content_version` that was seen; what would end an item on an older one is stale. `None`: whatever it is.
    pub seen_content_version: Option<i64>,
    /// Why, in one word of the desk's own: in the form of `agent`.
    pub reason: Option<String>,
    /// Who can read the answer; with `answer`. `None`: only the customer.
    pub visibility: Option<Visibility>,
    /// What is right; with `mislabel`. At most 16.
    pub labels: Vec<FeedbackLabel>,
    /// Words, masked on arrival, at most 4,096 bytes.
    pub note: Option<String>,
    /// Time spent on it, in milliseconds.
    pub handled_ms: Option<Span>,
    /// When it was done, by the desk's clock.
    pub done_at: Time,
}
