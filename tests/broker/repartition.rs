//! Another number of lanes: nothing is lost, doubled or changed by it, and nothing is begun that cannot be ended well.

use std::path::Path;

use outcry::domain::cascade::Cascade;
use outcry::domain::topic::Topic;

use crate::erasure::{self, ERASED, receipts, request};
use crate::real_day::agree;
use crate::support::broker;
use crate::support::client::Stored;
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::past::Past;
use crate::support::post::{NOON, Post, until};
use crate::support::story::Story;
use crate::support::world::{Plan, World, said};

/// Partitions of what others write and read.
const PUBLIC: i32 = 8;

fn plan() -> Plan {
    Plan::default().partitions(PUBLIC)
}

fn arguments<'a>(to: &'a str, dir: &'a Path) -> [&'a str; 4] {
    ["--to", to, "--dir", dir.to_str().expect("text")]
}

/// Moves to so many lanes, aborted at each of these points and begun again.
fn moves(world: &mut World, to: i32, points: &[&str]) {
    let dir = world.dir().join(format!("to-{to}-lanes"));
    let lanes = to.to_string();
    for point in points {
        let done = world.command_that_fails_at(point, "repartition", &arguments(&lanes, &dir));
        assert_eq!(done.status.code(), None, "{point}: {}", said(&done));
    }
    let topics = |world: &World| -> Vec<String> {
        let all = world.client.topics().into_keys();
        all.filter(|topic| topic.starts_with(&world.prefix)).collect()
    };
    let before = topics(world);
    let done = world.command("repartition", &arguments(&lanes, &dir));
    assert!(done.status.success(), "{}", said(&done));
    let made = world.command("topics", &["apply"]);
    assert_eq!(made.status.code(), Some(78), "{}", said(&made));
    assert!(said(&made).contains("generation"), "{}", said(&made));
    world.set_lanes(to, PUBLIC);
    for set in world.sets.iter().rev().take(3) {
        let line = set.replace('=', ": ");
        assert!(said(&done).contains(&line), "{line}: {}", said(&done));
    }
    let again = world.command("topics", &["plan"]);
    assert!(said(&again).contains(" 0 different"), "{}", said(&again));
    let after = topics(world);
    let left = before.iter().filter(|topic| !after.contains(topic)).count();
    assert_eq!(left, 6, "of three stages the input and the changelog");
    assert!(
        after
            .iter()
            .all(|topic| before.contains(topic) || topic.ends_with(&format!(".g{}", world.generation)))
    );
}

/// The story in one deployment that never moves.
fn unmoved(broker: &broker::Broker, parts: &[usize]) -> Outcome {
    let world = World::new(broker, "unmoved", &plan());
    let mut story = Story::new(31);
    for records in parts {
        world.feed(&story.take(*records));
        world.run_dry();
    }
    Outcome::read(&world.client, &world.prefix)
}

#[test]
fn from_8_lanes_to_32_and_back_nothing_is_lost_doubled_or_changed() {
    let Some(broker) = broker::shared("repartition") else {
        return;
    };
    let parts = [500, 400, 300];
    let mut world = World::new(broker, "repartition", &plan());
    let mut story = Story::new(31);
    world.feed(&story.take(parts[0]));
    world.run_dry();
    let past = judge::exact_since(&world, Past::default(), 32);
    moves(
        &mut world,
        32,
        &[
            "after_export@11",
            "after_offsets@7",
            "after_import@40",
            "before_removal@1",
        ],
    );
    world.feed(&story.take(parts[1]));
    world.run_dry();
    let past = judge::exact_since(&world, past, 8);
    moves(&mut world, 8, &["after_import@3"]);
    world.feed(&story.take(parts[2]));
    world.run_dry();
    judge::exact_since(&world, past, 8);
    agree(
        &counting(Outcome::read(&world.client, &world.prefix)),
        &counting(unmoved(broker, &parts)),
    );
}

/// Without cascades in which nothing is counted any more: whether one was ever published hangs on when a tick came.
fn counting(mut outcome: Outcome) -> Outcome {
    outcome.cascades.retain(|_, cascade| {
        let others = cascade.replies + cascade.joiners + cascade.peer_answers + cascade.defenders;
        others > 0 || cascade.risk.shares > 0
    });
    outcome
}

#[test]
fn a_deployment_that_does_not_stand_still_is_told_everything_that_keeps_it_from_moving() {
    let Some(broker) = broker::shared("repartition refused") else {
        return;
    };
    let mut world = World::new(broker, "moving", &plan());
    world.feed(&Story::new(7).take(200));
    let dir = world.dir().join("to-16-lanes");
    let mut front = world.worker("0").stages("intake").until_idle().start();
    assert_eq!(front.wait(crate::support::world::PATIENCE), 0, "{}", front.said());
    let worker = world.worker("1").stages("intake").start();
    let began = std::time::Instant::now();
    while world.client.members(&world.group("intake")) == 0 {
        assert!(
            began.elapsed() < crate::support::world::PATIENCE,
            "{}",
            worker.said()
        );
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let done = world.command("repartition", &arguments("16", &dir));
    drop(worker);
    assert_eq!(done.status.code(), Some(75), "{}", said(&done));
    for part in ["group", "has 1 members", "assess", "are not read"] {
        assert!(said(&done).contains(part), "{part}: {}", said(&done));
    }
    world.run_dry();
    moves(&mut world, 16, &[]);
    // Whoever has not heard of it is refused.
    let sets = std::mem::take(&mut world.sets);
    let mut worker = world.worker("0").start();
    assert_eq!(
        worker.wait(crate::support::world::PATIENCE),
        78,
        "{}",
        worker.said()
    );
    assert!(
        worker.said().contains("missing, and the lanes"),
        "{}",
        worker.said()
    );
    world.sets = sets;
    let twice = world.command("repartition", &arguments("16", &dir));
    assert_eq!(twice.status.code(), Some(64), "{}", said(&twice));
}

/// The conversation of the erased goes on under the name that it got before, in another lane, and what comes back of the
/// erased is known for what it is.
#[test]
fn what_is_erased_stays_so_in_other_lanes() {
    let Some(broker) = broker::shared("repartition of the erased") else {
        return;
    };
    let mut world = World::new(broker, "moving-erased", &plan());
    let requests = world.topic(&Topic::ErasureRequests.name());
    let large = |world: &World| -> Vec<(String, Cascade)> {
        let cascades = Outcome::read(&world.client, &world.prefix).cascades.into_iter();
        cascades.filter(|(_, cascade)| cascade.risk.shares >= 5).collect()
    };
    world.feed(&erasure::story());
    world.run_dry();
    let before = large(&world);
    assert_eq!(before.len(), 1, "the conversation of the one who will ask");
    world.client.write(&requests, &[request("r-1", ERASED, 400)]);
    world.run_dry();
    moves(&mut world, 32, &[]);
    let first = Post::new(
        10_001,
        ERASED,
        "my kettle caught fire, I will sue you, quetzal",
        0,
    );
    let more = (0..5_u64).map(|n| {
        let share = Post::new(30_000 + n, &format!("83{n:02}"), "", 910).followers(10);
        share.shares(&first).record()
    });
    let again = erasure::story().into_iter().map(|record| Stored {
        timestamp: NOON + 900_000,
        ..record
    });
    world.feed(&again.chain(more).collect::<Vec<_>>());
    world.client.write(
        &requests,
        &[request("r-1", ERASED, 920), request("r-2", "8102", 921)],
    );
    // Then time goes on everywhere.
    world.feed(
        &(0..PUBLIC)
            .map(|partition| until(partition, 1_000))
            .collect::<Vec<_>>(),
    );
    world.run_dry();
    let outcome = Outcome::read(&world.client, &world.prefix);
    assert!(!outcome.has_item("person_8101") && !outcome.has_item("person_8102"));
    let after = large(&world);
    let shares: Vec<i64> = after.iter().map(|(_, cascade)| cascade.risk.shares).collect();
    assert_eq!(
        shares,
        [before[0].1.risk.shares + 5],
        "each account once, in one conversation"
    );
    assert!(
        after[0].0 != before[0].0 && after[0].1.owner.is_none(),
        "without a name"
    );
    let answered: Vec<String> = receipts(&world).into_keys().collect();
    assert_eq!(
        answered,
        ["r-1", "r-2"],
        "every lane has answered, before and after"
    );
}
