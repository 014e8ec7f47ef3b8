//! App Store: reviews as App Store Connect lists them, with the developer's answers; and the older feed of a
//! store in JSON.

mod connect;
mod feed;

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Draft, Part, Shape};
use super::parts::Parts;
use super::peel::not_json;
use crate::domain::event::{Action, Kind};
use crate::domain::fate::{Ignored, Reject};
use crate::domain::surface::Surface;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
    act,
};

const COVERS: &[(Kind, Action)] = &[(Kind::Review, Action::Create), (Kind::Reply, Action::Create)];

/// The store has no page of one review. How it is answered is for the form of the payload to say.
fn act(draft: &mut Draft<'_>) {
    draft.surface = Surface::Review;
}

fn read<'a>(body: &'a [u8], _: &Context<'a>, parts: &mut Parts<'_>) -> Result<Shape, Reject> {
    if !connect::read(body, parts)? {
        let frame: feed::Frame<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
        let entry: feed::Entry<'a> = serde_json::from_slice(body).map_err(|e| not_json(&e))?;
        if !feed::read(frame, entry, parts)? {
            return Ok(Shape::Unknown);
        }
    }
    if parts.is_empty() {
        // A list of nothing.
        parts.push(Part::Ignored(Ignored::Control));
    }
    Ok(Shape::Known)
}
