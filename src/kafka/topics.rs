//! The topics of a deployment: wanted shape, comparison with the broker, creation.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, ResourceSpecifier, TopicReplication};
use rdkafka::config::FromClientConfigAndContext;

use super::config::KafkaConfig;
use super::context::{Quiet, Voice};
use super::names::Names;
use super::wait::wait;
use super::{generations, handles, partitions};
use crate::domain::topic::Topic;
use crate::runtime::witness::Nobody;

/// Limit of one call to the broker.
const ASK: Duration = Duration::from_secs(15);
/// Seven days: topics that may hold text, and dead letters.
const WEEK_MS: &str = "604800000";
/// A day: compaction forgets within it, deletions stay readable for as long.
const DAY_MS: &str = "86400000";

/// How topics are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Partitions of the keyed topics: inputs and changelogs of the stages that keep rows by key.
    pub partitions: i32,
    /// Partitions of every other topic but the clock's: those that others write or read, and the changelog of `intake`,
    /// which follows the feeds.
    pub public_partitions: i32,
    /// Copies of each partition.
    pub replication: i32,
}

/// A topic as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicSpec {
    /// Which.
    pub topic: Topic,
    /// Its name, prefix included.
    pub name: String,
    /// Its partitions.
    pub partitions: i32,
    /// Its settings, by name.
    pub config: BTreeMap<&'static str, String>,
}

/// What is different on the broker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It is not there.
    Missing,
    /// It is there, in another generation of lanes.
    Generation(u32),
    /// Its partitions.
    Partitions {
        /// As it should be.
        wanted: i32,
        /// As it is.
        found: i32,
    },
    /// One of its settings.
    Config {
        /// Which.
        key: &'static str,
        /// As it should be.
        wanted: String,
        /// As it is.
        found: String,
    },
}

/// A topic with all its differences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The topic as it should be.
    pub spec: TopicSpec,
    /// What is different; empty if nothing is.
    pub differences: Vec<Difference>,
}

impl Finding {
    /// Whether the topic is not there.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        let missing = |one: &Difference| matches!(one, Difference::Missing | Difference::Generation(_));
        self.differences.iter().any(missing)
    }
}

/// The settings of a topic.
fn config(topic: Topic) -> BTreeMap<&'static str, String> {
    let entries: &[(&'static str, &str)] = if topic.is_compacted() {
        &[
            ("cleanup.policy", "compact"),
            ("max.compaction.lag.ms", DAY_MS),
            ("delete.retention.ms", DAY_MS),
            ("segment.ms", "21600000"),
            ("segment.bytes", "67108864"),
        ]
    } else {
        // A broker deletes whole segments: one that is never rolled would keep its first record for ever.
        &[
            ("cleanup.policy", "delete"),
            ("retention.ms", WEEK_MS),
            ("segment.ms", "21600000"),
        ]
    };
    // The moments of records lie inside their bundles: by the broker's clock no backlog is deleted before it is read.
    let hop: &[(&'static str, &str)] = match topic.is_hop() {
        true => &[("message.timestamp.type", "LogAppendTime")],
        false => &[],
    };
    let all = entries.iter().chain(hop);
    all.map(|(key, value)| (*key, (*value).to_owned())).collect()
}

/// Every topic of the deployment as it should be.
#[must_use]
pub fn wanted(kafka: &KafkaConfig, shape: Shape) -> Vec<TopicSpec> {
    let names = Names::of(kafka);
    let partitions = |topic: Topic| {
        if topic == Topic::Clock {
            1
        } else if topic.is_keyed() {
            shape.partitions
        } else {
            shape.public_partitions
        }
    };
    Topic::all(&kafka.networks, kafka.views)
        .into_iter()
        .map(|topic| TopicSpec {
            topic,
            name: names.full(topic).into_owned(),
            partitions: partitions(topic),
            config: config(topic),
        })
        .collect()
}

/// Compares the topics with the broker's.
///
/// # Errors
/// The broker does not say.
pub fn compare(kafka: &KafkaConfig, specs: Vec<TopicSpec>) -> Result<Vec<Finding>, String> {
    let survey = handles::survey(kafka, &format!("{}.topics", kafka.app), &(Arc::new(Nobody) as _))
        .map_err(|error| format!("kafka client: {error}"))?;
    let admin = admin(kafka)?;
    let mut findings = Vec::new();
    for spec in specs {
        let found = partitions::count(&survey, &spec.name, ASK).map_err(|error| {
            format!(
                "the broker at {} does not list topic {}: {error}",
                kafka.bootstrap, spec.name
            )
        })?;
        let found = i32::try_from(found).unwrap_or(i32::MAX);
        let mut differences = Vec::new();
        if found == 0 {
            let other = generations::other(&survey, kafka, spec.topic, ASK).map_err(|error| {
                format!("the broker at {} does not list topics: {error}", kafka.bootstrap)
            })?;
            differences.push(other.map_or(Difference::Missing, Difference::Generation));
        } else {
            if found != spec.partitions {
                differences.push(Difference::Partitions {
                    wanted: spec.partitions,
                    found,
                });
            }
            differences.extend(config_differences(&admin, &spec)?);
        }
        findings.push(Finding { spec, differences });
    }
    Ok(findings)
}

fn config_differences(admin: &AdminClient<Quiet>, spec: &TopicSpec) -> Result<Vec<Difference>, String> {
    let failed = |error: String| format!("the settings of topic {} cannot be read: {error}", spec.name);
    let told = wait(admin.describe_configs(
        &[ResourceSpecifier::Topic(&spec.name)],
        &AdminOptions::new().request_timeout(Some(ASK)),
    ))
    .map_err(|error| failed(error.to_string()))?;
    let mut differences = Vec::new();
    for resource in told {
        let resource = resource.map_err(|error| failed(error.to_string()))?;
        for (key, wanted) in &spec.config {
            let found = resource
                .get(key)
                .and_then(|entry| entry.value.clone())
                .unwrap_or_default();
            if found != *wanted {
                differences.push(Difference::Config {
                    key,
                    wanted: wanted.clone(),
                    found,
                });
            }
        }
    }
    Ok(differences)
}

fn admin(kafka: &KafkaConfig) -> Result<AdminClient<Quiet>, String> {
    let id = format!("{}.admin", kafka.app);
    AdminClient::from_config_and_context(
        &kafka.client(&id, &[]),
        Quiet::new(Voice::new(&id, Arc::new(Nobody))),
    )
    .map_err(|error| format!("kafka client: {error}"))
}

/// Makes topics that are missing; leaves those that are there alone.
///
/// # Errors
/// Every topic that could not be made, and why.
pub fn create(kafka: &KafkaConfig, specs: &[TopicSpec], shape: Shape) -> Result<(), Vec<String>> {
    use rdkafka::error::RDKafkaErrorCode;
    if specs.is_empty() {
        return Ok(());
    }
    let admin = admin(kafka).map_err(|error| vec![error])?;
    let topics: Vec<NewTopic<'_>> = specs
        .iter()
        .map(|spec| {
            let fresh = NewTopic::new(
                &spec.name,
                spec.partitions,
                TopicReplication::Fixed(shape.replication),
            );
            spec.config
                .iter()
                .fold(fresh, |topic, (key, value)| topic.set(key, value))
        })
        .collect();
    let options = AdminOptions::new()
        .request_timeout(Some(ASK))
        .operation_timeout(Some(ASK));
    let made = wait(admin.create_topics(&topics, &options))
        .map_err(|error| vec![format!("topics cannot be made at {}: {error}", kafka.bootstrap)])?;
    let failed: Vec<String> = made
        .into_iter()
        .filter_map(Result::err)
        .filter(|(_, code)| *code != RDKafkaErrorCode::TopicAlreadyExists)
        .map(|(name, code)| format!("topic {name} could not be made: {code}"))
        .collect();
    if failed.is_empty() { Ok(()) } else { Err(failed) }
}

/// Deletes topics; those that are not there are gone already.
///
/// # Errors
/// Every topic that could not be deleted, and why.
pub fn remove(kafka: &KafkaConfig, names: &[String]) -> Result<(), Vec<String>> {
    use rdkafka::error::RDKafkaErrorCode;
    let admin = admin(kafka).map_err(|error| vec![error])?;
    let options = AdminOptions::new()
        .request_timeout(Some(ASK))
        .operation_timeout(Some(ASK));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let gone = wait(admin.delete_topics(&names, &options)).map_err(|error| {
        vec![format!(
            "topics cannot be deleted at {}: {error}",
            kafka.bootstrap
        )]
    })?;
    let failed: Vec<String> = gone
        .into_iter()
        .filter_map(Result::err)
        .filter(|(_, code)| {
            ![
                RDKafkaErrorCode::UnknownTopicOrPartition,
                RDKafkaErrorCode::UnknownTopic,
            ]
            .contains(code)
        })
        .map(|(name, code)| format!("topic {name} could not be deleted: {code}"))
        .collect();
    if failed.is_empty() { Ok(()) } else { Err(failed) }
}
