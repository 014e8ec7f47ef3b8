//! What the linear models see of a text: hashed words and pairs of words, letters of words, and counters of
//! style and feeling. Three groups, so that a long text does not outweigh a short one in one of them.

mod feelings;
mod letters;
mod marks;
mod people;
mod phrases;
mod style;
#[cfg(test)]
mod tests;
mod words;

pub(in crate::scoring) use letters::{letters_of, shows_letters};
pub use marks::Marks;

use super::text::Scan;

/// A group of features; each is scaled by the root of how many it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Words, pairs of words, words after a negation.
    Words,
    /// Three words in a row, and two with one between them.
    Phrases,
    /// Letters of words, two to five in a row, with the word's edges.
    Letters,
    /// Counters of style, and of feeling by the word lists.
    Style,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Words, Self::Phrases, Self::Letters, Self::Style];
}

/// Which groups are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Groups([bool; Group::ALL.len()]);

impl Groups {
    /// Those that a weight of more than nothing is given to, in the order of [`Group::ALL`].
    #[must_use]
    pub fn weighed(weights: [u32; Group::ALL.len()]) -> Self {
        Self(weights.map(|weight| weight > 0))
    }

    /// Those wanted by either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let mut both = self.0;
        both.iter_mut().zip(other.0).for_each(|(one, two)| *one |= two);
        Self(both)
    }

    /// Those without one.
    #[must_use]
    pub(super) fn without(mut self, group: Group) -> Self {
        if let Some(wanted) = self.0.get_mut(group as usize) {
            *wanted = false;
        }
        self
    }

    /// Whether a group is wanted.
    #[must_use]
    pub fn has(self, group: Group) -> bool {
        self.0.get(group as usize).copied().unwrap_or(false)
    }
}

/// The token that a feature of the whole text belongs to.
pub const WHOLE: u32 = u32::MAX;

/// Takes the features of a text one by one.
pub trait Sink {
    /// A feature: its group, the number of the token that shows it ([`WHOLE`] for the whole text), and its hash,
    /// of which the upper bits are spread best.
    fn take(&mut self, group: Group, token: u32, hash: u32);

    /// The first so many of several features of one token, all of them where there are fewer.
    #[inline]
    fn take_first<const N: usize>(&mut self, group: Group, token: u32, hashes: [u32; N], count: usize) {
        for hash in hashes.into_iter().take(count) {
            self.take(group, token, hash);
        }
    }
}

/// The features of a text by group. Reusable.
#[derive(Debug, Clone, Default)]
pub struct Features([Vec<u32>; Group::ALL.len()]);

impl Features {
    /// Reads the features of a text; forgets what was there before.
    pub fn read(&mut self, scan: &Scan, marks: &Marks, groups: Groups) {
        self.0.iter_mut().for_each(Vec::clear);
        extract(scan, marks, groups, self);
    }

    /// The hashes of a group.
    #[inline]
    #[must_use]
    pub fn of(&self, group: Group) -> &[u32] {
        self.0.get(group as usize).map_or(&[], Vec::as_slice)
    }
}

/// The hashes alone, whatever their group.
impl Sink for Vec<u32> {
    #[inline]
    fn take(&mut self, _group: Group, _token: u32, hash: u32) {
        self.push(hash);
    }

    /// Writes them all and forgets those that were not asked for: a known number is written at once.
    #[inline]
    fn take_first<const N: usize>(&mut self, _group: Group, _token: u32, hashes: [u32; N], count: usize) {
        let wanted = self.len() + count;
        self.extend_from_slice(&hashes);
        self.truncate(wanted);
    }
}

impl Sink for Features {
    #[inline]
    fn take(&mut self, group: Group, token: u32, hash: u32) {
        if let Some(hashes) = self.0.get_mut(group as usize) {
            hashes.take(group, token, hash);
        }
    }

    #[inline]
    fn take_first<const N: usize>(&mut self, group: Group, token: u32, hashes: [u32; N], count: usize) {
        if let Some(known) = self.0.get_mut(group as usize) {
            known.take_first(group, token, hashes, count);
        }
    }
}

/// Feeds every feature of a text to `sink`, in an order that depends on the text alone.
pub fn extract(scan: &Scan, marks: &Marks, groups: Groups, sink: &mut impl Sink) {
    if groups.has(Group::Words) {
        words::extract(scan, marks, sink);
    }
    if groups.has(Group::Words) || groups.has(Group::Style) {
        feelings::extract(scan, marks, groups, sink);
    }
    if groups.has(Group::Phrases) {
        phrases::extract(scan, marks, sink);
    }
    if groups.has(Group::Letters) {
        letters::extract(scan, marks, sink);
    }
    if groups.has(Group::Style) {
        style::extract(scan, sink);
    }
}

/// The hash of a part of a feature with what comes before it.
#[inline]
const fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(31) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of a feature made of two parts.
#[inline]
const fn feature(first: u64, second: u64) -> u32 {
    (pair(first, second) >> 32) as u32
}
