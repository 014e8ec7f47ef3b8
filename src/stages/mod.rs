//! Stages: composition of the rest of the core. A stage is a plain function of its lane's state and one
//! record: it reads no clock, does no I/O, draws nothing at random and logs nothing.

pub mod cases;

use crate::domain::fate::Fate;
use crate::domain::outbox::Outbox;
use crate::domain::record::Record;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::state::LaneState;

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

    /// The lane time of this state, with what is not committed yet: for intake the highest `ingested_at`,
    /// for the others the last tick.
    fn time(&self, state: &Self::State) -> Time {
        state.time()
    }
}
