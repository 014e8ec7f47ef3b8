//! What the scorer says of a text and the estimator of a cascade.

use serde::{Deserialize, Serialize};

/// How soon somebody must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Not scored, or only known to a newer writer.
    Unknown,
    /// Nothing to do.
    NoAction,
    /// Some day.
    CanWait,
    /// Today.
    Today,
    /// At once.
    Now,
}

/// A sign in the words that a person should know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cue {
    /// Only ever read from a newer writer.
    Unknown,
    /// Asks something.
    Question,
    /// Says that something is wrong.
    Complaint,
    /// Thanks or praises.
    Thanks,
    /// Danger to a person.
    Safety,
    /// Lawyers, courts, claims.
    Legal,
    /// Press or broadcasters.
    Media,
    /// A regulator or ombudsman.
    Regulator,
    /// Will go to a competitor.
    ThreatToLeave,
    /// Has asked before.
    RepeatContact,
    /// Asks for a manager.
    AsksForManager,
    /// Offers an answer to somebody else.
    OffersHelp,
    /// Has the same trouble as somebody else.
    SameHere,
    /// Takes the brand's side.
    Defends,
}

/// What the scorer says of one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// From -1 (bad) to 1 (good), rounded to 1e-4; `None` when the scorer abstains.
    pub sentiment: Option<f64>,
    /// From 0 to 1, rounded to 1e-4.
    pub confidence: f64,
    /// How soon somebody must act.
    pub urgency: Urgency,
    /// Signs in the words, in order, each once.
    pub cues: Vec<Cue>,
    /// Language of the text (BCP 47 primary tag), where known.
    pub language: Option<String>,
    /// Name and version of the scorer.
    pub model: String,
}

impl Scores {
    /// Whether the words show this sign.
    #[must_use]
    pub fn has(&self, cue: Cue) -> bool {
        self.cues.contains(&cue)
    }
}

/// How far a conversation is likely to spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Only ever read from a newer writer.
    Unknown,
    /// Nobody passes it on.
    Quiet,
    /// Some do.
    Low,
    /// It is noticed.
    Medium,
    /// It spreads.
    High,
    /// It is an outcry.
    Critical,
}

/// What the estimator says of one conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    /// From 0 to 1, rounded to 1e-4; falls only when shares are taken back.
    pub score: f64,
    /// The score's level.
    pub level: Level,
    /// Shares and quotes so far, without those taken back.
    pub shares: i64,
    /// Followers of those who passed it on, added up over the shares.
    pub audience: i64,
}

impl Risk {
    /// Nobody has passed it on.
    pub const NONE: Self = Self {
        score: 0.0,
        level: Level::Quiet,
        shares: 0,
        audience: 0,
    };
}

/// Rounds a published number to 1e-4.
#[must_use]
pub fn rounded(value: f64) -> f64 {
    libm::round(value * 10_000.0) / 10_000.0
}
