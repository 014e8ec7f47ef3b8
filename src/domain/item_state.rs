//! Where a work item stands: with whom the work lies, and whether the customer has an answer. The two are apart: an
//! item may be answered and still be open, or closed without an answer.

use super::words::words;

words! {
    /// With whom the work lies.
    WorkState {
        /// Nobody has it.
        New "new"
        /// An agent has it.
        Claimed "claimed"
        /// The desk waits for the customer; the customer's next post ends it.
        WaitingForCustomer "waiting_for_customer"
        /// The desk holds it for solved; the customer's next post opens it again.
        Resolved "resolved"
        /// It is done: the customer's next post opens another item.
        Closed "closed"
        /// It went on in another item.
        Merged "merged"
        /// Every post that made it is gone, or the network does not show the customer's account.
        Retracted "retracted"
    }
}

words! {
    /// Whether the customer has an answer to their newest post.
    AnswerState {
        /// No answer yet.
        WaitingForBrand "waiting_for_brand"
        /// The brand answered where everybody may read it.
        AnsweredPublic "answered_public"
        /// The brand answered where only the customer reads it.
        AnsweredPrivate "answered_private"
        /// Nothing waits for an answer: it was resolved, closed or merged without one, or every post is gone.
        NoneNeeded "none_needed"
    }
}

impl WorkState {
    /// Whether somebody still has to do something.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::New | Self::Claimed | Self::WaitingForCustomer => true,
            Self::Unknown | Self::Resolved | Self::Closed | Self::Merged | Self::Retracted => false,
        }
    }
}
