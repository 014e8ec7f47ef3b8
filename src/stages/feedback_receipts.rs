//! Receipts for what the contact centre says: from `intake` for a word that is not of its form, from `cases` for all
//! others.

use crate::domain::feedback::WorkItemFeedback;
use crate::domain::feedback_receipt::{FeedbackOutcome, FeedbackReceipt};
use crate::domain::ids::{EventId, digest};
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;
use crate::domain::topic::{RecordType, Topic};
use crate::wire::{Wire, WireError};

/// The receipt of a word that was taken, as far as the word says it.
pub(super) fn of(record: &Record<'_>, said: &WorkItemFeedback) -> FeedbackReceipt {
    let place = record.place;
    let id = digest(&[
        b"feedback-receipt",
        said.item_id.as_bytes(),
        said.feedback_id.as_bytes(),
        place.source.topic().name().as_bytes(),
        &place.partition.to_be_bytes(),
        &place.offset.to_be_bytes(),
        &place.index.to_be_bytes(),
    ]);
    FeedbackReceipt {
        receipt_id: EventId::from_bytes(id),
        feedback_id: said.feedback_id.clone(),
        item_id: said.item_id.clone(),
        action: said.action,
        outcome: FeedbackOutcome::Taken,
        reason: None,
        detail: None,
        work_state_before: None,
        work_state: None,
        version: None,
        content_version: None,
        at: record.ingested_at,
    }
}

/// Writes a receipt.
pub(super) fn emit(wire: &Wire, receipt: &FeedbackReceipt, out: &mut Outbox) -> Result<(), WireError> {
    let (kind, id) = (RecordType::FeedbackReceipt, Some(receipt.receipt_id));
    let key = receipt.item_id.as_bytes();
    out.emit(Topic::FeedbackReceipts, key, kind, id, |to| {
        wire.encode(receipt, to)
    })?;
    out.label("care-outcome", receipt.outcome.name());
    Ok(())
}
