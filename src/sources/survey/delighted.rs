//! Delighted: `{event_type, event_id, event_data}`.

use super::super::draft::Part;
use super::super::fields::Fields;
use super::plain;
use crate::domain::event::Action;
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
