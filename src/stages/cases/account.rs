//! A customer's account that the network shows no more, or again. Nothing is forgotten: the customer's items are
//! retracted, and come back as they were.

use crate::domain::account::AccountState;
use crate::domain::fate::{Fate, Ignored};
use crate::domain::item::ItemChange;
use crate::domain::notice::AccountChanged;
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;

use super::{CaseState, Cases, Stepped, fold};

impl Cases {
    /// News of an account may come before the first post of the customer: the row keeps it.
    pub(super) fn account(
        &self,
        state: &mut CaseState,
        record: &Record<'_>,
        notice: &AccountChanged,
        out: &mut Outbox,
    ) -> Stepped {
        if state.blocked.customer(notice.customer) {
            return Ok(Fate::Ignored(Ignored::Erased));
        }
        if notice.state == AccountState::Unknown {
            return Ok(Fate::Ignored(Ignored::NothingToDo));
        }
        let mut row = state.customers.get(&notice.customer).cloned().unwrap_or_default();
        if !fold::account(&mut row, notice) {
            return Ok(Fate::Duplicate);
        }
        let step = self.begin(state, notice.customer, ItemChange::Account, record.ingested_at);
        self.finish(state, &step, row, out)
    }
}
