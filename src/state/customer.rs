//! Rows of `cases`: what a lane keeps of one customer.
//!
//! Everything that decides the outcome is a join: sets that only grow, marks that are only set, the least or
//! the greatest of what was seen. So two lanes that saw the same records in another order hold the same row,
//! apart from what was published on the way (versions, notices, flags of what was said once).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::account::AccountState;
use crate::domain::clock::ClockKind;
use crate::domain::event::{Kind, Rating, Visibility};
use crate::domain::ids::{AlertKey, AuthorKey, ConversationKey, EventId, PostKey};
use crate::domain::item_post::ItemMedia;
use crate::domain::network::Network;
use crate::domain::presence::Presence;
use crate::domain::promise::{Pauses, Promise};
use crate::domain::reply::ReplyRoute;
use crate::domain::score::{Abstention, CaseState, Cue, Level, Risk, ScoredIntent, Stance, Tone, Urgency};
use crate::domain::scored::Role;
use crate::domain::surface::Surface;
use crate::domain::thread::{OwnAccount, Thread};
use crate::domain::time::{Span, Time};

/// One customer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Whose deployment.
    pub tenant: String,
    /// The name a reply must address, from the newest post that showed one.
    pub handle: Option<String>,
    /// When that post was written.
    pub handle_at: Time,
    /// Posts, in order of their keys: the customer's own, those of others in the customer's conversations,
    /// and the brand's answers. Shared with the row as it was: a step copies the posts that it changes alone.
    pub posts: Vec<Arc<PostRow>>,
    /// Conversations whose spread is known, in order of their keys.
    pub conversations: Vec<ConversationRow>,
    /// Cases, in order of their numbers.
    pub episodes: Vec<EpisodeRow>,
    /// Number of the newest case ever opened; 0 before the first.
    pub newest_episode: u32,
    /// Joiners beyond the number of posts that is kept.
    pub joiners_beyond: i32,
    /// The agent who knows this customer.
    pub affinity: Option<AffinityRow>,
    /// Latest `ingested_at` of a record that changed this row.
    pub active_at: Time,
    /// When a tick must look at this row; `None` never.
    pub wake_at: Option<Time>,
    /// The latest news of the account; `None` while nothing was heard.
    pub account: Option<AccountRow>,
    /// Items that had their last version and wait for a tombstone, in order of their numbers.
    pub leaving: Vec<LeavingRow>,
}

/// An item that had its last version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingRow {
    /// Number of the case.
    pub number: u32,
    /// When the tombstone is due.
    pub until: Time,
    /// Keys of its alerts.
    pub alerts: Vec<AlertKey>,
}

/// The latest news of a customer's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    /// Its state.
    pub state: AccountState,
    /// Since when.
    pub at: Time,
}

/// The agent who knows this customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffinityRow {
    /// The agent, as a pseudonym.
    pub agent: String,
    /// Since when, by the desk's clock.
    pub since: Time,
    /// Whether that is for an answer; else for a claim.
    pub answered: bool,
    /// Until when that counts.
    pub until: Time,
}

/// What is known of one post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PostRow {
    /// The post.
    pub post_key: PostKey,
    /// The part its author plays; `Unknown` while only a removal, a return or a move is known.
    pub role: Role,
    /// Whether any revision had the same trouble, also one that a later revision took back.
    pub ever_joined: bool,
    /// Highest revision seen; -1 before the first.
    pub revision: i32,
    /// The network.
    pub network: Network,
    /// Who can see it.
    pub visibility: Visibility,
    /// Conversations it was said to stand in, in order.
    pub joined: Vec<ConversationKey>,
    /// Conversations it was said to have left, in order; leaving wins.
    pub left: Vec<ConversationKey>,
    /// Earliest moment of any revision, by the network's clock.
    pub occurred_at: Time,
    /// Earliest `ingested_at` of any revision.
    pub ingested_at: Time,
    /// Latest `ingested_at` of any record about it.
    pub heard_at: Time,
    /// Whether every revision came late.
    pub late: bool,
    /// Whether every revision was stale when it came.
    pub stale: bool,
    /// Whether its words went with a deletion and were not sent again since.
    pub wordless: bool,
    /// When it was last taken out of sight and last brought back.
    pub presence: Presence,
    /// What each revision says, in order of revisions; only of the customer's own posts.
    pub said: Vec<SaidRow>,
    /// The case it is part of; only of the customer's own posts that need one.
    pub episode: Option<u32>,
    /// Who wrote it; only of posts of others.
    pub author: Option<AuthorKey>,
    /// The post it answers; only of the brand's answers.
    pub answers: Option<PostKey>,
    /// The network's id; only of the customer's own posts.
    pub native_id: Option<String>,
    /// Its words, cut; only of the customer's own posts.
    pub text: Option<String>,
    /// How a desk acts on it; only of the customer's own posts, and as long as the words.
    pub acting: Option<ActingRow>,
    /// Unicode scalars of all its words; 0 while none are known.
    pub text_chars: i32,
    /// Whether its moment worth spreading was published.
    pub praised: bool,
}

/// How a desk acts on a post: where to click, and how to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActingRow {
    /// What sort of post it is.
    pub kind: Kind,
    /// The sort of place it stands in.
    pub surface: Surface,
    /// Link to it.
    pub url: Option<String>,
    /// The brand's account that it addresses.
    pub own_account: Option<OwnAccount>,
    /// The thread it stands in.
    pub thread: Thread,
    /// How it is answered.
    pub reply: Option<ReplyRoute>,
    /// What is attached to it.
    pub media: Vec<ItemMedia>,
}

impl ActingRow {
    /// Bytes of all its texts.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let own = self.own_account.as_ref();
        let reply = self.reply.as_ref();
        let media: usize = self.media.iter().map(|media| text(&media.url)).sum();
        text(&self.url)
            + own.map_or(0, |own| own.native_id.len() + text(&own.handle))
            + text(&self.thread.native_id)
            + text(&self.thread.url)
            + text(&self.thread.root_url)
            + reply.map_or(0, |reply| {
                let sealed = reply
                    .address
                    .as_ref()
                    .map_or(0, |address| address.sealed.0.len() * 2);
                text(&reply.post_native_id) + text(&reply.thread_native_id) + sealed
            })
            + media
    }
}

/// What one revision of a post says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaidRow {
    /// The revision.
    pub revision: i32,
    /// From -1 to 1.
    pub sentiment: Option<f64>,
    /// From 0 to 1.
    pub confidence: f64,
    /// Why `sentiment` is absent.
    pub abstention: Option<Abstention>,
    /// From 0 to 1.
    pub about_brand: Option<f64>,
    /// The feeling towards the brand.
    pub stance: Stance,
    /// From 0 to 1.
    pub complaint: Option<f64>,
    /// What is wanted, the surest first.
    pub intents: Vec<ScoredIntent>,
    /// How soon somebody must act.
    pub urgency: Urgency,
    /// Signs in the words, in order.
    pub cues: Vec<Cue>,
    /// The tone; `None` without words.
    pub tone: Option<Tone>,
    /// What the words say of how the case stands.
    pub case_state: CaseState,
    /// Language, where known.
    pub language: Option<String>,
    /// From 0 to 1; 0 where the language is not known.
    pub language_confidence: f64,
    /// The author's followers.
    pub followers: Option<i64>,
    /// Whether the network vouches for the author.
    pub verified: Option<bool>,
    /// The worst figure that the author gave.
    pub rating: Option<Rating>,
    /// Whether its words must be fetched.
    pub needs_enrichment: bool,
}

/// The spread of one conversation, each number the highest that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ConversationRow {
    /// The conversation.
    pub conversation: ConversationKey,
    /// Whether it was said to be this customer's own.
    pub owned: bool,
    /// From 0 to 1.
    pub score: f64,
    /// The score's level.
    pub level: Level,
    /// Shares and quotes.
    pub shares: i64,
    /// Followers of those who passed it on.
    pub audience: i64,
    /// Whether any share was fresh when it came.
    pub fresh: bool,
}

/// One case of a customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EpisodeRow {
    /// Its number, from 1.
    pub number: u32,
    /// Version published last; 0 before the first.
    pub version: i64,
    /// When what made that version came in.
    pub version_at: Time,
    /// Version of the customer's posts; 0 before the first.
    pub content_version: i64,
    /// Digest of those posts.
    pub content: i64,
    /// Digests of what a subscriber acts on in the version published last, one a field.
    pub acted: Vec<i64>,
    /// Earliest moment of its posts, by the network's clock.
    pub first_at: Time,
    /// Latest activity, by the network's clock.
    pub latest_at: Time,
    /// Earliest `ingested_at` of its posts.
    pub opened_at: Time,
    /// The agent who knew the customer when it was opened.
    pub preferred_agent: Option<AffinityRow>,
    /// Its clocks for which something is promised, in order of their kinds.
    pub clocks: Vec<ClockRow>,
    /// What the contact centre said of it.
    pub desk: DeskRow,
    /// Whether the first public answer was measured.
    pub measured_answer: bool,
    /// Whether the claim was measured.
    pub measured_claim: bool,
    /// Alerts raised about it, in order of their rules.
    pub alerts: Vec<AlertRow>,
    /// Whether nothing more will be said of it: set for the step that writes its last version.
    pub ended: bool,
}

/// What the contact centre said of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskRow {
    /// Who has it.
    pub hold: Option<HoldRow>,
    /// The queue that the desk sent it to.
    pub queue: Option<String>,
    /// Since when the desk waits for the customer.
    pub waiting_at: Option<Time>,
    /// When the desk resolved it.
    pub resolved_at: Option<Time>,
    /// When the desk closed or merged it.
    pub closed_at: Option<Time>,
    /// Why it is where the desk put it, in one word.
    pub reason: Option<String>,
    /// Number of the case in which it goes on.
    pub merged_into: Option<u32>,
    /// How often it was opened again.
    pub reopened: i32,
    /// The desk's first word that it has answered.
    pub answered_first: Option<Time>,
    /// The desk's latest word that it has answered.
    pub answered_latest: Option<Time>,
    /// Whether everybody can read that answer.
    pub answered_publicly: bool,
    /// When the desk waited for the customer, or held it for resolved.
    pub pauses: Pauses,
    /// When the desk first resolved, closed or merged it.
    pub done_first: Option<Time>,
    /// Digests of the ids of the words that were taken, in the order in which they came.
    pub heard: Vec<EventId>,
    /// Time spent on it, as far as the desk told.
    pub handled: Span,
    /// How often it changed hands: claims and reassignments after the first.
    pub hand_overs: i32,
}

/// One clock of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRow {
    /// What it waits for.
    pub clock: ClockKind,
    /// What tells one run from the next: when the answer before it was written; 0 where there is one run only.
    pub run: Time,
    /// What was promised, of each calendar the least.
    pub promises: Vec<Promise>,
    /// When it is due; `None` while a pause keeps that from coming.
    pub due_at: Option<Time>,
    /// Whether "at risk" was published.
    pub at_risk: bool,
    /// Whether "breached" was published.
    pub breached: bool,
}

impl ClockRow {
    /// A clock with nothing promised.
    #[must_use]
    pub const fn new(clock: ClockKind, run: Time) -> Self {
        Self {
            clock,
            run,
            promises: Vec::new(),
            due_at: None,
            at_risk: false,
            breached: false,
        }
    }
}

/// Who has a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRow {
    /// The agent, as a pseudonym.
    pub agent: String,
    /// Since when, by the desk's clock.
    pub since: Time,
}

/// An alert of one rule about one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRow {
    /// The rule.
    pub rule: String,
    /// Level now, for hysteresis.
    pub level: i32,
    /// Highest level of which notice was given.
    pub highest: i32,
    /// Notices given.
    pub notices: i64,
    /// Whether the last notice was a trigger.
    pub standing: bool,
    /// When it began.
    pub started_at: Time,
    /// Shares when the last notice was given.
    pub shares: i64,
    /// Joiners when the last notice was given.
    pub joiners: i64,
}

impl EpisodeRow {
    /// A case of which nothing is known yet.
    #[must_use]
    pub fn new(number: u32) -> Self {
        Self {
            number,
            version: 0,
            version_at: Time::START,
            content_version: 0,
            content: 0,
            acted: Vec::new(),
            first_at: Time(i64::MAX),
            latest_at: Time::START,
            opened_at: Time(i64::MAX),
            preferred_agent: None,
            clocks: Vec::new(),
            desk: DeskRow::default(),
            measured_answer: false,
            measured_claim: false,
            alerts: Vec::new(),
            ended: false,
        }
    }
}

impl PostRow {
    /// A post of which nothing is known yet.
    #[must_use]
    pub const fn new(post_key: PostKey) -> Self {
        Self {
            post_key,
            role: Role::Unknown,
            ever_joined: false,
            revision: -1,
            network: Network::Unknown,
            visibility: Visibility::Unknown,
            joined: Vec::new(),
            left: Vec::new(),
            occurred_at: Time(i64::MAX),
            ingested_at: Time(i64::MAX),
            heard_at: Time(0),
            late: true,
            stale: true,
            wordless: false,
            presence: Presence::UNTOLD,
            said: Vec::new(),
            episode: None,
            author: None,
            answers: None,
            native_id: None,
            text: None,
            acting: None,
            text_chars: 0,
            praised: false,
        }
    }

    /// The conversation it stands in: the last by key of those it joined and did not leave.
    #[must_use]
    pub fn conversation(&self) -> Option<ConversationKey> {
        self.joined
            .iter()
            .rev()
            .find(|c| self.left.binary_search(c).is_err())
            .copied()
    }

    /// Whether it is there: in sight, and not moved to somebody else's case.
    #[must_use]
    pub fn is_present(&self) -> bool {
        !self.presence.is_gone() && self.conversation().is_some()
    }

    /// Whether it may page somebody: it came in time, and was fresh when it came.
    #[must_use]
    pub const fn pages(&self) -> bool {
        !self.late && !self.stale
    }

    /// Whether anything but a removal, a return or a move is known of it.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.revision >= 0
    }
}

impl ConversationRow {
    /// A conversation that nobody has passed on.
    #[must_use]
    pub const fn new(conversation: ConversationKey) -> Self {
        Self {
            conversation,
            owned: false,
            score: 0.0,
            level: Level::Quiet,
            shares: 0,
            audience: 0,
            fresh: false,
        }
    }

    /// Raises each number to that of `risk` where that is higher. Says whether one was.
    pub fn raise(&mut self, risk: &Risk) -> bool {
        let before = *self;
        self.score = self.score.max(risk.score);
        self.level = self.level.max(risk.level);
        self.shares = self.shares.max(risk.shares);
        self.audience = self.audience.max(risk.audience);
        self.fresh |= risk.fresh;
        *self != before
    }
}

impl CustomerRow {
    /// The post of this key.
    #[must_use]
    pub fn post(&self, key: &PostKey) -> Option<&PostRow> {
        let index = self.posts.binary_search_by(|p| p.post_key.cmp(key)).ok()?;
        self.posts.get(index).map(Arc::as_ref)
    }

    /// The post of this key to change, made if absent.
    pub fn post_mut(&mut self, key: PostKey) -> &mut PostRow {
        Arc::make_mut(entry(
            &mut self.posts,
            |p| p.post_key.cmp(&key),
            || Arc::new(PostRow::new(key)),
        ))
    }

    /// The conversation of this key.
    #[must_use]
    pub fn conversation(&self, key: &ConversationKey) -> Option<&ConversationRow> {
        let index = self
            .conversations
            .binary_search_by(|c| c.conversation.cmp(key))
            .ok()?;
        self.conversations.get(index)
    }

    /// The conversation of this key to change, made if absent.
    pub fn conversation_mut(&mut self, key: ConversationKey) -> &mut ConversationRow {
        entry(
            &mut self.conversations,
            |c| c.conversation.cmp(&key),
            || ConversationRow::new(key),
        )
    }

    /// The spread of a conversation as far as it bears on this customer: that of their own conversations.
    /// Being heard in somebody else's outcry does not make one's own case an outcry.
    #[must_use]
    pub fn own_spread(&self, key: &ConversationKey) -> Option<&ConversationRow> {
        let found = self.conversation(key)?;
        let root_is_own = || self.post(&key.root()).is_some_and(|p| p.role == Role::Owner);
        (found.owned || root_is_own()).then_some(found)
    }

    /// Whether the network shows the customer's account: nothing of one that it does not show may be published.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.account.is_none_or(|account| match account.state {
            AccountState::Unknown | AccountState::Restored => true,
            AccountState::Suppressed | AccountState::Erased => false,
        })
    }

    /// The case of this number.
    #[must_use]
    pub fn episode(&self, number: u32) -> Option<&EpisodeRow> {
        self.episodes.iter().find(|e| e.number == number)
    }

    /// The case of this number to change.
    pub fn episode_mut(&mut self, number: u32) -> Option<&mut EpisodeRow> {
        self.episodes.iter_mut().find(|e| e.number == number)
    }
}

/// Adds to an ordered set.
pub fn add<T: Ord>(set: &mut Vec<T>, value: T) {
    if let Err(index) = set.binary_search(&value) {
        set.insert(index, value);
    }
}

fn entry<T>(
    rows: &mut Vec<T>,
    order: impl Fn(&T) -> std::cmp::Ordering,
    fresh: impl FnOnce() -> T,
) -> &mut T {
    let index = match rows.binary_search_by(order) {
        Ok(index) => index,
        Err(index) => {
            rows.insert(index, fresh());
            index
        }
    };
    #[expect(clippy::indexing_slicing, reason = "the index was found or filled above")]
    &mut rows[index]
}
