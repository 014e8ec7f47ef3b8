//! Survey answers of Delighted, Typeform, `SurveyMonkey`, Qualtrics, Formbricks, and of senders that name the figure and
//! the words plainly. Figures are taken as reported; none is made of words.

mod answer;
mod delighted;
mod formbricks;
mod metric;
mod plain;
mod qualtrics;
mod surveymonkey;
mod typeform;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, Shape};
use super::fields::Fields;
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Kind};
use crate::domain::fate::Reject;
use crate::domain::surface::Surface;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[
    (Kind::Survey, Action::Create),
    (Kind::Survey, Action::Edit),
    (Kind::Survey, Action::Delete),
];

/// A survey takes no answer, and shows its answers to nobody but its owner.
fn act(draft: &mut Draft<'_>) {
    draft.surface = Surface::Survey;
}

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    let fields: Fields<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
    let services = [
        delighted::read,
        typeform::read,
        surveymonkey::read,
        qualtrics::read,
        formbricks::read,
        plain::read,
    ];
    match services.iter().find_map(|service| service(&fields)) {
        Some(part) => parts.push(part),
        None => return Ok(Shape::Unknown),
    }
    Ok(Shape::Known)
}
