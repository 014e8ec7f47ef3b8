//! Raw payloads to social events. An adapter a network maps what its network sends to drafts and knows
//! nothing else; one shared step checks them, bounds them and derives identifiers. Reading is a function
//! of the bytes, the place and the arrival time alone. Knows nothing of Kafka, nor of what becomes of the
//! events. A new network is a file here, a variant of `Network`, and a folder of fixtures.

mod bluesky;
mod draft;
mod finish;
mod limits;
mod loose;
mod moment;
mod peel;
mod subject;
mod words;
mod x;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::event::SocialEvent;
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::ids::{AuthorHasher, PostKey};
use crate::domain::network::Network;
use crate::domain::time::Time;
use draft::{Part, Shape};
use finish::{Arrival, Finisher};
pub use limits::Limits;
use peel::Peeled;

/// Layers of wrapping that are taken off before a payload counts as unknown.
const LAYERS: usize = 4;

/// What a deployment says about reading.
#[derive(Clone)]
pub struct Setup {
    /// Whose deployment.
    pub tenant: String,
    /// Secret under which account ids are hashed.
    pub secret: Vec<u8>,
    /// The brand's accounts: ids, or handles in any case, with or without `@`.
    pub own_accounts: BTreeMap<Network, BTreeSet<String>>,
    /// Bounds on what one payload may cost.
    pub limits: Limits,
}

/// Where a payload lies.
#[derive(Debug, Clone, Copy)]
pub struct RawPlace<'a> {
    /// Topic.
    pub topic: &'a str,
    /// Partition.
    pub partition: i32,
    /// Offset.
    pub offset: i64,
}

/// An event, and whether it knows its conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// It stands in the conversation it names.
    Placed(SocialEvent),
    /// Its conversation is the one that the post `ask` stands in; until that is known it names the
    /// conversation that `ask` would be the root of.
    Unplaced {
        /// The post to ask about, under the id that the payload names.
        ask: PostKey,
        /// The event.
        event: SocialEvent,
    },
}

impl Read {
    /// The event.
    #[must_use]
    pub const fn event(&self) -> &SocialEvent {
        match self {
            Self::Placed(event) | Self::Unplaced { event, .. } => event,
        }
    }
}

/// What one payload came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Events, in the order of the payload.
    pub events: Vec<Read>,
    /// Parts that could not be read.
    pub refused: Vec<Reject>,
    /// Why there is nothing at all; set when there are no events and nothing is refused.
    pub ignored: Option<Ignored>,
}

/// Reads payloads.
#[derive(Debug)]
pub struct Reader {
    finisher: Finisher,
}

impl Reader {
    /// A reader for this deployment.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let plain = |name: &String| name.trim_start_matches('@').to_ascii_lowercase();
        let own = setup
            .own_accounts
            .iter()
            .map(|(network, names)| (*network, names.iter().map(plain).collect()))
            .collect();
        Self {
            finisher: Finisher {
                tenant: setup.tenant,
                hasher: AuthorHasher::new(&setup.secret),
                own,
                limits: setup.limits,
            },
        }
    }

    /// Reads one payload of this network. Never fails as a whole: what cannot be read is in `refused`.
    #[must_use]
    pub fn read(&self, network: Network, body: &[u8], raw: RawPlace<'_>, ingested_at: Time) -> Reading {
        let arrival = Arrival::new(network, version(network), body, raw, ingested_at);
        let mut reading = Reading::default();
        match self.too_large(body) {
            Some(reject) => reading.refused.push(reject),
            None => self.layer(body, LAYERS, &arrival, &mut reading),
        }
        if !(reading.events.is_empty() && reading.refused.is_empty()) {
            reading.ignored = None;
        }
        reading
    }

    fn too_large(&self, body: &[u8]) -> Option<Reject> {
        let Limits {
            payload_bytes,
            objects,
            ..
        } = self.finisher.limits;
        let refuse = |detail| Some(Reject::new(RejectReason::Oversize, detail));
        if body.len() > payload_bytes {
            return refuse(format!(
                "payload has {} bytes, more than {payload_bytes}",
                body.len()
            ));
        }
        // A payload shorter than that cannot hold as many: most are not counted.
        if body.len() > objects {
            let found = body.iter().filter(|byte| **byte == b'{').count();
            if found > objects {
                return refuse(format!("payload holds {found} objects, more than {objects}"));
            }
        }
        None
    }

    fn layer(&self, body: &[u8], layers: usize, arrival: &Arrival<'_>, reading: &mut Reading) {
        let body = body.trim_ascii();
        if body.is_empty() || body == b"null" {
            note(reading, Ignored::Control);
            return;
        }
        let mut parts = Vec::new();
        let shape = match body.first() {
            Some(b'{') => adapt(arrival.network, body, &mut parts),
            Some(_) | None => Ok(Shape::Unknown),
        };
        match shape {
            Ok(Shape::Known) => self.take(parts, arrival, reading),
            Ok(Shape::Unknown) => self.unwrap(body, layers, arrival, reading),
            Err(reject) => reading.refused.push(reject),
        }
    }

    fn take(&self, parts: Vec<Part<'_>>, arrival: &Arrival<'_>, reading: &mut Reading) {
        if let Some(reject) = self.too_many(parts.len()) {
            return reading.refused.push(reject);
        }
        for part in parts {
            match part {
                Part::News(draft) => match self.finisher.finish(*draft, arrival) {
                    Ok(read) => reading.events.push(read),
                    Err(reject) => reading.refused.push(reject),
                },
                Part::Ignored(reason) => note(reading, reason),
                Part::Refused(reject) => reading.refused.push(reject),
            }
        }
    }

    fn unwrap(&self, body: &[u8], layers: usize, arrival: &Arrival<'_>, reading: &mut Reading) {
        let inside = match peel::peel(body) {
            Ok(Peeled::Inside(inside)) => inside,
            Ok(Peeled::UntilMark) => return note(reading, Ignored::UntilMark),
            Ok(Peeled::Bare) => return reading.refused.push(unknown(arrival.network)),
            Err(reject) => return reading.refused.push(reject),
        };
        let Some(layers) = layers.checked_sub(1) else {
            return reading.refused.push(unknown(arrival.network));
        };
        if let Some(reject) = self.too_many(inside.len()) {
            return reading.refused.push(reject);
        }
        if inside.is_empty() {
            note(reading, Ignored::Control);
        }
        for part in inside {
            self.layer(part.as_bytes(), layers, arrival, reading);
        }
    }

    fn too_many(&self, parts: usize) -> Option<Reject> {
        let limit = self.finisher.limits.parts;
        let detail = || format!("a batch of {parts} payloads, more than {limit}");
        (parts > limit).then(|| Reject::new(RejectReason::Oversize, detail()))
    }
}

/// The adapter of each network.
fn adapt<'a>(network: Network, body: &'a [u8], parts: &mut Vec<Part<'a>>) -> Result<Shape, Reject> {
    match network {
        Network::Unknown => Ok(Shape::Unknown),
        Network::X => x::read(body, parts),
        Network::Bluesky => bluesky::read(body, parts),
    }
}

/// Version of each network's adapter: raised when the same payload comes to other events than before.
const fn version(network: Network) -> i32 {
    match network {
        Network::Unknown => 0,
        Network::X => x::VERSION,
        Network::Bluesky => bluesky::VERSION,
    }
}

/// Remembers why a part has no effect; the most telling reason of a batch stays.
fn note(reading: &mut Reading, reason: Ignored) {
    reading.ignored = reading.ignored.max(Some(reason));
}

fn unknown(network: Network) -> Reject {
    let detail = format!("no kind of {} payload that is known", network.name());
    Reject::new(RejectReason::UnknownKind, detail)
}
