//! Settings of what runs: stages, topics, time and bounds.

use std::time::Duration;

use super::problem::nearest;
use super::section::{Section, span};
use crate::domain::bounds::{LEAST_MESSAGE_BYTES, STEP_ROWS};
use crate::domain::stage::StageName;
use crate::domain::views::Views;

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
    /// Partitions of every other topic but the clock's. From 1 to 1024.
    pub public_partitions: i32,
    /// Generation of the lanes: how often their number was changed, counted from 1. Up to 9999.
    pub generation: u32,
    /// Copies of each partition that `topics apply` asks for. From 1 to 9.
    pub replication: i32,
    /// How long topics that are not compacted keep their records; `None` for ever.
    pub retention: Option<Duration>,
}

/// How long things are remembered or waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// An event older than lane time by more than this may correct, and never pages.
    pub lateness: Duration,
    /// How long a post is known: redeliveries, edits and deletes are recognised that long.
    pub posts: Duration,
    /// A customer's post joins the open case whose latest activity is no longer ago.
    pub association: Duration,
    /// A customer of whom nothing was heard for this long is forgotten.
    pub customers: Duration,
    /// How long an item that nothing more will be said of stays to be read before it gets a tombstone.
    pub item_grace: Duration,
    /// How long the agent who handled a case stays the preferred one.
    pub affinity: Duration,
    /// How long a lane that has records to read may stand still before time no longer waits for it.
    pub lane_patience: Duration,
}

/// Bounds of a payload and of a lane's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest payload, in bytes.
    pub payload_bytes: usize,
    /// Longest text kept, in bytes of UTF-8; a longer one is cut.
    pub text_bytes: usize,
    /// Most posts whose conversation a lane of resolve knows.
    pub lookup_rows: usize,
    /// Most posts that a lane of assess knows.
    pub posts: usize,
    /// Most records that wait for one post or conversation.
    pub waiting: usize,
    /// Most erased authors and posts that a lane keeps from coming back.
    pub erased_keys: usize,
    /// Largest key and value written, in bytes.
    pub message_bytes: usize,
    /// Share of refused records, in percent, above which a partition is stopped; 100 never stops it.
    pub reject_percent: u8,
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
    let public = section.parsed(
        "public_partitions",
        "a whole number from 1 to 1024, or same",
        |text| {
            if text == "same" {
                Some(None)
            } else {
                text.parse().ok().filter(|n| (1..=1024).contains(n)).map(Some)
            }
        },
    );
    let generation = section.whole("generation", 1..=9999);
    let replication = section.whole("replication", 1..=9);
    let retention = section.parsed("retention", "a length of time such as 7d, or forever", |text| {
        if text == "forever" {
            Some(None)
        } else {
            span(text).map(Some)
        }
    });
    section.finish();
    Topics {
        prefix,
        partitions: i32::try_from(partitions).unwrap_or(1),
        public_partitions: i32::try_from(public.flatten().unwrap_or(partitions)).unwrap_or(1),
        generation: u32::try_from(generation).unwrap_or(1),
        replication: i32::try_from(replication).unwrap_or(1),
        retention: retention.flatten(),
    }
}

/// Reads `publish`.
pub(super) fn publish(mut section: Section<'_>) -> Views {
    let views = Views {
        social_events: section.flag("social_events"),
        scored_events: section.flag("scored_events"),
    };
    section.finish();
    views
}

/// Reads `time`.
pub(super) fn at_end(mut section: Section<'_>) -> AtEnd {
    let at_end = section.choice("at_end", &[("wall", AtEnd::Wall), ("hold", AtEnd::Hold)]);
    section.finish();
    at_end.unwrap_or(AtEnd::Wall)
}

/// Reads `windows`.
pub(super) fn windows(mut section: Section<'_>) -> Windows {
    let windows = Windows {
        lateness: section.span("lateness"),
        posts: section.span("posts"),
        association: section.span("association"),
        customers: section.span("customers"),
        item_grace: section.span("item_grace"),
        affinity: section.span("affinity"),
        lane_patience: section.span("lane_patience"),
    };
    section.finish();
    windows
}

/// Reads `limits`.
pub(super) fn limits(mut section: Section<'_>) -> Limits {
    let mut size = |key, bounds: std::ops::RangeInclusive<i64>| {
        usize::try_from(section.whole(key, bounds)).unwrap_or_default()
    };
    let whole = |bound: usize| i64::try_from(bound).unwrap_or(i64::MAX);
    let limits = Limits {
        payload_bytes: size("payload_bytes", 1_024..=8_388_608),
        text_bytes: size("text_bytes", 256..=65_536),
        lookup_rows: size("lookup_rows", 1_000..=50_000_000),
        posts: size("posts", 1_000..=50_000_000),
        waiting: size("waiting", 1..=whole(STEP_ROWS)),
        erased_keys: size("erased_keys", 1_000..=50_000_000),
        message_bytes: size("message_bytes", whole(LEAST_MESSAGE_BYTES)..=8_388_608),
        reject_percent: u8::try_from(size("reject_percent", 1..=100)).unwrap_or(100),
    };
    section.finish();
    limits
}
