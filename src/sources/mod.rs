//! Raw payloads to social events. An adapter a network maps what its network sends to drafts and knows
//! nothing else; one shared step checks them, bounds them and derives identifiers. Reading is a function
//! of the bytes, the place and the arrival time alone. Knows nothing of Kafka, nor of what becomes of the
//! events. A new network is a file here, a variant of `Network`, and a folder of fixtures.

mod acting;
mod activitystreams;
mod adapter;
mod app_store;
mod bluesky;
mod chatwoot;
mod discourse;
mod draft;
mod email;
mod facebook;
mod fields;
mod filled;
mod fingerprint;
mod finish;
mod generic;
mod google_play;
mod halves;
mod history;
mod inside;
mod instagram;
mod limits;
mod linkedin;
mod listed;
mod loose;
mod mastodon;
mod messenger;
mod meta;
mod moment;
mod named;
mod origin;
mod parts;
mod peel;
mod pointed;
mod reddit;
mod revision;
mod rss_atom;
mod size;
mod stars;
mod statuspage;
mod subject;
mod survey;
mod table;
mod telegram;
mod tiktok;
mod transcript;
mod trustpilot;
mod whatsapp;
mod words;
mod x;
mod youtube;
mod zendesk;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::account::AccountChange;
use crate::domain::event::SocialEvent;
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::gap::FeedGap;
use crate::domain::ids::{AuthorHasher, PostKey};
use crate::domain::mask::{MaskField, MaskPolicy};
use crate::domain::network::Network;
use crate::domain::time::{Span, Time};
use crate::masking::Masker;
use crate::masking::seal::AddressSeal;
use adapter::{Adapter, Context};
pub use adapter::{BodyForm, Coverage};
use draft::Shape;
use finish::{Arrival, Finisher};
pub use generic::Mapping;
pub use limits::Limits;
pub use origin::{How, Origin};
use parts::{Before, Parts};
use peel::Peeled;
pub use size::EVENT_BYTES;

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
    /// How old news may be on arrival and still page somebody.
    pub page_within: Span,
    /// Which personal values are masked where.
    pub masking: MaskPolicy,
    /// Where the fields of an event lie in payloads of the generic network.
    pub mapping: Option<Mapping>,
}

/// What a connector delivered.
#[derive(Debug, Clone, Copy)]
pub struct Payload<'a> {
    /// The bytes.
    pub body: &'a [u8],
    /// Headers of the record, in any case; those that are no UTF-8 are not seen.
    pub headers: &'a [(&'a str, &'a [u8])],
}

impl<'a> From<&'a [u8]> for Payload<'a> {
    /// A payload without headers.
    fn from(body: &'a [u8]) -> Self {
        Self { body, headers: &[] }
    }
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
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Events, in the order of the payload.
    pub events: Vec<Read>,
    /// Reactions, in the order of the payload: told, and without effect.
    pub reactions: Vec<Read>,
    /// What happened to accounts.
    pub accounts: Vec<AccountChange>,
    /// What the feed left out.
    pub gaps: Vec<FeedGap>,
    /// Parts that could not be read.
    pub refused: Vec<Reject>,
    /// Why there is nothing at all; set when there are no events and nothing is refused.
    pub ignored: Option<Ignored>,
}

/// A header of a raw record by which a connector marks back-fill, of any network: `true`.
pub const BACKFILL_HEADER: &str = "outcry-backfill";

/// Reads payloads.
#[derive(Debug)]
pub struct Reader {
    finisher: Finisher,
    mapping: Option<Mapping>,
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
                hasher: AuthorHasher::new(&setup.secret),
                own,
                limits: setup.limits,
                page_within: setup.page_within,
                seal: AddressSeal::new(&setup.secret, &setup.tenant),
                masker: Masker::new(&setup.secret, setup.masking),
                tenant: setup.tenant,
            },
            mapping: setup.mapping,
        }
    }

    /// Reads one payload of this network. Never fails as a whole: what cannot be read is in `refused`.
    #[must_use]
    pub fn read<'a>(
        &self,
        network: Network,
        payload: impl Into<Payload<'a>>,
        raw: RawPlace<'_>,
        ingested_at: Time,
    ) -> Reading {
        let Payload { body, headers } = payload.into();
        let backfill = headers.iter().any(|(name, value)| {
            name.eq_ignore_ascii_case(BACKFILL_HEADER) && value.eq_ignore_ascii_case(b"true")
        });
        let arrival = Arrival::new(network, adapter(network), body, raw, ingested_at, backfill);
        let text = |(name, value): &(&'a str, &'a [u8])| {
            let value = std::str::from_utf8(value).ok()?;
            Some((peel::lower(Cow::Borrowed(*name)), Cow::Borrowed(value)))
        };
        let context = Context {
            event: None,
            headers: headers.iter().filter_map(text).collect(),
            mapping: self.mapping.as_ref(),
        };
        let mut reading = Reading::default();
        match self.too_large(body) {
            Some(reject) => reading.refused.push(reject),
            None => self.layer(body, LAYERS, &context, &arrival, &mut reading),
        }
        if !(reading.events.is_empty() && reading.refused.is_empty()) {
            reading.ignored = None;
        }
        for reject in &mut reading.refused {
            self.masker()
                .mask_in(&mut reject.detail, network, MaskField::Detail);
        }
        reading
    }

    /// What masks the free text of this deployment.
    #[must_use]
    pub const fn masker(&self) -> &Masker {
        &self.finisher.masker
    }

    /// Where each field of an event, printed as JSON, comes from in its payload.
    #[must_use]
    pub fn origins(&self, network: Network, event: &serde_json::Value, payload: &[u8]) -> Vec<Origin> {
        let keys = origin::Keys {
            tenant: &self.finisher.tenant,
            network,
            hasher: &self.finisher.hasher,
        };
        origin::origins(event, payload, &keys)
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

    /// One layer. If something in it cannot be read, halves of signs may be why: it is read once more without them.
    fn layer<'a>(
        &self,
        body: &'a [u8],
        layers: usize,
        context: &Context<'a>,
        arrival: &Arrival<'_>,
        reading: &mut Reading,
    ) {
        let before = Before::of(reading);
        self.layer_as_sent(body, layers, context, arrival, reading);
        let refused = reading.refused.get(before.refused()..).unwrap_or_default();
        // What cannot be read may show as something else: a message without what makes it one.
        if !refused.is_empty()
            && let Some(mended) = halves::mend(body)
        {
            before.restore(reading);
            self.layer_as_sent(&mended, layers, context, arrival, reading);
        }
    }

    fn layer_as_sent<'a>(
        &self,
        body: &'a [u8],
        layers: usize,
        context: &Context<'a>,
        arrival: &Arrival<'_>,
        reading: &mut Reading,
    ) {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii();
        if body.is_empty() || body == b"null" {
            note(reading, Ignored::Control);
            return;
        }
        let mut parts = Parts::new(&self.finisher, arrival, reading);
        let shape = match adapter(arrival.network).filter(|adapter| adapter.takes(body)) {
            Some(adapter) => (adapter.read)(body, context, &mut parts),
            None => Ok(Shape::Unknown),
        };
        if shape.is_err() {
            parts.undo();
        }
        parts.close();
        match shape {
            Ok(Shape::Known) => {}
            Ok(Shape::Unknown) => self.unwrap(body, layers, context, arrival, reading),
            Err(reject) => reading.refused.push(reject),
        }
    }

    fn unwrap<'a>(
        &self,
        body: &'a [u8],
        layers: usize,
        context: &Context<'a>,
        arrival: &Arrival<'_>,
        reading: &mut Reading,
    ) {
        let (inside, mut said) = match peel::peel(body) {
            Ok(Peeled::Inside(inside, said)) => (inside, said),
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
        said.around(context);
        for part in inside {
            self.layer(part.as_bytes(), layers, &said, arrival, reading);
        }
    }

    fn too_many(&self, parts: usize) -> Option<Reject> {
        let limit = self.finisher.limits.parts;
        let detail = || format!("a batch of {parts} payloads, more than {limit}");
        (parts > limit).then(|| Reject::new(RejectReason::Oversize, detail()))
    }
}

/// The adapter of each network.
const fn adapter(network: Network) -> Option<&'static Adapter> {
    Some(match network {
        Network::Unknown => return None,
        Network::X => &x::ADAPTER,
        Network::Bluesky => &bluesky::ADAPTER,
        Network::Facebook => &facebook::ADAPTER,
        Network::Instagram => &instagram::ADAPTER,
        Network::Youtube => &youtube::ADAPTER,
        Network::Linkedin => &linkedin::ADAPTER,
        Network::Reddit => &reddit::ADAPTER,
        Network::Mastodon => &mastodon::ADAPTER,
        Network::Tiktok => &tiktok::ADAPTER,
        Network::Whatsapp => &whatsapp::ADAPTER,
        Network::Telegram => &telegram::ADAPTER,
        Network::Discourse => &discourse::ADAPTER,
        Network::RssAtom => &rss_atom::ADAPTER,
        Network::GooglePlay => &google_play::ADAPTER,
        Network::AppStore => &app_store::ADAPTER,
        Network::Trustpilot => &trustpilot::ADAPTER,
        Network::Email => &email::ADAPTER,
        Network::Zendesk => &zendesk::ADAPTER,
        Network::Chatwoot => &chatwoot::ADAPTER,
        Network::Transcript => &transcript::ADAPTER,
        Network::Statuspage => &statuspage::ADAPTER,
        Network::Survey => &survey::ADAPTER,
        Network::Activitystreams => &activitystreams::ADAPTER,
        Network::Generic => &generic::ADAPTER,
    })
}

/// What is read of a network: nothing of an unknown one.
#[must_use]
pub const fn coverage(network: Network) -> Option<Coverage> {
    match adapter(network) {
        Some(adapter) => Some(Coverage {
            version: adapter.version,
            forms: adapter.forms,
            covers: adapter.covers,
        }),
        None => None,
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
