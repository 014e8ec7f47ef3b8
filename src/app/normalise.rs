//! One raw payload as one line of JSON: what it is and which events it comes to.

use serde::Serialize;

use crate::domain::event::SocialEvent;
use crate::domain::fate::{Fate, Reject};
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
    events: Vec<Event<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused: Vec<Refused<'a>>,
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
    let topic = Topic::Raw(network).name();
    let place = RawPlace {
        topic: &topic,
        partition: 0,
        offset: 0,
    };
    let mut reading = reader.read(network, body, place, NEVER);
    for read in &mut reading.events {
        let (Read::Placed(event) | Read::Unplaced { event, .. }) = read;
        event.ingested_at = event.observed_at.max(event.occurred_at).unwrap_or_default();
    }
    let fate = fate(&reading);
    let reason = fate.reason();
    let line = Line {
        fate: fate.name(),
        reason: (!reason.is_empty()).then_some(reason),
        events: reading.events.iter().map(shown).collect(),
        refused: reading.refused.iter().map(refused).collect(),
    };
    serde_json::to_string(&line)
        .unwrap_or_else(|error| format!(r#"{{"fate":"rejected","reason":"{error}"}}"#))
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
