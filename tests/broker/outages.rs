//! What workers need is away for long: they wait, refuse nothing and lose nothing.
//!
//! `OUTCRY_TEST_OUTAGE` says for how many seconds; three minutes are what a deployment must bear:
//! `OUTCRY_TEST_OUTAGE=180 scripts/test away`.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use outcry::domain::feedback::{FeedbackAction, WorkItemFeedback};
use outcry::domain::time::Time;
use outcry::wire::Wire;
use serde_json::Value;

use crate::support::broker::{self, BrokerConfig};
use crate::support::client::{Isolation, Stored};
use crate::support::desk;
use crate::support::judge;
use crate::support::leash::Leash;
use crate::support::oracle::GIVEN_UP;
use crate::support::post::{self, Post};
use crate::support::registry::{Server, frame};
use crate::support::story::Story;
use crate::support::world::{PATIENCE, Plan, World, said, stop};
use crate::takeover::settled_beyond;

/// Longer than a transaction, and than a session.
fn outage() -> Duration {
    let seconds = std::env::var("OUTCRY_TEST_OUTAGE").ok();
    Duration::from_secs(seconds.map_or(40, |seconds| seconds.parse().expect("seconds")))
}

#[test]
fn a_broker_that_is_away_is_waited_for() {
    let Some(broker) = broker::own("broker-away", &BrokerConfig::to_be_killed()) else {
        return;
    };
    let [port] = broker::free_ports();
    let plan = Plan::default().set(&format!("http.listen=127.0.0.1:{port}"));
    let world = World::new(&broker, "broker-away", &plan);
    let mut story = Story::new(41);
    let mut worker = world.worker("0").start();
    world.feed(&story.take(1_000));
    let before = settled_beyond(&world, 0, &worker);
    // What was fed is done when the broker goes: one that is alone in its cluster may call a transaction complete whose marker
    // it has lost, and then that hangs until somebody ends it by hand. Three brokers are `scripts/cluster`.
    std::thread::sleep(Duration::from_secs(10));
    let before = settled_beyond(&world, before - 1, &worker);
    broker.stop();
    std::thread::sleep(outage());
    let ready = said(&world.command("health", &[]));
    assert!(ready.contains("waiting"), "it takes no records: {ready}");
    let live = world.command("health", &["--live"]);
    assert!(live.status.success(), "a restart would not help: {}", said(&live));
    assert!(worker.ended().is_none(), "it gave up:\n{}", worker.said());
    broker.start_again();
    world.feed(&story.take(3_500));
    settled_beyond(&world, before, &worker);
    // The others may need a moment longer.
    let began = Instant::now();
    loop {
        let health = world.command("health", &[]);
        if health.status.success() {
            break;
        }
        assert!(
            began.elapsed() < PATIENCE,
            "it is not well again: {}\n{}",
            said(&health),
            worker.said()
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(worker.ended().is_none(), "it gave up:\n{}", worker.said());
    let lines = worker.said().lines().count();
    assert!(lines < 1_000, "{lines} lines:\n{}", worker.said());
    stop(&mut worker);
    world.run_dry();
    // The oracle has compared everything: what is refused a plain run refuses as well, but for these reasons.
    let verdict = judge::exact(&world);
    let blamed = |(_, _, reason): &(&str, &str, &str)| GIVEN_UP.contains(reason);
    assert!(!verdict.fates.keys().any(blamed), "{:?}", verdict.fates);
}

/// Feedback under a schema that the service has not met: the newest one's, with a word more.
fn unheard_of(server: &Server) -> Stored {
    let item = "0123456789abcdef0123456789abcdef.1";
    let said: WorkItemFeedback = desk::word(item, FeedbackAction::Claim, Time(post::NOON));
    let mut value = Vec::new();
    Wire::locked().encode(&said, &mut value).expect("feedback");
    let mut held = server.0.lock().expect("lock");
    let text = held
        .schemas
        .iter()
        .find(|text| text.contains("\"WorkItemFeedback\""))
        .expect("it is registered");
    let mut schema: Value = serde_json::from_str(text).expect("a schema");
    schema["of-a-test"] = true.into();
    let id = held.id(&schema.to_string());
    Stored {
        value: Some(frame(u32::try_from(id).expect("small"), &value[5..])),
        partition: 0,
        ..post::raw("k", post::NOON, &Value::Null)
    }
}

/// Waits for so many work items. They are not read: their schemas have the registry's ids.
fn items(world: &World, count: usize, who: &Leash) {
    let began = Instant::now();
    let topic = world.topic("care.work-items.v1");
    let found = || {
        let all = world.client.topic(&topic, Isolation::Committed);
        all.into_iter()
            .flatten()
            .filter_map(|record| record.key)
            .collect::<BTreeSet<_>>()
    };
    while found().len() < count {
        assert!(began.elapsed() < PATIENCE, "no item {count}:\n{}", who.said());
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn a_registry_that_is_away_is_waited_for_by_the_lane_that_needs_it_and_by_no_other() {
    let Some(broker) = broker::shared("registry-away") else {
        return;
    };
    let server = Server::default();
    let plan = Plan::default()
        .set("schemas.source=registry")
        .set(&format!("schemas.url={}", server.start()))
        .set("schemas.auto_register=true");
    let world = World::new(broker, "registry-away", &plan);
    let mut worker = world.worker("0").start();
    let complaint = |n: u64| {
        Post::new(
            n,
            &(8000 + n).to_string(),
            "my parcel is lost, awful, where is it?",
            1,
        )
    };
    world.feed(&[complaint(1).record()]);
    items(&world, 1, &worker);
    let feedback = unheard_of(&server);
    server.0.lock().expect("lock").broken = true;
    let topic = world.topic("care.work-item-feedback.v1");
    world.client.write(&topic, &[feedback]);
    std::thread::sleep(outage() / 2);
    world.feed(&[complaint(2).record()]);
    // Nobody waits but the lane that cannot read its record.
    items(&world, 2, &worker);
    std::thread::sleep(outage() / 2);
    assert_eq!(world.client.committed(&world.group("intake"), &topic, 0), None);
    server.0.lock().expect("lock").broken = false;
    let began = Instant::now();
    while world
        .client
        .committed(&world.group("intake"), &topic, 0)
        .is_none()
    {
        assert!(began.elapsed() < PATIENCE, "it still waits:\n{}", worker.said());
        std::thread::sleep(Duration::from_millis(200));
    }
    stop(&mut worker);
    world.run_dry();
    let verdict = judge::exact(&world);
    assert_eq!(verdict.dead_letters, 0, "{:?}", verdict.fates);
    let letters = world.client.topic(
        &world.topic("dlq.care.work-item-feedback.v1"),
        Isolation::Committed,
    );
    assert_eq!(letters.iter().flatten().count(), 0);
}
