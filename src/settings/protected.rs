//! Client keys that carry correctness: settings cannot override them.

/// Keys of the Kafka client that the service sets itself, with what it sets them to.
pub const PROTECTED: [(&str, &str); 32] = [
    ("acks", "all"),
    ("allow.auto.create.topics", "false"),
    ("auto.commit.interval.ms", "not used"),
    ("auto.offset.reset", "decided for each partition"),
    ("bootstrap.servers", "kafka.bootstrap_servers"),
    ("check.crcs", "decided by the service"),
    ("client.id", "decided for each client"),
    ("delivery.report.only.error", "decided for each producer"),
    ("enable.auto.commit", "false"),
    ("enable.auto.offset.store", "false"),
    ("enable.gapless.guarantee", "false"),
    ("enable.idempotence", "true"),
    ("enable.partition.eof", "decided for each reader"),
    ("enable.ssl.certificate.verification", "true"),
    ("group.id", "<topics.prefix><app>.<stage>"),
    ("group.instance.id", "<topics.prefix><app>.<stage>.<slot>"),
    ("group.protocol", "classic"),
    ("isolation.level", "read_committed"),
    ("max.in.flight", "5"),
    ("max.in.flight.requests.per.connection", "5"),
    ("max.poll.interval.ms", "300000"),
    ("message.max.bytes", "limits.message_bytes"),
    ("message.send.max.retries", "2147483647"),
    ("metadata.broker.list", "kafka.bootstrap_servers"),
    ("partition.assignment.strategy", "cooperative-sticky"),
    ("partitioner", "murmur2_random"),
    ("request.required.acks", "all"),
    ("retries", "2147483647"),
    ("ssl.endpoint.identification.algorithm", "https"),
    ("statistics.interval.ms", "0"),
    ("transaction.timeout.ms", "15000"),
    ("transactional.id", "<topics.prefix><app>.<stage>.<slot>"),
];

/// What the service sets `key` to, if that is another value than `given`.
#[must_use]
pub fn clash(key: &str, given: &str) -> Option<&'static str> {
    PROTECTED
        .into_iter()
        .find(|(name, ours)| *name == key && *ours != given)
        .map(|(_, ours)| ours)
}

/// Whether the service sets this key itself.
pub(super) fn is_protected(key: &str) -> bool {
    PROTECTED.iter().any(|(name, _)| *name == key)
}

/// Whether the value of this client key is a secret, by its name.
pub(super) fn is_secret(key: &str) -> bool {
    [
        "password",
        "secret",
        "token",
        "jaas",
        ".pem",
        "oauthbearer.config",
    ]
    .iter()
    .any(|part| key.contains(part))
        && !key.ends_with(".url")
        && !key.ends_with(".location")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_value_clashes() {
        assert_eq!(
            clash("isolation.level", "read_uncommitted"),
            Some("read_committed")
        );
        assert_eq!(clash("isolation.level", "read_committed"), None);
        assert_eq!(clash("security.protocol", "SSL"), None);
    }

    #[test]
    fn secrets_are_known_by_name() {
        for key in [
            "sasl.password",
            "ssl.key.password",
            "ssl.key.pem",
            "sasl.oauthbearer.client.secret",
        ] {
            assert!(is_secret(key), "{key}");
        }
        for key in [
            "security.protocol",
            "sasl.username",
            "ssl.ca.location",
            "sasl.oauthbearer.token.endpoint.url",
        ] {
            assert!(!is_secret(key), "{key}");
        }
    }
}
