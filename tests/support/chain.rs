//! The changelog as it stands: the chain of progress records, and the rows folded from the rest.

use std::collections::BTreeMap;

use outcry::domain::topic::Source;
use outcry::runtime::progress::{Progress, TAG};

use super::client::Stored;

/// The committed changelog of one partition.
#[derive(Debug, Default)]
pub struct Changelog {
    /// Last progress by key, that is by source topic.
    pub progress: BTreeMap<Vec<u8>, Progress>,
    /// Last value of each other key.
    pub rows: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Transactions seen.
    pub transactions: u64,
    /// Gaps and forks of the chain.
    pub faults: Vec<String>,
}

impl Changelog {
    /// Reads every record of a partition that was not compacted yet.
    pub fn of(topic: &str, records: &[Stored]) -> Self {
        let mut log = Self::default();
        for record in records {
            let key = record.key.clone().unwrap_or_default();
            if key.first() == Some(&TAG) {
                log.link(topic, record, key);
            } else if let Some(value) = &record.value {
                log.rows.insert(key, value.clone());
            } else {
                log.rows.remove(&key);
            }
        }
        log
    }

    fn link(&mut self, topic: &str, record: &Stored, key: Vec<u8>) {
        let place = format!("{topic}/{}/{}", record.partition, record.offset);
        let Ok(next) = Progress::decode(record.value.as_deref().unwrap_or_default()) else {
            self.faults.push(format!("{place}: unreadable progress"));
            return;
        };
        let before = self.progress.get(&key);
        let number = before.map_or(0, |p| p.transaction);
        let joins = next.previous == before.map(|p| p.next);
        if !joins || next.transaction != number + 1 || Some(next.next) < next.previous {
            self.faults
                .push(format!("{place}: {next:?} does not follow {before:?}"));
        }
        self.transactions += 1;
        self.progress.insert(key, next);
    }

    /// The last progress of a source.
    pub fn of_source(&self, source: Source) -> Option<&Progress> {
        self.progress.get(&Progress::key(source))
    }
}
