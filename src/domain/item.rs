//! A work item: one customer's problem, as the contact centre sees it.

use serde::{Deserialize, Serialize};

use super::event::Visibility;
use super::ids::{ConversationKey, CustomerKey, ItemId, PostKey};
use super::network::Network;
use super::score::{Abstention, CaseState, Cue, Level, ScoredIntent, Stance, Tone, Urgency};
use super::scored::Role;
use super::time::Time;

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Only ever read from a newer writer.
    Unknown,
    /// Waits for the brand.
    Open,
    /// An agent has it.
    Claimed,
    /// The brand has answered, by a post or message of its own or by the contact centre's word.
    Answered,
    /// The contact centre closed it.
    Closed,
    /// Every post that made it is gone, or the network does not show the customer's account.
    Retracted,
    /// Nothing more will be said of it: nothing was heard of the customer for `windows.customers`, or five newer cases
    /// took its place. A tombstone follows after `windows.item_grace`.
    Expired,
}

/// What made this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Only ever read from a newer writer.
    Unknown,
    /// The first post.
    Opened,
    /// Another post, or one that was out of sight and is back.
    PostAdded,
    /// A post was edited.
    PostRevised,
    /// A post was deleted or hidden.
    PostDeleted,
    /// Somebody joined, helped or defended.
    OthersSpoke,
    /// The conversation reached another level.
    RiskChanged,
    /// The brand answered.
    Answered,
    /// Word from the contact centre.
    Feedback,
    /// Time passed: at risk or breached.
    ServiceLevel,
    /// A post was found to belong to somebody else's conversation.
    Reassigned,
    /// The network shows the customer's account no more, or again.
    AccountChanged,
    /// The words of a post went: it left the window in which it can be edited or deleted.
    WordsExpired,
    /// Nothing more will be said of it.
    Expired,
}

/// Priority by name; `priority_score` orders finer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Only ever read from a newer writer.
    Unknown,
    /// Score 0 to 249.
    Low,
    /// Score 250 to 499.
    Normal,
    /// Score 500 to 749.
    High,
    /// Score 750 to 1000.
    Urgent,
}

/// How the first response stands against its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceLevel {
    /// Only ever read from a newer writer.
    Unknown,
    /// No deadline.
    None,
    /// Less than 75 % of the time is used.
    OnTrack,
    /// 75 % of the time is used.
    AtRisk,
    /// The deadline passed without an answer.
    Breached,
    /// Answered before the deadline.
    Met,
    /// Answered after the deadline.
    Missed,
}

/// A post that the item is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemPost {
    /// The post.
    pub post_key: PostKey,
    /// Its revision.
    pub revision: i32,
    /// The part its author plays.
    pub role: Role,
    /// The network's id; only for the customer's own posts.
    pub native_id: Option<String>,
    /// Its words; only for the customer's own posts.
    pub text: Option<String>,
    /// When it was written.
    pub occurred_at: Time,
}

/// One comparison that a rule made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The field.
    pub field: String,
    /// The rule's side, in words.
    pub wanted: String,
    /// The item's side, in words.
    pub found: String,
}

/// How the reply may be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyConstraints {
    /// Whether a reply is possible at all.
    pub allowed: bool,
    /// Who would see it.
    pub visibility: Visibility,
    /// Longest reply, in characters as the network counts them.
    pub max_chars: i32,
}

/// One version of a work item: there is one whenever there is something new to act on. Numbers in it are those at its
/// writing: a score or count that drifts makes no version of its own. A reader keeps the highest version of each item
/// id and ignores others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkItem {
    /// The item: the record's key.
    pub item_id: ItemId,
    /// From 1, up by one a record.
    pub version: i64,
    /// Whose deployment.
    pub tenant: String,
    /// Whose case.
    pub customer: CustomerKey,
    /// The customer's handle, to address a reply; none once every post is gone.
    pub handle: Option<String>,
    /// The customer's followers.
    pub followers: Option<i64>,
    /// Where the first post was seen.
    pub network: Network,
    /// Where it stands.
    pub status: Status,
    /// What made this version.
    pub cause: Cause,
    /// The queue.
    pub queue: String,
    /// Priority by name.
    pub priority: Priority,
    /// 0 to 1000, higher is sooner; as it was when this version was written.
    pub priority_score: i32,
    /// Skills asked for, in order.
    pub skills: Vec<String>,
    /// Language of the newest of the customer's posts whose language is known (BCP 47 primary tag).
    pub language: Option<String>,
    /// The agent who knows this customer.
    pub preferred_agent: Option<String>,
    /// The agent who has claimed it.
    pub agent: Option<String>,
    /// When the first response is due; `None` without a deadline.
    pub first_response_due_at: Option<Time>,
    /// How the first response stands.
    pub service_level: ServiceLevel,
    /// `ingested_at` of the first post.
    pub opened_at: Time,
    /// `ingested_at` of what made this version.
    pub updated_at: Time,
    /// Worst sentiment of the customer's posts, from -1 (bad) to 1 (good), those left out on which the scorer
    /// abstained; `None` when it abstained on every one.
    pub sentiment: Option<f64>,
    /// How sure the scorer is of `sentiment`, from 0 to 1; `None` without one.
    pub confidence: Option<f64>,
    /// Why there is no `sentiment`: the reason of the newest post. `None` where there is one, and where no reason is
    /// known.
    pub abstention: Option<Abstention>,
    /// Strongest stance of the customer's posts: against before for, for before neutral, neutral before none.
    pub stance: Stance,
    /// Highest probability that one of the customer's posts complains, from 0 to 1; `None` when the scorer abstained
    /// on every one.
    pub complaint: Option<f64>,
    /// What is wanted in the customer's posts, the surest first, each once with its highest confidence, at most three.
    pub intents: Vec<ScoredIntent>,
    /// Highest urgency of the customer's posts.
    pub urgency: Urgency,
    /// Signs in the customer's posts, in order, each once.
    pub cues: Vec<Cue>,
    /// Tone of the customer's newest post with words: a hint for whoever answers; `None` without such a post.
    pub tone: Option<Tone>,
    /// What the newest of the customer's posts that says so says of how the case stands.
    pub case_state: CaseState,
    /// Highest level of the customer's conversations.
    pub risk_level: Level,
    /// Highest score of the customer's conversations, as it was when this version was written.
    pub risk_score: f64,
    /// Authors with the same trouble in the customer's conversations, as they were when this version was written.
    pub joiners: i32,
    /// Answers by other people.
    pub peer_answers: i32,
    /// The conversations, in order of their keys.
    pub conversations: Vec<ConversationKey>,
    /// The posts, in order of `occurred_at`, then key.
    pub posts: Vec<ItemPost>,
    /// The first matching rule.
    pub rule: String,
    /// What the rule compared.
    pub compared: Vec<Compared>,
    /// Hash of the rule set.
    pub rule_set: String,
    /// How the reply may be made.
    pub reply: ReplyConstraints,
}
