//! Where every lane stands, for the `lanes` command.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::config::KafkaConfig;
use super::handles;
use super::names::Names;
use super::survey::Survey;
use super::system_clock::SystemClock;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::runtime::clock::{InputTime, LaneStanding, times};
use crate::runtime::lane_id::LaneId;
use crate::runtime::ports::Clock;
use crate::runtime::witness::{Nobody, Witness};

/// One lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneView {
    /// Its stage.
    pub stage: StageName,
    /// Which.
    pub lane: LaneId,
    /// Its topic, prefix included.
    pub topic: String,
    /// Offset of the next record, as committed; `None` before the first commit.
    pub next: Option<i64>,
    /// Lane time, as committed.
    pub time: Option<Time>,
    /// Oldest record of the partition.
    pub begin: i64,
    /// One past the newest record of the partition.
    pub end: i64,
    /// Records left to read.
    pub lag: i64,
    /// The stages whose input this lane holds back: it is the one that stands furthest back.
    pub holds: Vec<StageName>,
}

/// Every lane of the deployment, and the time of every stage's input as the clock would tell it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanesView {
    /// The lanes, by stage, topic and partition.
    pub lanes: Vec<LaneView>,
    /// The time of each stage's input; `None` while a lane that has settled nothing holds it.
    pub times: BTreeMap<StageName, Option<Time>>,
}

/// Asks the broker where every lane stands. Disturbs nobody.
///
/// # Errors
/// The broker does not answer, in words for people.
pub fn lanes(config: &KafkaConfig) -> Result<LanesView, String> {
    let failed = |error: rdkafka::error::KafkaError| {
        format!("the lanes cannot be asked for at {}: {error}", config.bootstrap)
    };
    let witness: Arc<dyn Witness> = Arc::new(Nobody);
    let names = Arc::new(Names::new(&config.prefix, &config.networks));
    let handle = handles::survey(config, &format!("{}.lanes", config.app), &witness).map_err(failed)?;
    let config = Arc::new(config.clone());
    let mut survey = Survey::new(&config, &names, &Arc::new(handle), &witness).map_err(failed)?;
    survey.look_up().map_err(failed)?;
    let wall = SystemClock.wall();
    let standings = survey.standings().map_err(failed)?;
    let times = times(&standings, &BTreeSet::new(), wall, config.at_end);
    let lanes = standings
        .iter()
        .map(|((stage, lane), standing)| view(*stage, *lane, standing, &names, &times))
        .collect();
    Ok(LanesView {
        lanes,
        times: times
            .into_iter()
            .map(|(stage, input)| (stage, input.time))
            .collect(),
    })
}

fn view(
    stage: StageName,
    lane: LaneId,
    standing: &LaneStanding,
    names: &Names,
    times: &BTreeMap<StageName, InputTime>,
) -> LaneView {
    LaneView {
        stage,
        lane,
        topic: names.full(lane.source.topic()).into_owned(),
        next: standing.next,
        time: standing.time,
        begin: standing.begin,
        end: standing.end,
        lag: standing.pending(),
        holds: times
            .iter()
            .filter(|(_, input)| input.held_by == Some((stage, lane)))
            .map(|(held, _)| *held)
            .collect(),
    }
}
