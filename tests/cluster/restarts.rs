//! Two hundred quick restarts, every second by SIGKILL: at the start, while lanes are restored, in the middle of work.

use std::collections::BTreeMap;
use std::time::Duration;

use nix::sys::signal::Signal;

use crate::orders::{judged, number, result, step};
use crate::support::broker;
use crate::support::dice::Dice;
use crate::support::judge;
use crate::support::story::Story;
use crate::support::world::{PATIENCE, Plan, World};

const NAME: &str = "restarts";
/// Asked to end in its first moments, before it listens, a process goes as any other does.
const AT_ONCE: [i32; 2] = [0, 143];

#[test]
fn quick_restarts_cost_nothing() {
    let config = broker::BrokerConfig::default();
    let Some(broker) = broker::own(NAME, &config) else {
        return;
    };
    let restarts = number("OUTCRY_CLUSTER_RESTARTS", 200);
    let world = World::new(&broker, NAME, &Plan::default().partitions(4));
    let (mut dice, mut story) = (Dice::new(57), Story::with_outcry(57));
    let mut exits: BTreeMap<i32, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut fed = 0;
    for round in 0..restarts {
        let mut worker = world.worker("0").start();
        let records = story.take(40 + dice.below(80) as usize);
        world.feed(&records);
        fed += records.len();
        std::thread::sleep(Duration::from_millis(dice.below(2_500)));
        let kill = round % 2 == 1;
        worker.signal(if kill { Signal::SIGKILL } else { Signal::SIGTERM });
        let code = worker.wait(PATIENCE);
        *exits.entry(code).or_default() += 1;
        let good = if kill {
            code == 137
        } else {
            AT_ONCE.contains(&code)
        };
        if !good {
            wrong.push(format!("round {round}: {code}\n{}", worker.said()));
        }
        if round % 20 == 19 {
            step(NAME, format!("{} of {restarts}, ends {exits:?}", round + 1));
        }
    }
    world.run_dry();
    let verdict = judge::verdict(&world);
    result(
        NAME,
        format!(
            "{restarts} restarts, ends by exit code {exits:?}; {fed} raw records; {}",
            judged(&verdict)
        ),
    );
    judge::found_exact(&world, verdict);
    assert!(exits.contains_key(&137) && exits.contains_key(&0), "{exits:?}");
    assert!(
        wrong.is_empty(),
        "{} ended otherwise, the first: {}",
        wrong.len(),
        wrong[0]
    );
}
