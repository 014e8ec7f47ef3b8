//! Resolve: finds the conversation of a post that does not know it.
//!
//! A row says where a post belongs; a question is an event that waits for a row. Every row written up to
//! a moment is read before the tick of that moment, so a question waits for the tick of its own moment:
//! what is found does not depend on which partition was faster.

mod erasure;
mod rows;
#[cfg(test)]
mod tests;

use rows::{Pending, Placed, mark};

use super::erasure::unfinished::Unfinished;
use super::erasure::{ErasureParams, is_erased, redacted};
use super::step::go_on;
use super::{Stage, view};
use crate::domain::bounds::STEP_ROWS;
use crate::domain::event::{Action, SocialEvent};
use crate::domain::fate::{Fate, Ignored, RejectReason};
use crate::domain::ids::{ErasureId, PostKey, QuestionKey};
use crate::domain::lookup::{LookupQuestion, LookupRow};
use crate::domain::outbox::Outbox;
use crate::domain::record::{Place, Record};
use crate::domain::stage::StageName;
use crate::domain::tick::Tick;
use crate::domain::time::{Span, Time};
use crate::domain::topic::{RecordType, Topic};
use crate::state::blocked::Blocked;
use crate::state::lane_state;
use crate::state::packed::Packed;
use crate::state::table::Table;
use crate::state::time_only::LaneTime;
use crate::wire::{Wire, WireError};

/// Most lanes that an event is forwarded through.
pub const MOST_HOPS: i32 = 3;

/// Most questions of a lane that wait: further ones are sent on at once.
const PENDING_ROWS: usize = 100_000;

/// Bounds of the resolve stage.
#[derive(Debug, Clone, Copy)]
pub struct ResolveParams {
    /// How long a row, or a removal or return that nothing answers, is kept.
    pub retention: Span,
    /// Most rows a lane; the oldest hours go first.
    pub most_rows: usize,
    /// Most questions that wait for one post; further ones are sent on at once. Not more than a step sends,
    /// `STEP_ROWS`.
    pub most_waiting: usize,
    /// Bounds of erasure.
    pub erasure: ErasureParams,
}

/// The resolve stage.
#[derive(Debug)]
pub struct Resolve {
    wire: Wire,
    params: ResolveParams,
    publishes: bool,
    /// Most rows of a table that a step changes.
    step_rows: usize,
}

/// What a lane of resolve keeps.
#[derive(Debug)]
pub struct ResolveState {
    rows: Packed<PostKey, Placed>,
    pending: Table<QuestionKey, Pending>,
    erasures: Table<ErasureId, Unfinished<QuestionKey>>,
    blocked: Blocked,
    time: LaneTime,
}

lane_state!(ResolveState {
    rows,
    pending,
    erasures,
    blocked
});

impl Default for ResolveState {
    fn default() -> Self {
        Self {
            rows: Packed::new(b'r'),
            pending: Table::new(b'q'),
            erasures: Table::new(b'e'),
            blocked: Blocked::default(),
            time: LaneTime::default(),
        }
    }
}

impl Resolve {
    /// A resolve stage under these bounds.
    #[must_use]
    pub const fn new(wire: Wire, params: ResolveParams) -> Self {
        Self {
            wire,
            params,
            publishes: false,
            step_rows: STEP_ROWS,
        }
    }

    /// Whether it writes the view of social events; by default it does not.
    #[must_use]
    pub const fn publishing(mut self, publishes: bool) -> Self {
        self.publishes = publishes;
        self
    }

    fn row(
        &self,
        state: &mut ResolveState,
        record: &Record<'_>,
        out: &mut Outbox,
    ) -> Result<Fate, WireError> {
        let row: LookupRow = self.wire.decode(record.value.unwrap_or_default())?;
        if self.is_erased_row(state, &row) {
            return self.leave_nothing(state, &row, record, out);
        }
        if state.rows.get(&row.named).is_some() {
            return Ok(Fate::Duplicate);
        }
        let placed = Placed {
            post_key: row.post_key,
            conversation: state.blocked.conversation(row.conversation),
            author: row.author.map(mark),
        };
        state.rows.insert(record.ingested_at.hour(), row.named, placed);
        for key in state.pending.that_await(&row.named, self.step_rows) {
            if let Some(pending) = state.pending.get(&key) {
                self.forward(&pending.event, Some(placed), out)?;
            }
            state.pending.remove(key);
        }
        Ok(match out.written() {
            0 => Fate::Absorbed,
            outputs => Fate::Emitted(outputs),
        })
    }

    fn question(
        &self,
        state: &mut ResolveState,
        record: &Record<'_>,
        out: &mut Outbox,
    ) -> Result<Fate, WireError> {
        let mut question: LookupQuestion = self.wire.decode(record.value.unwrap_or_default())?;
        if !state.blocked.is_empty() {
            let event: SocialEvent = self.wire.decode(&question.event)?;
            if is_erased(&state.blocked, &event) {
                return Ok(Fate::Ignored(Ignored::Erased));
            }
            if let Some(event) = redacted(&state.blocked, &event) {
                question.event.clear();
                self.wire.encode(&event, &mut question.event)?;
            }
            if state.blocked.post(&question.named) {
                // No row will ever answer.
                self.forward(&question.event, None, out)?;
                return Ok(Fate::Emitted(out.written()));
            }
        }
        if question.hops >= MOST_HOPS {
            let detail = format!(
                "forwarded {} times while looking for a conversation",
                question.hops
            );
            return Ok(Fate::reject(RejectReason::TooManyHops, detail));
        }
        if let Some(placed) = state.rows.get(&question.named).copied() {
            self.forward(&question.event, Some(placed), out)?;
            return Ok(Fate::Emitted(out.written()));
        }
        self.ask(state, question, record.ingested_at, out)
    }

    /// There is no row yet: the event waits, if there is room.
    fn ask(
        &self,
        state: &mut ResolveState,
        question: LookupQuestion,
        at: Time,
        out: &mut Outbox,
    ) -> Result<Fate, WireError> {
        let key = QuestionKey::derive(question.named, &question.event);
        if state.pending.get(&key).is_some() {
            return Ok(Fate::Duplicate);
        }
        let full = state.pending.awaiting(&question.named) >= self.params.most_waiting
            || state.pending.count() >= PENDING_ROWS;
        if full {
            self.forward(&question.event, None, out)?;
            return Ok(Fate::Emitted(out.written()));
        }
        let pending = Pending {
            named: question.named,
            event: question.event,
            look_at: at,
            sent: false,
        };
        state.pending.put(key, pending);
        Ok(Fate::Absorbed)
    }

    /// Sends an event on to the conversation found, or to the one of the id it names.
    fn forward(&self, framed: &[u8], placed: Option<Placed>, out: &mut Outbox) -> Result<(), WireError> {
        let mut event: SocialEvent = self.wire.decode(framed)?;
        event.hops += 1;
        if let Some(placed) = placed {
            event.conversation = placed.conversation;
            if !matches!(event.action, Action::Create | Action::Edit) {
                event.post_key = placed.post_key;
            }
        }
        let key = event.conversation.hex();
        out.emit(Topic::Events, &key, RecordType::SocialEvent, None, |to| {
            self.wire.encode(&event, to)
        })?;
        // A quote told to the conversation that it spreads was shown with its own.
        if self.publishes && !event.is_amplified() {
            view::show_event(&self.wire, &event, out)?;
        }
        match event.action {
            Action::Create | Action::Edit => self.own_row(&event, out),
            Action::Delete | Action::Restore | Action::Hide | Action::Unhide | Action::Unknown => Ok(()),
        }
    }

    fn own_row(&self, event: &SocialEvent, out: &mut Outbox) -> Result<(), WireError> {
        let row = LookupRow {
            named: PostKey::derive(&event.tenant, event.network, &event.native_id),
            post_key: event.post_key,
            conversation: event.conversation_of_post(),
            author: event.author.as_ref().map(|author| author.key),
        };
        out.emit(
            Topic::PostLookups,
            &row.named.hex(),
            RecordType::LookupRow,
            None,
            |to| self.wire.encode(&row, to),
        )
    }

    fn tick(
        &self,
        state: &mut ResolveState,
        moment: Time,
        place: Place,
        out: &mut Outbox,
    ) -> Result<Fate, WireError> {
        let forgetting = self.go_on_forgetting(state, place, out)?;
        if moment > state.time.get() {
            for key in state.pending.due(moment, self.step_rows) {
                self.release(state, key, moment, out)?;
            }
            state.time.reach(state.pending.reached(moment));
            let now = state.time.get();
            let before = now.minus(self.params.retention).hour();
            state.rows.expire(before, self.params.most_rows);
            let ErasureParams {
                window, most_keys, ..
            } = self.params.erasure;
            state.blocked.expire(now, window, most_keys);
        }
        if forgetting || moment > state.time.get() {
            go_on(&self.wire, place, moment, out)?;
        }
        Ok(Fate::Tick(out.written()))
    }

    /// Nothing upstream can answer any more. A removal or a return is sent to the conversation of the id it
    /// names and still kept, in case the post was written down late; the others are sent and forgotten.
    fn release(
        &self,
        state: &mut ResolveState,
        key: QuestionKey,
        now: Time,
        out: &mut Outbox,
    ) -> Result<(), WireError> {
        let Some(pending) = state.pending.get(&key).filter(|pending| !pending.sent).cloned() else {
            state.pending.remove(key);
            return Ok(());
        };
        self.forward(&pending.event, None, out)?;
        let event: SocialEvent = self.wire.decode(&pending.event)?;
        if event.action.removes() || event.action.restores() {
            let look_at = now.plus(self.params.retention);
            state.pending.put(
                key,
                Pending {
                    look_at,
                    sent: true,
                    ..pending
                },
            );
        } else {
            state.pending.remove(key);
        }
        Ok(())
    }
}

impl Stage for Resolve {
    type State = ResolveState;

    fn name(&self) -> StageName {
        StageName::Resolve
    }

    fn ready(&self, record: &Record<'_>) -> Result<(), WireError> {
        record.value.map_or(Ok(()), |value| self.wire.prepare(value))
    }

    fn step(&mut self, state: &mut ResolveState, record: &Record<'_>, out: &mut Outbox) -> Fate {
        out.begin(record.place, record.ingested_at);
        let Some(value) = record.value else {
            return Fate::Ignored(Ignored::Tombstone);
        };
        let done = match self.wire.record_type(value) {
            Ok(RecordType::LookupRow) => self.row(state, record, out),
            Ok(RecordType::LookupQuestion) => self.question(state, record, out),
            Ok(RecordType::Erasure) => self.erase(state, record, value, out),
            Ok(RecordType::Tick) => match self.wire.decode::<Tick>(value) {
                Ok(tick) => self.tick(state, tick.time, record.place, out),
                Err(error) => Err(error),
            },
            Ok(other) => Ok(super::misplaced(other)),
            Err(error) => Err(error),
        };
        done.unwrap_or_else(|error| super::refusal(&error))
    }
}
