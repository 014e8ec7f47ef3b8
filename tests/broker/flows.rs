//! Stories of one customer, through all stages: complaint and spread.

use outcry::domain::alert::AlertAction;
use outcry::domain::item::ItemChange;
use outcry::domain::item_state::WorkState;
use outcry::domain::score::Level;
use outcry::domain::topic::Topic;

use crate::support::broker;
use crate::support::client::{Isolation, Stored};
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::post::{self, Post};
use crate::support::world::{Plan, World};

const COMPLAINT: &str = "my parcel is lost and nobody answers me, this is terrible service";

/// Lets these raw records go through all stages, judges every stage, and gives what came out.
pub fn played(name: &str, records: &[Stored]) -> Option<(World, Outcome)> {
    let broker = broker::shared(name)?;
    let world = World::new(broker, name, &Plan::default());
    world.feed(records);
    world.run_dry();
    judge::exact(&world);
    let outcome = Outcome::read(&world.client, &world.prefix);
    Some((world, outcome))
}

#[test]
fn flow_1_a_complaint_opens_a_routed_item_with_a_deadline() {
    let complaint = Post::new(101, "8001", COMPLAINT, 0);
    let Some((_, outcome)) = played("flow-1", &[complaint.record()]) else {
        return;
    };
    let item = outcome.item_of("person_8001");
    assert_eq!(
        (item.work_state, item.version, item.posts.len()),
        (WorkState::New, 1, 1)
    );
    assert_eq!(item.posts[0].text.as_deref(), Some(COMPLAINT));
    assert_eq!(item.posts[0].native_id.as_deref(), Some("101"));
    assert!(
        !item.queue.is_empty() && !item.routing.rule.is_empty(),
        "{item:?}"
    );
    assert!(
        !item.routing.compared.is_empty(),
        "the rule says what it compared: {item:?}"
    );
    assert!(
        item.worst_sentiment.is_some_and(|sentiment| sentiment < 0.0),
        "{:?}",
        item.worst_sentiment
    );
    assert!(
        item.clocks
            .iter()
            .any(|clock| clock.due_at > Some(item.opened_at)),
        "{item:?}"
    );
}

#[test]
fn flow_1_a_redelivered_complaint_opens_nothing_more() {
    let complaint = Post::new(111, "8011", COMPLAINT, 0);
    let again = Stored {
        timestamp: post::NOON + 7_000_000,
        ..complaint.record()
    };
    let Some((_, outcome)) = played("flow-1-again", &[complaint.record(), again]) else {
        return;
    };
    let item = outcome.item_of("person_8011");
    assert_eq!(item.posts.len(), 1);
    let later = &outcome.versions(item)[1..];
    // Two hours have passed: its deadline may have, too. Nothing else may have happened.
    let timely = later.iter().all(|version| version.change == ItemChange::Clock);
    assert!(timely, "{later:#?}");
}

#[test]
fn flow_2_five_thousand_shares_raise_the_level_and_alert_once_a_level() {
    let complaint = Post::new(201, "8021", COMPLAINT, 0);
    let mut records = vec![complaint.record()];
    records.extend((0..5000_u64).map(|n| {
        let stranger = format!("81{n:05}");
        let at = 30 + i64::try_from(n).expect("small");
        Post::new(300_000 + n, &stranger, "", at)
            .followers(400)
            .shares(&complaint)
            .record()
    }));
    let Some((world, outcome)) = played("flow-2", &records) else {
        return;
    };
    let cascade = outcome
        .cascades
        .values()
        .max_by_key(|cascade| cascade.risk.shares)
        .expect("a cascade");
    assert_eq!(cascade.risk.shares, 5000);
    let item = outcome.item_of("person_8021");
    assert!(
        item.spread.level >= Level::High,
        "{:?} after 5,000 shares",
        item.spread.level
    );
    let versions = outcome.versions(item);
    assert!(
        versions
            .windows(2)
            .all(|pair| pair[0].spread.level <= pair[1].spread.level),
        "levels rise"
    );
    assert!(
        versions[0].priority_score <= item.priority_score,
        "spread does not lower the priority"
    );
    assert_eq!(outcome.latest().count(), 1, "a share opens nothing");
    let scored = world
        .client
        .topic(&world.topic(&Topic::Scored.name()), Isolation::Committed);
    let scored = scored
        .iter()
        .flatten()
        .filter(|r| r.header("ce_type").is_some_and(|t| t.contains("scored-event")));
    assert!(scored.count() < 20, "shares are counted, not sent on one by one");
    assert!(!outcome.alerts.is_empty(), "5,000 shares alert somebody");
    for notices in outcome.alerts.values() {
        let triggers = notices
            .iter()
            .filter(|notice| notice.action == AlertAction::Trigger);
        let levels: Vec<i32> = triggers.map(|notice| notice.level).collect();
        assert!(
            levels.is_sorted_by(|a, b| a < b),
            "one notice a level: {levels:?}"
        );
    }
}
