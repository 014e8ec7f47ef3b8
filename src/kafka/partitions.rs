//! Partition counts: the input of a stage, its changelog and its state belong together and never change.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::{KafkaError, KafkaResult};
use rdkafka::types::RDKafkaRespErr;

use super::config::KafkaConfig;
use super::context::Quiet;
use super::generations;
use super::names::Names;
use crate::domain::stage::StageName;
use crate::domain::topic::Topic;

/// What the broker says of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// It is there, with so many partitions.
    Partitions(usize),
    /// It is not there.
    Missing,
    /// This principal may not see it.
    Denied,
}

/// Asks for one topic by its name: of a list of all, the broker leaves out what may not be seen.
///
/// # Errors
/// The broker does not say.
pub(super) fn look<C: ConsumerContext>(
    survey: &BaseConsumer<C>,
    topic: &str,
    limit: Duration,
) -> KafkaResult<Seen> {
    let metadata = survey.fetch_metadata(Some(topic), limit)?;
    let found = metadata.topics().iter().find(|found| found.name() == topic);
    let denied = Some(RDKafkaRespErr::RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
    Ok(match found {
        Some(found) if found.error() == denied => Seen::Denied,
        Some(found) if !found.partitions().is_empty() => Seen::Partitions(found.partitions().len()),
        Some(_) | None => Seen::Missing,
    })
}

/// Partitions of a topic; 0 if it is not there.
///
/// # Errors
/// The broker does not say.
pub(super) fn count(survey: &BaseConsumer<Quiet>, topic: &str, limit: Duration) -> KafkaResult<usize> {
    Ok(match look(survey, topic, limit)? {
        Seen::Partitions(count) => count,
        Seen::Missing | Seen::Denied => 0,
    })
}

/// What is wrong with the counts of the topics that a stage reads, keeps its state in, or writes to by partition.
///
/// # Errors
/// The broker does not say.
pub(super) fn problems(
    survey: &BaseConsumer<Quiet>,
    names: &Names,
    config: &KafkaConfig,
    stage: StageName,
    limit: Duration,
) -> Result<Vec<String>, KafkaError> {
    let mut found = Vec::new();
    let mut ask = |topic: Topic| -> Result<Option<(String, usize)>, KafkaError> {
        let name = names.full(topic).into_owned();
        let partitions = count(survey, &name, limit)?;
        if partitions == 0 {
            let other = generations::other(survey, config, topic, limit)?;
            found.push(other.map_or_else(|| missing(&name), |other| generations::words(&name, other)));
        }
        Ok((partitions > 0).then_some((name, partitions)))
    };
    let changelog = ask(Topic::Changelog(stage))?;
    let mut inputs = Vec::new();
    for source in stage.sources(&config.networks) {
        inputs.extend(ask(source.topic())?);
    }
    match stage {
        StageName::Intake => {
            // What must be forgotten is told to every partition of every input, as many as the settings say.
            let mut told = Vec::new();
            for topic in StageName::ALL.into_iter().filter_map(StageName::input) {
                told.extend(ask(topic)?);
            }
            found.extend(
                told.iter()
                    .filter_map(|(name, found)| other_than_set(name, *found, config)),
            );
            let state = changelog.iter();
            found.extend(state.flat_map(|state| inputs.iter().filter_map(|input| outgrown(input, state))));
        }
        StageName::Resolve | StageName::Assess | StageName::Cases => {
            let keyed = inputs.iter().chain(&changelog);
            found.extend(keyed.filter_map(|(name, found)| other_than_set(name, *found, config)));
        }
    }
    Ok(found)
}

fn missing(topic: &str) -> String {
    format!("topic {topic} is missing; create the topics of this deployment with `outcry topics apply`")
}

/// A keyed topic must have the partitions that the settings say: keys would go to other partitions than their state, and
/// partitions beyond would be told of no erasure.
fn other_than_set(topic: &str, found: usize, config: &KafkaConfig) -> Option<String> {
    let wanted = config.partitions;
    (usize::try_from(wanted) != Ok(found)).then(|| {
        format!(
            "topic {topic} has {found} partitions, expected {wanted} as topics.partitions says: set topics.partitions to \
             what all keyed topics and changelogs have; `outcry repartition` changes it. A topic that has grown by itself \
             must be restored, or the deployment made anew under another topics.prefix: keys would go to other \
             partitions than their state"
        )
    })
}

/// Inputs of `intake` keep no state by key: there the changelog needs no more than enough partitions.
fn outgrown((input, partitions): &(String, usize), (changelog, state): &(String, usize)) -> Option<String> {
    (partitions > state).then(|| {
        format!(
            "topic {input} has {partitions} partitions, but its changelog {changelog} has only {state}; add partitions \
             to {changelog} (`kafka-topics --alter`), at least {partitions}"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grown_input_is_refused_and_intake_only_needs_enough() {
        let mut config = KafkaConfig::new("care", "broker:9092");
        config.partitions = 8;
        assert_eq!(other_than_set("in", 8, &config), None);
        let told = other_than_set("in", 12, &config).expect("refused");
        for part in ["topic in", "12 partitions", "expected 8", "topics.partitions"] {
            assert!(told.contains(part), "{told}");
        }
        assert!(other_than_set("in", 4, &config).is_some());
        let of = |name: &str, partitions| (name.to_owned(), partitions);
        assert_eq!(outgrown(&of("raw", 2), &of("log", 8)), None);
        let told = outgrown(&of("raw", 9), &of("log", 8)).expect("refused");
        assert!(told.contains("raw") && told.contains("at least 9"), "{told}");
    }
}
