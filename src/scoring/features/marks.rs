//! What the word lists say of each token, and what the models see of it: looked up once, used by several groups of
//! features.

use super::people::seen;
use crate::scoring::text::Scan;
use crate::scoring::valences::{Entry, Valences};

/// What the word lists say of each token, and what the models see of it, in order. Reusable.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    entries: Vec<Entry>,
    seen: Vec<u64>,
}

impl Marks {
    /// Looks up every token; forgets what was there before.
    pub fn read(&mut self, scan: &Scan, valences: &Valences) {
        let tokens = scan.tokens();
        self.entries.clear();
        self.entries
            .extend(tokens.iter().map(|token| valences.of(token.hash)));
        self.seen.clear();
        let both = tokens.iter().zip(&self.entries);
        self.seen.extend(both.map(|(token, mark)| seen(token, *mark)));
    }

    /// An entry a token.
    #[must_use]
    pub fn all(&self) -> &[Entry] {
        &self.entries
    }

    /// A hash a token: that of the word, or of what stands for its kind.
    #[must_use]
    pub(in crate::scoring) fn seen(&self) -> &[u64] {
        &self.seen
    }
}
