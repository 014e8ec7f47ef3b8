//! Workers that come back from the dead: halted until somebody else has their lanes.

use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use crate::support::broker;
use crate::support::judge;
use crate::support::leash::Leash;
use crate::support::story::Story;
use crate::support::world::{PATIENCE, World, stop};
use crate::takeover::{settled_beyond, short_sessions};

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

/// Feeds until a worker has halted itself: how many records it takes to get there depends on how many a
/// transaction holds.
fn halted(worker: &Leash, mut feed: impl FnMut()) {
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
        feed();
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
    world.feed(&story.take(500));
    let mut sleeper = world.worker("sleeper").fail_at("after_offsets@12/halt").start();
    halted(&sleeper, || world.feed(&story.take(40)));
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
