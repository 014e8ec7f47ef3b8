//! What the cluster says of itself and of the former topics.

use rdkafka::consumer::Consumer;

use super::super::survey::ASK;
use super::Failure;
use super::deployment::Deployment;

impl Deployment {
    /// The id of the cluster.
    pub(super) fn cluster(&self) -> Result<String, Failure> {
        let told = self.survey().client().fetch_cluster_id(ASK);
        told.ok_or_else(|| self.away("its cluster id", &"no answer"))
    }

    /// Whether every topic of these names is there.
    pub(super) fn have(&self, names: impl Iterator<Item = String>) -> Result<bool, Failure> {
        for name in names {
            if self.copies(&name)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The most copies that a partition of these topics has; 0 if there is none.
    pub(super) fn replication(&self, names: impl Iterator<Item = String>) -> Result<i32, Failure> {
        let mut most = 0;
        for name in names {
            most = most.max(self.copies(&name)?.unwrap_or(0));
        }
        Ok(most)
    }

    /// Copies of the partitions of this topic, `None` if it is not there.
    fn copies(&self, name: &str) -> Result<Option<i32>, Failure> {
        let told = self
            .survey()
            .fetch_metadata(Some(name), ASK)
            .map_err(|error| self.away(&format!("topic {name}"), &error))?;
        let found = told.topics().iter().find(|found| found.name() == name);
        let copies = found.and_then(|found| found.partitions().iter().map(|p| p.replicas().len()).max());
        Ok(copies.map(|copies| i32::try_from(copies).unwrap_or(i32::MAX)))
    }
}
