//! How many events a second one core makes of raw payloads, from bytes to masked events, for each network from its
//! own fixtures; of some networks alone where they are named (`cargo bench --bench sources -- x bluesky`). With a
//! capture file named in `OUTCRY_BENCH_CAPTURE`: of that alone. It measures; it asserts nothing.
#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    dead_code,
    unreachable_pub,
    reason = "its output is its purpose, it measures time, and it shares the fixtures with the tests"
)]

#[path = "../tests/support/fixture.rs"]
mod fixture;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

use outcry::domain::network::Network;
use outcry::domain::time::Time;
use outcry::sources::{RawPlace, Reader};
use serde_json::Value;
use serde_json::value::RawValue;

const ROUNDS: usize = 5;

/// How long one round takes at least.
const ROUND: Duration = Duration::from_millis(400);

#[derive(serde::Deserialize)]
struct Captured {
    value: Box<RawValue>,
}

fn capture(path: &Path) -> Vec<Vec<u8>> {
    let Ok(file) = std::fs::File::open(path) else {
        return Vec::new();
    };
    let plain: Box<dyn std::io::Read> = if path.extension().is_some_and(|end| end == "gz") {
        Box::new(flate2::read::GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let lines = BufReader::new(plain).lines().map_while(Result::ok);
    let records = lines.filter_map(|line| serde_json::from_str::<Captured>(&line).ok());
    records
        .map(|record| record.value.get().as_bytes().to_vec())
        .collect()
}

fn read(reader: &Reader, network: Network, body: &[u8]) -> usize {
    let place = RawPlace {
        topic: "social.raw.any.v1",
        partition: 0,
        offset: 41,
    };
    let reading = reader.read(network, body, place, Time(1_800_000_000_000));
    std::hint::black_box(reading).events.len()
}

/// Fixtures of a network that tell of posts.
fn telling(reader: &Reader, network: Network) -> Vec<Vec<u8>> {
    let all = fixture::fixtures(network).into_iter().map(|(_, body)| body);
    all.filter(|body| read(reader, network, body) > 0).collect()
}

/// Whether it is a post as API v2 of X sends it.
fn is_post_of_v2(body: &[u8]) -> bool {
    let document: Value = serde_json::from_slice(body).unwrap_or_default();
    document["data"]["author_id"].is_string() && document["data"]["text"].is_string()
}

/// Measures these payloads and prints a line of the table.
fn measure(reader: &Reader, name: &str, network: Network, payloads: &[Vec<u8>]) {
    let once = || -> usize { payloads.iter().map(|body| read(reader, network, body)).sum() };
    let events = once();
    if events == 0 {
        return println!("| {name} | none | | | | |");
    }
    let mut rates: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let (start, mut made) = (Instant::now(), 0);
            while start.elapsed() < ROUND {
                made += once();
            }
            made as f64 / start.elapsed().as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    let (least, median, most) = (rates[0], rates[ROUNDS / 2], rates[ROUNDS - 1]);
    println!(
        "| {name} | {} | {} | {median:.0} | {least:.0} to {most:.0} | {:.1} |",
        payloads.len(),
        payloads.iter().map(Vec::len).sum::<usize>() / events,
        1e6 / median,
    );
}

fn main() {
    let reader = fixture::reader();
    println!(
        "| network | payloads | bytes an event | events a second, median of {ROUNDS} | least to most | us an event |"
    );
    println!("|---|---|---|---|---|---|");
    if let Some(path) = std::env::var_os("OUTCRY_BENCH_CAPTURE") {
        return measure(&reader, "x, a capture", Network::X, &capture(Path::new(&path)));
    }
    let named: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let wanted = |network: &Network| named.is_empty() || named.iter().any(|name| name == network.name());
    if wanted(&Network::X) {
        let mut posts = telling(&reader, Network::X);
        posts.retain(|body| is_post_of_v2(body));
        measure(&reader, "x, posts of API v2", Network::X, &posts);
    }
    for network in fixture::covered().into_iter().filter(wanted) {
        measure(&reader, network.name(), network, &telling(&reader, network));
    }
}
