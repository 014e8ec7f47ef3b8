//! How much was dropped because a bound was reached.

/// A count that belongs to the open transaction until it is committed: an abort takes back what it counted.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Evicted {
    settled: u64,
    pending: u64,
}

impl Evicted {
    /// Counts what was dropped in the open transaction.
    pub(super) const fn add(&mut self, rows: u64) {
        self.pending += rows;
    }

    /// The transaction is committed.
    pub(super) const fn merge(&mut self) {
        self.settled += self.pending;
        self.pending = 0;
    }

    /// The transaction is aborted.
    pub(super) const fn discard(&mut self) {
        self.pending = 0;
    }

    /// What committed transactions have dropped.
    pub(super) const fn settled(self) -> u64 {
        self.settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abort_takes_back_what_it_counted() {
        let mut evicted = Evicted::default();
        evicted.add(2);
        assert_eq!(evicted.settled(), 0, "not before the commit");
        evicted.discard();
        evicted.add(2);
        evicted.merge();
        evicted.merge();
        assert_eq!(evicted.settled(), 2);
    }
}
