//! What can be wrong before anybody has a right: password, certificates, protocol.

use super::broker::{Guarded, SECRET};
use super::certificates::PASSWORD;
use super::trial::{self, Outcome};
use crate::support::world::{Plan, World};

/// The user that there is.
pub(crate) const USER: &str = "somebody";
const CONFIGURATION: i32 = 78;

/// A fault, and what the words have to name.
pub(crate) struct Fault {
    name: &'static str,
    names: &'static str,
    plan: fn(&Guarded) -> Plan,
}

/// All of them.
pub(crate) const FAULTS: &[Fault] = &[
    Fault {
        name: "wrong-password",
        names: "authentication",
        plan: |broker| trial::secured(broker, USER).env("OUTCRY_TEST_PASSWORD", "battery-staple"),
    },
    Fault {
        name: "wrong-authority",
        names: "ssl.ca.location",
        plan: |broker| trusting(broker, "stranger"),
    },
    Fault {
        name: "other-name",
        names: "host name",
        plan: |broker| at(trial::secured(broker, USER), "localhost", broker.secure),
    },
    Fault {
        name: "out-of-date",
        names: "expired",
        plan: |broker| at(trusting(broker, "expired"), "127.0.0.1", broker.expired),
    },
    Fault {
        name: "no-encryption",
        names: "security.protocol",
        plan: |broker| at(Plan::default(), "127.0.0.1", broker.secure),
    },
    Fault {
        name: "no-certificate",
        names: "certificate",
        plan: |broker| at(encrypted(broker), "127.0.0.1", broker.mutual),
    },
    Fault {
        name: "certificate-of-a-stranger",
        names: "certificate",
        plan: |broker| at(showing(broker, "stranger"), "127.0.0.1", broker.mutual),
    },
];

/// Runs a worker with a fault: nothing that is wrong here becomes right by waiting.
pub(crate) fn tried(broker: &Guarded, fault: &Fault) -> Outcome {
    let plan = (fault.plan)(broker).set("kafka.start_timeout=20s");
    let world = World::without_topics(broker.broker.bootstrap(), fault.name, &plan);
    let mut worker = world.worker("0").start();
    let outcome = trial::ended(fault.name, (CONFIGURATION, fault.names.into()), &mut worker);
    assert!(
        ![SECRET, "battery-staple", PASSWORD]
            .iter()
            .any(|secret| outcome.words.contains(secret)),
        "{}: a password is printed:\n{}",
        fault.name,
        outcome.words
    );
    outcome
}

/// At this address; what is set last counts.
fn at(plan: Plan, host: &str, port: u16) -> Plan {
    plan.set(&format!("kafka.bootstrap_servers={host}:{port}"))
}

/// As it should be, but for whose certificate the client trusts.
fn trusting(broker: &Guarded, whom: &str) -> Plan {
    let mut plan = trial::secured(broker, USER);
    plan.client.retain(|(key, _)| *key != "ssl.ca.location");
    plan.client(
        "ssl.ca.location",
        &broker.certificates.pem(whom).display().to_string(),
    )
}

/// TLS, and the client shows nothing.
fn encrypted(broker: &Guarded) -> Plan {
    let trusted = broker.certificates.pem("broker").display().to_string();
    Plan::default()
        .client("security.protocol", "SSL")
        .client("ssl.ca.location", &trusted)
}

/// TLS, and the client shows a certificate.
fn showing(broker: &Guarded, whose: &str) -> Plan {
    let store = broker.certificates.store(whose).display().to_string();
    encrypted(broker)
        .client("ssl.keystore.location", &store)
        .client("ssl.keystore.password", "{ env: OUTCRY_TEST_PASSWORD }")
        .env("OUTCRY_TEST_PASSWORD", PASSWORD)
}
