//! Faults, named by what follows from them.

use super::lane_id::LaneId;
use crate::domain::fate::{Reject, RejectReason};
use crate::domain::position::Position;

/// What in the content of a transaction makes it fail. Anything else is of the surroundings: it is waited for, and no
/// record is ever blamed for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Client or broker refuse a record: too large, or of a form they do not take.
    Refused,
    /// It is not delivered in time although the broker answers.
    Overdue,
    /// Its steps take longer than a transaction may.
    Slow,
}

impl Cause {
    /// The label used in metrics and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Overdue => "overdue",
            Self::Slow => "slow",
        }
    }

    /// Why a record that fails alone is refused. How long deliveries take is never a record's fault alone.
    #[must_use]
    pub const fn reason(self) -> Option<RejectReason> {
        match self {
            Self::Refused => Some(RejectReason::Unwritable),
            Self::Slow => Some(RejectReason::TooSlow),
            Self::Overdue => None,
        }
    }
}

/// Why a call through a port did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Temporary; nothing happened.
    #[error("not now: {0}")]
    Again(String),
    /// The transaction must be given up; the producer can be used again.
    #[error("the transaction must be given up: {0}")]
    Abort(String),
    /// The group has moved on without this member's offsets.
    #[error("the group has moved on: {0}")]
    Evicted(String),
    /// The producer is of no more use; the commit was never asked for.
    #[error("the producer is of no more use: {0}")]
    Broken(String),
    /// A newer producer of the same id has shut this one out; the commit was never asked for.
    #[error("a newer producer has taken over: {0}")]
    Fenced(String),
    /// The commit was asked for and is neither confirmed nor denied, or took suspiciously long.
    #[error("whether the commit happened is not known: {0}")]
    Unknown(String),
    /// The transaction must be given up for what it holds.
    #[error("the transaction must be given up for what it holds: {detail}")]
    Content {
        /// What of it.
        cause: Cause,
        /// Whose record it is, where that is known.
        lane: Option<LaneId>,
        /// What was wrong.
        detail: String,
    },
    /// A record cannot be processed: it becomes a dead letter when it is read again.
    #[error("record {at} of {lane} cannot be processed: {reject}")]
    Poison {
        /// Its lane.
        lane: LaneId,
        /// Where it stands.
        at: Position,
        /// Why.
        reject: Reject,
    },
    /// A message that a later build wrote: its lane must not pass it over.
    #[error("{lane} cannot be read: {detail}")]
    Unreadable {
        /// The lane.
        lane: LaneId,
        /// What it met, and what to do.
        detail: String,
    },
    /// The group says that this member is another one: it may join anew.
    #[error("the group has another member of this name, or its coordinator was lost: {0}")]
    Expelled(String),
    /// The broker refuses for good: a right, a name or a setting is missing, and waiting does not help.
    #[error("{0}; mend the rights or settings, then start again")]
    Denied(String),
    /// A wrong set-up, or a bug: going on would do harm.
    #[error("{0}")]
    Fatal(String),
}

/// What follows from a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// Call again later.
    CallAgain,
    /// Abort, forget the changes, read the records again.
    Replay,
    /// Make a new producer under the same id, then as `Replay`.
    RecycleAndReplay,
    /// Make a new producer under the same id, and let the committed offsets say what happened.
    RecycleAndCompare,
    /// End the shard: it joins anew where it may, or the process ends with an exit code that is not 0.
    End,
}

impl Fault {
    /// Whether no further try can help.
    #[must_use]
    pub const fn is_lasting(&self) -> bool {
        matches!(self, Self::Denied(_) | Self::Fatal(_))
    }

    /// The same fault, with the lane it is to be blamed on, if it is one.
    #[must_use]
    pub fn of(self, of: Option<LaneId>) -> Self {
        match self {
            Self::Content { cause, detail, .. } => Self::Content {
                cause,
                lane: of,
                detail,
            },
            Self::Again(_)
            | Self::Abort(_)
            | Self::Evicted(_)
            | Self::Broken(_)
            | Self::Fenced(_)
            | Self::Unknown(_)
            | Self::Poison { .. }
            | Self::Unreadable { .. }
            | Self::Expelled(_)
            | Self::Denied(_)
            | Self::Fatal(_) => self,
        }
    }

    /// What follows, while a transaction is open.
    #[must_use]
    pub const fn consequence(&self) -> Consequence {
        match self {
            // A port retries by itself what may be retried; if it gives up, the batch is given up.
            Self::Again(_)
            | Self::Abort(_)
            | Self::Evicted(_)
            | Self::Poison { .. }
            | Self::Unreadable { .. } => Consequence::Replay,
            // After a delivery that was refused a producer that only aborts fails the next transaction as well.
            Self::Broken(_) | Self::Fenced(_) | Self::Content { .. } => Consequence::RecycleAndReplay,
            Self::Unknown(_) => Consequence::RecycleAndCompare,
            Self::Expelled(_) | Self::Denied(_) | Self::Fatal(_) => Consequence::End,
        }
    }

    /// What follows, while no transaction is open.
    #[must_use]
    pub const fn consequence_when_idle(&self) -> Consequence {
        match self {
            Self::Again(_)
            | Self::Abort(_)
            | Self::Evicted(_)
            | Self::Content { .. }
            | Self::Poison { .. }
            | Self::Unreadable { .. } => Consequence::CallAgain,
            Self::Broken(_) | Self::Fenced(_) | Self::Unknown(_) => Consequence::RecycleAndReplay,
            Self::Expelled(_) | Self::Denied(_) | Self::Fatal(_) => Consequence::End,
        }
    }

    /// The label used in metrics and output.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Again(_) => "again",
            Self::Abort(_) => "abort",
            Self::Evicted(_) => "evicted",
            Self::Broken(_) => "broken",
            Self::Fenced(_) => "fenced",
            Self::Unknown(_) => "unknown",
            Self::Content { cause, .. } => cause.name(),
            Self::Poison { .. } => "poison",
            Self::Unreadable { .. } => "unreadable",
            Self::Expelled(_) => "expelled",
            Self::Denied(_) => "denied",
            Self::Fatal(_) => "fatal",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::topic::Source;

    #[test]
    fn each_fault_has_its_consequence() {
        let text = String::new;
        let poison = Fault::Poison {
            lane: LaneId {
                source: Source::Feedback,
                partition: 0,
            },
            at: Position::start_of(0),
            reject: Reject::new(RejectReason::Panic, ""),
        };
        let refused = Fault::Content {
            cause: Cause::Refused,
            lane: None,
            detail: text(),
        };
        let table = [
            (Fault::Again(text()), Consequence::Replay, Consequence::CallAgain),
            (Fault::Abort(text()), Consequence::Replay, Consequence::CallAgain),
            (
                Fault::Evicted(text()),
                Consequence::Replay,
                Consequence::CallAgain,
            ),
            (
                Fault::Broken(text()),
                Consequence::RecycleAndReplay,
                Consequence::RecycleAndReplay,
            ),
            (
                Fault::Fenced(text()),
                Consequence::RecycleAndReplay,
                Consequence::RecycleAndReplay,
            ),
            (
                Fault::Unknown(text()),
                Consequence::RecycleAndCompare,
                Consequence::RecycleAndReplay,
            ),
            (refused, Consequence::RecycleAndReplay, Consequence::CallAgain),
            (poison, Consequence::Replay, Consequence::CallAgain),
            (
                Fault::Unreadable {
                    lane: LaneId {
                        source: Source::Feedback,
                        partition: 0,
                    },
                    detail: text(),
                },
                Consequence::Replay,
                Consequence::CallAgain,
            ),
            (Fault::Expelled(text()), Consequence::End, Consequence::End),
            (Fault::Denied(text()), Consequence::End, Consequence::End),
            (Fault::Fatal(text()), Consequence::End, Consequence::End),
        ];
        for (fault, open, idle) in table {
            assert_eq!(fault.consequence(), open, "{fault}");
            assert_eq!(fault.consequence_when_idle(), idle, "{fault}");
        }
    }
}
