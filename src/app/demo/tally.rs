//! The outcome in numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use super::paint::Paint;
use super::table::{first_response, newest, word};
use crate::domain::alert::{AlertAction, EscalationAlert};
use crate::domain::item::WorkItem;
use crate::domain::measure::{Measure, MeasureKind, Opportunity};

/// What was published, counted: items by status, priority, service level and queue, alerts by severity,
/// opportunities, and the median time to the first public answer.
#[must_use]
pub fn counts(
    items: &[WorkItem],
    alerts: &[EscalationAlert],
    opportunities: &[Opportunity],
    measures: &[Measure],
    paint: Paint,
) -> String {
    let newest = newest(items);
    let raised = alerts
        .iter()
        .filter(|notice| notice.action != AlertAction::Resolve);
    let first: Vec<&str> = newest.iter().map(|item| first_response(item)).collect();
    let mut lines = vec![
        paint.strong("In numbers"),
        format!("  work items      {} in {} versions", newest.len(), items.len()),
        format!(
            "    status        {}",
            by(newest.iter().map(|item| &item.work_state))
        ),
        format!(
            "    answer        {}",
            by(newest.iter().map(|item| &item.answer_state))
        ),
        format!(
            "    priority      {}",
            by(newest.iter().map(|item| &item.priority))
        ),
        format!("    first reply   {}", by(first.iter())),
        format!("    queue         {}", by(newest.iter().map(|item| &item.queue))),
        format!("  alert notices   {}", by(raised.map(|notice| &notice.severity))),
        format!("  opportunities   {}", opportunities.len()),
    ];
    if let Some((count, minutes)) = first_answers(measures) {
        lines.push(format!(
            "  first answers   {count} in public, half of them within {minutes} min"
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn by<'a, T: Serialize + 'a>(values: impl Iterator<Item = &'a T>) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(word(value)).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let parts: Vec<String> = counts
        .iter()
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    if parts.is_empty() {
        "none".into()
    } else {
        parts.join(", ")
    }
}

/// How many first public answers there were, and their median in whole minutes.
fn first_answers(measures: &[Measure]) -> Option<(usize, i64)> {
    let mut lengths: Vec<i64> = measures
        .iter()
        .filter(|measure| measure.kind == MeasureKind::FirstPublicAnswer)
        .map(|measure| measure.value_ms.0)
        .collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len().saturating_sub(1) / 2)?;
    Some((lengths.len(), median / 60_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::demo::table::tests::{alert, item};
    use crate::domain::alert::Severity;
    use crate::domain::ids::{CustomerKey, EventId, ItemId, digest};
    use crate::domain::time::{Span, Time};

    fn answered_after(minutes: i64, kind: MeasureKind) -> Measure {
        Measure {
            measure_id: EventId::from_bytes(digest(&[&minutes.to_be_bytes()])),
            tenant: "demo".into(),
            kind,
            item_id: ItemId {
                customer: CustomerKey::from_bytes(digest(&[b"c"])),
                episode: 1,
            },
            value_ms: Span::minutes(minutes),
            at: Time(0),
        }
    }

    #[test]
    fn the_median_is_of_first_answers_alone() {
        let measures = [
            answered_after(5, MeasureKind::FirstPublicAnswer),
            answered_after(900, MeasureKind::Closed),
            answered_after(50, MeasureKind::FirstPublicAnswer),
            answered_after(7, MeasureKind::FirstPublicAnswer),
        ];
        assert_eq!(first_answers(&measures), Some((3, 7)));
        assert_eq!(first_answers(&[]), None);
    }

    #[test]
    fn an_item_is_counted_once_and_in_its_newest_version() {
        let mut closed = item("a", 2, 900);
        closed.work_state = crate::domain::item_state::WorkState::Closed;
        let items = [item("a", 1, 900), closed, item("b", 1, 100)];
        let alerts = [
            alert("x", 1, Severity::Critical),
            alert("x", 2, Severity::Critical),
        ];
        let text = counts(&items, &alerts, &[], &[], Paint::Plain);
        assert!(text.contains("2 in 3 versions"), "{text}");
        assert!(text.contains("status        1 closed, 1 new"), "{text}");
        assert!(text.contains("alert notices   2 critical"), "{text}");
        assert!(!text.contains("first answers"), "{text}");
    }
}
