//! The fields that a condition may name: the facts, by kind.

use super::facts::Facts;
use super::names::{LEVELS, URGENCIES, visibility};

/// A field of the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Number(Number),
    Word(Word),
    Flag(Flag),
    Cues,
}

/// A field that is a number, or has a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Number {
    Sentiment,
    Urgency,
    RiskLevel,
    RiskScore,
    Shares,
    Audience,
    Followers,
    Posts,
    Joiners,
    PeerAnswers,
    EarlierCases,
}

/// A field that is a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    Tenant,
    Network,
    Visibility,
    Language,
}

/// A field that is true or false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flag {
    Verified,
    Late,
    Breached,
}

/// Every field by its name in a rule file.
pub(super) const FIELDS: [(&str, Field); 19] = [
    ("tenant", Field::Word(Word::Tenant)),
    ("network", Field::Word(Word::Network)),
    ("visibility", Field::Word(Word::Visibility)),
    ("language", Field::Word(Word::Language)),
    ("sentiment", Field::Number(Number::Sentiment)),
    ("urgency", Field::Number(Number::Urgency)),
    ("cues", Field::Cues),
    ("risk_level", Field::Number(Number::RiskLevel)),
    ("risk_score", Field::Number(Number::RiskScore)),
    ("shares", Field::Number(Number::Shares)),
    ("audience", Field::Number(Number::Audience)),
    ("followers", Field::Number(Number::Followers)),
    ("verified", Field::Flag(Flag::Verified)),
    ("posts", Field::Number(Number::Posts)),
    ("joiners", Field::Number(Number::Joiners)),
    ("peer_answers", Field::Number(Number::PeerAnswers)),
    ("earlier_cases", Field::Number(Number::EarlierCases)),
    ("late", Field::Flag(Flag::Late)),
    ("breached", Field::Flag(Flag::Breached)),
];

impl Field {
    /// The field of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        FIELDS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, field)| *field)
    }

    /// Its name in a rule file.
    pub(super) fn name(self) -> &'static str {
        FIELDS
            .iter()
            .find(|(_, field)| *field == self)
            .map_or("", |(name, _)| name)
    }

    /// Whether the facts may lack it.
    pub(super) const fn may_be_missing(self) -> bool {
        match self {
            Self::Number(number) => matches!(number, Number::Sentiment | Number::Followers),
            Self::Word(word) => matches!(word, Word::Language),
            Self::Flag(flag) => matches!(flag, Flag::Verified),
            Self::Cues => false,
        }
    }

    /// Whether it is known from one post alone, whatever came before or after it.
    pub(super) const fn is_of_the_post(self) -> bool {
        match self {
            Self::Number(number) => number.is_of_the_post(),
            Self::Word(_) | Self::Cues => true,
            Self::Flag(flag) => matches!(flag, Flag::Verified),
        }
    }

    /// Whether these facts have it.
    pub(super) fn exists(self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Number(number) => number.of(facts).is_some(),
            Self::Word(word) => word.of(facts).is_some(),
            Self::Flag(flag) => flag.of(facts).is_some(),
            Self::Cues => true,
        }
    }
}

impl Number {
    const fn is_of_the_post(self) -> bool {
        match self {
            Self::Sentiment | Self::Urgency | Self::Followers => true,
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
            Self::Sentiment => facts.sentiment,
            Self::Urgency => Some(f64::from(facts.urgency as u8)),
            Self::RiskLevel => Some(f64::from(facts.risk_level as u8)),
            Self::RiskScore => Some(facts.risk_score),
            Self::Shares => count(facts.shares),
            Self::Audience => count(facts.audience),
            Self::Followers => facts.followers.and_then(count),
            Self::Posts => count(facts.posts),
            Self::Joiners => count(facts.joiners),
            Self::PeerAnswers => count(facts.peer_answers),
            Self::EarlierCases => count(facts.earlier_cases),
        }
    }

    /// Least and greatest value it can have.
    pub(super) const fn range(self) -> (f64, f64) {
        match self {
            Self::Sentiment => (-1.0, 1.0),
            Self::RiskScore => (0.0, 1.0),
            Self::Urgency => (0.0, URGENCIES.len() as f64 - 1.0),
            Self::RiskLevel => (0.0, LEVELS.len() as f64 - 1.0),
            Self::Posts => (1.0, f64::INFINITY),
            Self::Shares
            | Self::Audience
            | Self::Followers
            | Self::Joiners
            | Self::PeerAnswers
            | Self::EarlierCases => (0.0, f64::INFINITY),
        }
    }

    /// Whether there is nothing between one value and the next whole one.
    pub(super) const fn is_whole(self) -> bool {
        !matches!(self, Self::Sentiment | Self::RiskScore)
    }

    /// Names of its values by rank, where it has names instead of numbers.
    pub(super) fn ranks(self) -> Vec<&'static str> {
        match self {
            Self::Urgency => URGENCIES.iter().map(|(name, _)| *name).collect(),
            Self::RiskLevel => LEVELS.iter().map(|(name, _)| *name).collect(),
            Self::Sentiment
            | Self::RiskScore
            | Self::Shares
            | Self::Audience
            | Self::Followers
            | Self::Posts
            | Self::Joiners
            | Self::PeerAnswers
            | Self::EarlierCases => Vec::new(),
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

impl Word {
    /// Its value.
    pub(super) fn of<'a>(self, facts: &Facts<'a>) -> Option<&'a str> {
        match self {
            Self::Tenant => Some(facts.tenant),
            Self::Network => Some(facts.network.name()),
            Self::Visibility => Some(visibility(facts.visibility)),
            Self::Language => facts.language,
        }
    }
}

impl Flag {
    /// Its value.
    pub(super) const fn of(self, facts: &Facts<'_>) -> Option<bool> {
        match self {
            Self::Verified => facts.verified,
            Self::Late => Some(facts.late),
            Self::Breached => Some(facts.breached),
        }
    }
}
