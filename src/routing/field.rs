//! The fields that a condition may name: the facts, by kind.

use super::facts::Facts;
use super::number::Number;
use super::set::Set;
use super::word::{Flag, Word};

/// A field of the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Number(Number),
    Word(Word),
    Flag(Flag),
    Set(Set),
}

/// Every field by its name in a rule file.
pub(super) const FIELDS: [(&str, Field); 37] = [
    ("tenant", Field::Word(Word::Tenant)),
    ("network", Field::Word(Word::Network)),
    ("visibility", Field::Word(Word::Visibility)),
    ("language", Field::Word(Word::Language)),
    ("language_confidence", Field::Number(Number::LanguageConfidence)),
    ("sentiment", Field::Number(Number::Sentiment)),
    ("abstention", Field::Word(Word::Abstention)),
    ("about_brand", Field::Number(Number::AboutBrand)),
    ("stance", Field::Word(Word::Stance)),
    ("complaint", Field::Number(Number::Complaint)),
    ("intents", Field::Set(Set::Intents)),
    ("intent_confidence", Field::Number(Number::IntentConfidence)),
    ("urgency", Field::Number(Number::Urgency)),
    ("cues", Field::Set(Set::Cues)),
    ("formality", Field::Number(Number::Formality)),
    ("humour", Field::Number(Number::Humour)),
    ("emotion", Field::Word(Word::Emotion)),
    ("all_caps", Field::Number(Number::AllCaps)),
    ("emoji_density", Field::Number(Number::EmojiDensity)),
    ("case_state", Field::Word(Word::CaseState)),
    ("risk_level", Field::Number(Number::RiskLevel)),
    ("risk_score", Field::Number(Number::RiskScore)),
    ("shares", Field::Number(Number::Shares)),
    ("audience", Field::Number(Number::Audience)),
    ("followers", Field::Number(Number::Followers)),
    ("verified", Field::Flag(Flag::Verified)),
    ("rating", Field::Number(Number::Rating)),
    ("rating_share", Field::Number(Number::RatingShare)),
    ("rating_metric", Field::Word(Word::RatingMetric)),
    ("needs_enrichment", Field::Flag(Flag::NeedsEnrichment)),
    ("posts", Field::Number(Number::Posts)),
    ("joiners", Field::Number(Number::Joiners)),
    ("peer_answers", Field::Number(Number::PeerAnswers)),
    ("earlier_cases", Field::Number(Number::EarlierCases)),
    ("late", Field::Flag(Flag::Late)),
    ("stale", Field::Flag(Flag::Stale)),
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
            Self::Number(number) => number.may_be_missing(),
            Self::Word(word) => word.may_be_missing(),
            Self::Flag(flag) => matches!(flag, Flag::Verified),
            Self::Set(_) => false,
        }
    }

    /// Whether it is known from one post alone, whatever came before or after it.
    pub(super) const fn is_of_the_post(self) -> bool {
        match self {
            Self::Number(number) => number.is_of_the_post(),
            Self::Word(_) | Self::Set(_) => true,
            Self::Flag(flag) => flag.is_of_the_post(),
        }
    }

    /// Whether these facts have it.
    pub(super) fn exists(self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Number(number) => number.of(facts).is_some(),
            Self::Word(word) => word.of(facts).is_some(),
            Self::Flag(flag) => flag.of(facts).is_some(),
            Self::Set(_) => true,
        }
    }
}
