//! Named points at which a test ends or halts the process. Without the feature `fail-points` they are nothing.

/// A point that a test can name in `OUTCRY_FAIL_POINT`: `name@n` ends the process at the n-th pass, `name@n/halt`
/// stops it there until somebody continues it. Several are separated by commas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailPoint {
    /// A record was polled and nothing is done with it yet.
    AfterPoll,
    /// A record's outputs are held or queued, more records will follow.
    MidBatch,
    /// All records of the transaction are delivered, offsets are not sent.
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
    /// A repartition has dealt out a former lane.
    AfterExport,
    /// A repartition has written a new lane and read it back.
    AfterImport,
    /// A repartition is about to delete the former topics.
    BeforeRemoval,
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
            Self::AfterExport => "after_export",
            Self::AfterImport => "after_import",
            Self::BeforeRemoval => "before_removal",
        }
    }
}

/// Passes a point; ends or halts the process if a test wants it here.
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

    static LEFT: OnceLock<Mutex<BTreeMap<String, Wanted>>> = OnceLock::new();

    /// What is to happen at a point.
    struct Wanted {
        /// Passes left.
        passes: u64,
        /// Whether the process is halted rather than ended.
        halt: bool,
    }

    fn wanted() -> BTreeMap<String, Wanted> {
        let text = std::env::var("OUTCRY_FAIL_POINT").unwrap_or_default();
        text.split(',')
            .filter_map(|point| {
                let (name, hit) = point.trim().split_once('@')?;
                let (passes, halt) = hit.strip_suffix("/halt").map_or((hit, false), |hit| (hit, true));
                let passes = passes.parse().ok()?;
                Some((name.to_owned(), Wanted { passes, halt }))
            })
            .collect()
    }

    /// Stops this process as SIGSTOP does; it goes on after SIGCONT.
    fn halt() {
        let me = std::process::id().to_string();
        let done = std::process::Command::new("kill").args(["-STOP", &me]).status();
        if !done.is_ok_and(|status| status.success()) {
            std::process::abort();
        }
    }

    /// Passes a point; ends or halts the process if a test wants it here.
    pub fn pass(point: FailPoint) {
        let left = LEFT.get_or_init(|| Mutex::new(wanted()));
        let Ok(mut left) = left.lock() else { return };
        let Some(wanted) = left.get_mut(point.name()) else {
            return;
        };
        wanted.passes = wanted.passes.saturating_sub(1);
        if wanted.passes > 0 {
            return;
        }
        let halts = wanted.halt;
        left.remove(point.name());
        drop(left);
        if halts {
            halt();
        } else if point == FailPoint::DuringCommit {
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
