//! What clients say by themselves: logs, troubles, decisions of the group. Callbacks only record.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use rdkafka::ClientContext;
use rdkafka::config::RDKafkaLogLevel;
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::message::DeliveryResult;
use rdkafka::producer::ProducerContext;
use rdkafka::topic_partition_list::TopicPartitionList;
use rdkafka::types::RDKafkaRespErr;

use crate::runtime::witness::{Happening, Witness};

/// Passes on what a client says by itself.
#[derive(Clone)]
pub(super) struct Voice {
    client: String,
    witness: Arc<dyn Witness>,
}

impl Voice {
    pub(super) fn new(client: impl Into<String>, witness: Arc<dyn Witness>) -> Self {
        Self {
            client: client.into(),
            witness,
        }
    }

    /// Whose voice it is: its `client.id`.
    pub(super) fn client(&self) -> &str {
        &self.client
    }

    pub(super) fn trouble(&self, detail: &str) {
        self.witness.saw(&Happening::Trouble {
            client: &self.client,
            detail,
        });
    }

    fn log(&self, level: RDKafkaLogLevel, facility: &str, line: &str) {
        match level {
            RDKafkaLogLevel::Emerg
            | RDKafkaLogLevel::Alert
            | RDKafkaLogLevel::Critical
            | RDKafkaLogLevel::Error
            | RDKafkaLogLevel::Warning => self.trouble(&format!("{facility}: {line}")),
            RDKafkaLogLevel::Notice | RDKafkaLogLevel::Info | RDKafkaLogLevel::Debug => {
                tracing::debug!(client = self.client, facility, "{line}");
            }
        }
    }
}

impl ClientContext for Deliveries {
    fn log(&self, level: RDKafkaLogLevel, facility: &str, line: &str) {
        // Which topic a transaction may not take is said here and nowhere else.
        if facility == "ADDPARTS"
            && !line.contains("Operation not attempted")
            && let Some(at) = line.find("Failed to add partition")
            && let Ok(mut barred) = self.barred.lock()
        {
            *barred = line.get(at..).map(str::to_owned);
        }
        self.voice.log(level, facility, line);
    }

    fn error(&self, error: KafkaError, reason: &str) {
        self.voice.trouble(&format!("{error}: {reason}"));
    }
}

macro_rules! speaks {
    ($($name:ident),*) => {$(
        impl ClientContext for $name {
            fn log(&self, level: RDKafkaLogLevel, facility: &str, line: &str) {
                self.voice.log(level, facility, line);
            }

            fn error(&self, error: KafkaError, reason: &str) {
                // The end of a partition is asked for by the reader of the changelog, and no trouble.
                if error == KafkaError::Global(RDKafkaErrorCode::PartitionEOF) {
                    return;
                }
                self.voice.trouble(&format!("{error}: {reason}"));
            }
        }
    )*};
}
speaks!(Quiet, Membership);

/// The context of a client that is only asked.
pub(super) struct Quiet {
    voice: Voice,
}

impl Quiet {
    pub(super) fn new(voice: Voice) -> Self {
        Self { voice }
    }
}

impl ConsumerContext for Quiet {}

/// A decision of the group, with topics as the broker knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) kind: DecisionKind,
    pub(super) partitions: Vec<(String, i32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DecisionKind {
    Assigned,
    Revoked,
    Lost,
}

/// The context of a member of a group. The callback records what the group decided; the shard's loop settles and
/// answers.
pub(super) struct Membership {
    voice: Voice,
    decisions: Mutex<VecDeque<Decision>>,
    closing: AtomicBool,
}

impl Membership {
    pub(super) fn new(voice: Voice) -> Self {
        Self {
            voice,
            decisions: Mutex::new(VecDeque::new()),
            closing: AtomicBool::new(false),
        }
    }

    pub(super) fn next(&self) -> Option<Decision> {
        self.decisions.lock().ok()?.pop_front()
    }

    #[cfg(test)]
    pub(super) fn has_news(&self) -> bool {
        self.decisions.lock().is_ok_and(|decisions| !decisions.is_empty())
    }

    /// From now on nobody answers: the callback does it itself.
    pub(super) fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
    }

    /// The answer when nobody takes over or settles any more: nothing is taken, what was ours is let go. Without an
    /// answer to each decision the client waits for one and cannot be closed.
    pub(super) fn decline(&self, consumer: &BaseConsumer<Self>, decision: &Decision) {
        let mut list = TopicPartitionList::new();
        let answer = match decision.kind {
            DecisionKind::Assigned => consumer.incremental_assign(&list),
            DecisionKind::Revoked | DecisionKind::Lost => {
                // What was given and never taken over is not ours to let go: one such, and the client lets go of none.
                let held = consumer.assignment();
                let is_held = |topic: &str, partition: i32| {
                    let of = |held: &TopicPartitionList| held.find_partition(topic, partition).is_some();
                    held.as_ref().is_ok_and(of)
                };
                for (topic, partition) in &decision.partitions {
                    if is_held(topic, *partition) {
                        list.add_partition(topic, *partition);
                    }
                }
                consumer.incremental_unassign(&list)
            }
        };
        if let Err(error) = answer {
            self.voice
                .trouble(&format!("partitions could not be let go: {error}"));
        }
    }

    pub(super) const fn voice(&self) -> &Voice {
        &self.voice
    }
}

impl ConsumerContext for Membership {
    fn rebalance(&self, consumer: &BaseConsumer<Self>, kind: RDKafkaRespErr, list: &mut TopicPartitionList) {
        let kind = if kind == RDKafkaRespErr::RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
            DecisionKind::Assigned
        } else if consumer.assignment_lost() {
            DecisionKind::Lost
        } else {
            DecisionKind::Revoked
        };
        let partitions = list
            .elements()
            .iter()
            .map(|element| (element.topic().to_owned(), element.partition()))
            .collect();
        let decision = Decision { kind, partitions };
        if self.closing.load(Ordering::Relaxed) {
            self.decline(consumer, &decision);
        } else if let Ok(mut decisions) = self.decisions.lock() {
            decisions.push_back(decision);
        }
    }
}

/// Whether the client dropped a record because its transaction had failed already.
pub(super) const fn dropped(error: &KafkaError) -> bool {
    matches!(
        error,
        KafkaError::MessageProduction(RDKafkaErrorCode::PurgeQueue | RDKafkaErrorCode::PurgeInflight)
    )
}

/// The context of a producer: remembers the first delivery that failed for a reason of its own. When one fails, the
/// client drops all others of the transaction, and may say that first.
pub(super) struct Deliveries {
    voice: Voice,
    failed: Mutex<Option<(KafkaError, String)>>,
    barred: Mutex<Option<String>>,
}

impl Deliveries {
    pub(super) fn new(voice: Voice) -> Self {
        Self {
            voice,
            failed: Mutex::new(None),
            barred: Mutex::new(None),
        }
    }

    /// Whose producer it is.
    pub(super) fn client(&self) -> &str {
        self.voice.client()
    }

    /// The last partition that was refused to a transaction since the last call, in the client's words.
    pub(super) fn barred(&self) -> Option<String> {
        self.barred.lock().ok()?.take()
    }

    /// The first delivery that failed since the last call, and its topic.
    pub(super) fn failed(&self) -> Option<(KafkaError, String)> {
        self.failed.lock().ok()?.take()
    }
}

impl ProducerContext for Deliveries {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, (): ()) {
        use rdkafka::Message;
        if let Err((error, message)) = result
            && let Ok(mut failed) = self.failed.lock()
            && failed
                .as_ref()
                .is_none_or(|(known, _)| dropped(known) && !dropped(error))
        {
            *failed = Some((error.clone(), message.topic().to_owned()));
        }
    }
}
