//! Where every lane stands: committed offsets with their metadata, and the ends of the partitions.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};

use super::config::KafkaConfig;
use super::context::Quiet;
use super::handles::{self, Offsets};
use super::names::Names;
use super::partitions::{self, Seen};
use super::standing;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::runtime::clock::{LaneStanding, StageLane};
use crate::runtime::lane_id::LaneId;
use crate::runtime::witness::Witness;

/// Limit of one call that asks the broker.
pub(super) const ASK: Duration = Duration::from_secs(5);

/// What a lane has committed: position and lane time.
type Settled = (Option<Position>, Option<Time>);

/// Asks for the standing of every lane of every stage; a member of no group.
pub(super) struct Survey {
    names: Arc<Names>,
    config: Arc<KafkaConfig>,
    survey: Arc<BaseConsumer<Quiet>>,
    auditors: Vec<(StageName, BaseConsumer<Quiet>)>,
    lanes: BTreeMap<StageName, Vec<LaneId>>,
}

impl Survey {
    pub(super) fn new(
        config: &Arc<KafkaConfig>,
        names: &Arc<Names>,
        survey: &Arc<BaseConsumer<Quiet>>,
        offsets: Offsets,
        witness: &Arc<dyn Witness>,
    ) -> Result<Self, KafkaError> {
        let auditor = |stage: StageName| {
            let made = handles::auditor(config, &config.group(stage), offsets, witness)?;
            Ok((stage, made))
        };
        Ok(Self {
            names: Arc::clone(names),
            config: Arc::clone(config),
            survey: Arc::clone(survey),
            auditors: StageName::ALL
                .into_iter()
                .map(auditor)
                .collect::<Result<_, KafkaError>>()?,
            lanes: BTreeMap::new(),
        })
    }

    /// Asks anew which partitions there are; stages whose topics are missing have none.
    ///
    /// # Errors
    /// The broker does not say; the topic, and why.
    pub(super) fn look_up(&mut self) -> Result<(), (String, KafkaError)> {
        for stage in StageName::ALL {
            let mut lanes = Vec::new();
            for source in stage.sources(&self.config.networks) {
                let topic = self.names.full(source.topic());
                let seen = partitions::look(&self.survey, &topic, ASK);
                let partitions = match seen.map_err(|error| (topic.to_string(), error))? {
                    Seen::Partitions(count) => count,
                    Seen::Missing => 0,
                    Seen::Denied => {
                        let denied = KafkaError::MetadataFetch(RDKafkaErrorCode::TopicAuthorizationFailed);
                        return Err((topic.to_string(), denied));
                    }
                };
                lanes.extend(
                    (0..)
                        .take(partitions)
                        .map(|partition| LaneId { source, partition }),
                );
            }
            self.lanes.insert(stage, lanes);
        }
        Ok(())
    }

    /// The lanes of a stage.
    pub(super) fn lanes(&self, stage: StageName) -> &[LaneId] {
        self.lanes.get(&stage).map_or(&[], Vec::as_slice)
    }

    /// Where every lane stands. Stages in the order of the topology, and of each stage first what is committed, then
    /// the watermarks: a record that an upstream lane wrote is then seen before that lane's standing is.
    ///
    /// # Errors
    /// A broker does not say; what was asked for, and why.
    pub(super) fn standings(&self) -> Result<BTreeMap<StageLane, LaneStanding>, (String, KafkaError)> {
        let mut found = BTreeMap::new();
        for (stage, auditor) in &self.auditors {
            drop(auditor.poll(Duration::ZERO));
            let lanes = self.lanes(*stage);
            if lanes.is_empty() {
                continue;
            }
            let group = self.config.group(*stage);
            let committed = self
                .committed(auditor, lanes)
                .map_err(|error| (format!("the offsets of group {group}"), error))?;
            let of_input = |error| (format!("the ends of the input of {}", stage.name()), error);
            let begins = self.offsets(lanes, Offset::Beginning).map_err(of_input)?;
            let ends = self.offsets(lanes, Offset::End).map_err(of_input)?;
            for lane in lanes {
                let (next, time) = committed.get(lane).copied().unwrap_or_default();
                let standing = LaneStanding {
                    next,
                    time,
                    begin: begins.get(lane).copied().unwrap_or(0),
                    end: ends.get(lane).copied().unwrap_or(0),
                };
                found.insert((*stage, *lane), standing);
            }
        }
        Ok(found)
    }

    fn list(&self, lanes: &[LaneId], offset: Offset) -> Result<TopicPartitionList, KafkaError> {
        let mut list = TopicPartitionList::with_capacity(lanes.len());
        for lane in lanes {
            list.add_partition_offset(&self.names.full(lane.source.topic()), lane.partition, offset)?;
        }
        Ok(list)
    }

    fn committed(
        &self,
        auditor: &BaseConsumer<Quiet>,
        lanes: &[LaneId],
    ) -> Result<BTreeMap<LaneId, Settled>, KafkaError> {
        let told = auditor.committed_offsets(self.list(lanes, Offset::Invalid)?, ASK)?;
        let mut found = BTreeMap::new();
        for element in told.elements() {
            element.error()?;
            if let Some(lane) = self.names.lane(element.topic(), element.partition()) {
                let next = element.offset().to_raw().filter(|offset| *offset >= 0);
                let metadata = element.metadata();
                let next = next.map(|offset| standing::position(offset, metadata));
                found.insert(lane, (next, standing::time(metadata)));
            }
        }
        Ok(found)
    }

    fn offsets(&self, lanes: &[LaneId], end: Offset) -> Result<BTreeMap<LaneId, i64>, KafkaError> {
        let told = self.survey.offsets_for_times(self.list(lanes, end)?, ASK)?;
        let mut found = BTreeMap::new();
        for element in told.elements() {
            element.error()?;
            if let Some(lane) = self.names.lane(element.topic(), element.partition()) {
                let offset = element.offset().to_raw().filter(|offset| *offset >= 0);
                found.insert(lane, offset.unwrap_or(0));
            }
        }
        Ok(found)
    }
}
