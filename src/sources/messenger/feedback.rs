//! What a customer answered to the questions of a feedback template.

use std::borrow::Cow;

use super::super::draft::{Draft, DraftText, Part};
use super::super::fields::Fields;
use super::{Thread, words};
use crate::domain::event::{Action, Kind, Metric, Rating};
use crate::domain::fate::{Reject, RejectReason};

/// The answer as a survey's. It has no id: a person cannot give two within one moment.
pub(super) fn part<'a>(thread: Thread<'a>, feedback: &Fields<'a>) -> Part<'a> {
    let (Some(person), Some(at)) = (thread.person.as_ref(), thread.at) else {
        let detail = "feedback in an inbox without `sender` or `timestamp`";
        return Part::Refused(Reject::new(RejectReason::BadField, detail));
    };
    let id = format!("{person}/feedback/{}", at.0);
    let screens = feedback.objects(&["feedbackscreens"]).unwrap_or_default();
    let questions: Vec<Fields<'a>> = screens.iter().flat_map(questions).collect();
    let written: Vec<Cow<'a, str>> = questions.iter().filter_map(said).collect();
    let text: Option<DraftText<'a>> = (!written.is_empty()).then(|| words(written.join("\n\n").into()));
    let ratings: Vec<Rating> = questions.iter().filter_map(figure).collect();
    Draft {
        needs_enrichment: text.is_none() && ratings.is_empty(),
        text,
        ratings,
        ..thread.draft(Action::Create, Kind::Survey, id.into())
    }
    .news()
}

/// The questions of a screen: by their names, or in a list.
fn questions<'a>(screen: &Fields<'a>) -> Vec<Fields<'a>> {
    let all = screen.objects(&["questions"]).unwrap_or_default();
    let one = |all: &Fields<'a>| match all.has(&["type"]) {
        true => vec![all.clone()],
        false => all.all().filter_map(|(_, raw)| Fields::of(raw)).collect(),
    };
    all.iter().flat_map(one).collect()
}

/// What was written below a question, or to one that asks for words.
fn said<'a>(question: &Fields<'a>) -> Option<Cow<'a, str>> {
    let free = |one: &Fields<'a>| one.text(&["type"]).is_some_and(|kind| kind == "free_form");
    let below = question.object(&["followup"]);
    let asked = below
        .filter(free)
        .or_else(|| Some(question.clone()).filter(free))?;
    asked.text(&["payload"])
}

/// The figure, on the scales that the template offers; that of satisfaction is the page's own choice.
fn figure(question: &Fields<'_>) -> Option<Rating> {
    let (metric, max) = match question.text(&["type"])?.as_ref() {
        "nps" => (Metric::Nps, Some(10.0)),
        "ces" => (Metric::Ces, Some(7.0)),
        "csat" => (Metric::Csat, None),
        _ => return None,
    };
    let value = question.number(&["payload"])?;
    let given = value >= 0.0 && max.is_none_or(|max| value <= max);
    given.then_some(Rating { metric, value, max })
}
