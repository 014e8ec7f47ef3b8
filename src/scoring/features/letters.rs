//! Letters of words: every two to five in a row, the word's edges counted as a letter.

use super::people::is_hidden;
use super::{Group, Marks, Sink};
use crate::scoring::text::{Kind, Scan, Token, VIEW};

const SEED: u64 = 0x1e77_e125;
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
/// Features that begin at one letter: two to as many in a row as a view holds.
const ROWS: usize = VIEW - 1;

pub(super) fn extract(scan: &Scan, marks: &Marks, sink: &mut impl Sink) {
    for (number, (token, seen)) in (0..).zip(scan.tokens().iter().zip(marks.seen())) {
        if !shows_letters(token, *seen) {
            continue;
        }
        letters_of(scan, token, number, sink);
    }
}

/// Whether the models see the letters of a token, by what they see of it.
#[inline]
pub(in crate::scoring) const fn shows_letters(token: &Token, seen: u64) -> bool {
    matches!(token.kind, Kind::Word | Kind::Hashtag) && !is_hidden(seen)
}

/// Feeds the letters of one token.
#[inline]
pub(in crate::scoring) fn letters_of(scan: &Scan, token: &Token, number: u32, sink: &mut impl Sink) {
    for (view, left) in scan.views(token) {
        sink.take_first(Group::Letters, number, rows(view), left - 1);
    }
}

/// Hashes of the first two letters, the first three, and so on.
#[inline]
fn rows(view: &[char; VIEW]) -> [u32; ROWS] {
    let [first, rest @ ..] = view;
    let mut hash = on(SEED, *first);
    rest.map(|letter| {
        hash = on(hash, letter);
        (hash.wrapping_mul(STEP) >> 32) as u32
    })
}

#[inline]
const fn on(hash: u64, letter: char) -> u64 {
    (hash ^ letter as u64).wrapping_mul(STEP).rotate_left(29)
}
