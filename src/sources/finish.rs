//! The step that every network's news goes through: checks, limits, time sanity, sides, identifiers.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::adapter::Adapter;
use super::draft::{
    Draft, DraftAccount, DraftAuthor, DraftGap, DraftMedia, DraftPlace, DraftShown, DraftText, Root,
};
use super::limits::Limits;
use super::named::Named;
use super::{RawPlace, Read, size, words};
use crate::domain::account::AccountChange;
use crate::domain::event::{
    Author, Counts, Direction, Embedded, Extra, Media, PostPlace, Rating, RawRef, SocialEvent, Visibility,
};
use crate::domain::fate::{Reject, RejectReason};
use crate::domain::gap::FeedGap;
use crate::domain::ids::{AuthorHasher, ConversationKey, EventId, PayloadHash, PostKey};
use crate::domain::network::Network;
use crate::domain::time::{Span, Time};
use crate::masking::Masker;
use crate::masking::seal::AddressSeal;

/// A clock may be ahead of ours by this much before it is not believed.
const AHEAD: Span = Span::minutes(5);

/// 2000-01-01: no network that is read here is older; an earlier moment is a default or a mistake.
const EARLIEST: Time = Time(946_684_800_000);

/// What does not change from payload to payload.
#[derive(Debug)]
pub(super) struct Finisher {
    pub(super) tenant: String,
    pub(super) hasher: AuthorHasher,
    /// Ids and lower-case handles of the brand's accounts.
    pub(super) own: BTreeMap<Network, BTreeSet<String>>,
    pub(super) limits: Limits,
    /// Older news never page.
    pub(super) page_within: Span,
    pub(super) masker: Masker,
    pub(super) seal: AddressSeal,
}

/// What is the same for all news of a payload.
pub(super) struct Arrival<'a> {
    pub(super) network: Network,
    adapter: Option<&'static Adapter>,
    body: &'a [u8],
    raw: RawPlace<'a>,
    ingested_at: Time,
    /// Whether whoever delivered it says that it comes from before.
    backfill: bool,
    /// Made at the first news: most of what a busy feed sends is none.
    sha256: OnceCell<PayloadHash>,
}

impl<'a> Arrival<'a> {
    pub(super) const fn new(
        network: Network,
        adapter: Option<&'static Adapter>,
        body: &'a [u8],
        raw: RawPlace<'a>,
        ingested_at: Time,
        backfill: bool,
    ) -> Self {
        Self {
            backfill,
            network,
            adapter,
            body,
            raw,
            ingested_at,
            sha256: OnceCell::new(),
        }
    }

    /// Version of the adapter.
    const fn version(&self) -> i32 {
        match self.adapter {
            Some(adapter) => adapter.version,
            None => 0,
        }
    }

    fn raw_ref(&self) -> RawRef {
        RawRef {
            topic: self.raw.topic.to_owned(),
            partition: self.raw.partition,
            offset: self.raw.offset,
            sha256: *self.sha256.get_or_init(|| sha256(self.body)),
        }
    }
}

fn sha256(body: &[u8]) -> PayloadHash {
    let mut first = [0; 16];
    for (to, from) in first.iter_mut().zip(Sha256::digest(body)) {
        *to = from;
    }
    PayloadHash::from_bytes(first)
}

impl Finisher {
    /// The event of this news, or what is wrong with it.
    #[expect(clippy::too_many_lines, reason = "a line a field")]
    pub(super) fn finish(&self, mut draft: Draft<'_>, arrival: &Arrival<'_>) -> Result<Read, Reject> {
        let revision = self.check(&draft)?;
        if let Some(adapter) = arrival.adapter {
            (adapter.act)(&mut draft);
        }
        let network = arrival.network;
        let first_id = draft.first_id.as_ref().unwrap_or(&draft.native_id);
        let post_key = self.post_key(network, draft.scope.as_deref(), first_id);
        let (root, ask) = self.root(&draft, network, post_key);
        let observed_at = draft.observed_at.filter(|time| *time >= EARLIEST);
        let held = observed_at.map_or(arrival.ingested_at, |time| time.min(arrival.ingested_at));
        let occurred_at = believe(draft.occurred_at, held);
        let direction = self.direction(network, draft.visibility, draft.direction, draft.author.as_ref());
        let route = self.route(
            &mut draft,
            network,
            direction,
            occurred_at.unwrap_or(arrival.ingested_at),
        );
        let named = Named {
            finisher: self,
            network,
            scope: draft.scope,
            root: draft.root.id().map(|id| (id, root)),
        };
        let mut event = SocialEvent {
            event_id: EventId::derive(post_key, draft.action.name(), revision.unsigned_abs()),
            tenant: self.tenant.clone(),
            network,
            part: draft.part.map(str::to_owned),
            surface: draft.surface,
            own_account: route.own_account,
            url: route.url,
            thread: route.thread,
            action: draft.action,
            kind: draft.kind,
            post_key,
            revision,
            conversation: ConversationKey::of_root(root),
            parent: draft.parent.map(|id| named.refer(id)),
            quoted: draft.quoted.map(|id| named.refer(id)),
            shared: draft.shared.map(|id| named.refer(id)),
            embedded: draft
                .shown
                .filter(|shown| self.fault(&shown.native_id).is_none())
                .map(|shown| Box::new(self.embed(*shown, &named, held, arrival.ingested_at))),
            direction,
            visibility: draft.visibility,
            reply: route.reply,
            author: draft.author.map(|author| self.author(author, network, held)),
            media: self.media(draft.media, draft.text.as_ref(), network, draft.visibility),
            text: draft.text.and_then(|text| words::finish(text, &self.limits)),
            counts: draft.counts.as_ref().and_then(counts),
            ratings: self.ratings(draft.ratings),
            place: draft.place.and_then(|place| self.place(place)),
            needs_enrichment: draft.needs_enrichment,
            stale: self.is_stale(occurred_at, arrival.ingested_at),
            clamped: occurred_at.is_some() && occurred_at < draft.occurred_at,
            occurred_at,
            observed_at,
            ingested_at: arrival.ingested_at,
            backfill: draft.backfill || arrival.backfill,
            hops: 0,
            raw_ref: arrival.raw_ref(),
            adapter: arrival.version(),
            native_id: draft.native_id.into_owned(),
            extras: self.extras(draft.extras),
        };
        self.masker.mask_event(&mut event);
        size::fit(&mut event);
        Ok(match ask {
            Some(ask) => Read::Unplaced { ask, event },
            None => Read::Placed(event),
        })
    }

    /// The root of the conversation, and the post to ask about where the payload does not tell it.
    fn root(&self, draft: &Draft<'_>, network: Network, post_key: PostKey) -> (PostKey, Option<PostKey>) {
        let key = |id: &str| PostKey::derive(&self.tenant, network, id);
        let first_id = draft.first_id.as_ref().unwrap_or(&draft.native_id);
        let unscoped = draft.scope.is_none();
        match &draft.root {
            Root::Own if unscoped && draft.first_id.is_none() => (post_key, None),
            Root::Own => (key(&draft.native_id), None),
            Root::Id(id) if unscoped && id == first_id => (post_key, None),
            Root::Id(id) => (key(id), None),
            Root::Ask(id) => {
                let root = key(id);
                (root, Some(root))
            }
        }
    }

    fn is_stale(&self, occurred_at: Option<Time>, ingested_at: Time) -> bool {
        occurred_at.is_some_and(|at| at < ingested_at.minus(self.page_within))
    }

    /// The key of a post whose id is unique in this scope, or in the network.
    pub(super) fn post_key(&self, network: Network, scope: Option<&str>, id: &str) -> PostKey {
        match scope {
            Some(scope) => PostKey::derive(&self.tenant, network, &format!("{scope}/{id}")),
            None => PostKey::derive(&self.tenant, network, id),
        }
    }

    /// The change of this account, or what is wrong with its id.
    pub(super) fn account(
        &self,
        draft: &DraftAccount<'_>,
        arrival: &Arrival<'_>,
    ) -> Result<AccountChange, Reject> {
        if let Some(fault) = self.fault(&draft.id) {
            let detail = format!("id of the account {fault}");
            return Err(Reject::new(RejectReason::BadField, detail));
        }
        let author = self.hasher.key(arrival.network, &draft.id);
        let at = draft.at.filter(|time| *time >= EARLIEST);
        Ok(AccountChange {
            event_id: EventId::of_account(&self.tenant, author, draft.state.name(), at),
            tenant: self.tenant.clone(),
            network: arrival.network,
            author,
            state: draft.state,
            occurred_at: believe(at, arrival.ingested_at),
            ingested_at: arrival.ingested_at,
            raw_ref: arrival.raw_ref(),
            adapter: arrival.version(),
        })
    }

    /// The gap, the `number`th that this payload tells of.
    pub(super) fn gap(&self, draft: &DraftGap, number: usize, arrival: &Arrival<'_>) -> FeedGap {
        let raw_ref = arrival.raw_ref();
        FeedGap {
            event_id: EventId::of_gap(&self.tenant, arrival.network, raw_ref.sha256, number),
            tenant: self.tenant.clone(),
            network: arrival.network,
            reason: draft.reason,
            count: draft.count.filter(|count| *count >= 0),
            from: believe(draft.from, arrival.ingested_at),
            to: believe(draft.to, arrival.ingested_at),
            ingested_at: arrival.ingested_at,
            raw_ref,
            adapter: arrival.version(),
        }
    }

    /// What is attached, then the pictures among the words.
    fn media(
        &self,
        drafts: Vec<DraftMedia<'_>>,
        text: Option<&DraftText<'_>>,
        network: Network,
        seen: Visibility,
    ) -> Vec<Media> {
        let most = self.limits.media;
        let among = text.map(|text| words::pictures(text, self.limits.text_bytes));
        let drafts = drafts.into_iter().chain(among.unwrap_or_default());
        let finish = |media: DraftMedia<'_>| Media {
            kind: media.kind,
            alt: media.alt.and_then(|alt| self.words(alt, self.limits.text_bytes)),
            url: media.url.and_then(|url| self.media_url(&url, network, seen)),
        };
        drafts.take(most).map(finish).collect()
    }

    fn ratings(&self, drafts: Vec<Rating>) -> Vec<Rating> {
        let sane = drafts.into_iter().filter_map(rating);
        sane.take(self.limits.ratings).collect()
    }

    fn place(&self, draft: DraftPlace<'_>) -> Option<PostPlace> {
        let place = PostPlace {
            name: draft
                .name
                .and_then(|name| self.words(name, self.limits.extra_bytes)),
            country: draft
                .country
                .filter(|code| (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphabetic()))
                .map(|code| code.to_ascii_uppercase()),
        };
        (place.name.is_some() || place.country.is_some()).then_some(place)
    }

    fn extras(&self, drafts: Vec<(&'static str, Cow<'_, str>)>) -> Vec<Extra> {
        let finish = |(name, value)| {
            Some(Extra {
                name: str::to_owned(name),
                value: self.words(value, self.limits.extra_bytes)?,
            })
        };
        let all = drafts.into_iter().filter_map(finish);
        all.take(self.limits.extras).collect()
    }

    /// Words that are no text of the post: NFC, cut at so many bytes; `None` if there are none.
    fn words(&self, words: Cow<'_, str>, most: usize) -> Option<String> {
        let words = words::plain(words, most);
        (!words.trim().is_empty()).then_some(words)
    }

    /// Every fault of what must be right, at once; the revision if there is none.
    fn check(&self, draft: &Draft<'_>) -> Result<i32, Reject> {
        let root = match &draft.root {
            Root::Own => None,
            Root::Id(id) | Root::Ask(id) => Some(id),
        };
        let ids = [
            ("the post", Some(&draft.native_id)),
            ("its first revision", draft.first_id.as_ref()),
            ("its conversation", root),
            ("its chat", draft.scope.as_ref()),
            ("the post answered", draft.parent.as_ref()),
            ("the post quoted", draft.quoted.as_ref()),
            ("the post shared", draft.shared.as_ref()),
            ("its author", draft.author.as_ref().map(|author| &author.id)),
        ];
        let mut faults: Vec<String> = ids
            .into_iter()
            .filter_map(|(name, id)| Some(format!("id of {name} {}", self.fault(id?)?)))
            .collect();
        let revision = i32::try_from(draft.revision)
            .ok()
            .filter(|revision| *revision >= 0);
        if revision.is_none() {
            faults.push(format!("revision {} is out of range", draft.revision));
        }
        match revision {
            Some(revision) if faults.is_empty() => Ok(revision),
            Some(_) | None => Err(Reject::new(RejectReason::BadField, faults.join("; "))),
        }
    }

    pub(super) fn fault(&self, id: &str) -> Option<String> {
        if id.is_empty() {
            Some("is empty".to_owned())
        } else if id.len() > self.limits.id_bytes {
            Some(format!(
                "has {} bytes, more than {}",
                id.len(),
                self.limits.id_bytes
            ))
        } else if id.bytes().all(|byte| byte.is_ascii_graphic()) {
            // As most are: quicker to see than what follows.
            None
        } else if id.chars().any(|c| c.is_control() || c.is_whitespace()) {
            Some("holds white space or control characters".to_owned())
        } else {
            None
        }
    }

    /// The side that the payload tells. Else ours, if it is one of our accounts, and the other one if it is not; where no
    /// account of ours is named, an unknown side stays unknown.
    fn direction(
        &self,
        network: Network,
        visibility: Visibility,
        told: Option<Direction>,
        author: Option<&DraftAuthor<'_>>,
    ) -> Direction {
        // Whoever wrote it: what only the brand's own people see is no word of anybody else.
        if visibility == Visibility::Internal {
            return Direction::Outbound;
        }
        let otherwise = match told {
            Some(told @ (Direction::Inbound | Direction::Outbound)) => return told,
            untold => untold.unwrap_or(Direction::Inbound),
        };
        let own = self.own.get(&network).filter(|own| !own.is_empty());
        let ours = author.zip(own).is_some_and(|(author, own)| {
            let named = |name: &str| own.iter().any(|own| own.eq_ignore_ascii_case(name));
            named(&author.id) || author.handle.as_deref().is_some_and(named)
        });
        match own {
            Some(_) if ours => Direction::Outbound,
            Some(_) => Direction::Inbound,
            None => otherwise,
        }
    }

    fn author(&self, draft: DraftAuthor<'_>, network: Network, held: Time) -> Author {
        Author {
            key: self.hasher.key(network, &draft.id),
            handle: draft
                .handle
                .filter(|handle| handle.len() <= self.limits.id_bytes)
                .map(Cow::into_owned),
            followers: draft.followers.filter(|count| *count >= 0),
            verified: draft.verified,
            joined_at: believe(draft.joined_at, held),
            bot: draft.bot,
        }
    }

    fn embed(&self, shown: DraftShown<'_>, named: &Named<'_>, held: Time, ingested_at: Time) -> Embedded {
        let network = named.network;
        let post_key = named.key(&shown.first_id);
        let root = if shown.root_id == shown.first_id {
            post_key
        } else {
            named.key(&shown.root_id)
        };
        // No reply goes to who is only shown: masking would drop the name.
        let unnamed = |author| DraftAuthor {
            handle: None,
            ..author
        };
        let occurred_at = believe(shown.occurred_at, held);
        Embedded {
            post_key,
            revision: i32::try_from(shown.revision).unwrap_or_default(),
            conversation: ConversationKey::of_root(root),
            direction: self.direction(network, Visibility::Unknown, None, shown.author.as_ref()),
            author: shown
                .author
                .map(|author| self.author(unnamed(author), network, held)),
            text: shown.text.and_then(|text| words::finish(text, &self.limits)),
            stale: self.is_stale(occurred_at, ingested_at),
            occurred_at,
            native_id: shown.native_id.into_owned(),
        }
    }
}

/// A moment as far as it can be believed: never later than it was held by more than a clock may be ahead.
fn believe(time: Option<Time>, held: Time) -> Option<Time> {
    time.filter(|time| *time >= EARLIEST)
        .map(|time| time.min(held.plus(AHEAD)))
}

fn rating(mut rating: Rating) -> Option<Rating> {
    rating.max = rating.max.filter(|max| max.is_finite());
    rating.value.is_finite().then_some(rating)
}

fn counts(counts: &Counts) -> Option<Counts> {
    let sane = |count: Option<i64>| count.filter(|count| *count >= 0);
    let counts = Counts {
        shares: sane(counts.shares),
        replies: sane(counts.replies),
        likes: sane(counts.likes),
        quotes: sane(counts.quotes),
        views: sane(counts.views),
    };
    let none = Counts {
        shares: None,
        replies: None,
        likes: None,
        quotes: None,
        views: None,
    };
    (counts != none).then_some(counts)
}
