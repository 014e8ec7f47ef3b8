//! Whether a deployment stands still: no member in any group, and nothing left to read between the stages.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use rdkafka::Message;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaError;
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};

use super::super::context::Quiet;
use super::super::handles;
use super::super::partitions;
use super::super::survey::ASK;
use super::super::system_clock::SystemClock;
use super::Failure;
use super::deployment::Deployment;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::topic::RecordType;
use crate::runtime::clock::LaneStanding;
use crate::runtime::lane_id::LaneId;
use crate::runtime::ports::Clock;
use crate::wire::Wire;
use crate::wire::bundle;

/// A member that is known by name does not leave: it is a member until its session ends, 15 s unless the settings say
/// otherwise.
const SESSION: Duration = Duration::from_secs(25);
/// How long the end of a partition is waited for.
const TAIL: Duration = Duration::from_secs(60);

impl Deployment {
    /// Waits until no group has a member, but no longer than sessions last; says which still have some.
    pub(super) fn members(&self, tell: &mut dyn FnMut(String)) -> Result<Vec<String>, Failure> {
        let until = SystemClock.monotonic() + SESSION;
        let mut told = false;
        loop {
            let mut found = Vec::new();
            let groups = StageName::ALL.map(|stage| self.config.group(stage));
            for group in groups.into_iter().chain([self.config.clock_group()]) {
                let members = self.members_of(&group)?;
                if members > 0 {
                    found.push(format!(
                        "group {group} has {members} members: end every process of the deployment, and wait until their \
                         sessions have ended"
                    ));
                }
            }
            if found.is_empty() || SystemClock.monotonic() >= until {
                return Ok(found);
            }
            if !told {
                told = true;
                tell("waiting for the sessions of former members to end".into());
            }
            std::thread::sleep(Duration::from_millis(500));
        }
    }

    fn members_of(&self, group: &str) -> Result<usize, Failure> {
        let told = self
            .survey()
            .fetch_group_list(Some(group), ASK)
            .map_err(|error| self.away(&format!("members of group {group}"), &error))?;
        let groups = told.groups().iter().filter(|found| found.name() == group);
        Ok(groups.map(|found| found.members().len()).sum())
    }

    /// What is wrong with the partitions of the topics that the stages keep rows by.
    pub(super) fn misfits(&self) -> Result<Vec<String>, Failure> {
        let mut found = Vec::new();
        for stage in StageName::keyed() {
            let problems = partitions::problems(self.survey(), &self.names, &self.config, stage, ASK)
                .map_err(|error| self.away("partitions", &error))?;
            found.extend(problems);
        }
        Ok(found)
    }

    /// Lanes with records that they have not taken, ticks aside: time is told anew, a record is not.
    pub(super) fn unread(
        &self,
        lanes: &BTreeMap<(StageName, LaneId), LaneStanding>,
    ) -> Result<Vec<String>, Failure> {
        let mut found = Vec::new();
        for stage in StageName::keyed() {
            for ((_, lane), standing) in lanes.iter().filter(|((of, _), _)| *of == stage) {
                found.extend(self.open(stage, *lane, standing.end)?);
            }
            let behind: Vec<(LaneId, Position)> = lanes
                .iter()
                .filter(|((of, _), lane)| *of == stage && lane.pending() > 0)
                .map(|((_, id), lane)| (*id, lane.next.unwrap_or(Position::start_of(lane.begin))))
                .collect();
            for (lane, records) in self.left(stage, &behind)? {
                if records > 0 {
                    found.push(format!(
                        "{} {lane}: {records} records are not read: run the stages until they are idle first",
                        stage.name()
                    ));
                }
            }
        }
        Ok(found)
    }

    fn left(
        &self,
        stage: StageName,
        lanes: &[(LaneId, Position)],
    ) -> Result<BTreeMap<LaneId, usize>, Failure> {
        let mut left: BTreeMap<LaneId, usize> = BTreeMap::new();
        if lanes.is_empty() {
            return Ok(left);
        }
        let failed = |error: KafkaError| self.away("what is left to read", &error);
        let reader = handles::reader(&self.config, stage, &self.witness).map_err(failed)?;
        let mut list = TopicPartitionList::with_capacity(lanes.len());
        for (lane, next) in lanes {
            let topic = self.names.full(lane.source.topic());
            list.add_partition_offset(&topic, lane.partition, Offset::Offset(next.offset))
                .map_err(failed)?;
        }
        reader.assign(&list).map_err(failed)?;
        let starts: BTreeMap<LaneId, Position> = lanes.iter().copied().collect();
        let (mut ended, until) = (BTreeSet::new(), SystemClock.monotonic() + TAIL);
        while ended.len() < lanes.len() {
            if SystemClock.monotonic() >= until {
                return Err(self.away("what is left to read", &"the end was not reached in 60 s"));
            }
            ended.extend(self.look(&reader, &starts, &mut left)?);
        }
        Ok(left)
    }

    /// Lanes in whose input somebody's transaction is not over: it may yet bring records.
    fn open(&self, stage: StageName, lane: LaneId, end: i64) -> Result<Option<String>, Failure> {
        let topic = self.names.full(lane.source.topic());
        let told = self.auditor(stage)?.fetch_watermarks(&topic, lane.partition, ASK);
        let (_, stable) = told.map_err(|error| self.away(&format!("watermarks of {lane}"), &error))?;
        Ok((stable < end).then(|| {
            format!(
                "{} {lane}: a transaction is open: its producer must end it, or its time must pass",
                stage.name()
            )
        }))
    }

    /// Counts the records of one message; gives the partition instead if it was the end of one.
    fn look(
        &self,
        reader: &BaseConsumer<Quiet>,
        starts: &BTreeMap<LaneId, Position>,
        left: &mut BTreeMap<LaneId, usize>,
    ) -> Result<Option<i32>, Failure> {
        match reader.poll(Duration::from_millis(200)) {
            None => Ok(None),
            Some(Err(KafkaError::PartitionEOF(partition))) => Ok(Some(partition)),
            Some(Err(error)) => Err(self.away("what is left to read", &error)),
            Some(Ok(message)) => {
                if let Some(lane) = self.names.lane(message.topic(), message.partition()) {
                    let start = starts.get(&lane).filter(|start| start.offset == message.offset());
                    let taken = start.map_or(0, |start| start.index);
                    *left.entry(lane).or_default() += untaken(message.payload().unwrap_or_default(), taken);
                }
                Ok(None)
            }
        }
    }
}

/// The records of a message from this number on, ticks aside.
fn untaken(payload: &[u8], from: u32) -> usize {
    let Ok(records) = bundle::open(payload) else {
        return 1;
    };
    let wire = Wire::locked();
    let tick = |value: Option<&[u8]>| {
        value.is_some_and(|value| matches!(wire.record_type(value), Ok(RecordType::Tick)))
    };
    let records = (0..).zip(&records).filter(|(index, _): &(u32, _)| *index >= from);
    records.filter(|(_, record)| !tick(record.value)).count()
}
