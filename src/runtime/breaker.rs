//! Stops a partition when too many of its records are refused: a wrong feed must not be turned into dead letters
//! by the million.

/// When a partition is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RejectLimit {
    /// Share of refused records, in percent, above which the partition stops; 100 never stops it.
    pub percent: u8,
    /// Records to see before the share is judged.
    pub at_least: u32,
}

impl Default for RejectLimit {
    fn default() -> Self {
        Self {
            percent: 50,
            at_least: 200,
        }
    }
}

/// Counts refused records of one lane; the older half of what it has seen weighs less and less.
#[derive(Debug, Clone, Copy, Default)]
pub struct Breaker {
    seen: u64,
    refused: u64,
}

impl Breaker {
    /// Counts a record, and says whether the partition must stop.
    pub fn count(&mut self, limit: RejectLimit, refused: bool) -> bool {
        self.seen += 1;
        self.refused += u64::from(refused);
        let flooded = refused
            && self.seen >= u64::from(limit.at_least)
            && self.refused * 100 > self.seen * u64::from(limit.percent);
        if self.seen >= u64::from(limit.at_least).saturating_mul(5).max(2) {
            self.seen /= 2;
            self.refused /= 2;
        }
        flooded
    }

    /// Refused and seen, as far as they are remembered.
    #[must_use]
    pub const fn share(&self) -> (u64, u64) {
        (self.refused, self.seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_stop(limit: RejectLimit, refused: impl Fn(u32) -> bool) -> Option<u32> {
        let mut breaker = Breaker::default();
        (1..=10_000).find(|n| breaker.count(limit, refused(*n)))
    }

    #[test]
    fn it_stops_at_the_limit_and_not_before() {
        let limit = RejectLimit::default();
        assert_eq!(first_stop(limit, |_| true), Some(200));
        assert_eq!(
            first_stop(limit, |n| n % 2 == 0),
            None,
            "half is not more than half"
        );
        assert_eq!(first_stop(limit, |n| n % 3 != 0), Some(200));
        assert_eq!(
            first_stop(limit, |n| n > 5_000),
            Some(5_501),
            "a good past is forgotten"
        );
        let never = RejectLimit {
            percent: 100,
            at_least: 200,
        };
        assert_eq!(first_stop(never, |_| true), None);
    }
}
