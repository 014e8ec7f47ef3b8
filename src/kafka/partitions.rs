//! Partition counts: the input of a stage, its changelog and its state belong together and never change.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::{KafkaError, KafkaResult};

use super::context::Quiet;
use super::names::Names;
use crate::domain::network::Network;
use crate::domain::stage::StageName;
use crate::domain::topic::Topic;
use crate::domain::views::Views;

/// Partitions of a topic; 0 if it is not there.
///
/// # Errors
/// The broker does not say.
pub(super) fn count(survey: &BaseConsumer<Quiet>, topic: &str, limit: Duration) -> KafkaResult<usize> {
    let metadata = survey.fetch_metadata(Some(topic), limit)?;
    let found = metadata.topics().iter().find(|found| found.name() == topic);
    Ok(found.map_or(0, |found| found.partitions().len()))
}

/// What is wrong with the counts of a stage's topics.
///
/// # Errors
/// The broker does not say.
pub(super) fn problems(
    survey: &BaseConsumer<Quiet>,
    names: &Names,
    networks: &[Network],
    stage: StageName,
    limit: Duration,
) -> Result<Vec<String>, KafkaError> {
    let mut found = Vec::new();
    let changelog = names.full(Topic::Changelog(stage));
    let state = count(survey, &changelog, limit)?;
    if state == 0 {
        found.push(missing(&changelog));
    }
    for source in stage.sources(networks) {
        let input = names.full(source.topic());
        let partitions = count(survey, &input, limit)?;
        if partitions == 0 {
            found.push(missing(&input));
        } else if state > 0 {
            found.extend(disagreement(stage, &input, partitions, &changelog, state));
        }
    }
    Ok(found)
}

/// Views that are to be published and have no topic: their records would be refused for ever.
///
/// # Errors
/// The broker does not say.
pub(super) fn missing_views(
    survey: &BaseConsumer<Quiet>,
    names: &Names,
    views: Views,
    limit: Duration,
) -> Result<Vec<String>, KafkaError> {
    let mut found = Vec::new();
    for view in views.published().map(|view| names.full(view)) {
        if count(survey, &view, limit)? == 0 {
            found.push(missing(&view));
        }
    }
    Ok(found)
}

fn missing(topic: &str) -> String {
    format!("topic {topic} is missing; create the topics of this deployment with `outcry topics apply`")
}

/// What is wrong with an input and its changelog. A stage that is not keyed has no state by key: there the
/// changelog needs no more than enough partitions.
fn disagreement(
    stage: StageName,
    input: &str,
    partitions: usize,
    changelog: &str,
    state: usize,
) -> Option<String> {
    if stage.is_keyed() {
        (partitions != state).then(|| format!(
            "topic {input} has {partitions} partitions, expected {state} as its changelog {changelog}: keys would go to \
             other partitions than their state; a topic that carries state must not change its partitions: make the \
             deployment anew under another topics.prefix, or restore the topic"
        ))
    } else {
        (partitions > state).then(|| format!(
            "topic {input} has {partitions} partitions, but its changelog {changelog} has only {state}; add partitions \
             to {changelog} (`kafka-topics --alter`), at least {partitions}"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grown_input_is_refused_and_intake_only_needs_enough() {
        let judge = |stage, partitions, state| disagreement(stage, "in", partitions, "log", state);
        assert_eq!(judge(StageName::Assess, 8, 8), None);
        assert_eq!(judge(StageName::Intake, 2, 8), None);
        let told = judge(StageName::Assess, 12, 8).expect("refused");
        for part in ["topic in", "12 partitions", "expected 8", "log"] {
            assert!(told.contains(part), "{told}");
        }
        assert!(judge(StageName::Assess, 4, 8).is_some());
        assert!(judge(StageName::Intake, 9, 8).is_some());
    }
}
