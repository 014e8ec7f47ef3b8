//! Repeatable chance: the same seed gives the same story.

/// A xorshift generator: enough for a story, useless for secrets.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    pub(super) const fn new(seed: u64) -> Self {
        // A state of nought would stay nought, and small seeds would start alike: spread the bits first.
        let spread = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (spread ^ (spread >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        Self(mixed | 1)
    }

    fn throw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A whole number from `least` to `most`, both ends included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let choices = most.saturating_sub(least).unsigned_abs().saturating_add(1);
        let step = i64::try_from(self.throw() % choices).unwrap_or(0);
        least.saturating_add(step)
    }

    /// True this often in a hundred.
    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of these; empty where there is none.
    pub(super) fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let last = i64::try_from(of.len()).unwrap_or(1).saturating_sub(1).max(0);
        let place = usize::try_from(self.between(0, last)).unwrap_or(0);
        of.get(place).copied().unwrap_or_default()
    }

    /// This many characters of `alphabet`.
    pub(super) fn letters(&mut self, alphabet: &[&str], count: usize) -> String {
        (0..count).map(|_| self.pick(alphabet)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_reached_and_nothing_beyond() {
        let mut dice = Dice::new(0);
        let seen: std::collections::BTreeSet<i64> = (0..500).map(|_| dice.between(-2, 2)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2]);
    }

    #[test]
    fn another_seed_falls_another_way() {
        let throws = |seed| {
            let mut dice = Dice::new(seed);
            (0..8).map(|_| dice.between(0, 1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(1), throws(1));
        assert_ne!(throws(1), throws(2));
    }
}
