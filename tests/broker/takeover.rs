//! Workers that come and go.

use std::time::{Duration, Instant};

use crate::support::broker;
use crate::support::judge;
use crate::support::leash::Leash;
use crate::support::story::Story;
use crate::support::world::{PATIENCE, Plan, World, stop};

/// A session that ends soon, so that a halted worker is replaced within a test.
pub(crate) fn short_sessions() -> Plan {
    Plan::default()
        .client("session.timeout.ms", "6000")
        .client("heartbeat.interval.ms", "1000")
}

/// Waits until the stage `intake` has settled more than `before`.
pub(crate) fn settled_beyond(world: &World, before: i64, who: &Leash) -> i64 {
    let began = Instant::now();
    loop {
        let group = world.group("cases");
        let now = world
            .client
            .committed_sum(&group, &world.topic("outcry.scored.v1"));
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
