//! Stories of what feeds say besides posts: gaps, accounts that come and go.

use outcry::domain::alert::AlertAction;
use outcry::domain::gap::{FeedGap, GapReason};
use outcry::domain::item::ItemChange;
use outcry::domain::item_state::WorkState;
use outcry::domain::network::Network;
use outcry::domain::topic::Topic;
use outcry::wire::Wire;
use serde_json::json;

use crate::flows::played;
use crate::support::client::{Isolation, Stored};
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::post::{self, NOON, Post};

const COMPLAINT: &str = "my parcel is lost and nobody answers me, this is terrible service";

#[test]
fn a_gap_in_the_feed_is_told_once_and_opens_nothing() {
    let complaint = Post::new(901, "8091", COMPLAINT, 0);
    let limit = json!({"limit": {"track": 17, "timestamp_ms": (NOON + 60_000).to_string()}});
    let gap = post::raw("limit", NOON + 61_000, &limit);
    let Some((world, outcome)) = played("flows-of-accounts-gap", &[complaint.record(), gap]) else {
        return;
    };
    let topic = world.topic(&Topic::Measures.name());
    let found: Vec<_> = world
        .client
        .topic(&topic, Isolation::Committed)
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(found.len(), 1, "one record on {topic}");
    assert_eq!(
        found[0].header("ce_type").as_deref(),
        Some("outcry.care.feed-gap.v1")
    );
    assert_eq!(found[0].key.as_deref(), Some(&b"x"[..]));
    let value = found[0].value.clone().expect("a value");
    let told: FeedGap = Wire::locked().decode(&value).expect("a gap");
    assert_eq!(
        (told.network, told.reason, told.count),
        (Network::X, GapReason::Limit, Some(17))
    );
    assert_eq!(told.raw_ref.topic, Topic::Raw(Network::X).name());
    assert_eq!(outcome.latest().count(), 1, "the complaint's item and no other");
}

/// What X says of an account at a moment.
fn account(what: &str, id: &str, seconds: i64) -> Stored {
    let at = jiff::Timestamp::from_millisecond(NOON + seconds * 1000).expect("a moment");
    let line = json!({"data": {what: {"user": {"id": id}, "event_at": at.to_string()}}});
    post::raw(id, NOON + seconds * 1000, &line)
}

#[test]
fn a_suspended_account_takes_its_item_away_and_an_unsuspended_one_brings_it_back() {
    let words = "my kettle caught fire, this is dangerous and nobody answers me, terrible service";
    let complaint = Post::new(911, "8191", words, 0);
    let Some((world, _)) = played("flows-of-accounts-suspended", &[complaint.record()]) else {
        return;
    };
    world.feed(&[account("user_suspend", "8191", 60)]);
    world.run_dry();
    let outcome = Outcome::read(&world.client, &world.prefix);
    let item = outcome.item_of("person_8191");
    assert_eq!((item.work_state, item.posts.len()), (WorkState::Retracted, 0));
    let standing = |outcome: &Outcome| {
        let last = outcome.alerts.values().filter_map(|notices| notices.last());
        last.filter(|notice| notice.action == AlertAction::Trigger)
            .count()
    };
    assert_eq!(standing(&outcome), 0);

    // The old news comes once more after the new: only the latest counts.
    world.feed(&[
        account("user_unsuspend", "8191", 120),
        Stored {
            timestamp: NOON + 130_000,
            ..account("user_suspend", "8191", 60)
        },
    ]);
    world.run_dry();
    judge::exact(&world);
    let outcome = Outcome::read(&world.client, &world.prefix);
    let item = outcome.item_of("person_8191");
    assert_eq!(item.work_state, WorkState::New, "{item:#?}");
    assert_eq!(item.posts[0].text.as_deref(), Some(words));
    let changes = outcome.versions(item).iter();
    let changes = changes.filter(|version| version.change == ItemChange::Account);
    assert_eq!(changes.count(), 2, "away and back, once each");
    assert_eq!(
        standing(&outcome),
        outcome.alerts.len(),
        "what stood before stands again"
    );
}
