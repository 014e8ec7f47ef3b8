//! The lanes of a deployment in one generation, seen from outside of any group: restored as the service does it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaError;

use super::super::config::KafkaConfig;
use super::super::context::Quiet;
use super::super::handles::Offsets;
use super::super::history::KafkaHistory;
use super::super::mood::outside;
use super::super::names::Names;
use super::super::survey::{ASK, Survey};
use super::super::system_clock::SystemClock;
use super::super::{handles, standing};
use super::Failure;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::topic::{Source, Topic};
use crate::runtime::clock::{LaneStanding, StageLane};
use crate::runtime::fault::Fault;
use crate::runtime::lane::Lane;
use crate::runtime::lane_id::LaneId;
use crate::runtime::ports::{Clock, Commits, Extent, Extents};
use crate::runtime::restore::{Outcome, Restoring};
use crate::runtime::watchdog::Watchdog;
use crate::runtime::witness::{Nobody, Witness};
use crate::state::LaneState;

/// How long a lane is waited for whose restoring does not go on.
const PATIENCE: Duration = Duration::from_secs(60);
/// The pause before what could not be told is asked again.
const PAUSE: Duration = Duration::from_millis(300);
/// How long one slice of restoring takes.
const SLICE: Duration = Duration::from_secs(1);

/// The changelog of one stage.
pub(super) type History = KafkaHistory<SystemClock>;

/// A deployment in one generation.
pub(super) struct Deployment {
    pub(super) config: Arc<KafkaConfig>,
    pub(super) names: Arc<Names>,
    pub(super) witness: Arc<dyn Witness>,
    survey: Arc<BaseConsumer<Quiet>>,
    auditors: BTreeMap<StageName, BaseConsumer<Quiet>>,
}

/// Why a lane was not restored.
pub(super) enum Trouble {
    /// The service would stop it.
    Stopped(String),
    /// It cannot be told.
    Failed(Failure),
}

impl Deployment {
    pub(super) fn of(config: &KafkaConfig) -> Result<Self, Failure> {
        let witness: Arc<dyn Witness> = Arc::new(Nobody);
        let made = || -> Result<_, KafkaError> {
            let survey = handles::survey(config, &config.client_id("repartition"), &witness)?;
            let auditor = |stage: StageName| {
                Ok((
                    stage,
                    handles::auditor(config, &config.group(stage), Offsets::Stable, &witness)?,
                ))
            };
            let auditors = StageName::keyed()
                .map(auditor)
                .collect::<Result<_, KafkaError>>()?;
            Ok((survey, auditors))
        };
        let (survey, auditors) = made().map_err(|error| Failure::Config(vec![config.refusal(&error)]))?;
        Ok(Self {
            names: Arc::new(Names::of(config)),
            config: Arc::new(config.clone()),
            witness,
            survey: Arc::new(survey),
            auditors,
        })
    }

    /// The handle that is a member of no group.
    pub(super) fn survey(&self) -> &BaseConsumer<Quiet> {
        &self.survey
    }

    /// The handle by which this group's offsets are told and committed.
    pub(super) fn auditor(&self, stage: StageName) -> Result<&BaseConsumer<Quiet>, Failure> {
        let found = self.auditors.get(&stage);
        found.ok_or_else(|| Failure::Config(vec![format!("{} keeps no rows by key", stage.name())]))
    }

    /// A failed call, with who does not answer.
    pub(super) fn away(&self, what: &str, error: &impl std::fmt::Display) -> Failure {
        Failure::Unreachable(format!(
            "the broker at {}: {what}: {error}",
            self.config.bootstrap
        ))
    }

    /// The lane of a stage that keeps rows by key.
    pub(super) fn lane(&self, stage: StageName, partition: i32) -> Result<LaneId, Failure> {
        let sources = stage.sources(&self.config.networks);
        let source = sources.into_iter().find(|source: &Source| source.is_hop());
        let source =
            source.ok_or_else(|| Failure::Config(vec![format!("{} has no keyed input", stage.name())]))?;
        Ok(LaneId { source, partition })
    }

    /// Where every lane of the stages that keep rows stands.
    pub(super) fn standings(&self) -> Result<BTreeMap<StageLane, LaneStanding>, Failure> {
        let told = || -> Result<_, KafkaError> {
            let mut survey = Survey::new(
                &self.config,
                &self.names,
                &self.survey,
                Offsets::Stable,
                &self.witness,
            )?;
            survey.look_up().map_err(|(_, error)| error)?;
            survey.standings().map_err(|(_, error)| error)
        };
        let mut all = told().map_err(|error| self.away("where lanes stand", &error))?;
        all.retain(|(stage, _), _| stage.is_keyed());
        Ok(all)
    }

    /// The reader of a stage's changelog.
    pub(super) fn history(&self, stage: StageName) -> History {
        KafkaHistory::new(
            Arc::clone(&self.config),
            Arc::clone(&self.witness),
            Arc::clone(&self.survey),
            Watchdog::default().leash("repartition"),
            SystemClock,
            stage,
            self.names.full(Topic::Changelog(stage)).into_owned(),
        )
    }

    /// Restores a lane as the service does.
    pub(super) fn restore<T: LaneState>(
        &self,
        history: &mut History,
        id: LaneId,
    ) -> Result<Lane<T>, Trouble> {
        let fresh = || Restoring::new(id, SystemClock.monotonic());
        let (mut restoring, mut moved, mut reached) = (fresh(), SystemClock.monotonic(), 0);
        loop {
            let (mut extents, mut commits) = (self, self);
            let why = match restoring.advance(&mut extents, &mut commits, history, SLICE) {
                Ok(Outcome::Ready { lane, .. }) => return Ok(lane),
                Ok(Outcome::Stop { detail, .. }) => return Err(Trouble::Stopped(detail)),
                Ok(Outcome::GoOn(next)) => {
                    if next.reached.0 > reached {
                        (moved, reached) = (SystemClock.monotonic(), next.reached.0);
                    }
                    restoring = next;
                    "its changelog ends nowhere".to_owned()
                }
                Ok(Outcome::Wait(next)) => {
                    restoring = next;
                    std::thread::sleep(PAUSE);
                    "a transaction is open".to_owned()
                }
                Err(fault) => {
                    restoring = fresh();
                    std::thread::sleep(PAUSE);
                    fault.to_string()
                }
            };
            if SystemClock.monotonic().saturating_sub(moved) > PATIENCE {
                let what = format!("restoring {id}");
                return Err(Trouble::Failed(self.away(&what, &why)));
            }
        }
    }
}

impl Commits for &Deployment {
    fn committed(&mut self, lanes: &[LaneId]) -> Result<BTreeMap<LaneId, Position>, Fault> {
        let mut known = BTreeMap::new();
        for lane in lanes {
            let auditor = self
                .auditor(lane.source.reader())
                .map_err(|failure| Fault::Fatal(failure.to_string()))?;
            known.extend(standing::committed(auditor, &self.names, &[*lane], ASK)?);
        }
        Ok(known)
    }
}

impl Extents for &Deployment {
    fn extent(&mut self, lane: LaneId) -> Result<Extent, Fault> {
        let topic = self.names.full(lane.source.topic());
        let (begin, end) = self
            .survey
            .fetch_watermarks(&topic, lane.partition, ASK)
            .map_err(|error| outside(&format!("watermarks of {lane}"), &error))?;
        Ok(Extent { begin, end })
    }
}
