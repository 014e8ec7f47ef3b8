//! Brings a lane back: committed offset, changelog, check. Done in slices, so that other lanes run meanwhile.

use std::time::Duration;

use super::fault::Fault;
use super::lane::Lane;
use super::lane_id::LaneId;
use super::ports::{Commits, Extent, Extents, History};
use super::progress::{Progress, TAG};
use super::witness::StopReason;
use crate::domain::position::Position;
use crate::state::LaneState;
use crate::state::row::BadRow;

/// A lane whose changelog cannot be read to its end for so long lets others go first.
const HELD: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Waiting,
    Reading {
        committed: Option<Position>,
        changelog: Extent,
    },
}

/// A lane that is being restored.
#[derive(Debug)]
pub struct Restoring<T> {
    /// Which.
    pub id: LaneId,
    /// When it began.
    pub since: Duration,
    /// Changelog records read so far.
    pub records: u64,
    /// Changelog offset reached, and to reach.
    pub reached: (i64, i64),
    /// What it waits for; `None` while it moves.
    pub waits: Option<String>,
    held_since: Option<Duration>,
    state: T,
    progress: Option<Progress>,
    changes: u64,
    broken: Option<BadRow>,
    phase: Phase,
}

/// What a slice of restoring led to.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time, taken apart at once")]
pub enum Outcome<T> {
    /// Somebody else's transaction must end first: try the next lane.
    Wait(Restoring<T>),
    /// Go on with this lane.
    GoOn(Restoring<T>),
    /// It can run.
    Ready {
        /// The lane.
        lane: Lane<T>,
        /// Changelog records read.
        records: u64,
        /// When it began.
        since: Duration,
    },
    /// It must not run.
    Stop {
        /// Which.
        id: LaneId,
        /// Why.
        reason: StopReason,
        /// The committed position; `None` if there is none.
        next: Option<Position>,
        /// What is wrong and what to do.
        detail: String,
    },
}

impl<T: LaneState> Restoring<T> {
    /// Begins.
    #[must_use]
    pub fn new(id: LaneId, since: Duration) -> Self {
        Self {
            id,
            since,
            records: 0,
            reached: (0, 0),
            waits: None,
            held_since: None,
            state: T::default(),
            progress: None,
            changes: 0,
            broken: None,
            phase: Phase::Waiting,
        }
    }

    /// Whether the changelog is being read for this lane.
    #[must_use]
    pub const fn is_reading(&self) -> bool {
        matches!(self.phase, Phase::Reading { .. })
    }

    /// Whether somebody's open transaction has held it back for long.
    pub fn is_held(&mut self, now: Duration) -> bool {
        if self.waits.is_none() {
            self.held_since = None;
            return false;
        }
        now.saturating_sub(*self.held_since.get_or_insert(now)) >= HELD
    }

    /// The same lane, to be read from the beginning when it is its turn again.
    #[must_use]
    pub fn begun_anew(self) -> Self {
        Self {
            waits: self.waits,
            ..Self::new(self.id, self.since)
        }
    }

    /// Goes on for about `budget`.
    ///
    /// # Errors
    /// Calls failed for reasons that are not this lane's.
    pub fn advance(
        mut self,
        extents: &mut impl Extents,
        commits: &mut impl Commits,
        history: &mut impl History,
        budget: Duration,
    ) -> Result<Outcome<T>, Fault> {
        match self.phase {
            Phase::Waiting => {
                // The order matters: a stable committed offset proves that the transaction before has ended, and
                // only then is the end of the changelog an upper bound of what it wrote.
                let committed = match commits.committed(&[self.id]) {
                    Ok(positions) => positions.get(&self.id).copied(),
                    Err(Fault::Again(detail)) => {
                        self.waits = Some(format!(
                            "{} restores and waits for its committed offset: {detail}; if that lasts, a transaction \
                             hangs: see `kafka-transactions.sh find-hanging`, and `abort`",
                            self.id
                        ));
                        return Ok(Outcome::Wait(self));
                    }
                    Err(fault) => return Err(fault),
                };
                let changelog = history.extent(self.id.partition)?;
                history.open(self.id.partition, changelog.end)?;
                self.reached = (0, changelog.end);
                self.waits = None;
                self.phase = Phase::Reading { committed, changelog };
                Ok(Outcome::GoOn(self))
            }
            Phase::Reading { committed, changelog } => {
                let reading = history.read(budget, &mut |key, value| self.fold(key, value))?;
                self.reached = (reading.position, changelog.end);
                self.waits = reading.held_at.map(|stable| {
                    let (id, end) = (self.id, changelog.end);
                    format!(
                        "{id} restores and waits: the last stable offset of its changelog is {stable}, its end {end}: a \
                         transaction is open; if that lasts, it hangs: see `kafka-transactions.sh find-hanging`, and `abort`"
                    )
                });
                if self.broken.is_none() && !reading.done {
                    return Ok(Outcome::GoOn(self));
                }
                history.close();
                let extent = extents.extent(self.id)?;
                Ok(self.check(committed, extent, changelog.begin))
            }
        }
    }

    fn fold(&mut self, key: &[u8], value: Option<&[u8]>) {
        self.records += 1;
        if self.broken.is_some() {
            return;
        }
        let folded = if key.first() != Some(&TAG) {
            self.changes += 1;
            self.state.apply(key, value)
        } else if key == Progress::key(self.id.source) {
            value.map(Progress::decode).transpose().map(|progress| {
                self.progress = progress;
            })
        } else {
            // Another source's progress: lanes of several sources share a changelog.
            Ok(())
        };
        self.broken = folded.err();
    }

    fn check(mut self, committed: Option<Position>, extent: Extent, begin: i64) -> Outcome<T> {
        let found = match &self.broken {
            Some(bad) => Err((
                StopReason::ChangelogUnreadable,
                format!("{}: {bad}; run a version that can read it", self.id),
            )),
            // Compaction leaves the first offset where it is: only deletion moves it.
            None if begin > 0 && committed.is_some() => Err((
                StopReason::ChangelogTruncated,
                format!(
                    "{}: its changelog begins at offset {begin}: records before it were deleted, and state with them; \
                     find out who deleted them, then restore the topic, or delete offset and changelog to begin anew",
                    self.id
                ),
            )),
            None => verdict(self.id, committed, self.progress, self.changes, extent),
        };
        let next = match found {
            Ok(next) => next,
            Err((reason, detail)) => {
                return Outcome::Stop {
                    id: self.id,
                    reason,
                    next: committed,
                    detail,
                };
            }
        };
        let transaction = self.progress.map_or(0, |progress| progress.transaction);
        if let Some(progress) = self.progress {
            self.state.restore_time(progress.time);
        }
        Outcome::Ready {
            lane: Lane::new(self.id, self.state, next, transaction),
            records: self.records,
            since: self.since,
        }
    }
}

/// Where a restored lane goes on, or why it must not run.
///
/// # Errors
/// Why, and what to do.
pub fn verdict(
    lane: LaneId,
    committed: Option<Position>,
    progress: Option<Progress>,
    changes: u64,
    extent: Extent,
) -> Result<Position, (StopReason, String)> {
    let mismatch = |what: String| {
        Err((
            StopReason::ProgressMismatch,
            format!(
                "{lane}: {what}; going on would lose records or do them twice: find out who changed offsets or \
                 changelog, then either set the group's offset to what the changelog says, or delete both"
            ),
        ))
    };
    let next = match (committed, progress) {
        (None, None) if changes == 0 => return Ok(Position::start_of(extent.begin)),
        (None, None) => {
            return mismatch(format!(
                "no committed offset and no progress record, but {changes} changelog records"
            ));
        }
        (None, Some(progress)) => {
            return mismatch(format!(
                "no committed offset, but the changelog stands at offset {}",
                progress.next
            ));
        }
        (Some(at), None) => {
            return mismatch(format!(
                "committed offset {at}, but the changelog has no progress record"
            ));
        }
        (Some(at), Some(progress)) if at != progress.next => {
            return mismatch(format!(
                "committed offset {at}, but the changelog stands at offset {}",
                progress.next
            ));
        }
        (Some(at), Some(_)) => at,
    };
    if next.offset < extent.begin {
        return Err((
            StopReason::InputTruncated,
            format!(
                "{lane}: the next record is at offset {next}, but the partition begins at {}: {} records were deleted \
                 before they were read; raise the topic's retention, and set offset and changelog anew to go on without \
                 them",
                extent.begin,
                extent.begin - next.offset
            ),
        ));
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Time;
    use crate::domain::topic::Source;

    #[test]
    fn a_lane_starts_only_where_offset_and_changelog_agree() {
        let lane = LaneId {
            source: Source::Events,
            partition: 3,
        };
        let new = Position::start_of;
        let inside = |index| Position { offset: 7, index };
        let at = |next| {
            Some(Progress {
                previous: Some(Position::start_of(1)),
                next,
                transaction: 2,
                time: Time(0),
            })
        };
        let extent = |begin| Extent { begin, end: 100 };
        let run = |committed, progress, changes, begin| {
            verdict(lane, committed, progress, changes, extent(begin)).map_err(|(reason, _)| reason)
        };
        let here = Some(new(7));
        assert_eq!(run(None, None, 0, 5), Ok(new(5)));
        assert_eq!(run(here, at(new(7)), 4, 5), Ok(new(7)));
        assert_eq!(run(Some(inside(2)), at(inside(2)), 4, 7), Ok(inside(2)));
        let mismatch = Err(StopReason::ProgressMismatch);
        assert_eq!(run(None, None, 1, 0), mismatch);
        assert_eq!(run(None, at(new(7)), 4, 0), mismatch);
        assert_eq!(run(here, None, 4, 0), mismatch);
        assert_eq!(run(here, None, 0, 0), mismatch);
        assert_eq!(run(here, at(new(8)), 4, 0), mismatch);
        assert_eq!(
            run(here, at(inside(1)), 4, 0),
            mismatch,
            "inside the same message"
        );
        assert_eq!(run(Some(inside(2)), at(inside(1)), 4, 0), mismatch);
        assert_eq!(run(here, at(new(7)), 4, 8), Err(StopReason::InputTruncated));
        let told = verdict(lane, here, at(new(8)), 4, extent(0)).map_err(|(_, detail)| detail);
        let told = told.expect_err("refused");
        for part in ["outcry.events.v1-3", "offset 7", "offset 8"] {
            assert!(told.contains(part), "{told}");
        }
    }
}
