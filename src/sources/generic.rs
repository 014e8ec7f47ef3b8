//! Any JSON, by a mapping declared in the settings: not read yet.

use std::collections::BTreeMap;

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

/// Where the fields of an event lie in a payload: field, and the JSON Pointer to its value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// By field.
    pub pointers: BTreeMap<String, String>,
}

fn read<'a>(_body: &'a [u8], _context: &Context<'a>, _parts: &mut Vec<Part<'a>>) -> Result<Shape, Reject> {
    Ok(Shape::Unknown)
}
