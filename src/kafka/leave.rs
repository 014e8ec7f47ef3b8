//! How a member leaves its group for good. One that is known by its name does not when it ends: it is expected back, and
//! its partitions wait for it until its session is over.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};

use super::system_clock::SystemClock;
use crate::runtime::ports::Clock;

/// Partitions are let go within this time.
const LIMIT: Duration = Duration::from_secs(5);
/// The client tells the group once its last partition is let go, and says to nobody when that is.
const TOLD: Duration = Duration::from_millis(200);

/// Lets go of everything and tells the group. Records that arrive meanwhile are not taken.
pub(super) fn leave<C: ConsumerContext>(member: &BaseConsumer<C>) {
    let wait = Duration::from_millis(20);
    let has_partitions = || member.assignment().is_ok_and(|assigned| assigned.count() > 0);
    member.unsubscribe();
    let until = SystemClock.monotonic() + LIMIT;
    while has_partitions() && SystemClock.monotonic() < until {
        drop(member.poll(wait));
    }
    let until = SystemClock.monotonic() + TOLD;
    while SystemClock.monotonic() < until {
        drop(member.poll(wait));
    }
}
