//! Zendesk: not read yet.

use super::adapter::{Adapter, BodyForm, Context};
use super::draft::{Part, Shape};
use crate::domain::event::{Action, Kind};
use crate::domain::fate::Reject;

/// How it is read.
pub(super) static ADAPTER: Adapter = Adapter {
    version: 1,
    forms: &[BodyForm::Json],
    covers: COVERS,
    read,
};

const COVERS: &[(Kind, Action)] = &[];

fn read<'a>(_body: &'a [u8], _context: &Context<'a>, _parts: &mut Vec<Part<'a>>) -> Result<Shape, Reject> {
    Ok(Shape::Unknown)
}
