//! How a member leaves its group for good. One that is known by its name does not when it ends: it is expected back, and
//! its partitions wait for it until its session is over.

use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::groups::GroupInfo;

use super::system_clock::SystemClock;
use crate::runtime::ports::Clock;

/// Partitions are let go within this time.
const LIMIT: Duration = Duration::from_secs(5);
/// Limit of one call that asks who is in a group.
const ASK: Duration = Duration::from_secs(1);

/// Lets go of everything and tells the group. Records that arrive meanwhile are not taken. The client tells the group some
/// time after its last partition is let go, and forgets to when it is closed before: only the group says when that is.
pub(super) fn leave<C: ConsumerContext>(member: &BaseConsumer<C>, group: &str, client: &str) {
    let wait = Duration::from_millis(20);
    let is_member = || {
        let told = member.fetch_group_list(Some(group), ASK);
        // A broker that does not say is not waited for.
        told.is_ok_and(|told| {
            let groups = told.groups().iter().filter(|found| found.name() == group);
            groups
                .flat_map(GroupInfo::members)
                .any(|found| found.client_id() == client)
        })
    };
    let has_partitions = || member.assignment().is_ok_and(|assigned| assigned.count() > 0);
    member.unsubscribe();
    let until = SystemClock.monotonic() + LIMIT;
    while has_partitions() && SystemClock.monotonic() < until {
        drop(member.poll(wait));
    }
    while SystemClock.monotonic() < until && is_member() {
        drop(member.poll(wait));
    }
}
