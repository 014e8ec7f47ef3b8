//! What rules may ask about.

use crate::domain::event::Visibility;
use crate::domain::network::Network;
use crate::domain::score::{Cue, Level, Urgency};

/// What rules may ask about: of one post when it is asked whether that post opens a case, of the whole case
/// when an open case is routed.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// Whose deployment.
    pub tenant: &'a str,
    /// The network.
    pub network: Network,
    /// Who can see it.
    pub visibility: Visibility,
    /// Language of the customer's words, primary tag.
    pub language: Option<&'a str>,
    /// Worst sentiment, from -1 to 1.
    pub sentiment: Option<f64>,
    /// Highest urgency.
    pub urgency: Urgency,
    /// Every sign in the words.
    pub cues: &'a [Cue],
    /// Level of spread.
    pub risk_level: Level,
    /// Score of spread, from 0 to 1.
    pub risk_score: f64,
    /// Shares and quotes.
    pub shares: i64,
    /// Followers of those who passed it on.
    pub audience: i64,
    /// The customer's followers.
    pub followers: Option<i64>,
    /// Whether the network vouches for the customer.
    pub verified: Option<bool>,
    /// The customer's own posts in the case.
    pub posts: i64,
    /// Authors with the same trouble.
    pub joiners: i64,
    /// Answers by other people.
    pub peer_answers: i64,
    /// Cases of this customer before this one.
    pub earlier_cases: i64,
    /// Whether the latest post came late.
    pub late: bool,
    /// Whether the first-response deadline has passed without an answer.
    pub breached: bool,
}
