//! Members of this deployment's groups that belong to another one: they read other topics. Whoever comes second is the
//! one that does not start; otherwise each would take the other's names, and shut it out.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaResult;

use super::config::KafkaConfig;
use super::context::Quiet;
use super::names::Names;
use crate::domain::stage::StageName;

/// Limit of one call that asks the broker.
const ASK: Duration = Duration::from_secs(10);

/// Live members of this deployment's groups that read none of its topics, and live members of other groups that read
/// what it writes between its stages; a line each. A group whose members are just being told what to read says nothing.
///
/// # Errors
/// A broker does not say.
pub(super) fn find(
    survey: &BaseConsumer<Quiet>,
    names: &Names,
    config: &KafkaConfig,
) -> KafkaResult<Vec<String>> {
    let told = survey.fetch_group_list(None, ASK)?;
    let mut found = Vec::new();
    for group in told.groups() {
        let ours = StageName::ALL
            .into_iter()
            .find(|stage| config.group(*stage) == group.name());
        for member in group.members() {
            let topics = member.metadata().map_or_else(Vec::new, subscription);
            if let Some(what) = clash(names, config, ours, &topics) {
                found.push(format!(
                    "group {} has a member of another deployment, {} at {}, that reads {}: {what}; give each deployment \
                     a topics.prefix of its own",
                    group.name(),
                    member.client_id(),
                    member.client_host(),
                    topics.join(", ")
                ));
            }
        }
    }
    Ok(found)
}

/// How a member that reads these topics is in the way; its group is that of this stage of ours, if it is one of ours.
fn clash(names: &Names, config: &KafkaConfig, ours: Option<StageName>, topics: &[String]) -> Option<String> {
    let read = |stage: StageName| -> Vec<String> {
        let sources = stage.sources(&config.networks).into_iter();
        sources
            .map(|source| names.full(source.topic()).into_owned())
            .collect()
    };
    match ours {
        Some(stage) => {
            let wanted = read(stage);
            let other = !topics.is_empty() && !topics.iter().any(|topic| wanted.contains(topic));
            other.then(|| format!("this one would read {} in it", wanted.join(", ")))
        }
        None => {
            let mut hops = StageName::keyed().flat_map(read);
            let shared = hops.find(|topic| topics.contains(topic))?;
            Some(format!("{shared} lies between the stages of this one"))
        }
    }
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
    use crate::domain::network::Network;

    #[test]
    fn who_reads_other_topics_in_our_groups_or_ours_in_others_is_in_the_way() {
        let mut config = KafkaConfig::new("care", "broker:9092");
        config.networks = vec![Network::X];
        let names = Names::of(&config);
        let clash = |ours, topics: &[&str]| {
            let topics: Vec<String> = topics.iter().map(|topic| (*topic).to_owned()).collect();
            super::clash(&names, &config, ours, &topics).is_some()
        };
        let cases = Some(StageName::Cases);
        assert!(!clash(cases, &["outcry.scored.v1"]));
        assert!(!clash(cases, &[]), "it has not said yet");
        assert!(clash(cases, &["staging.outcry.scored.v1"]));
        assert!(clash(None, &["other", "outcry.scored.v1"]));
        assert!(
            !clash(None, &["care.work-items.v1", "social.raw.x.v1"]),
            "a subscriber"
        );
        // Another version of the settings, with a network more.
        assert!(!clash(
            Some(StageName::Intake),
            &["social.raw.x.v1", "social.raw.reddit.v1"]
        ));
    }

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
