//! What the runtime reports. The runtime counts, logs and measures nothing itself: it tells a witness.

use std::time::Duration;

use super::lane_id::LaneId;
use super::tally::Tally;
use crate::domain::fate::Reject;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::time::{Span, Time};

/// Receives what happens. Called from the shards' threads: it must be quick and must not block.
pub trait Witness: Send + Sync {
    /// Something happened.
    fn saw(&self, happening: &Happening<'_>);
}

/// A witness that forgets everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Witness for Nobody {
    fn saw(&self, _: &Happening<'_>) {}
}

/// One lane's part of a committed transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneSettled {
    /// The lane.
    pub lane: LaneId,
    /// What became of its records.
    pub tally: Tally,
    /// The next record to take, as committed.
    pub next: Position,
    /// Lane time after it.
    pub time: Time,
    /// Greatest `ingested_at` of the records, ticks aside; `None` if there was no other record.
    pub newest: Option<Time>,
    /// Rows of state held after it.
    pub rows: usize,
    /// Rows dropped because of a bound since the lane started.
    pub evicted: u64,
    /// Records clamped because their timestamp lay in the future.
    pub clamped: u64,
}

/// A committed transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Its lanes, in order.
    pub lanes: Vec<LaneSettled>,
    /// Records written by steps.
    pub outputs: u64,
    /// Messages that those records took.
    pub output_messages: u64,
    /// Records written to the changelog, progress records included.
    pub changes: u64,
    /// Dead letters written.
    pub dead_letters: u64,
    /// Bytes of keys and values written.
    pub bytes: u64,
    /// From its first record to the end of the commit.
    pub open: Duration,
    /// From the last record to the end of the commit.
    pub commit: Duration,
    /// The wall clock at the end of the commit.
    pub at: Time,
}

impl Settled {
    /// Messages produced, of every kind.
    #[must_use]
    pub const fn produced(&self) -> u64 {
        self.output_messages + self.changes + self.dead_letters
    }
}

/// How far a lane is behind what there is to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lag {
    /// Records not read yet. Of bundles not opened yet the number is estimated by those before them; 0 is exact.
    pub records: i64,
    /// Age of the newest record that is read, hence about that of the oldest that is not; `None` where all are read or
    /// none was.
    pub behind: Option<Span>,
}

/// Why a lane was stopped while its partition stays assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StopReason {
    /// Committed offset and changelog do not agree, or one of them is missing.
    ProgressMismatch,
    /// The changelog holds a record that this version cannot read.
    ChangelogUnreadable,
    /// The beginning of the changelog is gone, and state with it.
    ChangelogTruncated,
    /// Too large a share of the records was refused.
    Flooded,
    /// Records between the committed offset and the beginning of the partition are gone.
    InputTruncated,
    /// A record cannot be settled, nor can its dead letter.
    Unwritable,
    /// The input holds a message that a later build wrote.
    InputUnreadable,
}

impl StopReason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::ProgressMismatch,
        Self::ChangelogUnreadable,
        Self::ChangelogTruncated,
        Self::Flooded,
        Self::InputTruncated,
        Self::Unwritable,
        Self::InputUnreadable,
    ];

    /// The label used in metrics and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ProgressMismatch => "progress_mismatch",
            Self::ChangelogUnreadable => "changelog_unreadable",
            Self::ChangelogTruncated => "changelog_truncated",
            Self::Flooded => "flooded",
            Self::InputTruncated => "input_truncated",
            Self::Unwritable => "unwritable",
            Self::InputUnreadable => "input_unreadable",
        }
    }
}

/// Something that happened. `shard` counts from 0 within its stage.
#[derive(Debug)]
pub enum Happening<'a> {
    /// A transaction was committed. The only place where records and fates are counted: an aborted
    /// transaction's records are read again.
    Settled {
        /// Whose.
        stage: StageName,
        /// Whose.
        shard: usize,
        /// The books.
        settled: &'a Settled,
    },
    /// A transaction was given up; its records are read again.
    Aborted {
        /// Whose.
        stage: StageName,
        /// Whose.
        shard: usize,
        /// Name of the fault.
        fault: &'static str,
        /// What was wrong.
        detail: &'a str,
        /// How many faults there were since the last commit, this one among them.
        in_row: u32,
    },
    /// The producer was thrown away and made anew under the same transactional id.
    Recycled {
        /// Whose.
        stage: StageName,
        /// Whose.
        shard: usize,
        /// Name of the fault.
        fault: &'static str,
        /// What was wrong.
        detail: &'a str,
        /// How many faults there were since the last commit, this one among them.
        in_row: u32,
    },
    /// The shard waits for its surroundings: a broker, a coordinator. Told at each try.
    Waits {
        /// Whose.
        stage: StageName,
        /// Whose.
        shard: usize,
        /// What does not answer.
        detail: &'a str,
        /// Tries so far, this one among them.
        tries: u32,
    },
    /// What the shard waited for is there again.
    Resumed {
        /// Whose.
        stage: StageName,
        /// Whose.
        shard: usize,
        /// How often it tried.
        tries: u32,
    },
    /// A lane waits before a record whose schema cannot be had yet. Told at each try.
    Unready {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
        /// The record.
        at: Position,
        /// What is missing.
        detail: &'a str,
        /// Tries so far, this one among them.
        tries: u32,
    },
    /// A lane has got over the record it waited for.
    Ready {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
        /// How often it tried.
        tries: u32,
    },
    /// A lane's records are taken alone and a few at a time, to find the one that a transaction fails for; or together
    /// with others again.
    Narrowed {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
        /// Most records a transaction; `None`: as before.
        records: Option<u64>,
    },
    /// A record failed alone: it becomes a dead letter.
    GivenUp {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
        /// The record.
        at: Position,
        /// Why.
        reject: &'a Reject,
    },
    /// The group gave partitions to this shard or took them away.
    Rebalanced {
        /// Whose.
        stage: StageName,
        /// Whose.
        shard: usize,
        /// New here.
        assigned: &'a [LaneId],
        /// Given up in order.
        revoked: &'a [LaneId],
        /// Taken away without asking.
        lost: &'a [LaneId],
    },
    /// A lane reads its changelog.
    Restoring {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
        /// Changelog records read so far.
        records: u64,
        /// Changelog offset reached.
        position: i64,
        /// Changelog offset to reach.
        target: i64,
        /// What it waits for, where it does not move, and how long it restores already.
        waits: Option<(&'a str, Duration)>,
    },
    /// A lane is restored and reads its input.
    Running {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
        /// The next input record.
        next: Position,
        /// Changelog records read.
        records: u64,
        /// Rows of state held.
        rows: usize,
        /// How long fencing, restoring and checking took.
        took: Duration,
    },
    /// A lane was stopped; its partition stays assigned and its offset stays where it is.
    Stopped {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
        /// Why.
        reason: StopReason,
        /// The record it stands before; `None` where it is not known.
        next: Option<Position>,
        /// What is wrong and what to do.
        detail: &'a str,
    },
    /// A lane left this shard.
    Released {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
    },
    /// How far a lane is behind; reported about once a second and running lane.
    Lag {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
        /// How far.
        lag: Lag,
        /// The next input record, as committed.
        next: Position,
    },
    /// The client reported a trouble that it deals with itself, such as a broker that cannot be reached.
    Trouble {
        /// Which client.
        client: &'a str,
        /// What it said.
        detail: &'a str,
    },
    /// The time of a stage's input moved.
    Ticked {
        /// The stage whose input was ticked.
        stage: StageName,
        /// The time.
        time: Time,
    },
    /// Who holds back the time of a stage's input; reported by the owner of the clock once a round.
    Held {
        /// The stage whose input is held.
        stage: StageName,
        /// The lane that stands furthest back, and its stage.
        by: Option<(StageName, LaneId)>,
        /// Where it stands.
        time: Option<Time>,
    },
    /// A lane has records to read and has not moved for long: time no longer waits for it.
    LeftOut {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
        /// Where it stood.
        time: Option<Time>,
        /// Records it has to read.
        records: i64,
    },
    /// A lane that was left out moved: time waits for it again.
    LetIn {
        /// Whose.
        stage: StageName,
        /// The lane.
        lane: LaneId,
    },
    /// The owner of time, this process or another, has said that it is there.
    TimeKept,
    /// This process owns the clock, or no longer.
    ClockOwner {
        /// Whether it does.
        owner: bool,
    },
    /// A shard ended.
    Ended {
        /// Whose.
        stage: StageName,
        /// Whose.
        shard: usize,
        /// What ended it; `None` if it was asked to.
        failure: Option<&'a str>,
    },
}
