//! How many records an offset of a partition stands for. A message may hold many records, and control markers hold
//! none: what is left to read is told in records by what was read so far.

/// Offsets after which the past counts for half.
const MEMORY: u64 = 4_096;

/// Records read and offsets passed by a lane.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Density {
    records: u64,
    offsets: u64,
}

impl Density {
    /// So many records lay at so many offsets.
    pub(super) const fn saw(&mut self, records: u64, offsets: u64) {
        if self.offsets >= MEMORY {
            self.records /= 2;
            self.offsets /= 2;
        }
        self.records = self.records.saturating_add(records);
        self.offsets = self.offsets.saturating_add(offsets);
    }

    /// Records that so many offsets stand for, at least one an offset before anything was read; 0 only for 0.
    #[must_use]
    pub(super) fn records(&self, offsets: i64) -> i64 {
        let Ok(offsets) = u64::try_from(offsets) else {
            return 0;
        };
        if self.records == 0 || self.offsets == 0 || offsets == 0 {
            return i64::try_from(offsets).unwrap_or(i64::MAX);
        }
        let records = u128::from(offsets) * u128::from(self.records) / u128::from(self.offsets);
        i64::try_from(records.max(1)).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told_by_what_was_read() {
        let mut density = Density::default();
        assert_eq!([-1, 0, 7].map(|offsets| density.records(offsets)), [0, 0, 7]);
        density.saw(900, 3);
        assert_eq!(
            [0, 1, 10].map(|offsets| density.records(offsets)),
            [0, 300, 3_000]
        );
        density.saw(0, 300_000);
        assert_eq!(density.records(1), 1, "what is there is never nothing");
    }

    #[test]
    fn the_past_is_forgotten() {
        let mut density = Density::default();
        for _ in 0..100 {
            density.saw(100_000, 1_000);
        }
        for _ in 0..100 {
            density.saw(1_000, 1_000);
        }
        assert_eq!(density.records(1_000), 1_000);
    }
}
