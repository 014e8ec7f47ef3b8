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
}

/// A field that is true or false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flag {
    Verified,
    Late,
    Breached,
}

impl Word {
    /// Whether the facts may lack it.
    pub(super) const fn may_be_missing(self) -> bool {
        match self {
            Self::Language | Self::Abstention | Self::Emotion => true,
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
