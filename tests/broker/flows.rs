//! Stories of one customer, through all stages: complaint, spread, deletion, edit.

use std::collections::BTreeSet;

use outcry::domain::alert::{AlertAction, EscalationAlert};
use outcry::domain::item::{Cause, Status};
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
        (item.status, item.version, item.posts.len()),
        (Status::Open, 1, 1)
    );
    assert_eq!(item.posts[0].text.as_deref(), Some(COMPLAINT));
    assert_eq!(item.posts[0].native_id.as_deref(), Some("101"));
    assert!(!item.queue.is_empty() && !item.rule.is_empty(), "{item:?}");
    assert!(
        !item.compared.is_empty(),
        "the rule says what it compared: {item:?}"
    );
    assert!(
        item.sentiment.is_some_and(|sentiment| sentiment < 0.0),
        "{:?}",
        item.sentiment
    );
    assert!(
        item.first_response_due_at.is_some_and(|due| due > item.opened_at),
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
    let timely = later.iter().all(|version| version.cause == Cause::ServiceLevel);
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
        item.risk_level >= Level::High,
        "{:?} after 5,000 shares",
        item.risk_level
    );
    let versions = outcome.versions(item);
    assert!(
        versions
            .windows(2)
            .all(|pair| pair[0].risk_level <= pair[1].risk_level),
        "levels rise"
    );
    assert!(
        versions[0].priority_score <= item.priority_score,
        "spread does not lower the priority"
    );
    assert_eq!(outcome.latest().count(), 1, "a share opens nothing");
    let scored = world
        .client
        .topic(&world.topic(&Topic::ScoredEvents.name()), Isolation::Committed);
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

#[test]
fn flow_7_a_bare_delete_retracts_the_item_and_its_text() {
    let complaint = Post::new(701, "8071", COMPLAINT, 0);
    let gone = post::deletion(701, "8071", 600);
    let Some((_, outcome)) = played("flow-7-delete", &[complaint.record(), gone]) else {
        return;
    };
    let item = outcome.latest().next().expect("an item");
    assert_eq!(item.status, Status::Retracted);
    let last = format!("{item:?}");
    assert!(!last.contains("parcel"), "the text is gone: {last}");
}

#[test]
fn flow_7_an_edit_revises_the_item() {
    let complaint = Post::new(711, "8072", COMPLAINT, 0);
    let edited = Post::new(712, "8072", "my parcel is lost, terrible! order 7-11", 300).edits(711);
    let Some((_, outcome)) = played("flow-7-edit", &[complaint.record(), edited.record()]) else {
        return;
    };
    let item = outcome.item_of("person_8072");
    assert_eq!((item.status, item.posts.len()), (Status::Open, 1));
    assert_eq!(item.posts[0].revision, 1);
    assert_eq!(
        item.posts[0].text.as_deref(),
        Some("my parcel is lost, terrible! order 7-11")
    );
}

#[test]
fn flow_7_a_hidden_post_comes_back_when_it_is_shown_again() {
    let name = "flow-7-hidden";
    let Some(broker) = broker::shared(name) else {
        return;
    };
    let plan = Plan::default().set("sources=[{network: facebook, tenant: main}]");
    let world = World::new(broker, name, &plan);
    let words = "my kettle caught fire, this is dangerous and nobody answers me, terrible service";
    let news = |verb, seconds| post::on_page(verb, 721, 8073, words, seconds);
    let tell = |records: &[Stored]| {
        world
            .client
            .write(&world.topic("social.raw.facebook.v1"), records);
        world.run_dry();
        Outcome::read(&world.client, &world.prefix)
    };
    let standing = |outcome: &Outcome| -> BTreeSet<String> {
        let last = |notices: &[EscalationAlert]| notices.last().map(|n| n.action);
        let alerts = outcome.alerts.iter();
        alerts
            .filter(|(_, notices)| last(notices) == Some(AlertAction::Trigger))
            .map(|(key, _)| key.clone())
            .collect()
    };
    let before = tell(&[news("add", 0)]);
    let woken = standing(&before);
    assert!(!woken.is_empty(), "danger wakes somebody");

    let hidden = tell(&[news("hide", 60)]);
    let item = hidden.latest().next().expect("an item");
    assert_eq!((item.status, item.posts.len()), (Status::Retracted, 0));
    assert!(!format!("{item:?}").contains("kettle"), "{item:?}");
    assert!(standing(&hidden).is_empty());

    // The old news comes once more after the new: the latest counts.
    let again = Stored {
        timestamp: post::NOON + 130_000,
        ..news("hide", 60)
    };
    let shown = tell(&[news("unhide", 120), again]);
    judge::exact(&world);
    let item = shown.latest().next().expect("an item");
    assert_eq!(
        (item.item_id, item.status),
        (before.latest().next().expect("an item").item_id, Status::Open)
    );
    assert_eq!(item.posts[0].text.as_deref(), Some(words));
    let causes: Vec<Cause> = shown.versions(item).iter().map(|v| v.cause).collect();
    assert_eq!(causes, [Cause::Opened, Cause::PostDeleted, Cause::PostAdded]);
    assert_eq!(standing(&shown), woken, "the same alerts stand again");
    assert_eq!(shown.alerts.len(), woken.len());
}
