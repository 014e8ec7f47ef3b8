//! A sieve: most of what a table does not hold is told apart by one bit (Bloom 1970, with one hash).

/// Bits for each hash that is held.
const BITS_A_HASH: usize = 8;

/// A bit for every hash that is held, by its upper half.
#[derive(Debug, Clone, Default)]
pub(super) struct Sieve(Vec<u64>);

impl Sieve {
    /// A sieve that holds these hashes.
    #[must_use]
    pub(super) fn of(hashes: &[u64]) -> Self {
        let words = hashes.len() * BITS_A_HASH / u64::BITS as usize;
        let mut sieve = Self(vec![0; words.next_power_of_two()]);
        for hash in hashes {
            let (place, bit) = sieve.bit(*hash);
            if let Some(bits) = sieve.0.get_mut(place) {
                *bits |= bit;
            }
        }
        sieve
    }

    /// Whether a hash may be held; never false for one that is.
    #[inline]
    #[must_use]
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        let (place, bit) = self.bit(hash);
        self.0.get(place).is_some_and(|bits| bits & bit != 0)
    }

    #[inline]
    const fn bit(&self, hash: u64) -> (usize, u64) {
        let upper = (hash >> 32) as usize;
        let place = (upper / u64::BITS as usize) & self.0.len().wrapping_sub(1);
        (place, 1 << (upper % u64::BITS as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::dice::Dice;

    #[test]
    fn all_that_is_held_passes_and_most_else_does_not() {
        let mut dice = Dice(5);
        let hashes: Vec<u64> = (0..1000).map(|_| dice.roll()).collect();
        let sieve = Sieve::of(&hashes);
        assert!(hashes.iter().all(|hash| sieve.may_hold(*hash)));
        let passed = (0..1000).filter(|_| sieve.may_hold(dice.roll())).count();
        assert!(passed < 200, "{passed} of 1000 others passed");
        assert!(!Sieve::of(&[]).may_hold(7));
        assert!(!Sieve::default().may_hold(7));
    }
}
