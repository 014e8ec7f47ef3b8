//! Files of recorded raw records: JSON Lines of `{"topic", "key", "timestamp", "value"}`, plain or gzip.
//! A value is the payload as the network sends it; its bytes are kept as they stand in the file.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::network::Network;
use crate::domain::time::Time;
use crate::domain::topic::Topic;

/// A line that is not a record, or a file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BadRecording {
    /// The file cannot be opened or read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line is not a record.
    #[error("{path}:{line}: {detail}; a record is {{\"topic\", \"key\", \"timestamp\", \"value\"}}")]
    BadLine {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        detail: String,
    },
}

/// A recorded raw record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its topic.
    pub topic: Topic,
    /// Its key.
    pub key: Option<String>,
    /// Its timestamp.
    pub timestamp: Time,
    /// Its value; `None` for a tombstone.
    pub value: Option<Vec<u8>>,
    /// The partition it must go to, if the file says so.
    pub partition: Option<i32>,
}

impl Recorded {
    /// The record that closes a partition of historical data.
    #[must_use]
    pub fn until(network: Network, until: Time) -> Self {
        Self {
            topic: Topic::Raw(network),
            key: None,
            timestamp: until,
            value: Some(format!("{{\"outcry\":{{\"until\":{}}}}}", until.0).into_bytes()),
            partition: None,
        }
    }
}

#[derive(Deserialize)]
struct Line<'a> {
    topic: String,
    key: Option<String>,
    timestamp: Time,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
    #[serde(default)]
    partition: Option<i32>,
}

/// The records of a file, one by one; `.gz` is unpacked.
///
/// # Errors
/// The file cannot be opened.
pub fn recorded(path: &Path) -> Result<impl Iterator<Item = Result<Recorded, BadRecording>>, BadRecording> {
    let unreadable = |source| BadRecording::Unreadable {
        path: path.to_path_buf(),
        source,
    };
    let file = File::open(path).map_err(unreadable)?;
    let reader: Box<dyn Read> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let path = path.to_path_buf();
    let lines = BufReader::with_capacity(1 << 16, reader).lines().enumerate();
    Ok(lines.filter_map(move |(number, line)| match line {
        Ok(line) if line.trim_matches(is_blank).is_empty() => None,
        Ok(line) => Some(parse(&line).map_err(|detail| BadRecording::BadLine {
            path: path.clone(),
            line: number + 1,
            detail,
        })),
        Err(source) => Some(Err(BadRecording::Unreadable {
            path: path.clone(),
            source,
        })),
    }))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

fn parse(line: &str) -> Result<Recorded, String> {
    // Files begin with a byte order mark, and files put together have it in the middle.
    let line = line.trim_start_matches('\u{FEFF}');
    let line: Line<'_> = serde_json::from_str(line).map_err(|e| e.to_string())?;
    let topic = [Topic::Feedback]
        .into_iter()
        .chain(Network::ALL.map(Topic::Raw))
        .find(|topic| line.topic.ends_with(&topic.name()))
        .ok_or_else(|| format!("`{}` is no raw topic", line.topic))?;
    Ok(Recorded {
        topic,
        key: line.key,
        timestamp: line.timestamp,
        value: line.value.map(|value| value.get().as_bytes().to_vec()),
        partition: line.partition,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_keeps_its_bytes() {
        let line = r#"{"topic":"social.raw.x.v1","key":null,"timestamp":5,"value":{"a": 1e2,"id":12345678901234567890}}"#;
        let record = parse(line).unwrap();
        assert_eq!(record.value.unwrap(), br#"{"a": 1e2,"id":12345678901234567890}"#);
        assert_eq!(record.timestamp, Time(5));
    }

    #[test]
    fn byte_order_marks_before_lines_are_skipped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.jsonl");
        let line = r#"{"topic":"social.raw.x.v1","key":null,"timestamp":5,"value":{}}"#;
        std::fs::write(&path, format!("\u{FEFF}{line}\n\u{FEFF}{line}\n\u{FEFF}\n")).unwrap();
        let records: Vec<_> = recorded(&path).unwrap().collect();
        assert_eq!(records.len(), 2);
        assert!(records.iter().all(Result::is_ok));
    }

    #[test]
    fn a_bad_line_says_where() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bad.jsonl");
        std::fs::write(
            &path,
            "\n{\"topic\":\"elsewhere\",\"timestamp\":1,\"value\":{}}\n",
        )
        .unwrap();
        let error = recorded(&path).unwrap().next().unwrap().unwrap_err().to_string();
        assert!(
            error.contains("bad.jsonl:2: `elsewhere` is no raw topic"),
            "{error}"
        );
    }
}
