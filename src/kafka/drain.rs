//! Waiting until a producer has nothing in flight.

use std::time::Duration;

use rdkafka::producer::{BaseProducer, Producer as _};

use super::context::Deliveries;
use crate::runtime::ports::Clock;

/// The first and the longest pause between two looks. They grow with the wait: a short wait ends soon, and a long one
/// does not take the processor from the broker it waits for.
const PAUSES: (Duration, Duration) = (Duration::from_micros(100), Duration::from_millis(2));

/// How a wait for deliveries ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drained {
    /// Everything was delivered, or has failed.
    All,
    /// Not everything in time, though some was delivered to the last.
    Overdue,
    /// Nothing was delivered for long.
    Silent,
}

/// Deliveries that are apart by more than this do not tell that the broker answers.
const ANSWERS: Duration = Duration::from_secs(1);

/// Waits at most `limit` until everything was delivered, or has failed.
///
/// To be woken for each delivery would cost more than the delivery, and a wait within `poll` that is shorter than a
/// millisecond is spent turning.
pub(super) fn drain(producer: &BaseProducer<Deliveries>, clock: &impl Clock, limit: Duration) -> Drained {
    let deadline = clock.monotonic() + limit;
    let mut pause = PAUSES.0;
    let (mut left, mut answered) = (i32::MAX, None);
    loop {
        producer.poll(Duration::ZERO);
        let in_flight = producer.in_flight_count();
        if in_flight == 0 {
            return Drained::All;
        }
        let now = clock.monotonic();
        if in_flight < left {
            // The first look tells nothing yet.
            answered = (left < i32::MAX).then_some(now);
            left = in_flight;
        }
        if now >= deadline {
            let answers = answered.is_some_and(|at| now.saturating_sub(at) < ANSWERS);
            return if answers {
                Drained::Overdue
            } else {
                Drained::Silent
            };
        }
        std::thread::sleep(pause);
        pause = (pause + pause / 4).min(PAUSES.1);
    }
}
