//! Three nodes of Apache Kafka, each broker and controller, with three copies of everything.

use std::time::{Duration, Instant};

use rdkafka::consumer::Consumer;
use rdkafka::metadata::MetadataTopic;

use crate::support::broker::{Broker, BrokerConfig, free_ports};
use crate::support::client::{Client, Isolation};
use crate::support::protocol;
use crate::support::skip;
use crate::support::world::PATIENCE;

/// How many there are.
pub(crate) const NODES: usize = 3;

/// The cluster.
pub(crate) struct Nodes {
    nodes: Vec<Broker>,
    client: Client,
    /// The addresses of all.
    pub(crate) bootstrap: String,
}

impl Nodes {
    /// Starts all and waits until all answer. `None`: skipped, aloud.
    pub(crate) fn start(test: &str) -> Option<Self> {
        let ports: [u16; 3 * NODES] = free_ports();
        let of = |node: usize| [ports[3 * node], ports[3 * node + 1], ports[3 * node + 2]];
        let voters: Vec<String> = (0..NODES)
            .map(|node| format!("{}@127.0.0.1:{}", node + 1, of(node)[1]))
            .collect();
        let mut nodes = Vec::new();
        for node in 0..NODES {
            let config = BrokerConfig {
                extra: settings(node + 1, &voters.join(",")),
                ports: Some(of(node)),
                heap: Some(384),
                ..BrokerConfig::default()
            };
            let launched = Broker::launch(&config);
            nodes.push(launched.inspect_err(|why| skip::aloud(test, why)).ok()?);
        }
        for node in &nodes {
            node.wait_ready();
        }
        let bootstrap: Vec<&str> = nodes.iter().map(Broker::bootstrap).collect();
        let bootstrap = bootstrap.join(",");
        let nodes = Self {
            nodes,
            client: Client::new(&bootstrap),
            bootstrap,
        };
        nodes.wait_in_sync();
        Some(nodes)
    }

    /// One of them.
    pub(crate) fn node(&self, number: usize) -> &Broker {
        &self.nodes[number]
    }

    /// The one that leads the controllers.
    pub(crate) fn controller(&self) -> usize {
        let alive = self.nodes.iter().find(|node| !node.has_ended());
        let address = alive.expect("one node runs").bootstrap();
        let id = protocol::leader_of_controllers(address);
        usize::try_from(id - 1).expect("a node of ours")
    }

    /// Waits until every partition has all its copies in sync, and tells how long that took.
    ///
    /// # Panics
    /// Some copy stays behind.
    pub(crate) fn wait_in_sync(&self) -> Duration {
        let began = Instant::now();
        loop {
            let behind = self.behind();
            if behind == Some(0) {
                return began.elapsed();
            }
            let late = began.elapsed() > PATIENCE;
            assert!(!late, "partitions with copies that are behind: {behind:?}");
            std::thread::sleep(Duration::from_millis(500));
        }
    }

    /// Partitions without all copies; `None` while nobody tells, or not all nodes are known.
    fn behind(&self) -> Option<usize> {
        let reader = self.client.reader(Isolation::Committed);
        let metadata = reader.fetch_metadata(None, Duration::from_secs(10)).ok()?;
        let partitions = metadata.topics().iter().flat_map(MetadataTopic::partitions);
        let behind = partitions.filter(|p| p.isr().len() < NODES).count();
        (metadata.brokers().len() == NODES).then_some(behind)
    }
}

fn settings(id: usize, voters: &str) -> Vec<String> {
    let own = [
        format!("node.id={id}"),
        format!("controller.quorum.voters={voters}"),
    ];
    own.into_iter()
        .chain(COPIES.lines().filter(|line| !line.is_empty()).map(String::from))
        .collect()
}

// As in production, but for the time-outs: a killed node is let in again when its session has ended, and an
// election must survive a busy machine.
const COPIES: &str = "
default.replication.factor=3
min.insync.replicas=2
unclean.leader.election.enable=false
offsets.topic.replication.factor=3
offsets.topic.num.partitions=6
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
transaction.state.log.num.partitions=6
share.coordinator.state.topic.replication.factor=3
share.coordinator.state.topic.min.isr=2
broker.session.timeout.ms=9000
controller.quorum.election.timeout.ms=3000
controller.quorum.fetch.timeout.ms=6000
";
