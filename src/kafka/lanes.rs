//! Where every lane stands, for the `lanes` command.

use std::sync::Arc;

use super::config::KafkaConfig;
use super::handles::{self, Offsets};
use super::heartbeat::Heartbeat;
use super::names::Names;
use super::survey::{ASK, Survey};
use super::system_clock::SystemClock;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::Topic;
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
    /// The last tick that is in its topic; `None` before the first.
    pub told: Option<Time>,
    /// The time that it could be; `None` while a lane holds it that has settled nothing.
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
    /// When the owner of time was last heard of, by its clock; `None` if there never was one.
    pub kept_at: Option<Time>,
    /// Lanes that time no longer waits for: at most 32.
    pub left_out: Vec<StageLane>,
    /// How many those are.
    pub left_out_total: usize,
}

/// Asks the broker where every lane stands, and what the owner of time said last.
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
    let mut survey = Survey::new(
        &Arc::new(config.clone()),
        &names,
        &Arc::new(handle),
        Offsets::Present,
        &witness,
    )
    .map_err(failed)?;
    survey.look_up().map_err(|(topic, error)| {
        let at = &config.bootstrap;
        format!("the broker at {at} does not tell the partitions of {topic}: {error}; grant DESCRIBE on it")
    })?;
    let found = survey.standings().map_err(|(what, error)| {
        format!("the broker at {} does not tell {what}: {error}", config.bootstrap)
    })?;
    let asking =
        handles::auditor(config, &config.clock_group(), Offsets::Present, &witness).map_err(failed)?;
    let heartbeat = Heartbeat::committed(&asking, &names.full(Topic::Clock), &config.networks, ASK);
    let heartbeat = heartbeat.map_err(failed)?;
    let said = heartbeat.clone().unwrap_or_default();
    let left_out = said.left_out.iter().copied().collect();
    let inputs = times(&found, &left_out, SystemClock.wall(), config.at_end)
        .into_iter()
        .map(|(stage, input)| InputView {
            stage,
            told: said.told.get(&stage).copied(),
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
    Ok(Standings {
        lanes,
        inputs,
        kept_at: heartbeat.map(|heartbeat| heartbeat.at),
        left_out: said.left_out,
        left_out_total: said.left_out_total,
    })
}
