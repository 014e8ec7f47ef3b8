//! The whole topology over a recorded day, in different interleavings: what is known in the end must agree.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use outcry::app::recording::{Recorded, recorded};
use outcry::app::world::{Stored, World};
use outcry::domain::alert::EscalationAlert;
use outcry::domain::cascade::Cascade;
use outcry::domain::ids::{AlertKey, ConversationKey, CustomerKey, ItemId, PostKey};
use outcry::domain::item::WorkItem;
use outcry::domain::item_post::OtherRole;
use outcry::domain::item_state::{AnswerState, WorkState};
use outcry::domain::mask::MaskPolicy;
use outcry::domain::network::Network;
use outcry::domain::presence::Presence;
use outcry::domain::score::Level;
use outcry::domain::scored::{Role, ScoredEvent};
use outcry::domain::stage::StageName;
use outcry::domain::time::{Span, Time};
use outcry::domain::topic::{RecordType, Topic};
use outcry::routing::RuleSet;
use outcry::scoring::SpreadParams;

use outcry::sources::{Limits, Reader, Setup};
use outcry::stages::assess::{Assess, AssessParams};
use outcry::stages::cases::{CaseParams, Cases};
use outcry::stages::erasure::ErasureParams;
use outcry::stages::intake::Intake;
use outcry::stages::resolve::{Resolve, ResolveParams};
use outcry::wire::Wire;

use crate::scorer::scorer;

fn day() -> Option<Vec<Recorded>> {
    let shared = std::env::var_os("OUTCRY_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let path = shared.join("data/stream/x-day.jsonl.gz");
    if !path.exists() {
        let mut out = std::io::stderr();
        let _ = writeln!(out, "SKIPPED: the recorded day is not there: {}", path.display());
        return None;
    }
    Some(recorded(&path).unwrap().map(Result::unwrap).collect())
}

/// The stages that are played here.
pub(crate) struct Stages {
    pub(crate) intake: Intake,
    pub(crate) resolve: Resolve,
    pub(crate) assess: Assess,
    pub(crate) cases: Cases,
}

pub(crate) fn world(network: Network, partitions: i32) -> World {
    let stages = stages(network, partitions);
    World::new(Wire::locked(), partitions, &[network])
        .with(stages.intake)
        .with(stages.resolve)
        .with(stages.assess)
        .with(stages.cases)
}

pub(crate) fn stages(network: Network, partitions: i32) -> Stages {
    let wire = Wire::locked();
    let setup = Setup {
        tenant: "demo".into(),
        secret: b"secret".to_vec(),
        own_accounts: BTreeMap::from([(
            network,
            BTreeSet::from(["company", "company@mail.example"].map(str::to_string)),
        )]),
        limits: Limits::default(),
        page_within: network.page_within(),
        masking: MaskPolicy::default(),
        mapping: None,
    };
    let assess = AssessParams {
        spread: SpreadParams::default(),
        lateness: Span::minutes(10),
        retention: Span::hours(720),
        most_posts: 1_000_000,
        most_waiting: 1_000,
        own: BTreeMap::new(),
        erasure: ErasureParams::default(),
    };
    let resolve = ResolveParams {
        retention: Span::hours(720),
        most_rows: 1_000_000,
        most_waiting: 100,
        erasure: ErasureParams::default(),
    };
    let rules = RuleSet::compile("routing.yaml", include_str!("../../deploy/rules/routing.yaml")).unwrap();
    let readers = BTreeMap::from([(network, Reader::new(setup))]);
    Stages {
        intake: Intake::new(readers, wire.clone(), partitions),
        resolve: Resolve::new(wire.clone(), resolve),
        assess: Assess::new(wire.clone(), scorer(), assess),
        cases: Cases::new(wire, Arc::new(rules), CaseParams::default()),
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Item {
    states: (WorkState, AnswerState),
    posts: BTreeSet<(PostKey, i32)>,
    others: BTreeSet<(PostKey, OtherRole, i32)>,
    sentiment: i64,
    axes: String,
    level: Level,
}

/// What is known in the end. An item's scores of risk and priority are left out: they are those of its last version, and
/// a drift within a level or band makes none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Known {
    told: BTreeMap<(CustomerKey, PostKey, Role), (i32, bool)>,
    shares: BTreeMap<ConversationKey, Counted>,
    items: BTreeMap<ItemId, Item>,
    alerts: BTreeMap<AlertKey, i32>,
}

impl Known {
    /// Without the highest spread that an item has seen: where posts go again, that depends on the way.
    pub(crate) fn without_peaks(mut self) -> Self {
        for item in self.items.values_mut() {
            item.level = Level::Quiet;
        }
        self
    }
}

pub(crate) fn known(world: &World) -> Known {
    Known {
        told: told(world),
        shares: shares(world),
        items: items(world),
        alerts: alerts(world),
    }
}

fn told(world: &World) -> BTreeMap<(CustomerKey, PostKey, Role), (i32, bool)> {
    let mut told = BTreeMap::new();
    for stored in world.topic(Topic::Scored) {
        let (Some(RecordType::ScoredEvent), Some(value)) = (stored.record_type, &stored.value) else {
            continue;
        };
        let event: ScoredEvent = Wire::locked().decode(value).unwrap();
        let entry = told
            .entry((event.customer, event.post_key, event.role))
            .or_insert((0, Presence::UNTOLD));
        if !event.action.removes() && !event.action.restores() {
            entry.0 = entry.0.max(event.revision);
        }
        entry.1 = entry.1.joined(event.presence);
    }
    let told = told.into_iter();
    told.map(|(key, (revision, presence))| (key, (revision, presence.is_gone())))
        .collect()
}

/// Shares, audience, level, score; replies, joiners, answers of others, defenders.
type Counted = ((i64, i64, Level, i64), [i64; 4]);

fn shares(world: &World) -> BTreeMap<ConversationKey, Counted> {
    let mut shares = BTreeMap::new();
    let mut versions = BTreeMap::new();
    for value in world
        .topic(Topic::Cascades)
        .filter_map(|stored| stored.value.as_ref())
    {
        let cascade: Cascade = Wire::locked().decode(value).unwrap();
        let newest = versions.entry(cascade.conversation).or_insert(0);
        if cascade.version > *newest {
            *newest = cascade.version;
            let risk = cascade.risk;
            let found = (risk.shares, risk.audience, risk.level, thousandths(risk.score));
            let replies = [
                cascade.replies,
                cascade.joiners,
                cascade.peer_answers,
                cascade.defenders,
            ];
            shares.insert(cascade.conversation, (found, replies));
        }
    }
    shares
}

fn items(world: &World) -> BTreeMap<ItemId, Item> {
    let mut items = BTreeMap::new();
    let mut newest = BTreeMap::new();
    for value in world
        .topic(Topic::WorkItems)
        .filter_map(|stored| stored.value.as_ref())
    {
        let item: WorkItem = Wire::locked().decode(value).unwrap();
        let version = newest.entry(item.item_id).or_insert(0);
        assert!(
            item.version > *version,
            "versions of {} do not go up",
            item.item_id
        );
        *version = item.version;
        let found = Item {
            states: (item.work_state, item.answer_state),
            posts: item.posts.iter().map(|p| (p.post_key, p.revision)).collect(),
            others: item
                .others
                .iter()
                .map(|p| (p.post_key, p.role, p.revision))
                .collect(),
            sentiment: item.worst_sentiment.map_or(99_999, thousandths),
            axes: axes(&item),
            level: item.spread.level,
        };
        items.insert(item.item_id, found);
    }
    items
}

/// What the item says of the words beside the sentiment.
fn axes(item: &WorkItem) -> String {
    let unsure = (item.worst_sentiment_confidence, item.no_sentiment_reason);
    let brand = (item.strongest_stance, item.highest_complaint, &item.intents);
    let words = (
        item.highest_urgency,
        &item.cues,
        item.newest_tone,
        item.newest_case_state,
        &item.newest_language,
    );
    format!("{unsure:?} {brand:?} {words:?}")
}

fn alerts(world: &World) -> BTreeMap<AlertKey, i32> {
    let mut alerts: BTreeMap<AlertKey, i32> = BTreeMap::new();
    for value in world
        .topic(Topic::Alerts)
        .filter_map(|stored| stored.value.as_ref())
    {
        let alert: EscalationAlert = Wire::locked().decode(value).unwrap();
        // The rule that routes a case first sets its deadline, and which is first may differ: so may what is
        // said of the deadline.
        if alert.rule == "overdue-and-important" {
            continue;
        }
        let highest = alerts.entry(alert.alert_key).or_default();
        *highest = (*highest).max(alert.level);
    }
    alerts
}

#[expect(clippy::cast_possible_truncation, reason = "a number from -1 to 1")]
fn thousandths(number: f64) -> i64 {
    (number * 1_000.0).round() as i64
}

pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n).unwrap()).unwrap()
    }
}

fn stored(record: &Recorded) -> Stored {
    Stored {
        key: record.key.clone().unwrap_or_default().into_bytes(),
        value: record.value.clone(),
        record_type: None,
        ingested_at: record.timestamp,
        cause: None,
    }
}

/// Publishes the day to `partitions` partitions at random and lets the lanes move in random bursts; one raw
/// partition is left unread for the first half.
fn run(day: &[Recorded], until: Time, partitions: i32, seed: u64) -> World {
    let mut world = world(Network::X, partitions);
    let mut dice = Dice(seed);
    for record in day {
        let partition = i32::try_from(dice.below(usize::try_from(partitions).unwrap())).unwrap();
        world.append(record.topic, partition, stored(record));
    }
    for partition in 0..partitions {
        world.append(
            Topic::Raw(Network::X),
            partition,
            stored(&Recorded::until(Network::X, until)),
        );
    }
    let lanes: Vec<_> = StageName::ALL
        .iter()
        .flat_map(|s| world.lanes(*s).into_iter().map(move |l| (*s, l)))
        .collect();
    let mut idle = 0;
    let mut turns = 0;
    while idle < 4 * lanes.len() {
        let (stage, lane) = lanes[dice.below(lanes.len())];
        let unread = stage == StageName::Intake && lane.1 == 0 && turns < day.len();
        let mut moved = false;
        for _ in 0..dice.below(400) {
            if unread || !world.turn(stage, lane) {
                break;
            }
            turns += 1;
            moved = true;
        }
        idle = if moved { 0 } else { idle + 1 };
        if dice.below(10) == 0 {
            world.clock().unwrap();
        }
    }
    for _ in 0..8 {
        world.clock().unwrap();
        for lane in world.lanes(StageName::Intake) {
            while world.turn(StageName::Intake, lane) {}
        }
        world.settle();
    }
    world
}

#[test]
fn interleavings_of_a_real_day_agree() {
    let Some(day) = day() else { return };
    let until = day
        .iter()
        .map(|r| r.timestamp)
        .max()
        .unwrap()
        .plus(Span::hours(2));
    let first = run(&day, until, 1, 1);
    let expected = known(&first);
    for (partitions, seed) in [(8, 7), (8, 11), (3, 13)] {
        let other = run(&day, until, partitions, seed);
        let found = known(&other);
        let differing: Vec<_> = expected
            .told
            .iter()
            .filter(|(k, v)| found.told.get(k) != Some(v))
            .take(5)
            .collect();
        let surplus: Vec<_> = found
            .told
            .keys()
            .filter(|k| !expected.told.contains_key(k))
            .take(5)
            .collect();
        assert!(
            differing.is_empty() && surplus.is_empty(),
            "seed {seed}: {differing:?} {surplus:?}"
        );
        assert_eq!(expected.shares, found.shares, "seed {seed}");
        assert_same("items", &expected.items, &found.items, seed);
        assert_same("alerts", &expected.alerts, &found.alerts, seed);
    }
}

fn assert_same<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    what: &str,
    expected: &BTreeMap<K, V>,
    found: &BTreeMap<K, V>,
    seed: u64,
) {
    let keys: BTreeSet<&K> = expected.keys().chain(found.keys()).collect();
    let differing: Vec<_> = keys
        .into_iter()
        .filter(|key| expected.get(key) != found.get(key))
        .map(|key| (key, expected.get(key), found.get(key)))
        .collect();
    let shown: Vec<_> = differing.iter().take(3).collect();
    assert!(
        differing.is_empty(),
        "seed {seed}: {} of {} {what} differ: {shown:#?}",
        differing.len(),
        expected.len()
    );
}
