//! How the case stands by its words.

use super::cues::Cues;
use super::reading::Reading;
use super::sign::Sign;
use crate::domain::score::{CaseState, Cue};

/// What is still wrong comes before what is solved; a solved case before thanks and questions.
pub(super) fn case_state(reading: &Reading, cues: Cues) -> CaseState {
    let unresolved = reading.shows(Sign::Case(CaseState::Unresolved));
    let resolved = reading.shows(Sign::Case(CaseState::Resolved));
    if unresolved || (cues.has(Cue::Complaint) && !resolved) {
        CaseState::Unresolved
    } else if resolved {
        CaseState::Resolved
    } else if cues.has(Cue::Question) {
        CaseState::Question
    } else if cues.has(Cue::Thanks) && !reading.shows(Sign::InAdvance) {
        CaseState::Thanks
    } else {
        CaseState::Unknown
    }
}
