//! Stories of what feeds say besides posts: gaps, accounts that come and go.

use outcry::domain::gap::{FeedGap, GapReason};
use outcry::domain::network::Network;
use outcry::domain::topic::Topic;
use outcry::wire::Wire;
use serde_json::json;

use crate::flows::played;
use crate::support::client::Isolation;
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
