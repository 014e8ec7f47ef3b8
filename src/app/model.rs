//! The model that commands and the service score with: a file, or the one built in.

use std::path::Path;

use super::exit::{Exit, Failure};
use crate::scoring::model::Model;

/// The model that is shipped; how it was made stands in models/README.md.
const BUILT_IN: &[u8] = include_bytes!("../../models/default.model");

/// The model of a file; the built-in one for none.
///
/// # Errors
/// The file cannot be read, or is no model that this version understands.
pub(super) fn model(path: Option<&Path>) -> Result<Model, Failure> {
    let Some(path) = path else {
        return Model::read(BUILT_IN)
            .map_err(|error| Failure::new(Exit::Software, format!("the built-in model: {error}")));
    };
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(Exit::NoInput, format!("cannot read {}: {error}", path.display())))?;
    Model::read(&bytes).map_err(|error| Failure::new(Exit::Data, format!("{}: {error}", path.display())))
}
