//! Why records were not delivered, where the client does not say it of itself.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, ConsumerContext};
use rdkafka::error::{KafkaError, RDKafkaErrorCode as Code};
use rdkafka::producer::{BaseProducer, Producer};

use super::config::KafkaConfig;
use super::context::Deliveries;
use super::mood::inside;
use super::names::Names;
use super::partitions::{self, Seen};
use crate::domain::topic::Topic;
use crate::runtime::fault::Fault;
use crate::runtime::watchdog::Leash;

/// Limit of one call that asks for a topic.
const ASK: Duration = Duration::from_secs(1);

/// The fault behind a delivery that the client gave up because its transaction had failed. The client keeps the reason,
/// and gives it to whoever asks for another transaction before this one has ended.
pub(super) fn of_transaction(producer: &BaseProducer<Deliveries>, dropped: &KafkaError) -> Fault {
    match producer.begin_transaction() {
        Err(KafkaError::Transaction(cause)) if cause.code() != Code::State => {
            let barred = producer.context().barred();
            let of = producer.context().client();
            let what = barred.map_or_else(String::new, |barred| format!(": {barred}"));
            inside(
                &format!("the transaction of {of}{what}"),
                &KafkaError::Transaction(cause),
            )
        }
        Ok(()) | Err(_) => inside("delivery", dropped),
    }
}

/// The topic that records cannot be delivered to because it is not there any more, and what to do: the client waits for
/// it. `None` where all are there, or a broker does not say.
pub(super) fn lost_topic<C: ConsumerContext>(
    consumer: &BaseConsumer<C>,
    names: &Names,
    config: &KafkaConfig,
    leash: &Leash,
) -> Option<String> {
    let all = Topic::all(&config.networks, config.views);
    for topic in all.into_iter().filter(|topic| topic.is_written()) {
        let name = names.full(topic);
        let look = || leash.call("look for a topic", ASK, || partitions::look(consumer, &name, ASK));
        let seen = match look() {
            // A broker that has just come back may not know it yet.
            Ok(Seen::Missing) => {
                std::thread::sleep(ASK);
                look()
            }
            other => other,
        };
        let what = match seen {
            Ok(Seen::Partitions(_)) => continue,
            Ok(Seen::Missing) => "is missing; `outcry topics apply` makes it",
            Ok(Seen::Denied) => "may not be seen; grant WRITE on it",
            Err(_) => return None,
        };
        return Some(format!("records cannot be delivered: topic {name} {what}"));
    }
    None
}
