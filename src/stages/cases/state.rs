//! Where a case stands, read off the row: with whom the work lies, and whether the customer has an answer.

use crate::domain::event::Visibility;
use crate::domain::item_state::{AnswerState, WorkState};
use crate::domain::time::Time;
use crate::state::customer::HoldRow;

use super::case::Case;

impl Case<'_> {
    /// With whom the work lies.
    pub(super) fn work_state(&self) -> WorkState {
        let desk = &self.episode.desk;
        if desk.merged_into.is_some() {
            return WorkState::Merged;
        }
        if self.episode.ended {
            return WorkState::Closed;
        }
        if self.present().next().is_none() {
            return WorkState::Retracted;
        }
        if desk.closed_at.is_some() {
            return WorkState::Closed;
        }
        if desk.resolved_at.is_some() {
            return WorkState::Resolved;
        }
        if desk.waiting_at.is_some() {
            return WorkState::WaitingForCustomer;
        }
        if self.hold().is_some() {
            return WorkState::Claimed;
        }
        WorkState::New
    }

    /// Why it is there, in one word.
    pub(super) fn state_reason(&self) -> Option<&str> {
        if self.episode.ended {
            return Some("expired");
        }
        match self.work_state() {
            WorkState::Retracted => Some(self.retracted_for()),
            WorkState::Unknown
            | WorkState::New
            | WorkState::Claimed
            | WorkState::WaitingForCustomer
            | WorkState::Resolved
            | WorkState::Closed
            | WorkState::Merged => self.episode.desk.reason.as_deref(),
        }
    }

    fn retracted_for(&self) -> &'static str {
        if !self.row.is_shown() {
            return "account_gone";
        }
        match self.own.iter().rev().find(|post| post.presence.is_gone()) {
            Some(post) if post.wordless => "deleted",
            Some(_) => "hidden",
            None => "moved",
        }
    }

    /// Whether the customer has an answer to their newest post.
    pub(super) fn answer_state(&self) -> AnswerState {
        let Some(latest) = self.last_customer_at() else {
            return AnswerState::NoneNeeded;
        };
        match self.last_answer() {
            Some((at, true)) if at >= latest => AnswerState::AnsweredPublic,
            Some((at, false)) if at >= latest => AnswerState::AnsweredPrivate,
            Some(_) | None if self.work_state() == WorkState::Resolved => AnswerState::NoneNeeded,
            Some(_) | None if self.work_state() == WorkState::Closed => AnswerState::NoneNeeded,
            Some(_) | None => AnswerState::WaitingForBrand,
        }
    }

    /// When the customer wrote last, by the network's clock; `None` once every post is gone.
    pub(super) fn last_customer_at(&self) -> Option<Time> {
        self.present().map(|post| post.occurred_at).max()
    }

    /// When the brand answered last, and whether everybody can read it. A word of the desk counts by its arrival, for
    /// its own clock need not agree with the network's.
    pub(super) fn last_answer(&self) -> Option<(Time, bool)> {
        let desk = &self.episode.desk;
        let told = desk.answered_latest.map(|at| (at, desk.answered_publicly));
        let posted = self
            .answers
            .iter()
            .map(|a| (a.occurred_at, is_public(a.visibility)));
        posted.chain(told).max()
    }

    /// Who has it.
    pub(super) fn hold(&self) -> Option<&HoldRow> {
        self.episode.desk.hold.as_ref()
    }
}

/// Whether everybody can read what is shown so.
pub(super) const fn is_public(visibility: Visibility) -> bool {
    match visibility {
        Visibility::Public | Visibility::Unlisted => true,
        Visibility::Unknown | Visibility::Restricted | Visibility::Direct | Visibility::Internal => false,
    }
}
