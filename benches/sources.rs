//! How many payloads a second one core reads, from bytes to events. Reads a capture file if one is named
//! in `OUTCRY_BENCH_CAPTURE`, else the fixtures over and over. It measures; it asserts nothing.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;
use std::time::Instant;

use outcry::domain::mask::MaskPolicy;
use outcry::domain::network::Network;
use outcry::domain::time::Time;
use outcry::sources::{Limits, RawPlace, Reader, Setup};
use serde_json::value::RawValue;

const ROUNDS: usize = 5;

#[derive(serde::Deserialize)]
struct Captured {
    value: Box<RawValue>,
}

fn capture(path: &Path) -> Vec<(Network, Vec<u8>)> {
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
        .map(|record| (Network::X, record.value.get().as_bytes().to_vec()))
        .collect()
}

fn fixtures() -> Vec<(Network, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sources");
    let mut found = Vec::new();
    for network in Network::ALL {
        let Ok(entries) = std::fs::read_dir(root.join(network.name())) else {
            continue;
        };
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        for path in paths
            .iter()
            .filter(|path| path.to_string_lossy().ends_with(".in.json"))
        {
            let mut body = Vec::new();
            if std::fs::File::open(path)
                .and_then(|mut file| file.read_to_end(&mut body))
                .is_ok()
            {
                found.push((network, body));
            }
        }
    }
    found
}

#[expect(clippy::print_stdout, reason = "its output is its purpose")]
#[expect(clippy::disallowed_methods, reason = "it measures time")]
fn main() {
    let named = std::env::var_os("OUTCRY_BENCH_CAPTURE");
    let payloads = named.map_or_else(fixtures, |path| capture(Path::new(&path)));
    if payloads.is_empty() {
        println!("no payloads found");
        return;
    }
    let reader = Reader::new(Setup {
        tenant: "bench".into(),
        secret: b"bench".to_vec(),
        own_accounts: BTreeMap::from([(Network::X, ["brand".to_owned()].into())]),
        limits: Limits::default(),
        masking: MaskPolicy::default(),
        mapping: None,
    });
    let repeats = (200_000 / payloads.len()).max(1);
    let bytes: usize = payloads.iter().map(|(_, body)| body.len()).sum();
    for round in 1..=ROUNDS {
        let (start, mut events, mut offset) = (Instant::now(), 0, 0);
        for _ in 0..repeats {
            for (network, body) in &payloads {
                let place = RawPlace {
                    topic: "social.raw.x.v1",
                    partition: 0,
                    offset,
                };
                let reading = reader.read(*network, body.as_slice(), place, Time(1_800_000_000_000));
                events += std::hint::black_box(reading).events.len();
                offset += 1;
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        let (count, total) = (repeats * payloads.len(), repeats * bytes);
        println!(
            "round {round}: {count} payloads of {} bytes on average, {events} events, {:.0} payloads/s, {:.2} us each, {:.0} MB/s",
            bytes / payloads.len(),
            count as f64 / seconds,
            seconds / count as f64 * 1e6,
            total as f64 / seconds / 1e6,
        );
    }
}
