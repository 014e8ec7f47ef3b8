//! How a shard bears with its surroundings: what fails outside of its own records is tried again for ever, with pauses
//! that grow, and said aloud. Pure.

use std::time::Duration;

/// The longest pause.
const LONGEST: Duration = Duration::from_secs(5);
/// Without a commit, all is well when nothing failed for this long.
const QUIET: Duration = Duration::from_secs(10);
/// A producer that is shut out this often in a row, each time before its own transaction could have timed out, has a
/// rival of the same name.
const MOST_RIVALS: u32 = 20;

/// How long to wait after so many tries: the first time not at all, then doubled, up to five seconds.
#[must_use]
pub fn pause(tries: u32) -> Duration {
    match tries {
        0 | 1 => Duration::ZERO,
        n => Duration::from_millis(20 << n.min(8)).min(LONGEST),
    }
}

/// Faults since all was well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Faults of any kind since the last commit.
    pub faults: u32,
    /// Those of the surroundings among them, and tries in vain.
    pub tries: u32,
    /// Nothing is tried before this moment.
    pub until: Duration,
    tried: Duration,
    fenced: Duration,
    rivals: u32,
}

impl Patience {
    /// All is well.
    #[must_use]
    pub const fn new(now: Duration) -> Self {
        Self {
            faults: 0,
            tries: 0,
            until: Duration::ZERO,
            tried: now,
            fenced: now,
            rivals: 0,
        }
    }

    /// Something outside failed: it is tried again after a pause.
    pub fn tried(&mut self, now: Duration) {
        self.tries = self.tries.saturating_add(1);
        self.tried = now;
        self.until = now + pause(self.tries);
    }

    /// Whether nothing has failed since all was well.
    #[must_use]
    pub const fn is_well(&self) -> bool {
        self.faults == 0 && self.tries == 0
    }

    /// The producer shut all others out.
    pub const fn fenced(&mut self, now: Duration) {
        self.fenced = now;
    }

    /// The producer was shut out. Says whether it must be a rival of the same name: whoever keeps the log does so as
    /// well, but only to a transaction that was open for too long.
    pub fn shut_out(&mut self, now: Duration, transaction: Duration) -> bool {
        if now.saturating_sub(self.fenced) < transaction {
            self.rivals += 1;
        } else {
            self.rivals = 0;
        }
        self.rivals > MOST_RIVALS
    }

    /// A transaction was committed. Gives how often it was tried in vain.
    pub fn over(&mut self) -> u32 {
        (self.faults, self.rivals) = (0, 0);
        std::mem::take(&mut self.tries)
    }

    /// The broker answers, though there is nothing to commit. Gives how often it was tried in vain, once that is over.
    pub fn answers(&mut self, now: Duration) -> u32 {
        if self.faults > 0 && now.saturating_sub(self.tried) < QUIET {
            return 0;
        }
        self.faults = 0;
        std::mem::take(&mut self.tries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    #[test]
    fn pauses_grow_to_five_seconds_and_begin_anew_when_all_is_well() {
        let mut patience = Patience::new(MS(0));
        let mut pause = || {
            patience.tried(MS(1_000));
            patience.until.saturating_sub(MS(1_000))
        };
        let pauses = [pause(), pause(), pause(), pause()];
        assert_eq!(pauses, [0, 80, 160, 320].map(MS));
        for _ in 0..100 {
            assert!(pause() <= MS(5_000));
        }
        assert_eq!(pause(), MS(5_000));
        assert_eq!(patience.over(), 105);
        assert_eq!(patience.over(), 0);
    }

    #[test]
    fn an_answer_ends_a_wait_at_once_and_a_row_of_faults_after_a_while() {
        let mut patience = Patience::new(MS(0));
        patience.tried(MS(1_000));
        assert_eq!(patience.answers(MS(1_001)), 1);
        patience.tried(MS(2_000));
        patience.faults = 1;
        assert_eq!(patience.answers(MS(11_999)), 0);
        assert_eq!(patience.answers(MS(12_000)), 1);
        assert_eq!(patience.answers(MS(12_001)), 0);
    }

    #[test]
    fn only_who_is_shut_out_again_and_again_before_its_time_has_a_rival() {
        let limit = MS(15_000);
        let mut patience = Patience::new(MS(0));
        // The broker ends what is open for too long: as often as it likes.
        for round in 1..=1_000 {
            let now = MS(20_000 * round);
            assert!(!patience.shut_out(now, limit));
            patience.fenced(now);
        }
        let now = MS(20_000_000);
        let times = (1..).find(|_| patience.shut_out(now, limit));
        assert_eq!(times, Some(21));
        patience.over();
        assert!(!patience.shut_out(now, limit), "a commit came between");
    }
}
