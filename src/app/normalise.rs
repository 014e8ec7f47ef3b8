//! One raw payload as one line of JSON: what it is and which events it comes to.

use serde::Serialize;

use crate::domain::account::AccountChange;
use crate::domain::event::SocialEvent;
use crate::domain::fate::{Fate, Reject};
use crate::domain::gap::FeedGap;
use crate::domain::ids::PostKey;
use crate::domain::network::Network;
use crate::domain::time::Time;
use crate::domain::topic::Topic;
use crate::sources::{RawPlace, Read, Reader, Reading};

/// 9999-12-31: a payload that was never on a topic has no time of arrival that could bound its own.
const NEVER: Time = Time(253_402_214_400_000);

#[derive(Serialize)]
struct Line<'a> {
    fate: &'static str,
    reason: Option<&'static str>,
    events: Vec<Shown<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<Refused<'a>>,
}

/// What is told: of a post, of an account, of the feed.
#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    Event(Event<'a>),
    Account(Typed<&'a AccountChange>),
    Gap(Typed<&'a FeedGap>),
}

#[derive(Serialize)]
struct Typed<T> {
    #[serde(rename = "type")]
    name: &'static str,
    #[serde(flatten)]
    told: T,
}

#[derive(Serialize)]
struct Event<'a> {
    #[serde(flatten)]
    event: &'a SocialEvent,
    /// The post whose conversation it is, where the payload does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    lookup: Option<PostKey>,
}

#[derive(Serialize)]
struct Refused<'a> {
    reason: &'static str,
    detail: &'a str,
}

/// The line for this payload, without the line break. The payload was never on a topic: its place is
/// offset 0, and its time of arrival the latest time that it names itself.
#[must_use]
pub fn line(reader: &Reader, network: Network, body: &[u8]) -> String {
    let reading = read(reader, network, body);
    let fate = fate(&reading);
    let reason = fate.reason();
    let line = Line {
        fate: fate.name(),
        reason: (!reason.is_empty()).then_some(reason),
        events: told(&reading),
        refused: reading.refused.iter().map(refused).collect(),
    };
    serde_json::to_string(&line)
        .unwrap_or_else(|error| format!(r#"{{"fate":"rejected","reason":"{error}"}}"#))
}

/// What this payload comes to, as `line` prints it.
#[must_use]
pub fn read(reader: &Reader, network: Network, body: &[u8]) -> Reading {
    let topic = Topic::Raw(network).name();
    let place = RawPlace {
        topic: &topic,
        partition: 0,
        offset: 0,
    };
    let mut reading = reader.read(network, body, place, NEVER);
    for read in reading.events.iter_mut().chain(&mut reading.reactions) {
        let (Read::Placed(event) | Read::Unplaced { event, .. }) = read;
        event.ingested_at = event.observed_at.max(event.occurred_at).unwrap_or_default();
        event.stale = false;
        if let Some(shown) = &mut event.embedded {
            shown.stale = false;
        }
    }
    for change in &mut reading.accounts {
        change.ingested_at = change.occurred_at.unwrap_or_default();
    }
    for gap in &mut reading.gaps {
        gap.ingested_at = gap.to.max(gap.from).unwrap_or_default();
    }
    reading
}

fn told(reading: &Reading) -> Vec<Shown<'_>> {
    let posts = reading.events.iter().chain(&reading.reactions);
    let posts = posts.map(|read| Shown::Event(shown(read)));
    let accounts = reading.accounts.iter().map(|told| {
        Shown::Account(Typed {
            name: "account_change",
            told,
        })
    });
    let gaps = reading.gaps.iter().map(|told| {
        Shown::Gap(Typed {
            name: "feed_gap",
            told,
        })
    });
    posts.chain(accounts).chain(gaps).collect()
}

fn fate(reading: &Reading) -> Fate {
    let outputs = u32::try_from(reading.events.len()).unwrap_or(u32::MAX);
    match (reading.refused.first(), outputs, reading.ignored) {
        (Some(refused), 0, _) => Fate::Rejected(refused.clone()),
        (Some(refused), _, _) => Fate::Partial {
            outputs,
            refused: refused.clone(),
        },
        (None, 0, Some(reason)) => Fate::Ignored(reason),
        (None, _, _) => Fate::Emitted(outputs),
    }
}

const fn shown(read: &Read) -> Event<'_> {
    match read {
        Read::Placed(event) => Event { event, lookup: None },
        Read::Unplaced { ask, event } => Event {
            event,
            lookup: Some(*ask),
        },
    }
}

fn refused(reject: &Reject) -> Refused<'_> {
    Refused {
        reason: reject.reason.name(),
        detail: &reject.detail,
    }
}
