//! Waiting until a producer has nothing in flight.

use std::time::Duration;

use rdkafka::producer::{BaseProducer, Producer as _};

use super::context::Deliveries;
use crate::runtime::ports::Clock;

/// The first and the longest pause between two looks. They grow with the wait: a short wait ends soon, and a long one
/// does not take the processor from the broker it waits for.
const PAUSES: (Duration, Duration) = (Duration::from_micros(100), Duration::from_millis(2));

/// Whether everything was delivered, or has failed, within `limit`.
///
/// To be woken for each delivery would cost more than the delivery, and a wait within `poll` that is shorter than a
/// millisecond is spent turning.
pub(super) fn drain(producer: &BaseProducer<Deliveries>, clock: &impl Clock, limit: Duration) -> bool {
    let deadline = clock.monotonic() + limit;
    let mut pause = PAUSES.0;
    loop {
        producer.poll(Duration::ZERO);
        if producer.in_flight_count() == 0 {
            return true;
        }
        if clock.monotonic() >= deadline {
            return false;
        }
        std::thread::sleep(pause);
        pause = (pause + pause / 4).min(PAUSES.1);
    }
}
