//! Tables of the outcome, at most 120 columns wide.

use std::collections::BTreeMap;

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use serde::Serialize;

use super::paint::Paint;
use crate::domain::alert::{AlertAction, EscalationAlert};
use crate::domain::clock::ClockKind;
use crate::domain::ids::{AlertKey, ItemId};
use crate::domain::item::WorkItem;
use crate::domain::measure::Opportunity;
use crate::domain::time::Time;

/// Columns that a table may take.
const WIDTH: u16 = 118;

/// The newest version of each item, the most pressing first.
#[must_use]
pub fn newest(all: &[WorkItem]) -> Vec<&WorkItem> {
    let mut newest: BTreeMap<ItemId, &WorkItem> = BTreeMap::new();
    for item in all {
        let kept = newest.entry(item.item_id).or_insert(item);
        if item.version > kept.version {
            *kept = item;
        }
    }
    let mut items: Vec<&WorkItem> = newest.into_values().collect();
    items.sort_by_key(|item| (std::cmp::Reverse(item.priority_score), item.item_id));
    items
}

/// The `most` work items of the highest priority, each in its newest version.
#[must_use]
pub fn items(all: &[WorkItem], most: usize, paint: Paint) -> String {
    let items = newest(all);
    let header = ["queue, priority", "status", "customer", "said", "why"];
    let mut table = frame(&header, &[20, 11, 26, 34, 31]);
    for item in items.iter().take(most) {
        let customer = [
            item.customer
                .handle
                .as_deref()
                .map(|h| format!("@{}", plain(h, 24))),
            followers(item),
        ];
        table.add_row([
            format!(
                "{}\n{} {}",
                plain(&item.queue, 18),
                word(&item.priority),
                item.priority_score
            ),
            format!("{}\n{}", word(&item.work_state), first_response(item)),
            customer.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            said(item),
            why(item),
        ]);
    }
    titled("Work items", &table, items.len(), most, paint)
}

/// The `most` loudest alerts: each key once, with its loudest notice and how it stands now.
#[must_use]
pub fn alerts(all: &[EscalationAlert], most: usize, paint: Paint) -> String {
    let mut notices: BTreeMap<AlertKey, Vec<&EscalationAlert>> = BTreeMap::new();
    for notice in all {
        notices.entry(notice.alert_key).or_default().push(notice);
    }
    let mut rows: Vec<(&EscalationAlert, &EscalationAlert, usize)> = notices
        .values()
        .filter_map(|of_key| {
            let raised = of_key
                .iter()
                .filter(|notice| notice.action != AlertAction::Resolve);
            let loudest = raised.max_by_key(|notice| (notice.severity, notice.version))?;
            let last = of_key.iter().max_by_key(|notice| notice.version)?;
            Some((*loudest, *last, of_key.len()))
        })
        .collect();
    rows.sort_by_key(|(loudest, ..)| (std::cmp::Reverse(loudest.severity), loudest.started_at));
    let mut table = frame(&["since", "severity", "now", "summary"], &[8, 12, 14, 80]);
    for (loudest, last, count) in rows.iter().take(most) {
        let now = match last.action {
            AlertAction::Trigger => "stands",
            AlertAction::Resolve => "resolved",
            AlertAction::Unknown => "unknown",
        };
        let notices = if *count == 1 { "notice" } else { "notices" };
        table.add_row([
            clock(loudest.started_at),
            word(&loudest.severity),
            format!("{now}\n{count} {notices}"),
            plain(&loudest.summary, 300),
        ]);
    }
    titled("Escalation alerts", &table, rows.len(), most, paint)
}

/// Moments worth spreading, one row for each of the `most` best reasons: how many there are, and the best.
#[must_use]
pub fn opportunities(all: &[Opportunity], most: usize, paint: Paint) -> String {
    let mut reasons: BTreeMap<&str, (usize, &Opportunity)> = BTreeMap::new();
    for moment in all {
        let (count, best) = reasons.entry(&moment.reason).or_insert((0, moment));
        *count += 1;
        if moment.score > best.score {
            *best = moment;
        }
    }
    let mut rows: Vec<(&str, usize, &Opportunity)> = reasons
        .into_iter()
        .map(|(reason, (count, best))| (reason, count, best))
        .collect();
    rows.sort_by(|a, b| b.2.score.total_cmp(&a.2.score));
    let mut table = frame(&["reason", "moments", "best", "at"], &[84, 10, 8, 8]);
    for (reason, count, best) in rows.iter().take(most) {
        let score = format!("{:.2}", best.score);
        table.add_row([plain(reason, 200), count.to_string(), score, clock(best.at)]);
    }
    titled("Opportunities, by reason", &table, rows.len(), most, paint)
}

fn frame(header: &[&str], widths: &[u16]) -> Table {
    let mut table = Table::new();
    table
        .load_preset(UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(header.iter().copied())
        .set_constraints(
            widths
                .iter()
                .map(|width| ColumnConstraint::UpperBoundary(Width::Fixed(*width))),
        );
    table
}

fn titled(title: &str, table: &Table, found: usize, most: usize, paint: Paint) -> String {
    let title = paint.strong(title);
    let more = found.saturating_sub(most);
    let shown = found - more;
    let count = match (found, more) {
        (0, _) => return format!("{title}: none\n"),
        (_, 0) => format!("{found}"),
        (_, _) => format!("{shown} of {found}"),
    };
    format!("{title} {}\n{table}\n", paint.faint(&format!("({count})")))
}

/// The word that stands for a value on the wire.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    let written = serde_json::to_value(value).unwrap_or_default();
    written.as_str().unwrap_or("?").replace('_', " ")
}

/// Hour and minute, UTC.
fn clock(at: Time) -> String {
    let minutes = at.0.div_euclid(60_000);
    format!(
        "{:02}:{:02}",
        minutes.div_euclid(60).rem_euclid(24),
        minutes.rem_euclid(60)
    )
}

/// Other people's words on our terminal: no control characters, one line, at most `most` characters.
fn plain(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let clean = words.join(" ").replace(char::is_control, "");
    if clean.chars().count() <= most {
        return clean;
    }
    clean.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// How the clock of the first response stands.
pub(super) fn first_response(item: &WorkItem) -> &'static str {
    let mut clocks = item.clocks.iter();
    let clock = clocks.find(|clock| clock.clock == ClockKind::FirstResponse);
    clock.map_or("no clock", |clock| clock.state.name())
}

fn followers(item: &WorkItem) -> Option<String> {
    let count = item.customer.followers?;
    Some(format!("{count} followers"))
}

fn said(item: &WorkItem) -> String {
    let mut texts = item.posts.iter().filter_map(|post| post.text.as_deref());
    let Some(first) = texts.next() else {
        return "(withdrawn)".into();
    };
    let first = unaddressed(first);
    match texts.count() {
        0 => plain(first, 95),
        1 => format!("{}\n(and 1 more post)", plain(first, 64)),
        more => format!("{}\n(and {more} more posts)", plain(first, 64)),
    }
}

/// A text without the accounts that it begins by naming.
fn unaddressed(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('@') {
        match rest.split_once(char::is_whitespace) {
            Some((_, after)) => rest = after.trim_start(),
            None => return text,
        }
    }
    rest
}

fn why(item: &WorkItem) -> String {
    let compared = item.routing.compared.iter().take(2).map(|compared| {
        let (field, found) = (plain(&compared.field, 20), plain(&compared.found, 24));
        format!("{field} {found} ({})", plain(&compared.wanted, 24))
    });
    std::iter::once(plain(&item.routing.rule, 30))
        .chain(compared)
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
#[path = "table_tests.rs"]
pub(super) mod tests;
