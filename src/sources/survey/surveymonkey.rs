//! `SurveyMonkey`: webhooks, which only tell that there is a response, and responses with their answers.

use super::super::draft::Part;
use super::super::fields::Fields;
use super::answer::Answer;
use super::metric::rating;
use crate::domain::event::{Action, Metric, Rating};
use crate::domain::fate::Ignored;

/// The part that this payload tells; `None` if it is none of `SurveyMonkey`.
pub(super) fn read<'a>(fields: &Fields<'a>) -> Option<Part<'a>> {
    if fields.has(&["objecttype"]) && fields.has(&["eventtype"]) {
        return Some(webhook(fields));
    }
    let pages = fields.objects(&["pages"])?;
    // The survey's maker tries it out.
    if fields
        .text(&["collectionmode"])
        .is_some_and(|mode| mode.contains("preview"))
    {
        return Some(Part::Ignored(Ignored::Control));
    }
    (fields.has(&["responsestatus", "collectorid", "analyzeurl"])).then(|| response(fields, &pages))
}

fn webhook<'a>(fields: &Fields<'a>) -> Part<'a> {
    let action = match fields.text(&["eventtype"]).as_deref() {
        Some("response_completed") => Action::Create,
        Some("response_updated") => Action::Edit,
        Some("response_deleted") => Action::Delete,
        Some(_) | None => return Part::Ignored(Ignored::Control),
    };
    let about = fields.object(&["resources"]).unwrap_or_default();
    let answer = Answer {
        id: fields.text(&["objectid"]),
        survey: about.text(&["surveyid"]),
        respondent: recipient(&about),
        at: fields.time(&["eventdatetime"]),
        bare: action != Action::Delete,
        ..Answer::default()
    };
    answer.told(action)
}

/// Who was asked; 0 where nobody is known. The respondent's number is that of the response.
fn recipient<'a>(fields: &Fields<'a>) -> Option<std::borrow::Cow<'a, str>> {
    fields.text(&["recipientid"]).filter(|id| id != "0")
}

fn response<'a>(fields: &Fields<'a>, pages: &[Fields<'a>]) -> Part<'a> {
    let questions = pages
        .iter()
        .filter_map(|page| page.objects(&["questions"]))
        .flatten();
    let mut answer = Answer {
        id: fields.text(&["id", "responseid"]),
        survey: fields.text(&["surveyid"]),
        respondent: recipient(fields),
        language: fields.text(&["language"]),
        at: fields.time(&["datemodified", "datecreated"]),
        ..Answer::default()
    };
    for question in questions {
        let names = ["family", "subtype", "heading"].map(|name| question.text(&[name]));
        let names = names.each_ref().map(Option::as_deref);
        for given in question.objects(&["answers"]).unwrap_or_default() {
            if let Some(figure) = figure(&given, &names) {
                answer.ratings.push(figure);
            } else if !given.has(&["choiceid"]) {
                answer.words.extend(given.text(&["text"]));
            }
        }
    }
    answer.told(Action::Create)
}

/// The weight that the survey's maker gave to the choice. "Not applicable" weighs nothing; nought out of ten does too.
fn figure(given: &Fields<'_>, names: &[Option<&str>]) -> Option<Rating> {
    let choice = given.object(&["choicemetadata"])?;
    let found = rating(names, choice.number(&["weight"])?, None)?;
    let shown = given.text(&["simpletext", "text"]).unwrap_or_default();
    let counts = choice.flag(&["isna"]) != Some(true) && !shown.trim_end().ends_with("N/A");
    (counts && (found.value > 0.0 || found.metric == Metric::Nps)).then_some(found)
}
