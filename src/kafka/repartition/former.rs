//! The former lanes: restored one after the other, and dealt out into the folder.

use super::Failure;
use super::deployment::{Deployment, Trouble};
use super::shelf::Shelf;
use crate::domain::stage::StageName;
use crate::runtime::failpoint::{self, FailPoint};
use crate::state::LaneState;
use crate::state::route::Deal;

/// Puts the rows of every lane of a stage into the folder that are not there yet. Gives what keeps lanes from it.
pub(super) fn deal_out<T: LaneState>(
    former: &Deployment,
    shelf: &Shelf,
    stage: StageName,
    after: i32,
) -> Result<Vec<String>, Failure> {
    let mut problems = Vec::new();
    let mut history = former.history(stage);
    let before = former.config.partitions;
    for partition in (0..before).filter(|partition| !shelf.has(stage, *partition)) {
        let id = former.lane(stage, partition)?;
        let lane = match former.restore::<T>(&mut history, id) {
            Ok(lane) => lane,
            Err(Trouble::Stopped(detail)) => {
                problems.push(format!("{} {detail}", stage.name()));
                continue;
            }
            Err(Trouble::Failed(failure)) => return Err(failure),
        };
        let deal = Deal {
            partition,
            before,
            after,
        };
        let mut putting = shelf.begin(stage, partition)?;
        let dealt = lane
            .state
            .deal(deal, &mut |to, key, value| putting.add(to, key, value));
        match dealt {
            // A lane is at its first transaction before it has settled any.
            Ok(()) => putting.finish((lane.transaction() > 1).then(|| lane.state.time()))?,
            Err(stuck) => {
                problems.extend(
                    stuck
                        .iter()
                        .map(|stuck| format!("{} {id}: {stuck}", stage.name())),
                );
            }
        }
        failpoint::pass(FailPoint::AfterExport);
    }
    Ok(problems)
}
