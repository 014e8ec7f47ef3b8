//! The broker inside the process, for the demo. It isolates no transactions, keeps no transactional offsets and
//! fences nobody, so that nothing about delivery may rest on it: here offsets are committed plainly, after what was
//! written is delivered. Only the demo can make it.

use std::collections::BTreeMap;
use std::time::Duration;

use rdkafka::consumer::{CommitMode, Consumer};
use rdkafka::mocking::MockCluster;
use rdkafka::producer::DefaultProducerContext;

use super::config::KafkaConfig;
use super::handles;
use super::ledger::KafkaLedger;
use super::system_clock::SystemClock;
use super::topics::{Shape, wanted};
use crate::domain::outbox::Output;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::runtime::fault::Fault;
use crate::runtime::lane_id::LaneId;
use crate::runtime::ports::{Commits, DeadLetter, Ledger, Standing};

/// A broker inside this process. Gone when dropped.
pub struct EmbeddedBroker {
    cluster: MockCluster<'static, DefaultProducerContext>,
}

impl EmbeddedBroker {
    /// Starts it.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start() -> Result<Self, String> {
        let cluster =
            MockCluster::new(1).map_err(|error| format!("the embedded broker cannot be started: {error}"))?;
        Ok(Self { cluster })
    }

    /// Its address.
    #[must_use]
    pub fn bootstrap(&self) -> String {
        self.cluster.bootstrap_servers()
    }

    /// Makes the topics of a deployment.
    ///
    /// # Errors
    /// A topic that cannot be made.
    pub fn make_topics(&self, config: &KafkaConfig) -> Result<(), String> {
        let shape = Shape {
            partitions: config.partitions,
            public_partitions: config.partitions,
            replication: 1,
        };
        for spec in wanted(config, shape) {
            self.cluster
                .create_topic(&spec.name, spec.partitions, 1)
                .map_err(|error| format!("topic {} cannot be made: {error}", spec.name))?;
        }
        Ok(())
    }
}

/// Writes without transactions and commits offsets plainly.
pub(super) struct PlainLedger {
    inner: KafkaLedger<SystemClock>,
}

impl PlainLedger {
    pub(super) const fn new(inner: KafkaLedger<SystemClock>) -> Self {
        Self { inner }
    }
}

impl Commits for PlainLedger {
    fn committed(&mut self, lanes: &[LaneId]) -> Result<BTreeMap<LaneId, Position>, Fault> {
        self.inner.committed(lanes)
    }
}

impl Ledger for PlainLedger {
    fn fence(&mut self) -> Result<(), Fault> {
        self.inner.replace(handles::plain_producer)
    }

    fn begin(&mut self) -> Result<(), Fault> {
        self.inner.forget_held();
        Ok(())
    }

    fn write(
        &mut self,
        stage: StageName,
        output: &Output,
        key: &[u8],
        value: Option<&[u8]>,
    ) -> Result<(), Fault> {
        self.inner.write(stage, output, key, value)
    }

    fn change(&mut self, lane: LaneId, key: &[u8], value: Option<&[u8]>) -> Result<(), Fault> {
        self.inner.change(lane, key, value)
    }

    fn bury(&mut self, letter: &DeadLetter<'_>) -> Result<(), Fault> {
        self.inner.bury(letter)
    }

    fn push(&mut self) -> Result<(), Fault> {
        self.inner.push()
    }

    fn messages(&self) -> u64 {
        self.inner.messages()
    }

    fn settle(&mut self, standings: &[Standing]) -> Result<(), Fault> {
        self.inner.deliver_all()?;
        let offsets = self.inner.offsets(standings)?;
        self.inner
            .consumer()
            .commit(&offsets, CommitMode::Sync)
            .map_err(|error| Fault::Abort(format!("committing offsets: {error}")))
    }

    fn abandon(&mut self) -> Result<(), Fault> {
        self.inner.forget_held();
        self.inner.drain(Duration::from_secs(5))
    }
}
