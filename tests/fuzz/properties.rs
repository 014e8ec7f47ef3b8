//! What must hold for every payload, whatever its bytes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use outcry::app::normalise;
use outcry::domain::event::RawRef;
use outcry::domain::network::Network;
use outcry::domain::time::Time;
use outcry::sources::{RawPlace, Read, Reader, Reading};
use serde_json::Value;
use sha2::{Digest, Sha256};

const PLACE: RawPlace<'static> = RawPlace {
    topic: "social.raw.any.v1",
    partition: 3,
    offset: 41,
};

/// Heap that a payload may take at its highest, for each of its bytes.
pub const TIMES: u64 = 4;

/// Heap that each thing told may take besides, in bytes: an event has a size of its own, however short the
/// post, and stands twice in memory while the list of events grows.
pub const EACH: u64 = 2048;

/// Heap that it may take besides, in bytes.
pub const BESIDES: u64 = 64 * 1024;

/// Reads the payload and says how many bytes of the heap were taken at the highest, its events among them; or
/// what does not hold.
pub fn check(reader: &Reader, network: Network, body: &[u8]) -> Result<u64, String> {
    let mut reading = None;
    let mut calm = true;
    let spent = allocation_counter::measure(|| {
        let read = || reader.read(network, body, PLACE, Time(1_800_000_000_000));
        match catch_unwind(AssertUnwindSafe(read)) {
            Ok(read) => reading = Some(read),
            Err(_) => calm = false,
        }
    });
    let Some(reading) = reading.filter(|_| calm) else {
        return Err("it panics".to_owned());
    };
    provenance(&reading, body)?;
    one_fate(reader, network, body)?;
    let most = TIMES * body.len() as u64 + BESIDES + EACH * told(&reading);
    if spent.bytes_max > most {
        return Err(format!(
            "RATIO {:.1} it takes {} bytes of heap for {} bytes, more than {most}; left {} events {} reactions {} refused {} ignored {:?} objects {} first {:?}",
            spent.bytes_max as f64 / body.len() as f64,
            spent.bytes_max,
            body.len(),
            spent.bytes_current,
            reading.events.len(),
            reading.reactions.len(),
            reading.refused.len(),
            reading.ignored,
            body.iter().filter(|b| **b == b'{').count(),
            reading.refused.first().map(|r| r.to_string())
        ));
    }
    Ok(spent.bytes_max)
}

/// Events, reactions, changes of accounts, gaps and refusals.
fn told(reading: &Reading) -> u64 {
    let Reading {
        events,
        reactions,
        accounts,
        gaps,
        refused,
        ignored: _,
    } = reading;
    (events.len() + reactions.len() + accounts.len() + gaps.len() + refused.len()) as u64
}

/// Everything that is told says where it was read.
fn provenance(reading: &Reading, body: &[u8]) -> Result<(), String> {
    let digest = Sha256::digest(body);
    let sha256: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let wanted = RawRef {
        topic: PLACE.topic.to_owned(),
        partition: PLACE.partition,
        offset: PLACE.offset,
        sha256: sha256.parse().expect("a hash"),
    };
    let posts = reading.events.iter().chain(&reading.reactions).map(Read::event);
    let posts = posts.map(|event| (&event.raw_ref, event.adapter));
    let accounts = reading.accounts.iter().map(|told| (&told.raw_ref, told.adapter));
    let gaps = reading.gaps.iter().map(|told| (&told.raw_ref, told.adapter));
    for (raw_ref, adapter) in posts.chain(accounts).chain(gaps) {
        if *raw_ref != wanted || adapter < 1 {
            return Err(format!(
                "an event of adapter {adapter} says it is from {raw_ref:?}"
            ));
        }
    }
    Ok(())
}

/// One fate, and what came of the payload is what that fate says.
fn one_fate(reader: &Reader, network: Network, body: &[u8]) -> Result<(), String> {
    let line = catch_unwind(AssertUnwindSafe(|| normalise::line(reader, network, body)));
    let line = line.map_err(|_| "printing it panics".to_owned())?;
    let shown: Value =
        serde_json::from_str(&line).map_err(|error| format!("its line is no json: {error}"))?;
    let count = |name: &str| shown[name].as_array().map_or(0, Vec::len);
    let effective = |event: &&Value| event["kind"] != "reaction";
    let events = shown["events"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(effective)
        .count();
    let consistent = match (shown["fate"].as_str(), shown["reason"].is_string()) {
        (Some("emitted"), false) => events > 0 && count("refused") == 0,
        (Some("ignored"), true) => events == 0 && count("refused") == 0,
        (Some("rejected"), true) => events == 0 && count("refused") > 0,
        (Some("partial"), true) => events > 0 && count("refused") > 0,
        (_, _) => false,
    };
    let facts = || {
        format!(
            "{} {}, {events} events, {} refused",
            shown["fate"],
            shown["reason"],
            count("refused")
        )
    };
    consistent
        .then_some(())
        .ok_or_else(|| format!("its fate does not fit: {}", facts()))
}
