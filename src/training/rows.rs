//! Labelled rows: tab-separated files with a header, plain or packed with gzip.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Largest file once unpacked, in bytes.
const LARGEST: u64 = 1 << 30;

/// A labelled row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its split: train, val, test; empty where the file has none.
    pub split: String,
    /// Its language; empty where the file has none.
    pub language: String,
    /// Its text.
    pub text: String,
    /// Its labels by column.
    labels: BTreeMap<String, String>,
}

impl Row {
    /// The label for a task: the column `label`, or the column of the task's name. Where a task was labelled twice
    /// (`_a`, `_b`), the label that both agree on.
    #[must_use]
    pub fn label(&self, task: &str) -> Option<&str> {
        let of = |name: &str| self.labels.get(name).map(String::as_str);
        if let Some(label) = of(task).or_else(|| of("label")) {
            return Some(label);
        }
        let (first, second) = (of(&format!("{task}_a"))?, of(&format!("{task}_b"))?);
        (first == second).then_some(first)
    }
}

/// A file of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Where it lies.
    pub path: PathBuf,
    /// SHA-256 over its bytes, as they lie there.
    pub sha256: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Why rows cannot be read.
#[derive(Debug, Error)]
pub enum RowsError {
    /// The file cannot be read.
    #[error("{path}: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A line is not as the header says.
    #[error("{path}:{line}: {what}")]
    Line {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
}

impl Rows {
    /// Reads a file.
    ///
    /// # Errors
    /// [`RowsError`] with the file and the line.
    pub fn read(path: &Path) -> Result<Self, RowsError> {
        let unreadable = |error| RowsError::Unreadable {
            path: path.to_owned(),
            error,
        };
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(LARGEST).read_to_end(&mut bytes).map_err(unreadable)?;
        let sha256 = hex(&Sha256::digest(&bytes));
        let text = if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut text = String::new();
            let mut plain = MultiGzDecoder::new(bytes.as_slice()).take(LARGEST);
            plain.read_to_string(&mut text).map_err(unreadable)?;
            text
        } else {
            String::from_utf8(bytes)
                .map_err(|error| unreadable(std::io::Error::new(std::io::ErrorKind::InvalidData, error)))?
        };
        Ok(Self {
            path: path.to_owned(),
            sha256,
            rows: parse(path, &text)?,
        })
    }
}

fn parse(path: &Path, text: &str) -> Result<Vec<Row>, RowsError> {
    let wrong = |line: usize, what: String| RowsError::Line {
        path: path.to_owned(),
        line,
        what,
    };
    let mut lines = text.lines().enumerate();
    let (_, header) = lines
        .next()
        .ok_or_else(|| wrong(1, "it is empty; a header is wanted".to_owned()))?;
    let names: Vec<&str> = header.split('\t').collect();
    for wanted in ["id", "text"] {
        if !names.contains(&wanted) {
            return Err(wrong(
                1,
                format!("the header has no column {wanted}; it has {}", names.join(", ")),
            ));
        }
    }
    let mut rows = Vec::new();
    for (number, line) in lines {
        let cells: Vec<&str> = line.splitn(names.len(), '\t').collect();
        if cells.len() != names.len() {
            let what = format!("{} columns, the header has {}", cells.len(), names.len());
            return Err(wrong(number + 1, what));
        }
        rows.push(row(&names, &cells));
    }
    Ok(rows)
}

fn row(names: &[&str], cells: &[&str]) -> Row {
    let mut row = Row {
        id: String::new(),
        split: String::new(),
        language: String::new(),
        text: String::new(),
        labels: BTreeMap::new(),
    };
    for (name, cell) in names.iter().zip(cells) {
        let cell = (*cell).to_owned();
        match *name {
            "id" => row.id = cell,
            "split" => row.split = cell,
            "lang" => row.language = cell,
            "text" => row.text = cell,
            label => {
                row.labels.insert(label.to_owned(), cell);
            }
        }
    }
    row
}

/// Bytes in lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
