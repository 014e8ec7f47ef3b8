//! The whole topology in memory: the same stages over plain vectors instead of a broker. It serves
//! `replay` with one partition, and the laws with many and with any order of turns.

use std::collections::BTreeMap;

use crate::domain::fate::{Fate, Reject};
use crate::domain::network::Network;
use crate::domain::outbox::Outbox;
use crate::domain::partition::partition_of;
use crate::domain::record::{Place, Record};
use crate::domain::stage::StageName;
use crate::domain::tick::Tick;
use crate::domain::time::Time;
use crate::domain::topic::{RecordType, Source, Topic};
use crate::stages::Stage;
use crate::state::LaneState;
use crate::wire::{Wire, WireError};

/// A record at rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its key.
    pub key: Vec<u8>,
    /// Its value; `None` for a tombstone.
    pub value: Option<Vec<u8>>,
    /// Its type; `None` for raw records and tombstones.
    pub record_type: Option<RecordType>,
    /// Its timestamp.
    pub ingested_at: Time,
    /// The input record it came from, and its number among that record's outputs.
    pub cause: Option<(Place, u32)>,
}

/// A stage with its lanes, whatever their state looks like.
trait Drive: Send {
    fn name(&self) -> StageName;
    fn step(&mut self, lane: (Source, i32), record: &Record<'_>, out: &mut Outbox) -> Fate;
    fn standing(&self, lane: (Source, i32)) -> Time;
}

struct Driver<S: Stage> {
    stage: S,
    lanes: BTreeMap<(Source, i32), (S::State, u64)>,
}

impl<S: Stage> Drive for Driver<S> {
    fn name(&self) -> StageName {
        self.stage.name()
    }

    fn step(&mut self, lane: (Source, i32), record: &Record<'_>, out: &mut Outbox) -> Fate {
        let (state, transactions) = self.lanes.entry(lane).or_default();
        let fate = self.stage.step(state, record, out);
        *transactions += 1;
        state.merge(*transactions);
        fate
    }

    fn standing(&self, lane: (Source, i32)) -> Time {
        self.lanes
            .get(&lane)
            .map_or(Time::START, |(state, _)| self.stage.time(state))
    }
}

/// The topology in memory.
pub struct World {
    wire: Wire,
    partitions: i32,
    drivers: Vec<Box<dyn Drive>>,
    networks: Vec<Network>,
    logs: BTreeMap<Topic, Vec<Vec<Stored>>>,
    read: BTreeMap<(StageName, Source, i32), usize>,
    ticked: BTreeMap<StageName, Time>,
    fates: BTreeMap<(StageName, &'static str, &'static str), u64>,
    released: BTreeMap<(&'static str, &'static str), u64>,
    refusals: Vec<(StageName, Reject)>,
}

impl World {
    /// An empty world whose topics have this many partitions.
    #[must_use]
    pub fn new(wire: Wire, partitions: i32, networks: &[Network]) -> Self {
        Self {
            wire,
            partitions: partitions.max(1),
            drivers: Vec::new(),
            networks: networks.to_vec(),
            logs: BTreeMap::new(),
            read: BTreeMap::new(),
            ticked: BTreeMap::new(),
            fates: BTreeMap::new(),
            released: BTreeMap::new(),
            refusals: Vec::new(),
        }
    }

    /// Adds a stage; add them in the order of the topology.
    #[must_use]
    pub fn with<S: Stage + 'static>(mut self, stage: S) -> Self {
        self.drivers.push(Box::new(Driver {
            stage,
            lanes: BTreeMap::new(),
        }));
        self
    }

    /// Appends a record to a partition of an input topic.
    pub fn append(&mut self, topic: Topic, partition: i32, record: Stored) {
        let partitions = usize::try_from(self.partitions).unwrap_or(1);
        let log = self
            .logs
            .entry(topic)
            .or_insert_with(|| vec![Vec::new(); partitions]);
        let slot = usize::try_from(partition).unwrap_or(0) % partitions;
        if let Some(log) = log.get_mut(slot) {
            log.push(record);
        }
    }

    /// The networks that are read.
    #[must_use]
    pub fn networks(&self) -> &[Network] {
        &self.networks
    }

    /// Every input lane of a stage.
    #[must_use]
    pub fn lanes(&self, stage: StageName) -> Vec<(Source, i32)> {
        stage
            .sources(&self.networks)
            .into_iter()
            .flat_map(|s| (0..self.partitions).map(move |p| (s, p)))
            .collect()
    }

    fn next(&self, stage: StageName, lane: (Source, i32)) -> (usize, Option<&Stored>) {
        let offset = self.read.get(&(stage, lane.0, lane.1)).copied().unwrap_or(0);
        let log = self.partition(lane.0.topic(), lane.1);
        (offset, log.get(offset))
    }

    /// Lets a lane take its next record; says whether there was one.
    pub fn turn(&mut self, stage: StageName, lane: (Source, i32)) -> bool {
        let (offset, Some(stored)) = self.next(stage, lane) else {
            return false;
        };
        let stored = stored.clone();
        let Some(driver) = self.drivers.iter_mut().find(|driver| driver.name() == stage) else {
            return false;
        };
        let place = Place {
            source: lane.0,
            partition: lane.1,
            offset: i64::try_from(offset).unwrap_or(i64::MAX),
            index: 0,
        };
        let record = Record {
            place,
            ingested_at: stored.ingested_at,
            headers: &[],
            key: &stored.key,
            value: stored.value.as_deref(),
        };
        let mut out = Outbox::default();
        let mark = out.mark();
        let fate = driver.step(lane, &record, &mut out);
        if matches!(fate, Fate::Rejected(_)) {
            out.rewind(mark);
        }
        if let Some(reject) = fate.refused() {
            self.refusals.push((stage, reject.clone()));
            self.append(Topic::DeadLetters(lane.0), lane.1, stored.clone());
        }
        *self.fates.entry((stage, fate.name(), fate.reason())).or_default() += 1;
        for fate in out.released() {
            *self.released.entry((fate.name(), fate.reason())).or_default() += 1;
        }
        self.read.insert((stage, lane.0, lane.1), offset + 1);
        self.publish(&out);
        true
    }

    fn publish(&mut self, out: &Outbox) {
        for output in out.outputs() {
            let key = out.key(output).to_vec();
            let partition = output
                .partition
                .unwrap_or_else(|| partition_of(&key, self.partitions));
            let stored = Stored {
                value: out.value(output).map(<[u8]>::to_vec),
                record_type: output.record_type,
                ingested_at: output.ingested_at,
                cause: Some(output.cause),
                key,
            };
            self.append(output.topic, partition, stored);
        }
    }

    /// One look of the clock: ticks go to the stages whose upstream has moved. Lanes with nothing left to
    /// read stand at their own progress (`time.at_end: hold`); a partition without records holds nobody.
    ///
    /// # Errors
    /// A tick that cannot be encoded.
    pub fn clock(&mut self) -> Result<(), WireError> {
        for stage in StageName::keyed() {
            let Some(time) = self.time_of(stage) else { continue };
            if self.ticked.get(&stage).is_some_and(|last| *last >= time) {
                continue;
            }
            self.ticked.insert(stage, time);
            let mut value = Vec::new();
            self.wire.encode(&Tick { time }, &mut value)?;
            let Some(topic) = stage.input() else { continue };
            for partition in 0..self.partitions {
                let tick = Stored {
                    key: Vec::new(),
                    value: Some(value.clone()),
                    record_type: Some(RecordType::Tick),
                    ingested_at: time,
                    cause: None,
                };
                self.append(topic, partition, tick);
            }
        }
        Ok(())
    }

    fn time_of(&self, stage: StageName) -> Option<Time> {
        let mut least = None;
        for upstream in stage.upstream() {
            let driver = self.drivers.iter().find(|driver| driver.name() == *upstream)?;
            for lane in self.lanes(*upstream) {
                if self.partition(lane.0.topic(), lane.1).is_empty() {
                    continue;
                }
                let standing = driver.standing(lane);
                least = Some(least.map_or(standing, |time: Time| time.min(standing)));
            }
        }
        least.filter(|time| *time > Time::START)
    }

    /// Lets every lane but those of intake take all it has, until nothing is left.
    pub fn settle(&mut self) {
        loop {
            let mut moved = false;
            for stage in StageName::keyed() {
                for lane in self.lanes(stage) {
                    while self.turn(stage, lane) {
                        moved = true;
                    }
                }
            }
            if !moved {
                return;
            }
        }
    }

    /// The records of a partition.
    #[must_use]
    pub fn partition(&self, topic: Topic, partition: i32) -> &[Stored] {
        let slot = usize::try_from(partition).unwrap_or(0);
        self.logs
            .get(&topic)
            .and_then(|log| log.get(slot))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The records of a topic, partition after partition.
    pub fn topic(&self, topic: Topic) -> impl Iterator<Item = &Stored> {
        self.logs.get(&topic).into_iter().flatten().flatten()
    }

    /// Topics that hold records, in order.
    pub fn topics(&self) -> impl Iterator<Item = Topic> {
        self.logs.keys().copied()
    }

    /// What became of posts that had waited, by fate and reason.
    #[must_use]
    pub const fn released(&self) -> &BTreeMap<(&'static str, &'static str), u64> {
        &self.released
    }

    /// How many records ended as which fate, for which reason, at which stage.
    #[must_use]
    pub const fn fates(&self) -> &BTreeMap<(StageName, &'static str, &'static str), u64> {
        &self.fates
    }

    /// Every refusal, in the order of the turns.
    #[must_use]
    pub fn refusals(&self) -> &[(StageName, Reject)] {
        &self.refusals
    }
}
