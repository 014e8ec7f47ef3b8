//! Figures through all stages: a bad one opens an item though nobody wrote a word, a good one opens none.

use outcry::app::world::{Stored, World};
use outcry::domain::item::WorkItem;
use outcry::domain::network::Network::{self, GooglePlay, Instagram, Survey, Trustpilot};
use outcry::domain::stage::StageName;
use outcry::domain::time::Time;
use outcry::domain::topic::{Source, Topic};
use outcry::wire::Wire;
use serde_json::{Value, json};

use super::order::world;

/// 7 April 2026, 09:00.
const NOW: Time = Time(1_775_552_400_000);

fn items(network: Network, payload: &Value) -> Vec<WorkItem> {
    let mut world: World = world(network, 1);
    let stored = Stored {
        key: Vec::new(),
        value: Some(payload.to_string().into_bytes()),
        record_type: None,
        ingested_at: NOW,
        cause: None,
    };
    world.append(Topic::Raw(network), 0, stored);
    while world.turn(StageName::Intake, (Source::Raw(network), 0)) {}
    for _ in 0..3 {
        world.settle();
        world.clock().unwrap();
    }
    world.settle();
    assert!(world.refusals().is_empty(), "{:?}", world.refusals());
    let values = world
        .topic(Topic::WorkItems)
        .filter_map(|stored| stored.value.as_ref());
    values
        .map(|value| Wire::locked().decode(value).unwrap())
        .collect()
}

fn nps(score: i64) -> Value {
    json!({"event_type": "survey_response.created", "event_id": "ev1", "event_data": {"id": "210",
        "person": {"id": "10"}, "survey_type": "nps", "score": score, "created_at": 1_775_549_730}})
}

fn google_play(stars: i64) -> Value {
    json!({"reviews": [{"reviewId": "gp1", "authorName": "A Walker", "comments": [{"userComment": {
        "text": "", "lastModified": {"seconds": "1775549730"}, "starRating": stars}}]}]})
}

fn trustpilot(stars: i64) -> Value {
    json!({"events": [{"eventName": "service-review-created", "eventData": {"id": "tp1", "stars": stars,
        "createdAt": "2026-04-07T08:15:30Z", "consumer": {"id": "c1", "name": "A Walker"}}}]})
}

#[test]
fn a_bad_figure_without_a_word_opens_an_item_and_a_good_one_does_not() {
    for (network, payload, opens) in [
        (Survey, nps(0), true),
        (Survey, nps(6), true),
        (Survey, nps(7), false),
        (GooglePlay, google_play(1), true),
        (GooglePlay, google_play(3), false),
        (Trustpilot, trustpilot(2), true),
        (Trustpilot, trustpilot(5), false),
    ] {
        let items = items(network, &payload);
        let rules: Vec<&str> = items.iter().map(|item| item.routing.rule.as_str()).collect();
        let wanted: &[&str] = if opens { &["bad-rating"] } else { &[] };
        assert_eq!(rules, wanted, "{payload}");
        assert!(
            items.iter().all(|item| item.worst_sentiment.is_none()),
            "{payload}"
        );
    }
}

#[test]
fn a_post_of_nobody_named_opens_an_item_too() {
    let comment = json!({"object": "instagram", "entry": [{"id": "1", "time": 1_775_549_730, "changes": [{
        "field": "comments", "value": {"id": "c1", "media": {"id": "m1"},
        "text": "My order never came, this is a disgrace. I want my money back!"}}]}]});
    let found = items(Instagram, &comment);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].customer.handle, None);
}
