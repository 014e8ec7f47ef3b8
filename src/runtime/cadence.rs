//! When to commit.

use std::time::Duration;

/// A transaction of an input that does not run dry is to last this many times as long as the commit before it took.
const TIMES_THE_COMMIT: u32 = 8;
/// How many times its own bounds it may reach for that.
const MOST_TIMES: u32 = 10;

/// When a transaction is committed while its input does not run dry. A commit costs about the same however much it
/// holds, most of it the broker's work; so where commits are slow, because there is a backlog or little processor
/// time, the bounds grow with them, up to ten times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence {
    /// Since its first record.
    pub age: Duration,
    /// Input records.
    pub records: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Between the end of a commit and the next, when the input is drained.
    pub gap: Duration,
    /// Since its first record, when the input is drained. What one transaction wrote upstream can be read of one
    /// partition a little before the others: committed at once, the rest would wait for a whole transaction more.
    pub lull: Duration,
}

impl Default for Cadence {
    fn default() -> Self {
        Self {
            age: Duration::from_millis(100),
            records: 5_000,
            bytes: 4_000_000,
            gap: Duration::from_millis(30),
            lull: Duration::from_millis(5),
        }
    }
}

/// How far the open transaction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fill {
    /// Since its first record.
    pub age: Duration,
    /// Since the last commit ended.
    pub since_commit: Duration,
    /// How long the last commit took.
    pub commit_took: Duration,
    /// Input records taken.
    pub records: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Whether the last poll found nothing.
    pub drained: bool,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Commit now.
    Commit,
    /// Take records, waiting at most this long for one.
    Take(Duration),
}

impl Cadence {
    /// What to do next. A drained input is committed, but not sooner than `gap` after the last commit: a commit costs
    /// the broker about the same however small it is. Nor sooner than `lull` after its first record.
    #[must_use]
    pub fn next(&self, fill: &Fill) -> Next {
        let age = self
            .age
            .max(fill.commit_took * TIMES_THE_COMMIT)
            .min(self.age * MOST_TIMES);
        let grown = |bound: u64| {
            let grown = u128::from(bound) * age.as_millis() / self.age.as_millis().max(1);
            u64::try_from(grown).unwrap_or(u64::MAX)
        };
        let full = fill.age >= age || fill.records >= grown(self.records) || fill.bytes >= grown(self.bytes);
        if full {
            return Next::Commit;
        }
        if !fill.drained {
            return Next::Take(Duration::ZERO);
        }
        let gap = self.gap.saturating_sub(fill.since_commit);
        let lull = self.lull.saturating_sub(fill.age);
        match gap.max(lull) {
            Duration::ZERO => Next::Commit,
            wait => Next::Take(wait.min(age.saturating_sub(fill.age))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    #[test]
    fn the_first_limit_reached_commits() {
        let rule = Cadence::default();
        let fill = |age, since_commit, records, bytes, drained| Fill {
            age: MS(age),
            since_commit: MS(since_commit),
            commit_took: MS(12),
            records,
            bytes,
            drained,
        };
        let cases = [
            (fill(0, 0, 1, 10, false), Next::Take(MS(0))),
            (fill(99, 500, 4_999, 3_999_999, false), Next::Take(MS(0))),
            (fill(100, 0, 1, 10, false), Next::Commit),
            (fill(0, 0, 5_000, 10, false), Next::Commit),
            (fill(0, 0, 1, 4_000_000, false), Next::Commit),
            (fill(5, 30, 1, 10, true), Next::Commit),
            (fill(1, 500, 1, 10, true), Next::Take(MS(4))),
            (fill(5, 29, 1, 10, true), Next::Take(MS(1))),
            (fill(1, 5, 1, 10, true), Next::Take(MS(25))),
            (fill(95, 2, 1, 10, true), Next::Take(MS(5))),
        ];
        for (fill, expected) in cases {
            assert_eq!(rule.next(&fill), expected, "{fill:?}");
        }
    }

    #[test]
    fn the_bounds_grow_with_slow_commits_up_to_ten_times() {
        let rule = Cadence::default();
        let fill = |commit_took, age, records, bytes| Fill {
            age: MS(age),
            since_commit: MS(age),
            commit_took: MS(commit_took),
            records,
            bytes,
            drained: false,
        };
        let cases = [
            (fill(50, 399, 19_999, 15_999_999), Next::Take(MS(0))),
            (fill(50, 400, 1, 10), Next::Commit),
            (fill(50, 0, 20_000, 10), Next::Commit),
            (fill(50, 0, 1, 16_000_000), Next::Commit),
            (fill(9_000, 999, 49_999, 39_999_999), Next::Take(MS(0))),
            (fill(9_000, 1_000, 1, 10), Next::Commit),
            (fill(9_000, 0, 50_000, 10), Next::Commit),
        ];
        for (fill, expected) in cases {
            assert_eq!(rule.next(&fill), expected, "{fill:?}");
        }
    }
}
