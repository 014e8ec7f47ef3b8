//! Status pages of Atlassian Statuspage: webhooks of incidents and components, and the lists that a page
//! answers (`incidents.json`, `summary.json`, `scheduled-maintenances.json`). An incident is one notice;
//! each update of it is a revision.

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftText, Form, Part, Root, Shape};
use super::fields::Fields;
use super::parts::Parts;
use super::peel::not_json;
use super::revision;
use crate::domain::event::{Action, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
};

const COVERS: &[(Kind, Action)] = &[(Kind::Notice, Action::Create), (Kind::Notice, Action::Edit)];

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let fields: Fields<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let page = fields.object(&["page"]).unwrap_or_default();
    let page = page.text(&["id"]).or_else(|| fields.text(&["pageid"]));
    let incidents = fields.objects(&["incident", "incidents"]);
    let maintenances = fields.objects(&["maintenance", "scheduledmaintenances"]);
    if incidents.is_some() || maintenances.is_some() {
        let all = incidents.iter().chain(&maintenances).flatten();
        parts.extend(all.map(|incident| read_incident(incident, page.as_ref())));
    } else if let Some(change) = fields.object(&["componentupdate"]) {
        let component = fields.object(&["component"]).unwrap_or_default();
        parts.push(read_component(&change, &component, page.as_ref()));
    } else if fields.has(&["incidentupdates"]) {
        parts.push(read_incident(&fields, page.as_ref()));
    } else if !fields.has(&["components", "component", "status", "page"]) {
        return Ok(Shape::Unknown);
    }
    if parts.is_empty() {
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}

/// An incident or a maintenance, as of its latest update.
fn read_incident<'a>(incident: &Fields<'a>, page: Option<&Cow<'a, str>>) -> Part<'a> {
    let Some(id) = incident.text(&["id"]) else {
        return refused("an incident without `id`");
    };
    let updates = incident.objects(&["incidentupdates"]).unwrap_or_default();
    let latest = updates.iter().max_by_key(|update| update.time(&["createdat"]));
    // The account that follows it is written last, in a field of its own.
    let account = incident.text(&["postmortembody"]);
    let edit = updates.len() > 1 || account.is_some();
    let changed_at = latest
        .and_then(|update| update.time(&["createdat"]))
        .filter(|_| account.is_none())
        .or_else(|| incident.time(&["updatedat"]));
    let created_at = incident.time(&["createdat", "startedat"]);
    let words = account.or_else(|| latest.and_then(|update| update.text(&["body"])));
    let planned = incident.has(&["scheduledfor"]);
    Draft {
        surface: Some(if planned { "maintenance" } else { "incident" }),
        revision: if edit { revision::by_moment(changed_at) } else { 0 },
        author: author(incident, page),
        text: text(incident.text(&["name"]), words),
        visibility: Visibility::Public,
        occurred_at: if edit {
            changed_at
        } else {
            created_at.or(changed_at)
        },
        backfill: incident.flag(&["backfilled"]) == Some(true),
        extras: extras(
            incident,
            &[
                ("status", "status"),
                ("impact", "impact"),
                ("shortlink", "shortlink"),
                ("scheduled_for", "scheduledfor"),
                ("scheduled_until", "scheduleduntil"),
            ],
        ),
        ..Draft::new(if edit { Action::Edit } else { Action::Create }, Kind::Notice, id)
    }
    .news()
}

/// A change of a component's status: a notice of its own, below the component.
fn read_component<'a>(change: &Fields<'a>, component: &Fields<'a>, page: Option<&Cow<'a, str>>) -> Part<'a> {
    let of = change.text(&["componentid"]).or_else(|| component.text(&["id"]));
    let (Some(id), Some(of)) = (change.text(&["id"]), of) else {
        return refused("a component's update without `id` or `component_id`");
    };
    Draft {
        surface: Some("component"),
        root: Root::Id(of.clone()),
        parent: Some(of),
        author: author(component, page),
        text: text(component.text(&["name"]), None),
        visibility: Visibility::Public,
        occurred_at: change.time(&["createdat"]),
        extras: extras(
            change,
            &[("old_status", "oldstatus"), ("new_status", "newstatus")],
        ),
        ..Draft::new(Action::Create, Kind::Notice, id)
    }
    .news()
}

fn author<'a>(of: &Fields<'a>, page: Option<&Cow<'a, str>>) -> Option<DraftAuthor<'a>> {
    page.cloned()
        .or_else(|| of.text(&["pageid"]))
        .map(DraftAuthor::named)
}

fn text<'a>(name: Option<Cow<'a, str>>, words: Option<Cow<'a, str>>) -> Option<DraftText<'a>> {
    (name.is_some() || words.is_some()).then(|| DraftText {
        heading: name.map(|name| (name, Form::Plain)),
        seek: true,
        ..DraftText::new(words.unwrap_or_default(), Form::Plain)
    })
}

fn extras<'a>(of: &Fields<'a>, names: &[(&'static str, &str)]) -> Vec<(&'static str, Cow<'a, str>)> {
    let found = names
        .iter()
        .filter_map(|(name, field)| Some((*name, of.text(&[field])?)));
    found.collect()
}

fn refused<'a>(what: &str) -> Part<'a> {
    Part::Refused(Reject::new(
        RejectReason::BadField,
        format!("statuspage tells of {what}"),
    ))
}
