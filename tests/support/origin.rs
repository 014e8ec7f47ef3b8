//! What committed records say of where they came from.

use std::collections::BTreeMap;

use outcry::domain::position::Position;
use outcry::domain::stage::StageName;

use super::client::Stored;

/// Header that names the input record and the number among its outputs.
pub const HEADER: &str = "outcry-origin";

/// Where a record came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The stage that wrote it, `clock` for ticks.
    pub stage: String,
    /// Topic of the input record, without prefix.
    pub topic: String,
    /// Partition of the input record.
    pub partition: i32,
    /// Offset of the input record's message.
    pub offset: i64,
    /// Number of the input record in its message.
    pub index: u32,
    /// Number among the outputs of the input record.
    pub ordinal: u32,
}

impl Origin {
    /// Reads the header of a record.
    pub fn of(record: &Stored) -> Option<Self> {
        let text = record.header(HEADER)?;
        let parts: Vec<&str> = text.split('/').collect();
        let [stage, topic, partition, offset, index, ordinal] = parts[..] else {
            return None;
        };
        Some(Self {
            stage: stage.into(),
            topic: topic.into(),
            partition: partition.parse().ok()?,
            offset: offset.parse().ok()?,
            index: index.parse().ok()?,
            ordinal: ordinal.parse().ok()?,
        })
    }

    /// The input record's place in its partition.
    pub fn position(&self) -> Position {
        Position {
            offset: self.offset,
            index: self.index,
        }
    }

    /// The lane whose input it was.
    pub fn lane(&self) -> (String, i32) {
        (self.topic.clone(), self.partition)
    }
}

/// Committed outputs of one stage by origin, each with its topic (without prefix).
#[derive(Debug, Default)]
pub struct Outputs {
    /// By origin.
    pub by_origin: BTreeMap<Origin, (String, Stored)>,
    /// What is wrong with them as they stand: the same origin twice, or a key out of order.
    pub faults: Vec<String>,
}

/// Sorts what every stage has committed by origin.
pub fn outputs(prefix: &str, committed: &BTreeMap<(String, i32), Vec<Stored>>) -> BTreeMap<String, Outputs> {
    let mut found: BTreeMap<String, Outputs> = BTreeMap::new();
    for ((topic, _), records) in committed {
        let topic = &topic[prefix.len()..];
        let mut last: BTreeMap<(String, String, i32), Origin> = BTreeMap::new();
        for record in records {
            let Some(origin) = Origin::of(record) else {
                continue;
            };
            let outputs = found.entry(origin.stage.clone()).or_default();
            let lane = (origin.stage.clone(), origin.topic.clone(), origin.partition);
            if last.get(&lane).is_some_and(|before| *before >= origin) {
                let place = format!("{topic}/{}/{}", record.partition, record.offset);
                outputs
                    .faults
                    .push(format!("{place}: {origin:?} comes after what it should precede"));
            }
            last.insert(lane, origin.clone());
            let before = outputs
                .by_origin
                .insert(origin.clone(), (topic.to_string(), record.clone()));
            if let Some((other, before)) = before {
                outputs
                    .faults
                    .push(format!("doubled: {origin:?} on {other}/{}", before.partition));
            }
        }
    }
    found
}

/// Every stage's name, and the clock's.
pub fn writers() -> Vec<String> {
    StageName::ALL
        .iter()
        .map(|stage| stage.name().to_string())
        .chain(["clock".to_string()])
        .collect()
}
