//! Names of lanes.

use std::fmt;

use crate::domain::record::Place;
use crate::domain::topic::Source;

/// A lane: one partition of one input topic, with its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LaneId {
    /// The input topic.
    pub source: Source,
    /// The partition.
    pub partition: i32,
}

impl LaneId {
    /// The lane of the record at this place.
    #[must_use]
    pub const fn of(place: Place) -> Self {
        Self {
            source: place.source,
            partition: place.partition,
        }
    }
}

impl fmt::Display for LaneId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.source.topic().name(), self.partition)
    }
}
