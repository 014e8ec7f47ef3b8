//! Reads what routes and queues promise: lengths of time, and the calendar they are counted by.

use std::collections::BTreeMap;

use super::problem::{Problems, nearest};
use super::read::{self, Entries};
use super::tree::{Node, Value};
use crate::domain::calendar::{ALWAYS, Calendars};
use crate::domain::time::Span;

/// What a queue may say of itself.
const OF_A_QUEUE: [&str; 4] = ["calendar", "first_response", "next_response", "resolution"];

/// What is promised; `None` where nothing is said.
#[derive(Debug, Clone, Default)]
pub(super) struct Promises {
    calendar: Option<String>,
    pub(super) first_response: Option<Span>,
    pub(super) next_response: Option<Span>,
    pub(super) resolution: Option<Span>,
}

impl Promises {
    /// What these entries promise.
    pub(super) fn of(entries: &Entries<'_>, calendars: &Calendars, problems: &mut Problems) -> Self {
        let calendar = entries
            .get("calendar")
            .and_then(|node| calendar(node, calendars, problems));
        let mut span = |name: &str| {
            let node = entries.get(name)?;
            read::span(node, &format!("`{name}`"), problems)
        };
        Self {
            calendar,
            first_response: span("first_response"),
            next_response: span("next_response"),
            resolution: span("resolution"),
        }
    }

    /// These, and what `queue` promises where they say nothing.
    pub(super) fn or(self, queue: &Self) -> Self {
        Self {
            calendar: self.calendar.or_else(|| queue.calendar.clone()),
            first_response: self.first_response.or(queue.first_response),
            next_response: self.next_response.or(queue.next_response),
            resolution: self.resolution.or(queue.resolution),
        }
    }

    /// The calendar that all are counted by.
    pub(super) fn calendar(&self) -> String {
        self.calendar.as_deref().unwrap_or(ALWAYS).to_owned()
    }
}

fn calendar(node: &Node, calendars: &Calendars, problems: &mut Problems) -> Option<String> {
    let name = read::text(node, "`calendar`", problems)?;
    if calendars.get(name).is_none() {
        problems.add(
            node.at,
            format!("calendar `{name}` is not in the settings"),
            nearest(name, calendars.names()),
        );
    }
    Some(name.to_owned())
}

/// What each queue of a map promises unless a route says otherwise; nothing of a list of names.
pub(super) fn of_queues<'t>(
    node: Option<&'t Node>,
    calendars: &Calendars,
    problems: &mut Problems,
) -> BTreeMap<&'t str, Promises> {
    let mut queues = BTreeMap::new();
    let Some(Value::Map(entries)) = node.map(|node| &node.value) else {
        return queues;
    };
    for (name, node) in entries {
        let nothing =
            matches!(&node.value, Value::Scalar { text, quoted: false } if text.is_empty() || text == "~");
        if nothing {
            continue;
        }
        if let Some(entries) = Entries::of(node, "a queue", &OF_A_QUEUE, problems) {
            queues.insert(name.text.as_str(), Promises::of(&entries, calendars, problems));
        }
    }
    queues
}
