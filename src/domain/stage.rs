//! The stages and how they follow one another.

use super::topic::Topic;

/// A stage of the topology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageName {
    /// Raw records to social events.
    Intake,
    /// Finds the conversation of a post that does not know it.
    Resolve,
    /// Scores events, keeps threads and cascades.
    Assess,
    /// Keeps each customer's work item.
    Cases,
}

impl StageName {
    /// Every stage that moves records, in the order of the topology.
    pub const ALL: [Self; 4] = [Self::Intake, Self::Resolve, Self::Assess, Self::Cases];

    /// The name used in settings, topics and metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Resolve => "resolve",
            Self::Assess => "assess",
            Self::Cases => "cases",
        }
    }

    /// The stage of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// The keyed topic the stage reads; `None` for intake, which reads the raw topics and feedback.
    #[must_use]
    pub const fn input(self) -> Option<Topic> {
        match self {
            Self::Intake => None,
            Self::Resolve => Some(Topic::PostLookups),
            Self::Assess => Some(Topic::SocialEvents),
            Self::Cases => Some(Topic::ScoredEvents),
        }
    }

    /// The stages that keep rows, each with its keyed topic: those that an erasure has to reach.
    pub const KEYED: [Self; 3] = [Self::Resolve, Self::Assess, Self::Cases];

    /// The other stages that write into this stage's input: its lane time is the least of theirs.
    #[must_use]
    pub const fn upstream(self) -> &'static [Self] {
        match self {
            Self::Intake => &[],
            Self::Resolve => &[Self::Intake],
            Self::Assess => &[Self::Intake, Self::Resolve],
            Self::Cases => &[Self::Intake, Self::Assess],
        }
    }
}
