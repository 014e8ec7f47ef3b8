//! Fuzzing of every adapter: a few seconds in the suite, and as long as `scripts/fuzz` says.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use outcry::domain::network::Network;
use outcry::sources::Reader;

use crate::corpus::Corpus;
use crate::dice::Dice;
use crate::properties::{self, EACH, TIMES, besides};
use crate::{fixture, invented, mutation};

/// Payloads of a network in the suite; a longer campaign goes by the clock.
const SHORT: u64 = 300;

/// Failures of a network that are shown.
const SHOWN: usize = 5;

/// What a campaign is to do.
struct Orders {
    seed: u64,
    networks: Vec<Network>,
    /// For each network; `None`: a few hundred payloads.
    time: Option<Duration>,
}

impl Orders {
    /// From the environment, where `scripts/fuzz` puts them.
    fn given() -> Self {
        let given = |name: &str| std::env::var(name).ok();
        let seconds = given("OUTCRY_FUZZ_SECONDS").map(|n| n.parse().expect("seconds"));
        let named = given("OUTCRY_FUZZ_NETWORK");
        let wanted = |network: &Network| named.as_ref().is_none_or(|name| network.name() == name);
        let networks: Vec<Network> = Network::ALL.into_iter().filter(wanted).collect();
        assert!(!networks.is_empty(), "no network has this name");
        Self {
            seed: given("OUTCRY_FUZZ_SEED").map_or(1, |n| u64::from_str(&n).expect("a seed")),
            networks,
            time: seconds.map(Duration::from_secs),
        }
    }
}

/// What came of one network.
struct Outcome {
    network: Network,
    payloads: u64,
    /// Bytes of heap that no rule counts, at the most.
    besides: u64,
    slowest: Duration,
    broken: u64,
    /// The first of them.
    failures: Vec<String>,
}

/// The payload of this number; the same for the same seed.
fn payload(corpus: &Corpus, network: Network, seed: u64, number: u64) -> Vec<u8> {
    let name = network
        .name()
        .bytes()
        .fold(seed, |mix, byte| mix.wrapping_mul(31).wrapping_add(byte.into()));
    let mut dice = Dice::new(Dice::new(name).next() ^ number.wrapping_mul(0xD134_2543_DE82_EF95));
    if dice.below(4) == 0 {
        invented::payload(corpus, &mut dice)
    } else {
        mutation::payload(corpus, &mut dice)
    }
}

fn wage(reader: &Reader, network: Network, orders: &Orders) -> Outcome {
    let corpus = Corpus::of(network);
    let began = Instant::now();
    let mut outcome = Outcome {
        network,
        payloads: 0,
        besides: 0,
        slowest: Duration::ZERO,
        broken: 0,
        failures: Vec::new(),
    };
    let goes_on = |payloads| match orders.time {
        Some(time) => began.elapsed() < time,
        None => payloads < SHORT,
    };
    while goes_on(outcome.payloads) {
        let number = outcome.payloads;
        let body = payload(&corpus, network, orders.seed, number);
        let start = Instant::now();
        match properties::check(reader, network, &body) {
            Ok(besides) => outcome.besides = outcome.besides.max(besides),
            Err(what) => {
                outcome.broken += 1;
                if outcome.failures.len() < SHOWN {
                    let kept = keep(network, orders.seed, number, &body);
                    let name = network.name();
                    let failure = format!("{name}, payload {number}: {what}; see {}", kept.display());
                    outcome.failures.push(failure);
                }
            }
        }
        outcome.slowest = outcome.slowest.max(start.elapsed());
        outcome.payloads += 1;
    }
    outcome
}

/// Writes a payload that broke a rule to where it can be looked at.
fn keep(network: Network, seed: u64, number: u64, body: &[u8]) -> PathBuf {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}-{seed}-{number}", network.name()));
    std::fs::write(&path, body).expect("writes the payload");
    path
}

#[test]
fn any_payload_is_read_or_refused_within_bounds() {
    let orders = Orders::given();
    let reader = fixture::reader();
    let left = Mutex::new(orders.networks.clone());
    let outcomes = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let Some(network) = left.lock().expect("no worker dies").pop() else {
                        break;
                    };
                    let outcome = wage(&reader, network, &orders);
                    eprintln!("{}", line(&outcome));
                    outcomes.lock().expect("no worker dies").push(outcome);
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().expect("no worker died");
    let failures = outcomes.iter().flat_map(|outcome| &outcome.failures);
    let failures: Vec<&str> = failures.map(String::as_str).collect();
    eprintln!(
        "FUZZ: {} payloads of {} networks, seed {}: {} broke a rule",
        outcomes.iter().map(|outcome| outcome.payloads).sum::<u64>(),
        outcomes.len(),
        orders.seed,
        outcomes.iter().map(|outcome| outcome.broken).sum::<u64>(),
    );
    assert!(
        failures.is_empty(),
        "seed {}:\n{}",
        orders.seed,
        failures.join("\n")
    );
}

fn line(outcome: &Outcome) -> String {
    format!(
        "{}: {} payloads, {} broke a rule; heap beyond {TIMES} bytes a byte and {EACH} for each thing told: \
         {} bytes at most, {} allowed; slowest {} ms",
        outcome.network.name(),
        outcome.payloads,
        outcome.broken,
        outcome.besides,
        besides(outcome.network),
        outcome.slowest.as_millis(),
    )
}
