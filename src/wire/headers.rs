//! Headers of records: CloudEvents 1.0 in binary mode for contract records, the origin of every record, and
//! what a dead letter says of itself.

use crate::domain::fate::Reject;
use crate::domain::outbox::Output;
use crate::domain::record::Place;
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::RecordType;

use super::bundle::Origin;
use super::kept::Cut;
use super::moment;
use super::sealed::{RawBytes, SCHEME};

/// Names the input record and the number of the output among its outputs:
/// `<stage>/<source topic>/<partition>/<offset>/<index>/<ordinal>`, the topic without the deployment's prefix.
/// Two committed records of one topic with the same origin are a duplicate.
pub const ORIGIN: &str = "outcry-origin";

/// The origin of a refused record, in its dead letter: [`ORIGIN`] there is the dead letter's own.
pub const SOURCE_ORIGIN: &str = "dlq-source-origin";

/// Longest `dlq-reason`, in bytes.
const REASON: usize = 1_024;

/// Media type of the values; they carry Confluent framing.
const CONTENT_TYPE: &[u8] = b"application/avro";

/// Headers of one record, to be used again for the next: names and values in order.
#[derive(Debug, Default)]
pub struct Headers {
    bytes: Vec<u8>,
    entries: Vec<(&'static str, usize)>,
}

impl Headers {
    /// Names and values, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        let starts = std::iter::once(0).chain(self.entries.iter().map(|(_, end)| *end));
        let spans = starts.zip(&self.entries);
        spans.map(|(start, (name, end))| (*name, self.bytes.get(start..*end).unwrap_or_default()))
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of the first header of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.iter()
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value)
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.entries.clear();
    }

    fn add(&mut self, name: &'static str, value: impl FnOnce(&mut Vec<u8>)) {
        value(&mut self.bytes);
        self.entries.push((name, self.bytes.len()));
    }

    fn put(&mut self, name: &'static str, value: &[u8]) {
        self.add(name, |to| to.extend_from_slice(value));
    }
}

/// Makes the headers of what one stage of one deployment writes.
#[derive(Debug, Clone)]
pub struct Letterhead {
    stage: StageName,
    /// `ce_source`: the same after a restart and on every instance.
    source: String,
    group: String,
    build: String,
    generation: u32,
}

/// An input record that is refused.
#[derive(Debug, Clone, Copy)]
pub struct DeadLetter<'a> {
    /// The record.
    pub place: Place,
    /// Its topic as the broker knows it, prefix included.
    pub topic: &'a str,
    /// Timestamp of the record itself.
    pub timestamp: Time,
    /// When it reached the first topic: also the time it failed at, for no wall clock may decide what is written.
    pub ingested_at: Time,
    /// Number of this dead letter among the outputs of the record.
    pub ordinal: u32,
    /// Times it was tried, from 1.
    pub attempts: u32,
    /// Why it is refused.
    pub reject: &'a Reject,
    /// What became of its bytes.
    pub raw: &'a RawBytes,
    /// What was cut off it.
    pub cut: Cut,
}

impl Letterhead {
    /// Headers for `stage` of the deployment `app`, reading in the consumer group `group`, written by this build.
    #[must_use]
    pub fn new(app: &str, stage: StageName, group: &str, build: &str) -> Self {
        Self {
            stage,
            source: format!("/{app}/{}", stage.name()),
            group: group.into(),
            build: build.into(),
            generation: 1,
        }
    }

    /// The same where the deployment's lanes are of this generation, from 1.
    #[must_use]
    pub const fn of_generation(mut self, generation: u32) -> Self {
        self.generation = generation;
        self
    }

    fn origin(&self, place: Place, ordinal: u32, to: &mut Vec<u8>) {
        origin(self.stage, place, self.generation, ordinal, to);
    }

    /// Replaces what `to` holds by the headers of an output. A tombstone has its origin only, an internal
    /// record its type besides.
    pub fn output(&self, output: &Output, to: &mut Headers) {
        to.clear();
        let (place, ordinal) = output.cause;
        match output.record_type {
            Some(record) if record.is_contract() => self.contract(record, output, to),
            Some(record) => to.put("ce_type", record.ce_type().as_bytes()),
            None => {}
        }
        to.add(ORIGIN, |bytes| self.origin(place, ordinal, bytes));
    }

    fn contract(&self, record: RecordType, output: &Output, to: &mut Headers) {
        to.put("ce_specversion", b"1.0");
        to.add("ce_id", |bytes| match output.id {
            Some(id) => bytes.extend_from_slice(&id.hex()),
            // Unique as well, and as stable.
            None => self.origin(output.cause.0, output.cause.1, bytes),
        });
        to.put("ce_source", self.source.as_bytes());
        to.put("ce_type", record.ce_type().as_bytes());
        to.add("ce_time", |bytes| moment::write(output.ingested_at, bytes));
        to.put("content-type", CONTENT_TYPE);
        for (name, value) in &output.labels {
            to.put(name, value.as_bytes());
        }
    }

    /// Replaces what `to` holds by what a dead letter says of itself; the record's own headers go before them.
    pub fn dead_letter(&self, letter: &DeadLetter<'_>, to: &mut Headers) {
        to.clear();
        to.put("dlq-reason-code", letter.reject.reason.name().as_bytes());
        to.put("dlq-reason", start(&letter.reject.detail, REASON).as_bytes());
        to.put("dlq-source-topic", letter.topic.as_bytes());
        to.add("dlq-source-partition", |bytes| {
            number(letter.place.partition.into(), bytes);
        });
        to.add("dlq-source-offset", |bytes| number(letter.place.offset, bytes));
        to.add("dlq-source-index", |bytes| {
            number(letter.place.index.into(), bytes);
        });
        to.add("dlq-source-timestamp", |bytes| number(letter.timestamp.0, bytes));
        to.put("dlq-group", self.group.as_bytes());
        to.add("dlq-attempts", |bytes| number(letter.attempts.into(), bytes));
        to.put("dlq-stage", self.stage.name().as_bytes());
        to.put("dlq-build", self.build.as_bytes());
        match letter.raw {
            RawBytes::Keep => {}
            RawBytes::Drop => to.put("dlq-raw", b"dropped"),
            RawBytes::Encrypt(seal) => {
                to.put("dlq-encryption", SCHEME.as_bytes());
                to.put("dlq-key-id", seal.id().as_bytes());
            }
        }
        cut(letter.cut, to);
        to.add("dlq-failed-at", |bytes| moment::write(letter.ingested_at, bytes));
        to.add(ORIGIN, |bytes| {
            self.origin(letter.place, letter.ordinal, bytes);
        });
    }
}

/// What was cut off a refused record.
fn cut(cut: Cut, to: &mut Headers) {
    let whole = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
    if let Some((size, hash)) = cut.value {
        to.add("dlq-truncated", |bytes| number(whole(size), bytes));
        to.add("dlq-sha256", |bytes| {
            for byte in hash {
                bytes.extend_from_slice(format!("{byte:02x}").as_bytes());
            }
        });
    }
    if let Some(size) = cut.key {
        to.add("dlq-key-truncated", |bytes| number(whole(size), bytes));
    }
    if cut.headers > 0 {
        to.add("dlq-headers-left-out", |bytes| number(cut.headers.into(), bytes));
    }
}

/// The beginning of a text, at most so many bytes of it.
fn start(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Appends the origin of an output, made by lanes of this generation; see [`ORIGIN`].
pub fn origin(stage: StageName, place: Place, generation: u32, ordinal: u32, to: &mut Vec<u8>) {
    to.extend_from_slice(stage.name().as_bytes());
    to.push(b'/');
    let topic = place.source.topic();
    for part in topic.name_parts() {
        to.extend_from_slice(part.as_bytes());
    }
    to.extend_from_slice(topic.suffix(generation).as_bytes());
    numbers(place.partition, place.offset, place.index, ordinal, to);
}

/// Appends the origin that stands in a bundle, as a header has it; see [`ORIGIN`].
pub fn bundled_origin(origin: &Origin<'_>, to: &mut Vec<u8>) {
    to.extend_from_slice(origin.writer.as_bytes());
    to.push(b'/');
    to.extend_from_slice(origin.topic.as_bytes());
    numbers(origin.partition, origin.offset, origin.index, origin.ordinal, to);
}

fn numbers(partition: i32, offset: i64, index: u32, ordinal: u32, to: &mut Vec<u8>) {
    for part in [partition.into(), offset, index.into(), ordinal.into()] {
        to.push(b'/');
        number(part, to);
    }
}

/// Decimal digits, without the formatter: an origin stands on every record.
fn number(value: i64, to: &mut Vec<u8>) {
    if value < 0 {
        to.push(b'-');
    }
    let mut left = value.unsigned_abs();
    let start = to.len();
    loop {
        let digit = u8::try_from(left % 10).unwrap_or(0);
        to.push(b'0' + digit);
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if let Some(digits) = to.get_mut(start..) {
        digits.reverse();
    }
}
