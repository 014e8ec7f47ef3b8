//! The story of somebody who asks to be erased, to the last byte: after compaction nothing of them is left in any
//! compacted topic or changelog, aborted records included.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use outcry::domain::alert::AlertAction;
use outcry::domain::erasure::{ErasureReceipt, ErasureRequest};
use outcry::domain::ids::{AuthorHasher, AuthorKey, CustomerKey, PostKey, hex};
use outcry::domain::item_state::WorkState;
use outcry::domain::network::Network;
use outcry::domain::stage::StageName;
use outcry::domain::topic::Topic;
use outcry::wire::Wire;

use crate::support::broker::{self, Broker, BrokerConfig};
use crate::support::client::{Isolation, Stored};
use crate::support::judge;
use crate::support::outcome::Outcome;
use crate::support::post::{self, NOON, Post};
use crate::support::world::{Plan, SECRET, World};

/// The account that asks to be erased, the posts it writes before, and words that nobody else uses.
pub(crate) const ERASED: &str = "8101";
const POSTS: [&str; 4] = ["10001", "10002", "10004", "10006"];
const WORDS: [&str; 2] = ["quetzal", "marzipan"];

/// Long enough for the cleaner of a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

fn broker(test: &str) -> Option<Broker> {
    let extra = [
        "log.cleaner.enable=true",
        "log.cleaner.backoff.ms=200",
        "log.cleaner.threads=1",
    ];
    let config = BrokerConfig {
        extra: extra.map(String::from).to_vec(),
        ..BrokerConfig::default()
    };
    broker::own(test, &config)
}

fn author() -> AuthorKey {
    AuthorHasher::new(SECRET.as_bytes()).key(Network::X, ERASED)
}

pub(crate) fn request(id: &str, account: &str, seconds: i64) -> Stored {
    let request = ErasureRequest {
        request_id: id.into(),
        network: Some("x".into()),
        account: Some(account.into()),
        author_key: None,
        post: None,
        post_key: None,
    };
    let mut value = Vec::new();
    Wire::locked()
        .encode(&request, &mut value)
        .expect("a request is encoded");
    Stored {
        partition: -1,
        offset: -1,
        timestamp: NOON + seconds * 1000,
        key: Some(id.as_bytes().to_vec()),
        value: Some(value),
        headers: Vec::new(),
        ..Stored::default()
    }
}

/// The erased one complains twice, edits, and joins somebody else; others join, share and quote.
pub(crate) fn story() -> Vec<Stored> {
    let first = Post::new(
        10_001,
        ERASED,
        "my kettle caught fire, I will sue you, quetzal",
        0,
    );
    let edited = Post::new(
        10_002,
        ERASED,
        "my kettle caught fire, terrible, quetzal marzipan",
        30,
    )
    .edits(10_001);
    let joiner = Post::new(
        10_003,
        "8102",
        "same here, my toaster is broken, I am so angry",
        60,
    )
    .reply(10_001, 10_001);
    let second = Post::new(
        10_004,
        ERASED,
        "still nothing from you, worst service, marzipan",
        90,
    );
    let other = Post::new(10_005, "8103", "my parcel is lost, this is terrible service", 120);
    let joins = Post::new(10_006, ERASED, "same here, quetzal, this is awful", 150).reply(10_005, 10_005);
    let quote = Post::new(10_007, "8104", "look at this, terrible, what a mess", 180).quotes(&first);
    let mut records = vec![first.record(), edited.record(), joiner.record(), second.record()];
    records.extend([other.record(), joins.record(), quote.record()]);
    records.extend((0..30_u64).map(|n| {
        let share = Post::new(20_000 + n, &format!("82{n:02}"), "", 200).followers(9_000);
        share.shares(&first).record()
    }));
    records
}

/// What must not be found: the words, the ids, the keys as bytes and as digits.
fn canaries() -> Vec<Vec<u8>> {
    let posts = POSTS.map(|id| *PostKey::derive("main", Network::X, id).bytes());
    let keys = posts.into_iter().chain([*author().bytes()]);
    let mut all: Vec<Vec<u8>> = keys.flat_map(|key| [key.to_vec(), hex(&key).to_vec()]).collect();
    all.extend(WORDS.map(|word| word.as_bytes().to_vec()));
    all.extend(["person_8101", "10001", "10002", "10004", "10006"].map(|id| id.as_bytes().to_vec()));
    all
}

fn compacted() -> Vec<Topic> {
    let changelogs = StageName::ALL.map(Topic::Changelog);
    let contracts = [Topic::Cascades, Topic::WorkItems, Topic::Alerts];
    changelogs.into_iter().chain(contracts).collect()
}

/// Where a canary stands on a compacted topic: every record that is there, committed or not.
fn found(world: &World) -> Vec<String> {
    let canaries = canaries();
    let mut found = Vec::new();
    for topic in compacted() {
        let records = world
            .client
            .topic(&world.topic(&topic.name()), Isolation::Uncommitted);
        for record in records.into_iter().flatten() {
            let headers = record.headers.iter().map(|(_, value)| value);
            let parts = record.key.iter().chain(&record.value).chain(headers);
            for part in parts {
                let hit = canaries.iter().find(|canary| within(part, canary));
                if let Some(canary) = hit {
                    let (canary, value) = (String::from_utf8_lossy(canary), record.value.is_some());
                    let place = format!("{}/{}/{}", topic.name(), record.partition, record.offset);
                    found.push(format!("{place}: {canary:?}, with a value: {value}"));
                }
            }
        }
    }
    found
}

fn within(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|window| window == part)
}

/// Keeps the broker from compacting: the oracle compares every version of every key.
fn keep_all(world: &World) {
    let patient = [
        ("cleanup.policy", "compact"),
        ("min.compaction.lag.ms", "315360000000"),
    ];
    for topic in compacted() {
        world.client.configure(&world.topic(&topic.name()), &patient);
    }
}

/// Makes the broker compact all that was written so far, tombstones included, and waits until it has.
fn compact(world: &World) {
    let eager = [
        ("cleanup.policy", "compact"),
        ("segment.ms", "1000"),
        ("min.cleanable.dirty.ratio", "0.0001"),
        ("max.compaction.lag.ms", "1"),
        ("delete.retention.ms", "0"),
        ("min.compaction.lag.ms", "0"),
    ];
    for topic in compacted() {
        world.client.configure(&world.topic(&topic.name()), &eager);
    }
    let begin = Instant::now();
    for round in 1_i64.. {
        for topic in compacted() {
            let topic = world.topic(&topic.name());
            let partitions = world.client.topics()[&topic];
            let fillers: Vec<Stored> = (0..partitions).map(|p| filler(p, round)).collect();
            world.client.write(&topic, &fillers);
        }
        std::thread::sleep(Duration::from_secs(1));
        let left = found(world);
        if left.is_empty() {
            return;
        }
        let late = begin.elapsed() > PATIENCE;
        assert!(
            !late,
            "{} places, the first are {:#?}",
            left.len(),
            &left[..left.len().min(20)]
        );
    }
}

/// A record that closes the segment before it.
fn filler(partition: i32, round: i64) -> Stored {
    let year = 365 * 86_400_000;
    Stored {
        partition,
        offset: -1,
        timestamp: NOON + year + round * 60_000,
        key: Some(b"filler".to_vec()),
        value: Some(b"rolls the segment".to_vec()),
        headers: Vec::new(),
        ..Stored::default()
    }
}

pub(crate) fn receipts(world: &World) -> BTreeMap<String, ErasureReceipt> {
    let topic = world.topic(&Topic::ErasureReceipts.name());
    let records = world.client.topic(&topic, Isolation::Committed);
    let mut receipts = BTreeMap::new();
    for record in records.into_iter().flatten() {
        let value = record.value.expect("a receipt");
        let receipt: ErasureReceipt = Wire::locked().decode(&value).expect("a receipt");
        let before = receipts.insert(receipt.request_id.clone(), receipt);
        assert_eq!(before, None, "one receipt a request");
    }
    receipts
}

fn purged(receipt: &ErasureReceipt) -> Vec<(&str, bool)> {
    let stages = receipt.stages.iter();
    stages
        .map(|stage| (stage.stage.as_str(), stage.purged.rows > 0))
        .collect()
}

#[test]
fn flow_10_an_erased_author_is_gone_from_every_compacted_topic() {
    let Some(broker) = broker("flow-10") else { return };
    let world = World::new(&broker, "flow-10", &Plan::default());
    keep_all(&world);
    world.feed(&story());
    world.run_dry();
    let before = Outcome::read(&world.client, &world.prefix);
    let own = before.item_of("person_8101");
    assert_eq!(own.work_state, WorkState::New);
    assert!(
        before
            .alerts
            .values()
            .flatten()
            .any(|alert| alert.item_id == Some(own.item_id))
    );
    assert_eq!(before.item_of("person_8103").joiners_total, 1);
    assert!(!found(&world).is_empty(), "the scan finds what is there");

    let requests = world.topic(&Topic::ErasureRequests.name());
    world.client.write(&requests, &[request("r-1", ERASED, 400)]);
    world.run_dry();
    // Everything is delivered once more, and asked for once more; then somebody nobody knows is to be forgotten.
    let again = story().into_iter().map(|record| Stored {
        timestamp: NOON + 900_000,
        ..record
    });
    world.feed(&again.collect::<Vec<_>>());
    world.feed(&[
        post::deletion(10_001, ERASED, 910),
        post::deletion(10_006, ERASED, 911),
    ]);
    world.client.write(
        &requests,
        &[
            request("r-1", ERASED, 920),
            request("r-2", "nobody-knows-them", 921),
            request("not an id", ERASED, 922),
        ],
    );
    world.run_dry();
    judged(&world);
    receipts_tell_all(&world);
    others_stand(&world);

    compact(&world);
    others_stand(&world);
}

/// Every stage did what a plain run of it does, and what came back is counted.
fn judged(world: &World) {
    let verdict = judge::exact(world);
    let fates = |stage: &'static str| verdict.fates.get(&(stage, "ignored", "erased")).copied();
    assert!(
        fates("assess") >= Some(4) && fates("resolve") > Some(0),
        "{:?}",
        verdict.fates
    );
    assert_eq!(verdict.fates[&("intake", "rejected", "bad_field")], 1);
}

/// One receipt a request: what was forgotten, and when topics with time retention have lost the rest.
fn receipts_tell_all(world: &World) {
    let receipts = receipts(world);
    assert_eq!(receipts.keys().collect::<Vec<_>>(), ["r-1", "r-2"]);
    let first = &receipts["r-1"];
    assert_eq!(
        purged(first),
        [("resolve", true), ("assess", true), ("cases", true)]
    );
    let items: i64 = first.stages.iter().map(|stage| stage.purged.items).sum();
    assert_eq!(items, 1);
    let week = first.done_at.plus(outcry::domain::time::Span::hours(7 * 24));
    assert!(first.topics.iter().any(|topic| topic.topic == "outcry.events.v1"));
    assert!(first.topics.iter().all(|topic| topic.gone_at > Some(week)));
    assert_eq!(
        purged(&receipts["r-2"]),
        [("resolve", false), ("assess", false), ("cases", false)]
    );
}

/// The items of others are there, with their words, and none of the erased one.
fn others_stand(world: &World) {
    let topics = [Topic::WorkItems, Topic::Alerts].map(|topic| world.topic(&topic.name()));
    let [items, alerts] = topics.map(|topic| newest(world, &topic));
    let erased = CustomerKey::of_author(author()).to_string();
    let standing: Vec<&String> = items.keys().filter(|key| *key != "filler").collect();
    assert!(
        standing.iter().all(|key| !key.starts_with(&erased)),
        "{standing:?}"
    );
    let decode = |value: &Vec<u8>| Wire::locked().decode::<outcry::domain::item::WorkItem>(value);
    let items: Vec<_> = items.values().filter_map(|value| decode(value).ok()).collect();
    let of = |handle: &str| {
        let mut of = items
            .iter()
            .filter(|item| item.customer.handle.as_deref() == Some(handle));
        of.next().unwrap_or_else(|| panic!("no item of {handle}"))
    };
    let (joined, answered) = (of("person_8103"), of("person_8102"));
    assert_eq!(
        (joined.joiners_total, joined.posts.len(), joined.work_state),
        (0, 1, WorkState::New)
    );
    assert_eq!(
        answered.posts[0].text.as_deref(),
        Some("same here, my toaster is broken, I am so angry")
    );
    for value in alerts.values() {
        let Ok(alert) = Wire::locked().decode::<outcry::domain::alert::EscalationAlert>(value) else {
            continue;
        };
        let customer = alert.item_id.map(|item| item.customer.to_string());
        assert!(
            customer != Some(erased.clone()) || alert.action == AlertAction::Unknown,
            "{alert:?}"
        );
    }
}

/// The newest committed value of each key that has one.
fn newest(world: &World, topic: &str) -> BTreeMap<String, Vec<u8>> {
    let mut newest = BTreeMap::new();
    for record in world
        .client
        .topic(topic, Isolation::Committed)
        .into_iter()
        .flatten()
    {
        let key = String::from_utf8(record.key.unwrap_or_default()).expect("keys are text");
        match record.value {
            Some(value) => newest.insert(key, value),
            None => newest.remove(&key),
        };
    }
    newest
}
