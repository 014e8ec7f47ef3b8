//! How far the stages are, asked through handles that stay open and with one request for all partitions: a look must
//! cost next to nothing of the broker, which is measured.

use std::time::Duration;

use outcry::domain::stage::StageName;
use outcry::domain::topic::Topic;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::{Offset, TopicPartitionList};

use crate::support::world::World;

const LIMIT: Duration = Duration::from_secs(60);

/// A handle for each stage, in the order of the topology.
pub struct Watch(Vec<Input>);

/// The input of a stage.
struct Input {
    auditor: BaseConsumer,
    topic: String,
    partitions: i32,
}

impl Watch {
    /// Watches the stages of this deployment, whose topics have so many partitions.
    pub fn of(world: &World, partitions: i32) -> Self {
        let input = |stage: StageName| Input {
            auditor: world.client.auditor(&format!("{}.{}", world.app, stage.name())),
            topic: world.topic(&stage.input().map_or("social.raw.x.v1".into(), Topic::name)),
            partitions,
        };
        Self(StageName::ALL.into_iter().map(input).collect())
    }

    /// Whether intake has committed anything.
    pub fn has_begun(&self) -> bool {
        self.0[0].committed() > 0
    }

    /// Whether every stage has committed all that a reader of committed records can be given. Asks no further than
    /// the first stage that has not.
    pub fn is_drained(&self) -> bool {
        self.0.iter().all(|input| input.committed() == input.end())
    }
}

impl Input {
    fn list(&self, offset: Offset) -> TopicPartitionList {
        let mut list = TopicPartitionList::new();
        for partition in 0..self.partitions {
            list.add_partition_offset(&self.topic, partition, offset)
                .expect("offset");
        }
        list
    }

    fn committed(&self) -> i64 {
        sum(&self
            .auditor
            .committed_offsets(self.list(Offset::Invalid), LIMIT)
            .expect("committed offsets"))
    }

    fn end(&self) -> i64 {
        sum(&self
            .auditor
            .offsets_for_times(self.list(Offset::End), LIMIT)
            .expect("ends"))
    }
}

fn sum(list: &TopicPartitionList) -> i64 {
    let offsets = list.elements();
    offsets
        .iter()
        .filter_map(|element| element.offset().to_raw())
        .filter(|offset| *offset > 0)
        .sum()
}
