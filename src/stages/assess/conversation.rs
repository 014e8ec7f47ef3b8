//! The row of a conversation: counts and marks of a bounded size, however many take part.

use serde::{Deserialize, Serialize};

use super::correspondents::Correspondent;
use crate::domain::ids::ConversationKey;
use crate::domain::score::Risk;
use crate::domain::scored::Role;
use crate::domain::time::{Span, Time};
use crate::scoring::spread::Spread;
use crate::scoring::spread_params::SpreadParams;
use crate::state::due::Due;
use crate::state::route::{Route, Routed};
use crate::state::row::Row;
use crate::wire::rows::{decode_row, encode_row};

/// The least time between two notices to an owner while the level stays the same.
const TELL_EVERY: Span = Span::minutes(1);

/// A root that came after posts of its conversation: those are being told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Adoption {
    /// When the root reached the first topic.
    pub(super) at: Time,
    /// What its author is told of each of them, framed, but for what is each one's own.
    #[serde(with = "serde_bytes")]
    pub(super) notice: Vec<u8>,
}

/// A conversation in which something was counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Conversation {
    /// Whose deployment.
    pub(super) tenant: String,
    /// How it spreads.
    pub(super) spread: Spread,
    /// Whether any share or reply was fresh when it came.
    pub(super) fresh: bool,
    /// Replies, without those taken back.
    pub(super) replies: i64,
    /// Replies by authors with the same trouble.
    pub(super) joiners: i64,
    /// Answers by people other than the brand.
    pub(super) peer_answers: i64,
    /// Replies that take the brand's side.
    pub(super) defenders: i64,
    /// Latest moment counted.
    pub(super) latest_at: Time,
    /// Version of the cascade record written last.
    pub(super) version: i64,
    /// Since when there is something that the cascade does not say.
    pub(super) changed_since: Option<Time>,
    /// What the owner was told last.
    pub(super) told: Risk,
    /// Lane time at which the owner was told.
    pub(super) told_at: Time,
    /// The owner has not been told of all yet.
    pub(super) owed: bool,
    /// Posts whose authors own their case because the root was not there; they are numbered from 0.
    pub(super) orphans: i64,
    /// Number of the first of them that was not told of a root.
    pub(super) adopted: i64,
    /// Customers who write in it without a root, those who wrote first.
    pub(super) correspondents: Vec<Correspondent>,
    /// The root that they are being told of.
    pub(super) adoption: Option<Adoption>,
    /// When the conversation may be forgotten.
    pub(super) until: Time,
}

impl Conversation {
    pub(super) fn new(tenant: &str) -> Self {
        Self {
            tenant: tenant.into(),
            spread: Spread::default(),
            fresh: false,
            replies: 0,
            joiners: 0,
            peer_answers: 0,
            defenders: 0,
            latest_at: Time::START,
            version: 0,
            changed_since: None,
            told: Risk::NONE,
            told_at: Time::START,
            owed: false,
            orphans: 0,
            adopted: 0,
            correspondents: Vec::new(),
            adoption: None,
            until: Time::START,
        }
    }

    /// What it means by now.
    pub(super) fn risk(&self, params: &SpreadParams) -> Risk {
        let risk = self.spread.risk(params, self.replies);
        Risk {
            fresh: self.fresh && (risk.shares > 0 || self.replies > 0),
            ..risk
        }
    }

    /// There is something that the cascade does not say; it came in at this moment.
    pub(super) fn touch(&mut self, at: Time) {
        self.changed_since = Some(self.changed_since.map_or(at, |since| since.min(at)));
    }

    /// Nobody is to be told of a root any more.
    pub(super) fn leave_orphans(&mut self) {
        self.adopted = self.orphans;
        self.adoption = None;
    }

    /// Whether anything was ever counted.
    pub(super) fn is_cascade(&self) -> bool {
        self.version > 0 || self.replies != 0 || self.spread != Spread::default()
    }

    /// Whether nobody has to hear of it before it is forgotten.
    pub(super) const fn is_quiet(&self) -> bool {
        self.changed_since.is_none() && self.adoption.is_none() && !self.owed
    }

    /// When its owner may be told again.
    pub(super) const fn tell_at(&self) -> Time {
        self.told_at.plus(TELL_EVERY)
    }

    pub(super) const fn count(&mut self, hint: Role, by: i64) {
        match hint {
            Role::Joiner => self.joiners += by,
            Role::Helper => self.peer_answers += by,
            Role::Defender => self.defenders += by,
            Role::Unknown | Role::Owner | Role::Agent | Role::Bystander => {}
        }
    }
}

impl Row for Conversation {
    fn encode(&self, to: &mut Vec<u8>) {
        encode_row("conversation", self, to);
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode_row("conversation", bytes)
    }

    /// The next tick publishes what has changed, that of the oldest change first, and goes on with an adoption.
    fn due(&self) -> Option<Due> {
        let adopting = self.adoption.as_ref().map(|adoption| adoption.at);
        let since = self.changed_since.into_iter().chain(adopting).min();
        Some(match since {
            Some(since) => Due::Next(since),
            None if self.owed => Due::At(self.tell_at()),
            None => Due::At(self.until),
        })
    }
}

impl Routed<ConversationKey> for Conversation {
    fn route(&self, key: &ConversationKey) -> Route {
        Route::Home(key.home())
    }
}
