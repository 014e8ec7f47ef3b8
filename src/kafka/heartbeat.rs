//! What the owner of time says: that it is there, what it has told, whom it no longer waits for. It stands as metadata
//! of the offset that the clock's group commits, so that every process and the `lanes` command can read it.

use std::collections::BTreeMap;
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::{KafkaError, KafkaResult};
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};
use serde::{Deserialize, Serialize};

use super::context::Quiet;
use crate::domain::network::Network;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::Source;
use crate::runtime::clock::StageLane;
use crate::runtime::lane_id::LaneId;

/// Lanes that are named: a broker takes 4,096 bytes.
const NAMED: usize = 32;

/// The last word of the owner of time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heartbeat {
    /// When it was said, by the owner's clock.
    pub(super) at: Time,
    /// The last tick that is in every partition of a stage's input.
    pub(super) told: BTreeMap<StageName, Time>,
    /// Lanes that nobody waits for, at most 32 of them.
    pub(super) left_out: Vec<StageLane>,
    /// How many lanes nobody waits for.
    pub(super) left_out_total: usize,
}

/// As it is written.
#[derive(Serialize, Deserialize)]
struct Words {
    at: i64,
    told: BTreeMap<String, i64>,
    out: Vec<(String, String, i32)>,
    outs: usize,
}

impl Heartbeat {
    pub(super) fn new(
        at: Time,
        told: &BTreeMap<StageName, Time>,
        left_out: impl ExactSizeIterator<Item = StageLane>,
    ) -> Self {
        Self {
            at,
            told: told.clone(),
            left_out_total: left_out.len(),
            left_out: left_out.take(NAMED).collect(),
        }
    }

    fn write(&self) -> String {
        let told = self
            .told
            .iter()
            .map(|(stage, time)| (stage.name().to_owned(), time.0));
        let lane = |(stage, lane): &StageLane| {
            (
                stage.name().to_owned(),
                lane.source.topic().name(),
                lane.partition,
            )
        };
        let words = Words {
            at: self.at.0,
            told: told.collect(),
            out: self.left_out.iter().map(lane).collect(),
            outs: self.left_out_total,
        };
        serde_json::to_string(&words).unwrap_or_default()
    }

    /// Reads it back; `None` for what no owner wrote. Stages and topics that this build does not know are left out.
    fn read(text: &str, networks: &[Network]) -> Option<Self> {
        let words: Words = serde_json::from_str(text).ok()?;
        let source = |name: &str| {
            Source::all(networks)
                .into_iter()
                .find(|source| source.topic().name() == name)
        };
        let told = words.told.iter();
        let out = words.out.iter();
        Some(Self {
            at: Time(words.at),
            told: told
                .filter_map(|(name, time)| Some((StageName::named(name)?, Time(*time))))
                .collect(),
            left_out: out
                .filter_map(|(name, topic, partition)| {
                    let source = source(topic)?;
                    let partition = *partition;
                    Some((StageName::named(name)?, LaneId { source, partition }))
                })
                .collect(),
            left_out_total: words.outs,
        })
    }

    /// Says it, as a member of the clock's group that has its partition.
    ///
    /// # Errors
    /// The group does not take it: this member owns the time no longer, or the coordinator is away.
    pub(super) fn commit(&self, member: &BaseConsumer<Quiet>, topic: &str) -> KafkaResult<()> {
        use rdkafka::consumer::CommitMode;
        let mut list = TopicPartitionList::with_capacity(1);
        let mut element = list.add_partition(topic, 0);
        element.set_offset(Offset::Offset(0))?;
        element.set_metadata(self.write());
        member.commit(&list, CommitMode::Sync)
    }

    /// What the owner said last; `None` if none ever did.
    ///
    /// # Errors
    /// The group's coordinator does not tell.
    pub(super) fn committed(
        asking: &BaseConsumer<Quiet>,
        topic: &str,
        networks: &[Network],
        limit: Duration,
    ) -> Result<Option<Self>, KafkaError> {
        let mut list = TopicPartitionList::with_capacity(1);
        list.add_partition(topic, 0);
        let told = asking.committed_offsets(list, limit)?;
        let Some(element) = told.elements().into_iter().next() else {
            return Ok(None);
        };
        element.error()?;
        Ok(Self::read(element.metadata(), networks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lanes(count: i32) -> Vec<StageLane> {
        let lane = |partition| {
            (
                StageName::Cases,
                LaneId {
                    source: Source::Scored,
                    partition,
                },
            )
        };
        (0..count).map(lane).collect()
    }

    #[test]
    fn a_heartbeat_is_read_back() {
        let told = BTreeMap::from([(StageName::Assess, Time(7)), (StageName::Cases, Time(5))]);
        let said = Heartbeat::new(Time(1_000), &told, lanes(2).into_iter());
        assert_eq!(Heartbeat::read(&said.write(), &[]), Some(said));
        assert_eq!(Heartbeat::read("", &[]), None);
    }

    #[test]
    fn however_many_lanes_are_left_out_the_broker_takes_it() {
        let told = StageName::ALL
            .into_iter()
            .map(|stage| (stage, Time(i64::MAX)))
            .collect();
        let said = Heartbeat::new(Time(i64::MAX), &told, lanes(100_000).into_iter());
        assert!(said.write().len() < 4096, "{} bytes", said.write().len());
        let read = Heartbeat::read(&said.write(), &[]).expect("read");
        assert_eq!((read.left_out.len(), read.left_out_total), (NAMED, 100_000));
    }
}
