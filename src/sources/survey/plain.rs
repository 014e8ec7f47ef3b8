//! Answers that name their figure and their words plainly: `{response_id, metric, score, comment}`, a figure
//! under the metric's own name, or a list of answers.

use std::borrow::Cow;

use super::super::draft::Part;
use super::super::fields::Fields;
use super::super::filled;
use super::answer::{Answer, respondent};
use super::metric::{named, rating};
use crate::domain::event::{Action, Rating};
use crate::domain::fate::Ignored;

const FIGURES: [&str; 5] = ["score", "rating", "value", "number", "answervalue"];
const WORDS: [&str; 9] = [
    "comment",
    "comments",
    "feedback",
    "verbatim",
    "text",
    "openended",
    "freetext",
    "reason",
    "message",
];
/// Where an answer lies that is neither a figure nor words by its name.
const ANSWERS: [&str; 3] = ["answer", "value", "response"];
/// What is written beside the choices of a question.
const BESIDE: [&str; 9] = [
    "other",
    "othertext",
    "otheranswer",
    "comment",
    "comments",
    "feedback",
    "verbatim",
    "freetext",
    "reason",
];
const SCALES: [&str; 5] = ["max", "scalemax", "maxscore", "outof", "scale"];
const METRICS: [&str; 7] = [
    "metric",
    "surveytype",
    "scoretype",
    "questiontype",
    "kpi",
    "questionid",
    "question",
];

/// The part that these fields tell; `None` if they tell of no answer.
pub(super) fn read<'a>(fields: &Fields<'a>) -> Option<Part<'a>> {
    let event = fields.text(&["event", "eventtype", "action"]);
    let inner = fields.object(&["response", "surveyresponse", "answer", "submission"]);
    let found = inner.or_else(|| {
        let named = fields.has(&["responseid", "surveyid", "surveytype", "submissionid"]);
        let told = !ratings(fields).is_empty();
        (named || told).then(|| fields.clone())
    })?;
    let event = event.as_deref().unwrap_or_default().to_ascii_lowercase();
    let ends = |words: &[&str]| words.iter().any(|word| event.ends_with(word));
    if ends(&[
        "sent",
        "opened",
        "started",
        "bounced",
        "unsubscribed",
        "scheduled",
        "reminded",
    ]) {
        return Some(Part::Ignored(Ignored::Control));
    }
    let action = if ends(&["updated", "edited", "changed"]) {
        Action::Edit
    } else if ends(&["deleted", "removed"]) {
        Action::Delete
    } else {
        Action::Create
    };
    let mut answer = answer(&found);
    if action == Action::Edit {
        answer.at = found
            .time(&["updatedat", "modifiedat", "datemodified"])
            .or(answer.at);
    }
    Some(answer.told(action))
}

/// The answer that these fields are.
pub(super) fn answer<'a>(fields: &Fields<'a>) -> Answer<'a> {
    let survey = fields.object(&["survey"]).unwrap_or_default();
    let lists = ["answers", "responses", "questions", "items"];
    let items = fields.objects(&lists).unwrap_or_default();
    let own = fields.text(&WORDS).into_iter();
    let own = own.chain(items.iter().flat_map(words));
    // Some lay the answers into one object, by their questions.
    let object = fields.object(&lists);
    let object = object.filter(|one| {
        ![&WORDS[..], &ANSWERS, &METRICS]
            .iter()
            .any(|names| one.has(names))
    });
    let object = object.unwrap_or_default();
    let words = own
        .chain(object.all().flat_map(|(_, raw)| filled::words(raw)))
        .collect();
    Answer {
        id: fields.text(&["responseid", "id", "uuid", "submissionid", "token"]),
        survey: fields
            .text(&["surveyid", "survey", "formid"])
            .or_else(|| survey.text(&["id", "name"])),
        respondent: respondent(fields),
        ratings: ratings(fields)
            .into_iter()
            .chain(items.iter().flat_map(ratings))
            .collect(),
        words,
        language: fields.text(&["language", "locale", "lang", "languagecode"]),
        at: fields.time(&[
            "submittedat",
            "respondedat",
            "completedat",
            "answeredat",
            "responsedate",
            "createdat",
            "datecreated",
            "timestamp",
            "time",
            "date",
        ]),
        bare: false,
    }
}

/// What was written: an answer of a text question too, unless it is a figure; of choices, what was written beside
/// them.
fn words<'a>(item: &Fields<'a>) -> Vec<Cow<'a, str>> {
    let choice = item.text(&["type", "questiontype"]);
    if choice.is_some_and(|kind| kind.contains("choice") || kind == "email") {
        let below = || item.object(&ANSWERS)?.text(&BESIDE);
        return item.text(&BESIDE).or_else(below).into_iter().collect();
    }
    let plain = item.text(&WORDS).or_else(|| item.text(&ANSWERS));
    let found = match plain {
        Some(found) => vec![found],
        None => ANSWERS
            .iter()
            .find_map(|name| item.raw(name))
            .map_or_else(Vec::new, filled::words),
    };
    let besides = item.text(&["other", "othertext", "otheranswer"]);
    let all = found.into_iter().chain(besides);
    all.filter(|said| said.parse::<f64>().is_err()).collect()
}

/// Figures beside their metric, and figures under their metric's own name.
fn ratings(fields: &Fields<'_>) -> Vec<Rating> {
    let names: Vec<_> = METRICS.iter().filter_map(|name| fields.text(&[name])).collect();
    let kind = fields.text(&["type", "ref", "label", "title"]);
    let names: Vec<Option<&str>> = names
        .iter()
        .chain(&kind)
        .map(|name| Some(name.as_ref()))
        .collect();
    let max = fields.number(&SCALES);
    let question = fields.has(&METRICS) || kind.as_deref().and_then(named).is_some();
    let beside = fields.number(&FIGURES).or_else(|| {
        let answer = fields.number(&["answer", "response"]);
        answer.filter(|_| question)
    });
    let beside = beside.and_then(|value| rating(&names, value, max));
    let under = [
        ("nps", ["nps", "npsscore", "netpromoterscore"]),
        ("ces", ["ces", "cesscore", "customereffortscore"]),
        ("csat", ["csat", "csatscore", "satisfaction"]),
    ];
    let under = under.iter().filter_map(|(metric, fields_of)| {
        let inner = fields.object(fields_of).unwrap_or_default();
        let value = fields.number(fields_of).or_else(|| inner.number(&FIGURES))?;
        let max = inner.number(&SCALES).or(max.filter(|_| beside.is_none()));
        rating(&[Some(metric)], value, max)
    });
    beside.into_iter().chain(under).collect()
}
