//! Measured lengths of time: each once a case.

use crate::domain::event::Visibility;
use crate::domain::ids::{EventId, ItemId, digest};
use crate::domain::item_state::WorkState;
use crate::domain::measure::{Measure, MeasureKind};
use crate::domain::time::{Span, Time};

use super::case::Case;

/// The first public answer, once it is there and not measured yet.
pub(super) fn first_public_answer(case: &Case<'_>) -> Option<Measure> {
    if case.episode.measured_answer || case.episode.ended || case.work_state() == WorkState::Retracted {
        return None;
    }
    let mut public = case.answers.iter().filter(|a| a.visibility == Visibility::Public);
    let first = public.next()?;
    let length = first.occurred_at.since(case.episode.first_at);
    Some(measure(
        &case.row.tenant,
        case.id(),
        MeasureKind::FirstPublicAnswer,
        length,
        first.ingested_at,
    ))
}

/// One measure. A negative length, which only two clocks that disagree can give, counts as none.
pub(super) fn measure(tenant: &str, item_id: ItemId, kind: MeasureKind, length: Span, at: Time) -> Measure {
    let what: &[u8] = match kind {
        MeasureKind::Unknown => b"unknown",
        MeasureKind::FirstPublicAnswer => b"first-public-answer",
        MeasureKind::Claimed => b"claimed",
        MeasureKind::Closed => b"closed",
    };
    Measure {
        measure_id: EventId::from_bytes(digest(&[b"measure", what, item_id.to_string().as_bytes()])),
        tenant: tenant.into(),
        kind,
        item_id,
        value_ms: length.max(Span(0)),
        at,
    }
}
