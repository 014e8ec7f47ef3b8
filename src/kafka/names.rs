//! Names of topics as the broker knows them.

use std::collections::BTreeMap;

use crate::domain::network::Network;
use crate::domain::topic::{Source, Topic};
use crate::domain::views::Views;
use crate::runtime::lane_id::LaneId;

/// Topics by name and names by topic, under one prefix.
#[derive(Debug, Clone)]
pub(super) struct Names {
    prefix: String,
    full: BTreeMap<Topic, String>,
    sources: Vec<(String, Source)>,
}

impl Names {
    /// The topics of a deployment that reads these networks, whatever it publishes.
    #[must_use]
    pub(super) fn new(prefix: &str, networks: &[Network]) -> Self {
        let full: BTreeMap<Topic, String> = Topic::all(networks, Views::ALL)
            .into_iter()
            .map(|topic| (topic, format!("{prefix}{}", topic.name())))
            .collect();
        let sources = Source::all(networks)
            .into_iter()
            .map(|source| (format!("{prefix}{}", source.topic().name()), source))
            .collect();
        Self {
            prefix: prefix.into(),
            full,
            sources,
        }
    }

    /// The name of a topic as the broker knows it.
    #[must_use]
    pub(super) fn full(&self, topic: Topic) -> std::borrow::Cow<'_, str> {
        match self.full.get(&topic) {
            Some(name) => name.into(),
            None => format!("{}{}", self.prefix, topic.name()).into(),
        }
    }

    /// The input topic of this name.
    #[must_use]
    pub(super) fn source(&self, name: &str) -> Option<Source> {
        self.sources
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, source)| *source)
    }

    /// The lane of this topic and partition.
    #[must_use]
    pub(super) fn lane(&self, topic: &str, partition: i32) -> Option<LaneId> {
        let source = self.source(topic)?;
        Some(LaneId { source, partition })
    }
}
