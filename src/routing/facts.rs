//! What rules may ask about.

use crate::domain::event::{Rating, Visibility};
use crate::domain::network::Network;
use crate::domain::score::{Abstention, CaseState, Cue, Level, ScoredIntent, Stance, Tone, Urgency};

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
    /// How sure that language is, from 0 to 1.
    pub language_confidence: Option<f64>,
    /// Worst sentiment, from -1 to 1; `None` when the scorer abstained on every post.
    pub sentiment: Option<f64>,
    /// Why there is no sentiment.
    pub abstention: Option<Abstention>,
    /// Highest probability that it is about the brand, from 0 to 1.
    pub about_brand: Option<f64>,
    /// Strongest stance: against before for, for before neutral, neutral before none.
    pub stance: Stance,
    /// Highest probability of a complaint, from 0 to 1.
    pub complaint: Option<f64>,
    /// Everything wanted, the surest first.
    pub intents: &'a [ScoredIntent],
    /// Highest urgency.
    pub urgency: Urgency,
    /// Every sign in the words.
    pub cues: &'a [Cue],
    /// Tone of the newest words.
    pub tone: Option<Tone>,
    /// How the case stands by the newest words that say so.
    pub case_state: CaseState,
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
    /// The worst figure that the customer gave.
    pub rating: Option<Rating>,
    /// Whether the feed only told that there is a post, and its words must be fetched.
    pub needs_enrichment: bool,
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
    /// Whether every post was older on arrival than its feed may be behind.
    pub stale: bool,
    /// Whether the first-response deadline has passed without an answer.
    pub breached: bool,
}

impl Facts<'static> {
    /// Those of one post of which nothing is known, and which nobody passes on.
    pub const UNKNOWN: Self = Self {
        tenant: "",
        network: Network::Unknown,
        visibility: Visibility::Unknown,
        language: None,
        language_confidence: None,
        sentiment: None,
        abstention: None,
        about_brand: None,
        stance: Stance::Unknown,
        complaint: None,
        intents: &[],
        urgency: Urgency::Unknown,
        cues: &[],
        tone: None,
        case_state: CaseState::Unknown,
        risk_level: Level::Quiet,
        risk_score: 0.0,
        shares: 0,
        audience: 0,
        followers: None,
        verified: None,
        rating: None,
        needs_enrichment: false,
        posts: 1,
        joiners: 0,
        peer_answers: 0,
        earlier_cases: 0,
        late: false,
        stale: false,
        breached: false,
    };
}
