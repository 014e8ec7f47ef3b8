//! The life cycle of an item, as far as the contact centre moves it: one table. Posts, deletions and answers in a feed
//! move it too; that is derived from the row in `state`. `docs/life-cycle.md` shows the table.

use crate::domain::feedback::FeedbackAction;
use crate::domain::feedback_receipt::FeedbackRefusal;
use crate::domain::item_state::WorkState;

/// What a word of the contact centre does to an item that stands here: `Ok` where it is taken.
///
/// # Errors
/// Why it is refused.
pub(super) const fn chart(state: WorkState, action: FeedbackAction) -> Result<(), FeedbackRefusal> {
    use FeedbackAction as A;
    use WorkState as S;
    match (state, action) {
        (_, A::Unknown) => Err(FeedbackRefusal::UnknownAction),
        (_, A::Mislabel | A::Note)
        | (S::New | S::Claimed | S::WaitingForCustomer, A::Claim | A::Reassign | A::Wait | A::Resolve)
        | (S::New | S::Claimed | S::WaitingForCustomer | S::Resolved, A::Answer | A::Close | A::Merge)
        | (S::Claimed | S::WaitingForCustomer, A::Release)
        | (S::Closed, A::Answer)
        | (S::Resolved | S::Closed, A::Reopen) => Ok(()),
        (S::New, A::Release) => Err(FeedbackRefusal::NotClaimed),
        (S::New | S::Claimed | S::WaitingForCustomer, A::Reopen) => Err(FeedbackRefusal::IsOpen),
        (S::Resolved, A::Claim | A::Release | A::Reassign | A::Wait | A::Resolve) => {
            Err(FeedbackRefusal::IsResolved)
        }
        (S::Closed, A::Claim | A::Release | A::Reassign | A::Wait | A::Resolve | A::Close | A::Merge) => {
            Err(FeedbackRefusal::IsClosed)
        }
        (
            S::Merged,
            A::Claim
            | A::Release
            | A::Reassign
            | A::Answer
            | A::Wait
            | A::Resolve
            | A::Reopen
            | A::Close
            | A::Merge,
        ) => Err(FeedbackRefusal::IsMerged),
        (
            S::Retracted | S::Unknown,
            A::Claim
            | A::Release
            | A::Reassign
            | A::Answer
            | A::Wait
            | A::Resolve
            | A::Reopen
            | A::Close
            | A::Merge,
        ) => Err(FeedbackRefusal::IsRetracted),
    }
}
