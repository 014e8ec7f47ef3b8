//! What a phrase is a sign of.

use crate::domain::score::{CaseState, Cue, Emotion, Intent};

/// What a phrase is a sign of. Several signs together make an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A cue, as published.
    Cue(Cue),
    /// What somebody wants.
    Intent(Intent),
    /// An emotion.
    Emotion(Emotion),
    /// How the case stands.
    Case(CaseState),
    /// Left without a way onward, without a bed, or held on board.
    Stranded,
    /// Lost within about two hours unless somebody acts.
    Soon,
    /// Says itself that it cannot wait.
    Pressing,
    /// Goes on as it is written.
    Ongoing,
    /// Today, tonight or tomorrow.
    ThisDay,
    /// Over and done with.
    Past,
    /// Time and again: a habit, not a case.
    Habit,
    /// Kept out of an account or of a step that must be taken before the journey.
    Blocked,
    /// Asks for something to be done.
    Request,
    /// Has no use for an answer: banter, plans, a joke.
    Banter,
    /// Thanks or praise that mean the opposite.
    Sour,
    /// Thanks for what is yet to be done.
    InAdvance,
    /// Salutation, full and careful words.
    Formal,
    /// Slang and contractions.
    Slang,
    /// Laughter or irony.
    Laughter,
    /// An office: chief executive, chairman, director.
    Office,
    /// Addressed to a person: letter to, email to, dear.
    AddressedTo,
    /// One of the brand's executives, by the whole name.
    Executive,
    /// The brand, by a name that means nothing else.
    BrandName,
    /// The brand, by a name that is a common word too.
    AmbiguousName,
    /// A word that stands near the brand.
    BrandContext,
    /// A word that stands near something else of the same name.
    BrandExclusion,
    /// A frequent word of a language, by its place in the list of languages.
    Language(u8),
    /// Turns round what follows: not, never, without.
    Negation,
    /// Ends the reach of a negation: but, because.
    Turn,
}

/// How many signs there are.
pub(super) const SIGNS: usize = 96;
const INTENTS: usize = 19;
const EMOTIONS: usize = INTENTS + 27;
const CASES: usize = EMOTIONS + 7;
const OTHERS: usize = CASES + 5;
const LANGUAGES: usize = OTHERS + 24;

impl Sign {
    /// A number of its own, below [`SIGNS`].
    pub(super) const fn index(self) -> usize {
        match self {
            Self::Cue(cue) => cue as usize,
            Self::Intent(intent) => INTENTS + intent as usize,
            Self::Emotion(emotion) => EMOTIONS + emotion as usize,
            Self::Case(state) => CASES + state as usize,
            Self::Stranded => OTHERS,
            Self::Soon => OTHERS + 1,
            Self::Pressing => OTHERS + 2,
            Self::Ongoing => OTHERS + 3,
            Self::ThisDay => OTHERS + 4,
            Self::Past => OTHERS + 5,
            Self::Habit => OTHERS + 6,
            Self::Blocked => OTHERS + 7,
            Self::Request => OTHERS + 8,
            Self::Banter => OTHERS + 9,
            Self::Sour => OTHERS + 10,
            Self::InAdvance => OTHERS + 11,
            Self::Formal => OTHERS + 12,
            Self::Slang => OTHERS + 13,
            Self::Laughter => OTHERS + 14,
            Self::Office => OTHERS + 15,
            Self::AddressedTo => OTHERS + 16,
            Self::Executive => OTHERS + 17,
            Self::BrandName => OTHERS + 18,
            Self::AmbiguousName => OTHERS + 19,
            Self::BrandContext => OTHERS + 20,
            Self::BrandExclusion => OTHERS + 21,
            Self::Negation => OTHERS + 22,
            Self::Turn => OTHERS + 23,
            Self::Language(place) => LANGUAGES + place as usize,
        }
    }

    /// How many words before the phrase a negation may stand that undoes it.
    pub(super) const fn reach(self) -> usize {
        match self {
            Self::Intent(
                Intent::Delay
                | Intent::CancelledService
                | Intent::DamagedItem
                | Intent::Outage
                | Intent::Safety,
            ) => 2,
            Self::Cue(Cue::Complaint) => 2,
            Self::Cue(
                Cue::Thanks
                | Cue::Safety
                | Cue::Legal
                | Cue::Media
                | Cue::Regulator
                | Cue::ThreatToLeave
                | Cue::AsksForManager
                | Cue::Deadline,
            )
            | Self::Intent(Intent::Praise)
            | Self::Emotion(_)
            | Self::Case(CaseState::Resolved)
            | Self::Stranded
            | Self::Soon
            | Self::Pressing => 5,
            Self::Cue(_)
            | Self::Intent(_)
            | Self::Case(_)
            | Self::Ongoing
            | Self::ThisDay
            | Self::Past
            | Self::Habit
            | Self::Blocked
            | Self::Request
            | Self::Banter
            | Self::Sour
            | Self::InAdvance
            | Self::Formal
            | Self::Slang
            | Self::Laughter
            | Self::Office
            | Self::AddressedTo
            | Self::Executive
            | Self::BrandName
            | Self::AmbiguousName
            | Self::BrandContext
            | Self::BrandExclusion
            | Self::Language(_)
            | Self::Negation
            | Self::Turn => 0,
        }
    }
}
