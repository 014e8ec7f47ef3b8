//! Delighted: `{event_type, event_id, event_data}`.

use std::borrow::Cow;

use super::super::draft::Part;
use super::super::fields::Fields;
use super::metric::{named, rating};
use super::plain;
use crate::domain::event::{Action, Rating};
use crate::domain::fate::Ignored;

/// The part that this event tells; `None` if it is none of Delighted.
pub(super) fn read<'a>(fields: &Fields<'a>) -> Option<Part<'a>> {
    let event = fields.text(&["eventtype"])?;
    let data = fields.object(&["eventdata"])?;
    let action = match event.as_ref() {
        "survey_response.created" => Action::Create,
        "survey_response.updated" => Action::Edit,
        _ => return Some(Part::Ignored(Ignored::Control)),
    };
    let mut answer = plain::answer(&data);
    for further in data.objects(&["additionalanswers"]).unwrap_or_default() {
        answer.words.extend(words(&further));
        answer.ratings.extend(figure(&further));
    }
    if action == Action::Edit {
        answer.at = data.time(&["updatedat"]).or(answer.at);
    }
    for rating in &mut answer.ratings {
        // Of its scales only those of the net promoter score and of `ces7` do not end at five.
        let scale = data.text(&["surveytype"]).unwrap_or_default();
        rating.max = rating
            .max
            .or_else(|| matches!(scale.as_ref(), "csat" | "ces" | "stars_five" | "smileys").then_some(5.0));
    }
    Some(answer.told(action))
}

/// What was written to a further question; of choices, what was written beside them.
fn words<'a>(further: &Fields<'a>) -> Option<Cow<'a, str>> {
    let value = further.object(&["value"]).unwrap_or_default();
    let choice = value.object(&["selectone", "selectmany"]).unwrap_or_default();
    let names = ["freeresponse", "other", "comment"];
    value
        .text(&names)
        .or_else(|| choice.text(&["other", "othertext", "comment"]))
}

/// The figure of a further question whose wording says what it measures.
fn figure(further: &Fields<'_>) -> Option<Rating> {
    let question = further.object(&["question"]).unwrap_or_default();
    let name = question.text(&["text"])?;
    let value = further.object(&["value"])?.number(&["scale"])?;
    named(&name)?;
    rating(&[Some(&name)], value, question.number(&["scalemax"]))
}
