//! Names of topics as the broker knows them.

use std::collections::BTreeMap;

use super::config::KafkaConfig;
use crate::domain::topic::{Source, Topic};
use crate::domain::views::Views;
use crate::runtime::lane_id::LaneId;

/// Topics by name and names by topic, under one prefix.
#[derive(Debug, Clone)]
pub(super) struct Names {
    prefix: String,
    generation: u32,
    full: BTreeMap<Topic, String>,
    sources: Vec<(String, Source)>,
}

impl Names {
    /// The topics of this deployment, whatever it publishes.
    #[must_use]
    pub(super) fn of(config: &KafkaConfig) -> Self {
        let (prefix, networks) = (config.prefix.as_str(), config.networks.as_slice());
        let name = |topic: Topic| format!("{prefix}{}", topic.name_in(config.generation));
        let full: BTreeMap<Topic, String> = Topic::all(networks, Views::ALL)
            .into_iter()
            .map(|topic| (topic, name(topic)))
            .collect();
        let sources = Source::all(networks)
            .into_iter()
            .map(|source| (name(source.topic()), source))
            .collect();
        Self {
            prefix: prefix.into(),
            generation: config.generation,
            full,
            sources,
        }
    }

    /// The name of a topic as the broker knows it.
    #[must_use]
    pub(super) fn full(&self, topic: Topic) -> std::borrow::Cow<'_, str> {
        match self.full.get(&topic) {
            Some(name) => name.into(),
            None => format!("{}{}", self.prefix, topic.name_in(self.generation)).into(),
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
