//! Where every lane stands, for the `lanes` command.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::config::KafkaConfig;
use super::handles;
use super::names::Names;
use super::survey::Survey;
use super::system_clock::SystemClock;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::runtime::clock::{StageLane, times};
use crate::runtime::lane_id::LaneId;
use crate::runtime::ports::Clock;
use crate::runtime::witness::{Nobody, Witness};

/// A lane as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneView {
    /// Its stage.
    pub stage: StageName,
    /// Which.
    pub lane: LaneId,
    /// The next record to take; `None` before the first commit.
    pub next: Option<Position>,
    /// End of the partition.
    pub end: i64,
    /// Messages to read.
    pub lag: i64,
    /// Its lane time, as committed.
    pub time: Option<Time>,
}

/// The time of a stage's input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputView {
    /// Whose input.
    pub stage: StageName,
    /// The time; `None` while a lane holds it that has settled nothing.
    pub time: Option<Time>,
    /// The lane that stands furthest back.
    pub held_by: Option<StageLane>,
}

/// Every lane, and who holds time back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standings {
    /// Lanes by stage, topic and partition.
    pub lanes: Vec<LaneView>,
    /// Inputs by stage.
    pub inputs: Vec<InputView>,
}

/// Asks the broker where every lane stands, as the owner of time sees it; lanes that were left out are counted
/// as if they were not.
///
/// # Errors
/// The broker does not say.
pub fn standings(config: &KafkaConfig) -> Result<Standings, String> {
    let failed = |error| {
        format!(
            "the broker at {} does not tell where lanes stand: {error}",
            config.bootstrap
        )
    };
    let witness: Arc<dyn Witness> = Arc::new(Nobody);
    let handle = handles::survey(config, &config.client_id("lanes"), &witness).map_err(failed)?;
    let names = Arc::new(Names::of(config));
    let mut survey =
        Survey::new(&Arc::new(config.clone()), &names, &Arc::new(handle), &witness).map_err(failed)?;
    survey.look_up().map_err(failed)?;
    let found = survey.standings().map_err(failed)?;
    let inputs = times(&found, &BTreeSet::new(), SystemClock.wall(), config.at_end)
        .into_iter()
        .map(|(stage, input)| InputView {
            stage,
            time: input.time,
            held_by: input.held_by,
        })
        .collect();
    let lanes = found
        .into_iter()
        .map(|((stage, lane), standing)| LaneView {
            stage,
            lane,
            next: standing.next,
            end: standing.end,
            lag: standing.pending(),
            time: standing.time,
        })
        .collect();
    Ok(Standings { lanes, inputs })
}
