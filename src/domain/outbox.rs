//! What a step writes: an arena of encoded records, so that a step costs no allocation for each.

use std::borrow::Cow;

use super::fate::Fate;
use super::ids::EventId;
use super::record::Place;
use super::time::Time;
use super::topic::{RecordType, Topic};
use super::verdict::Verdict;

/// Where the numbers of what goes to views begin. They have numbers of their own, so that those of all other outputs do not
/// depend on which views are published.
pub const FIRST_VIEW: u32 = 1 << 31;

/// One record to be written. Keys and values lie in the outbox's arena.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Where to.
    pub topic: Topic,
    /// Its type; `None` for a tombstone.
    pub record_type: Option<RecordType>,
    /// The input record it comes from, and its number among that record's outputs: from 0, or from [`FIRST_VIEW`] in a
    /// view.
    pub cause: (Place, u32),
    /// The partition it goes to; `None`: the one of its key.
    pub partition: Option<i32>,
    /// Timestamp: the `ingested_at` of its cause.
    pub ingested_at: Time,
    /// The id in the payload, for the `ce_id` header; `None` on internal records.
    pub id: Option<EventId>,
    /// Labels a subscriber may filter on without decoding: header name and value.
    pub labels: Vec<(&'static str, Cow<'static, str>)>,
    key: (usize, usize),
    value: Option<(usize, usize)>,
}

/// The outputs of one or more steps, in order.
#[derive(Debug, Default)]
pub struct Outbox {
    arena: Vec<u8>,
    outputs: Vec<Output>,
    cause: Option<(Place, Time)>,
    ordinal: u32,
    views: u32,
    verdicts: Vec<Verdict>,
    released: Vec<Fate>,
}

impl Outbox {
    /// Starts the outputs of this input record; numbers them from 0.
    pub fn begin(&mut self, place: Place, ingested_at: Time) {
        self.cause = Some((place, ingested_at));
        self.restart();
    }

    const fn restart(&mut self) {
        self.ordinal = 0;
        self.views = 0;
    }

    /// Outputs written since `begin`, without those to views.
    #[must_use]
    pub const fn written(&self) -> u32 {
        self.ordinal
    }

    /// Adds a record whose value `encode` appends to the arena. Nothing is added when `encode` fails.
    ///
    /// # Errors
    /// What `encode` says.
    pub fn emit<E>(
        &mut self,
        topic: Topic,
        key: &[u8],
        record_type: RecordType,
        id: Option<EventId>,
        encode: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let start = self.arena.len();
        self.arena.extend_from_slice(key);
        let middle = self.arena.len();
        if let Err(error) = encode(&mut self.arena) {
            self.arena.truncate(start);
            return Err(error);
        }
        let end = self.arena.len();
        self.push(topic, Some(record_type), id, (start, middle), Some((middle, end)));
        Ok(())
    }

    /// Adds a tombstone for `key`.
    pub fn forget(&mut self, topic: Topic, key: &[u8]) {
        let start = self.arena.len();
        self.arena.extend_from_slice(key);
        let end = self.arena.len();
        self.push(topic, None, None, (start, end), None);
    }

    /// Sends the record added last to this partition, whatever its key.
    pub fn to_partition(&mut self, partition: i32) {
        if let Some(last) = self.outputs.last_mut() {
            last.partition = Some(partition);
        }
    }

    /// Notes what was said of a scored post, to be counted.
    pub fn note(&mut self, verdict: Verdict) {
        self.verdicts.push(verdict);
    }

    /// What was said of scored posts, in order.
    #[must_use]
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// Notes what became of a post that had waited, to be counted: its record was counted as absorbed when it came.
    pub fn release(&mut self, fate: Fate) {
        self.released.push(fate);
    }

    /// What became of posts that had waited, in order.
    pub fn released(&self) -> &[Fate] {
        &self.released
    }

    /// Forgets what was said, once it is counted.
    pub fn counted(&mut self) {
        self.verdicts.clear();
        self.released.clear();
    }

    /// Adds labels to the record added last.
    pub fn label(&mut self, name: &'static str, value: impl Into<Cow<'static, str>>) {
        if let Some(last) = self.outputs.last_mut() {
            last.labels.push((name, value.into()));
        }
    }

    fn push(
        &mut self,
        topic: Topic,
        record_type: Option<RecordType>,
        id: Option<EventId>,
        key: (usize, usize),
        value: Option<(usize, usize)>,
    ) {
        let Some((place, ingested_at)) = self.cause else {
            debug_assert!(false, "an output needs a cause: call begin first");
            return;
        };
        let number = self.number(topic);
        self.outputs.push(Output {
            topic,
            record_type,
            cause: (place, number),
            partition: None,
            ingested_at,
            id,
            labels: Vec::new(),
            key,
            value,
        });
    }

    /// The number of the next output to this topic.
    const fn number(&mut self, topic: Topic) -> u32 {
        let (first, next) = if topic.is_view() {
            (FIRST_VIEW, &mut self.views)
        } else {
            (0, &mut self.ordinal)
        };
        let number = first + *next;
        *next += 1;
        number
    }

    /// The outputs in the order they were written.
    #[must_use]
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// The key of one of this outbox's outputs.
    #[must_use]
    pub fn key(&self, output: &Output) -> &[u8] {
        self.arena.get(output.key.0..output.key.1).unwrap_or_default()
    }

    /// The value of one of this outbox's outputs; `None` for a tombstone.
    #[must_use]
    pub fn value(&self, output: &Output) -> Option<&[u8]> {
        let (start, end) = output.value?;
        self.arena.get(start..end)
    }

    /// Bytes held.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.arena.len()
    }

    /// Where the outbox stands, to return to with `rewind`.
    #[must_use]
    pub const fn mark(&self) -> (usize, usize) {
        (self.outputs.len(), self.arena.len())
    }

    /// Drops what was written after `mark`: used when a step fails half way.
    pub fn rewind(&mut self, mark: (usize, usize)) {
        self.outputs.truncate(mark.0);
        self.arena.truncate(mark.1);
        self.restart();
    }

    /// Empties the outbox and keeps its memory.
    pub fn clear(&mut self) {
        self.outputs.clear();
        self.arena.clear();
        self.cause = None;
        self.restart();
        self.counted();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::topic::Source;

    #[test]
    fn what_goes_to_a_view_counts_by_itself_and_not_among_the_others() {
        let place = Place {
            source: Source::Events,
            partition: 0,
            offset: 0,
            index: 0,
        };
        let mut out = Outbox::default();
        for _ in 0..2 {
            out.begin(place, Time(1));
            for topic in [
                Topic::ScoredPosts,
                Topic::Scored,
                Topic::ScoredPosts,
                Topic::Cascades,
            ] {
                out.forget(topic, b"key");
            }
            assert_eq!(out.written(), 2);
        }
        let numbers = out.outputs().iter().map(|output| output.cause.1);
        let once = [FIRST_VIEW, 0, FIRST_VIEW + 1, 1];
        assert_eq!(numbers.collect::<Vec<_>>(), [once, once].concat());
    }
}
