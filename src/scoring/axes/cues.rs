//! The cues: signs in the words that a person should know of.

use super::Asked;
use super::reading::Reading;
use super::sign::Sign;
use crate::domain::score::{CaseState, Cue, Intent};

/// Every cue that a text can show, in order: all but the first, which only newer writers know.
pub const CUES: &[Cue] = ALL.split_at(1).1;
const ALL: &[Cue] = &Cue::ALL;

/// What somebody has met who writes of it; each may stand beside praise.
pub(super) const TROUBLES: [Intent; 10] = [
    Intent::Outage,
    Intent::Delay,
    Intent::CancelledService,
    Intent::LostItem,
    Intent::DamagedItem,
    Intent::ProductFault,
    Intent::AppFault,
    Intent::WrongCharge,
    Intent::StaffConduct,
    Intent::Unreachable,
];

/// A text this bad complains, whatever its words.
const BAD: f64 = -0.5;
/// A text this good does not complain unless it says so twice.
const GOOD: f64 = 0.5;

/// The learnt model takes it for a complaint, or for none.
const LIKELY: f64 = 0.6;
const UNLIKELY: f64 = 0.2;

/// Cues, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cues(u32);

impl Cues {
    /// Whether a cue was seen.
    #[must_use]
    pub const fn has(self, cue: Cue) -> bool {
        self.0 >> cue as u32 & 1 == 1
    }

    /// The cues in order.
    pub fn iter(self) -> impl Iterator<Item = Cue> {
        CUES.iter().copied().filter(move |cue| self.has(*cue))
    }

    fn see(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u32;
    }
}

/// How much speaks of trouble and how much of praise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Balance {
    pub(super) trouble: i16,
    pub(super) praise: i16,
    /// From how much trouble on it is a complaint: a question may name trouble that nobody has met.
    pub(super) least: i16,
}

impl Balance {
    pub(super) fn of(reading: &Reading, asked: Asked<'_>) -> Self {
        let troubles: i16 = TROUBLES
            .into_iter()
            .map(|intent| reading.strength(Sign::Intent(intent)).clamp(0, 2))
            .sum();
        let said = reading.strength(Sign::Cue(Cue::Complaint)).max(0);
        let sour = reading.strength(Sign::Sour).max(0);
        let thanks = if reading.shows(Sign::Cue(Cue::Thanks)) && !reading.shows(Sign::InAdvance) {
            2
        } else {
            0
        };
        let felt = asked.sentiment.unwrap_or(0.0);
        let mut trouble = said + sour + troubles;
        let mut praise = reading.strength(Sign::Intent(Intent::Praise)).max(0) + thanks;
        if reading.shows(Sign::Sour) {
            praise -= 3;
        }
        if felt <= BAD {
            trouble += 2;
        }
        if felt >= GOOD {
            praise += 2;
        }
        if asked.complaint.is_some_and(|sure| sure >= LIKELY) {
            trouble += 3;
        }
        if asked.complaint.is_some_and(|sure| sure <= UNLIKELY) {
            trouble -= 2;
        }
        if trouble > 0 && praise <= 0 && reading.exclamations > 0 {
            trouble += 1;
        }
        let least = if asks(reading) && !reading.shows(Sign::Sour) {
            3
        } else {
            2
        };
        Self {
            trouble,
            praise: praise.max(0),
            least,
        }
    }

    pub(super) const fn complains(self) -> bool {
        self.trouble >= self.least && self.trouble > self.praise
    }

    pub(super) const fn praises(self) -> bool {
        self.praise >= 2 && self.praise >= self.trouble
    }
}

/// The cues of a text.
pub(super) fn cues(reading: &Reading, balance: Balance) -> Cues {
    let mut cues = Cues::default();
    for cue in CUES.iter().copied() {
        let shown = match cue {
            Cue::Question => asks(reading),
            Cue::Complaint => balance.complains(),
            Cue::Thanks => {
                balance.praises() || (reading.shows(Sign::Cue(Cue::Thanks)) && !reading.shows(Sign::Sour))
            }
            Cue::ExecutiveNamed => {
                reading.shows(Sign::Executive)
                    && (reading.shows(Sign::Office) || reading.shows(Sign::AddressedTo))
            }
            Cue::RepeatContact => {
                reading.shows(Sign::Cue(Cue::RepeatContact))
                    && !reading.shows(Sign::Case(CaseState::Resolved))
            }
            Cue::Unknown
            | Cue::Safety
            | Cue::Legal
            | Cue::Media
            | Cue::Regulator
            | Cue::ThreatToLeave
            | Cue::AsksForManager
            | Cue::OffersHelp
            | Cue::SameHere
            | Cue::Defends
            | Cue::ChannelHop
            | Cue::Deadline
            | Cue::VulnerablePerson
            | Cue::Hearsay => reading.shows(Sign::Cue(cue)),
        };
        if shown {
            cues.see(cue);
        }
    }
    cues
}

/// A question mark, or words that ask without one.
pub(super) fn asks(reading: &Reading) -> bool {
    reading.questions > 0 || reading.strength(Sign::Cue(Cue::Question)) >= 2
}
