//! Where the former lanes stand: what is in the folder is of lanes that have not moved since.

use super::Failure;
use super::deployment::Deployment;
use super::shelf::Shelf;
use crate::domain::stage::StageName;
use crate::runtime::clock::LaneStanding;

/// The committed position of every lane, a line each.
pub(super) fn stands(former: &Deployment) -> Result<String, Failure> {
    let lanes = former.standings()?.into_iter();
    let line = |((stage, lane), standing): ((StageName, _), LaneStanding)| {
        let next = standing.next.map_or_else(
            || "-".to_owned(),
            |next| format!("{}/{}", next.offset, next.index),
        );
        format!("{} {lane} {next}\n", stage.name())
    };
    Ok(lanes.map(line).collect())
}

/// The lanes stand where they stood when the folder was begun.
pub(super) fn same_stands(shelf: &Shelf, now: &str) -> Result<(), Failure> {
    match shelf.note("stands")? {
        None => shelf.put("stands", now),
        Some(then) if then == now => Ok(()),
        Some(_) => Err(Failure::Usage(
            "the stages have gone on since the folder was begun, and what is in it is too old: give an empty one, and \
             delete the topics of the next generation if there are any"
                .into(),
        )),
    }
}
