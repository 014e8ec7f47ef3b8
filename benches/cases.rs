//! What a record costs `cases`: `cargo bench --bench cases`. A recorded day, where there is one (see `OUTCRY_SHARED` in
//! `scripts/test --help`), and shapes that hurt: one customer with a thousand posts, a crowd around one post, a risk
//! that drifts, and very many deadlines at one tick. Prints, for each, nanoseconds of processor time and allocations a
//! record, what was written, and the longest step by the clock. It measures; it asserts nothing.

#![allow(clippy::panic, clippy::print_stdout, reason = "a bench prints its figures")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use outcry::app::replay::feed;
use outcry::app::topology;
use outcry::app::world::World;
use outcry::domain::event::{Action, Direction, Kind, Visibility};
use outcry::domain::ids::{AuthorKey, ConversationKey, CustomerKey, EventId, PostKey};
use outcry::domain::mask::MaskPolicy;
use outcry::domain::network::Network;
use outcry::domain::notice::RiskChanged;
use outcry::domain::outbox::Outbox;
use outcry::domain::presence::Presence;
use outcry::domain::record::{Place, Record};
use outcry::domain::score::{CaseState as Standing, Cue, Level, Risk, Scores, Stance, Tone, Urgency};
use outcry::domain::scored::{Role, ScoredEvent};
use outcry::domain::tick::Tick;
use outcry::domain::time::{Span, Time};
use outcry::domain::topic::{Source, Topic};
use outcry::routing::RuleSet;
use outcry::scoring::SpreadParams;
use outcry::settings::{Given, load};
use outcry::sources::{Limits, Reader, Setup};
use outcry::stages::Stage;
use outcry::stages::assess::{Assess, AssessParams};
use outcry::stages::cases::{CaseParams, CaseState, Cases};
use outcry::stages::erasure::ErasureParams;
use outcry::stages::intake::Intake;
use outcry::stages::resolve::{Resolve, ResolveParams};
use outcry::state::LaneState;
use outcry::wire::{Contract, Wire};

/// Records of a transaction.
const TRANSACTION: usize = 1_000;
const ROUNDS: usize = 3;
const NOON: Time = Time(1_760_000_000_000);

type Log = Vec<(Vec<u8>, Time)>;

/// What one run over a log did.
struct Spent {
    total: Duration,
    longest: Duration,
    written: BTreeMap<String, usize>,
    bytes: usize,
    changelog: (usize, usize),
}

fn cases() -> Cases {
    let rules = RuleSet::compile("routing.yaml", include_str!("../deploy/rules/routing.yaml"));
    let rules = rules.unwrap_or_else(|problems| panic!("the shipped rules: {problems:?}"));
    Cases::new(Wire::locked(), Arc::new(rules), CaseParams::default())
}

/// Time that this thread had the processor: another program beside it does not show, but for caches.
fn on_processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn run(log: &Log) -> Spent {
    let (mut stage, mut state, mut out) = (cases(), CaseState::default(), Outbox::default());
    let mut spent = Spent {
        total: Duration::ZERO,
        longest: Duration::ZERO,
        written: BTreeMap::new(),
        bytes: 0,
        changelog: (0, 0),
    };
    let begun = on_processor();
    for (number, records) in (1..).zip(log.chunks(TRANSACTION)) {
        for (value, at) in records {
            let place = Place {
                source: Source::Scored,
                partition: 0,
                offset: 0,
                index: 0,
            };
            let record = Record {
                place,
                ingested_at: *at,
                headers: &[],
                key: b"",
                value: Some(value),
            };
            let step = Instant::now();
            let fate = stage.step(&mut state, &record, &mut out);
            spent.longest = spent.longest.max(step.elapsed());
            assert!(fate.refused().is_none(), "{fate:?}");
        }
        state.changes(number, &mut |key, value| {
            spent.changelog.0 += 1;
            spent.changelog.1 += key.len() + value.map_or(0, <[u8]>::len);
        });
        state.merge(number);
        for output in out.outputs() {
            *spent.written.entry(output.topic.name()).or_default() += 1;
        }
        spent.bytes += out.bytes();
        out.clear();
    }
    spent.total = on_processor().saturating_sub(begun);
    spent
}

/// Whether this shape was asked for: `cargo bench --bench cases -- crowd`; without a word, all are.
fn wanted(name: &str) -> bool {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .peekable();
    words.peek().is_none() || words.any(|word| name.contains(&word))
}

fn measure(name: &str, log: impl FnOnce() -> Log) {
    if !wanted(name) {
        return;
    }
    let log = &log();
    let mut spent = None;
    let counted = allocation_counter::measure(|| spent = Some(run(log)));
    let runs = (0..ROUNDS).map(|_| run(log));
    let Some(best) = runs.min_by_key(|spent| spent.total) else {
        return;
    };
    let each = |total: u128| total / log.len().max(1) as u128;
    let figure = |(topic, count): (&String, &usize)| format!("{topic} {count}");
    let written: Vec<String> = best.written.iter().map(figure).collect();
    println!(
        "{name:28} {:7} records {:7} ns, {:4} allocations each; longest step {:8} us; changelog {} records, {} bytes each; {} bytes out: {}",
        log.len(),
        each(best.total.as_nanos()),
        each(counted.count_total.into()),
        best.longest.as_micros(),
        best.changelog.0,
        best.changelog.1 / best.changelog.0.max(1),
        best.bytes,
        written.join(", "),
    );
}

/// The scored events of a recorded day, as `assess` writes them.
fn day() -> Option<Log> {
    let shared = std::env::var_os("OUTCRY_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let file = shared.join("data/stream/x-day.jsonl.gz");
    if !file.exists() {
        println!("no recorded day at {}", file.display());
        return None;
    }
    let wire = Wire::locked();
    let setup = Setup {
        tenant: "demo".into(),
        secret: b"secret".to_vec(),
        own_accounts: BTreeMap::from([(Network::X, BTreeSet::from(["company".to_string()]))]),
        limits: Limits::default(),
        page_within: Network::X.page_within(),
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
    let settings = load(&Given::default()).ok()?.settings;
    let scorer = topology::scorer(&settings).ok()?;
    let mut world = World::new(wire.clone(), 1, &[Network::X])
        .with(Intake::new(
            BTreeMap::from([(Network::X, Reader::new(setup))]),
            wire.clone(),
            1,
        ))
        .with(Resolve::new(wire.clone(), resolve))
        .with(Assess::new(wire, scorer, assess));
    feed(&mut world, &[file], None).ok()?;
    let scored = world.partition(Topic::Scored, 0).iter();
    let log = scored.filter_map(|stored| Some((stored.value.clone()?, stored.ingested_at)));
    Some(log.collect())
}

fn encoded<T: Contract>(value: &T, at: Time) -> (Vec<u8>, Time) {
    let mut bytes = Vec::new();
    let done = Wire::locked().encode(value, &mut bytes);
    assert!(done.is_ok(), "{done:?}");
    (bytes, at)
}

fn author(n: usize) -> AuthorKey {
    AuthorKey::from_bytes(*PostKey::derive("a", Network::X, &n.to_string()).bytes())
}

fn post(n: usize) -> PostKey {
    PostKey::derive("p", Network::X, &n.to_string())
}

/// Post `n` by `by`, told to `to`, in the conversation of post `root`.
fn told(n: usize, by: usize, to: usize, role: Role, root: usize) -> (Vec<u8>, Time) {
    let at = NOON.plus(Span::seconds(n as i64 / 10));
    let event = ScoredEvent {
        event_id: EventId::derive(post(n), "create", 0),
        tenant: "demo".into(),
        customer: CustomerKey::of_author(author(to)),
        role,
        action: Action::Create,
        kind: Kind::Post,
        network: Network::X,
        direction: Direction::Inbound,
        visibility: Visibility::Public,
        post_key: post(n),
        revision: 0,
        conversation: ConversationKey::of_root(post(root)),
        author: Some(author(by)),
        followers: Some(120),
        verified: None,
        answers: None,
        occurred_at: at,
        ingested_at: at,
        late: false,
        stale: false,
        ratings: Vec::new(),
        needs_enrichment: false,
        superseded: false,
        presence: Presence::UNTOLD,
        scores: Scores {
            sentiment: Some(-0.6),
            confidence: 0.8,
            abstention: None,
            about_brand: Some(0.9),
            stance: Stance::Against,
            complaint: Some(0.95),
            intents: Vec::new(),
            urgency: Urgency::Today,
            cues: vec![Cue::Complaint],
            tone: Tone::PLAIN,
            case_state: Standing::Unresolved,
            language: Some("en".into()),
            language_confidence: 0.9,
            model: "bench".into(),
        },
        risk: Risk::NONE,
        event: None,
    };
    encoded(&event, at)
}

fn drift(n: usize) -> (Vec<u8>, Time) {
    let risk = Risk {
        score: 0.3 + n as f64 * 1e-6,
        level: Level::Medium,
        shares: n as i64,
        audience: n as i64 * 100,
        fresh: true,
    };
    let notice = RiskChanged {
        customer: CustomerKey::of_author(author(0)),
        conversation: ConversationKey::of_root(post(0)),
        risk,
        at: NOON,
    };
    encoded(&notice, NOON)
}

fn deadlines() -> Log {
    let mut log: Log = (0..100_000).map(|n| told(n, n, n, Role::Owner, n)).collect();
    log.extend((0..100).map(|n| {
        let time = NOON.plus(Span::hours(48 + n));
        encoded(&Tick { time }, time)
    }));
    log
}

fn main() {
    measure("a recorded day", || day().unwrap_or_default());
    measure("four posts a customer", || {
        (0..100_000)
            .map(|n| told(n, n / 4, n / 4, Role::Owner, n))
            .collect()
    });
    measure("one customer, 1,000 posts", || {
        (0..1_000).map(|n| told(n, 0, 0, Role::Owner, n)).collect()
    });
    let one = || std::iter::once(told(0, 0, 0, Role::Owner, 0));
    measure("a crowd of 10,000", || {
        one()
            .chain((1..10_000).map(|n| told(n, n, 0, Role::Joiner, 0)))
            .collect()
    });
    measure("a risk that drifts", || {
        one().chain((0..10_000).map(drift)).collect()
    });
    measure("100,000 deadlines", deadlines);
}
