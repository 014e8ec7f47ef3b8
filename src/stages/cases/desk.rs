//! The contact centre speaks: each word that can be read ends in a receipt.

use crate::domain::fate::Fate;
use crate::domain::feedback::WorkItemFeedback;
use crate::domain::feedback_receipt::{FeedbackOutcome, FeedbackReceipt};
use crate::domain::ids::{CustomerKey, ItemId};
use crate::domain::item::ItemChange;
use crate::domain::item_state::WorkState;
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;
use crate::stages::feedback_receipts;
use crate::state::customer::CustomerRow;

use super::case::Case;
use super::feedback::{Heard, Word};
use super::{CaseState, Cases, Stepped, unwritable};

/// Where an item stands, as a receipt tells it.
#[derive(Clone, Copy)]
struct Standing {
    work_state: WorkState,
    version: i64,
    content_version: i64,
}

impl Standing {
    fn of(customer: CustomerKey, row: &CustomerRow, item: ItemId) -> Option<Self> {
        let case = Case::of(customer, row, item.episode)?;
        Some(Self {
            work_state: case.work_state(),
            version: case.episode.version,
            content_version: case.episode.content_version,
        })
    }
}

impl Cases {
    /// Takes a word of the contact centre, or refuses it, and says which.
    pub(super) fn feedback(
        &self,
        state: &mut CaseState,
        record: &Record<'_>,
        said: &WorkItemFeedback,
        out: &mut Outbox,
    ) -> Stepped {
        let mut receipt = feedback_receipts::of(record, said);
        let known = said.item_id.parse::<ItemId>().ok();
        let known = known.filter(|item| !state.blocked.customer(item.customer));
        let row = known.and_then(|item| Some((item, state.customers.get(&item.customer)?)));
        let stands = row.and_then(|(item, row)| Standing::of(item.customer, row, item));
        let (Some((item, row)), Some(before)) = (row, stands) else {
            receipt.outcome = FeedbackOutcome::UnknownItem;
            return self.give(&receipt, out);
        };
        receipt.work_state_before = Some(before.work_state);
        let mut row = row.clone();
        let word = Word {
            said,
            item,
            heard_at: record.ingested_at,
        };
        let measure = match word.join(&mut row, &self.rules, &self.params) {
            Heard::Taken(measure) => measure,
            Heard::Repeated => {
                receipt.outcome = FeedbackOutcome::Repeated;
                return self.told(receipt, before, out);
            }
            Heard::Stale => {
                receipt.outcome = FeedbackOutcome::Stale;
                return self.told(receipt, before, out);
            }
            Heard::Refused(reason, detail) => {
                receipt.outcome = FeedbackOutcome::Refused;
                (receipt.reason, receipt.detail) = (Some(reason), Some(detail));
                return self.told(receipt, before, out);
            }
        };
        self.settle(&mut row);
        let step = self.begin(state, item.customer, ItemChange::Feedback, record.ingested_at);
        if let Some(measure) = measure {
            step.emit_measure(&measure, out).map_err(|e| unwritable(&e))?;
        }
        let (row, dropped) = self.publish(state, &step, row, out)?;
        let after = Standing::of(item.customer, &row, item).unwrap_or(before);
        let fate = self.told(receipt, after, out)?;
        state.customers.put(item.customer, row);
        state.customers.count_evicted(dropped);
        Ok(fate)
    }

    fn told(&self, mut receipt: FeedbackReceipt, stands: Standing, out: &mut Outbox) -> Stepped {
        receipt.work_state = Some(stands.work_state);
        receipt.version = Some(stands.version);
        receipt.content_version = Some(stands.content_version);
        self.give(&receipt, out)
    }

    fn give(&self, receipt: &FeedbackReceipt, out: &mut Outbox) -> Stepped {
        feedback_receipts::emit(&self.wire, receipt, out).map_err(|e| unwritable(&e))?;
        Ok(Fate::Emitted(out.written()))
    }
}
