//! The ports: what a shard needs of the log it reads from and writes to. Calls are bounded: they return within
//! their own limit, or the watchdog ends the process.

use std::collections::BTreeMap;
use std::time::Duration;

use super::fault::Fault;
use super::lane_id::LaneId;
use crate::domain::fate::Reject;
use crate::domain::outbox::Output;
use crate::domain::position::Position;
use crate::domain::record::Record;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::state::ChangeSink;

/// The headers of a record, as it came.
pub trait Headers {
    /// Calls `sink` with each name and value, in order.
    fn each(&self, sink: &mut dyn FnMut(&str, &[u8]));
}

/// A record without headers.
#[derive(Debug, Clone, Copy)]
pub struct NoHeaders;

impl Headers for NoHeaders {
    fn each(&self, _: &mut dyn FnMut(&str, &[u8])) {}
}

/// A record as it comes from the inlet.
pub struct Delivery<'a> {
    /// The record.
    pub record: Record<'a>,
    /// Its headers.
    pub headers: &'a dyn Headers,
    /// Whether its timestamp lay in the future and was clamped.
    pub clamped: bool,
    /// Whether it is the last record of its message.
    pub last: bool,
    /// Set where the message cannot be read: the record then is the whole message.
    pub damage: Option<Damage>,
}

/// A message whose records cannot be told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What is wrong with it.
    pub reject: Reject,
    /// How many records it says that it holds; each has a fate.
    pub records: u32,
}

impl Delivery<'_> {
    /// The position after it.
    #[must_use]
    pub const fn next(&self) -> Position {
        self.record.place.position().after(self.last)
    }
}

/// Whether the rest of a message is to be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Its next record is wanted.
    GoOn,
    /// Its rest is left for later: the lane is started anew from where it stands.
    Stop,
}

/// What a poll found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polled {
    /// A message, whose records were handed over.
    Message,
    /// No message.
    Nothing,
}

/// What the group decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// These lanes are ours; answer with `accept`.
    Assigned(Vec<LaneId>),
    /// These lanes are to be given up in order; answer with `release`.
    Revoked(Vec<LaneId>),
    /// These lanes are somebody else's already; answer with `release`.
    Lost(Vec<LaneId>),
}

/// The offsets of a partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The oldest record that is still there.
    pub begin: i64,
    /// One past the newest.
    pub end: i64,
}

/// Who knows how far partitions reach.
pub trait Extents {
    /// The offsets of a lane's partition.
    ///
    /// # Errors
    /// It cannot be told now.
    fn extent(&mut self, lane: LaneId) -> Result<Extent, Fault>;
}

/// Where input comes from.
pub trait Inlet: Extents {
    /// Waits at most `wait` for a message and hands its records to `take` in order, as long as that wants to go on. At
    /// most one message a call.
    ///
    /// # Errors
    /// What `take` says, or the input cannot be read.
    fn poll(
        &mut self,
        wait: Duration,
        take: &mut dyn FnMut(&Delivery<'_>) -> Result<Flow, Fault>,
    ) -> Result<Polled, Fault>;

    /// What the group decided since the last call, oldest first.
    fn news(&mut self) -> Option<News>;

    /// Takes lanes over without reading them: they deliver nothing before `start`.
    ///
    /// # Errors
    /// The group refuses it.
    fn accept(&mut self, lanes: &[LaneId]) -> Result<(), Fault>;

    /// Lets lanes go.
    ///
    /// # Errors
    /// The group refuses it.
    fn release(&mut self, lanes: &[LaneId]) -> Result<(), Fault>;

    /// Reads a lane from the message at this offset on, whatever it did before.
    ///
    /// # Errors
    /// `Again` when it cannot be done yet.
    fn start(&mut self, lane: LaneId, at: i64) -> Result<(), Fault>;

    /// Stops reading a lane that stays ours.
    ///
    /// # Errors
    /// It cannot be stopped.
    fn stop(&mut self, lane: LaneId) -> Result<(), Fault>;

    /// Leaves the group in order, where the settings say so. Nothing is delivered afterwards.
    fn leave(&mut self);

    /// Offset of the next message of each lane, past control markers; lanes that have read nothing since `start`
    /// are left out.
    ///
    /// # Errors
    /// It cannot be told.
    fn positions(&mut self) -> Result<BTreeMap<LaneId, i64>, Fault>;

    /// One past the newest record of each lane's partition.
    ///
    /// # Errors
    /// It cannot be told now.
    fn ends(&mut self) -> Result<BTreeMap<LaneId, i64>, Fault>;
}

/// What a lane's part of a transaction commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The lane.
    pub lane: LaneId,
    /// The next record to take. Inside a message, the offset committed is that message's own.
    pub next: Position,
    /// Lane time.
    pub time: Time,
}

/// A refused record.
pub struct DeadLetter<'a> {
    /// The stage that refused it.
    pub stage: StageName,
    /// The record, as it came.
    pub record: &'a Record<'a>,
    /// Its headers, as they came.
    pub headers: &'a dyn Headers,
    /// Its number among what the record led to.
    pub ordinal: u32,
    /// Why.
    pub reject: &'a Reject,
}

/// Who knows what is committed.
pub trait Commits {
    /// Committed positions, waiting for transactions that are being ended; lanes without one are left out.
    ///
    /// # Errors
    /// `Again` when they cannot be told yet.
    fn committed(&mut self, lanes: &[LaneId]) -> Result<BTreeMap<LaneId, Position>, Fault>;
}

/// Where everything goes, in transactions. `settle` is the only way out.
pub trait Ledger: Commits {
    /// Shuts predecessors and former selves out, and ends what they left open.
    ///
    /// # Errors
    /// `Again` when it could not be done in time; `Fatal` when it never can.
    fn fence(&mut self) -> Result<(), Fault>;

    /// Begins a transaction.
    ///
    /// # Errors
    /// The producer is of no use.
    fn begin(&mut self) -> Result<(), Fault>;

    /// Adds an output. Records of internal topics may be held until `push`.
    ///
    /// # Errors
    /// It could not be queued.
    fn write(
        &mut self,
        stage: StageName,
        output: &Output,
        key: &[u8],
        value: Option<&[u8]>,
    ) -> Result<(), Fault>;

    /// Adds a record to the partition of the changelog that belongs to this lane.
    ///
    /// # Errors
    /// It could not be queued.
    fn change(&mut self, lane: LaneId, key: &[u8], value: Option<&[u8]>) -> Result<(), Fault>;

    /// Adds a dead letter.
    ///
    /// # Errors
    /// It could not be queued.
    fn bury(&mut self, letter: &DeadLetter<'_>) -> Result<(), Fault>;

    /// Hands over every output that is held.
    ///
    /// # Errors
    /// It could not be queued.
    fn push(&mut self) -> Result<(), Fault>;

    /// Messages of the transaction that was begun last.
    fn messages(&self) -> u64;

    /// Commits the transaction together with these offsets.
    ///
    /// # Errors
    /// `Unknown` as soon as the commit was asked for and not confirmed promptly.
    fn settle(&mut self, standings: &[Standing]) -> Result<(), Fault>;

    /// Gives the transaction up.
    ///
    /// # Errors
    /// `Fenced` when the producer must be replaced.
    fn abandon(&mut self) -> Result<(), Fault>;
}

/// How far a restore has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Offset of the next changelog record.
    pub position: i64,
    /// Whether the target is reached.
    pub done: bool,
    /// Where an open transaction keeps committed reading from going on, if one does.
    pub held_at: Option<i64>,
}

/// The changelog of this shard's stage, read one partition at a time.
pub trait History {
    /// The first offset of this partition, and one past its last record, committed or not.
    ///
    /// # Errors
    /// It cannot be told now.
    fn extent(&mut self, partition: i32) -> Result<Extent, Fault>;

    /// Begins to read the committed records of this partition, from the first to `target`.
    ///
    /// # Errors
    /// It cannot be read.
    fn open(&mut self, partition: i32, target: i64) -> Result<(), Fault>;

    /// Reads on for about `budget`.
    ///
    /// # Errors
    /// It cannot be read.
    fn read(&mut self, budget: Duration, each: &mut ChangeSink<'_>) -> Result<Reading, Fault>;

    /// Ends the reading.
    fn close(&mut self);
}

/// Tells the time to the runtime; the core never asks.
pub trait Clock {
    /// Time since some fixed moment; never goes back.
    fn monotonic(&self) -> Duration;

    /// The wall clock.
    fn wall(&self) -> Time;
}

/// The ports of one shard.
pub trait Ports {
    /// Where input comes from.
    type Inlet: Inlet;
    /// Where everything goes.
    type Ledger: Ledger;
    /// The changelog.
    type History: History;
    /// The time.
    type Clock: Clock;
}
