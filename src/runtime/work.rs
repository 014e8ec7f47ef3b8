//! Takes records: steps them on their lanes and passes on what comes of it, inside the open transaction.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::breaker::RejectLimit;
use super::failpoint::{self, FailPoint};
use super::fault::Fault;
use super::lane::Lane;
use super::lane_id::LaneId;
use super::ports::{Clock, DeadLetter, Delivery, Flow, Ledger};
use crate::domain::fate::{Fate, Reject, RejectReason};
use crate::domain::outbox::{Outbox, Output};
use crate::stages::Stage;

/// Outputs and bytes that are held before they go to the ledger. What goes there in one go ends up in few batches, and
/// a batch costs the client and the broker about the same however small it is.
const HELD: (usize, usize) = (20_000, 8 << 20);

/// Bounds of what is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// When a partition is stopped.
    pub rejects: RejectLimit,
    /// Largest key and value written, in bytes.
    pub message_bytes: usize,
}

/// What the open transaction holds so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// When it began.
    pub since: Duration,
    /// Input records taken.
    pub records: u64,
    /// Records written by steps.
    pub outputs: u64,
    /// Changelog records written.
    pub changes: u64,
    /// Dead letters written.
    pub dead_letters: u64,
    /// Bytes of keys and values written.
    pub bytes: u64,
}

/// The lanes of a shard, their stage, and the transaction they share.
pub struct Work<S: Stage, L> {
    /// The stage.
    pub stage: S,
    /// Running lanes.
    pub lanes: BTreeMap<LaneId, Lane<S::State>>,
    /// Where everything goes.
    pub ledger: L,
    /// The open transaction.
    pub batch: Option<Batch>,
    limits: Limits,
    /// Outputs of the open transaction that are not with the ledger yet.
    outbox: Outbox,
}

impl<S: Stage, L: Ledger> Work<S, L> {
    /// No lanes yet, no transaction.
    pub fn new(stage: S, ledger: L, limits: Limits) -> Self {
        Self {
            stage,
            lanes: BTreeMap::new(),
            ledger,
            batch: None,
            limits,
            outbox: Outbox::default(),
        }
    }

    /// The open transaction, begun if there is none.
    ///
    /// # Errors
    /// It cannot begin.
    pub fn begin(&mut self, clock: &impl Clock) -> Result<&mut Batch, Fault> {
        if self.batch.is_none() {
            self.ledger.begin()?;
        }
        Ok(self.batch.get_or_insert_with(|| Batch {
            since: clock.monotonic(),
            records: 0,
            outputs: 0,
            changes: 0,
            dead_letters: 0,
            bytes: 0,
        }))
    }

    /// Takes one record, and says whether it would take the next of its message. A record of a lane that does not run,
    /// or from before where the lane stands, is left alone: it is read again when the lane starts, or was read before.
    ///
    /// # Errors
    /// The transaction must be given up; see the fault's consequence.
    pub fn take(&mut self, delivery: &Delivery<'_>, clock: &impl Clock) -> Result<Flow, Fault> {
        let place = delivery.record.place;
        let id = LaneId {
            source: place.source,
            partition: place.partition,
        };
        if !self
            .lanes
            .get(&id)
            .is_some_and(|lane| lane.wants(place.position()))
        {
            return Ok(Flow::GoOn);
        }
        failpoint::pass(FailPoint::AfterPoll);
        self.begin(clock)?;
        // The transaction is open: what follows from the fault is that the record is read again.
        self.stage
            .ready(&delivery.record)
            .map_err(|missing| Fault::Again(format!("{id} waits at {}: {missing}", place.position())))?;
        let Some(lane) = self.lanes.get_mut(&id) else {
            return Ok(Flow::Stop);
        };
        let mark = self.outbox.mark();
        self.outbox.begin(place, delivery.record.ingested_at);
        let fate = match lane.poison(place.position()) {
            Some(reject) => Fate::Rejected(reject.clone()),
            None => step(&mut self.stage, lane, delivery, &mut self.outbox)
                .and_then(|fate| within(&self.outbox, mark.0, self.limits.message_bytes).map(|()| fate))
                .map_err(|reject| Fault::Poison {
                    lane: id,
                    at: place.position(),
                    reject,
                })?,
        };
        let open = lane.open();
        open.next = delivery.next();
        open.tally.add(&fate, self.outbox.written());
        open.tally.note(self.outbox.verdicts(), place.position());
        self.outbox.counted();
        open.clamped += u64::from(delivery.clamped);
        if !matches!(fate, Fate::Tick(_)) {
            open.newest = open.newest.max(Some(delivery.record.ingested_at));
        }
        open.flooded = open.breaker.count(self.limits.rejects, fate.refused().is_some());
        let flow = if open.flooded { Flow::Stop } else { Flow::GoOn };
        self.book(delivery, &fate, self.outbox.bytes() - mark.1)?;
        let held = self.outbox.mark();
        if held.0 >= HELD.0 || held.1 >= HELD.1 {
            self.hand_over()?;
        }
        failpoint::pass(FailPoint::MidBatch);
        Ok(flow)
    }

    /// Counts what a record led to, and buries it if it was refused.
    fn book(&mut self, delivery: &Delivery<'_>, fate: &Fate, bytes: usize) -> Result<(), Fault> {
        let mut buried = 0;
        if let Some(reject) = fate.refused() {
            self.ledger.bury(&DeadLetter {
                stage: self.stage.name(),
                record: &delivery.record,
                headers: delivery.headers,
                ordinal: self.outbox.written(),
                reject,
            })?;
            buried = 1;
        }
        if let Some(batch) = &mut self.batch {
            batch.records += 1;
            batch.outputs += u64::from(self.outbox.written());
            batch.dead_letters += buried;
            batch.bytes += bytes as u64;
        }
        Ok(())
    }

    /// Hands the outputs that are held to the ledger.
    ///
    /// # Errors
    /// The transaction must be given up.
    pub(super) fn hand_over(&mut self) -> Result<(), Fault> {
        let name = self.stage.name();
        for output in self.outbox.outputs() {
            let (key, value) = (self.outbox.key(output), self.outbox.value(output));
            self.ledger.write(name, output, key, value)?;
        }
        self.outbox.clear();
        Ok(())
    }

    /// Forgets the outputs that are held.
    pub(super) fn drop_held(&mut self) {
        self.outbox.clear();
    }
}

/// Runs the step; a panic is a refusal. What the step left half changed is dropped with the transaction.
fn step<S: Stage>(
    stage: &mut S,
    lane: &mut Lane<S::State>,
    delivery: &Delivery<'_>,
    out: &mut Outbox,
) -> Result<Fate, Reject> {
    catch_unwind(AssertUnwindSafe(|| {
        stage.step(&mut lane.state, &delivery.record, out)
    }))
    .map_err(|payload| Reject::new(RejectReason::Panic, words(payload.as_ref())))
}

/// What a panic said, shortened and up to the first quotation: what stands in one may be words of a post.
#[must_use]
pub fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without words");
    let plain = text.split(['`', '"', '\'']).next().unwrap_or_default();
    plain.trim_end().chars().take(200).collect()
}

/// Whether the outputs from number `from` on are within the bound.
fn within(outbox: &Outbox, from: usize, most: usize) -> Result<(), Reject> {
    let outputs: &[Output] = outbox.outputs().get(from..).unwrap_or_default();
    for output in outputs {
        let bytes = outbox.key(output).len() + outbox.value(output).map_or(0, <[u8]>::len);
        if bytes > most {
            let topic = output.topic.name();
            return Err(Reject::new(
                RejectReason::OutputOversize,
                format!("an output to {topic} of {bytes} bytes is larger than the limit of {most}"),
            ));
        }
    }
    Ok(())
}
