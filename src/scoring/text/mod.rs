//! One pass over a text: words folded, handles and links as one token each, emoji by themselves. No allocation
//! after warm-up: a [`Scan`] keeps its buffers.

mod emoticon;
mod entity;
mod fold;
mod reader;
#[cfg(test)]
mod tests;
mod token;

pub use token::{Kind, Token, hash_of};

/// Longest word, in folded characters; a longer one goes on as a further token.
pub const LONGEST_WORD: usize = 48;
/// Most tokens that are looked at; what follows is not scored.
pub const MOST_TOKENS: usize = 20_000;

/// What one pass found. Reusable: [`Scan::read`] forgets what was there before.
#[derive(Debug, Default)]
pub struct Scan {
    folded: String,
    tokens: Vec<Token>,
}

impl Scan {
    /// An empty scan.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a text: any text, at most [`MOST_TOKENS`] tokens of it.
    pub fn read(&mut self, text: &str) {
        self.folded.clear();
        self.tokens.clear();
        reader::Reader::new(text, &mut self.folded, &mut self.tokens).read();
    }

    /// The tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded form of a token: a word without accents in lower case; empty for what is no word.
    #[must_use]
    pub fn word(&self, token: &Token) -> &str {
        self.folded
            .get(token.start as usize..token.end as usize)
            .unwrap_or_default()
    }
}
