//! A day of an invented railway, as two networks' feeds tell it.

use super::narrator::Narrator;
use super::{encounters, noise, ordinary_day, outage, viral};
use crate::domain::network::Network;
use crate::domain::time::Time;

/// Midnight before the day told: 2026-03-17T00:00:00Z.
pub const DAY: Time = Time(1_773_705_600_000);

/// The invented brand's name.
pub const BRAND: &str = "Veldamere Railways";

/// The brand's own account on X, by id.
pub const OWN_X_ACCOUNT: &str = "8790000000000000001";

/// The brand's own handle on X.
pub const OWN_HANDLE: &str = "veldamere_railways";

/// The brand's own account on Bluesky, by identifier.
pub const OWN_BLUESKY_ACCOUNT: &str = "did:plc:veldamererailwaysdemo222";

/// How people name the brand on Bluesky.
pub(super) const BLUESKY_HANDLE: &str = "@veldamere.example";

/// One record of a raw topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// When the connector wrote it: the record's timestamp.
    pub at: Time,
    /// The network it came from, hence the topic.
    pub network: Network,
    /// The record's key; empty where the connector gives none.
    pub key: String,
    /// JSON as the network sends it.
    pub payload: String,
}

/// The whole day, in order of `at`. The same seed gives the same bytes.
#[must_use]
pub fn story(seed: u64) -> Vec<Told> {
    let mut narrator = Narrator::new(seed);
    ordinary_day::tell(&mut narrator, 800, 120);
    encounters::tell(&mut narrator);
    viral::tell(&mut narrator, 400);
    outage::tell(&mut narrator, 400);
    noise::tell(&mut narrator, 45);
    let mut told = narrator.told;
    told.sort_by_key(|told| told.at);
    told
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;

    use super::*;
    use crate::domain::time::Span;

    fn text(value: &Value, pointer: &str) -> String {
        value
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .into()
    }

    /// What a payload tells, by the fields of its own format.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the story is told on two networks")]
    fn kind(told: &Told) -> String {
        let value: Value = serde_json::from_str(&told.payload).unwrap();
        let posted = value.pointer("/data/edit_history_tweet_ids");
        let ids = posted.and_then(Value::as_array).map_or(0, Vec::len);
        let refers = text(&value, "/data/referenced_tweets/0/type");
        match told.network {
            Network::X if ids > 1 => "edit".into(),
            Network::X if !refers.is_empty() => refers,
            Network::X if ids == 1 => "post".into(),
            Network::X if value.get("errors").is_some() => "disconnect".into(),
            Network::X => text(&value, "/data/event_type"),
            Network::Bluesky if value.pointer("/commit/record/reply").is_some() => "reply".into(),
            Network::Bluesky => {
                let (kind, what) = (text(&value, "/kind"), text(&value, "/commit/operation"));
                format!("{kind} {what} {}", text(&value, "/commit/collection"))
            }
            _ => panic!("a network that the demo does not tell of"),
        }
    }

    fn kinds(told: &[Told]) -> BTreeMap<(Network, String), usize> {
        let mut kinds = BTreeMap::new();
        for told in told {
            *kinds.entry((told.network, kind(told))).or_default() += 1;
        }
        kinds
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        assert_eq!(story(7), story(7));
        assert_ne!(story(7), story(8));
    }

    #[test]
    fn it_is_sorted_and_stays_within_a_day() {
        let told = story(7);
        assert!(told.is_sorted_by_key(|told| told.at));
        assert!((1_500..3_000).contains(&told.len()), "{}", told.len());
        let end = DAY.plus(Span::hours(26));
        assert!(told.iter().all(|told| told.at >= DAY && told.at < end));
        assert!(told.iter().all(|told| told.payload.len() < 8_000));
    }

    #[test]
    fn every_kind_of_record_is_told() {
        let kinds = kinds(&story(7));
        let least = |network, kind: &str, count: usize| {
            let found = kinds.get(&(network, kind.into())).copied().unwrap_or(0);
            assert!(found >= count, "{found} of {kind} in {kinds:?}");
        };
        least(Network::X, "post", 1_000);
        least(Network::X, "retweeted", 400);
        least(Network::X, "replied_to", 300);
        least(Network::X, "quoted", 7);
        least(Network::X, "edit", 2);
        least(Network::X, "post.delete", 2);
        least(Network::X, "disconnect", 2);
        least(Network::Bluesky, "commit create app.bsky.feed.post", 100);
        least(Network::Bluesky, "reply", 20);
        least(Network::Bluesky, "commit create app.bsky.feed.repost", 5);
        least(Network::Bluesky, "commit delete app.bsky.feed.post", 1);
        least(Network::Bluesky, "identity  ", 6);
    }

    #[test]
    fn no_two_posts_share_an_id_unless_delivered_twice() {
        let told = story(7);
        let distinct: BTreeSet<&str> = told.iter().map(|told| told.payload.as_str()).collect();
        let ids: Vec<String> = distinct
            .iter()
            .map(|payload| text(&serde_json::from_str(payload).unwrap(), "/data/id"))
            .filter(|id| !id.is_empty())
            .collect();
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len());
        assert!(told.len() - distinct.len() >= 30);
    }

    #[test]
    fn an_unknown_customer_goes_viral() {
        let told = story(7);
        let shown = |told: &&Told| told.payload.contains("wheelchair inside");
        let first = told.iter().find(shown).unwrap();
        let value: Value = serde_json::from_str(&first.payload).unwrap();
        let followers = value.pointer("/includes/users/0/public_metrics/followers_count");
        assert_eq!(followers.and_then(Value::as_i64), Some(83));
        let shares = told.iter().filter(shown).filter(|told| kind(told) == "retweeted");
        assert!(shares.count() >= 400);
    }
}
