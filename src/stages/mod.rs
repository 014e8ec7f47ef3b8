//! Stages: composition of the rest of the core. A stage is a plain function of its lane's state and one
//! record: it reads no clock, does no I/O, draws nothing at random and logs nothing.

pub mod assess;
pub mod cases;
pub mod erasure;
mod feedback_receipts;
pub mod intake;
pub mod resolve;
mod step;
mod view;

use crate::domain::fate::{Fate, RejectReason};
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::RecordType;
use crate::state::LaneState;
use crate::wire::WireError;

/// A stage.
///
/// Outputs and state are a function of the input partition alone: never of where transactions were cut.
pub trait Stage: Send {
    /// What a lane of this stage keeps.
    type State: LaneState;

    /// Which stage it is.
    fn name(&self) -> StageName;

    /// Takes one record: changes the state's overlay, writes to the outbox, and says what became of the record.
    fn step(&mut self, state: &mut Self::State, record: &Record<'_>, out: &mut Outbox) -> Fate;

    /// Whether everything that reading this record takes is at hand. Asked before each step; a record for which it
    /// is not is read again later, and nothing is refused meanwhile.
    ///
    /// # Errors
    /// What is missing: the schema, while the registry does not answer.
    fn ready(&self, record: &Record<'_>) -> Result<(), WireError>;

    /// The lane time of this state, with what is not committed yet: for intake the highest `ingested_at`,
    /// for the others the last tick.
    fn time(&self, state: &Self::State) -> Time {
        state.time()
    }
}

/// The refusal that a record deserves whose bytes cannot be read. The edge has prepared its schema before a
/// step sees it, so a registry that cannot be asked is not met here.
pub(crate) fn refusal(error: &WireError) -> Fate {
    Fate::reject(
        error.reason().unwrap_or(RejectReason::UnknownSchema),
        error.to_string(),
    )
}

/// The refusal that a record deserves whose type does not belong on this topic.
pub(crate) fn misplaced(found: RecordType) -> Fate {
    Fate::reject(
        RejectReason::WrongType,
        format!("a {} does not belong on this topic", found.name()),
    )
}
