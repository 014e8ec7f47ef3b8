//! A deployment that cannot keep its promise does not start, one that loses its ground stops, and two deployments on one
//! cluster do each other no harm.

use std::time::{Duration, Instant};

use rdkafka::ClientConfig;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use serde_json::Value;

use crate::support::broker;
use crate::support::client::Isolation;
use crate::support::judge;
use crate::support::leash::Leash;
use crate::support::post::Post;
use crate::support::story::Story;
use crate::support::world::{PATIENCE, Plan, World, said, stop};
use crate::takeover::settled_beyond;

const COMPLAINT: &str = "my parcel is lost and nobody answers me, this is terrible service";

fn says(worker: &mut Leash, words: &[&str]) {
    let began = Instant::now();
    while !words.iter().all(|word| worker.said().contains(word)) {
        assert!(worker.ended().is_none(), "it ended:\n{}", worker.said());
        assert!(
            began.elapsed() < PATIENCE,
            "it never said {words:?}:\n{}",
            worker.said()
        );
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Ends with 78, and says all of this.
fn refused(worker: &mut Leash, words: &[&str]) {
    let code = worker.wait(PATIENCE);
    let text = worker.said();
    assert_eq!(code, 78, "{text}");
    for word in words {
        assert!(text.contains(word), "`{word}` is not said: {text}");
    }
}

#[test]
fn topics_whose_settings_would_lose_records_are_refused() {
    let Some(broker) = broker::shared("door-settings") else {
        return;
    };
    let world = World::new(broker, "door-settings", &Plan::default());
    assert_eq!(world.command("topics", &["plan"]).status.code(), Some(0), "clean");
    let (log, hop, items) = (
        world.topic("outcry.cases-changelog.v1"),
        world.topic("outcry.events.v1"),
        world.topic("care.work-items.v1"),
    );
    // Nobody loses anything by this one: it is told, and that is all.
    world.client.configure(
        &world.topic("care.measures.v1"),
        &[("retention.ms", "1000000000")],
    );
    let plan = world.command("topics", &["plan"]);
    assert_eq!(plan.status.code(), Some(1), "{}", said(&plan));
    world.client.configure(&log, &[("cleanup.policy", "delete")]);
    world.client.configure(
        &hop,
        &[
            ("cleanup.policy", "compact"),
            ("message.timestamp.type", "CreateTime"),
        ],
    );
    world.client.configure(&items, &[("max.message.bytes", "100000")]);
    let wanted = [
        log.as_str(),
        "`delete`",
        &hop,
        "`compact`",
        "CreateTime",
        &items,
        "limits.message_bytes",
    ];
    refused(&mut world.worker("0").start(), &wanted);
    let bootstrap = broker.bootstrap();
    for (command, arguments) in [
        ("topics", vec!["plan"]),
        ("check", vec!["--bootstrap", bootstrap]),
    ] {
        let done = world.command(command, &arguments);
        assert_eq!(done.status.code(), Some(78), "{command}: {}", said(&done));
        assert!(said(&done).contains(&log), "{}", said(&done));
    }
}

#[test]
fn every_topic_of_the_plan_must_be_there() {
    let Some(broker) = broker::shared("door-missing") else {
        return;
    };
    let world = World::new(broker, "door-missing", &Plan::default());
    let gone = [
        "outcry.clock.v1",
        "care.escalation-alerts.v1",
        "dlq.social.raw.x.v1",
    ]
    .map(|name| {
        let topic = world.topic(name);
        world.client.delete(&topic);
        topic
    });
    let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
    refused(&mut world.worker("0").start(), &gone);
    let done = world.command("topics", &["apply"]);
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(world.command("topics", &["plan"]).status.code(), Some(0));
}

#[test]
fn an_output_topic_that_goes_away_is_named_and_ends_the_process() {
    let Some(broker) = broker::shared("door-output") else {
        return;
    };
    let world = World::new(broker, "door-output", &Plan::default());
    let mut story = Story::new(71);
    let mut worker = world.worker("0").start();
    world.feed(&story.take(200));
    settled_beyond(&world, 0, &worker);
    let items = world.topic("care.work-items.v1");
    world.client.delete(&items);
    world.feed(&story.take(200));
    refused(&mut worker, &[&items]);
    let done = world.command("topics", &["apply"]);
    assert!(done.status.success(), "{}", said(&done));
    world.run_dry();
}

#[test]
fn a_changelog_whose_beginning_is_gone_stops_its_lane_and_idle_is_not_done() {
    let Some(broker) = broker::shared("door-truncated") else {
        return;
    };
    let world = World::new(broker, "door-truncated", &Plan::default().partitions(1));
    world.feed(&[Post::new(1, "8001", COMPLAINT, 0).record()]);
    world.run_dry();
    let log = world.topic("outcry.cases-changelog.v1");
    let (begin, end) = world.client.ends(&log, 0, Isolation::Uncommitted);
    assert!(begin == 0 && end > 2, "{begin} {end}");
    // As by somebody who tries another policy and repents.
    world.client.configure(&log, &[("cleanup.policy", "delete")]);
    world.client.delete_before(&log, 0, 2);
    world.client.configure(&log, &[("cleanup.policy", "compact")]);
    world.feed(&[Post::new(2, "8001", COMPLAINT, 60).record()]);
    let mut worker = world.worker("0").until_idle().start();
    let code = worker.wait(PATIENCE);
    let text = worker.said();
    assert_eq!(code, 75, "records are left: {text}");
    for word in ["changelog_truncated", "begins at offset 2", "1 stopped lanes"] {
        assert!(text.contains(word), "`{word}` is not said: {text}");
    }
}

#[test]
fn deployments_that_differ_in_their_prefix_alone_run_side_by_side() {
    let Some(broker) = broker::shared("door-prefix") else {
        return;
    };
    let plan = Plan::default().partitions(1);
    let (one, mut other) = (
        World::new(broker, "door-prefix", &plan),
        World::without_topics(broker.bootstrap(), "door-prefix", &plan),
    );
    other.prefix = format!("staging-{}", one.prefix);
    other.sets.push(format!("topics.prefix={}", other.prefix));
    let done = other.command("topics", &["apply"]);
    assert!(done.status.success(), "{}", said(&done));
    let mut workers = [one.worker("0").start(), other.worker("0").start()];
    let mut story = Story::new(72);
    for world in [&one, &other] {
        world.feed(&story.take(300));
    }
    for (world, worker) in [&one, &other].into_iter().zip(&workers) {
        settled_beyond(world, 0, worker);
    }
    for worker in &mut workers {
        assert!(worker.ended().is_none(), "{}", worker.said());
        stop(worker);
    }
    for world in [&one, &other] {
        world.run_dry();
        judge::exact(world);
    }
}

#[test]
fn whoever_comes_second_under_the_same_names_does_not_start() {
    let Some(broker) = broker::shared("door-rival") else {
        return;
    };
    let world = World::new(broker, "door-rival", &Plan::default());
    let mut worker = world.worker("0").start();
    let mut story = Story::new(73);
    world.feed(&story.take(200));
    let before = settled_beyond(&world, 0, &worker);
    // Prefix and name end up in the same group, and in other topics.
    let (head, tail) = world.prefix.split_at(5);
    let sets = [
        format!("topics.prefix={head}"),
        format!("app={tail}{}", world.app),
    ];
    let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
    let done = world.command_with(&sets, "topics", &["apply"]);
    assert!(done.status.success(), "{}", said(&done));
    let mut rival = world.worker("0").set(sets[0]).set(sets[1]).start();
    refused(
        &mut rival,
        &["another deployment", &world.group("intake"), "topics.prefix"],
    );
    // Another name over the same topics would do everything twice.
    let mut double = world.worker("0").set("app=another-name").start();
    let hop = world.topic("outcry.scored.v1");
    refused(&mut double, &["another deployment", &hop, "topics.prefix"]);
    world.feed(&story.take(200));
    settled_beyond(&world, before, &worker);
    stop(&mut worker);
}

#[test]
fn who_ends_in_order_has_left_its_groups_unless_it_is_to_be_expected_back() {
    let Some(broker) = broker::shared("door-leave") else {
        return;
    };
    let world = World::new(broker, "door-leave", &Plan::default());
    let (mut story, mut before) = (Story::new(74), 0);
    for leaves in [true, false] {
        let mut worker = world
            .worker("0")
            .set(&format!("kafka.leave_on_end={leaves}"))
            .start();
        world.feed(&story.take(200));
        before = settled_beyond(&world, before, &worker);
        stop(&mut worker);
        for group in ["intake", "cases", "clock"] {
            let group = world.group(group);
            let members = world.client.members(&group);
            assert_eq!(
                members == 0,
                leaves,
                "leave_on_end={leaves}: group {group} has {members} members"
            );
        }
    }
}

#[test]
fn a_restore_that_waits_for_an_open_transaction_says_so_and_goes_on_when_it_ends() {
    let Some(broker) = broker::shared("door-hanging") else {
        return;
    };
    let world = World::new(broker, "door-hanging", &Plan::default().partitions(2));
    world.feed(&[Post::new(1, "8001", COMPLAINT, 0).record()]);
    world.run_dry();
    let log = world.topic("outcry.assess-changelog.v1");
    let stranger: BaseProducer = ClientConfig::new()
        .set("bootstrap.servers", broker.bootstrap())
        .set("transactional.id", "a-stranger")
        .set("transaction.timeout.ms", "600000")
        .create()
        .expect("producer");
    stranger.init_transactions(Duration::from_secs(60)).expect("init");
    stranger.begin_transaction().expect("begin");
    stranger
        .send(
            BaseRecord::<str, str>::to(&log)
                .partition(0)
                .key("x")
                .payload("x"),
        )
        .expect("send");
    stranger.flush(Duration::from_secs(60)).expect("flush");
    let mut worker = world.worker("0").start();
    let words = [
        "outcry.events.v1-0 restores and waits",
        "last stable offset",
        "find-hanging",
    ];
    says(&mut worker, &words);
    says(
        &mut worker,
        &["lane runs stage=\"assess\" lane=outcry.events.v1-1"],
    );
    stranger
        .abort_transaction(Duration::from_secs(60))
        .expect("abort");
    world.feed(&[Post::new(2, "8002", COMPLAINT, 60).record()]);
    says(
        &mut worker,
        &["lane runs stage=\"assess\" lane=outcry.events.v1-0"],
    );
    stop(&mut worker);
    world.run_dry();
    judge::exact(&world);
}

#[test]
fn the_owner_of_time_is_heard_of_by_who_asks_for_lanes() {
    let Some(broker) = broker::shared("door-time") else {
        return;
    };
    let world = World::new(
        broker,
        "door-time",
        &Plan::default().partitions(1).set("time.at_end=wall"),
    );
    let clock = || {
        let done = world.command("lanes", &["--format", "json"]);
        assert!(done.status.success(), "{}", said(&done));
        let told: Value = serde_json::from_slice(&done.stdout).expect("json");
        let cases = told["inputs"].as_array().and_then(|all| {
            let of = |input: &&Value| input["stage"] == "cases";
            all.iter().find(of).map(|input| input["told_ms"].clone())
        });
        (told["clock"]["heard_ms"].clone(), cases.unwrap_or_default())
    };
    assert_eq!(clock().0, Value::Null, "nobody yet");
    let mut worker = world.worker("0").start();
    world.feed(&[Post::new(1, "8001", COMPLAINT, 0).record()]);
    let began = Instant::now();
    while clock().0.is_null() || clock().1.is_null() {
        assert!(began.elapsed() < PATIENCE, "{:?}:\n{}", clock(), worker.said());
        std::thread::sleep(Duration::from_millis(300));
    }
    stop(&mut worker);
}
