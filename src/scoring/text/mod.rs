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

/// Longest word, in folded letters; a longer one goes on as a further token.
pub const LONGEST_WORD: usize = 48;
/// Stands before and after every word, among its letters.
pub const EDGE: char = ' ';
/// Letters that can be read from the edge before a word and from each of its letters on, whatever follows.
pub const VIEW: usize = 5;
/// Most tokens that are looked at; what follows is not scored.
pub const MOST_TOKENS: usize = 20_000;

/// What one pass found. Reusable: [`Scan::read`] forgets what was there before.
#[derive(Debug, Default)]
pub struct Scan {
    /// The folded letters of the words, an edge before and after each, and room for a view at the end.
    letters: Vec<char>,
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
        self.letters.clear();
        self.tokens.clear();
        self.letters.push(EDGE);
        reader::Reader::new(text, &mut self.letters, &mut self.tokens).read();
        self.letters.extend([EDGE; VIEW]);
    }

    /// The tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded letters of a token: a word without accents in lower case; none for what is no word.
    #[must_use]
    pub fn word(&self, token: &Token) -> &[char] {
        self.letters
            .get(token.start as usize..token.end as usize)
            .unwrap_or_default()
    }

    /// What is seen from each letter of a word on, the edge before it included, with how many of the letters are of
    /// the word or its edges: two at least.
    pub fn views(&self, token: &Token) -> impl Iterator<Item = (&[char; VIEW], usize)> {
        let (from, to) = ((token.start as usize).saturating_sub(1), token.end as usize);
        let letters = self.letters.get(from..to + VIEW).unwrap_or_default();
        letters.array_windows().zip((2..=to + 1 - from).rev())
    }
}
