//! Assess: scores events, keeps threads and cascades, and tells each customer's lane what concerns it.
//!
//! Order among the records of a conversation does not matter for what is told in the end: a reply waits
//! for its root until the tick of its own moment, by which everything upstream is read; removals and
//! returns leave their moments, which a late post meets; spread is a sum.

mod asked;
mod conversation;
mod correspondents;
mod erasure;
mod notice;
mod orphans;
mod passing;
mod post;
mod presence;
mod role;
mod routes;
mod rows;
mod share;
mod sharers;
mod shown;
mod state;
#[cfg(test)]
mod tests;
mod waiting;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use asked::OwnHandles;
pub use state::AssessState;

use super::Stage;
use super::erasure::{ErasureParams, is_erased, redacted};
use crate::domain::bounds::STEP_ROWS;
use crate::domain::event::{Action, Kind, SocialEvent, Visibility};
use crate::domain::fate::{Fate, Ignored};
use crate::domain::ids::ConversationKey;
use crate::domain::outbox::Outbox;
use crate::domain::record::{Place, Record};
use crate::domain::score::{Abstention, CaseState, Scores, Stance, Tone, Urgency};
use crate::domain::stage::StageName;
use crate::domain::tick::Tick;
use crate::domain::time::{Span, Time};
use crate::domain::topic::RecordType;
use crate::scoring::Scorer;
use crate::scoring::spread_params::SpreadParams;
use crate::wire::{Wire, WireError};

/// Bounds and parameters of the assess stage.
#[derive(Debug, Clone)]
pub struct AssessParams {
    /// How spread becomes risk.
    pub spread: SpreadParams,
    /// An event older than lane time by more than this is late: it may correct, it never pages.
    pub lateness: Span,
    /// How long a post is remembered, hence the window in which a redelivery is recognised.
    pub retention: Span,
    /// Most posts a lane; the oldest hours go first.
    pub most_posts: usize,
    /// Most posts that wait for one other; further ones do not wait. Not more than a step releases, `STEP_ROWS`.
    pub most_waiting: usize,
    /// The handles of each tenant.
    pub own: BTreeMap<String, OwnHandles>,
    /// Bounds of erasure.
    pub erasure: ErasureParams,
}

/// The assess stage.
pub struct Assess {
    wire: Wire,
    scorer: Arc<dyn Scorer>,
    params: AssessParams,
    publishes: bool,
    /// Most rows of a table that a step changes.
    step_rows: usize,
}

impl Assess {
    /// An assess stage with this scorer.
    #[must_use]
    pub fn new(wire: Wire, scorer: Arc<dyn Scorer>, params: AssessParams) -> Self {
        Self {
            wire,
            scorer,
            params,
            publishes: false,
            step_rows: STEP_ROWS,
        }
    }

    /// Whether it writes the view of scored events; by default it does not.
    #[must_use]
    pub const fn publishing(mut self, publishes: bool) -> Self {
        self.publishes = publishes;
        self
    }
}

/// One step: the stage, its lane's state, and where outputs go.
struct Turn<'a> {
    stage: &'a Assess,
    state: &'a mut AssessState,
    out: &'a mut Outbox,
    place: Place,
    /// The moment that the step goes by: lane time, or that of a tick.
    now: Time,
}

impl Turn<'_> {
    fn event(&mut self, event: &SocialEvent, framed: &[u8]) -> Result<Fate, WireError> {
        if is_erased(&self.state.blocked, event) {
            self.leave_nothing(event.post_key, event.ingested_at)?;
            return Ok(Fate::Ignored(Ignored::Erased));
        }
        if let Some(shown) = &event.embedded
            && self
                .state
                .blocked
                .author(shown.author.as_ref().map(|author| author.key))
        {
            self.leave_nothing(shown.post_key, event.ingested_at)?;
        }
        let Some(event) = redacted(&self.state.blocked, event) else {
            return self.news(event, framed);
        };
        let mut framed = Vec::with_capacity(framed.len());
        self.stage.wire.encode(&event, &mut framed)?;
        let fate = self.news(&event, &framed)?;
        Ok(match self.out.written() {
            0 => fate,
            outputs => Fate::Emitted(outputs),
        })
    }

    fn news(&mut self, event: &SocialEvent, framed: &[u8]) -> Result<Fate, WireError> {
        if event.visibility == Visibility::Internal {
            return self.internal(event, framed);
        }
        match (event.action, event.kind) {
            (Action::Delete | Action::Hide | Action::Restore | Action::Unhide, _) => {
                self.toggle(event, framed)
            }
            (Action::Create | Action::Edit, Kind::Share) => self.share(event, event.post_key),
            (Action::Create | Action::Edit, Kind::Quote)
                if event.conversation != ConversationKey::of_root(event.post_key) =>
            {
                self.share(event, share::amplifier(event))
            }
            (
                Action::Create | Action::Edit,
                Kind::Post
                | Kind::Reply
                | Kind::Quote
                | Kind::Comment
                | Kind::Message
                | Kind::Review
                | Kind::Survey,
            ) => self.post(event, framed),
            (Action::Create | Action::Edit, Kind::Reaction) => Ok(Fate::Ignored(Ignored::Reaction)),
            (Action::Unknown, _) | (_, Kind::Unknown | Kind::Notice) => {
                Ok(Fate::Ignored(Ignored::NothingToDo))
            }
        }
    }

    fn late(&self, event: &SocialEvent) -> bool {
        event.backfill || event.ingested_at < self.now.minus(self.stage.params.lateness)
    }

    fn emitted(&self) -> Fate {
        match self.out.written() {
            0 => Fate::Absorbed,
            outputs => Fate::Emitted(outputs),
        }
    }

    fn keep_until(&self, moment: Time) -> Time {
        moment.max(self.now).plus(self.stage.params.retention)
    }
}

/// The scores of a post without words.
fn unscored() -> Scores {
    Scores {
        sentiment: None,
        confidence: 0.0,
        abstention: Some(Abstention::NoWords),
        about_brand: None,
        stance: Stance::Unknown,
        complaint: None,
        intents: Vec::new(),
        urgency: Urgency::Unknown,
        cues: Vec::new(),
        tone: Tone::PLAIN,
        case_state: CaseState::Unknown,
        language: None,
        language_confidence: 0.0,
        model: "none".into(),
    }
}

impl Stage for Assess {
    type State = AssessState;

    fn name(&self) -> StageName {
        StageName::Assess
    }

    fn ready(&self, record: &Record<'_>) -> Result<(), WireError> {
        record.value.map_or(Ok(()), |value| self.wire.prepare(value))
    }

    fn step(&mut self, state: &mut AssessState, record: &Record<'_>, out: &mut Outbox) -> Fate {
        out.begin(record.place, record.ingested_at);
        let Some(value) = record.value else {
            return Fate::Ignored(Ignored::Tombstone);
        };
        let mut turn = Turn {
            stage: self,
            now: state.time.get(),
            state,
            out,
            place: record.place,
        };
        let done = match self.wire.record_type(value) {
            Ok(RecordType::SocialEvent) => match self.wire.decode::<SocialEvent>(value) {
                Ok(event) => turn.event(&event, value),
                Err(error) => Err(error),
            },
            Ok(RecordType::Tick) => match self.wire.decode::<Tick>(value) {
                Ok(tick) => turn.tick(tick.time),
                Err(error) => Err(error),
            },
            Ok(RecordType::Erasure) => turn.erase(record, value),
            Ok(other) => Ok(super::misplaced(other)),
            Err(error) => Err(error),
        };
        done.unwrap_or_else(|error| super::refusal(&error))
    }
}
