//! Reads the escalation rules of a file.

use super::bounds::ESCALATIONS;
use super::condition::Condition;
use super::escalation::{Escalation, EscalationLevel};
use super::names::SEVERITIES;
use super::problem::{At, Problems, nearest};
use super::reach;
use super::read::{self, Entries};
use super::read_condition::condition;
use super::tree::Node;
use crate::domain::alert::Severity;

/// Reads the list of escalation rules.
pub(super) fn escalations(node: &Node, problems: &mut Problems) -> Vec<Escalation> {
    let mut found: Vec<Escalation> = Vec::new();
    for item in read::few(node, "`escalations`", ESCALATIONS, problems) {
        let Some(rule) = escalation(item, problems) else {
            continue;
        };
        if found.iter().any(|other| other.id == rule.id) {
            problems.add(
                item.at,
                format!("the name `{}` is taken", rule.id),
                "each escalation needs a name of its own: alerts are known by it".to_string(),
            );
        }
        found.push(rule);
    }
    found
}

fn escalation(node: &Node, problems: &mut Problems) -> Option<Escalation> {
    let entries = Entries::of(node, "an escalation", &["id", "hysteresis", "levels"], problems)?;
    let id = entries
        .need("id", "alerts are known by it", problems)
        .and_then(|node| read::text(node, "`id`", problems));
    let hysteresis = entries.get("hysteresis").and_then(|node| share(node, problems));
    let levels = entries.need("levels", "list at least one level", problems)?;
    let items = read::items(levels, "`levels`", problems);
    if items.is_empty() {
        problems.add(levels.at, "an escalation needs at least one level", None);
    }
    let read: Vec<(At, EscalationLevel)> = items
        .iter()
        .filter_map(|item| Some((item.at, level(item, hysteresis, problems)?)))
        .collect();
    check_ascent(&read, problems);
    Some(Escalation {
        id: id?.into(),
        levels: read.into_iter().map(|(_, level)| level).collect(),
    })
}

fn share(node: &Node, problems: &mut Problems) -> Option<f64> {
    let share = read::number(node, "`hysteresis`", problems)?;
    if !(0.0..1.0).contains(&share) {
        problems.add(
            node.at,
            format!("`hysteresis` must be from 0 to below 1, not {share}"),
            "0.2 keeps a level until a fifth below its threshold".to_string(),
        );
        return None;
    }
    Some(share)
}

fn level(node: &Node, hysteresis: Option<f64>, problems: &mut Problems) -> Option<EscalationLevel> {
    let entries = Entries::of(node, "a level", &["severity", "when", "until"], problems)?;
    let severity = entries
        .need("severity", "one of info, warning, error, critical", problems)
        .and_then(|node| severity(node, problems));
    let when = entries
        .need("when", "say when the level is reached", problems)
        .and_then(|node| checked(node, problems));
    let until = entries.get("until").and_then(|node| {
        if hysteresis.is_some() {
            problems.add(
                node.at,
                "`until` and `hysteresis` both say when a level is left",
                "remove one of the two".to_string(),
            );
        }
        checked(node, problems)
    });
    let when = when?;
    let keep = match until {
        Some(until) => Condition::Not(Box::new(until)),
        None => when.relaxed(hysteresis.unwrap_or(0.0)),
    };
    Some(EscalationLevel {
        severity: severity?,
        when,
        keep,
    })
}

fn checked(node: &Node, problems: &mut Problems) -> Option<Condition> {
    let condition = condition(node, problems)?;
    if let Some(never) = reach::never(&condition) {
        problems.add(node.at, never, "loosen it or remove the level".to_string());
    }
    Some(condition)
}

fn severity(node: &Node, problems: &mut Problems) -> Option<Severity> {
    let text = read::text(node, "`severity`", problems)?;
    let found = SEVERITIES
        .iter()
        .find(|(name, _)| *name == text)
        .map(|(_, severity)| *severity);
    if found.is_none() {
        problems.add(
            node.at,
            format!("no severity is called `{text}`"),
            nearest(text, SEVERITIES.iter().map(|(name, _)| *name)),
        );
    }
    found
}

fn check_ascent(levels: &[(At, EscalationLevel)], problems: &mut Problems) {
    for ((_, below), (at, above)) in levels.iter().zip(levels.iter().skip(1)) {
        if above.severity <= below.severity {
            problems.add(
                *at,
                "levels must ascend: this one is no louder than the one before",
                "order them from the quietest to the loudest".to_string(),
            );
        }
        if reach::covers(&above.when, &below.when) {
            problems.add(
                *at,
                "levels must ascend: this one is reached whenever the one before is",
                "make its condition stricter than the one before".to_string(),
            );
        }
    }
}
