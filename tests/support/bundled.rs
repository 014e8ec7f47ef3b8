//! Messages of internal topics: what is in them, and how the tests write some of their own.

use outcry::domain::record::Place;
use outcry::domain::time::Time;
use outcry::domain::topic::{Source, Topic};
use outcry::wire::Wire;
use outcry::wire::bundle::{self, BadBundle, Builder, Bundled};
use outcry::wire::headers::{ORIGIN, bundled_origin};

use super::client::Stored;

/// Whether messages of this topic, prefix included, are bundles.
pub fn is_bundled(topic: &str) -> bool {
    let generation = topic
        .rsplit_once(".g")
        .filter(|(_, number)| number.parse::<u32>().is_ok());
    let first = generation.map_or(topic, |(first, _)| first);
    Topic::hops().any(|hop| first.ends_with(&hop.name()))
}

/// The records of a message, with the headers that messages of their own would have. A bundle that cannot be read is one
/// record that says how many it stands for.
pub fn unpacked(topic: &str, message: Stored) -> Vec<Stored> {
    if !is_bundled(topic) {
        return vec![message];
    }
    let frame = message.value.clone().unwrap_or_default();
    match bundle::open(&frame) {
        Ok(records) => (0..)
            .zip(&records)
            .map(|(index, record)| single(&message, index, record))
            .collect(),
        Err(BadBundle::Damaged { records, .. }) => vec![Stored {
            damaged: records,
            ..message
        }],
        Err(BadBundle::Version(_)) => vec![message],
    }
}

fn single(message: &Stored, index: u32, record: &Bundled<'_>) -> Stored {
    let mut headers = Vec::new();
    if let Some(Ok(of)) = record.value.map(|value| Wire::locked().record_type(value)) {
        headers.push(("ce_type".into(), of.ce_type().as_bytes().to_vec()));
    }
    let mut origin = Vec::new();
    bundled_origin(&record.origin, &mut origin);
    headers.push((ORIGIN.into(), origin));
    Stored {
        index,
        timestamp: record.moment.0,
        key: Some(record.key.to_vec()).filter(|key| !key.is_empty()),
        value: record.value.map(<[u8]>::to_vec),
        headers,
        ..message.clone()
    }
}

/// One message that holds these records, to the partition of the first.
pub fn packed(records: &[Stored]) -> Stored {
    let place = Place {
        source: Source::Feedback,
        partition: 0,
        offset: 0,
        index: 0,
    };
    let (mut builder, mut frame) = (Builder::default(), Vec::new());
    for (ordinal, record) in (0..).zip(records) {
        let key = record.key.clone().unwrap_or_default();
        builder.add(
            (place, ordinal),
            Time(record.timestamp),
            &key,
            record.value.as_deref(),
        );
    }
    // The clock is the one writer whose records the oracle does not ask a stage for.
    builder.seal("clock", 1, &mut frame);
    Stored {
        key: None,
        value: Some(frame),
        headers: Vec::new(),
        ..records[0].clone()
    }
}
