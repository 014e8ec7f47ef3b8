//! Packs records.

use super::super::varint;
use super::{MOST_BYTES, MOST_RECORDS, VERSION};
use crate::domain::record::Place;
use crate::domain::time::Time;
use crate::domain::topic::Source;

/// Most bytes of a record besides its key and value: seven numbers of at most ten bytes each.
const OVERHEAD: usize = 70;

/// A bundle in the making, for one partition.
#[derive(Debug, Default)]
pub struct Builder {
    records: Vec<u8>,
    count: usize,
    sources: Vec<Source>,
    moment: i64,
}

impl Builder {
    /// Whether no record is in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether a record of so many bytes of key and value may be added; one always may to an empty bundle.
    #[must_use]
    pub const fn has_room(&self, bytes: usize) -> bool {
        self.count == 0
            || (self.count < MOST_RECORDS && self.records.len() + bytes + OVERHEAD + HEAD <= MOST_BYTES)
    }

    /// Adds a record: the place of the input record that led to it, its number among what that led to, its moment, key
    /// and value.
    pub fn add(&mut self, (place, ordinal): (Place, u32), moment: Time, key: &[u8], value: Option<&[u8]>) {
        let source = self.source(place.source);
        let to = &mut self.records;
        varint::put(source, to);
        varint::put_signed(place.partition.into(), to);
        varint::put_signed(place.offset, to);
        varint::put(place.index.into(), to);
        varint::put(ordinal.into(), to);
        varint::put_signed(moment.0.wrapping_sub(self.moment), to);
        self.moment = moment.0;
        put_key(key, to);
        match value {
            None => varint::put(0, to),
            Some(value) => {
                varint::put(value.len() as u64 + 1, to);
                to.extend_from_slice(value);
            }
        }
        self.count += 1;
    }

    fn source(&mut self, source: Source) -> u64 {
        let known = self.sources.iter().position(|known| *known == source);
        let at = known.unwrap_or_else(|| {
            self.sources.push(source);
            self.sources.len() - 1
        });
        at as u64
    }

    /// Replaces what `to` holds by the bundle, written by the stage of this name with lanes of this generation, and begins
    /// anew.
    pub fn seal(&mut self, writer: &str, generation: u32, to: &mut Vec<u8>) {
        to.clear();
        to.reserve(self.records.len() + HEAD);
        to.push(VERSION);
        varint::put(self.count as u64, to);
        put_text(writer, to);
        varint::put(self.sources.len() as u64, to);
        for source in &self.sources {
            put_text(&source.topic().name_in(generation), to);
        }
        to.extend_from_slice(&self.records);
        self.clear();
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        self.records.clear();
        self.sources.clear();
        self.count = 0;
        self.moment = 0;
    }
}

/// Most bytes before the records: the names of the writer and of every topic that may be a source.
const HEAD: usize = 2_048;

fn put_text(text: &str, to: &mut Vec<u8>) {
    varint::put(text.len() as u64, to);
    to.extend_from_slice(text.as_bytes());
}

/// A key of hexadecimal digits takes half its bytes: the lowest bit of the length says so.
fn put_key(key: &[u8], to: &mut Vec<u8>) {
    let digit = |byte: &u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, odd) = key.as_chunks::<2>();
    let start = to.len();
    varint::put((pairs.len() as u64) << 1 | 1, to);
    let halved = odd.is_empty()
        && pairs.iter().all(|[high, low]| match (digit(high), digit(low)) {
            (Some(high), Some(low)) => {
                to.push(high << 4 | low);
                true
            }
            _ => false,
        });
    if !halved {
        to.truncate(start);
        varint::put((key.len() as u64) << 1, to);
        to.extend_from_slice(key);
    }
}
