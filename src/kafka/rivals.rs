//! Members of this deployment's groups that belong to another one: they read other topics. Whoever comes second is the
//! one that does not start; otherwise each would take the other's names, and shut it out.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaResult;
use rdkafka::groups::GroupInfo;

use super::config::KafkaConfig;
use super::context::Quiet;
use super::names::Names;
use crate::domain::stage::StageName;

/// Limit of one call that asks the broker.
const ASK: Duration = Duration::from_secs(10);

/// Live members of a stage's group that read none of the stage's topics; a line each.
///
/// # Errors
/// The group's coordinator does not say.
pub(super) fn of(
    survey: &BaseConsumer<Quiet>,
    names: &Names,
    config: &KafkaConfig,
    stage: StageName,
) -> KafkaResult<Vec<String>> {
    let group = config.group(stage);
    let ours: Vec<String> = stage
        .sources(&config.networks)
        .into_iter()
        .map(|source| names.full(source.topic()).into_owned())
        .collect();
    let told = survey.fetch_group_list(Some(&group), ASK)?;
    let members = told.groups().iter().filter(|found| found.name() == group);
    let mut found = Vec::new();
    for member in members.flat_map(GroupInfo::members) {
        let topics = member.metadata().map_or_else(Vec::new, subscription);
        if !topics.is_empty() && !topics.iter().any(|topic| ours.contains(topic)) {
            found.push(format!(
                "group {group} has a member of another deployment, {} at {}, that reads {}; this one would read {}: \
                 give each deployment its own app or topics.prefix",
                member.client_id(),
                member.client_host(),
                topics.join(", "),
                ours.join(", ")
            ));
        }
    }
    Ok(found)
}

/// The topics in the metadata of a member: version, number of topics, then each with its length before it (Kafka's
/// consumer protocol, `ConsumerProtocolSubscription`). What cannot be read is nobody's.
fn subscription(metadata: &[u8]) -> Vec<String> {
    fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
        let (found, left) = rest.split_at_checked(count)?;
        *rest = left;
        Some(found)
    }
    fn read(mut rest: &[u8]) -> Option<Vec<String>> {
        take(&mut rest, 2)?;
        let count = u32::from_be_bytes(take(&mut rest, 4)?.try_into().ok()?);
        let mut topics = Vec::new();
        for _ in 0..count {
            let length = u16::from_be_bytes(take(&mut rest, 2)?.try_into().ok()?);
            let name = take(&mut rest, usize::from(length))?;
            topics.push(String::from_utf8(name.to_vec()).ok()?);
        }
        Some(topics)
    }
    read(metadata).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscription_is_read_and_other_bytes_are_nobodys() {
        let mut bytes = vec![0, 1, 0, 0, 0, 2];
        for name in ["care.a", "b"] {
            bytes.extend([0, u8::try_from(name.len()).expect("short")]);
            bytes.extend(name.as_bytes());
        }
        assert_eq!(subscription(&bytes), ["care.a", "b"]);
        // What stands behind the topics is the assignor's affair.
        bytes.extend([0, 0, 0, 0]);
        assert_eq!(subscription(&bytes), ["care.a", "b"]);
        for cut in 0..bytes.len() - 4 {
            assert_eq!(subscription(&bytes[..cut]), Vec::<String>::new(), "{cut}");
        }
        assert_eq!(subscription(&[0, 0, 255, 255, 255, 255]), Vec::<String>::new());
    }
}
