//! The broker stops, dies, or holds its breath under working workers.

use std::time::Duration;

use crate::support::broker::{self, Broker, BrokerConfig};
use crate::support::judge;
use crate::support::leash::Leash;
use crate::support::story::Story;
use crate::support::world::{PATIENCE, Plan, World};

/// A worker as its supervisor keeps it: one that ended with "try again" (75) or an error is started again.
fn tended(world: &World, worker: Leash) -> Leash {
    let mut worker = worker;
    if let Some(status) = worker.ended() {
        assert!(
            !status.success(),
            "it ended as if all were well:\n{}",
            worker.said()
        );
        return world.worker("0").start();
    }
    worker
}

fn under(name: &str, fault: impl Fn(&Broker)) {
    let Some(broker) = broker::own(name, &BrokerConfig::to_be_killed()) else {
        return;
    };
    let world = World::new(&broker, name, &Plan::default());
    let mut story = Story::new(17);
    let mut worker = world.worker("0").start();
    for _ in 0..2 {
        world.feed(&story.take(1500));
        fault(&broker);
        world.feed(&story.take(200));
        std::thread::sleep(Duration::from_secs(3));
        worker = tended(&world, worker);
    }
    std::thread::sleep(Duration::from_secs(5));
    worker = tended(&world, worker);
    worker.signal(nix::sys::signal::Signal::SIGTERM);
    let code = worker.wait(PATIENCE);
    assert!(
        [0, 75].contains(&code),
        "it ended with {code}:\n{}",
        worker.said()
    );
    world.run_dry();
    judge::exact(&world);
}

#[test]
fn a_broker_that_restarts_in_order_costs_nothing() {
    under("broker-restart", |broker| {
        broker.stop();
        std::thread::sleep(Duration::from_secs(2));
        broker.start_again();
    });
}

#[test]
fn a_broker_that_is_killed_costs_nothing() {
    under("broker-killed", |broker| {
        broker.kill();
        broker.start_again();
    });
}

#[test]
fn a_broker_that_holds_its_breath_costs_nothing() {
    under("broker-halted", |broker| {
        broker.pause();
        std::thread::sleep(Duration::from_secs(8));
        broker.resume();
    });
}
