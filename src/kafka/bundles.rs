//! The bundles of the open transaction, one in the making for each partition of an internal topic.

use std::collections::BTreeMap;

use crate::domain::outbox::Output;
use crate::domain::partition::partition_of;
use crate::domain::topic::Topic;
use crate::wire::bundle::Builder;

/// A partition of an internal topic.
pub(super) type Target = (Topic, i32);

/// Bundles in the making.
#[derive(Debug)]
pub(super) struct Bundles {
    writer: &'static str,
    partitions: i32,
    generation: u32,
    open: BTreeMap<Target, Builder>,
}

impl Bundles {
    /// None yet: of the stage of this name, whose internal topics have so many partitions each, in this generation.
    pub(super) const fn new(writer: &'static str, partitions: i32, generation: u32) -> Self {
        Self {
            writer,
            partitions,
            generation,
            open: BTreeMap::new(),
        }
    }

    /// The partition that an output goes to.
    pub(super) fn target(&self, output: &Output, key: &[u8]) -> Target {
        let home = || partition_of(key, self.partitions);
        (output.topic, output.partition.unwrap_or_else(home))
    }

    /// Whether a record of so many bytes may be added to the bundle for this partition.
    pub(super) fn has_room(&self, target: Target, bytes: usize) -> bool {
        self.open.get(&target).is_none_or(|bundle| bundle.has_room(bytes))
    }

    /// Adds a record.
    pub(super) fn add(&mut self, target: Target, output: &Output, key: &[u8], value: Option<&[u8]>) {
        let bundle = self.open.entry(target).or_default();
        bundle.add(output.cause, output.ingested_at, key, value);
    }

    /// The partitions for which a bundle is in the making.
    pub(super) fn targets(&self) -> Vec<Target> {
        let open = self.open.iter().filter(|(_, bundle)| !bundle.is_empty());
        open.map(|(target, _)| *target).collect()
    }

    /// Replaces what `frame` holds by the bundle for this partition, and begins a new one.
    pub(super) fn seal(&mut self, target: Target, frame: &mut Vec<u8>) {
        if let Some(bundle) = self.open.get_mut(&target) {
            bundle.seal(self.writer, self.generation, frame);
        }
    }

    /// Forgets every record: the transaction is given up.
    pub(super) fn clear(&mut self) {
        for bundle in self.open.values_mut() {
            bundle.clear();
        }
    }
}
