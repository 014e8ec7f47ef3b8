//! What the training commands share: packages with word lists, and failures.

use std::process::Command;

use super::exit::{Exit, Failure};
use super::terminal::tell;
use crate::training::recipe::Recipe;
use crate::training::train::TrainError;
use crate::training::word_lists::WordLists;

/// Fetches the packages that hold word lists.
const FETCH: &str = "scripts/lists";

/// A training error as a failure.
#[must_use]
pub(super) fn problem(error: TrainError) -> Failure {
    let exit = match &error {
        TrainError::Recipe(_) | TrainError::Head { .. } => Exit::Config,
        TrainError::Rows(_) | TrainError::Sealed(_) => Exit::Data,
        TrainError::List(_) => Exit::NoInput,
    };
    Failure::new(exit, error)
}

/// The word lists of a recipe; fetched first where they are not there yet.
///
/// # Errors
/// They cannot be fetched or read.
pub(super) fn lists(recipe: &Recipe) -> Result<WordLists, Failure> {
    if !recipe.lists.is_dir() {
        tell(&format!(
            "no word lists in {}: {FETCH} fetches them",
            recipe.lists.display()
        ));
        let done = Command::new(FETCH).arg("--into").arg(&recipe.lists).status();
        if !done.is_ok_and(|status| status.success()) {
            let what = format!(
                "no word lists in {}; run {FETCH} --into {0}",
                recipe.lists.display()
            );
            return Err(Failure::new(Exit::NoInput, what));
        }
    }
    WordLists::read(&recipe.lists, &recipe.languages).map_err(|error| problem(error.into()))
}
