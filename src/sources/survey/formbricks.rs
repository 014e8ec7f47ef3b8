//! Formbricks: `{webhookId, event, data}` and responses by themselves. Answers lie under `data` by the ids of their
//! questions, so that what a question asks is not known.

use std::borrow::Cow;

use super::super::draft::Part;
use super::super::fields::{Fields, number};
use super::super::filled;
use super::answer::{Answer, respondent};
use super::metric::{named, rating};
use crate::domain::event::Action;
use crate::domain::fate::Ignored;

/// What stands for an answer where nothing was asked: a button pressed, a consent given.
const PRESSED: [&str; 4] = ["clicked", "dismissed", "accepted", "booked"];

/// The part that this payload tells; `None` if it is none of Formbricks.
pub(super) fn read<'a>(fields: &Fields<'a>) -> Option<Part<'a>> {
    let event = fields.text(&["event"]).filter(|_| fields.has(&["webhookid"]));
    if event.as_deref() == Some("testEndpoint") {
        return Some(Part::Ignored(Ignored::Control));
    }
    let inner = fields.object(&["data"]).filter(|_| event.is_some());
    let response = inner.unwrap_or_else(|| fields.clone());
    let answers = response
        .object(&["data"])
        .filter(|_| response.has(&["surveyid"]))?;
    let (created, updated) = (response.time(&["createdat"]), response.time(&["updatedat"]));
    // A response is told anew with each answer until it is finished.
    let action = match event.as_deref() {
        Some("responseCreated") => Action::Create,
        None if updated <= created => Action::Create,
        Some("responseUpdated" | "responseFinished") | None => Action::Edit,
        Some(_) => return None,
    };
    let said = answers.all().flat_map(|(_, raw)| filled::words(raw));
    let figures = answers.all().filter_map(|(name, raw)| {
        named(name)?;
        rating(&[Some(name)], number(raw)?, None)
    });
    let answer = Answer {
        id: response.text(&["id"]),
        survey: response.text(&["surveyid"]),
        respondent: respondent(&response),
        ratings: figures.collect(),
        words: said.filter(|said| !PRESSED.contains(&said.as_ref())).collect(),
        language: language(&response),
        at: if action == Action::Edit { updated } else { created },
        bare: false,
    };
    Some(answer.told(action))
}

/// The language of the survey; one without translations is "default".
fn language<'a>(response: &Fields<'a>) -> Option<Cow<'a, str>> {
    response.text(&["language"]).filter(|tag| tag != "default")
}
