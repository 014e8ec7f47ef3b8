//! The state chart of an item, as far as the contact centre moves it. Posts, deletions and public answers
//! move it too; that is derived from the row in `case`.

use crate::domain::feedback::FeedbackKind;
use crate::domain::item::Status;

/// What a word of the contact centre does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// It is allowed and changes the item.
    Allowed,
    /// It is harmless and says nothing new.
    Nothing,
    /// It contradicts where the item stands.
    Illegal,
}

/// What this word does to an item that stands here.
///
/// | | claim | release | answer | close |
/// |---|---|---|---|---|
/// | open | allowed | nothing | allowed | allowed |
/// | claimed | allowed (taken over) | allowed | allowed | allowed |
/// | answered | allowed (stays answered) | allowed | allowed | allowed |
/// | closed | illegal | illegal | illegal | nothing |
/// | retracted | illegal | allowed | illegal | nothing |
///
/// An item that has expired is in no row: a word about it finds nothing.
pub(super) const fn chart(status: Status, kind: FeedbackKind) -> Move {
    match (status, kind) {
        (Status::Unknown, _) | (_, FeedbackKind::Unknown) => Move::Illegal,
        (Status::Open, FeedbackKind::Release) => Move::Nothing,
        (
            Status::Open | Status::Claimed | Status::Answered,
            FeedbackKind::Claim | FeedbackKind::Release | FeedbackKind::Answer | FeedbackKind::Close,
        )
        | (Status::Retracted, FeedbackKind::Release) => Move::Allowed,
        (Status::Expired, _) | (Status::Closed | Status::Retracted, FeedbackKind::Close) => Move::Nothing,
        (Status::Closed, FeedbackKind::Claim | FeedbackKind::Release | FeedbackKind::Answer)
        | (Status::Retracted, FeedbackKind::Claim | FeedbackKind::Answer) => Move::Illegal,
    }
}
