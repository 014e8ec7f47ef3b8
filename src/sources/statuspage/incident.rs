//! Incidents and maintenances as notices.

use std::borrow::Cow;

use super::super::draft::{Draft, Part, Root};
use super::super::fields::Fields;
use super::super::revision;
use super::{author, extras, refused, text};
use crate::domain::event::{Action, Kind, Visibility};
use crate::domain::time::Time;

/// Where the updates lie: Statuspage names the list after incidents, Better Stack and Instatus after what it belongs to.
pub(super) const UPDATES: [&str; 4] = [
    "incidentupdates",
    "maintenanceupdates",
    "statusupdates",
    "updates",
];

/// What an update says.
const WORDS: [&str; 5] = ["body", "markdown", "message", "content", "description"];

/// When an update was made.
const TIMES: [&str; 5] = ["createdat", "publishedat", "postedat", "date", "updatedat"];

/// When a maintenance begins and ends, by names that incidents do not have.
const BEGINS: [&str; 4] = [
    "scheduledfor",
    "scheduledstartat",
    "maintenancestartdate",
    "scheduledstart",
];
const ENDS: [&str; 5] = [
    "scheduleduntil",
    "scheduledendat",
    "maintenanceenddate",
    "scheduledend",
    "endsat",
];

/// An incident or a maintenance, as of its latest update. `planned`: its field calls it a maintenance.
pub(super) fn read<'a>(incident: &Fields<'a>, planned: bool, page: Option<&Cow<'a, str>>) -> Part<'a> {
    let Some(id) = incident.text(&["id"]).or_else(|| id_of_address(incident)) else {
        return refused("an incident without `id`");
    };
    let updates = incident.objects(&UPDATES).unwrap_or_default();
    let latest = latest(&updates);
    // The account that follows it is written last, in a field of its own.
    let account = incident.text(&["postmortembody"]);
    let created_at = incident.time(&["createdat", "publishedat", "startedat", "started"]);
    // Lists of what goes on show the last update alone.
    let shown = incident
        .text(&["lastupdatemessage"])
        .or_else(|| incident.text(&WORDS));
    let shown_at = incident
        .time(&["lastupdateat"])
        .filter(|at| Some(*at) > created_at);
    let edit = updates.len() > 1 || account.is_some() || (updates.is_empty() && shown_at.is_some());
    let changed_at = latest
        .and_then(|update| update.time(&TIMES))
        .filter(|_| account.is_none())
        .or_else(|| incident.time(&["updatedat"]))
        .or(shown_at);
    let words = account.or_else(|| latest.map_or(shown, |update| update.text(&WORDS)));
    let planned = planned || is_planned(incident, created_at);
    Draft {
        part: Some(if planned { "maintenance" } else { "incident" }),
        revision: if edit { revision::by_moment(changed_at) } else { 0 },
        root: Root::Own,
        url: incident.text(&["shortlink", "url"]),
        author: author(incident, page),
        text: text(incident.text(&["name", "title"]), words),
        visibility: Visibility::Public,
        occurred_at: if edit {
            changed_at
        } else {
            created_at.or(changed_at)
        },
        backfill: incident.flag(&["backfilled"]) == Some(true),
        extras: told_besides(incident, planned),
        ..Draft::new(if edit { Action::Edit } else { Action::Create }, Kind::Notice, id)
    }
    .news()
}

/// The newest of the updates. Lists have the latest first, and so of two of one moment the first counts, unless the
/// list shows that it runs the other way.
fn latest<'u, 'a>(updates: &'u [Fields<'a>]) -> Option<&'u Fields<'a>> {
    let at = |update: &Fields<'a>| update.time(&TIMES);
    let rises = updates.first().and_then(at) < updates.last().and_then(at);
    if rises {
        updates.iter().max_by_key(|update| at(update))
    } else {
        updates.iter().rev().max_by_key(|update| at(update))
    }
}

/// Whether it is a maintenance: it says so, or begins after it was announced.
fn is_planned(incident: &Fields<'_>, created_at: Option<Time>) -> bool {
    let kind = incident
        .text(&["impact", "type", "reporttype"])
        .unwrap_or_default();
    let starts_at = incident.time(&["startsat"]);
    incident.has(&BEGINS)
        || ["maintenance", "scheduled"]
            .iter()
            .any(|name| kind.eq_ignore_ascii_case(name))
        || (created_at.is_some() && starts_at > created_at)
}

fn told_besides<'a>(incident: &Fields<'a>, planned: bool) -> Vec<(&'static str, Cow<'a, str>)> {
    let names = [
        ("status", "status"),
        ("impact", "impact"),
        ("shortlink", "shortlink"),
    ];
    let mut all = extras(incident, &names);
    if planned {
        let begins = incident
            .text(&BEGINS)
            .or_else(|| incident.text(&["startsat", "start"]));
        all.extend(begins.map(|at| ("scheduled_for", at)));
        all.extend(incident.text(&ENDS).map(|at| ("scheduled_until", at)));
    }
    all
}

/// The summary of Instatus names an incident by its address alone, whose last piece is the id.
fn id_of_address<'a>(incident: &Fields<'a>) -> Option<Cow<'a, str>> {
    let address = incident.text(&["url"])?;
    let id = address.trim_end_matches('/').rsplit('/').next()?;
    let whole = address.contains("://") && !id.is_empty() && !id.contains('.');
    whole.then(|| Cow::Owned(id.to_owned()))
}
