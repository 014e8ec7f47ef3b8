//! Fields that are sets: signs in the words, and what is wanted.

use super::facts::Facts;
use crate::domain::score::{Cue, Intent};

/// A field that is a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Set {
    Cues,
    Intents,
}

/// What may be in a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    Cue(Cue),
    Intent(Intent),
}

impl Set {
    /// What one member is called, without and with its article.
    pub(super) const fn member(self) -> (&'static str, &'static str) {
        match self {
            Self::Cues => ("cue", "a cue"),
            Self::Intents => ("intent", "an intent"),
        }
    }

    /// Everything that a rule may ask for.
    pub(super) fn all(self) -> Vec<Member> {
        match self {
            Self::Cues => Cue::ALL.into_iter().skip(1).map(Member::Cue).collect(),
            Self::Intents => Intent::ALL.into_iter().skip(1).map(Member::Intent).collect(),
        }
    }

    /// Its value in words.
    pub(super) fn words(self, facts: &Facts<'_>) -> String {
        let names: Vec<&str> = match self {
            Self::Cues => facts.cues.iter().map(|cue| cue.name()).collect(),
            Self::Intents => facts.intents.iter().map(|i| i.intent.name()).collect(),
        };
        if names.is_empty() {
            "none".into()
        } else {
            names.join(", ")
        }
    }
}

impl Member {
    /// Whether it is in its set.
    pub(super) fn is_in(self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Cue(cue) => facts.cues.contains(&cue),
            Self::Intent(intent) => facts.intents.iter().any(|wanted| wanted.intent == intent),
        }
    }

    /// Its name in a rule file.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Cue(cue) => cue.name(),
            Self::Intent(intent) => intent.name(),
        }
    }
}
