//! Workers that come, go, and come back from the dead.

use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use crate::support::broker;
use crate::support::judge;
use crate::support::leash::Leash;
use crate::support::story::Story;
use crate::support::world::{PATIENCE, Plan, World, stop};

/// A session that ends soon, so that a halted worker is replaced within a test.
fn short_sessions() -> Plan {
    Plan::default()
        .client("session.timeout.ms", "6000")
        .client("heartbeat.interval.ms", "1000")
}

/// Waits until the stage `intake` has settled more than `before`.
fn settled_beyond(world: &World, before: i64, who: &Leash) -> i64 {
    let began = Instant::now();
    loop {
        let group = format!("{}.cases", world.app);
        let now = world
            .client
            .committed_sum(&group, &world.topic("care.scored-events.v1"));
        if now > before {
            return now;
        }
        assert!(
            began.elapsed() < PATIENCE,
            "nothing is settled beyond {before}; it said:\n{}",
            who.said()
        );
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Halts a worker until its session and its transaction have timed out, then lets it go on.
fn zombie(name: &str, others_go_on: bool) {
    let Some(broker) = broker::shared(name) else {
        return;
    };
    let world = World::new(broker, name, &short_sessions());
    let mut story = Story::new(7);
    let mut sleeper = world.worker("sleeper").start();
    world.feed(&story.take(300));
    let before = settled_beyond(&world, 0, &sleeper);
    // Halted while it works: the feed and the halt come together.
    world.feed(&story.take(2000));
    sleeper.signal(Signal::SIGSTOP);
    let mut heir = world.worker("heir").start();
    if others_go_on {
        world.feed(&story.take(500));
        settled_beyond(&world, before, &heir);
    }
    std::thread::sleep(Duration::from_secs(20));
    sleeper.signal(Signal::SIGCONT);
    world.feed(&story.take(200));
    std::thread::sleep(Duration::from_secs(5));
    // It has noticed: either it ended and says why, or it is a member like any other again.
    if let Some(status) = sleeper.ended() {
        assert!(
            !status.success(),
            "a worker that lost its place does not call that an orderly end"
        );
    } else {
        stop(&mut sleeper);
    }
    stop(&mut heir);
    world.run_dry();
    judge::exact(&world);
}

#[test]
fn a_halted_worker_whose_lanes_went_on_without_it_writes_nothing() {
    zombie("zombie-moved", true);
}

#[test]
fn a_halted_worker_whose_lanes_stood_still_writes_nothing_twice() {
    zombie("zombie-unmoved", false);
}

/// Waits until a worker has halted itself.
fn halted(worker: &Leash) {
    let began = Instant::now();
    let stat = format!("/proc/{}/stat", worker.pid());
    loop {
        let text = std::fs::read_to_string(&stat).unwrap_or_default();
        if text.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T')) {
            return;
        }
        assert!(
            began.elapsed() < PATIENCE,
            "it never halted; it said:\n{}",
            worker.said()
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_worker_halted_between_its_offsets_and_the_commit_writes_nothing() {
    let Some(broker) = broker::shared("zombie-sent") else {
        return;
    };
    let world = World::new(broker, "zombie-sent", &short_sessions());
    let mut story = Story::new(23);
    world.feed(&story.take(2500));
    let mut sleeper = world.worker("sleeper").fail_at("after_offsets@12/halt").start();
    halted(&sleeper);
    let mut heir = world.worker("heir").start();
    let before = settled_beyond(&world, -1, &heir);
    world.feed(&story.take(500));
    // The heir cannot read the offsets before the broker has ended the sleeper's transaction.
    settled_beyond(&world, before, &heir);
    sleeper.signal(Signal::SIGCONT);
    world.feed(&story.take(200));
    std::thread::sleep(Duration::from_secs(5));
    match sleeper.ended() {
        Some(status) => assert!(!status.success(), "it lost its place; that is no orderly end"),
        None => stop(&mut sleeper),
    }
    stop(&mut heir);
    world.run_dry();
    judge::exact(&world);
}

#[test]
fn a_storm_of_workers_that_join_and_leave_keeps_every_lane_exact() {
    let Some(broker) = broker::shared("storm") else {
        return;
    };
    let world = World::new(broker, "storm", &short_sessions().partitions(4));
    let mut story = Story::new(11);
    let mut steady = world.worker("steady").start();
    for round in 0..6 {
        let mut guests = vec![world.worker("guest-a").start()];
        world.feed(&story.take(150));
        std::thread::sleep(Duration::from_millis(1500));
        if round % 2 == 0 {
            guests.push(world.worker("guest-b").start());
        }
        world.feed(&story.take(150));
        std::thread::sleep(Duration::from_millis(2000));
        for mut guest in guests {
            stop(&mut guest);
        }
        assert!(
            steady.ended().is_none(),
            "the steady worker ended:\n{}",
            steady.said()
        );
    }
    stop(&mut steady);
    world.run_dry();
    judge::exact(&world);
}

#[test]
fn stages_run_apart_do_what_they_do_together() {
    let Some(broker) = broker::shared("apart") else {
        return;
    };
    let world = World::new(broker, "apart", &Plan::default());
    world.feed(&Story::new(13).take(600));
    let mut front = world.worker("front").stages("intake,resolve").start();
    let mut back = world.worker("back").stages("assess,cases").until_idle().start();
    let first = settled_beyond(&world, 0, &back);
    assert!(first > 0);
    if back.ended().is_none() {
        std::thread::sleep(Duration::from_secs(5));
    }
    stop(&mut front);
    assert_eq!(back.wait(PATIENCE), 0, "{}", back.said());
    world.run_dry();
    judge::exact(&world);
}
