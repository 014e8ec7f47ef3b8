//! Stories of what becomes of a post: deleted, edited, hidden and shown again.

use std::collections::BTreeSet;

use outcry::domain::alert::{AlertAction, EscalationAlert};
use outcry::domain::item::ItemChange;
use outcry::domain::item_state::WorkState;
use outcry::domain::topic::Topic;
use outcry::wire::Wire;

use crate::flows::played;
use crate::support::broker;
use crate::support::client::{Isolation, Stored};
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::post::{self, Post};
use crate::support::world::{Plan, World};

const COMPLAINT: &str = "my parcel is lost and nobody answers me, this is terrible service";

#[test]
fn flow_7_a_bare_delete_retracts_the_item_and_its_text() {
    let complaint = Post::new(701, "8071", COMPLAINT, 0);
    let gone = post::deletion(701, "8071", 600);
    let Some((_, outcome)) = played("flow-7-delete", &[complaint.record(), gone]) else {
        return;
    };
    let item = outcome.latest().next().expect("an item");
    assert_eq!(item.work_state, WorkState::Retracted);
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
    assert_eq!((item.work_state, item.posts.len()), (WorkState::New, 1));
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
    let plan = Plan::default()
        .set("sources=[{network: facebook, tenant: main}]")
        .set("publish.social_events=true")
        .set("publish.scored_events=true");
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
    assert_eq!((item.work_state, item.posts.len()), (WorkState::Retracted, 0));
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
        (item.item_id, item.work_state),
        (before.latest().next().expect("an item").item_id, WorkState::New)
    );
    assert_eq!(item.posts[0].text.as_deref(), Some(words));
    let causes: Vec<ItemChange> = shown.versions(item).iter().map(|v| v.change).collect();
    assert_eq!(
        causes,
        [ItemChange::Opened, ItemChange::PostRemoved, ItemChange::PostAdded]
    );
    assert_eq!(standing(&shown), woken, "the same alerts stand again");
    assert_eq!(shown.alerts.len(), woken.len());
    // Four pieces of news, the repeated one included; of the post what changed: scored, gone, back.
    assert_eq!(
        viewed(&world, Topic::PublishedEvents),
        ["created", "hidden", "shown", "hidden"]
    );
    assert_eq!(viewed(&world, Topic::ScoredPosts), ["created", "hidden", "shown"]);
}

/// What happened, by the records of a view.
fn viewed(world: &World, view: Topic) -> Vec<String> {
    let records = world
        .client
        .topic(&world.topic(&view.name()), Isolation::Committed);
    let told = records.iter().flatten().map(|record| {
        for (header, wanted) in [("ce_specversion", "1.0"), ("care-tenant", "main")] {
            assert_eq!(record.header(header).as_deref(), Some(wanted), "{header}");
        }
        let value = record.value.as_deref().expect("no tombstone");
        let json = Wire::locked().to_json(value).expect("a record");
        json["action"].as_str().expect("an action").to_owned()
    });
    told.collect()
}
