//! Status pages of Atlassian Statuspage, Better Stack, Instatus and incident.io: webhooks of incidents, maintenances and
//! components, and the lists that a page answers (`incidents.json`, `summary.json`, `scheduled-maintenances.json`). An
//! incident is one notice; each update of it is a revision.

mod incident;

use std::borrow::Cow;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, DraftAuthor, DraftText, Form, Part, Root, Shape};
use super::fields::Fields;
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Kind, Visibility};
use crate::domain::fate::{Ignored, Reject, RejectReason};
use crate::domain::surface::Surface;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[(Kind::Notice, Action::Create), (Kind::Notice, Action::Edit)];

/// Fields that say how things stand, without news of anything.
const STANDING: [&str; 7] = [
    "page",
    "status",
    "components",
    "component",
    "componentgroups",
    "meta",
    "metrics",
];

/// Fields that hold words in reports of other makers.
const WORDS: [&str; 8] = [
    "message",
    "body",
    "description",
    "details",
    "text",
    "title",
    "summary",
    "messagesubject",
];

/// A notice is read by everybody and answered by nobody.
fn act(draft: &mut Draft<'_>) {
    draft.surface = Surface::PublicPost;
}

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let fields: Fields<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let page = fields.object(&["page"]).unwrap_or_default();
    let page = page.text(&["id", "url"]);
    let page = page.or_else(|| fields.text(&["pageid", "statuspageid", "pageurl"]));
    let mut listed = false;
    for (ending, planned) in [("incident", false), ("maintenance", true)] {
        for list in named(&fields, ending) {
            listed = true;
            parts.extend(
                list.iter()
                    .map(|found| incident::read(found, planned, page.as_ref())),
            );
        }
    }
    if let Some(change) = fields.object(&["componentupdate"]).filter(|_| !listed) {
        let component = fields.object(&["component"]).unwrap_or_default();
        parts.push(read_component(&change, &component, page.as_ref()));
    } else if !listed && fields.has(&incident::UPDATES) {
        parts.push(incident::read(&fields, false, page.as_ref()));
    }
    if parts.is_empty() {
        let known = listed || fields.has(&["components", "component", "status", "page"]);
        if !known || !only_stands(&fields) {
            return Ok(Shape::Unknown);
        }
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}

/// The objects of every field that is named so, alone or in plural: `incident`, `ongoing_incidents`, `activeIncidents`.
fn named<'a>(fields: &Fields<'a>, ending: &str) -> Vec<Vec<Fields<'a>>> {
    let names = fields
        .names()
        .filter(|name| name.trim_end_matches('s').ends_with(ending));
    names.filter_map(|name| fields.objects(&[&name])).collect()
}

/// Whether the payload says how things stand and nothing else: there is no field with words, and no object that is not
/// known.
fn only_stands(fields: &Fields<'_>) -> bool {
    fields.names().all(|name| {
        let name = name.as_str();
        let empty = || fields.objects(&[name]).is_none_or(|objects| objects.is_empty());
        let silent = !WORDS.contains(&name) || !fields.has(&[name]);
        STANDING.contains(&name) || (silent && empty())
    })
}

/// A change of a component's status: a notice of its own, below the component.
fn read_component<'a>(change: &Fields<'a>, component: &Fields<'a>, page: Option<&Cow<'a, str>>) -> Part<'a> {
    let of = change.text(&["componentid"]).or_else(|| component.text(&["id"]));
    let (Some(id), Some(of)) = (change.text(&["id"]), of) else {
        return refused("a component's update without `id` or `component_id`");
    };
    Draft {
        part: Some("component"),
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
