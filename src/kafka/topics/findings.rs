//! What is different on the broker, and whether the service can run with it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use rdkafka::admin::{AdminClient, AdminOptions, ConfigResource, ResourceSpecifier};
use rdkafka::error::RDKafkaErrorCode as Code;

use super::super::config::KafkaConfig;
use super::super::context::Quiet;
use super::super::partitions::{self, Seen};
use super::super::wait::wait;
use super::super::{generations, handles};
use super::TopicSpec;
use super::make::admin;
use crate::domain::topic::Topic;
use crate::runtime::witness::Nobody;

/// Limit of one call to the broker.
const ASK: Duration = Duration::from_secs(15);

/// What is different on the broker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It is not there.
    Missing,
    /// It may be there: this principal may not see it.
    Denied,
    /// It is there, in another generation of lanes.
    Generation(u32),
    /// Its partitions, where their number is fixed.
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
    /// This principal may not see its settings.
    Hidden,
}

/// A topic with all its differences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The topic as it should be.
    pub spec: TopicSpec,
    /// Its partitions, as they are; 0 if it is not there.
    pub partitions: i32,
    /// What is different; empty if nothing is.
    pub differences: Vec<Difference>,
}

impl Difference {
    /// Whether the service cannot keep its promise with it. A changelog that loses rows by age, or an input that loses
    /// records by key, loses what people were to be told.
    #[must_use]
    pub fn hinders(&self, topic: Topic) -> bool {
        match self {
            Self::Missing | Self::Denied | Self::Generation(_) | Self::Partitions { .. } | Self::Hidden => {
                true
            }
            Self::Config { key, found, .. } => match *key {
                "cleanup.policy" if matches!(topic, Topic::Changelog(_)) => true,
                "cleanup.policy" => topic.reader().is_some() && found.contains("compact"),
                "message.timestamp.type" | "max.message.bytes" => true,
                _ => false,
            },
        }
    }

    /// The difference of this topic, and what to do about it.
    #[must_use]
    pub fn words(&self, topic: Topic) -> String {
        match self {
            Self::Missing => "missing; `outcry topics apply` makes it".into(),
            Self::Denied => {
                "may not be seen; grant DESCRIBE on it (READ and WRITE bring it), or it is missing and \
                 `outcry topics apply` makes it"
                    .into()
            }
            Self::Generation(found) => format!(
                "missing, and the lanes of this deployment are of generation {found}; set topics.generation and \
                 topics.partitions to what `outcry repartition` said"
            ),
            Self::Partitions { wanted, found } if !topic.is_keyed() && topic != Topic::Clock => format!(
                "{found} partitions, but a feed has {wanted}; add some (`kafka-topics --alter`), at least {wanted} in all"
            ),
            Self::Partitions { wanted, found } => format!(
                "{found} partitions, {wanted} wanted; set topics.partitions to what is there: `outcry repartition` \
                 moves keyed state"
            ),
            Self::Config { key, wanted, found } => {
                let why = match *key {
                    "cleanup.policy" if matches!(topic, Topic::Changelog(_)) => {
                        ": state would be lost with the records that go"
                    }
                    "cleanup.policy" if self.hinders(topic) => ": records would be lost before they are read",
                    "message.timestamp.type" => ": a back-fill would be deleted before it is read",
                    "max.message.bytes" => ": records up to limits.message_bytes would be refused",
                    _ => "",
                };
                format!("{key} is `{found}`, `{wanted}` wanted{why}; change it with the broker's own tools")
            }
            Self::Hidden => "its settings may not be seen; grant DESCRIBE_CONFIGS on it".into(),
        }
    }
}

impl Finding {
    /// Whether the topic is to be made.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        let missing = |one: &Difference| matches!(one, Difference::Missing | Difference::Generation(_));
        self.differences.iter().any(missing)
    }
}

/// A line for each difference of these findings that `which` wants.
pub fn lines(findings: &[Finding], which: impl Fn(Topic, &Difference) -> bool) -> Vec<String> {
    let of = |finding: &Finding| {
        let (name, topic) = (finding.spec.name.clone(), finding.spec.topic);
        let found = finding.differences.iter().filter(|one| which(topic, one));
        let found: Vec<String> = found
            .map(|one| format!("topic {name}: {}", one.words(topic)))
            .collect();
        found
    };
    findings.iter().flat_map(of).collect()
}

/// A line for each difference that the service cannot run with.
#[must_use]
pub fn hindrances(findings: &[Finding]) -> Vec<String> {
    lines(findings, |topic, one| one.hinders(topic))
}

/// Compares the topics with the broker's.
///
/// # Errors
/// The broker does not say.
pub fn compare(kafka: &KafkaConfig, specs: Vec<TopicSpec>) -> Result<Vec<Finding>, String> {
    let survey = handles::survey(kafka, &kafka.client_id("topics"), &(Arc::new(Nobody) as _))
        .map_err(|error| kafka.refusal(&error))?;
    let away = |error| format!("the broker at {} does not list topics: {error}", kafka.bootstrap);
    let mut findings = Vec::new();
    for spec in specs {
        let (mut differences, mut partitions) = (Vec::new(), 0);
        match partitions::look(&survey, &spec.name, ASK).map_err(away)? {
            Seen::Denied => differences.push(Difference::Denied),
            Seen::Missing => {
                let other = generations::other(&survey, kafka, spec.topic, ASK).map_err(away)?;
                differences.push(other.map_or(Difference::Missing, Difference::Generation));
            }
            Seen::Partitions(found) => {
                let found = i32::try_from(found).unwrap_or(i32::MAX);
                partitions = found;
                let wanted = spec.partitions;
                let fixed = spec.topic.is_keyed() || spec.topic == Topic::Clock;
                if fixed && found != wanted {
                    differences.push(Difference::Partitions { wanted, found });
                }
            }
        }
        findings.push(Finding {
            spec,
            partitions,
            differences,
        });
    }
    follow_feeds(&mut findings);
    compare_settings(&admin(kafka)?, &mut findings)?;
    Ok(findings)
}

/// The changelog of a stage that keeps no rows by key needs no more than a partition for each of its input's.
fn follow_feeds(findings: &mut [Finding]) {
    let is_feed = |topic: Topic| topic.reader().is_some_and(|stage| !stage.is_keyed());
    let feeds = findings.iter().filter(|finding| is_feed(finding.spec.topic));
    let wanted = feeds.map(|finding| finding.partitions).max().unwrap_or(0);
    for finding in findings {
        let follows = matches!(finding.spec.topic, Topic::Changelog(stage) if !stage.is_keyed());
        let found = finding.partitions;
        if follows && found > 0 && found < wanted {
            finding.differences.push(Difference::Partitions { wanted, found });
        }
    }
}

/// Adds the differences of the settings of the topics that are there.
fn compare_settings(admin: &AdminClient<Quiet>, findings: &mut [Finding]) -> Result<(), String> {
    let seen = |finding: &&Finding| {
        let unseen = |one: &Difference| {
            matches!(
                one,
                Difference::Missing | Difference::Denied | Difference::Generation(_)
            )
        };
        !finding.differences.iter().any(unseen)
    };
    let names: Vec<String> = findings
        .iter()
        .filter(seen)
        .map(|one| one.spec.name.clone())
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let mut told = BTreeMap::new();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    // What is refused comes back without its name: then each topic is asked for alone.
    if !describe(admin, &all, &mut told)? {
        for name in &all {
            describe(admin, &[name], &mut told)?;
        }
    }
    for finding in findings
        .iter_mut()
        .filter(|finding| names.contains(&finding.spec.name))
    {
        match told.get(&finding.spec.name) {
            None => finding.differences.push(Difference::Hidden),
            Some(resource) => finding.differences.extend(settings(&finding.spec, resource)),
        }
    }
    Ok(())
}

/// Asks for the settings of these topics, and says whether all of them were told.
fn describe(
    admin: &AdminClient<Quiet>,
    names: &[&str],
    told: &mut BTreeMap<String, ConfigResource>,
) -> Result<bool, String> {
    use rdkafka::admin::OwnedResourceSpecifier;
    let failed = |error: String| {
        format!(
            "the settings of topics {} cannot be read: {error}",
            names.join(", ")
        )
    };
    let asked: Vec<_> = names.iter().map(|name| ResourceSpecifier::Topic(name)).collect();
    let options = AdminOptions::new().request_timeout(Some(ASK));
    let answer = wait(admin.describe_configs(&asked, &options)).map_err(|error| failed(error.to_string()))?;
    let mut whole = true;
    for resource in answer {
        match resource {
            // Without the right the answer has no settings in it.
            Ok(resource) if resource.entries.is_empty() => whole = false,
            Ok(resource) => {
                if let OwnedResourceSpecifier::Topic(name) = &resource.specifier {
                    told.insert(name.clone(), resource);
                }
            }
            Err(Code::TopicAuthorizationFailed | Code::ClusterAuthorizationFailed) => whole = false,
            Err(error) => return Err(failed(error.to_string())),
        }
    }
    Ok(whole)
}

fn settings(spec: &TopicSpec, resource: &ConfigResource) -> Vec<Difference> {
    let found = |key: &str| {
        resource
            .get(key)
            .and_then(|entry| entry.value.clone())
            .unwrap_or_default()
    };
    // What else is set on a topic that others write is theirs.
    let ours = |key: &&'static str| !matches!(spec.topic, Topic::Raw(_)) || *key == "cleanup.policy";
    let mut differences: Vec<Difference> = spec
        .config
        .iter()
        .filter(|(key, wanted)| ours(key) && **key != "max.message.bytes" && found(key) != **wanted)
        .map(|(key, wanted)| Difference::Config {
            key,
            wanted: wanted.clone(),
            found: found(key),
        })
        .collect();
    let taken = found("max.message.bytes");
    if let Some(bytes) = spec.message_bytes
        && taken.parse::<usize>().is_ok_and(|taken| taken < bytes)
    {
        differences.push(Difference::Config {
            key: "max.message.bytes",
            wanted: format!("at least {bytes}"),
            found: taken,
        });
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::network::Network;
    use crate::domain::stage::StageName;

    fn differs(key: &'static str, found: &str) -> Difference {
        Difference::Config {
            key,
            wanted: String::new(),
            found: found.into(),
        }
    }

    #[test]
    fn only_what_loses_or_refuses_records_hinders() {
        let (log, raw) = (Topic::Changelog(StageName::Cases), Topic::Raw(Network::X));
        let cleanup = |found| differs("cleanup.policy", found);
        let table = [
            (log, cleanup("delete"), true),
            (log, cleanup("compact,delete"), true),
            (raw, cleanup("compact"), true),
            (Topic::Events, cleanup("delete,compact"), true),
            (Topic::WorkItems, cleanup("delete"), false),
            (
                Topic::Events,
                differs("message.timestamp.type", "CreateTime"),
                true,
            ),
            (Topic::Measures, differs("max.message.bytes", "100"), true),
            (Topic::Measures, differs("retention.ms", "100"), false),
            (log, Difference::Hidden, true),
            (Topic::Clock, Difference::Missing, true),
        ];
        for (topic, difference, expected) in table {
            assert_eq!(difference.hinders(topic), expected, "{topic:?} {difference:?}");
        }
    }

    #[test]
    fn the_changelog_of_the_feeds_has_a_partition_for_each_of_theirs() {
        let spec = |topic: Topic| TopicSpec {
            topic,
            name: topic.name(),
            partitions: 1,
            config: BTreeMap::new(),
            message_bytes: None,
        };
        let found = |topic, partitions| Finding {
            spec: spec(topic),
            partitions,
            differences: Vec::new(),
        };
        let changelog = Topic::Changelog(StageName::Intake);
        let mut findings = [
            found(Topic::Raw(Network::X), 9),
            found(Topic::Events, 64),
            found(changelog, 8),
        ];
        follow_feeds(&mut findings);
        let lines = hindrances(&findings);
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(
            lines[0].contains("intake-changelog") && lines[0].contains("at least 9"),
            "{lines:?}"
        );
    }
}
