//! Qualtrics: subscriptions, which only tell that there is a response, and responses with their values.

use std::borrow::Cow;

use super::super::draft::Part;
use super::super::fields::{Fields, number};
use super::answer::Answer;
use super::metric::{named, rating};
use crate::domain::event::{Action, Rating};
use crate::domain::fate::Ignored;

/// What Qualtrics calls the group of a net promoter score, beside the score itself.
const GROUP: &str = "_NPS_GROUP";

/// The part that this payload tells; `None` if it is none of Qualtrics.
pub(super) fn read<'a>(fields: &Fields<'a>) -> Option<Part<'a>> {
    let inner = fields.object(&["result"]);
    let response = inner.unwrap_or_else(|| fields.clone());
    if let Some(values) = response.object(&["values"]) {
        return Some(told(&response, &values));
    }
    let topic = fields.text(&["topic"]);
    if !fields.has(&["brandid"]) && topic.is_none() {
        return None;
    }
    if fields
        .text(&["status"])
        .is_some_and(|status| !status.to_ascii_lowercase().starts_with("complete"))
    {
        return Some(Part::Ignored(Ignored::Control));
    }
    if !fields.has(&["responseid"]) && !topic.is_some_and(|topic| topic.contains("Response")) {
        return Some(Part::Ignored(Ignored::Control));
    }
    let answer = Answer {
        id: fields.text(&["responseid"]),
        survey: fields.text(&["surveyid"]),
        at: fields.time(&["completeddate", "recordeddate"]),
        bare: true,
        ..Answer::default()
    };
    Some(answer.told(Action::Create))
}

fn told<'a>(response: &Fields<'a>, values: &Fields<'a>) -> Part<'a> {
    let id = response
        .text(&["responseid"])
        .or_else(|| values.text(&["recordid", "responseid"]));
    let answer = Answer {
        id,
        survey: response.text(&["surveyid"]),
        respondent: values.text(&["externaldatareference", "recipientemail"]),
        ratings: values
            .all()
            .filter_map(|(name, raw)| figure(values, name, number(raw)?))
            .collect(),
        words: values
            .all()
            .filter(|(name, _)| name.ends_with("_TEXT"))
            .filter_map(|(_, raw)| words(raw))
            .collect(),
        language: values.text(&["userlanguage"]),
        at: values.time(&["recordeddate", "enddate", "startdate"]),
        bare: false,
    };
    answer.told(Action::Create)
}

fn words(raw: &serde_json::value::RawValue) -> Option<Cow<'_, str>> {
    let super::super::loose::Str(text) = super::super::halves::text(raw)?;
    text
}

/// The figure of this question. The number of any other question is that of the choice, and measures nothing.
fn figure(values: &Fields<'_>, name: &str, value: f64) -> Option<Rating> {
    if name.ends_with(GROUP) {
        return None;
    }
    let grouped = values
        .all()
        .any(|(other, _)| other.strip_suffix(GROUP) == Some(name));
    match grouped {
        true => Some(rating(&[Some("nps")], value, None)),
        false => named(name).map(|_| rating(&[Some(name)], value, None)),
    }
}
