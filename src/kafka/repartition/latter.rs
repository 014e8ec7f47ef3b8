//! The new lanes: gathered from the folder, written with their progress and offsets, and read back.

use std::time::Duration;

use rdkafka::consumer::Consumer;
use rdkafka::error::{KafkaError, RDKafkaErrorCode as Code};
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use sha2::{Digest, Sha256};

use super::super::context::Deliveries;
use super::super::drain::{Drained, drain};
use super::super::system_clock::SystemClock;
use super::super::{handles, standing};
use super::Failure;
use super::deployment::{Deployment, History, Trouble};
use super::shelf::Shelf;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::Topic;
use crate::runtime::failpoint::{self, FailPoint};
use crate::runtime::lane_id::LaneId;
use crate::runtime::ports::{Clock, Commits, Standing};
use crate::runtime::progress::Progress;
use crate::state::LaneState;
use crate::state::route::Deal;

/// Limit of one call that asks a coordinator.
const CALL: Duration = Duration::from_secs(20);
/// What one transaction holds, in bytes: far from what a transaction's time allows.
const TRANSACTION_BYTES: usize = 8 * 1024 * 1024;
/// The transaction of a lane that its rows are written by.
const FIRST: u64 = 1;

/// Writes the new lanes. A second one of the same deployment shuts the first out.
pub(super) struct Scribe<'d> {
    latter: &'d Deployment,
    producer: BaseProducer<Deliveries>,
    /// Bytes of the open transaction.
    bytes: usize,
}

impl<'d> Scribe<'d> {
    pub(super) fn new(latter: &'d Deployment) -> Result<Self, Failure> {
        let id = latter.config.client_id("repartition");
        let failed = |error: KafkaError| latter.away("the transactional producer", &error);
        let producer = handles::producer(&latter.config, &id, &latter.witness).map_err(failed)?;
        producer.init_transactions(CALL).map_err(failed)?;
        Ok(Self {
            latter,
            producer,
            bytes: 0,
        })
    }

    fn begin(&mut self) -> Result<(), Failure> {
        self.bytes = 0;
        let begun = self.producer.begin_transaction();
        begun.map_err(|error| self.latter.away("beginning a transaction", &error))
    }

    fn send(&mut self, topic: &str, partition: i32, key: &[u8], value: &[u8]) -> Result<(), Failure> {
        let record = BaseRecord::<[u8], [u8]>::to(topic).partition(partition);
        let mut record = record.key(key).payload(value);
        let until = SystemClock.monotonic() + CALL;
        while let Err((error, back)) = self.producer.send(record) {
            let full = error == KafkaError::MessageProduction(Code::QueueFull);
            if !full || SystemClock.monotonic() >= until {
                return Err(self
                    .latter
                    .away(&format!("writing to {topic}-{partition}"), &error));
            }
            record = back;
            self.producer.poll(Duration::from_millis(1));
        }
        self.bytes += key.len() + value.len();
        Ok(())
    }

    fn commit(&self) -> Result<(), Failure> {
        let drained = drain(&self.producer, &SystemClock, CALL);
        if let Some((error, topic)) = self.producer.context().failed() {
            return Err(self.latter.away(&format!("delivery to {topic}"), &error));
        }
        if drained != Drained::All {
            return Err(self.latter.away("deliveries", &"not done within 20 s"));
        }
        let committed = self.producer.commit_transaction(CALL);
        committed.map_err(|error| self.latter.away("committing", &error))
    }

    /// Writes every row of a lane, then its progress and its offset in one transaction: a lane that has an offset is
    /// whole, and one that has none is written anew, under the same keys.
    fn write<T: LaneState>(&mut self, lane: LaneId, state: &mut T, time: Time) -> Result<(), Failure> {
        let stage = lane.source.reader();
        let topic = self.latter.names.full(Topic::Changelog(stage)).into_owned();
        self.begin()?;
        let mut done = Ok(());
        state.changes(FIRST, &mut |key, value| {
            // A lane without a past has nothing to remove.
            if let (Ok(()), Some(value)) = (&done, value) {
                done = self.row(&topic, lane.partition, key, value);
            }
        });
        done?;
        let next = Position::start_of(0);
        let progress = Progress {
            previous: None,
            next,
            transaction: FIRST,
            time,
        };
        self.send(
            &topic,
            lane.partition,
            &Progress::key(lane.source),
            &progress.encode(),
        )?;
        let offsets = standing::offsets(&self.latter.names, &[Standing { lane, next, time }])
            .map_err(|fault| self.latter.away("offsets", &fault))?;
        let group = self.latter.auditor(stage)?.group_metadata();
        let group = group.ok_or_else(|| self.latter.away("offsets", &"the client knows no group"))?;
        let sent = self.producer.send_offsets_to_transaction(&offsets, &group, CALL);
        sent.map_err(|error| self.latter.away(&format!("offset of {lane}"), &error))?;
        failpoint::pass(FailPoint::AfterOffsets);
        self.commit()
    }

    fn row(&mut self, topic: &str, partition: i32, key: &[u8], value: &[u8]) -> Result<(), Failure> {
        if self.bytes > TRANSACTION_BYTES {
            self.commit()?;
            self.begin()?;
        }
        self.send(topic, partition, key, value)
    }
}

/// What a new lane was dealt.
struct Gathered<T> {
    state: T,
    /// The least time of the former lanes: every row that is due by then was looked at, in whichever of them it was.
    time: Time,
    /// Rows that two former lanes held.
    joined: u64,
}

fn gather<T: LaneState>(
    shelf: &Shelf,
    stage: StageName,
    former: i32,
    lane: i32,
) -> Result<Gathered<T>, Failure> {
    let (mut state, mut joined, mut times) = (T::default(), 0, Vec::new());
    for from in 0..former {
        let dealt = shelf.dealt(stage, from)?;
        times.extend(dealt.time);
        let records = dealt.records.get(&lane).copied().unwrap_or(0);
        shelf.rows((stage, from, lane), records, &mut |key, value| {
            let taken = state.gather(key, value);
            joined +=
                taken.map_err(|bad| Failure::Folder(format!("lane {from} of {}: {bad}", stage.name())))?;
            Ok(())
        })?;
    }
    let time = times.into_iter().min().unwrap_or(Time::START);
    Ok(Gathered { state, time, joined })
}

/// What every row of a lane comes to: the same for the same rows, however they are cut into chunks.
fn print_of<T: LaneState>(state: &T, partition: i32, lanes: i32) -> Result<[u8; 32], Failure> {
    let deal = Deal {
        partition,
        before: lanes,
        after: lanes,
    };
    let mut hash = Sha256::new();
    let mut take = |lane: i32, key: &[u8], value: &[u8]| {
        for part in [&lane.to_be_bytes()[..], key, value] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    };
    state.deal(deal, &mut take).map_err(|stuck| {
        let lines = stuck.iter().map(|stuck| format!("new lane {partition}: {stuck}"));
        Failure::Config(lines.collect())
    })?;
    Ok(hash.finalize().into())
}

/// Writes the new lane of a stage unless it is there, and reads it back. Gives the rows that two former lanes held.
pub(super) fn settle<T: LaneState>(
    scribe: &mut Scribe<'_>,
    history: &mut History,
    shelf: &Shelf,
    (stage, former, partition): (StageName, i32, i32),
) -> Result<u64, Failure> {
    let mut latter = scribe.latter;
    let lane = latter.lane(stage, partition)?;
    let mut gathered = gather::<T>(shelf, stage, former, partition)?;
    let committed = latter.committed(&[lane]);
    let committed = committed.map_err(|fault| scribe.latter.away("committed offsets", &fault))?;
    if !committed.contains_key(&lane) {
        scribe.write(lane, &mut gathered.state, gathered.time)?;
    }
    gathered.state.merge(FIRST);
    let restored = scribe
        .latter
        .restore::<T>(history, lane)
        .map_err(|trouble| match trouble {
            Trouble::Stopped(detail) => Failure::Config(vec![detail]),
            Trouble::Failed(failure) => failure,
        })?;
    let lanes = scribe.latter.config.partitions;
    let same = print_of(&restored.state, partition, lanes)? == print_of(&gathered.state, partition, lanes)?;
    if !same || restored.state.time() != gathered.time || restored.committed() != Position::start_of(0) {
        return Err(Failure::Config(vec![format!(
            "{lane}: what was written reads back as something else: somebody else has written to its changelog, or the \
             service has run there; delete the topics of generation {} and begin with an empty folder",
            scribe.latter.config.generation
        )]));
    }
    Ok(gathered.joined)
}
