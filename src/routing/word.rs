//! Fields that are one of several words, and fields that are true or false.

use super::facts::Facts;
use super::names::visibility;
use crate::domain::score::Abstention;

/// A field that is a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    Tenant,
    Network,
    Visibility,
    Language,
    Abstention,
    Stance,
    Emotion,
    CaseState,
    RatingMetric,
}

/// A field that is true or false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flag {
    Verified,
    NeedsEnrichment,
    Late,
    Stale,
    Breached,
}

impl Word {
    /// Whether the facts may lack it.
    pub(super) const fn may_be_missing(self) -> bool {
        match self {
            Self::Language | Self::Abstention | Self::Emotion | Self::RatingMetric => true,
            Self::Tenant | Self::Network | Self::Visibility | Self::Stance | Self::CaseState => false,
        }
    }

    /// Its value.
    pub(super) fn of<'a>(self, facts: &Facts<'a>) -> Option<&'a str> {
        match self {
            Self::Tenant => Some(facts.tenant),
            Self::Network => Some(facts.network.name()),
            Self::Visibility => Some(visibility(facts.visibility)),
            Self::Language => facts.language,
            Self::Abstention => facts.abstention.map(Abstention::name),
            Self::Stance => Some(facts.stance.name()),
            Self::Emotion => facts.tone.map(|tone| tone.emotion.name()),
            Self::CaseState => Some(facts.case_state.name()),
            Self::RatingMetric => facts.rating.map(|rating| rating.metric.name()),
        }
    }
}

impl Flag {
    /// Whether it is known from one post alone, whatever came before or after it.
    pub(super) const fn is_of_the_post(self) -> bool {
        match self {
            Self::Verified | Self::NeedsEnrichment => true,
            Self::Late | Self::Stale | Self::Breached => false,
        }
    }

    /// Its value.
    pub(super) const fn of(self, facts: &Facts<'_>) -> Option<bool> {
        match self {
            Self::Verified => facts.verified,
            Self::NeedsEnrichment => Some(facts.needs_enrichment),
            Self::Late => Some(facts.late),
            Self::Stale => Some(facts.stale),
            Self::Breached => Some(facts.breached),
        }
    }
}
