//! Takes records: steps them on their lanes and passes on what comes of it, inside the open transaction.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::breaker::RejectLimit;
use super::failpoint::{self, FailPoint};
use super::fault::Fault;
use super::lane::{Lane, Open};
use super::lane_id::LaneId;
use super::mishap;
use super::ports::{Clock, Damage, DeadLetter, Delivery, Flow, Ledger};
use super::waiting::Unready;
use crate::domain::fate::{Fate, Reject, RejectReason};
use crate::domain::outbox::{Outbox, Output};
use crate::domain::position::Position;
use crate::stages::Stage;
use crate::wire::WireError;

/// Outputs and bytes that are held before they go to the ledger. What goes there in one go ends up in few batches, and
/// a batch costs the client and the broker about the same however small it is.
const HELD: (usize, usize) = (20_000, 8 << 20);

/// Records between two looks at the clock within a message.
const RECORDS_A_LOOK: u64 = 16;
/// The part of a transaction's time after which the rest of a message is left for the next.
const OLD: u32 = 8;

/// Bounds of what is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// When a partition is stopped.
    pub rejects: RejectLimit,
    /// Largest key and value written, in bytes.
    pub message_bytes: usize,
    /// How long a transaction may be open: then whoever keeps the log ends it.
    pub transaction: Duration,
}

/// What the open transaction holds so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// When it began.
    pub since: Duration,
    /// How long records were taken, without what settling took.
    pub taking: Duration,
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
    /// Most records of a transaction.
    pub most: u64,
    /// A record that could not be read yet, until the shard hears of it.
    pub unready: Option<Unready>,
    /// Records that cannot be processed or settled, and why. Kept while a lane is elsewhere: it may come back to the
    /// same record.
    pub(super) poison: BTreeMap<(LaneId, Position), Reject>,
    pub(super) limits: Limits,
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
            most: u64::MAX,
            unready: None,
            poison: BTreeMap::new(),
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
            taking: Duration::ZERO,
            records: 0,
            outputs: 0,
            changes: 0,
            dead_letters: 0,
            bytes: 0,
        }))
    }

    /// Whether the open transaction may take no more records.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.batch.is_some_and(|batch| batch.records >= self.most)
    }

    /// Takes one record, and says whether it would take the next of its message. A record of a lane that does not run,
    /// or from before where the lane stands, is left alone: it is read again when the lane starts, or was read before.
    ///
    /// # Errors
    /// The transaction must be given up; see the fault's consequence.
    pub fn take(&mut self, delivery: &Delivery<'_>, clock: &impl Clock) -> Result<Flow, Fault> {
        let place = delivery.record.place;
        let (id, at) = (LaneId::of(place), place.position());
        if self.is_full() {
            return Ok(Flow::Stop);
        }
        if !self.lanes.get(&id).is_some_and(|lane| lane.wants(at)) {
            return Ok(Flow::GoOn);
        }
        failpoint::pass(FailPoint::AfterPoll);
        if let Err(missing) = self.stage.ready(&delivery.record) {
            self.wait(id, at, &missing);
            return Ok(Flow::Stop);
        }
        self.begin(clock)?;
        let mark = self.outbox.mark();
        self.outbox.begin(place, delivery.record.ingested_at);
        let Some(lane) = self.lanes.get_mut(&id) else {
            return Ok(Flow::Stop);
        };
        let fate = match (&delivery.damage, self.poison.get(&(id, at))) {
            (Some(Damage { reject, .. }), _) | (None, Some(reject)) => Fate::Rejected(reject.clone()),
            (None, None) => step(&mut self.stage, lane, delivery, &mut self.outbox)
                .and_then(|fate| within(&self.outbox, mark.0, self.limits.message_bytes).map(|()| fate))
                .map_err(|reject| Fault::Poison { lane: id, at, reject })?,
        };
        let open = lane.open();
        count(open, delivery, &fate, &mut self.outbox);
        open.flooded = open.breaker.count(self.limits.rejects, fate.refused().is_some());
        let flooded = open.flooded;
        self.book(delivery, &fate, self.outbox.bytes() - mark.1)?;
        let held = self.outbox.mark();
        if held.0 >= HELD.0 || held.1 >= HELD.1 {
            self.hand_over()?;
        }
        failpoint::pass(FailPoint::MidBatch);
        let stop = flooded || self.is_full() || self.is_old(clock);
        Ok(if stop { Flow::Stop } else { Flow::GoOn })
    }

    /// A record cannot be read yet: its lane stands before it.
    fn wait(&mut self, id: LaneId, at: Position, missing: &WireError) {
        if let Some(lane) = self.lanes.get_mut(&id) {
            lane.reading = false;
        }
        self.unready = Some(Unready {
            lane: id,
            at,
            missing: missing.to_string(),
        });
    }

    /// Whether the transaction is too old for the rest of a message. Looked at seldom: most messages end before.
    fn is_old(&self, clock: &impl Clock) -> bool {
        self.batch.is_some_and(|batch| {
            batch.records.is_multiple_of(RECORDS_A_LOOK)
                && clock.monotonic().saturating_sub(batch.since) >= self.limits.transaction / OLD
        })
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
            batch.records += delivery
                .damage
                .as_ref()
                .map_or(1, |damage| u64::from(damage.records));
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
        self.ledger.push()
    }

    /// Forgets the outputs that are held.
    pub(super) fn drop_held(&mut self) {
        self.outbox.clear();
    }
}

/// Enters a record and its fate in the lane's part of the transaction.
fn count(open: &mut Open, delivery: &Delivery<'_>, fate: &Fate, outbox: &mut Outbox) {
    let at = delivery.record.place.position();
    open.next = delivery.next();
    open.latest = Some(at);
    open.tally.add(fate, outbox.written());
    let lost = delivery.damage.as_ref().map_or(0, |damage| damage.records - 1);
    open.tally.lose(fate, lost);
    open.tally.note(outbox.verdicts(), at);
    open.tally.release(outbox.released());
    outbox.counted();
    open.clamped += u64::from(delivery.clamped);
    if !matches!(fate, Fate::Tick(_)) {
        open.newest = open.newest.max(Some(delivery.record.ingested_at));
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
        mishap::strike(delivery.record.value);
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
