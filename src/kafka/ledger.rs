//! The ledger: the transactional producer of a shard. The only place that writes on behalf of a lane.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::{KafkaError, KafkaResult, RDKafkaErrorCode as Code};
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use rdkafka::topic_partition_list::TopicPartitionList;

use super::bundles::{Bundles, Target};
use super::cause;
use super::config::{KafkaConfig, RawBytes};
use super::context::{Deliveries, Membership, dropped};
use super::drain::{self, Drained};
use super::handles::{self, TRANSACTION_TIMEOUT_MS};
use super::mood::{broken, committing, inside, outside};
use super::names::Names;
use crate::domain::outbox::Output;
use crate::domain::position::Position;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::{Source, Topic};
use crate::runtime::failpoint::{self, FailPoint};
use crate::runtime::fault::{Cause, Fault};
use crate::runtime::lane_id::LaneId;
use crate::runtime::mishap;
use crate::runtime::ports::{self, Clock, Commits, Ledger, Standing};
use crate::runtime::watchdog::Leash;
use crate::runtime::witness::Witness;
use crate::wire::headers::{DeadLetter, Headers, Letterhead, ORIGIN};
use crate::wire::kept::Kept;

/// Half the transaction's time: what cannot be queued by then is given up.
const HALF: Duration = Duration::from_millis(TRANSACTION_TIMEOUT_MS as u64 / 2);
/// Limit of one call that asks a coordinator.
const CALL: Duration = Duration::from_secs(5);
/// Offsets that were under way when the coordinator went are answered when it is back, whatever the limit of the call: for so
/// long the client is not taken for dead.
const COORDINATOR_AWAY: Duration = Duration::from_secs(300);
/// A commit that takes longer is not trusted: the request may have been delayed and may still be under way.
const SLOW: Duration = Duration::from_secs(1);
/// Sends between two looks at what was not delivered.
const SENDS_A_POLL: u32 = 256;

/// The transactional producer of a shard.
pub(super) struct KafkaLedger<C> {
    producer: Option<BaseProducer<Deliveries>>,
    consumer: Arc<BaseConsumer<Membership>>,
    config: Arc<KafkaConfig>,
    names: Arc<Names>,
    witness: Arc<dyn Witness>,
    leash: Arc<Leash>,
    clock: C,
    stage: StageName,
    shard: usize,
    changelog: String,
    letterhead: Letterhead,
    headers: Headers,
    bundles: Bundles,
    /// The bundle that was sealed last: its memory serves the next.
    frame: Vec<u8>,
    messages: u64,
    sends: u32,
}

/// A record on its way out.
struct Outgoing<'a> {
    /// The lane it is of; a bundle may be of several.
    of: Option<LaneId>,
    topic: &'a str,
    partition: Option<i32>,
    key: Option<&'a [u8]>,
    value: Option<&'a [u8]>,
    timestamp: Option<Time>,
    headers: Option<OwnedHeaders>,
}

fn owned(headers: &Headers, already: OwnedHeaders) -> OwnedHeaders {
    headers.iter().fold(already, |all, (key, value)| {
        all.insert(Header {
            key,
            value: Some(value),
        })
    })
}

/// The bytes of a refused record, as far as they may stand in its dead letter.
fn hidden<'a>(raw: &RawBytes, value: Option<&'a [u8]>, headers: &Headers) -> Option<Cow<'a, [u8]>> {
    let value = value?;
    match raw {
        RawBytes::Keep => Some(Cow::Borrowed(value)),
        RawBytes::Drop => None,
        RawBytes::Encrypt(seal) => seal.seal(headers.get(ORIGIN)?, value).map(Cow::Owned),
    }
}

impl<C: Clock> KafkaLedger<C> {
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a handle of its own, named at the one call"
    )]
    pub(super) fn new(
        consumer: Arc<BaseConsumer<Membership>>,
        config: Arc<KafkaConfig>,
        names: Arc<Names>,
        witness: Arc<dyn Witness>,
        leash: Arc<Leash>,
        clock: C,
        stage: StageName,
        shard: usize,
    ) -> Self {
        let build = env!("CARGO_PKG_VERSION");
        Self {
            producer: None,
            bundles: Bundles::new(stage.name(), config.partitions, config.generation),
            frame: Vec::new(),
            messages: 0,
            letterhead: Letterhead::new(&config.app, stage, &config.group(stage), build)
                .of_generation(config.generation),
            changelog: names.full(Topic::Changelog(stage)).into_owned(),
            consumer,
            config,
            names,
            witness,
            leash,
            clock,
            stage,
            shard,
            headers: Headers::default(),
            sends: 0,
        }
    }

    fn producer(&self) -> Result<&BaseProducer<Deliveries>, Fault> {
        self.producer
            .as_ref()
            .ok_or_else(|| Fault::Broken("there is no producer".into()))
    }

    fn send(&mut self, outgoing: Outgoing<'_>) -> Result<(), Fault> {
        self.sends = self.sends.wrapping_add(1);
        let producer = self.producer()?;
        if self.sends.is_multiple_of(SENDS_A_POLL) {
            producer.poll(Duration::ZERO);
        }
        let mut record = BaseRecord::<[u8], [u8]>::to(outgoing.topic);
        record.partition = outgoing.partition;
        record.key = outgoing.key;
        record.payload = outgoing.value;
        record.timestamp = outgoing.timestamp.map(|time| time.0);
        record.headers = outgoing.headers;
        // The time is asked for only when the queue is full, which is seldom.
        let mut deadline = None;
        loop {
            let Err((error, back)) = producer.send(record) else {
                return Ok(());
            };
            let full = error == KafkaError::MessageProduction(Code::QueueFull);
            let now = self.clock.monotonic();
            if !full || now >= *deadline.get_or_insert(now + HALF) {
                return Err(self.refused(outgoing.topic, outgoing.of, &error));
            }
            record = back;
            producer.poll(Duration::from_millis(1));
        }
    }

    /// Sends the bundle for this partition, if there is one.
    fn send_bundle(&mut self, target: Target) -> Result<(), Fault> {
        let mut frame = std::mem::take(&mut self.frame);
        self.bundles.seal(target, &mut frame);
        let names = Arc::clone(&self.names);
        self.messages += 1;
        let sent = self.send(Outgoing {
            of: None,
            topic: &names.full(target.0),
            partition: Some(target.1),
            key: None,
            value: Some(&frame),
            timestamp: None,
            headers: None,
        });
        self.frame = frame;
        sent
    }

    /// A record of an internal topic waits for others to its partition.
    fn hold(&mut self, output: &Output, key: &[u8], value: Option<&[u8]>) -> Result<(), Fault> {
        let target = self.bundles.target(output, key);
        let bytes = key.len() + value.map_or(0, <[u8]>::len);
        if !self.bundles.has_room(target, bytes) {
            self.send_bundle(target)?;
        }
        self.bundles.add(target, output, key, value);
        Ok(())
    }

    /// Forgets the records that wait: they belong to a transaction that is no more.
    pub(super) fn forget_held(&mut self) {
        self.bundles.clear();
        self.messages = 0;
    }

    pub(super) const fn consumer(&self) -> &Arc<BaseConsumer<Membership>> {
        &self.consumer
    }

    /// Throws the producer away and takes a new one.
    pub(super) fn replace(
        &mut self,
        make: impl FnOnce(&KafkaConfig, &str, &Arc<dyn Witness>) -> KafkaResult<BaseProducer<Deliveries>>,
    ) -> Result<(), Fault> {
        let old = self.producer.take();
        self.leash.call("drop producer", CALL, || drop(old));
        let slot = self.config.slot(self.stage, self.shard);
        let made = make(&self.config, &slot, &self.witness)
            .map_err(|error| Fault::Fatal(format!("the producer cannot be made: {error}")))?;
        self.producer = Some(made);
        Ok(())
    }

    /// Waits until everything is delivered.
    pub(super) fn deliver_all(&self) -> Result<(), Fault> {
        self.drain(HALF)?;
        self.delivered()
    }

    /// Waits until nothing is in flight: a commit or abort with deliveries outstanding blocks.
    pub(super) fn drain(&self, limit: Duration) -> Result<(), Fault> {
        let producer = self.producer()?;
        let drained = self
            .leash
            .call("drain", limit, || drain::drain(producer, &self.clock, limit));
        if drained == Drained::All {
            return Ok(());
        }
        if let Some(lost) = cause::lost_topic(&self.consumer, &self.names, &self.config, &self.leash) {
            return Err(Fault::Denied(lost));
        }
        let detail = format!("records were not delivered within {} s", limit.as_secs());
        match drained {
            Drained::All => Ok(()),
            Drained::Silent => Err(Fault::Abort(detail)),
            Drained::Overdue => Err(Fault::Content {
                cause: Cause::Overdue,
                lane: None,
                detail: format!("{detail}, though the broker answers"),
            }),
        }
    }

    fn delivered(&self) -> Result<(), Fault> {
        match self.producer()?.context().failed() {
            None => Ok(()),
            Some((error, _)) if dropped(&error) => Err(cause::of_transaction(self.producer()?, &error)),
            Some((error, topic)) => Err(inside(&format!("delivery to {topic}"), &error)),
        }
    }

    /// Why a record could not be queued, of this lane if it is of one. After a delivery that failed the client takes nothing more: then
    /// that one says why, and nobody knows whose it was.
    fn refused(&self, topic: &str, of: Option<LaneId>, error: &KafkaError) -> Fault {
        if let Some(producer) = &self.producer {
            producer.poll(Duration::ZERO);
        }
        match self.delivered() {
            Err(fault) => fault,
            Ok(()) => inside(&format!("sending to {topic}"), error).of(of),
        }
    }

    pub(super) fn offsets(&self, standings: &[Standing]) -> Result<TopicPartitionList, Fault> {
        super::standing::offsets(&self.names, standings)
    }

    fn send_offsets(&self, standings: &[Standing]) -> Result<(), Fault> {
        let list = self.offsets(standings)?;
        let producer = self.producer()?;
        // Read now: under cooperative rebalancing a new generation is in force as soon as it is known.
        let group = self
            .consumer
            .group_metadata()
            .ok_or_else(|| Fault::Fatal("the consumer has no group".into()))?;
        self.leash
            .call("send offsets", COORDINATOR_AWAY, || {
                producer.send_offsets_to_transaction(&list, &group, CALL)
            })
            .map_err(|error| {
                let group = self.config.group(self.stage);
                inside(&format!("sending the offsets of group {group}"), &error)
            })
    }
}

impl<C: Clock> Commits for KafkaLedger<C> {
    fn committed(&mut self, lanes: &[LaneId]) -> Result<BTreeMap<LaneId, Position>, Fault> {
        let limit = Duration::from_millis(500);
        self.leash.call("committed offsets", limit, || {
            super::standing::committed(&self.consumer, &self.names, lanes, limit)
        })
    }
}

impl<C: Clock> Ledger for KafkaLedger<C> {
    fn fence(&mut self) -> Result<(), Fault> {
        self.replace(handles::producer)?;
        let limit = Duration::from_secs(10);
        let producer = self.producer()?;
        self.leash
            .call("init transactions", limit, || producer.init_transactions(limit))
            .map_err(|error| {
                let id = self.config.slot(self.stage, self.shard);
                outside(
                    &format!("fencing former producers of transactional id {id}"),
                    &error,
                )
            })
    }

    fn begin(&mut self) -> Result<(), Fault> {
        self.forget_held();
        let producer = self.producer()?;
        // A failure of the transaction before belongs to it.
        drop(producer.context().failed());
        producer
            .begin_transaction()
            .map_err(|error| broken("beginning a transaction", &error))
    }

    fn write(
        &mut self,
        _: StageName,
        output: &Output,
        key: &[u8],
        value: Option<&[u8]>,
    ) -> Result<(), Fault> {
        let swollen = mishap::swollen(value);
        let value = swollen.as_deref().or(value);
        if output.topic.is_hop() {
            return self.hold(output, key, value);
        }
        let mut headers = std::mem::take(&mut self.headers);
        self.letterhead.output(output, &mut headers);
        self.messages += 1;
        let names = Arc::clone(&self.names);
        let sent = self.send(Outgoing {
            of: Some(LaneId::of(output.cause.0)),
            topic: &names.full(output.topic),
            partition: output.partition,
            key: Some(key),
            value,
            timestamp: Some(output.ingested_at),
            headers: Some(owned(&headers, OwnedHeaders::new_with_capacity(headers.len()))),
        });
        self.headers = headers;
        sent
    }

    fn change(&mut self, lane: LaneId, key: &[u8], value: Option<&[u8]>) -> Result<(), Fault> {
        let topic = std::mem::take(&mut self.changelog);
        let sent = self.send(Outgoing {
            of: Some(lane),
            topic: &topic,
            partition: Some(lane.partition),
            key: Some(key),
            value,
            timestamp: None,
            headers: None,
        });
        self.changelog = topic;
        sent
    }

    fn bury(&mut self, letter: &ports::DeadLetter<'_>) -> Result<(), Fault> {
        let record = letter.record;
        let names = Arc::clone(&self.names);
        // The key of a raw record, and its headers, are as foreign as its bytes; other keys are hashes.
        let bare = matches!(self.config.dead_letters, RawBytes::Keep);
        let keyed = bare || !matches!(record.place.source, Source::Raw(_));
        let mut kept = Kept::within(self.config.max_message_bytes);
        let mut own = Some(OwnedHeaders::new());
        letter.headers.each(&mut |key, value| {
            if bare && kept.header(key, value) {
                own = own.take().map(|headers| {
                    headers.insert(Header {
                        key,
                        value: Some(value),
                    })
                });
            }
        });
        if keyed {
            kept.key(record.key);
        }
        if let Some(value) = record
            .value
            .filter(|_| !matches!(self.config.dead_letters, RawBytes::Drop))
        {
            kept.value(value);
        }
        let mut headers = std::mem::take(&mut self.headers);
        let description = DeadLetter {
            place: record.place,
            topic: &names.full(record.place.source.topic()),
            timestamp: record.ingested_at,
            ingested_at: record.ingested_at,
            ordinal: letter.ordinal,
            attempts: 1,
            reject: letter.reject,
            raw: &self.config.dead_letters,
            cut: kept.cut,
        };
        self.letterhead.dead_letter(&description, &mut headers);
        let value = hidden(&self.config.dead_letters, kept.value, &headers);
        let sent = self.send(Outgoing {
            of: Some(LaneId::of(record.place)),
            topic: &names.full(Topic::DeadLetters(record.place.source)),
            partition: None,
            key: Some(kept.key).filter(|key| !key.is_empty()),
            value: value.as_deref(),
            timestamp: Some(record.ingested_at),
            headers: Some(owned(&headers, own.unwrap_or_default())),
        });
        self.headers = headers;
        sent
    }

    fn push(&mut self) -> Result<(), Fault> {
        for target in self.bundles.targets() {
            self.send_bundle(target)?;
        }
        Ok(())
    }

    fn messages(&self) -> u64 {
        self.messages
    }

    fn settle(&mut self, standings: &[Standing]) -> Result<(), Fault> {
        self.deliver_all()?;
        failpoint::pass(FailPoint::AfterOutputs);
        self.send_offsets(standings)?;
        failpoint::pass(FailPoint::AfterOffsets);
        let limit = Duration::from_secs(10);
        let producer = self.producer()?;
        let started = self.clock.monotonic();
        failpoint::pass(FailPoint::DuringCommit);
        self.leash
            .call("commit", limit, || producer.commit_transaction(limit))
            .map_err(|error| committing(&error))?;
        let took = self.clock.monotonic().saturating_sub(started);
        if took > SLOW {
            let detail = format!("the commit took {} ms", took.as_millis());
            return Err(Fault::Unknown(detail));
        }
        Ok(())
    }

    fn abandon(&mut self) -> Result<(), Fault> {
        self.drain(CALL).map_err(|fault| match fault {
            lasting if lasting.is_lasting() => lasting,
            passing => Fault::Broken(format!("aborting: {passing}")),
        })?;
        // What went wrong may be lasting: then the process must end instead of trying for ever.
        self.delivered()
            .or_else(|fault| if fault.is_lasting() { Err(fault) } else { Ok(()) })?;
        let producer = self.producer()?;
        self.leash
            .call("abort", CALL, || producer.abort_transaction(CALL))
            .map_err(|error| broken("aborting", &error))
    }
}
