//! What stands in the way of a start is said in one message, with what to do, and loses nothing.

use std::net::TcpListener;

use crate::support::broker;
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::post::Post;
use crate::support::world::{PATIENCE, Plan, World, said, stop};

#[test]
fn a_broker_that_is_down_is_named_and_the_exit_code_is_69() {
    let Some(_) = broker::shared("broker-down") else {
        return;
    };
    let closed = TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("address")
        .to_string();
    let plan = Plan::default().set("kafka.start_timeout=3s");
    let world = World::without_topics(&closed, "broker-down", &plan);
    let mut worker = world.worker("0").start();
    let code = worker.wait(PATIENCE);
    assert_eq!(code, 69, "{}", worker.said());
    assert!(
        worker.said().contains(&closed),
        "it names the address: {}",
        worker.said()
    );
}

#[test]
fn a_worker_that_waits_for_a_broker_ends_when_it_is_asked_to() {
    let Some(_) = broker::shared("broker-waited-for") else {
        return;
    };
    let closed = TcpListener::bind("127.0.0.1:0")
        .and_then(|socket| socket.local_addr())
        .expect("an address")
        .to_string();
    let plan = Plan::default().set("kafka.start_timeout=170s");
    let world = World::without_topics(&closed, "broker-waited-for", &plan);
    let mut worker = world.worker("0").start();
    while !worker.said().contains("waiting for the broker") {
        assert!(worker.ended().is_none(), "{}", worker.said());
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    stop(&mut worker);
    assert!(
        worker.said().contains("before it had started"),
        "{}",
        worker.said()
    );
}

#[test]
fn a_worker_waits_for_a_broker_that_starts_later() {
    let Some(broker) = broker::own("broker-late", &broker::BrokerConfig::default()) else {
        return;
    };
    let world = World::new(
        &broker,
        "broker-late",
        &Plan::default().set("kafka.start_timeout=120s"),
    );
    world.feed(&[Post::new(1, "8001", "my parcel is lost, terrible service, where is it?", 1).record()]);
    broker.stop();
    let mut worker = world.worker("0").until_idle().start();
    std::thread::sleep(std::time::Duration::from_secs(3));
    broker.start_again();
    assert_eq!(worker.wait(PATIENCE), 0, "{}", worker.said());
    judge::exact(&world);
    assert!(Outcome::read(&world.client, &world.prefix).has_item("person_8001"));
}

#[test]
fn missing_topics_are_all_named() {
    let Some(broker) = broker::shared("no-topics") else {
        return;
    };
    let world = World::without_topics(broker.bootstrap(), "no-topics", &Plan::default());
    let mut worker = world.worker("0").start();
    let code = worker.wait(PATIENCE);
    let text = worker.said();
    assert_eq!(code, 78, "{text}");
    for topic in ["social.raw.x.v1", "outcry.events.v1", "outcry.cases-changelog.v1"] {
        assert!(text.contains(&world.topic(topic)), "{topic} is not named: {text}");
    }
    assert!(text.contains("topics apply"), "it says what to do: {text}");
}

#[test]
fn a_view_that_is_switched_on_without_its_topic_is_named() {
    let Some(broker) = broker::shared("no-view") else {
        return;
    };
    let world = World::new(broker, "no-view", &Plan::default());
    let view = world.topic("care.scored-events.v1");
    assert!(!world.client.topics().contains_key(&view), "nobody asked for it");
    let mut worker = world.worker("0").set("publish.scored_events=true").start();
    let code = worker.wait(PATIENCE);
    let text = worker.said();
    assert_eq!(code, 78, "{text}");
    assert!(text.contains(&view) && text.contains("topics apply"), "{text}");
}

#[test]
fn a_changelog_with_too_few_partitions_is_refused() {
    let Some(broker) = broker::shared("too-few") else {
        return;
    };
    let world = World::without_topics(broker.bootstrap(), "too-few", &Plan::default().partitions(4));
    let narrow = world.topic("outcry.assess-changelog.v1");
    world
        .client
        .create(&[narrow.as_str()], 1, &[("cleanup.policy", "compact")]);
    // It may refuse already; what is missing beside it is made.
    let _ = world.command("topics", &["apply"]);
    let mut worker = world.worker("0").start();
    let code = worker.wait(PATIENCE);
    assert_eq!(code, 78, "{}", worker.said());
    assert!(worker.said().contains(&narrow), "{}", worker.said());
}

#[test]
fn wrong_credentials_are_said_and_the_password_is_not() {
    let Some(broker) = broker::shared("password") else {
        return;
    };
    let Some(address) = broker.with_password() else {
        crate::support::skip::aloud(
            "wrong credentials",
            "the broker is not ours: it asks for no password",
        );
        return;
    };
    let login = |password: &str| {
        Plan::default()
            .client("security.protocol", "SASL_PLAINTEXT")
            .client("sasl.mechanisms", "PLAIN")
            .client("sasl.username", broker::CREDENTIALS.0)
            .client("sasl.password", "{ env: OUTCRY_TEST_PASSWORD }")
            .env("OUTCRY_TEST_PASSWORD", password)
            .set("kafka.start_timeout=8s")
    };
    let wrong = World::without_topics(address, "password-wrong", &login("a-canary-that-is-wrong"));
    let mut worker = wrong.worker("0").start();
    let code = worker.wait(PATIENCE);
    let text = worker.said();
    assert!([69, 77, 78].contains(&code), "{code}: {text}");
    assert!(
        text.to_lowercase().contains("authentication") || text.to_lowercase().contains("sasl"),
        "{text}"
    );
    assert!(
        !text.contains("a-canary-that-is-wrong"),
        "the password is printed: {text}"
    );
    let right = World::without_topics(address, "password-right", &login(broker::CREDENTIALS.1));
    let done = right.command("topics", &["apply"]);
    assert!(done.status.success(), "{}", said(&done));
}

#[test]
fn keys_that_carry_correctness_cannot_be_set() {
    let Some(broker) = broker::shared("protected") else {
        return;
    };
    let plan = Plan::default()
        .client("isolation.level", "read_uncommitted")
        .client("acks", "0");
    let world = World::without_topics(broker.bootstrap(), "protected", &plan);
    let mut worker = world.worker("0").start();
    let code = worker.wait(PATIENCE);
    let text = worker.said();
    assert_eq!(code, 78, "{text}");
    assert!(
        text.contains("isolation.level") && text.contains("acks"),
        "both at once: {text}"
    );
}
