//! A token: a piece of a text.

/// What sort of piece it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A word.
    Word,
    /// The word of a hashtag, without the sign.
    Hashtag,
    /// The handle of somebody.
    Handle,
    /// A link.
    Link,
    /// A number.
    Number,
    /// One emoji.
    Emoji,
    /// A face of letters and marks.
    Emoticon,
    /// The end of a sentence, a clause or a line.
    Stop,
    /// A comma.
    Comma,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A mark that may say something: a currency, a quotation mark, a per cent sign.
    Other,
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where its letters begin among the folded letters of the text.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Where it begins in the source text, in bytes.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Hash of its folded form: [`hash_of`].
    pub hash: u64,
    /// What it is.
    pub kind: Kind,
    /// Two letters or more, and all are capitals.
    pub loud: bool,
    /// Begins with a capital and goes on without, where no sentence begins.
    pub name: bool,
    /// A letter stands three times and more.
    pub drawn: bool,
}

/// Where every hash begins.
pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;
/// An odd number whose bits are spread well: 2^64 divided by the golden ratio.
pub(super) const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Takes one byte more into a hash.
#[inline]
pub(super) const fn hash_on(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(SPREAD).rotate_left(23)
}

/// Hash of a folded word.
#[must_use]
pub const fn hash_of(folded: &str) -> u64 {
    let mut rest = folded.as_bytes();
    let mut hash = SEED;
    while let [byte, after @ ..] = rest {
        hash = hash_on(hash, *byte);
        rest = after;
    }
    hash
}
