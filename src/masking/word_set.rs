//! A set of words that says no quickly: most words of a text are none of them.

/// Words in the order of their bytes, and a sieve over their ends and lengths.
#[derive(Debug)]
pub(super) struct WordSet {
    words: &'static [&'static str],
    sieve: [u64; SIEVE],
}

const SIEVE: usize = 16;

/// Place of a word in the sieve.
const fn place(word: &[u8]) -> (usize, u64) {
    let (Some(first), Some(last)) = (word.first(), word.last()) else {
        return (0, 0);
    };
    let sum = (*first as usize) * 31 + (*last as usize) * 7 + word.len() * 101;
    (sum / 64 % SIEVE, 1 << (sum % 64))
}

impl WordSet {
    /// The set of these words, which are in order.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let (mut sieve, mut left) = ([0; SIEVE], words);
        while let [word, rest @ ..] = left {
            let (slot, bit) = place(word.as_bytes());
            let (_, after) = sieve.split_at_mut(slot);
            if let Some(entry) = after.first_mut() {
                *entry |= bit;
            }
            left = rest;
        }
        Self { words, sieve }
    }

    /// Whether the word is among them.
    pub(super) fn has(&self, word: &str) -> bool {
        let (slot, bit) = place(word.as_bytes());
        let may = self.sieve.get(slot).is_some_and(|entry| entry & bit != 0);
        may && self.words.binary_search(&word).is_ok()
    }

    /// The words.
    pub(super) const fn words(&self) -> &'static [&'static str] {
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_its_words_and_no_others() {
        static SET: WordSet = WordSet::new(&["booking", "order", "订单"]);
        assert!(SET.words().iter().all(|word| SET.has(word)));
        assert!(!SET.has("") && !SET.has("orders") && !SET.has("odder"));
    }
}
