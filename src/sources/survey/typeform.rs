//! Typeform: `{event_type: "form_response", form_response}` and items of its list of responses.

use std::borrow::Cow;

use super::super::draft::Part;
use super::super::fields::Fields;
use super::answer::{Answer, respondent};
use super::metric::rating;
use crate::domain::event::{Action, Metric, Rating};
use crate::domain::fate::Ignored;

/// The part that this response tells; `None` if it is none of Typeform.
pub(super) fn read<'a>(fields: &Fields<'a>) -> Option<Part<'a>> {
    let inner = fields.object(&["formresponse"]);
    let bare = || (fields.has(&["token", "landingid"]) && fields.has(&["answers"])).then(|| fields.clone());
    let response = inner.or_else(bare)?;
    if fields
        .text(&["eventtype"])
        .is_some_and(|event| event.ends_with("_partial"))
    {
        return Some(Part::Ignored(Ignored::Control));
    }
    let form = response.object(&["definition"]).unwrap_or_default();
    let questions = form.objects(&["fields"]).unwrap_or_default();
    let hidden = response.object(&["hidden"]).unwrap_or_default();
    let answers = response.objects(&["answers"]).unwrap_or_default();
    let question_of = |answer: &Fields<'a>| {
        let id = answer.object(&["field"])?.text(&["id"])?;
        questions
            .iter()
            .find(|question| question.text(&["id"]).as_ref() == Some(&id))
    };
    let ratings = answers
        .iter()
        .filter_map(|answer| figure(answer, question_of(answer)));
    let answer = Answer {
        id: response.text(&["token", "responseid"]),
        survey: response.text(&["formid"]).or_else(|| form.text(&["id"])),
        respondent: respondent(&hidden),
        ratings: ratings.collect(),
        words: answers.iter().flat_map(words).collect(),
        language: hidden.text(&["language", "lang", "locale"]),
        at: response.time(&["submittedat", "landedat"]),
        bare: false,
    };
    Some(answer.told(Action::Create))
}

/// What was written: to a question, or beside its choices. Spoken answers come with their transcript.
fn words<'a>(answer: &Fields<'a>) -> impl Iterator<Item = Cow<'a, str>> {
    let text = answer.text(&["type"]).is_some_and(|kind| kind == "text");
    let own = answer.text(&["text"]).filter(|_| text);
    let below = |names: &[&str], fields: &[&str]| answer.object(names)?.text(fields);
    let other = below(&["choice", "choices"], &["other"]);
    let spoken = below(&["multiformat"], &["text", "transcript", "transcription"]);
    own.into_iter().chain(other).chain(spoken)
}

/// The figure of a scale; the number of a question that asks for one is none.
fn figure(answer: &Fields<'_>, question: Option<&Fields<'_>>) -> Option<Rating> {
    let value = answer.number(&["number"])?;
    let field = answer.object(&["field"]).unwrap_or_default();
    let kind = field.text(&["type"]).or_else(|| question?.text(&["type"]))?;
    let properties = question
        .and_then(|question| question.object(&["properties"]))
        .unwrap_or_default();
    let steps = properties.number(&["steps"]);
    let (name, title) = (
        field.text(&["ref"]),
        question.and_then(|question| question.text(&["title"])),
    );
    let names = [name.as_deref(), title.as_deref()];
    match kind.as_ref() {
        "nps" => rating(&[Some("nps")], value, Some(10.0)),
        "opinion_scale" => {
            let from_one = properties.flag(&["startatone"]) == Some(true);
            rating(
                &names,
                value,
                steps.map(|steps| if from_one { steps } else { steps - 1.0 }),
            )
        }
        "rating" => {
            let found = rating(&names, value, steps)?;
            let stars = properties.text(&["shape"]).is_some_and(|shape| shape == "star");
            let metric = if stars && found.metric == Metric::Unknown {
                Metric::Stars
            } else {
                found.metric
            };
            Some(Rating { metric, ..found })
        }
        _ => None,
    }
}
