//! Makes topics, and removes them.

use std::sync::Arc;
use std::time::Duration;

use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::config::FromClientConfigAndContext;
use rdkafka::error::RDKafkaErrorCode;

use super::super::config::KafkaConfig;
use super::super::context::{Quiet, Voice};
use super::super::handles;
use super::super::partitions::{self, Seen};
use super::super::system_clock::SystemClock;
use super::super::wait::wait;
use super::{Shape, TopicSpec};
use crate::runtime::ports::Clock;
use crate::runtime::witness::Nobody;

/// Limit of one call to the broker.
const ASK: Duration = Duration::from_secs(15);

pub(super) fn admin(kafka: &KafkaConfig) -> Result<AdminClient<Quiet>, String> {
    let id = kafka.client_id("admin");
    AdminClient::from_config_and_context(
        &kafka.client(&id, &[]),
        Quiet::new(Voice::new(&id, Arc::new(Nobody))),
    )
    .map_err(|error| kafka.refusal(&error))
}

/// Makes topics that are missing, and leaves those that are there alone. Gives the names of those it has made.
///
/// # Errors
/// Every topic that could not be made, and why.
pub fn create(kafka: &KafkaConfig, specs: &[TopicSpec], shape: Shape) -> Result<Vec<String>, Vec<String>> {
    if specs.is_empty() {
        return Ok(Vec::new());
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
    let (mut names, mut failed) = (Vec::new(), Vec::new());
    for topic in made {
        match topic {
            Ok(name) => names.push(name),
            Err((_, RDKafkaErrorCode::TopicAlreadyExists)) => {}
            Err((name, code)) => failed.push(format!("topic {name} could not be made: {code}")),
        }
    }
    if !failed.is_empty() {
        return Err(failed);
    }
    await_seen(kafka, &names)?;
    Ok(names)
}

/// Waits until the broker shows what it has made: whoever starts next is to find it.
fn await_seen(kafka: &KafkaConfig, names: &[String]) -> Result<(), Vec<String>> {
    let survey = handles::survey(kafka, &kafka.client_id("topics"), &(Arc::new(Nobody) as _))
        .map_err(|error| vec![kafka.refusal(&error)])?;
    let until = SystemClock.monotonic() + ASK;
    for name in names {
        while !matches!(
            partitions::look(&survey, name, ASK),
            Ok(Seen::Partitions(_) | Seen::Denied)
        ) {
            if SystemClock.monotonic() >= until {
                return Err(vec![format!(
                    "topic {name} was made, and the broker does not show it yet"
                )]);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    Ok(())
}

/// Deletes topics; those that are not there are gone already.
///
/// # Errors
/// Every topic that could not be deleted, and why.
pub fn remove(kafka: &KafkaConfig, names: &[String]) -> Result<(), Vec<String>> {
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
