//! Qualtrics: subscriptions, which only tell that there is a response, and responses with their values.

use std::borrow::Cow;

use super::super::draft::Part;
use super::super::fields::{Fields, number};
use super::super::filled::is_words;
use super::super::halves;
use super::super::loose::Str;
use super::answer::Answer;
use super::metric::{named, rating};
use crate::domain::event::{Action, Rating};
use crate::domain::fate::Ignored;

/// What Qualtrics calls the group of a net promoter score, beside the score itself.
const GROUP: &str = "_NPS_GROUP";

/// Statuses of a response that nobody gave in earnest: previews, tests and spam, by number and by the words that an
/// export writes for them (`Survey Preview`, `Spam`, …).
const UNREAL: [&str; 6] = ["1", "2", "8", "9", "12", "17"];
const UNREAL_WORDS: [&str; 3] = ["preview", "test", "spam"];

/// What stands in place of an answer to a question that was seen and passed over.
const PASSED_OVER: &str = "-99";

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

fn is_unreal(values: &Fields<'_>) -> bool {
    let [status, channel] = ["status", "distributionchannel"].map(|name| {
        let said = values.text(&[name]).unwrap_or_default();
        said.trim().to_ascii_lowercase()
    });
    let named = |said: &str| UNREAL_WORDS.iter().any(|word| said.contains(word));
    UNREAL.contains(&status.as_str()) || named(&status) || named(&channel)
}

fn told<'a>(response: &Fields<'a>, values: &Fields<'a>) -> Part<'a> {
    if is_unreal(values) {
        return Part::Ignored(Ignored::Control);
    }
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
        words: values.all().filter_map(|(name, raw)| words(name, raw)).collect(),
        language: values.text(&["userlanguage"]),
        at: values.time(&["recordeddate", "enddate", "startdate"]),
        bare: false,
    };
    answer.told(Action::Create)
}

/// What was written: to a question for a text, or into one of several boxes, whose values alone are texts.
fn words<'a>(name: &str, raw: &'a serde_json::value::RawValue) -> Option<Cow<'a, str>> {
    let text = name.ends_with("_TEXT");
    if !text && !is_question(name) {
        return None;
    }
    let said: Str<'a> = halves::text(raw)?;
    let said = said.take().filter(|said| said.trim() != PASSED_OVER)?;
    (text || (raw.get().starts_with('"') && is_words(&said))).then_some(said)
}

/// Whether this is the value of a question or of a box in it: `QID5`, `QID5_3`, in a loop `2_QID5_3`.
fn is_question(name: &str) -> bool {
    let digits = |piece: &str| !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit());
    let mut pieces = name.split('_').skip_while(|piece| digits(piece));
    let number = pieces.next().and_then(|piece| piece.strip_prefix("QID"));
    number.is_some_and(digits) && pieces.all(digits)
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
        true => rating(&[Some("nps")], value, None),
        false => named(name).and_then(|_| rating(&[Some(name)], value, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_questions_are_known_by_their_names() {
        for name in ["QID5", "QID5_3", "2_QID5_3", "QID12_1_2"] {
            assert!(is_question(name), "{name}");
        }
        for name in ["QID5_DO", "QID5_NPS_GROUP", "segment", "QID", "5_6", "QID5a"] {
            assert!(!is_question(name), "{name}");
        }
    }
}
