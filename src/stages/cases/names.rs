//! The names of values as labels and summaries show them: those of the wire.

use crate::domain::alert::Severity;
use crate::domain::score::{Abstention, Cue, Level, Urgency};

pub(super) const fn severity(value: Severity) -> &'static str {
    match value {
        Severity::Unknown => "unknown",
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
        Severity::Critical => "critical",
    }
}

pub(super) const fn level(value: Level) -> &'static str {
    match value {
        Level::Unknown => "unknown",
        Level::Quiet => "quiet",
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
        Level::Critical => "critical",
    }
}

pub(super) const fn urgency(value: Urgency) -> &'static str {
    match value {
        Urgency::Unknown => "unknown",
        Urgency::NoAction => "no action",
        Urgency::CanWait => "can wait",
        Urgency::Today => "today",
        Urgency::Now => "now",
    }
}

pub(super) const fn cue(value: Cue) -> &'static str {
    match value {
        Cue::Unknown => "unknown",
        Cue::Question => "question",
        Cue::Complaint => "complaint",
        Cue::Thanks => "thanks",
        Cue::Safety => "safety",
        Cue::Legal => "legal",
        Cue::Media => "media",
        Cue::Regulator => "regulator",
        Cue::ThreatToLeave => "threat to leave",
        Cue::RepeatContact => "repeat contact",
        Cue::AsksForManager => "asks for a manager",
        Cue::OffersHelp => "offers help",
        Cue::SameHere => "same here",
        Cue::Defends => "defends the brand",
        Cue::ChannelHop => "sent from channel to channel",
        Cue::Deadline => "names a deadline",
        Cue::VulnerablePerson => "vulnerable person",
        Cue::ExecutiveNamed => "names an executive",
        Cue::Hearsay => "hearsay",
    }
}

pub(super) const fn abstention(value: Abstention) -> &'static str {
    match value {
        Abstention::Unknown => "unsure",
        Abstention::NoWords => "no words",
        Abstention::TooShort => "too short",
        Abstention::LowMargin => "unsure between two",
        Abstention::UnknownScript => "unknown script",
    }
}
