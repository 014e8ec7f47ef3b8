//! A lane's standing as metadata of its committed offset: its time, which the owner of time reads, and how far it is
//! within the message at that offset.

use std::collections::BTreeMap;
use std::time::Duration;

use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::topic_partition_list::{Offset, TopicPartitionList};

use super::mood::outside;
use super::names::Names;
use crate::domain::position::Position;
use crate::domain::time::Time;
use crate::runtime::fault::Fault;
use crate::runtime::lane_id::LaneId;
use crate::runtime::ports::Standing;

/// The metadata: milliseconds, nothing before the first; then, inside a message, a slash and the number of the next
/// record in it.
fn write(time: Time, next: Position) -> String {
    let mut metadata = if time == Time::START {
        String::new()
    } else {
        time.0.to_string()
    };
    if next.is_inside() {
        metadata.push('/');
        metadata.push_str(&next.index.to_string());
    }
    metadata
}

/// The lane time of this metadata, if it has one.
pub(super) fn time(metadata: &str) -> Option<Time> {
    let time = metadata.split_once('/').map_or(metadata, |(time, _)| time);
    time.parse().ok().map(Time)
}

/// The position of a lane with this metadata at this offset. Metadata that nobody here wrote say nothing: a position
/// that is not the changelog's is found out when the lane starts.
pub(super) fn position(offset: i64, metadata: &str) -> Position {
    let index = metadata
        .split_once('/')
        .and_then(|(_, index)| index.parse().ok())
        .unwrap_or(0);
    Position { offset, index }
}

/// What these lanes commit.
///
/// # Errors
/// An offset that is none.
pub(super) fn offsets(names: &Names, standings: &[Standing]) -> Result<TopicPartitionList, Fault> {
    let mut list = TopicPartitionList::with_capacity(standings.len());
    for standing in standings {
        let topic = names.full(standing.lane.source.topic());
        let mut element = list.add_partition(&topic, standing.lane.partition);
        element
            .set_offset(Offset::Offset(standing.next.offset))
            .map_err(|error| {
                Fault::Fatal(format!("offset {} of {}: {error}", standing.next, standing.lane))
            })?;
        element.set_metadata(write(standing.time, standing.next));
    }
    Ok(list)
}

/// What the consumer's group has committed of these lanes; lanes without anything are left out.
///
/// # Errors
/// It cannot be told now.
pub(super) fn committed<C: ConsumerContext>(
    consumer: &BaseConsumer<C>,
    names: &Names,
    lanes: &[LaneId],
    limit: Duration,
) -> Result<BTreeMap<LaneId, Position>, Fault> {
    let mut asked = TopicPartitionList::with_capacity(lanes.len());
    for lane in lanes {
        asked.add_partition(&names.full(lane.source.topic()), lane.partition);
    }
    let told = consumer
        .committed_offsets(asked, limit)
        .map_err(|error| outside("committed offsets", &error))?;
    let mut known = BTreeMap::new();
    for element in told.elements() {
        let Some(lane) = names.lane(element.topic(), element.partition()) else {
            continue;
        };
        element
            .error()
            .map_err(|error| outside(&format!("committed offset of {lane}"), &error))?;
        if let Offset::Offset(offset) = element.offset() {
            known.insert(lane, position(offset, element.metadata()));
        }
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_is_read_back() {
        for moment in [Time(0), Time(-5), Time(1_790_000_000_000), Time::START] {
            for next in [Position::start_of(7), Position { offset: 7, index: 12 }] {
                let metadata = write(moment, next);
                assert_eq!(time(&metadata), Some(moment).filter(|time| *time != Time::START));
                assert_eq!(position(7, &metadata), next, "{metadata}");
            }
        }
        assert_eq!(write(Time(5), Position::start_of(7)), "5");
        assert_eq!(time("something else"), None);
        assert_eq!(position(7, "something/else"), Position::start_of(7));
    }
}
