//! A recorded day through all stages: exact, and the same in the end as a replay without a broker.

use std::collections::{BTreeMap, BTreeSet};

use outcry::domain::alert::{AlertAction, EscalationAlert};
use outcry::domain::cascade::Cascade;
use outcry::domain::item::WorkItem;

use crate::support::broker;
use crate::support::client::{Isolation, Stored};
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::recorded;
use crate::support::replayed;
use crate::support::skip;
use crate::support::world::{PATIENCE, Plan, World};

const TOLERANCE: f64 = 1e-4;
const PARTITIONS: i32 = 8;

/// The day, or an aloud skip.
fn day(test: &str) -> Option<Vec<Stored>> {
    let file = recorded::day().inspect_err(|why| skip::aloud(test, why)).ok()?;
    let mut records = recorded::records(&file);
    recorded::close(&mut records, PARTITIONS);
    Some(records)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE
}

fn same_item(a: &WorkItem, b: &WorkItem) -> bool {
    let posts = |item: &WorkItem| -> BTreeSet<_> {
        item.posts
            .iter()
            .map(|post| (post.post_key, post.revision))
            .collect()
    };
    let sentiments = match (a.worst_sentiment, b.worst_sentiment) {
        (Some(a), Some(b)) => close(a, b),
        (a, b) => a == b,
    };
    (a.customer_key, a.work_state, a.answer_state) == (b.customer_key, b.work_state, b.answer_state)
        && posts(a) == posts(b)
        && a.others == b.others
        && sentiments
        && a.spread.level == b.spread.level
}

fn same_cascade(a: &Cascade, b: &Cascade) -> bool {
    (a.risk.shares, a.replies, a.owner) == (b.risk.shares, b.replies, b.owner)
        && close(a.risk.score, b.risk.score)
}

/// Alert keys at the highest level each reached. The rule that routes a case first sets its deadline, and which
/// is first may differ between interleavings: so may what is said of the deadline.
fn heights(alerts: &BTreeMap<String, Vec<EscalationAlert>>) -> BTreeMap<&String, i32> {
    let height = |notices: &Vec<EscalationAlert>| {
        notices
            .iter()
            .filter(|n| n.action == AlertAction::Trigger)
            .map(|n| n.level)
            .max()
            .unwrap_or(0)
    };
    alerts
        .iter()
        .filter(|(_, notices)| {
            notices
                .iter()
                .all(|notice| notice.rule != "overdue-and-important")
        })
        .map(|(key, notices)| (key, height(notices)))
        .collect()
}

/// What two runs over the same records must agree on.
pub(crate) fn agree(found: &Outcome, wanted: &Outcome) {
    let last = |outcome: &Outcome| -> BTreeMap<String, WorkItem> {
        outcome
            .latest()
            .map(|item| (item.item_id.to_string(), item.clone()))
            .collect()
    };
    let (ours, theirs) = (last(found), last(wanted));
    let keys = |items: &BTreeMap<String, WorkItem>| -> BTreeSet<String> { items.keys().cloned().collect() };
    let odd: Vec<String> = keys(&ours)
        .symmetric_difference(&keys(&theirs))
        .take(5)
        .cloned()
        .collect();
    assert!(
        odd.is_empty(),
        "items on one side only, {} and {}: {odd:?}",
        ours.len(),
        theirs.len()
    );
    let differ: Vec<_> = ours
        .values()
        .filter(|item| !same_item(item, &theirs[&item.item_id.to_string()]))
        .collect();
    let other = differ.first().map(|item| &theirs[&item.item_id.to_string()]);
    assert!(
        differ.is_empty(),
        "{} items differ, the first:\n{:#?}\nand\n{other:#?}",
        differ.len(),
        differ[0]
    );
    assert_eq!(
        heights(&found.alerts),
        heights(&wanted.alerts),
        "alerts at their highest level"
    );
    let odd = found.cascades.iter().filter(|(key, cascade)| {
        !wanted
            .cascades
            .get(*key)
            .is_some_and(|other| same_cascade(cascade, other))
    });
    let odd: Vec<_> = odd
        .map(|(key, cascade)| (cascade, wanted.cascades.get(key)))
        .collect();
    assert!(
        odd.is_empty(),
        "{} cascades differ, the first: {:#?}",
        odd.len(),
        odd.first()
    );
    assert_eq!(found.cascades.len(), wanted.cascades.len());
}

fn plan() -> Plan {
    Plan::default().partitions(PARTITIONS)
}

#[test]
fn a_real_day_is_exact_and_agrees_with_its_replay() {
    let Some(broker) = broker::shared("real day") else {
        return;
    };
    let Some(records) = day("real day") else { return };
    let world = World::new(broker, "real-day", &plan());
    world.feed(&records);
    world.run_dry();
    let verdict = judge::exact(&world);
    let raw: usize = verdict
        .fates
        .iter()
        .filter(|((stage, ..), _)| *stage == "intake")
        .map(|(_, n)| n)
        .sum();
    assert_eq!(raw, records.len(), "every record has a fate: {:?}", verdict.fates);
    let counted: usize = world
        .client
        .topic(&world.topic("social.raw.x.v1"), Isolation::Committed)
        .iter()
        .map(Vec::len)
        .sum();
    assert_eq!(counted, records.len());
    agree(
        &Outcome::read(&world.client, &world.prefix),
        &replayed::outcome(&world, &records),
    );
}

#[test]
fn a_real_day_under_random_keys_on_two_workers_ends_the_same() {
    let Some(broker) = broker::shared("real day, two workers") else {
        return;
    };
    let Some(mut records) = day("real day, two workers") else {
        return;
    };
    recorded::shuffled_keys(&mut records, 41);
    let world = World::new(broker, "real-day-two", &plan());
    let mut workers = ["a", "b"].map(|name| world.worker(name).until_idle().start());
    // Half of the partitions' records come late: time must wait for them.
    let (first, late): (Vec<Stored>, Vec<Stored>) = records
        .iter()
        .cloned()
        .enumerate()
        .map(|(n, r)| (n % 8, r))
        .map(|(p, r)| Stored {
            partition: i32::try_from(p).expect("small"),
            ..r
        })
        .partition(|record| record.partition != 3);
    world.feed(&first);
    world.feed(&late);
    for worker in &mut workers {
        assert_eq!(worker.wait(PATIENCE * 2), 0, "{}", worker.said());
    }
    world.run_dry();
    judge::exact(&world);
    agree(
        &Outcome::read(&world.client, &world.prefix),
        &replayed::outcome(&world, &records),
    );
}
