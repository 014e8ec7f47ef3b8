//! A scored event: what one customer's lane is told of one post.

use serde::{Deserialize, Serialize};

use super::event::{Action, Direction, Kind, Rating, Visibility};
use super::ids::{AuthorKey, ConversationKey, CustomerKey, EventId, PostKey};
use super::network::Network;
use super::presence::Presence;
use super::score::{Risk, Scores};
use super::time::Time;

/// The part that a post's author plays in the case the event is sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Only ever read from a newer writer.
    Unknown,
    /// The customer whose case it is.
    Owner,
    /// Has the same trouble.
    Joiner,
    /// Answers the customer.
    Helper,
    /// Takes the brand's side.
    Defender,
    /// The brand.
    Agent,
    /// Anybody else.
    Bystander,
}

/// What one customer's lane is told of one post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoredEvent {
    /// Id of the social event scored.
    pub event_id: EventId,
    /// Whose deployment.
    pub tenant: String,
    /// The customer told: the record's key.
    pub customer: CustomerKey,
    /// The part the author plays in this customer's case.
    pub role: Role,
    /// What happened.
    pub action: Action,
    /// To what sort of post.
    pub kind: Kind,
    /// On which network.
    pub network: Network,
    /// Whose side wrote it.
    pub direction: Direction,
    /// Who can see it.
    pub visibility: Visibility,
    /// The post.
    pub post_key: PostKey,
    /// Its revision.
    pub revision: i32,
    /// The conversation.
    pub conversation: ConversationKey,
    /// Who wrote it.
    pub author: Option<AuthorKey>,
    /// The author's followers, where known.
    pub followers: Option<i64>,
    /// Whether the network vouches for the author.
    pub verified: Option<bool>,
    /// The post it answers, on an answer by the brand to this customer.
    pub answers: Option<PostKey>,
    /// When it happened.
    pub occurred_at: Time,
    /// When it reached the first topic.
    pub ingested_at: Time,
    /// Older than lane time by more than the allowed lateness, or back-fill: may correct, never pages.
    pub late: bool,
    /// It happened longer before it arrived than the feed's `page_within`: it never pages, and its clocks start at the
    /// arrival.
    pub stale: bool,
    /// Figures that the author gave.
    pub ratings: Vec<Rating>,
    /// The payload only tells that there is a post: its words must be fetched.
    pub needs_enrichment: bool,
    /// A newer revision is known already.
    pub superseded: bool,
    /// When the post was last taken out of sight and last brought back, as far as was heard. One that is out of sight
    /// opens nothing that stays open.
    pub presence: Presence,
    /// What the scorer says.
    pub scores: Scores,
    /// What the estimator says of the conversation at this moment.
    pub risk: Risk,
    /// The framed `SocialEvent`, copied; absent on deletes, hidings, posts that are deleted, and posts of other
    /// people (a customer's item never holds another person's words).
    #[serde(with = "serde_bytes")]
    pub event: Option<Vec<u8>>,
}
