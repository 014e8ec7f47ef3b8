//! A work item: one customer's problem, as the contact centre sees it.

use serde::{Deserialize, Serialize};

use super::clock::ItemClock;
use super::event::Rating;
use super::ids::{ConversationKey, CustomerKey, ItemId};
use super::item_post::{ItemOther, ItemPost};
use super::item_reply::ItemReply;
use super::item_state::{AnswerState, WorkState};
use super::network::Network;
use super::score::{Abstention, CaseState, Cue, Level, ScoredIntent, Stance, Tone, Urgency};
use super::surface::{ChannelClass, Surface};
use super::thread::{OwnAccount, Thread};
use super::time::Time;
use super::words::words;

words! {
    /// Whether an item is about now.
    ItemMode {
        /// It is.
        Live "live"
        /// Every post of it came with a back-fill or behind time: it pages nobody.
        Backfill "backfill"
    }
}

words! {
    /// What made this version.
    ItemChange {
        /// The first post.
        Opened "opened"
        /// Another post, or one that was out of sight and is back.
        PostAdded "post_added"
        /// A post was edited.
        PostRevised "post_revised"
        /// A post was deleted or hidden.
        PostRemoved "post_removed"
        /// Somebody joined, helped or defended.
        OthersSpoke "others_spoke"
        /// The conversation reached another level.
        Spread "spread"
        /// The brand answered in a feed that outcry reads.
        BrandAnswered "brand_answered"
        /// Word from the contact centre.
        Feedback "feedback"
        /// Time passed: at risk or breached.
        Clock "clock"
        /// A post was found to belong to somebody else's conversation.
        Moved "moved"
        /// The network shows the customer's account no more, or again.
        Account "account"
        /// The words of a post went: it left the window in which it can be edited or deleted.
        WordsExpired "words_expired"
        /// Nothing more will be said of it; a tombstone follows after `windows.item_grace`.
        Expired "expired"
        /// Something of it was erased on request.
        Erased "erased"
    }
}

words! {
    /// Priority by name; `priority_score` orders finer.
    Priority {
        /// Score 0 to 249.
        Low "low"
        /// Score 250 to 499.
        Normal "normal"
        /// Score 500 to 749.
        High "high"
        /// Score 750 to 1000.
        Urgent "urgent"
    }
}

words! {
    /// Why an agent is preferred.
    PreferredReason {
        /// Answered the customer last.
        LastAnswer "last_answer"
        /// Claimed an item of the customer last, and nobody has answered since.
        LastClaim "last_claim"
    }
}

/// The customer, as far as the network shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemCustomer {
    /// The handle, to address a reply; `None` once every post is gone.
    pub handle: Option<String>,
    /// Followers: the most that were shown with a post of this item.
    pub followers: Option<i64>,
    /// Whether the network vouches for the account.
    pub verified: Option<bool>,
}

/// Who has the item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignee {
    /// The agent, as a pseudonym.
    pub agent: String,
    /// Since when, by the desk's clock.
    pub since_at: Time,
}

/// The agent who knows this customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreferredAgent {
    /// The agent, as a pseudonym.
    pub agent: String,
    /// Since when, by the desk's clock.
    pub since_at: Time,
    /// Why.
    pub reason: PreferredReason,
    /// Until when that counts.
    pub until_at: Time,
}

/// One comparison that a rule made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The field.
    pub field: String,
    /// The rule's side, in words, at most 256 bytes.
    pub wanted: String,
    /// The item's side, in words, at most 256 bytes.
    pub found: String,
}

/// Why the item is in its queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRouting {
    /// The first matching rule.
    pub rule: String,
    /// Hash of the rule set.
    pub rule_set: String,
    /// What the rule compared, the first 20.
    pub compared: Vec<Compared>,
}

/// How far the customer's conversations go, as it was when this version was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemSpread {
    /// Highest level of the customer's conversations: a change of it makes a version.
    pub level: Level,
    /// Highest score of the customer's conversations, 0 to 1.
    pub score: f64,
    /// Shares and quotes of the conversation that has most.
    pub shares: i64,
    /// Followers of those who passed it on, of the conversation that has most.
    pub audience: i64,
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
    /// When what made this version reached outcry; it never goes back.
    pub version_at: Time,
    /// Whether it is about now.
    pub mode: ItemMode,
    /// From 1: rises with the customer's posts alone (added, edited, gone, back) and when the item is opened again.
    /// Feedback that would end the item names the one it has seen.
    pub content_version: i64,
    /// What made this version.
    pub change: ItemChange,
    /// The fields of this record that differ from the version before, in order; none in the first.
    pub changed: Vec<String>,
    /// Whose deployment.
    pub tenant: String,
    /// Where the first post was seen.
    pub network: Network,
    /// The sort of place that the newest post stands in.
    pub surface: Surface,
    /// How people talk there.
    pub channel_class: ChannelClass,
    /// The brand's account that the newest post addresses, where the network says it.
    pub own_account: Option<OwnAccount>,
    /// The thread of the newest post, as the network names and shows it.
    pub thread: Thread,
    /// Whose case.
    pub customer_key: CustomerKey,
    /// The customer.
    pub customer: ItemCustomer,
    /// The conversations of the newest posts, the newest first, at most 20.
    pub conversation_keys: Vec<ConversationKey>,
    /// The customer's newest posts that are there, from the oldest, at most 20.
    pub posts: Vec<ItemPost>,
    /// The customer's posts that are there.
    pub posts_total: i32,
    /// Posts of others who take a side, from the oldest, at most 20.
    pub others: Vec<ItemOther>,
    /// Authors with the same trouble in the customer's conversations.
    pub joiners_total: i32,
    /// Answers by other people.
    pub helpers_total: i32,
    /// Posts of others in the brand's defence.
    pub defenders_total: i32,
    /// Worst sentiment of the customer's posts, from -1 (bad) to 1 (good), those left out on which the scorer
    /// abstained; `None` when it abstained on every one.
    pub worst_sentiment: Option<f64>,
    /// How sure the scorer is of `worst_sentiment`, from 0 to 1; `None` without one.
    pub worst_sentiment_confidence: Option<f64>,
    /// Why there is no `worst_sentiment`: the reason of the newest post. `None` where there is one, and where no reason
    /// is known.
    pub no_sentiment_reason: Option<Abstention>,
    /// Highest probability that one of the customer's posts complains, from 0 to 1; `None` when the scorer abstained
    /// on every one.
    pub highest_complaint: Option<f64>,
    /// Highest probability that one of the customer's posts is about the brand, from 0 to 1.
    pub highest_about_brand: Option<f64>,
    /// Strongest stance of the customer's posts: against before for, for before neutral, neutral before none.
    pub strongest_stance: Stance,
    /// Highest urgency of the customer's posts.
    pub highest_urgency: Urgency,
    /// What is wanted in the customer's posts, the surest first, each once with its highest confidence, at most three.
    pub intents: Vec<ScoredIntent>,
    /// Signs in the customer's posts, in order, each once.
    pub cues: Vec<Cue>,
    /// Language of the newest of the customer's posts whose language is known (BCP 47 primary tag).
    pub newest_language: Option<String>,
    /// Tone of the customer's newest post with words: a hint for whoever answers; `None` without such a post.
    pub newest_tone: Option<Tone>,
    /// What the newest of the customer's posts that says so says of how the case stands.
    pub newest_case_state: CaseState,
    /// The worst figure that the customer gave.
    pub worst_rating: Option<Rating>,
    /// With whom the work lies.
    pub work_state: WorkState,
    /// Why it is there, in one word: the desk's own, or of `retracted` deleted, hidden, moved or account_gone, and of the
    /// last version expired.
    pub state_reason: Option<String>,
    /// The item it went on in.
    pub merged_into: Option<ItemId>,
    /// How often it was opened again.
    pub reopened: i32,
    /// Whether the customer has an answer.
    pub answer_state: AnswerState,
    /// When the customer wrote last, by the network's clock; `None` once every post is gone.
    pub last_customer_at: Option<Time>,
    /// When the brand answered last: a post by the network's clock, a word of the desk by its arrival.
    pub last_answer_at: Option<Time>,
    /// Who has it.
    pub assignee: Option<Assignee>,
    /// When it was opened: `received_at` of the first post.
    pub opened_at: Time,
    /// When the first post was written, by the network's clock.
    pub first_post_at: Time,
    /// When it was closed or merged.
    pub closed_at: Option<Time>,
    /// The queue.
    pub queue: String,
    /// Priority by name.
    pub priority: Priority,
    /// 0 to 1000, higher is sooner; as it was when this version was written.
    pub priority_score: i32,
    /// Skills asked for, in order.
    pub skills: Vec<String>,
    /// The agent who knows this customer.
    pub preferred_agent: Option<PreferredAgent>,
    /// Why it is in its queue.
    pub routing: ItemRouting,
    /// What was promised, and how it stands.
    pub clocks: Vec<ItemClock>,
    /// How it is answered.
    pub reply: ItemReply,
    /// How far it goes.
    pub spread: ItemSpread,
}
