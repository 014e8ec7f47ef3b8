//! Whether the lanes of a deployment are of another generation than the settings say. Then nothing must be made or
//! read: lanes would begin anew beside those that hold the state.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaResult;

use super::config::KafkaConfig;
use super::context::Quiet;
use crate::domain::topic::Topic;

/// The newest other generation in which this keyed topic is there, if it is in any; `None` for other topics.
///
/// # Errors
/// The broker does not say.
pub(super) fn other(
    survey: &BaseConsumer<Quiet>,
    config: &KafkaConfig,
    topic: Topic,
    limit: Duration,
) -> KafkaResult<Option<u32>> {
    if !topic.is_keyed() {
        return Ok(None);
    }
    let name = format!("{}{}", config.prefix, topic.name());
    let told = survey.fetch_metadata(None, limit)?;
    let all = told
        .topics()
        .iter()
        .filter(|found| !found.partitions().is_empty());
    let generations = all.filter_map(|found| generation(found.name().strip_prefix(&name)?));
    Ok(generations.filter(|found| *found != config.generation).max())
}

/// The generation that the end of a topic's name says.
fn generation(end: &str) -> Option<u32> {
    match end.strip_prefix(".g") {
        None => end.is_empty().then_some(1),
        Some(digits) => digits.parse().ok().filter(|generation| *generation > 1),
    }
}

/// What to do about it.
pub(super) fn words(topic: &str, found: u32) -> String {
    format!(
        "topic {topic} is missing, and the lanes of this deployment are of generation {found}: set topics.generation and \
         topics.partitions to what `outcry repartition` said, and make no topics; without them every lane would begin anew"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_name_says_the_generation() {
        let cases = [
            ("", Some(1)),
            (".g2", Some(2)),
            (".g12", Some(12)),
            (".g1", None),
            (".g", None),
            (".other", None),
            ("2", None),
        ];
        for (end, expected) in cases {
            assert_eq!(generation(end), expected, "{end}");
        }
    }
}
