//! The inlet: a member of the stage's group.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use rdkafka::Message;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::{KafkaError, RDKafkaErrorCode as Code};
use rdkafka::message::{BorrowedHeaders, BorrowedMessage, Headers as _};
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};

use super::config::KafkaConfig;
use super::context::{Decision, DecisionKind, Membership, Quiet};
use super::leave::leave;
use super::mood::{Mood, mood, outside};
use super::names::Names;
use super::partitions;
use super::unpack::unpack;
use crate::domain::record::{Place, Record};
use crate::domain::stage::StageName;
use crate::domain::time::{Span, Time};
use crate::domain::topic::Source;
use crate::runtime::fault::Fault;
use crate::runtime::lane_id::LaneId;
use crate::runtime::ports::{Clock, Delivery, Extent, Extents, Flow, Headers, Inlet, News, Polled};
use crate::runtime::watchdog::Leash;

/// A raw record may be this far ahead of the wall clock.
const AHEAD: Span = Span::minutes(5);
/// Limit of one call that asks the broker.
const ASK: Duration = Duration::from_secs(3);

/// A member of a stage's group.
pub(super) struct KafkaInlet<C> {
    consumer: Arc<BaseConsumer<Membership>>,
    survey: Arc<BaseConsumer<Quiet>>,
    config: Arc<KafkaConfig>,
    names: Arc<Names>,
    stage: StageName,
    leash: Arc<Leash>,
    clock: C,
    /// What the group decided and the shard was told, until it is answered.
    owed: Option<Decision>,
}

/// The headers of a message. The client makes a list of them when it is asked, so it is asked only by who looks.
struct Carried<'a>(&'a BorrowedMessage<'a>);

impl Headers for Carried<'_> {
    fn each(&self, sink: &mut dyn FnMut(&str, &[u8])) {
        for header in self.0.headers().into_iter().flat_map(BorrowedHeaders::iter) {
            sink(header.key, header.value.unwrap_or_default());
        }
    }
}

/// When the record reached the first topic, and whether that had to be clamped.
fn ingested(source: Source, timestamp: Time, clock: &impl Clock) -> (Time, bool) {
    if source.is_hop() {
        return (timestamp, false);
    }
    // Written by others: their clocks are not believed.
    let latest = clock.wall().plus(AHEAD);
    (timestamp.min(latest), timestamp > latest)
}

impl<C: Clock> KafkaInlet<C> {
    pub(super) const fn new(
        consumer: Arc<BaseConsumer<Membership>>,
        survey: Arc<BaseConsumer<Quiet>>,
        config: Arc<KafkaConfig>,
        names: Arc<Names>,
        stage: StageName,
        leash: Arc<Leash>,
        clock: C,
    ) -> Self {
        Self {
            consumer,
            survey,
            config,
            names,
            stage,
            leash,
            clock,
            owed: None,
        }
    }

    fn list(&self, lanes: &[LaneId], offset: Offset) -> Result<TopicPartitionList, Fault> {
        let mut list = TopicPartitionList::with_capacity(lanes.len());
        for lane in lanes {
            let topic = self.names.full(lane.source.topic());
            list.add_partition_offset(&topic, lane.partition, offset)
                .map_err(|error| Fault::Fatal(format!("{lane}: {error}")))?;
        }
        Ok(list)
    }

    /// The first offset that each partition still holds.
    fn beginnings(&self, lanes: &[LaneId]) -> Result<TopicPartitionList, Fault> {
        let mut list = TopicPartitionList::with_capacity(lanes.len());
        for lane in lanes {
            let topic = self.names.full(lane.source.topic());
            let told = self.leash.call("watermarks", ASK, || {
                self.survey.fetch_watermarks(&topic, lane.partition, ASK)
            });
            // A broker that cannot tell cannot be fetched from either.
            let low = told.map_or(0, |(low, _)| low);
            list.add_partition_offset(&topic, lane.partition, Offset::Offset(low))
                .map_err(|error| Fault::Fatal(format!("{lane}: {error}")))?;
        }
        Ok(list)
    }

    /// Partition counts may have changed since the last assignment.
    fn check_partitions(&self) -> Result<(), Fault> {
        let (config, stage) = (&self.config, self.stage);
        let ask = || {
            self.leash.call("partition counts", ASK * 6, || {
                partitions::problems(&self.survey, &self.names, config, stage, ASK)
            })
        };
        let told = match ask() {
            // A broker that has just come back may not know everything yet.
            Ok(problems) if !problems.is_empty() => {
                std::thread::sleep(Duration::from_secs(1));
                ask()
            }
            told => told,
        };
        match told {
            Ok(problems) if problems.is_empty() => Ok(()),
            Ok(problems) => Err(Fault::Denied(problems.join("; "))),
            Err(error) => {
                let voice = self.consumer.context().voice();
                voice.trouble(&format!("partition counts could not be checked: {error}"));
                Ok(())
            }
        }
    }

    fn deliver(
        &self,
        message: &BorrowedMessage<'_>,
        take: &mut dyn FnMut(&Delivery<'_>) -> Result<Flow, Fault>,
    ) -> Result<Flow, Fault> {
        let Some(source) = self.names.source(message.topic()) else {
            return Err(Fault::Fatal(format!(
                "a record of topic {} was delivered, which nobody subscribed to",
                message.topic()
            )));
        };
        let timestamp = Time(message.timestamp().to_millis().unwrap_or(0));
        if source.is_hop() {
            let lane = LaneId {
                source,
                partition: message.partition(),
            };
            let place = (message.offset(), timestamp);
            return unpack(lane, place, message.payload().unwrap_or_default(), take);
        }
        let (ingested_at, clamped) = ingested(source, timestamp, &self.clock);
        // Our own headers, on topics of our own, say nothing to a stage: the client is not asked for them, for it
        // would make a list.
        let headers = matches!(source, Source::Raw(_))
            .then(|| message.headers())
            .flatten();
        let headers: Vec<(&str, &[u8])> = headers
            .iter()
            .flat_map(|headers| headers.iter())
            .filter_map(|header| Some((header.key, header.value?)))
            .collect();
        take(&Delivery {
            record: Record {
                place: Place {
                    source,
                    partition: message.partition(),
                    offset: message.offset(),
                    index: 0,
                },
                ingested_at,
                key: message.key().unwrap_or_default(),
                headers: &headers,
                value: message.payload(),
            },
            headers: &Carried(message),
            clamped,
            last: true,
            damage: None,
        })
    }

    /// The input may not be read; the client does not say which of its topics.
    fn denied(&self, code: Code) -> Fault {
        let sources = self.stage.sources(&self.config.networks).into_iter();
        let topics: Vec<_> = sources.map(|source| self.names.full(source.topic())).collect();
        Fault::Denied(format!(
            "the input cannot be read by group {} from {}: {code}",
            self.config.group(self.stage),
            topics.join(", ")
        ))
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the client's enum is open; what ends the shard is listed by name"
    )]
    fn judge(&self, error: &KafkaError) -> Result<Polled, Fault> {
        let gone = |code: Code| matches!(code, Code::OffsetOutOfRange | Code::AutoOffsetReset);
        match error {
            KafkaError::MessageConsumptionFatal(Code::FencedInstanceId) => {
                Err(Fault::Expelled(Code::FencedInstanceId.to_string()))
            }
            KafkaError::MessageConsumptionFatal(code) => {
                Err(Fault::Fatal(format!("the consumer is of no more use: {code}")))
            }
            KafkaError::MessageConsumption(code) if gone(*code) => Err(Fault::Fatal(format!(
                "an input partition no longer holds the next record to read ({code}): it was deleted before it was \
                 read, or the topic was made anew; the `lanes` command shows where each lane stands"
            ))),
            KafkaError::MessageConsumption(code) if mood(*code) == Mood::Lasting => Err(self.denied(*code)),
            other => {
                self.consumer.context().voice().trouble(&other.to_string());
                Ok(Polled::Nothing)
            }
        }
    }
}

impl<C: Clock> Extents for KafkaInlet<C> {
    fn extent(&mut self, lane: LaneId) -> Result<Extent, Fault> {
        let topic = self.names.full(lane.source.topic());
        let (begin, end) = self
            .leash
            .call("watermarks", ASK, || {
                self.survey.fetch_watermarks(&topic, lane.partition, ASK)
            })
            .map_err(|error| outside(&format!("watermarks of {lane}"), &error))?;
        Ok(Extent { begin, end })
    }
}

impl<C: Clock> Inlet for KafkaInlet<C> {
    fn poll(
        &mut self,
        wait: Duration,
        take: &mut dyn FnMut(&Delivery<'_>) -> Result<Flow, Fault>,
    ) -> Result<Polled, Fault> {
        let limit = wait + Duration::from_secs(1);
        match self.leash.call("poll", limit, || self.consumer.poll(wait)) {
            None => Ok(Polled::Nothing),
            Some(Ok(message)) => self.deliver(&message, take).map(|_| Polled::Message),
            Some(Err(error)) => self.judge(&error),
        }
    }

    fn news(&mut self) -> Option<News> {
        let decision = self.consumer.context().next()?;
        let lanes = decision
            .partitions
            .iter()
            .filter_map(|(topic, partition)| self.names.lane(topic, *partition))
            .collect();
        let news = match decision.kind {
            DecisionKind::Assigned => News::Assigned(lanes),
            DecisionKind::Revoked => News::Revoked(lanes),
            DecisionKind::Lost => News::Lost(lanes),
        };
        self.owed = Some(decision);
        Some(news)
    }

    fn accept(&mut self, lanes: &[LaneId]) -> Result<(), Fault> {
        // An explicit offset, so that the client neither asks for one nor resets; paused before it can fetch, and
        // sought before it is resumed. A fetch that slips out all the same finds its offset in range, and does
        // not move the position past the lane's own.
        self.check_partitions()?;
        let list = self.beginnings(lanes)?;
        let consumer = &self.consumer;
        self.leash
            .call("assign", ASK, || {
                consumer.incremental_assign(&list)?;
                if lanes.is_empty() {
                    return Ok(());
                }
                consumer.pause(&list)
            })
            .map_err(|error: KafkaError| Fault::Fatal(format!("assignment was refused: {error}")))?;
        self.owed = None;
        Ok(())
    }

    fn release(&mut self, lanes: &[LaneId]) -> Result<(), Fault> {
        let list = self.list(lanes, Offset::Invalid)?;
        self.leash
            .call("unassign", ASK, || self.consumer.incremental_unassign(&list))
            .map_err(|error| Fault::Fatal(format!("giving up partitions was refused: {error}")))?;
        self.owed = None;
        Ok(())
    }

    fn start(&mut self, lane: LaneId, at: i64) -> Result<(), Fault> {
        let list = self.list(&[lane], Offset::Offset(at))?;
        let again = |error: KafkaError| Fault::Again(format!("{lane} cannot be read from {at} yet: {error}"));
        let sought = self
            .leash
            .call("seek", ASK, || self.consumer.seek_partitions(list, ASK))
            .map_err(again)?;
        for element in sought.elements() {
            element.error().map_err(again)?;
        }
        self.leash
            .call("resume", ASK, || self.consumer.resume(&sought))
            .map_err(again)
    }

    fn stop(&mut self, lane: LaneId) -> Result<(), Fault> {
        let list = self.list(&[lane], Offset::Invalid)?;
        self.leash
            .call("pause", ASK, || self.consumer.pause(&list))
            .map_err(|error| Fault::Fatal(format!("{lane} cannot be paused: {error}")))
    }

    fn leave(&mut self) {
        if !self.config.leave_on_end {
            return;
        }
        self.decline_all();
        self.leash.call("leave the group", Duration::from_secs(10), || {
            leave(
                &self.consumer,
                &self.config.group(self.stage),
                self.consumer.context().voice().client(),
            );
        });
    }

    fn positions(&mut self) -> Result<BTreeMap<LaneId, i64>, Fault> {
        let list = self
            .consumer
            .position()
            .map_err(|error| Fault::Abort(format!("positions cannot be told: {error}")))?;
        let known = list.elements().into_iter().filter_map(|element| {
            let lane = self.names.lane(element.topic(), element.partition())?;
            match element.offset() {
                Offset::Offset(offset) => Some((lane, offset)),
                Offset::Beginning
                | Offset::End
                | Offset::Stored
                | Offset::Invalid
                | Offset::OffsetTail(_) => None,
            }
        });
        Ok(known.collect())
    }

    fn ends(&mut self) -> Result<BTreeMap<LaneId, i64>, Fault> {
        // Serves what the handle wants to say meanwhile.
        drop(self.survey.poll(Duration::ZERO));
        let assigned = self
            .consumer
            .assignment()
            .map_err(|error| outside("assignment", &error))?;
        let lanes: Vec<LaneId> = assigned
            .elements()
            .iter()
            .filter_map(|element| self.names.lane(element.topic(), element.partition()))
            .collect();
        if lanes.is_empty() {
            return Ok(BTreeMap::new());
        }
        let limit = Duration::from_millis(500);
        let asked = self.list(&lanes, Offset::End)?;
        let ends = self
            .leash
            .call("ends", limit, || self.survey.offsets_for_times(asked, limit))
            .map_err(|error| outside("ends of the input", &error))?;
        let known = ends.elements().into_iter().filter_map(|element| {
            let lane = self.names.lane(element.topic(), element.partition())?;
            Some((lane, element.offset().to_raw().filter(|offset| *offset >= 0)?))
        });
        Ok(known.collect())
    }
}

impl<C> KafkaInlet<C> {
    /// From now on nothing is taken over. What the group has decided is answered: without that the client cannot go.
    fn decline_all(&mut self) {
        let membership = self.consumer.context();
        membership.close();
        let told = self.owed.take();
        for decision in told.into_iter().chain(std::iter::from_fn(|| membership.next())) {
            membership.decline(&self.consumer, &decision);
        }
    }
}

/// Ends the membership. The client is gone with its last handle, and goes only when nothing the group has decided is
/// without an answer. A panic ends here too.
impl<C> Drop for KafkaInlet<C> {
    fn drop(&mut self) {
        self.decline_all();
    }
}

#[cfg(test)]
#[path = "inlet_tests.rs"]
mod tests;
