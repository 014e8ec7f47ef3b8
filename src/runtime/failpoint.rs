//! Named points at which a test ends the process. Without the feature `fail-points` they are nothing.

/// A point that a test can name in `OUTCRY_FAIL_POINT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailPoint {
    /// A record was polled and nothing is done with it yet.
    AfterPoll,
    /// A record's outputs are queued, more records will follow.
    MidBatch,
    /// All records of the transaction are queued, offsets are not sent.
    AfterOutputs,
    /// Offsets are sent, the commit is not asked for.
    AfterOffsets,
    /// One to three milliseconds after the commit was asked for.
    DuringCommit,
    /// The commit is confirmed, the lanes do not know.
    AfterCommit,
    /// A part of a changelog is read.
    MidRestore,
    /// Partitions are to be given up, nothing is done about it yet.
    InRevoke,
}

impl FailPoint {
    /// The name used in `OUTCRY_FAIL_POINT`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AfterPoll => "after_poll",
            Self::MidBatch => "mid_batch",
            Self::AfterOutputs => "after_outputs",
            Self::AfterOffsets => "after_offsets",
            Self::DuringCommit => "during_commit",
            Self::AfterCommit => "after_commit",
            Self::MidRestore => "mid_restore",
            Self::InRevoke => "in_revoke",
        }
    }
}

/// Passes a point; ends the process if a test wants it here.
#[cfg(not(feature = "fail-points"))]
pub const fn pass(_: FailPoint) {}

#[cfg(feature = "fail-points")]
pub use armed::pass;

#[cfg(feature = "fail-points")]
mod armed {
    use std::collections::BTreeMap;
    use std::sync::{Mutex, OnceLock};
    use std::time::Duration;

    use super::FailPoint;

    static LEFT: OnceLock<Mutex<BTreeMap<String, u64>>> = OnceLock::new();

    fn wanted() -> BTreeMap<String, u64> {
        let text = std::env::var("OUTCRY_FAIL_POINT").unwrap_or_default();
        text.split(',')
            .filter_map(|point| {
                let (name, hit) = point.split_once('@')?;
                Some((name.trim().to_owned(), hit.trim().parse().ok()?))
            })
            .collect()
    }

    /// Passes a point; ends the process if a test wants it here.
    pub fn pass(point: FailPoint) {
        let left = LEFT.get_or_init(|| Mutex::new(wanted()));
        let Ok(mut left) = left.lock() else { return };
        let Some(count) = left.get_mut(point.name()) else {
            return;
        };
        *count = count.saturating_sub(1);
        if *count > 0 {
            return;
        }
        left.remove(point.name());
        if point == FailPoint::DuringCommit {
            // The commit itself blocks this thread: another one ends the process meanwhile.
            let pause = 1 + u64::from(std::process::id() % 3);
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(pause));
                std::process::abort();
            });
        } else {
            std::process::abort();
        }
    }
}
