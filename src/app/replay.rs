//! `replay`: recorded raw records through the same stages without a broker; JSON Lines a topic and a
//! summary come out. Historical time: a lane at its end stands at its own progress.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::recording::{BadRecording, Recorded, recorded};
use super::world::{Stored, World};
use crate::domain::stage::StageName;
use crate::domain::time::Time;
use crate::domain::topic::Topic;
use crate::wire::{Wire, WireError};

/// The least event time between two looks of the clock.
const LOOK_EVERY_MS: i64 = 1000;

/// Why a replay did not end well.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// An input file cannot be read.
    #[error(transparent)]
    Recording(#[from] BadRecording),
    /// An output file cannot be written.
    #[error("cannot write {path}: {source}")]
    Output {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A record that was just written cannot be read: a bug.
    #[error("a record of topic {topic} cannot be read back: {source}")]
    Wire {
        /// Which topic.
        topic: String,
        /// What is wrong.
        source: WireError,
    },
}

/// What a replay did.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct Summary {
    /// Raw records read.
    pub records: u64,
    /// Records on each topic that the stages wrote.
    pub written: BTreeMap<String, u64>,
    /// Records by stage, fate and reason: `stage/fate[/reason]`.
    pub fates: BTreeMap<String, u64>,
    /// Posts that had waited for their root or for the post they answer, by fate and reason; each was absorbed before.
    pub released: BTreeMap<String, u64>,
    /// Records on all topics for each raw record, ticks left out.
    pub outputs_per_record: String,
}

/// Feeds recorded files through the world, in the order given.
///
/// # Errors
/// A file that cannot be read, with file and line.
pub fn feed(world: &mut World, files: &[PathBuf], until: Option<Time>) -> Result<u64, ReplayError> {
    let mut records = 0;
    let mut looked = Time::START;
    for file in files {
        for record in recorded(file)? {
            let record = record?;
            records += 1;
            let now = record.timestamp;
            take(world, record);
            world.settle();
            if now.since(looked).0 >= LOOK_EVERY_MS {
                looked = now;
                look(world)?;
            }
        }
    }
    if let Some(until) = until {
        for network in world.networks().to_vec() {
            take(world, Recorded::until(network, until));
        }
    }
    // A hop a look: the last moment reaches the last stage after as many looks as there are stages.
    for _ in StageName::ALL {
        look(world)?;
    }
    Ok(records)
}

fn take(world: &mut World, record: Recorded) {
    let topic = record.topic;
    let stored = Stored {
        key: record.key.unwrap_or_default().into_bytes(),
        value: record.value,
        record_type: None,
        ingested_at: record.timestamp,
        cause: None,
    };
    world.append(topic, 0, stored);
    for lane in world.lanes(StageName::Intake) {
        while world.turn(StageName::Intake, lane) {}
    }
}

fn look(world: &mut World) -> Result<(), ReplayError> {
    world.clock().map_err(|source| ReplayError::Wire {
        topic: "ticks".into(),
        source,
    })?;
    world.settle();
    Ok(())
}

/// Writes a file of JSON Lines for each topic that the stages wrote, and `summary.json`.
///
/// # Errors
/// A file that cannot be written, or a record that cannot be read back.
pub fn write(world: &World, wire: &Wire, records: u64, out: &Path) -> Result<Summary, ReplayError> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| ReplayError::Output { path, source }
    };
    std::fs::create_dir_all(out).map_err(failed(out))?;
    let mut written = BTreeMap::new();
    for topic in world.topics() {
        let name = topic.name();
        let path = out.join(format!("{name}.jsonl"));
        let mut file = BufWriter::new(File::create(&path).map_err(failed(&path))?);
        for stored in world.topic(topic) {
            let line = line(topic, stored, wire)?;
            writeln!(file, "{line}").map_err(failed(&path))?;
        }
        file.flush().map_err(failed(&path))?;
        if !matches!(topic, Topic::Raw(_)) {
            written.insert(
                name,
                world.topic(topic).filter(|s| s.cause.is_some()).count() as u64,
            );
        }
    }
    let summary = summary(world, records, written);
    let path = out.join("summary.json");
    let text = serde_json::to_string_pretty(&summary).unwrap_or_default();
    std::fs::write(&path, text + "\n").map_err(failed(&path))?;
    Ok(summary)
}

fn summary(world: &World, records: u64, written: BTreeMap<String, u64>) -> Summary {
    let named = |fate: &str, reason: &str| match reason {
        "" => fate.to_owned(),
        reason => format!("{fate}/{reason}"),
    };
    let fates = world.fates().iter().map(|((stage, fate, reason), count)| {
        let name = format!("{}/{}", stage.name(), named(fate, reason));
        (name, *count)
    });
    let released = world.released().iter();
    let total: u64 = written.values().sum();
    let hundredths = (total * 100).checked_div(records).unwrap_or(0);
    Summary {
        records,
        fates: fates.collect(),
        released: released
            .map(|((fate, reason), count)| (named(fate, reason), *count))
            .collect(),
        outputs_per_record: format!("{}.{:02}", hundredths / 100, hundredths % 100),
        written,
    }
}

fn line(topic: Topic, stored: &Stored, wire: &Wire) -> Result<String, ReplayError> {
    let value = match (&stored.value, stored.record_type) {
        (None, _) => serde_json::Value::Null,
        (Some(bytes), Some(_)) => wire.to_json(bytes).map_err(|source| ReplayError::Wire {
            topic: topic.name(),
            source,
        })?,
        (Some(bytes), None) => serde_json::from_slice(bytes)
            .unwrap_or_else(|_| serde_json::Value::String(String::from_utf8_lossy(bytes).into_owned())),
    };
    let line = serde_json::json!({
        "topic": topic.name(),
        "key": String::from_utf8_lossy(&stored.key),
        "timestamp": stored.ingested_at,
        "value": value,
    });
    Ok(line.to_string())
}
