//! Fields that are numbers, or have a rank.

use super::facts::Facts;
use super::names::{LEVELS, URGENCIES};

/// A field that is a number, or has a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Number {
    LanguageConfidence,
    Sentiment,
    AboutBrand,
    Complaint,
    IntentConfidence,
    Urgency,
    Formality,
    Humour,
    AllCaps,
    EmojiDensity,
    RiskLevel,
    RiskScore,
    Shares,
    Audience,
    Followers,
    Rating,
    RatingShare,
    Posts,
    Joiners,
    PeerAnswers,
    EarlierCases,
}

/// What sort of values a number has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// From -1 to 1.
    Signed,
    /// From 0 to 1.
    Share,
    /// By rank, with names instead of numbers.
    Rank,
    /// From 0.
    Figure,
    /// Whole, from 0.
    Count,
    /// Whole, from 1.
    Ordinal,
}

impl Number {
    const fn scale(self) -> Scale {
        match self {
            Self::Sentiment | Self::Formality => Scale::Signed,
            Self::LanguageConfidence
            | Self::AboutBrand
            | Self::Complaint
            | Self::IntentConfidence
            | Self::Humour
            | Self::AllCaps
            | Self::EmojiDensity
            | Self::RiskScore
            | Self::RatingShare => Scale::Share,
            Self::Rating => Scale::Figure,
            Self::Urgency | Self::RiskLevel => Scale::Rank,
            Self::Posts => Scale::Ordinal,
            Self::Shares
            | Self::Audience
            | Self::Followers
            | Self::Joiners
            | Self::PeerAnswers
            | Self::EarlierCases => Scale::Count,
        }
    }

    /// Whether the facts may lack it: what is of the post they may, but for the urgency, which has a rank for unknown.
    pub(super) const fn may_be_missing(self) -> bool {
        self.is_of_the_post() && !matches!(self, Self::Urgency)
    }

    /// Whether it is known from one post alone, whatever came before or after it.
    pub(super) const fn is_of_the_post(self) -> bool {
        match self {
            Self::LanguageConfidence
            | Self::Sentiment
            | Self::AboutBrand
            | Self::Complaint
            | Self::IntentConfidence
            | Self::Urgency
            | Self::Formality
            | Self::Humour
            | Self::AllCaps
            | Self::EmojiDensity
            | Self::Followers
            | Self::Rating
            | Self::RatingShare => true,
            Self::RiskLevel
            | Self::RiskScore
            | Self::Shares
            | Self::Audience
            | Self::Posts
            | Self::Joiners
            | Self::PeerAnswers
            | Self::EarlierCases => false,
        }
    }

    /// Its value; a rank as its number.
    pub(super) fn of(self, facts: &Facts<'_>) -> Option<f64> {
        let count = |count: i64| Some(count as f64);
        match self {
            Self::LanguageConfidence => facts.language_confidence,
            Self::Sentiment => facts.sentiment,
            Self::AboutBrand => facts.about_brand,
            Self::Complaint => facts.complaint,
            Self::IntentConfidence => facts.intents.first().map(|surest| surest.confidence),
            Self::Urgency => Some(f64::from(facts.urgency as u8)),
            Self::Formality => facts.tone.map(|tone| tone.formality),
            Self::Humour => facts.tone.map(|tone| tone.humour),
            Self::AllCaps => facts.tone.map(|tone| tone.all_caps),
            Self::EmojiDensity => facts.tone.map(|tone| tone.emoji_density),
            Self::RiskLevel => Some(f64::from(facts.risk_level as u8)),
            Self::RiskScore => Some(facts.risk_score),
            Self::Shares => count(facts.shares),
            Self::Audience => count(facts.audience),
            Self::Followers => facts.followers.and_then(count),
            Self::Rating => facts.rating.map(|rating| rating.value),
            Self::RatingShare => facts.rating.and_then(|rating| rating.share()),
            Self::Posts => count(facts.posts),
            Self::Joiners => count(facts.joiners),
            Self::PeerAnswers => count(facts.peer_answers),
            Self::EarlierCases => count(facts.earlier_cases),
        }
    }

    /// Least and greatest value it can have.
    pub(super) fn range(self) -> (f64, f64) {
        match self.scale() {
            Scale::Signed => (-1.0, 1.0),
            Scale::Share => (0.0, 1.0),
            Scale::Rank => (0.0, self.ranks().len() as f64 - 1.0),
            Scale::Figure | Scale::Count => (0.0, f64::INFINITY),
            Scale::Ordinal => (1.0, f64::INFINITY),
        }
    }

    /// Whether there is nothing between one value and the next whole one.
    pub(super) const fn is_whole(self) -> bool {
        match self.scale() {
            Scale::Signed | Scale::Share | Scale::Figure => false,
            Scale::Rank | Scale::Count | Scale::Ordinal => true,
        }
    }

    /// Names of its values by rank, where it has names instead of numbers.
    pub(super) fn ranks(self) -> Vec<&'static str> {
        if self == Self::Urgency {
            URGENCIES.iter().map(|(name, _)| *name).collect()
        } else if self == Self::RiskLevel {
            LEVELS.iter().map(|(name, _)| *name).collect()
        } else {
            Vec::new()
        }
    }

    /// A value of this field in words.
    pub(super) fn words(self, value: f64) -> String {
        let rank = self
            .ranks()
            .into_iter()
            .enumerate()
            .find(|(rank, _)| *rank as f64 == value);
        rank.map_or_else(|| value.to_string(), |(_, name)| name.to_string())
    }
}
