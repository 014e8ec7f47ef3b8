//! What the word lists say of each token: looked up once, used by several groups of features.

use crate::scoring::text::Scan;
use crate::scoring::valences::{Entry, Valences};

/// What the word lists say of each token, in order. Reusable.
#[derive(Debug, Clone, Default)]
pub struct Marks(Vec<Entry>);

impl Marks {
    /// Looks up every token; forgets what was there before.
    pub fn read(&mut self, scan: &Scan, valences: &Valences) {
        self.0.clear();
        let tokens = scan.tokens().iter();
        self.0.extend(tokens.map(|token| valences.of(token.hash)));
    }

    /// An entry a token.
    #[must_use]
    pub fn all(&self) -> &[Entry] {
        &self.0
    }
}
