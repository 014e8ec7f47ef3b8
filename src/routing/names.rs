//! The names that a rule file uses for values of the domain: the same as in the published records.

use crate::domain::alert::Severity;
use crate::domain::event::Visibility;
use crate::domain::network::Network;
use crate::domain::score::{Level, Urgency};

/// Names of urgencies, by rank.
pub(super) const URGENCIES: [(&str, Urgency); 5] = [
    ("unknown", Urgency::Unknown),
    ("no_action", Urgency::NoAction),
    ("can_wait", Urgency::CanWait),
    ("today", Urgency::Today),
    ("now", Urgency::Now),
];

/// Names of levels, by rank.
pub(super) const LEVELS: [(&str, Level); 6] = [
    ("unknown", Level::Unknown),
    ("quiet", Level::Quiet),
    ("low", Level::Low),
    ("medium", Level::Medium),
    ("high", Level::High),
    ("critical", Level::Critical),
];

/// Names of severities that a rule may use, quietest first.
pub(super) const SEVERITIES: [(&str, Severity); 4] = [
    ("info", Severity::Info),
    ("warning", Severity::Warning),
    ("error", Severity::Error),
    ("critical", Severity::Critical),
];

/// Names of visibilities.
pub(super) const VISIBILITIES: [&str; 5] = ["unknown", "public", "restricted", "direct", "unlisted"];

/// Names of networks.
pub(super) const NETWORKS: [&str; Network::ALL.len()] = {
    let mut names = [""; Network::ALL.len()];
    let mut at = 0;
    #[expect(clippy::indexing_slicing, reason = "at stays below the length of both")]
    while at < names.len() {
        names[at] = Network::ALL[at].name();
        at += 1;
    }
    names
};

/// The name of a visibility.
pub(super) const fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Unknown => "unknown",
        Visibility::Public => "public",
        Visibility::Restricted => "restricted",
        Visibility::Direct => "direct",
        Visibility::Unlisted => "unlisted",
        Visibility::Internal => "internal",
    }
}
