//! Lanes whose offsets, time or partitions are not as they should be.

use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use rdkafka::ClientConfig;
use rdkafka::admin::{AdminClient, AdminOptions};
use rdkafka::client::DefaultClientContext;

use outcry::domain::clock::ClockState;
use outcry::domain::stage::StageName;
use outcry::domain::topic::Topic;

use crate::support::broker;
use crate::support::client::Isolation;
use crate::support::desk;
use crate::support::judge;
use crate::support::leash::Leash;
use crate::support::outcome::Outcome;
use crate::support::post::{self, Post};
use crate::support::story::Story;
use crate::support::world::{PATIENCE, Plan, World, said, stop};

const COMPLAINT: &str = "my parcel is lost and nobody answers me, this is terrible service";

fn says(worker: &mut Leash, words: &[&str]) {
    let began = Instant::now();
    loop {
        let text = worker.said().to_lowercase();
        if words.iter().all(|word| text.contains(word)) {
            return;
        }
        assert!(
            began.elapsed() < PATIENCE,
            "it never said {words:?}; it said:\n{text}"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Forgets what a group has committed, as an operator might by mistake.
fn forget_offsets(broker: &str, group: &str) {
    let admin: AdminClient<DefaultClientContext> = ClientConfig::new()
        .set("bootstrap.servers", broker)
        .create()
        .expect("admin client");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("runtime");
    // Static members stay members until their session ends.
    let began = Instant::now();
    loop {
        let done = runtime
            .block_on(admin.delete_groups(&[group], &AdminOptions::new()))
            .expect("delete groups");
        match done.into_iter().next() {
            Some(Ok(_)) => return,
            other => assert!(began.elapsed() < PATIENCE, "{group}: {other:?}"),
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}

#[test]
fn a_missing_offset_beside_a_changelog_stops_the_lane_aloud() {
    let Some(broker) = broker::shared("forgotten") else {
        return;
    };
    let plan = Plan::default().partitions(1).client("session.timeout.ms", "6000");
    let world = World::new(broker, "forgotten", &plan);
    world.feed(&[Post::new(1, "8001", COMPLAINT, 0).record()]);
    world.run_dry();
    let group = world.group("cases");
    forget_offsets(broker.bootstrap(), &group);
    let before = Outcome::read(&world.client, &world.prefix).items;
    world.feed(&[Post::new(2, "8002", COMPLAINT, 60).record()]);
    let mut worker = world.worker("0").start();
    says(&mut worker, &["outcry.scored.v1", "changelog", "offset"]);
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(
        Outcome::read(&world.client, &world.prefix).items,
        before,
        "a stopped lane writes nothing"
    );
    worker.signal(Signal::SIGTERM);
    worker.wait(PATIENCE);
}

#[test]
fn a_restart_does_not_ask_for_records_that_retention_took() {
    let Some(broker) = broker::shared("retention") else {
        return;
    };
    let world = World::new(broker, "retention", &Plan::default());
    let mut story = Story::new(31);
    for _ in 0..5 {
        world.feed(&story.take(60));
        world.run_dry();
        for stage in StageName::ALL {
            let topic = world.topic(&stage.input().map_or("social.raw.x.v1".into(), Topic::name));
            let group = world.group(stage.name());
            for partition in 0..2 {
                if let Some((offset, _)) = world.client.committed(&group, &topic, partition) {
                    world.client.delete_before(&topic, partition, offset);
                }
            }
        }
    }
}

#[test]
fn a_topic_that_has_grown_is_refused() {
    let Some(broker) = broker::shared("grown") else {
        return;
    };
    let world = World::new(broker, "grown", &Plan::default());
    world.feed(&[Post::new(1, "8001", COMPLAINT, 0).record()]);
    world.run_dry();
    world.client.grow(&world.topic("outcry.events.v1"), 3);
    let mut worker = world.worker("0").until_idle().start();
    let code = worker.wait(PATIENCE);
    let text = worker.said();
    assert_eq!(code, 78, "{text}");
    assert!(
        text.contains("outcry.events.v1") && text.contains('3') && text.contains('2'),
        "{text}"
    );
}

#[test]
fn a_lane_that_is_behind_holds_time_and_no_deadline_fires_early() {
    let Some(broker) = broker::shared("held") else {
        return;
    };
    let world = World::new(broker, "held", &Plan::default());
    let day = 86_400;
    // One partition is a day ahead of the other, which holds the brand's prompt answer.
    let complaint = post::raw("", post::NOON, &Post::new(1, "8001", COMPLAINT, 0).json());
    let answer = Post::new(3, post::BRAND, "sorry! please send us your number", 120)
        .reply(1, 1)
        .record();
    let ahead = Post::new(2, "8002", "nice weather today", day).record();
    world.feed(
        &[(0, complaint), (0, ahead)]
            .map(|(partition, record)| crate::support::client::Stored { partition, ..record }),
    );
    world.feed(&[crate::support::client::Stored {
        partition: 1,
        ..answer
    }]);
    world.feed(&[post::until(0, day), post::until(1, day)]);
    world.run_dry();
    judge::exact(&world);
    let outcome = Outcome::read(&world.client, &world.prefix);
    let item = outcome.item_of("person_8001");
    let breached = outcome
        .versions(item)
        .iter()
        .any(|version| desk::first_response(version) == Some(ClockState::Breached));
    assert!(
        !breached,
        "the answer came in time: {:?}",
        desk::first_response(item)
    );
}

#[test]
fn a_lane_that_nobody_reads_holds_time_then_is_left_out_aloud_and_let_in_again() {
    let Some(broker) = broker::shared("left-out") else {
        return;
    };
    let plan = Plan::default().set("windows.lane_patience=20s");
    let world = World::new(broker, "left-out", &plan);
    let mut front = world.worker("front").stages("intake,resolve,cases").start();
    let day = 86_400;
    world.feed(&[
        Post::new(1, "8001", COMPLAINT, 0).record(),
        post::until(0, day),
        post::until(1, day),
    ]);
    let ticks = || {
        world
            .client
            .topic(&world.topic("outcry.scored.v1"), Isolation::Committed)
    };
    let count = || ticks().iter().map(Vec::len).sum::<usize>();
    std::thread::sleep(Duration::from_secs(10));
    assert_eq!(
        count(),
        0,
        "nobody reads for `assess`: its lanes hold the time of `cases`"
    );
    says(&mut front, &["time.lane_missing", "assess", "no longer waits"]);
    let began = Instant::now();
    while count() == 0 {
        assert!(began.elapsed() < PATIENCE, "time stands still:\n{}", front.said());
        std::thread::sleep(Duration::from_millis(500));
    }
    // The clock stays with the worker that left the lane out.
    let mut later = world.worker("another").stages("assess").start();
    says(&mut front, &["time.lane_missing", "assess", "waits for it again"]);
    stop(&mut later);
    stop(&mut front);
    world.run_dry();
    judge::exact(&world);
    let outcome = Outcome::read(&world.client, &world.prefix);
    assert!(outcome.item_of("person_8001").version >= 1);
}

#[test]
fn silence_lets_a_deadline_pass_once_everything_is_read() {
    let Some(broker) = broker::shared("breach") else {
        return;
    };
    let world = World::new(broker, "breach", &Plan::default());
    let day = 2 * 86_400;
    world.feed(&[
        Post::new(1, "8001", COMPLAINT, 0).record(),
        post::until(0, day),
        post::until(1, day),
    ]);
    world.run_dry();
    // Time takes a look of the clock a hop.
    let mut worker = world.worker("0").start();
    let began = Instant::now();
    let levels = loop {
        let outcome = Outcome::read(&world.client, &world.prefix);
        let item = outcome.item_of("person_8001");
        let levels: Vec<_> = outcome.versions(item).iter().map(desk::first_response).collect();
        if levels.contains(&Some(ClockState::Breached)) {
            break levels;
        }
        assert!(
            began.elapsed() < PATIENCE,
            "no breach: {levels:?}; it said:\n{}",
            worker.said()
        );
        std::thread::sleep(Duration::from_millis(500));
    };
    stop(&mut worker);
    judge::exact(&world);
    let times = |level| levels.iter().filter(|found| **found == level).count();
    assert!(
        times(Some(ClockState::AtRisk)) <= 1 && times(Some(ClockState::Breached)) == 1,
        "once each: {levels:?}"
    );
}

#[test]
fn the_owner_of_the_clock_is_killed_and_time_goes_on() {
    let Some(broker) = broker::shared("clock-owner") else {
        return;
    };
    let plan = Plan::default()
        .client("session.timeout.ms", "6000")
        .client("heartbeat.interval.ms", "1000");
    let world = World::new(broker, "clock-owner", &plan);
    let mut story = Story::new(23);
    let mut first = world.worker("a").start();
    world.feed(&story.take(200));
    std::thread::sleep(Duration::from_secs(4));
    let mut second = world.worker("b").start();
    world.feed(&story.take(200));
    std::thread::sleep(Duration::from_secs(3));
    first.signal(Signal::SIGKILL);
    first.wait(PATIENCE);
    let ticks = || -> usize {
        let of = world.client.topic(
            &world.topic("outcry.scored.v1"),
            crate::support::client::Isolation::Committed,
        );
        of.iter()
            .flatten()
            .filter(|r| r.header("ce_type").is_some_and(|t| t.contains("tick")))
            .count()
    };
    let before = ticks();
    world.feed(&story.take(400));
    let began = Instant::now();
    while ticks() <= before {
        assert!(
            began.elapsed() < PATIENCE,
            "no tick after the owner died; it said:\n{}",
            second.said()
        );
        std::thread::sleep(Duration::from_millis(500));
    }
    stop(&mut second);
    world.run_dry();
    judge::exact(&world);
}

#[test]
fn timestamps_from_the_future_do_not_drag_time_along() {
    let Some(broker) = broker::shared("future") else {
        return;
    };
    let world = World::new(broker, "future", &Plan::default().partitions(1));
    let mut tomorrow = Post::new(1, "8001", COMPLAINT, 0).record();
    let now = jiff::Timestamp::now().as_millisecond();
    tomorrow.timestamp = now + 86_400_000;
    world.feed(&[tomorrow]);
    world.run_dry();
    let outcome = Outcome::read(&world.client, &world.prefix);
    let opened = outcome.latest().next().expect("an item").opened_at.0;
    let limit = jiff::Timestamp::now().as_millisecond() + 300_000;
    assert!(opened <= limit, "{opened} lies more than five minutes ahead");
    assert!(
        opened >= now,
        "clamped to the wall clock and five minutes, not to the past"
    );
}

#[test]
fn lanes_tells_where_each_lane_stands() {
    let Some(broker) = broker::shared("standing") else {
        return;
    };
    let world = World::new(broker, "standing", &Plan::default());
    world.feed(&Story::new(29).take(100));
    world.run_dry();
    let done = world.command("lanes", &["--format", "json"]);
    let text = said(&done);
    assert!(done.status.success(), "{text}");
    for stage in ["intake", "resolve", "assess", "cases"] {
        assert!(text.contains(stage), "{stage} is missing: {text}");
    }
}
