//! One post that everybody passes on: what a share costs the `assess` stage, in memory, while the number of shares
//! grows from a thousand to a million. Every share is by another account; a transaction takes 5,000 records.
//!
//! ```console
//! cargo bench --bench hot_post
//! cargo bench --bench hot_post -- 100000      # up to so many shares
//! cargo bench --bench hot_post -- 100000 10   # by accounts that share ten times each
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench measures time and prints what it found"
)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use outcry::domain::event::{Action, Author, Direction, Kind, RawRef, SocialEvent, Visibility};
use outcry::domain::ids::{AuthorHasher, ConversationKey, EventId, PayloadHash, PostKey};
use outcry::domain::network::Network;
use outcry::domain::outbox::Outbox;
use outcry::domain::record::{Place, Record};
use outcry::domain::score::Scores;
use outcry::domain::surface::Surface;
use outcry::domain::thread::Thread;
use outcry::domain::tick::Tick;
use outcry::domain::time::{Span, Time};
use outcry::domain::topic::Source;
use outcry::scoring::{Asked, Scorer, SpreadParams};
use outcry::stages::Stage;
use outcry::stages::assess::{Assess, AssessParams, AssessState};
use outcry::stages::erasure::ErasureParams;
use outcry::state::LaneState;
use outcry::wire::Wire;

/// Records of a transaction.
const TRANSACTION: usize = 5_000;
/// Records between two ticks.
const TICK: usize = 1_000;

/// Shares have no words: nobody is asked.
struct Silent;

impl Scorer for Silent {
    fn score(&self, _: &Asked<'_>) -> Scores {
        unreachable!("a share is not scored")
    }
}

struct Lane {
    stage: Assess,
    state: AssessState,
    offset: i64,
    transaction: u64,
    out: Outbox,
    /// Bytes of the changelog, and its largest value.
    logged: (usize, usize),
    spent: Duration,
}

impl Lane {
    fn take(&mut self, value: &[u8], at: Time) {
        let place = Place {
            source: Source::Events,
            partition: 0,
            offset: self.offset,
            index: 0,
        };
        self.offset += 1;
        let record = Record {
            place,
            ingested_at: at,
            headers: &[],
            key: b"",
            value: Some(value),
        };
        let fate = self.stage.step(&mut self.state, &record, &mut self.out);
        assert!(fate.refused().is_none(), "{fate:?}");
    }

    fn commit(&mut self) {
        self.transaction += 1;
        let logged = &mut self.logged;
        self.state.changes(self.transaction, &mut |key, value| {
            let bytes = value.map_or(0, <[u8]>::len);
            logged.0 += key.len() + bytes;
            logged.1 = logged.1.max(bytes);
        });
        self.state.merge(self.transaction);
        self.out.clear();
    }
}

fn key(id: &str) -> PostKey {
    PostKey::derive("main", Network::X, id)
}

/// The share of this number, half a millisecond after the one before.
fn share(number: usize, times: usize, hasher: &AuthorHasher) -> (SocialEvent, Time) {
    let at = Time(1_800_000_000_000 + i64::try_from(number).unwrap() / 2);
    let id = format!("s{number}");
    let event = SocialEvent {
        event_id: EventId::derive(key(&id), "create", 0),
        tenant: "main".into(),
        network: Network::X,
        part: None,
        surface: Surface::PublicPost,
        own_account: None,
        url: None,
        thread: Thread::default(),
        reply: None,
        action: Action::Create,
        kind: Kind::Share,
        post_key: key(&id),
        native_id: id,
        revision: 0,
        conversation: ConversationKey::of_root(key("hot")),
        parent: None,
        quoted: None,
        shared: None,
        embedded: None,
        direction: Direction::Inbound,
        visibility: Visibility::Public,
        author: Some(Author {
            key: hasher.key(Network::X, &(number / times).to_string()),
            handle: None,
            followers: Some(300),
            verified: None,
            joined_at: None,
            bot: None,
        }),
        text: None,
        counts: None,
        ratings: Vec::new(),
        media: Vec::new(),
        place: None,
        needs_enrichment: false,
        occurred_at: Some(at),
        observed_at: None,
        ingested_at: at,
        backfill: false,
        stale: false,
        clamped: false,
        hops: 0,
        raw_ref: RawRef {
            topic: "social.raw.x.v1".into(),
            partition: 0,
            offset: 0,
            sha256: PayloadHash::from_bytes([0; 16]),
        },
        adapter: 1,
        extras: Vec::new(),
    };
    (event, at)
}

fn lane() -> Lane {
    let params = AssessParams {
        spread: SpreadParams::default(),
        lateness: Span::minutes(10),
        retention: Span::hours(24 * 30),
        most_posts: 5_000_000,
        most_waiting: 1_000,
        own: BTreeMap::new(),
        erasure: ErasureParams::default(),
    };
    Lane {
        stage: Assess::new(Wire::locked(), Arc::new(Silent), params),
        state: AssessState::default(),
        offset: 0,
        transaction: 0,
        out: Outbox::default(),
        logged: (0, 0),
        spent: Duration::ZERO,
    }
}

fn main() {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let (most, times) = (numbers.next().unwrap_or(1_000_000), numbers.next().unwrap_or(1));
    let (wire, hasher, mut lane) = (
        Wire::locked(),
        AuthorHasher::new(b"a secret of the bench"),
        lane(),
    );
    let (mut number, mut decade) = (0, 1_000);
    println!(
        "{:>12} {:>12} {:>16} {:>14}",
        "shares", "ns a share", "bytes a share", "largest value"
    );
    while number < most {
        let mut batch: Vec<(Vec<u8>, Time)> = Vec::new();
        let end = (number + TRANSACTION).min(decade);
        for number in number..end {
            let (event, at) = share(number, times, &hasher);
            let mut value = Vec::new();
            wire.encode(&event, &mut value).unwrap();
            batch.push((value, at));
            if number % TICK == TICK - 1 {
                let mut value = Vec::new();
                wire.encode(&Tick { time: at }, &mut value).unwrap();
                batch.push((value, at));
            }
        }
        let started = Instant::now();
        batch.iter().for_each(|(value, at)| lane.take(value, *at));
        lane.commit();
        lane.spent += started.elapsed();
        number = end;
        if number == decade {
            let since = decade - if decade == 1_000 { 0 } else { decade / 10 };
            let each = lane.spent.as_nanos() / since as u128;
            println!(
                "{number:>12} {each:>12} {:>16} {:>14}",
                lane.logged.0 / since,
                lane.logged.1
            );
            lane.spent = Duration::ZERO;
            lane.logged = (0, 0);
            decade *= 10;
        }
    }
}
