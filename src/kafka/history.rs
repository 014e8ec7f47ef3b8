//! The history: a reader of the changelog's committed records.

use std::sync::Arc;
use std::time::Duration;

use rdkafka::Message;
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::KafkaError;
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};

use super::config::KafkaConfig;
use super::context::Quiet;
use super::handles;
use super::mood::{Mood, mood, outside};
use crate::domain::stage::StageName;
use crate::runtime::fault::Fault;
use crate::runtime::ports::{Clock, Extent, History, Reading};
use crate::runtime::watchdog::Leash;
use crate::runtime::witness::Witness;
use crate::state::ChangeSink;

/// Limit of one call that asks the broker.
const ASK: Duration = Duration::from_secs(3);
/// After this long without progress the reader is placed anew, so that it says again where the end is.
const STALLED: Duration = Duration::from_secs(2);

/// Reads the changelog of one stage.
pub(super) struct KafkaHistory<C> {
    config: Arc<KafkaConfig>,
    witness: Arc<dyn Witness>,
    survey: Arc<BaseConsumer<Quiet>>,
    leash: Arc<Leash>,
    clock: C,
    stage: StageName,
    topic: String,
    reader: Option<BaseConsumer<Quiet>>,
    open: Option<Open>,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    partition: i32,
    begin: i64,
    target: i64,
    position: i64,
    moved: Duration,
    /// Whether the reader was placed after everything up to the target was known to be committed or aborted: the
    /// next end of partition is then the end of all that matters.
    sure: bool,
    /// Where an open transaction keeps the reader from going on.
    held_at: Option<i64>,
}

impl<C: Clock> KafkaHistory<C> {
    pub(super) const fn new(
        config: Arc<KafkaConfig>,
        witness: Arc<dyn Witness>,
        survey: Arc<BaseConsumer<Quiet>>,
        leash: Arc<Leash>,
        clock: C,
        stage: StageName,
        topic: String,
    ) -> Self {
        Self {
            config,
            witness,
            survey,
            leash,
            clock,
            stage,
            topic,
            reader: None,
            open: None,
        }
    }

    fn reader(&self) -> Result<&BaseConsumer<Quiet>, Fault> {
        self.reader
            .as_ref()
            .ok_or_else(|| Fault::Again("the changelog is not open".into()))
    }

    fn place(&self, partition: i32, at: i64) -> Result<(), Fault> {
        let reader = self.reader()?;
        let mut list = TopicPartitionList::with_capacity(1);
        list.add_partition_offset(&self.topic, partition, Offset::Offset(at))
            .and_then(|()| self.leash.call("assign changelog", ASK, || reader.assign(&list)))
            .map_err(|error| outside(&format!("reading {}-{partition}", self.topic), &error))
    }

    fn position(&self) -> Result<Option<i64>, Fault> {
        let told = self
            .reader()?
            .position()
            .map_err(|error| outside("position in the changelog", &error))?;
        let found = told
            .elements()
            .iter()
            .find_map(|element| element.offset().to_raw());
        Ok(found.filter(|offset| *offset >= 0))
    }

    /// Everything below this is committed or aborted.
    fn stable(&self, partition: i32) -> Result<i64, Fault> {
        let reader = self.reader()?;
        self.leash
            .call("stable offset", ASK, || {
                reader.fetch_watermarks(&self.topic, partition, ASK)
            })
            .map(|(_, stable)| stable)
            .map_err(|error| outside("end of the changelog", &error))
    }

    /// The reader has found the end of the partition, or has not moved for long. Compaction may have left nothing
    /// behind its position, so that no position will ever say that the target is reached.
    fn at_end(&self, open: &mut Open, found_end: bool) -> Result<bool, Fault> {
        if found_end && open.sure {
            return Ok(true);
        }
        let stable = self.stable(open.partition)?;
        open.held_at = (stable < open.target).then_some(stable);
        if stable >= open.target {
            open.sure = true;
            self.place(open.partition, open.position.max(open.begin))?;
        }
        Ok(false)
    }
}

impl<C: Clock> History for KafkaHistory<C> {
    fn extent(&mut self, partition: i32) -> Result<Extent, Fault> {
        let (begin, target) = self
            .leash
            .call("end of the changelog", ASK, || {
                self.survey.fetch_watermarks(&self.topic, partition, ASK)
            })
            .map_err(|error| outside(&format!("end of {}-{partition}", self.topic), &error))?;
        self.open = Some(Open {
            partition,
            begin,
            target,
            position: begin,
            moved: self.clock.monotonic(),
            sure: false,
            held_at: None,
        });
        Ok(Extent { begin, end: target })
    }

    fn open(&mut self, partition: i32, target: i64) -> Result<(), Fault> {
        let Some(open) = self
            .open
            .filter(|open| open.partition == partition && open.target == target)
        else {
            return Err(Fault::Again("the end of the changelog was not asked for".into()));
        };
        // An empty one is read as well: that it may not be read is found out before there is something in it.
        if self.reader.is_none() {
            let made = handles::reader(&self.config, self.stage, &self.witness)
                .map_err(|error| Fault::Fatal(format!("the changelog's reader cannot be made: {error}")))?;
            self.reader = Some(made);
        }
        self.place(partition, open.begin)
    }

    fn read(&mut self, budget: Duration, each: &mut ChangeSink<'_>) -> Result<Reading, Fault> {
        let Some(mut open) = self.open else {
            return Err(Fault::Again("the changelog is not open".into()));
        };
        let done = self.read_some(&mut open, budget, each)?;
        self.open = Some(open);
        Ok(Reading {
            position: open.position,
            done,
            held_at: open.held_at,
        })
    }

    /// The reader stays, with nothing to read: the next lane does not have to find the broker anew.
    fn close(&mut self) {
        self.open = None;
        let nothing = TopicPartitionList::new();
        let rests =
            |reader: &BaseConsumer<Quiet>| self.leash.call("rest", ASK, || reader.assign(&nothing)).is_ok();
        if self.reader.as_ref().is_none_or(rests) {
            return;
        }
        let reader = self.reader.take();
        self.leash
            .call("close the changelog", Duration::from_secs(5), || drop(reader));
    }
}

impl<C: Clock> KafkaHistory<C> {
    fn read_some(&self, open: &mut Open, budget: Duration, each: &mut ChangeSink<'_>) -> Result<bool, Fault> {
        let reader = self.reader()?;
        let until = self.clock.monotonic() + budget;
        loop {
            let now = self.clock.monotonic();
            let wait = until.saturating_sub(now).min(Duration::from_millis(5));
            let before = open.position;
            let ended = self.leash.call("read the changelog", Duration::from_secs(1), || {
                burst(reader, wait, &mut open.position, each)
            });
            if open.position > before {
                open.moved = now;
            }
            match ended {
                Burst::Full if now < until => continue,
                Burst::Full | Burst::Nothing => {}
                Burst::End => {
                    self.pass_markers(open, now)?;
                    if open.position >= open.target || self.at_end(open, true)? {
                        return Ok(true);
                    }
                }
                Burst::Failed(error) => return Err(outside(&format!("reading {}", self.topic), &error)),
            }
            self.pass_markers(open, now)?;
            if open.position >= open.target && open.begin < open.target {
                return Ok(true);
            }
            if now.saturating_sub(open.moved) >= STALLED {
                open.moved = now;
                self.at_end(open, false)?;
            }
            if now >= until {
                return Ok(false);
            }
        }
    }

    /// The position passes control markers, which no message tells of.
    fn pass_markers(&self, open: &mut Open, now: Duration) -> Result<(), Fault> {
        if let Some(position) = self.position()?
            && position > open.position
        {
            open.position = position;
            open.moved = now;
        }
        Ok(())
    }
}

/// Records that are folded before anything else is looked at.
const BURST: u32 = 64;

/// What ended a burst of records.
enum Burst {
    /// It was full.
    Full,
    /// No record came in time.
    Nothing,
    /// The end of the partition.
    End,
    /// The client.
    Failed(KafkaError),
}

/// Whether the client deals with it itself.
fn is_passing(error: &KafkaError) -> bool {
    error.rdkafka_error_code().map(mood) == Some(Mood::Passing)
}

/// Folds the records that are there, and waits for the first.
fn burst<C: ConsumerContext>(
    reader: &BaseConsumer<C>,
    wait: Duration,
    position: &mut i64,
    each: &mut ChangeSink<'_>,
) -> Burst {
    for number in 0..BURST {
        let wait = if number == 0 { wait } else { Duration::ZERO };
        match reader.poll(wait) {
            Some(Ok(message)) => {
                *position = message.offset() + 1;
                each(message.key().unwrap_or_default(), message.payload());
            }
            Some(Err(KafkaError::PartitionEOF(_))) => return Burst::End,
            // A reader that rests hears of every connection that went meanwhile: it makes new ones by itself.
            Some(Err(error)) if is_passing(&error) => {}
            Some(Err(error)) => return Burst::Failed(error),
            None => return Burst::Nothing,
        }
    }
    Burst::Full
}
