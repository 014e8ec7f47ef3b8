//! Settings of what runs: stages, topics, time and bounds.

use std::time::Duration;

use super::problem::nearest;
use super::section::Section;
use crate::domain::stage::StageName;

/// Where time stands once everything has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtEnd {
    /// At the wall clock: live feeds.
    Wall,
    /// At the last record: historical data.
    Hold,
}

/// Topics and how they are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topics {
    /// Put before every topic name; empty for none.
    pub prefix: String,
    /// Partitions of the keyed topics that `topics apply` makes. From 1 to 1024.
    pub partitions: i32,
    /// Copies of each partition that `topics apply` asks for. From 1 to 9.
    pub replication: i32,
    /// How long topics that hold the text of posts keep it.
    pub text_retention: Duration,
}

/// Bounds of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest payload, in bytes.
    pub payload_bytes: usize,
    /// Longest text kept, in bytes of UTF-8; a longer one is cut.
    pub text_bytes: usize,
}

/// Reads `stages`.
pub(super) fn stages(root: &mut Section<'_>) -> Vec<StageName> {
    let context = root.context;
    let known: Vec<&str> = StageName::ALL.iter().map(|stage| stage.name()).collect();
    let mut stages = Vec::new();
    for found in root.items("stages") {
        let name = found.text().unwrap_or_default();
        match StageName::named(&name) {
            Some(stage) => stages.push(stage),
            None => {
                let hint = nearest(&name, known.iter().copied()).map_or_else(
                    || format!("known: {}", known.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                context.problem(
                    &found.place,
                    &found.path,
                    format!("no stage `{name}`"),
                    Some(hint),
                );
            }
        }
    }
    stages.sort();
    stages.dedup();
    if stages.is_empty() {
        let hint = format!("known: {}", known.join(", "));
        context.problem("", "stages", "no stage to run", Some(hint));
    }
    stages
}

/// Reads `topics`.
pub(super) fn topics(mut section: Section<'_>) -> Topics {
    let prefix = section.maybe_text("prefix").unwrap_or_default();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if prefix.len() > 120 || !prefix.chars().all(fits) {
        let message = format!("`{prefix}` cannot stand before a topic name");
        let hint = "use letters, digits, `.`, `_` and `-`, at most 120";
        let path = section.path("prefix");
        section.context.problem("", &path, message, Some(hint.into()));
    }
    let partitions = section.whole("partitions", 1..=1024);
    let replication = section.whole("replication", 1..=9);
    let text_retention = section.span("text_retention");
    section.finish();
    Topics {
        prefix,
        partitions: i32::try_from(partitions).unwrap_or(1),
        replication: i32::try_from(replication).unwrap_or(1),
        text_retention,
    }
}

/// Reads `time`.
pub(super) fn at_end(mut section: Section<'_>) -> AtEnd {
    let at_end = section.choice("at_end", &[("wall", AtEnd::Wall), ("hold", AtEnd::Hold)]);
    section.finish();
    at_end.unwrap_or(AtEnd::Wall)
}

/// Reads `limits`.
pub(super) fn limits(mut section: Section<'_>) -> Limits {
    let payload_bytes = section.whole("payload_bytes", 1_024..=8_388_608);
    let text_bytes = section.whole("text_bytes", 256..=262_144);
    section.finish();
    Limits {
        payload_bytes: usize::try_from(payload_bytes).unwrap_or(1_024),
        text_bytes: usize::try_from(text_bytes).unwrap_or(256),
    }
}
