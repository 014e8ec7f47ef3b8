//! The receipt of a request for erasure: the lanes' answers, summed until all have come.

use serde::{Deserialize, Serialize};

use crate::domain::erasure::{ErasureAnswer, ErasureReceipt, StagePurged, Subject, TopicGone};
use crate::domain::fate::Fate;
use crate::domain::ids::{ErasureId, EventId, digest};
use crate::domain::outbox::Outbox;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::{RecordType, Topic};
use crate::state::due::Due;
use crate::state::route::{Route, Routed};
use crate::state::row::Row;
use crate::wire::rows::{decode_row, encode_row};

use super::{CaseState, Cases, Stepped, unwritable};

/// Most answers that one tick forgets.
const MOST: usize = 4_000;

/// How far the answers to one request have come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answered {
    /// The asker's id of the request.
    request_id: String,
    /// What was asked for.
    subject: Subject,
    /// When the request reached its topic.
    requested_at: Time,
    /// Answers so far.
    answers: i64,
    /// Answers to wait for beside those to the request itself.
    awaited: i64,
    /// Latest moment of an answer.
    done_at: Time,
    /// What each stage has forgotten so far, in the order of the topology.
    stages: Vec<StagePurged>,
    /// Whether the receipt was given.
    complete: bool,
    /// When the row may be forgotten.
    until: Time,
}

impl Row for Answered {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("answered", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("answered", bytes)
    }

    fn due(&self) -> Option<Due> {
        Some(Due::At(self.until))
    }
}

impl Routed<ErasureId> for Answered {
    /// Where the answers go. One whose answers have not all come by the time that nothing is left to read stays so.
    fn route(&self, key: &ErasureId) -> Route {
        Route::Home(key.home())
    }
}

impl Answered {
    fn new(answer: &ErasureAnswer) -> Self {
        let stages = StageName::keyed().map(|stage| StagePurged {
            stage: stage.name().into(),
            purged: Default::default(),
        });
        Self {
            request_id: answer.request_id.clone(),
            subject: answer.subject,
            requested_at: answer.requested_at,
            answers: 0,
            awaited: 0,
            done_at: answer.requested_at,
            stages: stages.collect(),
            complete: false,
            until: answer.at,
        }
    }

    fn join(&mut self, answer: &ErasureAnswer) {
        self.answers += 1;
        self.awaited += answer.awaited;
        self.done_at = self.done_at.max(answer.at);
        for stage in self.stages.iter_mut().filter(|s| s.stage == answer.stage) {
            stage.purged.add(&answer.purged);
        }
    }
}

impl Cases {
    /// Joins one lane's answer; the last one makes the receipt.
    pub(super) fn answered(
        &self,
        state: &mut CaseState,
        answer: &ErasureAnswer,
        out: &mut Outbox,
    ) -> Stepped {
        let known = state.answered.get(&answer.erasure).cloned();
        let mut row = known.unwrap_or_else(|| Answered::new(answer));
        if row.complete {
            return Ok(Fate::Duplicate);
        }
        row.join(answer);
        row.until = row.done_at.plus(self.params.erasure.window);
        row.complete = row.answers >= self.params.erasure.lanes() + row.awaited;
        if row.complete {
            let receipt = self.receipt(answer, &row);
            let (key, id) = (receipt.request_id.as_bytes(), Some(receipt.receipt_id));
            out.emit(
                Topic::ErasureReceipts,
                key,
                RecordType::ErasureReceipt,
                id,
                |to| self.wire.encode(&receipt, to),
            )
            .map_err(|e| unwritable(&e))?;
        }
        state.answered.put(answer.erasure, row);
        Ok(match out.written() {
            0 => Fate::Absorbed,
            outputs => Fate::Emitted(outputs),
        })
    }

    fn receipt(&self, answer: &ErasureAnswer, row: &Answered) -> ErasureReceipt {
        let gone_at = self.params.gone_after.map(|age| row.done_at.plus(age));
        let topics = self.params.aging.iter().map(|topic| TopicGone {
            topic: topic.clone(),
            gone_at,
        });
        ErasureReceipt {
            receipt_id: EventId::from_bytes(digest(&[b"receipt", answer.erasure.bytes()])),
            request_id: row.request_id.clone(),
            subject: row.subject,
            requested_at: row.requested_at,
            done_at: row.done_at,
            stages: row.stages.clone(),
            topics: topics.collect(),
        }
    }

    /// Time passes: old answers go, those beyond what a step may do with a later tick, and what is erased is kept from
    /// coming back for its window only.
    pub(super) fn forget_answers(&self, state: &mut CaseState, now: Time) {
        for erasure in state.answered.due(now, MOST) {
            state.answered.remove(erasure);
        }
        let params = &self.params.erasure;
        state.blocked.expire(now, params.window, params.most_keys);
    }
}
