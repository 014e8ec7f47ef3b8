//! Unpacks bundles.

use std::borrow::Cow;

use super::super::varint;
use super::{MOST_RECORDS, VERSION};
use crate::domain::time::Time;

/// What a bundled record comes from: the record at `index` of the message at `offset` of this partition of this topic led
/// to it, among others; `ordinal` is its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The stage that wrote it, or `clock`.
    pub writer: &'a str,
    /// The topic, without the deployment's prefix.
    pub topic: &'a str,
    /// Its partition.
    pub partition: i32,
    /// The message's offset.
    pub offset: i64,
    /// The record within the message, from 0.
    pub index: u32,
    /// The number among what that record led to, from 0.
    pub ordinal: u32,
}

/// A record of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundled<'a> {
    /// What it comes from.
    pub origin: Origin<'a>,
    /// When its first cause reached the first topic.
    pub moment: Time,
    /// Its key.
    pub key: Cow<'a, [u8]>,
    /// Its framed value; `None` for a tombstone.
    pub value: Option<&'a [u8]>,
}

/// Why bytes are not a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadBundle {
    /// A later build wrote it: it must not be passed over.
    #[error("a bundle of version {0}, and this build knows version {VERSION}")]
    Version(u8),
    /// Nobody can read it. It says that it holds `records` records, 1 if it does not say.
    #[error("a bundle that cannot be read: {detail}")]
    Damaged {
        /// What is wrong.
        detail: String,
        /// How many records are lost with it.
        records: u32,
    },
}

/// The records of a bundle, in order.
///
/// # Errors
/// Another version, or bytes that are not a bundle: no record is given then.
pub fn open(bytes: &[u8]) -> Result<Vec<Bundled<'_>>, BadBundle> {
    let (version, mut rest) = bytes.split_first().ok_or_else(|| damaged("it is empty", 1))?;
    if *version != VERSION {
        return Err(BadBundle::Version(*version));
    }
    let most = u64::try_from(MOST_RECORDS).unwrap_or(u64::MAX);
    let records = match varint::take(&mut rest) {
        Some(records) if (1..=most).contains(&records) => u32::try_from(records).unwrap_or(1),
        _ => return Err(damaged("how many records it holds is not said", 1)),
    };
    let all = Reading::begin(&mut rest).and_then(|mut reading| {
        (0..records)
            .map(|_| reading.record(&mut rest))
            .collect::<Option<Vec<_>>>()
    });
    match all {
        Some(all) if rest.is_empty() => Ok(all),
        Some(_) => Err(damaged(&format!("{} bytes follow its end", rest.len()), records)),
        None => Err(damaged(
            "it ends too early or a part of it is not of its form",
            records,
        )),
    }
}

fn damaged(detail: &str, records: u32) -> BadBundle {
    BadBundle::Damaged {
        detail: detail.into(),
        records,
    }
}

struct Reading<'a> {
    writer: &'a str,
    topics: Vec<&'a str>,
    moment: i64,
}

impl<'a> Reading<'a> {
    fn begin(rest: &mut &'a [u8]) -> Option<Self> {
        let writer = text(rest)?;
        let topics = varint::take(rest)?;
        // Each takes a byte at least: what is not there is not made room for.
        let topics = usize::try_from(topics)
            .ok()
            .filter(|topics| *topics <= rest.len())?;
        Some(Self {
            writer,
            topics: (0..topics).map(|_| text(rest)).collect::<Option<_>>()?,
            moment: 0,
        })
    }

    fn record(&mut self, rest: &mut &'a [u8]) -> Option<Bundled<'a>> {
        let topic = usize::try_from(varint::take(rest)?).ok()?;
        let origin = Origin {
            writer: self.writer,
            topic: self.topics.get(topic)?,
            partition: i32::try_from(varint::take_signed(rest)?).ok()?,
            offset: varint::take_signed(rest)?,
            index: u32::try_from(varint::take(rest)?).ok()?,
            ordinal: u32::try_from(varint::take(rest)?).ok()?,
        };
        self.moment = self.moment.wrapping_add(varint::take_signed(rest)?);
        let key = key(rest)?;
        let value = match varint::take(rest)? {
            0 => None,
            length => Some(taken(rest, length - 1)?),
        };
        Some(Bundled {
            origin,
            moment: Time(self.moment),
            key,
            value,
        })
    }
}

fn taken<'a>(rest: &mut &'a [u8], length: u64) -> Option<&'a [u8]> {
    let (found, left) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    *rest = left;
    Some(found)
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let length = varint::take(rest)?;
    std::str::from_utf8(taken(rest, length)?).ok()
}

fn key<'a>(rest: &mut &'a [u8]) -> Option<Cow<'a, [u8]>> {
    let length = varint::take(rest)?;
    let bytes = taken(rest, length >> 1)?;
    if length & 1 == 0 {
        return Some(Cow::Borrowed(bytes));
    }
    let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + half - 10 };
    let digits = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    Some(Cow::Owned(digits.collect()))
}
