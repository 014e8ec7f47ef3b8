//! `cases`: what is told of one customer becomes that customer's work items, and the alerts about them.
//! Reads scored events and notices, keyed by customer; keeps one row a customer.
//!
//! A step joins its record into the row, then publishes the difference. The row is a join of all records
//! (`fold`), a case is read off the row (`case`), so the end does not depend on the order of records.

mod account;
mod acted;
mod alerts;
mod answering;
mod bounds;
mod case;
mod chart;
mod clocks;
mod desk;
mod erasing;
mod erasure;
mod feedback;
mod fold;
mod item;
mod lane;
mod leaving;
mod measures;
mod nameless;
mod names;
mod need;
mod params;
mod praise;
mod publish;
mod receipt;
mod spread;
mod state;
mod summary;
mod tally;
mod tick;
mod timers;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use lane::CaseState;
pub use params::CaseParams;

use crate::domain::event::{Action, SocialEvent};
use crate::domain::fate::{Fate, Ignored, RejectReason};
use crate::domain::ids::CustomerKey;
use crate::domain::item::ItemChange;
use crate::domain::notice::{Reassigned, RiskChanged};
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;
use crate::domain::scored::{Role, ScoredEvent};
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::RecordType;
use crate::routing::RuleSet;
use crate::stages::Stage;
use crate::state::LaneState;
use crate::state::customer::{CustomerRow, PostRow};
use crate::wire::{Wire, WireError};

use publish::Step;

/// The stage that keeps each customer's work items.
#[derive(Debug, Clone)]
pub struct Cases {
    wire: Wire,
    rules: Arc<RuleSet>,
    params: CaseParams,
    /// Most customers that one step looks after or looks at.
    most_customers: usize,
}

impl Cases {
    /// The stage under these rules.
    #[must_use]
    pub const fn new(wire: Wire, rules: Arc<RuleSet>, params: CaseParams) -> Self {
        Self {
            wire,
            rules,
            params,
            most_customers: CUSTOMERS,
        }
    }
}

/// Most customers of whom one tick fires what is due, and most that one step looks at for what is erased: a step ends
/// well within a transaction's time whatever has piled up.
const CUSTOMERS: usize = 4_000;

/// A step ends early with a fate: a record that cannot be read, or an output that cannot be written.
type Stepped = Result<Fate, Fate>;

fn unwritable(error: &WireError) -> Fate {
    Fate::reject(
        RejectReason::BadField,
        format!("an output cannot be encoded: {error}"),
    )
}

impl Stage for Cases {
    type State = CaseState;

    fn name(&self) -> StageName {
        StageName::Cases
    }

    fn ready(&self, record: &Record<'_>) -> Result<(), WireError> {
        record.value.map_or(Ok(()), |value| self.wire.prepare(value))
    }

    fn step(&mut self, state: &mut CaseState, record: &Record<'_>, out: &mut Outbox) -> Fate {
        out.begin(record.place, record.ingested_at);
        self.dispatch(state, record, out).unwrap_or_else(|fate| fate)
    }
}

impl Cases {
    fn dispatch(&self, state: &mut CaseState, record: &Record<'_>, out: &mut Outbox) -> Stepped {
        let Some(value) = record.value else {
            return Ok(Fate::Ignored(Ignored::Tombstone));
        };
        let kind = self
            .wire
            .record_type(value)
            .map_err(|e| crate::stages::refusal(&e))?;
        match kind {
            RecordType::ScoredEvent => self.scored(state, record, &self.read(value)?, out),
            RecordType::RiskChanged => self.risk(state, record, &self.read(value)?, out),
            RecordType::Reassigned => self.moved(state, record, &self.read(value)?, out),
            RecordType::AccountChanged => self.account(state, record, &self.read(value)?, out),
            RecordType::Feedback => self.feedback(state, record, &self.read(value)?, out),
            RecordType::Tick => self.tick(state, record, &self.read(value)?, out),
            RecordType::Erasure => self.erase(state, record, &self.read(value)?, out),
            RecordType::ErasureAnswer => self.answered(state, &self.read(value)?, out),
            RecordType::SocialEvent
            | RecordType::Cascade
            | RecordType::WorkItem
            | RecordType::Alert
            | RecordType::Opportunity
            | RecordType::Measure
            | RecordType::LookupRow
            | RecordType::LookupQuestion
            | RecordType::ErasureRequest
            | RecordType::ErasureReceipt
            | RecordType::FeedGap
            | RecordType::FeedbackReceipt
            | RecordType::PublishedEvent
            | RecordType::ScoredPost => Ok(Fate::reject(
                RejectReason::WrongType,
                format!("a {} does not belong on the topic of scored events", kind.name()),
            )),
        }
    }

    fn read<T: crate::wire::Contract>(&self, value: &[u8]) -> Result<T, Fate> {
        self.wire.decode(value).map_err(|e| crate::stages::refusal(&e))
    }

    fn scored(
        &self,
        state: &mut CaseState,
        record: &Record<'_>,
        event: &ScoredEvent,
        out: &mut Outbox,
    ) -> Stepped {
        if let Some(reason) = beside_the_point(event) {
            return Ok(Fate::Ignored(reason));
        }
        if self.is_erased(state, event) {
            return Ok(Fate::Ignored(Ignored::Erased));
        }
        let event = &*self.named(state, event);
        let before = state.customers.get(&event.customer);
        let mut row = before.cloned().unwrap_or_default();
        if !fold::scored(&mut row, event) && !fold::brings_words_back(&row, event) {
            return Ok(Fate::Duplicate);
        }
        self.settle(&mut row);
        let is_over = |post: &PostRow| leaving::words_end(post, self.params.words_kept) <= state.time();
        if fold::wants_words(&row, event)
            && !row.post(&event.post_key).is_some_and(is_over)
            && let Some(bytes) = &event.event
        {
            let social: SocialEvent = self.read(bytes)?;
            fold::words(&mut row, event, social);
        }
        let step = self.begin(state, event.customer, change(event), record.ingested_at);
        self.finish(state, &step, row, out)
    }

    fn risk(
        &self,
        state: &mut CaseState,
        record: &Record<'_>,
        notice: &RiskChanged,
        out: &mut Outbox,
    ) -> Stepped {
        if state.blocked.customer(notice.customer) {
            return Ok(Fate::Ignored(Ignored::Erased));
        }
        let notice = &self.named_risk(state, notice);
        let before = state.customers.get(&notice.customer);
        let mut row = before.cloned().unwrap_or_default();
        if !fold::risk(&mut row, notice) {
            return Ok(Fate::Duplicate);
        }
        self.settle(&mut row);
        let step = self.begin(state, notice.customer, ItemChange::Spread, record.ingested_at);
        self.finish(state, &step, row, out)
    }

    fn moved(
        &self,
        state: &mut CaseState,
        record: &Record<'_>,
        notice: &Reassigned,
        out: &mut Outbox,
    ) -> Stepped {
        if state.blocked.customer(notice.customer) || state.blocked.post(&notice.post_key) {
            return Ok(Fate::Ignored(Ignored::Erased));
        }
        let notice = &self.named_move(state, notice);
        let before = state.customers.get(&notice.customer);
        let mut row = before.cloned().unwrap_or_default();
        match fold::moved(&mut row, notice) {
            None => return Ok(Fate::Ignored(Ignored::NothingToDo)),
            Some(false) => return Ok(Fate::Duplicate),
            Some(true) => {}
        }
        self.settle(&mut row);
        let step = self.begin(state, notice.customer, ItemChange::Moved, record.ingested_at);
        self.finish(state, &step, row, out)
    }

    /// Brings what follows from the posts up to date: who needs a case, and when each began.
    fn settle(&self, row: &mut CustomerRow) {
        need::refresh(row);
        need::assign(row, &self.rules, &self.params);
        need::take_up(row);
    }

    fn begin(&self, state: &CaseState, customer: CustomerKey, change: ItemChange, at: Time) -> Step<'_> {
        self.step_at(customer, change, at, state.time())
    }

    fn step_at(&self, customer: CustomerKey, change: ItemChange, at: Time, now: Time) -> Step<'_> {
        Step {
            wire: &self.wire,
            rules: &self.rules,
            calendars: &self.params.calendars,
            praise_from: self.params.praise_from,
            customer,
            change,
            at,
            now,
        }
    }

    /// Publishes what changed and keeps the row. The state is not touched before every output is written, so
    /// that a refused record leaves no trace.
    fn finish(&self, state: &mut CaseState, step: &Step<'_>, row: CustomerRow, out: &mut Outbox) -> Stepped {
        let (row, dropped) = self.publish(state, step, row, out)?;
        state.customers.put(step.customer, row);
        state.customers.count_evicted(dropped);
        Ok(match out.written() {
            0 => Fate::Absorbed,
            outputs => Fate::Emitted(outputs),
        })
    }

    /// Publishes what changed: the row to keep, and how many rows and parts of rows were dropped from it.
    fn publish(
        &self,
        state: &CaseState,
        step: &Step<'_>,
        mut row: CustomerRow,
        out: &mut Outbox,
    ) -> Result<(CustomerRow, u64), Fate> {
        bounds::retire(&mut row);
        let mut dropped = bounds::keep(&mut row);
        let next = step.publish(&mut row, out).map_err(|e| unwritable(&e))?;
        row.active_at = row.active_at.max(step.at);
        let until = state.time().max(step.at).plus(self.params.item_grace);
        dropped += leaving::leave(&mut row, step.customer, until, out);
        timers::arm(&mut row, next, &self.params);
        Ok((row, dropped))
    }
}

/// Why this event can concern no case, if so.
fn beside_the_point(event: &ScoredEvent) -> Option<Ignored> {
    if event.action == Action::Unknown {
        return Some(Ignored::NothingToDo);
    }
    let toggled = event.action.removes() || event.action.restores();
    match event.role {
        Role::Unknown => Some(Ignored::NothingToDo),
        // An edit may turn a remark that mattered into one that does not: then it has to be known.
        Role::Bystander if toggled || event.revision == 0 => Some(Ignored::Bystander),
        Role::Agent if event.answers.is_none() && !toggled => Some(Ignored::Own),
        Role::Owner | Role::Joiner | Role::Helper | Role::Defender | Role::Agent | Role::Bystander => None,
    }
}

fn change(event: &ScoredEvent) -> ItemChange {
    match (event.role, event.action) {
        (_, Action::Delete | Action::Hide) => ItemChange::PostRemoved,
        (_, Action::Restore | Action::Unhide) => ItemChange::PostAdded,
        (Role::Agent, _) => ItemChange::BrandAnswered,
        (Role::Owner, Action::Edit) => ItemChange::PostRevised,
        (Role::Owner, _) if event.presence.is_gone() => ItemChange::PostRemoved,
        (Role::Owner, _) => ItemChange::PostAdded,
        (Role::Unknown | Role::Joiner | Role::Helper | Role::Defender | Role::Bystander, _) => {
            ItemChange::OthersSpoke
        }
    }
}
