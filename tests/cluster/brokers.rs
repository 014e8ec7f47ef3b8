//! Three brokers with three copies lose one after the other, the active controller among them, while two workers
//! are supervised and a feed goes on: nothing is lost, nothing doubled.

use std::time::Duration;

use outcry::domain::topic::Topic;

use crate::feed::Feed;
use crate::keeper::Keeper;
use crate::nodes::{NODES, Nodes};
use crate::orders::{judged, number, result, step};
use crate::support::judge;
use crate::support::watcher::Watcher;
use crate::support::world::{Plan, World};

const NAME: &str = "brokers";
/// How long a broker is away: longer than its session with the controllers.
const AWAY: Duration = Duration::from_secs(15);
const REST: Duration = Duration::from_secs(10);

#[test]
fn a_cluster_that_loses_broker_after_broker_costs_nothing() {
    let Some(nodes) = Nodes::start(NAME) else {
        return;
    };
    let plan = Plan::default().partitions(4).set("topics.replication=3");
    let world = World::without_topics(&nodes.bootstrap, NAME, &plan);
    let made = world.command("topics", &["apply"]);
    assert!(made.status.success(), "{}", crate::support::world::said(&made));
    nodes.wait_in_sync();
    let watched = [Topic::Events, Topic::Scored, Topic::WorkItems, Topic::Alerts];
    let watched: Vec<String> = watched.iter().map(|topic| world.topic(&topic.name())).collect();
    let watcher = Watcher::start(&world.client, &watched);
    let mut keeper = Keeper::start(&world, 2);
    let feed = Feed::start(&world, 31, 150);
    keeper.tend_for(REST);
    lose(&nodes, &mut keeper);
    let wanted = number("OUTCRY_CLUSTER_RECORDS", 30_000) as usize;
    while feed.sent() < wanted {
        keeper.tend_for(Duration::from_secs(1));
    }
    let fed = feed.end();
    let lag = keeper.until_read(Duration::from_secs(300));
    keeper.end();
    world.run_dry();
    let seen = watcher.end();
    let verdict = judge::verdict(&world);
    result(
        NAME,
        format!(
            "{fed} raw records; workers ended by themselves {:?} (by exit code) and killed {}; {} aborts told; lag 0 after \
             {lag:.0?}; {}; a subscriber saw {} twice",
            keeper.exits,
            keeper.killed,
            keeper.aborted(),
            judged(&verdict),
            seen.twice.len(),
        ),
    );
    for words in &keeper.last_words {
        step(NAME, words);
    }
    assert!(
        seen.places.len() > fed / 2,
        "the subscriber saw {} outputs",
        seen.places.len()
    );
    assert!(seen.twice.is_empty(), "seen twice: {:?}", seen.twice.first());
    judge::found_exact(&world, verdict);
    // 75 says "start me again"; anything else is no answer to a broker that went.
    let others: Vec<_> = keeper.exits.keys().filter(|code| **code != 75).collect();
    assert!(
        others.is_empty(),
        "exit codes {others:?}: {:?}",
        keeper.last_words
    );
}

/// Everything that is lost, in turn.
fn lose(nodes: &Nodes, keeper: &mut Keeper<'_>) {
    let controller = nodes.controller();
    let other = (controller + 1) % NODES;
    step(NAME, format!("kill -9 of broker {}, no controller", other + 1));
    kill(nodes, keeper, other);
    let controller = nodes.controller();
    step(
        NAME,
        format!("kill -9 of broker {}, the active controller", controller + 1),
    );
    kill(nodes, keeper, controller);
    assert_ne!(
        nodes.controller(),
        controller,
        "another node leads the controllers"
    );
    for node in 0..NODES {
        step(NAME, format!("restart of broker {} in order", node + 1));
        nodes.node(node).stop();
        keeper.tend();
        nodes.node(node).spawn();
        back(nodes, keeper);
    }
    step(NAME, "kill -9 of a worker while broker 1 is away");
    nodes.node(0).kill();
    keeper.tend_for(AWAY / 2);
    keeper.kill(0);
    keeper.tend_for(AWAY / 2);
    nodes.node(0).spawn();
    back(nodes, keeper);
}

fn kill(nodes: &Nodes, keeper: &mut Keeper<'_>, node: usize) {
    nodes.node(node).kill();
    keeper.tend_for(AWAY);
    nodes.node(node).spawn();
    back(nodes, keeper);
}

/// Waits until the node that was away has caught up, while workers are tended.
fn back(nodes: &Nodes, keeper: &mut Keeper<'_>) {
    // Until the cluster has taken it in again it counts as away.
    keeper.tend_for(REST);
    let took = nodes.wait_in_sync();
    keeper.tend();
    step(
        NAME,
        format!(
            "in sync after {:.0?}; ends so far {:?}",
            REST + took,
            keeper.exits
        ),
    );
}
