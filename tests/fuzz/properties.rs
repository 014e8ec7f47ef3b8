//! What must hold for every payload, whatever its bytes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use outcry::app::normalise;
use outcry::domain::event::RawRef;
use outcry::domain::fate::RejectReason;
use outcry::domain::network::Network;
use outcry::domain::time::Time;
use outcry::sources::{Limits, RawPlace, Read, Reader, Reading};
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
/// post, and stands twice in memory while the list of events grows; an entry of a feed is read before it is one.
pub const EACH: u64 = 3072;

/// Heap that any payload may take besides, in bytes: the first lists and buffers, which grow in steps with old and new
/// side by side, and up to 256 links of one text.
pub const BESIDES: u64 = 96 * 1024;

/// Heap that one of these networks may take besides: what parses Markdown and mails makes a tree of it, some
/// forty bytes a byte and of brackets alone 145. It is given no more than 16 KiB of a text and 1,000 lines of headers.
pub const TREES: u64 = 2560 * 1024;

/// The networks whose payloads hold Markdown, and mail.
const WITH_TREES: [Network; 6] = [
    Network::Reddit,
    Network::Discourse,
    Network::Chatwoot,
    Network::Activitystreams,
    Network::Email,
    Network::Generic,
];

/// Heap that a payload of this network may take besides four bytes a byte and what is told.
pub fn besides(network: Network) -> u64 {
    if WITH_TREES.contains(&network) {
        BESIDES + TREES
    } else {
        BESIDES
    }
}

/// Reads the payload and says how many bytes of the heap were taken at the highest, its events among them,
/// beyond four for each byte and `EACH` for each thing told; or what does not hold.
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
    let counted = TIMES * body.len() as u64 + EACH * told(&reading);
    let most = counted + besides(network);
    if spent.bytes_max > most {
        return Err(format!(
            "it takes {} bytes of heap for {} bytes and {} things told, more than {most}",
            spent.bytes_max,
            body.len(),
            told(&reading),
        ));
    }
    Ok(spent.bytes_max.saturating_sub(counted))
}

/// Events, reactions, changes of accounts, gaps and refusals. A batch that is refused for its length was read
/// up to the limit.
fn told(reading: &Reading) -> u64 {
    let Reading {
        events,
        reactions,
        accounts,
        gaps,
        refused,
        ignored: _,
    } = reading;
    let told = events.len() + reactions.len() + accounts.len() + gaps.len() + refused.len();
    let cut = refused
        .iter()
        .any(|reject| reject.reason == RejectReason::Oversize);
    told.max(if cut { Limits::default().parts } else { 0 }) as u64
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
    // Reactions, accounts and gaps are told of a payload that has no effect as news of posts.
    let effective = |event: &&Value| event["type"].is_null() && event["kind"] != "reaction";
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
