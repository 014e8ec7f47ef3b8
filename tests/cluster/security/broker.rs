//! A broker with rights: one listener for the tests, who may do everything, and three that check who comes.

use super::certificates::{Certificates, PASSWORD};
use crate::support::broker::{self, Broker, BrokerConfig, free_ports};
use crate::support::skip;

/// Password of all users.
pub(crate) const SECRET: &str = "correct-horse";

/// The broker, its certificates, and where its listeners are.
pub(crate) struct Guarded {
    /// The node; its own address asks nothing.
    pub(crate) broker: Broker,
    /// What it shows, and what its clients show.
    pub(crate) certificates: Certificates,
    /// TLS, user and password.
    pub(crate) secure: u16,
    /// TLS, and a certificate of the client's.
    pub(crate) mutual: u16,
    /// As `secure`, with a certificate that is out of date.
    pub(crate) expired: u16,
}

impl Guarded {
    /// Starts it for these users. `None`: skipped, aloud.
    pub(crate) fn start(test: &str, users: &[String]) -> Option<Self> {
        let all: [u16; 6] = free_ports();
        let [plain, control, password, secure, mutual, expired] = all;
        let keytool = std::process::Command::new("keytool").arg("-help").output();
        if let Err(error) = keytool {
            skip::aloud(test, &format!("no keytool here, it is part of Java: {error}"));
            return None;
        }
        let certificates = Certificates::make();
        let mut extra = listeners([plain, control, secure, mutual, expired]);
        extra.extend(shown(&certificates, users));
        let config = BrokerConfig {
            extra,
            ports: Some([plain, control, password]),
            ..BrokerConfig::default()
        };
        Some(Self {
            broker: broker::own(test, &config)?,
            certificates,
            secure,
            mutual,
            expired,
        })
    }
}

fn listeners([plain, control, secure, mutual, expired]: [u16; 5]) -> Vec<String> {
    let of = |(name, port): &(&str, u16)| format!("{name}://127.0.0.1:{port}");
    let clients = [
        ("PLAIN", plain),
        ("SECURE", secure),
        ("MUTUAL", mutual),
        ("EXPIRED", expired),
    ];
    let clients = clients.iter().map(of).collect::<Vec<_>>().join(",");
    vec![
        format!("listeners={clients},CONTROL://127.0.0.1:{control}"),
        format!("advertised.listeners={clients}"),
        "listener.security.protocol.map=PLAIN:PLAINTEXT,CONTROL:PLAINTEXT,SECURE:SASL_SSL,MUTUAL:SSL,EXPIRED:SASL_SSL"
            .into(),
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer".into(),
        // Who comes by the plain listeners: the tests, and the broker itself.
        "super.users=User:ANONYMOUS".into(),
        "listener.name.mutual.ssl.client.auth=required".into(),
    ]
}

fn shown(made: &Certificates, users: &[String]) -> Vec<String> {
    let users: Vec<String> = users
        .iter()
        .map(|user| format!("user_{user}=\"{SECRET}\""))
        .collect();
    let login = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    let mut lines = Vec::new();
    for (listener, certificate) in [("secure", "broker"), ("mutual", "broker"), ("expired", "expired")] {
        let ssl = format!("listener.name.{listener}.ssl");
        for (store, file) in [("keystore", certificate), ("truststore", "trust")] {
            lines.push(format!("{ssl}.{store}.location={}", made.store(file).display()));
            lines.push(format!("{ssl}.{store}.type=PKCS12"));
            lines.push(format!("{ssl}.{store}.password={PASSWORD}"));
        }
        let sasl = format!("listener.name.{listener}");
        lines.push(format!("{sasl}.sasl.enabled.mechanisms=PLAIN"));
        lines.push(format!(
            "{sasl}.plain.sasl.jaas.config={login} {};",
            users.join(" ")
        ));
    }
    lines
}
